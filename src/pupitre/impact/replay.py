"""Probabilities that would have been published of past objectives, with only what was known then."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from pupitre.impact.attainment import chances, draw
from pupitre.impact.model import HORIZONS
from pupitre.impact.model.measures import Reading, readings_of
from pupitre.impact.model.objectives import objectives_of
from pupitre.impact.model.rows import Rows, read
from pupitre.impact.model.series import History, Place, Quantiles, Series
from pupitre.impact.outcomes import Past, as_of, outcomes, pasts
from pupitre.impact.results import likely
from pupitre.impact.world import World
from pupitre.kernel import Snapshot
from pupitre.maths.forecast import P, Rhythm, forecast
from pupitre.maths.forecast.calendar import SEASONS, rhythm_of, spaced, steps

DRAWS = 4_000
LONGEST = 400
"""Steps ahead at most: a longer forecast is not replayed."""


@dataclass(frozen=True, slots=True)
class Case:
    """A probability replayed, and what became of it.

    Args:
        objective: Its code. horizon_days: From the day it would have been published to the objective's date.
        has_happened: Whether it was reached at its date; None with the reason.
    """

    objective: str
    horizon_days: int
    published_on: date
    due_on: date
    chance: float
    low: float
    high: float
    has_happened: bool | None
    reason: str


@dataclass(frozen=True, slots=True)
class _Task:
    """A series known on a day, to be forecast at another: its readings one step apart, and how many steps ahead."""

    place: Place
    known_on: date
    day: date
    readings: np.ndarray[tuple[int], np.dtype[np.float64]]
    ahead: int
    low: float
    high: float


def replayed(snapshot: Snapshot, known: Collection[tuple[str, int]] = ()) -> list[Case]:
    """Return the cases of objectives whose date is past, each asked about 90, 180 and 365 days before, when it had begun by then.

    Only readings whose period was over on that day count; what projects were to bring was not kept, and is left out.

    Args:
        snapshot: The company as it is known today. known: (objective, horizon) already replayed.
    """
    rows = read(snapshot)
    followed = {one.kpi for one in rows.key_results if one.kpi}
    readings = pasts(snapshot.table("measure"), followed)
    wanted: dict[tuple[date, date], list[tuple[str, int]]] = {}
    for one in rows.objectives:
        if one.due_on is None or one.starts_on is None or one.due_on > rows.on or one.status in ("draft", "dropped"):
            continue
        for days in HORIZONS:
            asked_on = one.due_on - timedelta(days=days)
            if asked_on >= one.starts_on and (one.key, days) not in known:
                wanted.setdefault((asked_on, one.due_on), []).append((one.key, days))
    forecasts = _forecasts(rows, readings, wanted)
    found: list[Case] = []
    for (asked_on, due_on), objectives in sorted(wanted.items()):
        found.extend(_cases(rows, readings, forecasts, asked_on, due_on, objectives))
    return found


def _cases(
    rows: Rows,
    read_of: Mapping[Place, Past],
    forecasts: Mapping[tuple[Place, date, date], Quantiles],
    asked_on: date,
    due_on: date,
    objectives: Sequence[tuple[str, int]],
) -> list[Case]:
    then = as_of(rows, asked_on)
    histories = {place: _history(past.known_on(asked_on)) for place, past in read_of.items() if len(past.known_on(asked_on).values)}
    ahead = {place: {due: one} for (place, on, due), one in forecasts.items() if on == asked_on and due == due_on}
    series = Series(histories, ahead)
    known = [one for one in readings_of(then, series) if not _is_yearly(then, read_of, one)]
    told = objectives_of(then, known)
    world = World(
        on=asked_on,
        seed=rows.seed,
        projects=(),
        measures=tuple(one.measure for one in known if one.measure is not None),
        effects=(),
        risks=(),
        objectives=tuple(one.objective for one in told if one.objective is not None),
    )
    keys = {key for key, _ in objectives} & {one.key for one in world.objectives}
    if not keys:
        return []
    share = likely(world, chances(draw(world, draws=DRAWS)), DRAWS)
    became = outcomes(rows, read_of, keys, day=due_on, question="reached", on=rows.on)
    found = []
    for key, days in objectives:
        if key in keys and became[key] is not None:
            end = became[key]
            is_told = isinstance(end, bool)
            one = share[key]
            found.append(
                Case(key, days, asked_on, due_on, one.share, one.low, one.high, bool(end) if is_told else None, "" if is_told else str(end))
            )
    return found


def _is_yearly(rows: Rows, read_of: Mapping[Place, Past], one: Reading) -> bool:
    kpi, target = rows.kpis.get(one.result.kpi or ""), one.result.target
    return one.place is not None and kpi is not None and target is not None and read_of[one.place].is_told_by_the_year(kpi, target)


def _history(past: Past) -> History:
    return History(len(past.values), float(past.values[-1]), past.ends[-1].astype(date), float(past.values.min()), float(past.values.max()))


def _forecasts(
    rows: Rows, read_of: Mapping[Place, Past], wanted: Collection[tuple[date, date]]
) -> dict[tuple[Place, date, date], Quantiles]:
    """Forecast every series at every date, all series of a rhythm together."""
    groups: dict[Rhythm, list[_Task]] = {}
    for place, past in sorted(read_of.items()):
        for asked_on, due_on in sorted(wanted):
            known = past.known_on(asked_on)
            if len(known.values) > 1:
                rhythm = rhythm_of(float(np.median(np.diff(known.starts).astype(int))))
                task = _task(rows, place, known, rhythm, asked_on, due_on)
                if 1 <= task.ahead <= LONGEST:
                    groups.setdefault(rhythm, []).append(task)
    found: dict[tuple[Place, date, date], Quantiles] = {}
    for rhythm, tasks in groups.items():
        kept = sorted({task.ahead for task in tasks})
        result = forecast(
            [task.readings for task in tasks],
            horizon=kept[-1],
            season=SEASONS[rhythm] or 1,
            rhythm=rhythm,
            low=np.array([task.low for task in tasks]),
            high=np.array([task.high for task in tasks]),
            steps=kept,
        )
        for at, task in enumerate(tasks):
            values = result.values[at, kept.index(task.ahead)]
            if np.isfinite(values).all():
                found[task.place, task.known_on, task.day] = Quantiles(P, values)
    return found


def _task(rows: Rows, place: Place, known: Past, rhythm: Rhythm, asked_on: date, due_on: date) -> _Task:
    at = steps(known.starts, rhythm)
    due = np.datetime64(due_on, "D")
    usual = max(float(np.median(np.diff(known.starts).astype(int))), 1.0)
    if rhythm in ("month", "quarter", "year", "day"):
        both = steps(np.array([due, known.starts[-1]]), rhythm)
        ahead = int(both[0] - both[1])
    else:
        ahead = int((due - known.starts[-1]).astype(int) // usual)
    lowest, highest = float(known.values.min()), float(known.values.max())
    whole = 1.0 if highest <= 1 else 100.0
    is_share = (rows.kpis[place[0]].measured_in or "").strip() == "%" and lowest >= 0 and highest <= whole
    low, high = (0.0 if lowest >= 0 else -np.inf), (whole if is_share else np.inf)
    return _Task(place, asked_on, due_on, spaced(at, known.values), ahead, low, high)
