"""An event log as the measures see it: one row per event, with what comes next in its case."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pyarrow as pa

from pupitre.maths.process.engine import Engine, Hold

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


CASE: dict[str, str] = {"cid": "int32", "events": "int64", "first": "int64", "last": "int64", "variant": "uint64"}
"""Columns of `Log.cases`, one row per case: its number, how many events it has, when the first and the last ended, and a number that
cases of one path share and others do not."""


@dataclass(frozen=True, slots=True)
class Stored:
    """The tables of DuckDB below a log, for what adds to them.

    Args:
        steps, cases, facts: Their names. Steps hold only what the log has: a column without any value is made up by `view`.
        late: Where the attributes of `facts` that their first event did not give come from: `cid`, `attribute`, `ts`.
        view: The view that gives the steps every column of `STEP`.
    """

    steps: str
    cases: str
    facts: str
    late: str
    view: str


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
        cases: One row per case (`CASE`), when the engine worked it out beforehand.
        stored: The tables below, when DuckDB holds the whole log. held: What keeps the tables of a filtered log alive.
    """

    engine: Engine
    steps: ir.Table
    facts: ir.Table
    activities: tuple[str, ...]
    resources: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    attributes: tuple[str, ...] = ()
    has_start: bool = False
    cases: ir.Table | None = None
    stored: Stored | None = None
    held: tuple[Hold, ...] = ()

    def rows(self, table: ir.Table) -> pa.Table:
        """Return the rows of an expression over the log, in Arrow."""
        return self.engine.rows(table)

    def kept(self) -> Log:
        """Return the same log with its steps computed once, after filters that many measures share."""
        steps = self.engine.keep("steps", self.steps)
        if self.engine.duck is None:
            return replace(self, steps=steps, stored=None)
        return replace(self, steps=steps, stored=None, held=(*self.held, self.engine.hold(steps.get_name())))


def named(table: pa.Table, column: str, names: tuple[str, ...]) -> pa.Table:
    """Return rows with the numbers of a column replaced by the names they stand for; null stays null."""
    at = table.schema.get_field_index(column)
    values = pa.array(names, pa.string()).take(table.column(column).combine_chunks())
    return table.set_column(at, column, values)
