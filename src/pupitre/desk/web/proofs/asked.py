"""What an address of proof asks for."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa
from django.http import QueryDict

from pupitre.desk.proofs.known import Known, key_of
from pupitre.desk.proofs.narrow import narrowed


@dataclass(frozen=True, slots=True)
class Asked:
    """A figure, a row or rows of a table.

    Args:
        table: The table. column: The column of the figure, empty for none in particular.
        key: The parts of the key given, the first ones of the table's. where: Columns with what their rows must hold.
    """

    table: str
    column: str
    key: tuple[str, ...]
    where: tuple[tuple[str, str], ...]

    @property
    def is_one(self) -> bool:
        """Whether one row is asked for."""
        return len(self.key) == len(key_of(self.table)) and not self.where

    def rows(self, known: Known) -> pa.Table:
        """Return the rows asked for, within reach.

        Raises:
            KeyError: A column or a part of the key is unknown. ValueError: A bound cannot be read.
        """
        parts = key_of(self.table)
        if len(self.key) > len(parts):
            raise KeyError("the key has fewer parts")
        rows = known.matching(self.table, dict(zip(parts, self.key, strict=False)))
        return narrowed(known.seen(self.table, rows), self.where)


def asked(table: str, given: QueryDict) -> Asked:
    """Return what an address asks for."""
    parted = (one.partition(":") for one in given.getlist("where"))
    return Asked(table, given.get("column", ""), tuple(given.getlist("key")), tuple((name, value) for name, _, value in parted))
