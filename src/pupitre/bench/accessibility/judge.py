"""What a page in a browser is judged by: axe, its width, its console."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from playwright.sync_api import ConsoleMessage, Page, ViewportSize

AXE: Final = Path(__file__).parents[4] / "tests" / "browser" / "axe.min.js"
TAGS: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS: Final = (1440, 1024, 390, 320)
HEIGHT: Final = 900
ASK: Final = "only => axe.run({runOnly: only, resultTypes: ['violations']})"
WIDE: Final = "document.documentElement.scrollWidth"
AGAIN: Final = 400
"""Milliseconds before a width is read again."""
WIDEST: Final = """width => [...document.querySelectorAll('body *')]
  .filter(one => one.getBoundingClientRect().right > width + 1 && getComputedStyle(one).position !== 'fixed')
  .map(one => one.tagName.toLowerCase() + '.' + (one.getAttribute('class') || '')).slice(0, 3).join(' ')"""


@dataclass(slots=True)
class Judge:
    """Keeps count of what was looked at, and of each fault found.

    Args:
        only: What axe is asked for: tags, or rules.
        widths: Widths of the window at which nothing may overflow.
        asked_at: The width at which axe looks.
    """

    only: dict[str, object]
    widths: Sequence[int] = WIDTHS
    asked_at: int = WIDTHS[0]
    pages: int = 0
    audits: int = 0
    fits: int = 0
    faults: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def listen(self, page: Page) -> None:
        """Keep what the browser says while a page is shown: errors, warnings, what the content policy refused."""
        page.on("console", lambda message: self._hear(message))
        page.on("pageerror", lambda error: self.said.append(str(error)))

    def look(self, page: Page, name: str, *, widths: Sequence[int] | None = None) -> None:
        """Judge what a page shows now."""
        self.pages += 1
        _fit(page, self.asked_at)
        if self.only:
            page.evaluate(_axe())
            found = page.evaluate(ASK, self.only)["violations"]
            self.audits += 1
            self.faults += [f"{name}: {one['id']} × {len(one['nodes'])}: {one['nodes'][0]['html'][:200]}" for one in found]
        for width in self.widths if widths is None else widths:
            _fit(page, width)
            wide = page.evaluate(WIDE)
            self.fits += 1
            if wide > width:  # the window may have been read while it was drawn anew
                page.wait_for_timeout(AGAIN)
                wide = page.evaluate(WIDE)
            if wide > width:
                self.faults.append(f"{name}: {wide} wide on {width}: {page.evaluate(WIDEST, width)}")
        _fit(page, WIDTHS[0])
        self.faults += [f"{name}: console: {words}" for words in self.said]
        self.said.clear()

    def _hear(self, message: ConsoleMessage) -> None:
        # A browser reports each page that is refused or unknown as a file that failed to load: its status is judged elsewhere.
        if "Failed to load resource: the server responded with a status of 40" not in message.text:
            self.said.append(f"{message.type}: {message.text}")


def _fit(page: Page, width: int) -> None:
    """Give the window a width; one that it has already would only be drawn anew."""
    wanted: ViewportSize = {"width": width, "height": HEIGHT}
    if page.viewport_size != wanted:
        page.set_viewport_size(wanted)


_source: list[str] = []


def _axe() -> str:
    if not _source:
        _source.append(AXE.read_text("utf-8"))
    return _source[0]
