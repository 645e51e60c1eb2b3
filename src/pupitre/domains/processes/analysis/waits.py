"""Where finished cases wait: how much of the lead time goes by before each step, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import numpy.typing as npt

from pupitre.domains.processes.analysis.delays import Lost, beyond_usual, ranged, yearly
from pupitre.domains.processes.analysis.finished import Cases
from pupitre.maths.process.calendar import Week, working
from pupitre.maths.process.log import Log
from pupitre.maths.process.measures.flow import SECOND
from pupitre.maths.streams import stream

if TYPE_CHECKING:
    from ibis.expr import types as ir

GROUPS: Final = 2000
"""Cases are drawn again one by one up to this many, in so many groups beyond."""
DRAWS: Final = 1000
LOW, HIGH = 5.0, 95.0
DAY_US: Final = 86_400_000_000
QUARTER, YEAR = 91 * DAY_US, 365 * DAY_US
LEAST_SHARE: Final = 0.2
"""Share of the lead time that a bottleneck takes."""
TIMES: Final = 3.0
"""How many times the median share of the other steps a bottleneck takes."""
LEAST_STEPS: Final = 3
LEAST_PASSAGES: Final = 30
MOST: Final = 3
STRETCH: Final = 28
"""Days over which the share of a step is looked at to tell since when it has been a bottleneck."""
MONDAY: Final = 3
"""1 January 1970 was a Thursday: three days after a Monday."""

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Wait:
    """What goes by before one step, over the finished cases.

    Args:
        activity: The step. passages: Times it comes after another. wait_s: Seconds waited, all hours counted.
        share: Waiting over the lead time, in working hours when they are known. low, high: Its range at 90 %.
        recent_share: The same over the cases finished in the last 365 days of the log.
        chance: Share of the draws in which it stands out. stands_out: Whether it is a bottleneck.
        before_s, now_s: Mean wait of a passage in the 91 days before the last 91, and in these; None below 30 passages in one of them.
        trend: 1 when it grows for sure, −1 when it falls for sure, else 0.
        since: The first day from which it has taken a fifth of the lead time without a break; None when it does not now.
        lost: Days waited in a year beyond what the other steps make a case wait; None for a log of less than 90 days, its range only told
            of a bottleneck.
    """

    activity: str
    passages: int
    wait_s: float
    share: float
    low: float
    high: float
    recent_share: float
    chance: float
    stands_out: bool
    before_s: float | None
    now_s: float | None
    trend: int
    since: date | None
    lost: Lost | None = None


@dataclass(frozen=True, slots=True)
class Waits:
    """The waits of a process: the longest first, what they make of the lead time together, whether waiting is told from work."""

    steps: tuple[Wait, ...]
    share: float
    has_begins: bool

    @property
    def bottlenecks(self) -> tuple[Wait, ...]:
        """The steps that stand out, the longest wait first."""
        return tuple(one for one in self.steps if one.stands_out)[:MOST]


def waits(log: Log, steps: ir.Table, cases: Cases, *, week: Week | None, seed: int, key: str) -> Waits:
    """Return where the finished cases of a log wait.

    Args:
        log: The events. steps: Those of the finished cases. cases: Every case.
        week: The working hours; all hours count when absent. seed, key: Name the draws.

    Source:
        docs/methods/bottleneck.md; bootstrap over cases: Efron, Ann. Statist. 7 (1979).
    """
    passed = _passages(log, steps, week)
    sums = _sums(log, passed, cases)
    if not sums.passages.sum():
        return Waits((), 0.0, log.has_start)
    drawn = _drawn(sums, seed, key)
    since = _since(log, passed)
    total = float(sums.gap.sum())
    found = [_wait(log, at, sums, drawn, since.get(at)) for at in _there(sums).tolist()]
    found = _with_lost(log, found, sums, drawn, yearly(cases))
    found.sort(key=lambda one: (-one.share, one.activity))
    return Waits(tuple(found), float(sums.wait.sum()) / total if total else 0.0, log.has_start)


def _passages(log: Log, steps: ir.Table, week: Week | None) -> ir.Table:
    """Return each step that comes after another: `cid`, `aid`, `wait`, `gap` (seconds, working ones when known), `lasted` (all), `last`."""
    import ibis

    later = steps.filter(steps.to_aid.notnull())
    begin = ibis.greatest(later.to_start.fill_null(later.to_ts), later.ts) if log.has_start else later.to_ts
    ends = steps.group_by("cid").aggregate(last=steps.ts.max())
    if week is None:
        wait, gap = (begin - later.ts) / SECOND, (later.to_ts - later.ts) / SECOND
    else:
        wait, gap = working(later.ts, begin, week), working(later.ts, later.to_ts, week)
    rows = later.select("cid", aid=later.to_aid, wait=wait, gap=gap, lasted=(begin - later.ts) / SECOND)
    return rows.join(ends, "cid").select("cid", "aid", "wait", "gap", "lasted", "last")


@dataclass(frozen=True, slots=True)
class _Sums:
    """Sums by group of cases, age (0: ended in the last 91 days, 1: in the 91 before, 2: in the last 365, 3: earlier) and step."""

    wait: Floats
    gap: Floats
    lasted: Floats
    passages: Floats


def _sums(log: Log, passed: ir.Table, cases: Cases) -> _Sums:
    import ibis

    groups = min(GROUPS, max(1, len(cases.cid)))
    old = cases.last - passed["last"]
    age = ibis.cases((old < QUARTER, 0), (old < 2 * QUARTER, 1), (old < YEAR, 2), else_=3)
    rows = passed.mutate(part=passed.cid % groups, age=age)
    made = log.rows(
        rows.group_by(["part", "age", "aid"]).aggregate(
            wait=rows.wait.sum(), gap=rows.gap.sum(), lasted=rows.lasted.sum(), passages=rows.count()
        )
    )
    place = tuple(made.column(name).to_numpy().astype(np.int64) for name in ("part", "age", "aid"))
    sums: dict[str, Floats] = {}
    for name in ("wait", "gap", "lasted", "passages"):
        sums[name] = np.zeros((groups, 4, len(log.activities)))
        sums[name][place] = made.column(name).to_numpy().astype(np.float64)
    return _Sums(**sums)


@dataclass(frozen=True, slots=True)
class _Drawn:
    """Draws of the groups, of the shares and of the mean waits of the last two quarters, one row per draw, one column per step."""

    weights: Floats
    shares: Floats
    changes: Floats
    stands_out: npt.NDArray[np.bool_]


def _drawn(sums: _Sums, seed: int, key: str) -> _Drawn:
    groups = len(sums.wait)
    chance = stream(seed, "processes.bottleneck", key)
    weights = chance.multinomial(groups, np.full(groups, 1 / groups), size=DRAWS).astype(np.float64)
    shares = _shares(weights @ sums.wait.sum(axis=1), weights @ sums.gap.sum(axis=(1, 2)))
    means = [_ratio(weights @ sums.lasted[:, age], weights @ sums.passages[:, age]) for age in (0, 1)]
    return _Drawn(weights, shares, means[0] - means[1], _stand_out(shares, sums))


def _shares(wait: Floats, gap: Floats) -> Floats:
    return _ratio(wait, gap[..., None])


def _ratio(over: Floats, under: Floats) -> Floats:
    return np.asarray(np.divide(over, under, out=np.zeros_like(over), where=under > 0))


def _stand_out(shares: Floats, sums: _Sums) -> npt.NDArray[np.bool_]:
    """Tell the steps that take a fifth of the lead time and three times the median share of the others that come after another."""
    there = _there(sums)
    found = np.zeros(shares.shape, bool)
    if len(there) < LEAST_STEPS:
        return found
    for at in there.tolist():
        usual = np.median(shares[..., there[there != at]], axis=-1)
        found[..., at] = (shares[..., at] >= LEAST_SHARE) & (shares[..., at] >= TIMES * usual)
    return found


def _wait(log: Log, at: int, sums: _Sums, drawn: _Drawn, since: date | None) -> Wait:
    total = float(sums.gap.sum())
    recent = _shares(sums.wait[:, :3].sum(axis=(0, 1)), np.asarray(sums.gap[:, :3].sum()))
    low, high = np.percentile(drawn.shares[:, at], (LOW, HIGH)).tolist()
    shares = _shares(sums.wait.sum(axis=(0, 1)), np.asarray(total))
    usual = _others(shares, sums, at)
    stands = low >= LEAST_SHARE and low >= TIMES * usual and bool(_stand_out(recent[None], sums)[0, at])
    now, before = (float(sums.passages[:, age, at].sum()) for age in (0, 1))
    is_told = min(now, before) >= LEAST_PASSAGES
    change = np.percentile(drawn.changes[:, at], (LOW, HIGH))
    return Wait(
        activity=log.activities[at],
        passages=int(sums.passages[..., at].sum()),
        wait_s=float(sums.lasted[..., at].sum()),
        share=float(shares[at]),
        low=float(low),
        high=float(high),
        recent_share=float(recent[at]),
        chance=float(drawn.stands_out[:, at].mean()),
        stands_out=stands,
        before_s=float(sums.lasted[:, 1, at].sum() / before) if is_told else None,
        now_s=float(sums.lasted[:, 0, at].sum() / now) if is_told else None,
        trend=int(np.sign(change[0])) if is_told and change[0] * change[1] > 0 else 0,
        since=since,
    )


def _with_lost(log: Log, found: list[Wait], sums: _Sums, drawn: _Drawn, factor: float | None) -> list[Wait]:
    """Return the same waits with the days that each takes in a year beyond the usual."""
    if factor is None:
        return found
    lasted, passages = (part[:, :3].sum(axis=1) for part in (sums.lasted, sums.passages))
    there = np.flatnonzero(passages.sum(axis=0) > 0)
    lost = beyond_usual(lasted.sum(axis=0), passages.sum(axis=0), there)
    has_any = any(one.stands_out for one in found)
    again = beyond_usual(drawn.weights @ lasted, drawn.weights @ passages, there) if has_any else None
    told = []
    for one in found:
        at = log.activities.index(one.activity)
        likely = float(lost[at])
        draws = again[:, at] if again is not None and one.stands_out else np.array([likely])
        told.append(replace(one, lost=ranged(draws, likely, factor)))
    return told


def _others(shares: Floats, sums: _Sums, at: int) -> float:
    there = _there(sums)
    others = shares[there[there != at]]
    return float(np.median(others)) if len(there) >= LEAST_STEPS else float("inf")


def _there(sums: _Sums) -> npt.NDArray[np.int64]:
    """Return the steps that come after another."""
    return np.flatnonzero(sums.passages.sum(axis=(0, 1)) > 0)


def _since(log: Log, passed: ir.Table) -> dict[int, date]:
    """Return, by step, the first day of the stretches of four weeks, up to the last, in each of which it takes a fifth of the lead time."""
    week = (passed["last"] + MONDAY * DAY_US) // (STRETCH * DAY_US)
    rows = passed.mutate(stretch=week)
    made: Any = log.rows(rows.group_by(["stretch", "aid"]).aggregate(wait=rows.wait.sum(), gap=rows.gap.sum()))
    stretches, at = np.unique(made.column("stretch").to_numpy().astype(np.int64), return_inverse=True)
    wait, gap = np.zeros((len(stretches), len(log.activities))), np.zeros(len(stretches))
    wait[at, made.column("aid").to_numpy().astype(np.int64)] = made.column("wait").to_numpy()
    np.add.at(gap, at, made.column("gap").to_numpy())
    is_long = _ratio(wait, np.repeat(gap[:, None], wait.shape[1], axis=1)) >= LEAST_SHARE
    run = np.cumprod(is_long[::-1], axis=0).sum(axis=0).astype(int).tolist()
    return {aid: _day(int(stretches[len(stretches) - count]) * STRETCH - MONDAY) for aid, count in enumerate(run) if count}


def _day(days: int) -> date:
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(days=days)).date()
