"""The change after a date beside what the same forecasts missed at earlier dates, where nothing was decided."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from pupitre.maths.causal.estimate import JUDGED, LEVELS, POWER, Estimate, Floats, Method, absent, p_of
from pupitre.maths.causal.shipped import SIZES, TAIL, share_beyond
from pupitre.maths.causal.standard import Standard, standardised
from pupitre.maths.causal.trials import Bools, Trials, fewest, trials
from pupitre.maths.forecast.slips import unslipped

MOST: Final = {1: 10, 4: 8, 12: 12}
"""Readings after the date that are judged, by readings in a season; more often than monthly, half a year of weeks."""
MOST_OFTEN: Final = 26
OFTEN_SPANS: Final = (1, 2, 4, 6, 8, 12, 16, 20, 26)
"""Lengths judged of what is read weekly or more often, so that many decisions share the same earlier dates."""
WITHIN: Final = float(np.interp(np.log(1 - JUDGED / 100), np.log(TAIL[::-1]), SIZES[::-1]))
"""One reading in ten is further than this many usual sizes from its forecast."""
FEW: Final = 10
"""Under so many series, more dates of each are tried, one reading apart."""
EARLIER, EARLIER_ALONE = 8, 30
"""Earlier dates tried in one series, the latest ones: older ones had less history and say less of today."""
PRIOR: Final = 40.0
"""Dates that the shipped experience is worth against those at hand."""
AGAIN: Final = 0.15
"""A start more is worth this share of another independent look: neighbouring starts see nearly the same."""


def placebo_in_time(
    series: Sequence[Floats], cuts: Sequence[int], *, season: int = 1, judged: Sequence[bool] | None = None
) -> list[Estimate]:
    """Return what changed in each series after its date.

    The forecast made the day before is taken off; what is left is compared with what the same method left at earlier dates of the same
    series and of all the others, each divided by the usual size of its own series.

    Args:
        series: Readings, oldest first, NaN where one is missing.
        cuts: Position of the first reading after each date.
        season: Readings in a season; 1 when there is none.
        judged: Series to judge, all of them when absent; the others lend their earlier dates. An `Estimate` comes back for each one judged.

    Source:
        docs/methods/decision-effect.md. Rank p-values of placebo dates: Bertrand, Duflo, Mullainathan (2004); Abadie, Diamond,
        Hainmueller (2015).
    """
    series = unslipped(series, (season,) if season > 1 else ())
    chosen = np.ones(len(series), dtype=bool) if judged is None else np.asarray(judged, dtype=bool)
    reasons = [reason_of(one, cut) for one, cut in zip(series, cuts, strict=True)]
    spans = [0 if reasons[at] else span(one, cuts[at], season) for at, one in enumerate(series)]
    found: dict[int, Estimate] = {at: absent(reasons[at]) for at in range(len(series)) if chosen[at] and reasons[at]}
    for horizon in sorted({spans[at] for at in np.flatnonzero(chosen)} - {0}):
        mine = np.array([bool(chosen[at]) and spans[at] == horizon for at in range(len(series))])
        lending = np.array([not reason for reason in reasons])
        found |= _judged(series, cuts, mine, lending, horizon, season)
    return [found[int(at)] for at in np.flatnonzero(chosen)]


def reason_of(one: Floats, cut: int) -> str:
    """Return why a series cannot be judged at a date, nothing when it can."""
    before, after = one[:cut][np.isfinite(one[:cut])], one[cut:][np.isfinite(one[cut:])]
    if not len(before) and not len(after):
        return "empty"
    if len(before) < fewest(1):
        return "too_short"
    if not len(after):
        return "nothing_after"
    if np.ptp(before) <= 1e-9 * max(float(np.abs(before).max()), 1e-300):
        return "constant"
    return ""


def span(one: Floats, cut: int, season: int) -> int:
    """Return how many readings after the date are judged: those there are, no more than forecasts and earlier dates allow."""
    after = int(np.flatnonzero(np.isfinite(one))[-1]) + 1 - cut
    most = MOST_OFTEN if season > 12 else MOST[1 if season == 1 else 4 if season <= 4 else 12]
    found = max(1, min(after, most, (cut - fewest(1)) // 3 or 1))
    return max((one for one in OFTEN_SPANS if one <= found), default=found) if season > 12 else found


def _judged(series: Sequence[Floats], cuts: Sequence[int], mine: Bools, lending: Bools, horizon: int, season: int) -> dict[int, Estimate]:
    kept = [int(at) for at in np.flatnonzero(mine | lending)]
    is_few = len(kept) < FEW
    step = 1 if is_few else max(1, horizon // 2)
    rows = trials(
        [series[at] for at in kept],
        [cuts[at] for at in kept],
        horizon=horizon,
        step=step,
        most=EARLIER_ALONE if is_few else EARLIER,
        season=season,
        judged=mine[kept],
    )
    rows = rows.rows(rows.scale > 0)
    made = estimates(rows, standardised(rows, season=season), method="placebo_in_time")
    return {kept[at]: one for at, one in made.items()}


def estimates(rows: Trials, standard: Standard, *, method: Method) -> dict[int, Estimate]:
    """Return by series the estimate of each row judged."""
    usable = ~rows.is_judged & np.isfinite(standard.size)
    sizes = np.sort(standard.size[usable])
    limit, reach = limits(sizes, standard.scanned), _reach(sizes)
    made = {}
    for row in np.flatnonzero(rows.is_judged):
        if not np.isfinite(standard.size[row]):
            made[int(rows.series[row])] = absent("nothing_after")
            continue
        change, spread = float(standard.change[row]), float(standard.spread[row])
        path = WITHIN * standard.step[row]
        made[int(rows.series[row])] = Estimate(
            method=method,
            estimate=change,
            ranges=tuple((level, change - limit[level] * spread, change + limit[level] * spread) for level in LEVELS),
            p_value=_p(sizes, float(standard.size[row]), standard.scanned),
            smallest_visible=(limit[JUDGED] + reach) * spread,
            actual=rows.actual[row],
            without=standard.without[row],
            low=standard.without[row] - path,
            high=standard.without[row] + path,
            lag=int(standard.lag[row]),
            null_count=int(usable.sum()),
        )
    return made


def limits(sizes: Floats, scanned: int) -> dict[int, float]:
    """Return by level in percent the standardised change that is passed no more often than that where nothing happened."""
    found = {}
    for level in LEVELS:
        low, high = 0.0, 1000.0
        for _ in range(40):
            middle = (low + high) / 2
            low, high = (middle, high) if _p(sizes, middle, scanned) > 1 - level / 100 else (low, middle)
        found[level] = high
    return found


def _p(sizes: Floats, size: float, scanned: int) -> float:
    """Return the p-value of a standardised change; several starts looked at are as many chances of a large one."""
    tries = 1.0 + AGAIN * (scanned - 1)
    return p_of(sizes, size, prior=1.0 - (1.0 - share_beyond(size)) ** tries, prior_weight=PRIOR)


def _reach(sizes: Floats) -> float:
    """Return how far a change must stand beyond its limit to be found four times out of five."""
    shipped = float(np.interp(np.log(2 * (1 - POWER)), np.log(TAIL[::-1]), SIZES[::-1]))
    here = float(np.quantile(sizes, 1 - 2 * (1 - POWER))) if len(sizes) else shipped
    return (here * len(sizes) + shipped * PRIOR) / (len(sizes) + PRIOR)
