"""Values that no honest form sends."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from html.parser import HTMLParser
from importlib import import_module
from pathlib import Path
from random import Random
from typing import Final
from urllib.parse import quote

from tests.hostile.payloads import FORMULAS, SCRIPTS

ODD: Final[tuple[str, ...]] = (
    "",
    " ",
    "\x00",
    "a\x00b",
    "\ud800",
    "\udfff\ud800",
    "\ufffe",
    "\U0001f4a9" * 9,
    "0",
    "-1",
    "1",
    "999999999999999999999999",
    "9223372036854775808",
    "-9223372036854775809",
    "1" * 5_000,
    "1e400",
    "-1e400",
    "NaN",
    "Infinity",
    "0x10",
    "\u0661\u0662\u0663",
    "\u00b2",
    "\u2460",
    "1_000",
    "1,5",
    "1\u202f234,5",
    "2026-02-30",
    "0000-00-00",
    "9999-12-31",
    "0001-01-01",
    "10000-01-01",
    "-2026-01-01",
    "2026-W53",
    "31/12/2026",
    "1-1",
    "999999999999999999999-1",
    "[]",
    "{}",
    '["x"]',
    '[["x"],["y"]]',
    "null",
    "true",
    "[" * 3_000,
    '{"a":' * 500,
    "xlsx",
    "all",
    "../../../etc/passwd",
    "x" * 3_000,
    "\u202e" * 99,
    "/fr/",
    "//elsewhere.example/",
    "/en/data/import/",
    "/fr/%ff%fe",
    "http://[",
    "http://[::1",
    "//[",
    "/en/\x00",
    "/en/findings/?\ud800",
    "%",
    "%s%s%s%n",
    "*",
    "(((((",
    "\\",
    "'",
    '"',
)
VALUES: Final = (*ODD, *SCRIPTS.values(), *FORMULAS)
ASKED: Final = re.compile(r"""(?:GET|POST|params|posted|said)(?:\.get|\.getlist)?[\[(]["'](\w+)["']""")
FORM_FIELDS: Final = re.compile(r"^    (\w+) = (?:forms\.\w+Field|\w+_field)\(", re.MULTILINE)


def parameters(view: Callable[..., object]) -> tuple[str, ...]:
    """Return every name that the part of a view reads from a request, found in its sources."""
    module = import_module(view.__module__)
    folder = Path(str(module.__file__)).parent
    files = [
        file for file in folder.parent.rglob("*.py" if folder.name == "views" else f"{folder.name}/*.py") if "vendor" not in file.parts
    ]
    return _names(tuple(sorted(files)))


@cache
def _names(files: tuple[Path, ...]) -> tuple[str, ...]:
    found = {name for file in files for pattern in (ASKED, FORM_FIELDS) for name in pattern.findall(file.read_text("utf-8"))}
    return tuple(sorted(found | {"format", "back", "from", "q", "page", "next"}))


def asked(chance: Random, names: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return some parameters with values that nobody honest sends; a name may come twice."""
    return [(chance.choice(names), chance.choice(VALUES)) for _ in range(chance.randint(1, 4))]


def written(pairs: list[tuple[str, str]]) -> str:
    """Return parameters as they travel, half of a character too."""
    return "&".join(f"{quote(name)}={quote(value.encode('utf-8', 'surrogatepass'), safe='')}" for name, value in pairs)


class Form(HTMLParser):
    """The fields of the forms of a page, each with the value that it opens with."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self._select = ""
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "select":
            self._select = name
        if tag == "option" and self._select and (self._select not in self.fields or "selected" in given):
            self.fields[self._select] = given.get("value", "")
        if tag == "textarea" and name:
            self.fields[name] = "x"
        if tag == "input" and name and (given.get("type") not in ("radio", "checkbox", "submit", "file") or "checked" in given):
            self.fields[name] = given.get("value", "") or "x"

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = ""
