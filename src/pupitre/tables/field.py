"""How a table and its fields are declared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import pyarrow as pa

Type = Literal["key", "text", "number", "count", "money", "share", "date", "moment", "bool", "choice", "list"]

ARROW: dict[str, pa.DataType] = {
    "key": pa.string(),
    "text": pa.string(),
    "choice": pa.string(),
    "number": pa.float64(),
    "share": pa.float64(),
    "count": pa.int64(),
    "money": pa.decimal128(18, 2),
    "date": pa.date32(),
    "moment": pa.timestamp("us", tz="UTC"),
    "bool": pa.bool_(),
    "list": pa.list_(pa.string()),
}
"""The Arrow type of each declared type: money is exact to the cent, a share is a fraction 0–1, a key is text and never a number."""


@dataclass(frozen=True, slots=True)
class Field:
    """One column.

    Args:
        name: Name in code, files and pages.
        type: Declared type; `ARROW` gives the stored one.
        says: What it holds, in one English phrase (marked for translation by the caller).
        unit: The one unit of the column (`days`, `hours`), when it has one.
        ref: The kind of business key it holds (`unit`, `person`, `project`…).
        choices: The values a `choice` may take.
        required: Whether a row without it is refused.
    """

    name: str
    type: Type
    says: str = ""
    unit: str | None = None
    ref: str | None = None
    choices: Sequence[str] = ()
    required: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the company model.

    Args:
        name: Singular name of the glossary.
        says: What one row is, in one English sentence.
        key: Fields that name a row; an absent key part is stored as an empty string.
        fields: Every field, key fields first.
        store: `rows` when people edit it, `bulk` when machines pour it in.
    """

    name: str
    says: str
    key: tuple[str, ...]
    fields: tuple[Field, ...]
    store: Literal["rows", "bulk"] = "rows"

    def field(self, name: str) -> Field:
        """Return a field by name.

        Raises:
            KeyError: The table has no such field.
        """
        for one in self.fields:
            if one.name == name:
                return one
        raise KeyError(f"{self.name} has no field {name}")

    @property
    def schema(self) -> pa.Schema:
        """The Arrow schema: the declared fields, then `extra` (JSON text of what the source said besides)."""
        return pa.schema([pa.field(f.name, ARROW[f.type]) for f in self.fields] + [pa.field("extra", pa.string())])

    def empty(self) -> pa.Table:
        """Return the table without rows."""
        return self.schema.empty_table()
