"""How a kind of exchange file is declared: what people call its columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ExchangeType = Literal["code", "text", "money", "number", "percent", "date", "period", "bool", "status", "unit", "int", "list", "moment"]
"""code: text with its leading zeros; list: several values in a cell; percent: fraction 0–1; moment: a day and the time of day;
period: `2025-03`, `2025-Q3`, `2025-W47`, `2025` or a day; unit: a department's name."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column that a file of this kind may have.

    Args:
        name: Canonical name, the one of the machine output.
        type: How its cells are read.
        says: What it holds, in one English phrase.
        required: Whether a row without it cannot be loaded.
        personal: Whether it holds pay, sex or another personal figure, that is dropped before anything is stored.
        en: What English files call it, most usual first.
        fr: What French files call it, most usual first.
        variant: Whether it is another way to write columns that the kind has already, which no template asks for.
    """

    name: str
    type: ExchangeType
    says: str = ""
    required: bool = False
    personal: bool = False
    en: tuple[str, ...] = ()
    fr: tuple[str, ...] = ()
    variant: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file that companies exchange.

    Args:
        name: Plural name (`projects`, `kpis`).
        says: What one row is, in one English sentence.
        key: Columns that name a row; `optional_key` ones join it when the file has them.
        columns: Every column.
        optional_key: Columns that belong to the key where present, such as the reporting date of snapshots.
        wide: Columns that may be spread over one column per period.
        repeats: Whether several rows may bear the same key, each being a thing of its own.
    """

    name: str
    says: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    optional_key: tuple[str, ...] = ()
    wide: tuple[str, ...] = ()
    repeats: bool = False

    def column(self, name: str) -> Column:
        """Return a column by its canonical name.

        Raises:
            KeyError: The kind has no such column.
        """
        for one in self.columns:
            if one.name == name:
                return one
        raise KeyError(f"{self.name} has no column {name}")
