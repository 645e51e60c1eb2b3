"""What differs between two periods or two groups of cases of a process, beyond chance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pyarrow as pa

from pupitre.maths.moves.discoveries import bar
from pupitre.maths.process.log import Log, named
from pupitre.maths.process.measures.cases import spans
from pupitre.maths.process.measures.flow import SECOND
from pupitre.maths.process.survival import NORMAL_975, Bools, Floats, kaplan_meier

if TYPE_CHECKING:
    from ibis.expr import types as ir

Figure = tuple[str, str | None, str]
"""Kind, step before (or None) and step."""
Moments = tuple[int, float, float]
"""Count, mean and variance."""
DRAWS: Final = 1000
STEPS: Final = 1000
"""Distinct times kept of each side; beyond, neighbours are put together, which moves no median by more than one part in so many."""
RATE: Final = 0.05
"""Differences by luck alone that are accepted among those said to be real."""
LEAST: Final = 20
"""Readings that each side needs for its means or shares to be compared."""


@dataclass(frozen=True, slots=True)
class Change:
    """The median lead time on both sides, in seconds; None when too many cases are open to tell.

    Args:
        before, after: The medians. low, high: Where the true difference lies at 95 %. before_cases, after_cases: How many cases.
        before_open, after_open: How many of them are still open, and counted for as long as they have lasted.
    """

    before: float | None
    after: float | None
    low: float | None
    high: float | None
    before_cases: int
    after_cases: int
    before_open: int
    after_open: int

    @property
    def difference(self) -> float | None:
        """The later median less the earlier one."""
        return None if self.before is None or self.after is None else self.after - self.before

    @property
    def is_real(self) -> bool:
        """Whether the range leaves zero out."""
        return self.low is not None and self.high is not None and (self.low > 0 or self.high < 0)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two sides beside each other.

    Args:
        lead: Their lead times.
        differences: One row per figure of a step or of a path (`DIFFERENCES`), the least likely to be luck first.
    """

    lead: Change
    differences: pa.Table


DIFFERENCES: Final = pa.schema(
    {
        "kind": pa.string(),
        "from": pa.string(),
        "to": pa.string(),
        "before_count": pa.int64(),
        "after_count": pa.int64(),
        "before": pa.float64(),
        "after": pa.float64(),
        "low": pa.float64(),
        "high": pa.float64(),
        "p_value": pa.float64(),
        "is_real": pa.bool_(),
    }
)
"""`kind`: `wait` and `touch` of the step `to` (mean seconds, `from` null), `path_share` (of the departures of `from`, how many go to `to`)
and `path_time` (mean seconds from the end of one to that of the next). Counts are what each figure rests on; `low` and `high` hold the
difference at 95 %, absent with `p_value` when a side has too few; `is_real` is said of all figures together (Benjamini and Hochberg)."""


def compared(
    before: Log, after: Log, *, finals: Sequence[str] | None = None, at: tuple[int, int] | None = None, seed: int = 0, rate: float = RATE
) -> Comparison:
    """Return what differs between two logs: two periods of one process, or two groups of its cases.

    Args:
        before, after: The two sides.
        finals: Steps that end a case; one whose last step is another is open and counts for as long as it has lasted. Every case is taken
            as finished when absent.
        at: Until when each side was watched, in microseconds since 1970 UTC; its last event when absent.
        seed: Of the draws of the lead time's range. rate: False differences accepted among those said to be real.
    """
    moments = at or (None, None)
    sides = [_durations(log, finals, moment) for log, moment in zip((before, after), moments, strict=True)]
    lead = _lead(*sides, seed=seed)
    rows = _means(_gaps(before), _gaps(after)) + _shares(_flows(before), _flows(after))
    told = bar(np.array([np.nan if row["p_value"] is None else row["p_value"] for row in rows], np.float64), rate=rate)
    for row in rows:
        row["is_real"] = row["p_value"] is not None and row["p_value"] <= told
    rows.sort(key=lambda row: (row["p_value"] is None, row["p_value"] or 0.0, -row["before_count"] - row["after_count"], *_key(row)))
    return Comparison(lead, pa.Table.from_pylist(rows, schema=DIFFERENCES))


def _key(row: Mapping[str, Any]) -> tuple[str, str, str]:
    return row["kind"], row["from"] or "", row["to"]


def _durations(log: Log, finals: Sequence[str] | None, at: int | None) -> tuple[Floats, Bools]:
    """Return how long each case was watched, in seconds, and whether it was over."""
    last = log.steps.filter(log.steps.to_aid.isnull()).select("cid", "aid")
    cases = spans(log).join(last, "cid")
    table = log.rows(cases.select("first", "last", "aid"))
    first, end, step = (table.column(name).to_numpy() for name in ("first", "last", "aid"))
    over = (
        np.ones(len(step), np.bool_)
        if finals is None
        else np.isin(step, [log.activities.index(one) for one in finals if one in log.activities])
    )
    until = end.max(initial=0) if at is None else at
    watched = np.where(over, end, np.maximum(until, end)) - first
    return watched.astype(np.float64) / SECOND, over


def _lead(before: tuple[Floats, Bools], after: tuple[Floats, Bools], *, seed: int) -> Change:
    chance = np.random.default_rng(np.random.SeedSequence([seed, 5]))
    medians = [kaplan_meier(*side).median for side in (before, after)]
    low = high = None
    if min(len(before[0]), len(after[0])) >= LEAST and None not in medians:
        drawn = _medians(*after, chance) - _medians(*before, chance)
        # A draw in which too many cases are open has no median: it may lie on either side, so a range that meets one is not said.
        if np.isfinite(drawn).mean() > 0.999:
            low, high = (float(edge) for edge in np.quantile(drawn[np.isfinite(drawn)], [0.025, 0.975]))
    is_open = [int((~side[1]).sum()) for side in (before, after)]
    return Change(medians[0], medians[1], low, high, len(before[0]), len(after[0]), is_open[0], is_open[1])


def _medians(watched: Floats, over: Bools, chance: np.random.Generator) -> Floats:
    """Return the medians of cases drawn again with replacement, NaN where too many are open."""
    times, where = np.unique(watched, return_inverse=True)
    if len(times) > STEPS:
        where = where * STEPS // len(times)
        sums, counts = np.bincount(where, watched), np.bincount(where)
        times = sums / counts
    n, size = len(times), len(watched)
    kinds = np.bincount(where * 2 + over, minlength=2 * n)
    drawn = chance.multinomial(size, kinds / size, size=DRAWS).reshape(DRAWS, n, 2)
    left = drawn.sum(axis=2).cumsum(axis=1)
    at_risk = size - np.pad(left, ((0, 0), (1, 0)))[:, :-1]
    under = np.cumprod(1 - drawn[:, :, 1] / np.maximum(at_risk, 1), axis=1) <= 0.5 + 1e-12
    return np.where(under.any(axis=1), times[under.argmax(axis=1)], np.nan)


def _gaps(log: Log) -> dict[Figure, Moments]:
    """Return count, mean and variance of each wait, time of work and path, in seconds."""
    later = log.steps.filter(log.steps.to_aid.notnull())
    gap = (later.to_ts - later.ts) / SECOND
    # As `measures.waiting` tells them apart: without begins, all the time since the event before counts as waiting.
    wait = ((later.to_start - later.ts) / SECOND).fill_null(gap) if log.has_start else gap
    later = later.mutate(seconds=gap, wait=(wait > 0).ifelse(wait, 0.0))
    begun = log.steps.filter(log.steps.start.notnull())
    work = (begun.ts - begun.start) / SECOND
    begun = begun.select(to_aid=begun.aid, seconds=(work > 0).ifelse(work, 0.0))
    asked = {
        "wait": later.select("to_aid", seconds=later.wait).group_by("to_aid"),
        "touch": begun.group_by("to_aid"),
        "path_time": later.group_by(["aid", "to_aid"]),
    }
    found: dict[Figure, Moments] = {}
    for kind, groups in asked.items():
        for row in _named(log, groups.aggregate(n=lambda t: t.count(), mean=lambda t: t.seconds.mean(), var=lambda t: t.seconds.var())):
            found[kind, row.get("aid"), row["to_aid"]] = int(row["n"]), float(row["mean"]), float(row["var"] or 0.0)
    return found


def _flows(log: Log) -> dict[tuple[str, str], int]:
    """Return how often each path is taken; a case that ends is no departure."""
    steps = log.steps.filter(log.steps.to_aid.notnull())
    rows = _named(log, steps.group_by(["aid", "to_aid"]).aggregate(n=steps.count()))
    return {(row["aid"], row["to_aid"]): int(row["n"]) for row in rows}


def _named(log: Log, table: ir.Table) -> list[dict[str, Any]]:
    rows = log.rows(table)
    for column in {"aid", "to_aid"} & set(rows.column_names):
        rows = named(rows, column, log.activities)
    found: list[dict[str, Any]] = rows.to_pylist()
    return found


def _means(
    before: Mapping[Figure, Moments],
    after: Mapping[Figure, Moments],
) -> list[dict[str, Any]]:
    """Compare means by Welch's test, with the normal law: sides of fewer than 20 readings are not tested."""
    rows = []
    for kind, source, target in sorted(before.keys() | after.keys(), key=lambda key: (key[0], key[1] or "", key[2])):
        sides = [side.get((kind, source, target)) for side in (before, after)]
        row = _row(kind, source, target, *((side[0], side[1]) if side else (0, None) for side in sides))
        if sides[0] and sides[1] and min(sides[0][0], sides[1][0]) >= LEAST:
            _ranged(row, (sides[0][2] / sides[0][0] + sides[1][2] / sides[1][0]) ** 0.5)
        rows.append(row)
    return rows


def _shares(before: Mapping[tuple[str, str], int], after: Mapping[tuple[str, str], int]) -> list[dict[str, Any]]:
    """Compare, for each step, which share of its departures takes each path (two proportions)."""
    totals: list[dict[str, int]] = [{}, {}]
    for side, total in zip((before, after), totals, strict=True):
        for (source, _), count in side.items():
            total[source] = total.get(source, 0) + count
    rows = []
    for source, target in sorted(before.keys() | after.keys()):
        n = [total.get(source, 0) for total in totals]
        taken = [side.get((source, target), 0) for side in (before, after)]
        row = _row("path_share", source, target, *((size, part / size if size else None) for size, part in zip(n, taken, strict=True)))
        if min(n) >= LEAST and 0 < sum(taken) < sum(n):
            # Each side with one half added to both outcomes, so that a share of 0 or 1 is not taken for a certainty.
            held = [(part + 0.5) / (size + 1) for size, part in zip(n, taken, strict=True)]
            _ranged(row, sum(share * (1 - share) / size for share, size in zip(held, n, strict=True)) ** 0.5)
        rows.append(row)
    return rows


def _row(kind: str, source: str | None, target: str, *sides: tuple[int, float | None]) -> dict[str, Any]:
    (before_count, before), (after_count, after) = sides
    row: dict[str, Any] = {"kind": kind, "from": source, "to": target, "before_count": before_count, "after_count": after_count}
    return row | {"before": before, "after": after, "low": None, "high": None, "p_value": None}


def _ranged(row: dict[str, Any], error: float) -> None:
    """Write the range of a difference and its chance of being luck, from its standard error."""
    from scipy.special import ndtr

    difference = row["after"] - row["before"]
    row["low"], row["high"] = difference - NORMAL_975 * error, difference + NORMAL_975 * error
    row["p_value"] = float(2 * ndtr(-abs(difference) / error)) if error else float(difference == 0)
