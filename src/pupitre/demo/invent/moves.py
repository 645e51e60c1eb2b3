"""What truly moves in the KPIs: steps in one plant, slow slopes, readings by plant and by line."""

from __future__ import annotations

import numpy as np

from pupitre.demo.ahead import Moved
from pupitre.demo.company import Company, Kpi
from pupitre.demo.streams import stream

BY_PLANT = ("scrap", "fpy", "oee")
"""KPIs read in each of the two plants; the company's reading is the weighted mean of theirs."""
PLANT_WEIGHTS = (0.575, 0.425)
PLANT_NOISE = 1.3
"""Spread of a plant's readings over that of the company's."""
BY_LINE = "line_time"
LINE_GAP = (0.6, -0.4, 0.1, -0.3)
"""What each line takes more or less than the mean of the lines, in days."""
SLOPING = ("otd", "complaint_time", "quote_time", "schedule_hold", "late_suppliers", "first_call", "overdue")
"""KPIs that may get worse slowly; the first one outside a disguise."""
LEAST_STEP, LEAST_STEP_WEEKS, LEAST_SLOPE = 4.0, 5, 4.5
"""A step under so many spreads, or younger than so many weeks, and a slope whose best test has less than so many spreads, are faint."""
COFFEE = (0.55, 0.085, 0.05)
"""Coffee spend for no recommendation, for each point of it, and its own spread, in thousands."""


def add_places(company: Company) -> None:
    """Read some KPIs by plant and one by line; the company's own readings are then the mean of the plants'."""
    teams = [unit.code for unit in company.units if unit.role == "team"]
    if not teams:
        return
    plants, lines = teams[:2], [code for code in teams if "-L" in code]
    for kpi in (k for name in BY_PLANT if (k := company.kpi(name)) is not None):
        for number, (plant, weight) in enumerate(zip(plants, PLANT_WEIGHTS, strict=True)):
            rng = stream(company.profile.seed, "plant", kpi.id, number)
            gap = (1 if number else -1) * kpi.noise * (1 - weight)
            kpi.places[plant] = kpi.values + gap + rng.normal(0, kpi.noise * PLANT_NOISE, len(kpi.values))
        _join_plants(kpi)
    timed = company.kpi(BY_LINE)
    if timed is not None:
        shared = stream(company.profile.seed, "lines").normal(0, 0.6 * timed.noise, len(timed.values))
        path = np.linspace(*timed.level, len(timed.values)) + shared
        for number, (line, gap) in enumerate(zip(lines, LINE_GAP, strict=True)):
            rng = stream(company.profile.seed, "line", number)
            timed.places[line] = np.round(path + gap + rng.normal(0, timed.noise, len(path)), timed.decimals)
        timed.values = np.full(len(timed.values), np.nan)


def _join_plants(kpi: Kpi) -> None:
    """Round the readings of the plants, and take the company's from them."""
    for plant, values in kpi.places.items():
        kpi.places[plant] = np.round(np.clip(values, 0.1, 99.9), kpi.decimals)
    kpi.values = np.round(sum(w * v for w, v in zip(PLANT_WEIGHTS, kpi.places.values(), strict=True)), kpi.decimals)


def add_coffee(company: Company) -> None:
    """Let coffee spend follow customer recommendation, without either having to do with the other."""
    coffee, praise = company.kpi("coffee"), company.kpi("nps")
    if coffee is not None and praise is not None:
        none, each, spread = COFFEE
        own = stream(company.profile.seed, "coffee").normal(0, spread, len(praise.values))
        coffee.values = np.round(none + each * praise.values + own, coffee.decimals)


def add_moves(company: Company) -> None:
    """Plant the steps and the slopes."""
    profile, plan = company.profile, company.plan
    rng = stream(profile.seed, "moves", profile.disguised)
    stepping = [kpi for name in BY_PLANT if (kpi := company.kpi(name)) is not None and kpi.places]
    sloping = [kpi for name in SLOPING if (kpi := company.kpi(name)) is not None]
    if profile.disguised:
        stepping, sloping = ([able[int(i)] for i in rng.permutation(len(able))] for able in (stepping, sloping))
    for kpi, step in zip(stepping, plan.steps, strict=False):
        place = list(kpi.places)[1 if not profile.disguised else int(rng.integers(2))]
        size = _worse(kpi) * step.size * kpi.noise * PLANT_NOISE
        since = len(kpi.values) - step.weeks
        kpi.places[place][since:] += size
        _join_plants(kpi)
        faint = step.size < LEAST_STEP or step.weeks < LEAST_STEP_WEEKS
        company.shifts.append(Moved(kpi.code, place, kpi.starts[since], size, faint))
    for kpi, slope in zip(sloping, plan.slopes, strict=False):
        size = _worse(kpi) * slope.size * kpi.noise
        since = len(kpi.values) - slope.weeks
        kpi.values[since:] = np.round(kpi.values[since:] + size * np.arange(1, slope.weeks + 1), kpi.decimals)
        company.drifts.append(Moved(kpi.code, "", kpi.starts[since], size, _best_test(slope.size, slope.weeks) < LEAST_SLOPE))


def _worse(kpi: Kpi) -> int:
    return -1 if kpi.up else 1


def _best_test(size: float, weeks: int) -> float:
    """Return how many spreads the best test of a slope known beforehand would have."""
    return size * float(np.sqrt(np.sum(np.arange(1, weeks + 1) ** 2)))
