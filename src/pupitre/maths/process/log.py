"""An event log as the measures see it: one row per event, with what comes next in its case."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

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


ROUTE: dict[str, str] = {"variant": "uint64", "events": "int64", "k": "int32", "aid": "int32", "to_aid": "int32"}
"""Columns of `Log.routes`, one row per step of each different path: the number and the length of the path, as in `CASE`; the place, the
activity and the next one, as in `STEP`."""


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
        routes: The steps of each different path (`ROUTE`), for questions that the paths of cases answer without their events.
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
    routes: ir.Table | None = None

    def rows(self, table: ir.Table) -> pa.Table:
        """Return the rows of an expression over the log, in Arrow."""
        return self.engine.rows(table)

    def told(self, make: Callable[..., ir.Table], *args: Any) -> pa.Table:  # whatever the measure takes
        """Return the rows of the expression that a measure makes of the log, in Arrow.

        DuckDB's words for it are worked out once per measure, not once per log: that takes as long as the answer itself on a small log.

        Args:
            make: Gives the expression, from the log and the arguments; it may look at `steps`, `cases`, `facts`, `routes` and `has_start`
                alone.
            args: What it takes beyond the log, hashable.
        """
        names = _plain(self)
        if names is None:
            return self.rows(make(self, *args))
        sql = _words(make, args, self.has_start, self.cases is not None, self.routes is not None)
        for place, name in zip(PLACES, names, strict=True):
            sql = sql.replace(f'"{place}"', f'"{name}"')
        return self.engine.asked(sql)

    def kept(self) -> Log:
        """Return the same log with its steps computed once, after filters that many measures share."""
        steps = self.engine.keep("steps", self.steps)
        if self.engine.duck is None:
            return replace(self, steps=steps, stored=None)
        return replace(self, steps=steps, stored=None, held=(*self.held, self.engine.hold(steps.get_name())))


PLACES = ("steps of the log", "facts of the log", "cases of the log", "routes of the log")
"""What stands for the names of the tables of a log, in the words for a measure."""


def _plain(log: Log) -> tuple[str, ...] | None:
    """Return the names of the tables of a log that is nothing but tables of DuckDB; None for another."""
    if log.engine.duck is None:
        return None
    from ibis.expr.operations import UnboundTable

    tables = (log.steps, log.facts, log.cases, log.routes)
    if not all(isinstance(table.op(), UnboundTable) for table in tables if table is not None):
        return None
    return tuple(table.get_name() if table is not None else "" for table in tables)


@lru_cache(maxsize=500)
def _words(make: Callable[..., ir.Table], args: tuple[Any, ...], has_start: bool, has_cases: bool, has_routes: bool) -> str:
    """Return what a measure asks DuckDB of any log."""
    import ibis

    columns = (STEP, {"cid": "int32", "case": "string"}, CASE, ROUTE)
    steps, facts, cases, routes = (ibis.table(one, name=place) for one, place in zip(columns, PLACES, strict=True))
    pattern = Log(Engine(None), steps, facts, (), has_start=has_start)
    pattern = replace(pattern, cases=cases if has_cases else None, routes=routes if has_routes else None)
    return str(ibis.to_sql(make(pattern, *args), dialect="duckdb"))


def named(table: pa.Table, column: str, names: tuple[str, ...]) -> pa.Table:
    """Return rows with the numbers of a column replaced by the names they stand for; null stays null."""
    at = table.schema.get_field_index(column)
    values = pa.array(names, pa.string()).take(table.column(column).combine_chunks())
    return table.set_column(at, column, values)
