"""A list to be exported: its columns, its rows, what it was narrowed to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from pupitre import words
from pupitre.kernel import Text
from pupitre.tables.exchange import KINDS, ExchangeType
from pupitre.words import Lang

Kind = Literal["text", "code", "money", "number", "count", "share", "date", "moment", "bool"]
"""text: a string, a `Text`, or a list of them; code: a string kept as it is; money: `Money`, or a number in the currency of the company;
number, count: any number; share: a fraction or `Share`; date, moment: as they are; bool: shown as yes or no."""

AS: Final[dict[ExchangeType, Kind]] = {
    "code": "code",
    "text": "text",
    "money": "money",
    "number": "number",
    "percent": "share",
    "date": "date",
    "period": "text",
    "bool": "bool",
    "status": "text",
    "unit": "text",
    "int": "count",
    "list": "text",
}
"""What a column of the exchange vocabulary is, once exported."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of an exported list.

    Args:
        title: Its heading.
        kind: What its cells hold.
        digits: Decimals shown, for numbers, shares and money.
    """

    title: Text | dict[Lang, str]
    kind: Kind = "text"
    digits: int | None = None

    @classmethod
    def of(cls, kind: str, name: str) -> Column:
        """Return the column that our import recognises as a field of a kind of file: `Column.of("projects", "start")`.

        Raises:
            KeyError: There is no such kind or field.
        """
        declared = KINDS[kind].column(name)
        headings: dict[Lang, str] = {"fr": (declared.fr or (name,))[0].capitalize(), "en": (declared.en or (name,))[0].capitalize()}
        return cls(headings, AS[declared.type])

    def heading(self, lang: Lang) -> str:
        """Return the heading in a language."""
        return self.title[lang] if isinstance(self.title, dict) else words.render(self.title, lang)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A list to be exported.

    Args:
        title: What it lists, which names the file and its first sheet.
        columns: Its columns.
        rows: Its rows, one value per column; None is an empty cell.
        filters: What it was narrowed to, as name and value.
    """

    title: Text
    columns: Sequence[Column]
    rows: Iterable[Sequence[object]]
    filters: Sequence[tuple[Text, Text | str]] = ()
