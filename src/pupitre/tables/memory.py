"""Company tables held in memory: what a script or a test gives to a domain when there is no home."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import pyarrow as pa

from pupitre.tables import TABLES

Rows = Sequence[Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class MemorySnapshot:
    """A snapshot (the kernel's `Snapshot`) made of rows written by hand.

    Args:
        on: The day of the snapshot.
        rows: Model table → rows; a field that a row does not name is null.
        seed: The seed of every draw.
        currency: The currency of the company.
        derived: Derived tables, by full name.
        events_at: The address of the events that stay on an engine.

    >>> MemorySnapshot(date(2026, 1, 1), {"axis": [{"key": "A", "name": "Growth"}]}).table("axis").num_rows
    1
    """

    on: date
    rows: Mapping[str, Rows] = field(default_factory=dict)
    seed: int = 0
    currency: str = "EUR"
    derived: Mapping[str, pa.Table] = field(default_factory=dict)
    events_at: str = ""

    def table(self, name: str) -> pa.Table:
        """Return a table with its declared schema; empty when no row was given.

        Raises:
            KeyError: There is no such table.
            ValueError: A row names a field that the table does not have.
        """
        if name in self.derived:
            return self.derived[name]
        schema = TABLES[name].schema
        rows = self.rows.get(name, ())
        unknown = {one for row in rows for one in row} - set(schema.names)
        if unknown:
            raise ValueError(f"{name} has no field {', '.join(sorted(unknown))}")
        return pa.Table.from_pylist([dict(row) for row in rows], schema=schema)
