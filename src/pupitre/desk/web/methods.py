"""The pages that say how each rule is computed, and where it stops."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Final

from django.urls import reverse
from markdown_it import MarkdownIt

import pupitre

PACKAGE: Final = Path(pupitre.__file__).parent
FOLDERS: Final = (PACKAGE / "methods", PACKAGE.parent.parent / "docs" / "methods")
"""An installed Pupitre has them inside, a checkout in its documentation; each other language has its own folder there."""

TO_ANOTHER_PAGE: Final = re.compile(r"\]\(([a-z0-9-]+)\.md\)")


@cache
def pages() -> dict[str, Path]:
    """Return the English pages by name."""
    return {file.stem: file for folder in reversed(FOLDERS) for file in sorted(folder.glob("*.md"))}


def page_in(name: str, language: str) -> tuple[Path, str]:
    """Return the page in a language and the language it is written in: English when it was not written in that one.

    Raises:
        KeyError: There is no such page.
    """
    english = pages()[name]
    theirs = english.parent / language / english.name
    return (theirs, language) if theirs.is_file() else (english, "en")


def method_link(rule: str) -> str:
    """Return the address of the page that explains a rule, nothing when none names it."""
    name = next((name for name, file in pages().items() if f"`{rule}`" in file.read_text("utf-8")), "")
    return reverse("desk:method", args=[name]) if name else ""


def as_html(page: Path) -> str:
    """Return a page as HTML; markup written in it is shown, never obeyed, and its links lead to the pages shown here."""
    text = TO_ANOTHER_PAGE.sub(lambda found: f"]({reverse('desk:method', args=[found[1]])})", page.read_text("utf-8"))
    return str(MarkdownIt("commonmark", {"html": False}).enable("table").render(text))


def title(page: Path) -> str:
    """Return the title of a page."""
    return page.read_text("utf-8").partition("\n")[0].removeprefix("# ")
