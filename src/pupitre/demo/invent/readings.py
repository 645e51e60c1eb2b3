"""KPIs and three years of their readings."""

from __future__ import annotations

import numpy as np

from pupitre.demo.company import Company, Kpi, Oddity, Scale
from pupitre.demo.invent.direction import chosen_objectives
from pupitre.demo.invent.judged import add_judged
from pupitre.demo.invent.moves import BY_LINE, BY_PLANT, SLOPING, add_coffee, add_moves, add_places
from pupitre.demo.invent.stretch import STEP as WALK_STEP
from pupitre.demo.lexicon import Row, rows
from pupitre.demo.spans import closed_months, closed_weeks
from pupitre.demo.streams import stream

SHORT_SERIES = 4
"""Points of the KPI that has just been opened."""
DIP = {8: 1.0, 12: 0.35}
"""Share of a KPI's seasonal dip by month: the August closure, then the year's end."""
YOUNG = ("recycled", "forecast_error", "price_hold", "audit_score")
"""The KPIs that may be the one just opened."""
LARGE_ONLY = (BY_LINE, "coffee")
"""KPIs that a small company does not follow."""
WALKING = {"leadtime": WALK_STEP}
"""KPIs whose level wanders from week to week, with the spread of a weekly step."""
SETTLED_SHARE = 2 / 3
"""Share of the history after which such a level no longer comes down."""
LOWEST, HIGHEST, NEAR, PLAN_WEEKS = 0.7, 1.3, 0.12, 44
"""Span of such a level over its usual one; how far it may end from where it stood when the plan began, and when that was."""
MISSED_SHARE = 0.2
"""Share of the KPIs whose target is not met at the end."""


def add_kpis(company: Company) -> None:
    """Add the KPIs and their readings, the twins, and two things that are no problem: a typo and a young series."""
    profile, scale = company.profile, company.profile.scale
    listed = _listed(scale)
    twins = _twins(company, listed)
    weeks, months = closed_weeks(profile.on), closed_months(profile.on)
    order = stream(profile.seed, "kpi codes").permutation(len(listed)) if profile.disguised else np.arange(len(listed))
    prefix = "KPI-" if not profile.disguised else "M"
    for row, number in zip(listed, order, strict=True):
        weekly = row["cadence"] == "week"
        starts = weeks if weekly else months
        values = _series(row, stream(profile.seed, "readings", row["id"]), np.array([s.month for s in starts]))
        lexicon = profile.lexicon
        role = profile.role(row["role"])
        source = next(r for r in listed if r["id"] == row["twin"]) if row["id"] in twins else row
        kpi = Kpi(
            id=row["id"],
            code=f"{prefix}{int(number) + 1:02d}",
            name=lexicon.word(source),
            formula=row[f"{lexicon.lang}_formula"],
            role=role,
            weekly=weekly,
            unit=_unit(row["unit"], lexicon.lang, profile.sign),
            up=row["direction"] == "up",
            aggregation=row["aggregation"],
            decimals=int(row["decimals"]),
            owner=company.owner(role, "kpi", row["id"]),
            values=values,
            starts=starts,
            targets={},
            level=(float(row["first"]), float(row["last"])),
            noise=float(row["noise"]),
            plain=values,
            neutral=row["direction"] == "none",
            dips=float(row["dip"]) != 0,
        )
        company.kpis.append(kpi)
    company.twins = [(next(r["twin"] for r in listed if r["id"] == t), t) for t in twins]
    add_places(company)
    add_coffee(company)
    for kpi in company.kpis:
        _set_targets(kpi, stream(profile.seed, "target", kpi.id))
        kpi.plain = kpi.values.copy()
    add_moves(company)
    add_judged(company)
    _add_decoys(company)


def _listed(scale: Scale) -> list[Row]:
    """Return the KPIs of a company of one size: those of its objectives, those with a twin, then others."""
    able = [row for row in rows("kpis") if scale.people > 100 or row["id"] not in LARGE_ONLY]
    wanted = {k for row in chosen_objectives(scale) for k in row["kpis"].split(",")}
    twins = {name for row in rows("kpis") if row["twin"] for name in (row["id"], row["twin"])}
    ranked = sorted(able, key=lambda row: (row["id"] not in wanted, row["id"] not in twins and row["id"] not in YOUNG))
    kept = {row["id"] for row in ranked[: scale.kpis]}
    return [row for row in rows("kpis") if row["id"] in kept]


def _twins(company: Company, listed: list[Row]) -> list[str]:
    """Return the KPIs that take the name of another while keeping their own formula."""
    known = {row["id"] for row in listed}
    able = [row["id"] for row in listed if row["twin"] in known]
    if company.profile.disguised:
        able = [str(i) for i in stream(company.profile.seed, "twins", "disguised").permutation(able)]
    return able[: company.plan.twice]


def _series(row: Row, rng: np.random.Generator, months: np.ndarray) -> np.ndarray:
    """Return a slow improvement with its noise and its yearly dip, rounded as published."""
    trend = np.linspace(float(row["first"]), float(row["last"]), len(months))
    if row["id"] in WALKING:
        trend = _wandering(row, rng, len(months))
    dip = float(row["dip"]) * np.array([DIP.get(int(m), 0.0) for m in months])
    sign = 1 if row["direction"] == "up" else -1
    values = trend - sign * dip + rng.normal(0, float(row["noise"]), len(months))
    if row["unit"] == "%":
        values = np.clip(values, 0.1, 99.9)
    return np.round(np.maximum(values, 0), int(row["decimals"]))


def _wandering(row: Row, rng: np.random.Generator, count: int) -> np.ndarray:
    """Return a level that comes down, then wanders; of many such walks, one that stays in sight of its usual level."""
    first, last = float(row["first"]), float(row["last"])
    settled = round(count * SETTLED_SHARE)
    path = np.concatenate([np.linspace(first, last, settled), np.full(count - settled, last)])
    while True:
        level = path + np.cumsum(rng.normal(0, WALKING[row["id"]], count))
        ends_near = abs(level[-1] / level[-PLAN_WEEKS] - 1) < NEAR
        if ends_near and float(np.min(level / path)) > LOWEST and float(np.max(level / path)) < HIGHEST:
            return level


def _unit(unit: str, lang: str, sign: str) -> str:
    """Return a KPI's unit as this office writes it."""
    english = {"j": "days", "nb": "count", "mois": "months", "pts": "points", "u/h": "parts/h"}
    return unit.replace("€", sign) if lang == "fr" or unit not in english else english[unit]


def _set_targets(kpi: Kpi, rng: np.random.Generator) -> None:
    """Give one target per calendar year: most are met at the end of it, some are not."""
    sign = 1 if kpi.up else -1
    read = np.mean(list(kpi.places.values()), axis=0) if np.isnan(kpi.values).all() else kpi.values
    asked = 0.9 if rng.random() < MISSED_SHARE else -1.6
    years = np.array([s.year for s in kpi.starts])
    for year in np.unique(years):
        late = read[years == year][-(13 if kpi.weekly else 3) :]
        kpi.targets[int(year)] = max(round(float(np.mean(late)) + sign * asked * kpi.noise, kpi.decimals), 0.0)


def _add_decoys(company: Company) -> None:
    """Put one reading ten times too high far from the end, and cut one series to its last four points."""
    seed = company.profile.seed
    twinned = {kpi for pair in company.twins for kpi in pair}
    planted = {*WALKING, BY_LINE, *BY_PLANT, *SLOPING, *(row["kpi"] for row in rows("judged"))}
    able = [k for k in company.kpis if k.weekly and k.unit != "%" and k.id not in twinned | planted]
    typo = able[int(stream(seed, "typo").integers(len(able)))]
    at = int(stream(seed, "typo at").integers(60, 130))
    typo.values[at] = round(float(typo.values[at]) * 10, typo.decimals)
    young = [k for k in company.kpis if not k.weekly and k.id in YOUNG]
    kpi = young[int(stream(seed, "young").integers(len(young)))]
    kpi.starts, kpi.values, kpi.plain = kpi.starts[-SHORT_SERIES:], kpi.values[-SHORT_SERIES:], kpi.plain[-SHORT_SERIES:]
    kpi.targets = {year: kpi.targets[year] for year in {s.year for s in kpi.starts}}
    company.typo, company.young = Oddity(typo.code, typo.starts[at], float(typo.values[at])), kpi.code
