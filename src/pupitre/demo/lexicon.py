"""The words of the demo companies, read from the content files beside it."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

Row = dict[str, str]


@cache
def rows(name: str) -> tuple[Row, ...]:
    """Return the rows of one content file, as read."""
    text = files("pupitre.demo").joinpath("content", f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines(), delimiter=";"))


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One company's way of naming things.

    Args:
        lang: `fr` or `en`.
        other: Whether it takes the second set of names, that of a company in disguise.
    """

    lang: str
    other: bool = False

    def word(self, row: Row, suffix: str = "") -> str:
        """Return the words of a content row in this company's variant, or in its language when the row has only one."""
        alternative = row.get(f"{self.lang}_alt{suffix}") if self.other else None
        return alternative or row[f"{self.lang}{suffix}"]

    def of_kind(self, name: str, kind: str) -> list[str]:
        """Return every word of one kind in a content file."""
        return [self.word(row) for row in rows(name) if row["kind"] == kind]

    def names(self, kind: str) -> list[str]:
        """Return the people's names, jobs or supplier words of one kind."""
        return next(r for r in rows("names") if r["kind"] == kind)[self.lang].split("|")
