"""An event log as the measures see it: one row per event, with what comes next in its case."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pyarrow as pa

from pupitre.maths.process.engine import Engine

if TYPE_CHECKING:
    from ibis.expr import types as ir

STEP: dict[str, str] = {
    "cid": "int32",
    "k": "int32",
    "aid": "int32",
    "rid": "int32",
    "uid": "int32",
    "ts": "int64",
    "start": "int64",
    "cost": "float64",
    "to_aid": "int32",
    "to_rid": "int32",
    "to_uid": "int32",
    "to_ts": "int64",
    "to_start": "int64",
}
"""Columns of `Log.steps`, one row per event: the number of its case and its place in it from 0; its activity, resource and department
by number; when it ended and began, in microseconds since 1970 UTC (`start` is null when the log has none); what it cost; the same of
the next event of the case, null on the last one."""


@dataclass(frozen=True, slots=True)
class Log:
    """Events of one process, encoded, on an engine.

    Args:
        engine: Where they are.
        steps: One row per event (`STEP`).
        facts: One row per case: `cid`, `case` (its name), then the attributes of cases asked for, as text.
        activities, resources, units: The name of each number.
        attributes: Names of the attributes in `facts`.
        has_start: Whether events say when they began.
    """

    engine: Engine
    steps: ir.Table
    facts: ir.Table
    activities: tuple[str, ...]
    resources: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    attributes: tuple[str, ...] = ()
    has_start: bool = False

    def rows(self, table: ir.Table) -> pa.Table:
        """Return the rows of an expression over the log, in Arrow."""
        return self.engine.rows(table)

    def kept(self) -> Log:
        """Return the same log with its steps computed once, after filters that many measures share."""
        return replace(self, steps=self.engine.keep("steps", self.steps))


def named(table: pa.Table, column: str, names: tuple[str, ...]) -> pa.Table:
    """Return rows with the numbers of a column replaced by the names they stand for; null stays null."""
    at = table.schema.get_field_index(column)
    values = pa.array(names, pa.string()).take(table.column(column).combine_chunks())
    return table.set_column(at, column, values)
