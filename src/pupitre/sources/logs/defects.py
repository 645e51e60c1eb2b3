"""What is wrong in a log, counted: lines left out and why, and what is kept though it is doubtful."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pupitre.kernel import N_, Place, Problem, Text

if TYPE_CHECKING:
    import duckdb

SAID: Mapping[str, tuple[Callable[[int], Text], Text]] = {
    "missing_case": (
        lambda n: Text.many(
            N_("%(count)s line says no case; it is left out."),
            N_("%(count)s lines say no case; they are left out."),
            count=n,
        ),
        Text(N_("Fill in the case, or say which column holds it.")),
    ),
    "missing_activity": (
        lambda n: Text.many(
            N_("%(count)s line says no step; it is left out."),
            N_("%(count)s lines say no step; they are left out."),
            count=n,
        ),
        Text(N_("Fill in the step, or say which column holds it.")),
    ),
    "missing_time": (
        lambda n: Text.many(
            N_("%(count)s line says no time; it is left out."),
            N_("%(count)s lines say no time; they are left out."),
            count=n,
        ),
        Text(N_("Fill in the time, or say which column holds it.")),
    ),
    "unreadable_time": (
        lambda n: Text.many(
            N_("%(count)s line has a time that cannot be read; it is left out."),
            N_("%(count)s lines have a time that cannot be read; they are left out."),
            count=n,
        ),
        Text(N_("Write times as 2026-01-31 14:05.")),
    ),
    "other_lifecycle": (
        lambda n: Text.many(
            N_("%(count)s line is neither the beginning nor the end of a step; it is left out."),
            N_("%(count)s lines are neither the beginning nor the end of a step; they are left out."),
            count=n,
        ),
        Text(N_("Nothing to do: steps planned, suspended or withdrawn are not work done.")),
    ),
    "unreadable_line": (
        lambda n: Text.many(
            N_("%(count)s line cannot be cut into cells; it is left out."),
            N_("%(count)s lines cannot be cut into cells; they are left out."),
            count=n,
        ),
        Text(N_("Save the file again as CSV UTF-8.")),
    ),
    "unlinked": (
        lambda n: Text.many(
            N_("%(count)s event is about no object of the kind chosen; it is left out."),
            N_("%(count)s events are about no object of the kind chosen; they are left out."),
            count=n,
        ),
        Text(N_("Choose another kind of object as case if these events matter.")),
    ),
    "absurd_time": (
        lambda n: Text.many(
            N_("%(count)s event is dated before 1990, or more than a year after the file."),
            N_("%(count)s events are dated before 1990, or more than a year after the file."),
            count=n,
        ),
        Text(N_("Correct these dates: durations of their cases mean nothing.")),
    ),
    "end_before_start": (
        lambda n: Text.many(
            N_("%(count)s event ends before it begins."),
            N_("%(count)s events end before they begin."),
            count=n,
        ),
        Text(N_("Correct one of the two times.")),
    ),
    "pair": (
        lambda n: Text.many(
            N_("%(count)s step is written on two lines, its beginning and its end; they are one event."),
            N_("%(count)s steps are written on two lines, their beginning and their end; the two lines are one event."),
            count=n,
        ),
        Text(N_("Nothing to do: working time is known.")),
    ),
    "start_without_end": (
        lambda n: Text.many(
            N_("%(count)s step begins and never ends; it is kept at the moment it begins."),
            N_("%(count)s steps begin and never end; they are kept at the moment they begin."),
            count=n,
        ),
        Text(N_("Nothing to do when these steps are still under way.")),
    ),
    "end_without_start": (
        lambda n: Text.many(
            N_("%(count)s step ends and never began; its working time is not known."),
            N_("%(count)s steps end and never began; their working time is not known."),
            count=n,
        ),
        Text(N_("Export the beginnings too if working time matters.")),
    ),
    "tied_times": (
        lambda n: Text.many(
            N_("%(count)s event has the very time of another one of its case; the order of the file decides."),
            N_("%(count)s events have the very time of another one of their case; the order of the file decides."),
            count=n,
        ),
        Text(N_("Export times to the second if the order matters.")),
    ),
    "duplicate": (
        lambda n: Text.many(
            N_("%(count)s event repeats another one: same case, same step, same time."),
            N_("%(count)s events repeat another one: same case, same step, same time."),
            count=n,
        ),
        Text(N_("Check that the export does not write lines twice.")),
    ),
    "missing_resource": (
        lambda n: Text.many(
            N_("%(count)s event does not say who or what did it."),
            N_("%(count)s events do not say who or what did them."),
            count=n,
        ),
        Text(N_("Nothing to do, unless handovers matter.")),
    ),
    "unknown_mark": (
        lambda n: Text.many(
            N_("%(count)s event has a question mark as its step; it is kept as one."),
            N_("%(count)s events have a question mark as their step; it is kept as one."),
            count=n,
        ),
        Text(N_("Fill in the step where it is known.")),
    ),
    "unnamed_case": (
        lambda n: Text.many(
            N_("%(count)s case has no name; it is numbered."),
            N_("%(count)s cases have no name; they are numbered."),
            count=n,
        ),
        Text(N_("Export the name of each case.")),
    ),
    "repeated_event": (
        lambda n: Text.many(
            N_("%(count)s event bears the id of another one; the first is kept."),
            N_("%(count)s events bear the id of another one; the first is kept."),
            count=n,
        ),
        Text(N_("Give each event its own id.")),
    ),
    "repeated_object": (
        lambda n: Text.many(
            N_("%(count)s object bears the id of another one; the first is kept."),
            N_("%(count)s objects bear the id of another one; the first is kept."),
            count=n,
        ),
        Text(N_("Give each object its own id.")),
    ),
    "unknown_event": (
        lambda n: Text.many(
            N_("%(count)s link is of an event that the log does not hold; it is left out."),
            N_("%(count)s links are of events that the log does not hold; they are left out."),
            count=n,
        ),
        Text(N_("Export the events together with their links.")),
    ),
    "unknown_object": (
        lambda n: Text.many(
            N_("%(count)s link is to an object that the log does not hold; it is left out."),
            N_("%(count)s links are to objects that the log does not hold; they are left out."),
            count=n,
        ),
        Text(N_("Export the objects together with their links.")),
    ),
}
"""Kind → what is said of so many, and the remedy; in the order in which they are told."""
LEFT_OUT = frozenset(
    ("missing_case", "missing_activity", "missing_time", "unreadable_time", "unreadable_line", "other_lifecycle", "unlinked")
)
"""Kinds whose lines take no part in any figure."""
SHOWN = 3
"""Places told of each kind."""
ASKED = 12
"""Places looked at to find them: several events of a log of objects may stand on one line."""
OLDEST = 631_152_000_000_000
"""1990-01-01 in microseconds: no system wrote events before."""
YEAR = 366 * 86_400_000_000


@dataclass(frozen=True, slots=True)
class Defect:
    """One kind of fault of a log.

    Args:
        kind: One of `SAID`. count: How many lines, events, cases or links.
        rows: The first lines at fault, as the file numbers them; empty when it does not.
    """

    kind: str
    count: int
    rows: tuple[int, ...] = ()

    @property
    def is_left_out(self) -> bool:
        """Whether these lines take no part in the figures."""
        return self.kind in LEFT_OUT

    @property
    def what(self) -> Text:
        """What is wrong."""
        return SAID[self.kind][0](self.count)

    @property
    def mend(self) -> Text:
        """How to mend it."""
        return SAID[self.kind][1]

    def problem(self, file: str, sheet: str | None = None) -> Problem:
        """Return the defect as a located problem: a warning, since the log is read all the same."""
        row = self.rows[0] if self.rows else None
        return Problem(f"log.{self.kind}", "warning", Place(file, sheet, row), str(self.count), self.what, self.mend, self.kind)


def in_order(defects: Sequence[Defect]) -> tuple[Defect, ...]:
    """Return defects in the order in which they are told, those that did not happen left out."""
    ranks = {kind: rank for rank, kind in enumerate(SAID)}
    return tuple(sorted((one for one in defects if one.count), key=lambda one: ranks[one.kind]))


def counted(connection: duckdb.DuckDBPyConnection, table: str, columns: Sequence[str], *, newest: int) -> list[Defect]:
    """Return the faults of the lines of a log.

    Args:
        connection: Where the lines are. table: Their table: `row`, `case`, `activity`, `ts`, `said` (the time as written), and what the
            log has of `start` and `resource`; texts and microseconds.
        columns: The names it has.
        newest: Microseconds after which a time is absurd.
    """
    conditions = {
        "missing_case": '"case" IS NULL',
        "missing_activity": '"case" IS NOT NULL AND activity IS NULL',
        "missing_time": '"case" IS NOT NULL AND activity IS NOT NULL AND ts IS NULL AND said IS NULL',
        "unreadable_time": '"case" IS NOT NULL AND activity IS NOT NULL AND ts IS NULL AND said IS NOT NULL',
    }
    kept = '"case" IS NOT NULL AND activity IS NOT NULL AND ts IS NOT NULL'
    conditions["absurd_time"] = f"{kept} AND (ts < {OLDEST} OR ts > {newest})"
    conditions["unknown_mark"] = f"{kept} AND regexp_full_match(activity, '[?]+')"
    if "start" in columns:
        conditions["end_before_start"] = f"{kept} AND start > ts"
    if "resource" in columns:
        conditions["missing_resource"] = f"{kept} AND resource IS NULL"
    asked = ", ".join(f"count(*) FILTER ({one}), min(row, {ASKED}) FILTER ({one})" for one in conditions.values())
    found = connection.execute(f"SELECT {asked} FROM {table}").fetchall()[0]
    told = [Defect(kind, found[2 * at], _first(found[2 * at + 1])) for at, kind in enumerate(conditions)]
    again = f'SELECT "case", ts, count(*) AS n, min(row) AS row FROM {table} WHERE {kept} GROUP BY "case", ts HAVING count(*) > 1'
    same = (
        f'SELECT count(*) AS n, min(row) AS row FROM {table} SEMI JOIN ties USING ("case", ts) GROUP BY "case", ts, activity HAVING n > 1'
    )
    query = f"""
        WITH ties AS MATERIALIZED ({again}), copies AS MATERIALIZED ({same})
        SELECT coalesce(sum(n - 1), 0), min(row, {SHOWN}), (SELECT coalesce(sum(n - 1), 0) FROM copies),
        (SELECT min(row, {SHOWN}) FROM copies) FROM ties
    """
    ties, first, copies, copied = connection.execute(query).fetchall()[0]
    return [*told, Defect("tied_times", int(ties), tuple(first or ())), Defect("duplicate", int(copies), tuple(copied or ()))]


def _first(rows: Sequence[int] | None) -> tuple[int, ...]:
    """Return the first different places."""
    return tuple(dict.fromkeys(rows or ()))[:SHOWN]
