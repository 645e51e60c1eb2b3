"""Single cases of a log: those that waited longest somewhere, and the values that cases may be chosen by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pyarrow.compute as pc

from pupitre.desk.web.proofs import proof
from pupitre.domains.processes.analysis.finished import cases_of
from pupitre.domains.processes.web.asked import Asked
from pupitre.domains.processes.web.live import VALUES, Held
from pupitre.maths.process.measures.flow import SECOND
from pupitre.maths.process.measures.throughput import open_cases

if TYPE_CHECKING:
    from pupitre.maths.process.log import Log

SHOWN = 8
DAY = 86_400.0


@dataclass(frozen=True, slots=True)
class Case:
    """A case, how long it waited there, when that wait ended, and the page of its events."""

    name: str
    days: float
    at: datetime
    link: str


def longest(held: Held, asked: Asked, process: str) -> tuple[Case, ...]:
    """Return the cases that waited longest before the step looked at, or along the path looked at."""
    start, end = asked.way or (None, asked.step)
    if not end:
        return ()
    found = held.alone(f"longest\x00{start}\x00{end}", asked, lambda: _told_longest(held, asked, start, end))
    return tuple(Case(name, days, at, proof("event", "", process, name)) for name, days, at in found)


def _told_longest(held: Held, asked: Asked, start: str | None, end: str) -> tuple[tuple[str, float, datetime], ...]:
    """Return the longest waits; the index, where there is one, says among which cases to look."""
    if held.index() is None:
        return _longest(held.of(asked), start, end)
    return _longest(held.log, start, end, held.look(asked).some.longest(start, end, SHOWN).tolist())


def _longest(log: Log, start: str | None, end: str, among: list[int] | None = None) -> tuple[tuple[str, float, datetime], ...]:
    import ibis

    steps = log.steps.filter(log.steps.to_aid == log.activities.index(end))
    if among is not None:
        steps = steps.filter(steps.cid.isin(among or [-1]))
    if start is not None:
        steps = steps.filter(steps.aid == log.activities.index(start))
    until = steps.to_start.fill_null(steps.to_ts) if log.has_start else steps.to_ts
    waits = steps.mutate(wait_s=(until - steps.ts) / SECOND).select("cid", "wait_s", "to_ts")
    top = waits.order_by(ibis.desc("wait_s"), "cid").limit(SHOWN)
    rows = log.rows(top.join(log.facts.select("cid", "case"), "cid").select("case", "wait_s", "to_ts")).to_pylist()
    rows.sort(key=lambda row: (-row["wait_s"], row["case"]))
    return tuple((row["case"], row["wait_s"] / DAY, datetime.fromtimestamp(row["to_ts"] / SECOND, UTC)) for row in rows)


@dataclass(frozen=True, slots=True)
class Open:
    """A case that is not over: its last step, how long ago it began and how long nothing has happened, in days."""

    name: str
    step: str
    age: float
    idle: float
    link: str


def oldest(held: Held, asked: Asked, process: str) -> tuple[Open, ...]:
    """Return the cases still open, the oldest first."""
    whole = held.once("cases", Asked(), cases_of)
    found = held.once("open", asked, lambda log: open_cases(log, whole.finals, at=whole.last).slice(0, 2 * SHOWN).to_pylist())
    return tuple(
        Open(row["case"], row["activity"], row["age_s"] / DAY, row["idle_s"] / DAY, proof("event", "", process, row["case"]))
        for row in found
    )


@dataclass(frozen=True, slots=True)
class Attribute:
    """Something that cases may be chosen by: its values with how many cases hold each, the most frequent first."""

    name: str
    values: tuple[tuple[str, int], ...]


def attributes(held: Held) -> tuple[Attribute, ...]:
    """Return what the cases of a log may be chosen by; a name with a single value, or too many, is left out."""
    return held.once("attributes", Asked(), _attributes)


def _attributes(log: Log) -> tuple[Attribute, ...]:
    found = []
    for name in log.attributes:
        facts = log.facts.filter(log.facts[name].notnull())
        counted = log.rows(facts.group_by(name).aggregate(cases=facts.count()))
        if 1 < counted.num_rows <= VALUES:
            counted = counted.sort_by([("cases", "descending"), (name, "ascending")])
            pairs = zip(pc.cast(counted.column(name), "string").to_pylist(), counted.column("cases").to_pylist(), strict=True)
            found.append(Attribute(name, tuple(pairs)))
    return tuple(found)
