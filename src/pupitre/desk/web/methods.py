"""The pages that say how each rule is computed, and where it stops."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from django.urls import reverse
from markdown_it import MarkdownIt

import pupitre

PACKAGE: Final = Path(pupitre.__file__).parent
FOLDERS: Final = (PACKAGE / "methods", PACKAGE.parent.parent / "docs" / "methods")
"""An installed Pupitre has them inside, a checkout in its documentation."""


@cache
def pages() -> dict[str, Path]:
    """Return the pages by name."""
    return {file.stem: file for folder in reversed(FOLDERS) for file in sorted(folder.glob("*.md"))}


def method_link(rule: str) -> str:
    """Return the address of the page that explains a rule, nothing when none names it."""
    name = next((name for name, file in pages().items() if f"`{rule}`" in file.read_text("utf-8")), "")
    return reverse("desk:method", args=[name]) if name else ""


def as_html(name: str) -> str:
    """Return a page as HTML; markup written in it is shown, never obeyed.

    Raises:
        KeyError: There is no such page.
    """
    return str(MarkdownIt("commonmark", {"html": False}).enable("table").render(pages()[name].read_text("utf-8")))
