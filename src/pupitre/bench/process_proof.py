"""Proof of improvement: how often nothing passes for a gain, and how often a gain is seen, on made-up processes."""

from __future__ import annotations

import argparse
import json
import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pyarrow as pa

    Floats = npt.NDArray[np.float64]

HISTORIES = {"long": (104, 52), "middle": (60, 30), "short": (26, 14)}
"""Weeks before and after the change."""
TRUE = (0.0, -0.1, -0.2, -0.3, 0.2)
TARGET = -0.2
SEED = 20261123
DAY = 86_400_000_000
START = 1_640_995_200_000_000
"""1 January 2022, in microseconds."""
YEARS = 6


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--runs", type=int, default=200, help="processes where nothing changed, for each history")
    parser.add_argument("--changed", type=int, default=60, help="processes of each true change, for each history")
    parser.add_argument("--history", choices=tuple(HISTORIES), help="one history alone")
    parser.add_argument("--seed", type=int, default=SEED)


def run(args: argparse.Namespace) -> int:
    start = time.process_time()
    rows = [
        rates(history, has_control, true, args.runs if true == 0 else args.changed, args.seed)
        for history in HISTORIES
        if args.history in (None, history)
        for has_control in (False, True)
        for true in TRUE
    ]
    spent = round(time.process_time() - start, 1)
    print(json.dumps({"schema": "pupitre.bench-process-proof/1", "rows": rows, "cpu_seconds": spent}, indent=2))
    return 0


def rates(history: str, has_control: bool, true: float, runs: int, seed: int) -> dict[str, Any]:
    """Return the shares of verdicts over processes that differ in everything but the true change."""
    import numpy as np

    from pupitre.maths.process.proof import proved

    before, after = HISTORIES[history]
    found, plain, held = [], [], []
    for at_run in range(runs):
        # The processes of one number are the same for each true change and history: only what is looked at differs.
        chance = np.random.default_rng([seed, at_run])
        cases, at, until = made(chance, before, after, true, has_control)
        control = "untouched" if has_control else None
        one = proved(cases, at, until=until, target=TARGET, strata=("sort", "site"), control=control, seed=at_run)
        low, high = one.bounds(90)
        found.append(one)
        held.append(low <= true <= high)
        plain.append(finished_alone(cases, at))
    measured = [one for one in found if one.method != "none"]
    shares = {word: _share([one.verdict == word for one in found]) for word in ("works", "no_effect", "harmful", "cannot_tell")}
    return {
        "history": history,
        "control": has_control,
        "true": true,
        "count": runs,
        "measured": len(measured),
        **shares,
        "target_reached": _share([one.is_target_reached for one in found]),
        "range_90_holds": _share(held),
        "range_90_width": round(float(np.median([one.bounds(90)[1] - one.bounds(90)[0] for one in measured] or [np.nan])), 3),
        "error_median": round(float(np.median([one.change - true for one in measured] or [np.nan])), 3),
        "plain_says_faster": _share([high < 0 for _, high in plain]),
        "plain_says_target": _share([high <= TARGET for _, high in plain]),
    }


def finished_alone(cases: pa.Table, at: int) -> tuple[float, float]:
    """Return the range at 90 % of the change that a plain comparison gives: means of finished cases by when they end, as if independent."""
    import numpy as np
    import pyarrow.compute as pc

    closed = cases.filter(pc.is_valid(cases.column("end")))
    begin, end = (closed.column(name).to_numpy() for name in ("begin", "end"))
    if "untouched" in closed.column_names:
        mine = ~closed.column("untouched").to_numpy(zero_copy_only=False)
        begin, end = begin[mine], end[mine]
    sides = [(end - begin)[end < at] / DAY, (end - begin)[end >= at] / DAY]
    means, errors = [one.mean() for one in sides], [one.std() / np.sqrt(len(one)) for one in sides]
    ratio = means[1] / means[0]
    spread = 1.645 * ratio * float(np.hypot(errors[0] / means[0], errors[1] / means[1]))
    return ratio - spread - 1, ratio + spread - 1


def made(chance: np.random.Generator, before: int, after: int, true: float, has_control: bool) -> tuple[pa.Table, int, int]:
    """Return the cases of a made-up process, when the change comes, and the end of the data.

    Work is done on working days; waiting grows with the load of the week, which wanders and has seasons; cases open during the closures of
    August and of the end of the year wait for their end; one case in ten meets trouble with a heavy tail; the mix of sorts moves through
    the years. From the change on, what is left of a case takes `true` less or more of the time it would.
    """
    import numpy as np
    import pyarrow as pa

    at = START + int(chance.integers(1100, 1465)) * DAY
    volume = float(chance.uniform(20, 90))
    tables = []
    load = _load(chance)
    for is_control in (False, True) if has_control else (False,):
        own = _load(chance)
        mixed = 0.7 * load + 0.5 * own if is_control else load
        rows = _cases(chance, volume * (0.8 if is_control else 1.0), at, before, after, mixed)
        end = rows["end"]
        if not is_control:
            left = np.maximum(end - np.maximum(rows["begin"], at), 0)
            end = end + np.round(left * true).astype(np.int64)
        tables.append(rows | {"end": end, "untouched": np.full(len(end), is_control)})
    joined = {name: np.concatenate([one[name] for one in tables]) for name in tables[0]}
    until = at + after * 7 * DAY
    is_open = joined["end"] > until
    columns = {name: pa.array(values) for name, values in joined.items() if name not in ("end", "untouched")}
    columns["end"] = pa.array(joined["end"], mask=is_open)
    columns["untouched"] = pa.array(joined["untouched"])
    return pa.table(columns), at, until


def _load(chance: np.random.Generator) -> Floats:
    """Return how loaded each week of the years is: a wave that is no sine, weeks that follow one another, a few bad weeks, a slow drift."""
    import numpy as np

    weeks = np.arange(YEARS * 53)
    year = (weeks + chance.uniform(0, 52)) % 52.18 / 52.18
    wave = chance.uniform(0.0, 0.2) * (np.abs(year - 0.5) * 2 - 0.5) + chance.uniform(0.0, 0.1) * ((year > 0.6) & (year < 0.75))
    stays, size = chance.uniform(0.3, 0.8), chance.uniform(0.03, 0.1)
    wander = np.zeros(len(weeks))
    shocks = chance.standard_t(4, len(weeks)) * size * np.sqrt(1 - stays**2) / 1.4
    for week in range(1, len(weeks)):
        wander[week] = stays * wander[week - 1] + shocks[week]
    drift = chance.normal(0, 0.02) * weeks / 52
    return np.asarray(wave + wander + drift)


def _cases(chance: np.random.Generator, volume: float, at: int, before: int, after: int, load: Floats) -> dict[str, Any]:
    """Return begins, ends, sorts and sites of the cases of one group."""
    import numpy as np

    days = (at - START) // DAY + np.arange(-before * 7, after * 7)
    weekday = (days + 5) % 7  # 1 January 2022 was a Saturday
    busy = np.where(weekday < 5, chance.uniform(0.7, 1.3, 7)[weekday], 0.05)
    when = days / 365.25
    rate = volume / 5 * busy * np.exp(0.3 * load[(days // 7).astype(int)]) * (1 + chance.uniform(-0.1, 0.2) * (when - when[0]))
    day = np.repeat(days, chance.poisson(np.maximum(rate, 0)))
    begin = START + day * DAY + chance.integers(7, 18, len(day)) * 3_600_000_000 + chance.integers(0, 3_600_000_000, len(day))
    middle, speed = float((at - START) / DAY + chance.normal(0, 150)), chance.uniform(60, 300)
    moved = 1 / (1 + np.exp(-(day - middle) / speed))
    first = chance.dirichlet([2, 2, 2])
    last = chance.dirichlet([2, 2, 2])
    share = first[None, :] * (1 - moved[:, None]) + last[None, :] * moved[:, None]
    sort = (chance.random(len(day))[:, None] > np.cumsum(share, axis=1)).sum(axis=1).clip(0, 2)
    site = (chance.random(len(day)) < 0.3 + 0.2 * moved).astype(int)
    touch = chance.lognormal(np.log(chance.uniform(1.0, 3.0)), chance.uniform(0.4, 0.7), len(day))
    wait = chance.gamma(chance.uniform(1.2, 2.5), 1.0, len(day)) * chance.uniform(1.5, 4.0) * np.exp(1.3 * load[(day // 7).astype(int)])
    trouble = (chance.random(len(day)) < 0.1) * (chance.pareto(1.8, len(day)) + 1) * 4.0
    factor = np.array([1.0, chance.uniform(1.2, 1.6), chance.uniform(1.6, 2.4)])[sort] * np.array([1.0, chance.uniform(1.0, 1.4)])[site]
    worked = np.minimum((touch + wait + trouble) * factor, 400.0)
    lasted = worked + 2 * np.floor((worked + weekday[day - days[0]]) / 5)
    length = _with_closures(chance, day, lasted)
    names = np.array(["A", "B", "C"])[sort], np.array(["north", "south"])[site]
    return {"begin": begin, "end": begin + np.round(length * DAY).astype(np.int64), "sort": names[0], "site": names[1]}


def _with_closures(chance: np.random.Generator, day: npt.NDArray[np.int64], lasted: Floats) -> Floats:
    """Return how long cases last with the closures that begin while they are open, those of one year after those of another."""
    import numpy as np

    august, winter = chance.uniform(3, 12), chance.uniform(2, 8)
    length = lasted.copy()
    for year in range(YEARS + 2):
        for opens, closed in ((year * 365.25 + 217, august), (year * 365.25 + 357, winter)):
            length += np.where((day < opens + closed) & (day + length > opens), closed, 0.0)
    return length


def _share(said: list[bool]) -> float:
    return round(sum(said) / max(len(said), 1), 3)
