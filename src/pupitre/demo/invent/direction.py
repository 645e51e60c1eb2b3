"""Axes, objectives, key results and past cycles."""

from __future__ import annotations

from datetime import date

import numpy as np

from pupitre.demo.company import Axis, Company, KeyResult, Kpi, Objective, Scale
from pupitre.demo.invent import stretch
from pupitre.demo.invent.past import add_past
from pupitre.demo.lexicon import Row, rows
from pupitre.demo.spans import month_end, month_start
from pupitre.demo.streams import stream

KEY_RESULTS_EACH = 4
HISTORY_WEEKS = 156
AMBITIONS = ((0.05, 0.25), (0.4, 0.7), (1.2, 1.6))
"""What the key results of a careful, a fair and a bold objective ask for, over what the usual pace of their KPI gives by their date."""
MUST_SHARE = 0.3
"""Share of the careful objectives that must be reached: nobody promises a bold one to the shareholders."""
SCORE, SAID_SHARE, COUNT_SHARE = 0.7, 0.6, 0.15
"""Score that is enough for the others; shares of them that say so, and that say how many key results they need instead."""
QUIET_GAP = 0.02
"""Declared weight and share of spend differ by no more than this on an axis that is in order, before a planted gap is spread."""


def add_axes(company: Company) -> None:
    """Add the axes; a planted one gets less money than its weight says, and the others share what it does not get."""
    profile, plan = company.profile, company.plan
    rng = stream(profile.seed, "axes", profile.disguised)
    listed = [row for row in rows("axes") if row["id"] in profile.scale.axes]
    whole = sum(float(row["weight"]) for row in listed)
    weights = {row["id"]: round(float(row["weight"]) / whole, 2) for row in listed}
    short = "durable"
    if profile.disguised:
        short = str(rng.choice(list(weights)))
    if plan.misaligned:
        others = sum(weight for key, weight in weights.items() if key != short)
        weights = {k: plan.misaligned[0] if k == short else round(w * (1 - plan.misaligned[0]) / others, 2) for k, w in weights.items()}
    last = next(key for key in reversed(weights) if key != short)
    weights[last] = round(weights[last] + 1 - sum(weights.values()), 2)
    gap = plan.misaligned[0] - plan.misaligned[1] if plan.misaligned else 0.0
    noise = {key: float(value) for key, value in zip(weights, rng.uniform(-QUIET_GAP, QUIET_GAP, len(weights)), strict=True)}
    drift = sum(value for key, value in noise.items() if not (gap and key == short)) / (len(weights) - bool(gap))
    for number, row in enumerate(listed, start=1):
        weight = weights[row["id"]]
        starved = bool(gap) and row["id"] == short
        share = weight - gap if starved else weight + gap / (len(weights) - 1) + noise[row["id"]] - drift
        company.axes.append(Axis(row["id"], f"AX{number}", profile.lexicon.word(row), weight, share))
    company.starved_axis = short if plan.misaligned else None


def chosen_objectives(scale: Scale) -> list[Row]:
    """Return the objectives of a company of one size: one per axis, then those that serve them."""
    ranked = sorted((row for row in rows("objectives") if row["axis"] in scale.axes), key=lambda row: bool(row["parent"]))
    kept = {row["id"] for row in ranked[: scale.objectives]}
    return [row for row in rows("objectives") if row["id"] in kept]


def add_objectives(company: Company) -> None:
    """Add the objectives of the current plan with their key results, then four closed cycles."""
    profile = company.profile
    on, rng = profile.on, stream(profile.seed, "objectives")
    known = {kpi.id: kpi for kpi in company.kpis}
    listed = chosen_objectives(profile.scale)
    families = {axis.id: [r["id"] for r in listed if r["axis"] == axis.id and r["parent"]] for axis in company.axes}
    weights = {child: weight for children in families.values() for child, weight in _split(children)}
    ambitions = _ambitions(company, listed)
    plan_start, horizon = month_start(on, -10), month_end(month_start(on, 25))
    for number, row in enumerate(listed, start=1):
        top = not row["parent"]
        due = horizon if top else month_end(month_start(on, int(rng.integers(4, 15))))
        stretched = row["id"] == stretch.OBJECTIVE and company.plan.reach is not None
        due = stretch.due_of(on) if stretched else due
        parent = next((o.code for o in company.objectives if o.id == row["parent"]), None)
        role = profile.role(row["role"])
        company.objectives.append(
            Objective(
                id=row["id"],
                code=f"OBJ-{number:02d}",
                name=profile.lexicon.word(row),
                axis=row["axis"],
                parent=parent,
                weight=1.0 if top else weights[row["id"]],
                role=role,
                owner=company.owner(role, "objective", row["id"]),
                starts=plan_start,
                due=due,
                horizon="long" if top else "short",
                must=stretched or (bool(rng.random() < MUST_SHARE) and ambitions[row["id"]] == AMBITIONS[0]),
                kpis=tuple(row["kpis"].split(","))[: KEY_RESULTS_EACH if profile.scale.people > 100 else 2],
            )
        )
    _give_rules(company)
    _add_key_results(company, known, ambitions)
    add_past(company)


def _ambitions(company: Company, listed: list[Row]) -> dict[str, tuple[float, float]]:
    """Return what each objective asks of its key results: as many careful, fair and bold ones, whichever they are."""
    order = stream(company.profile.seed, "ambitions").permutation(len(listed))
    return {listed[int(place)]["id"]: AMBITIONS[rank % len(AMBITIONS)] for rank, place in enumerate(order)}


def _give_rules(company: Company) -> None:
    """Say what it takes to reach an objective: all of a must, a score of most others; some leave it to the usual rule."""
    for objective in company.objectives:
        draw = float(stream(company.profile.seed, "rule", objective.id).random())
        if objective.must:
            objective.rule = "all"
        elif draw < SAID_SHARE:
            objective.rule, objective.threshold = "score", SCORE
        elif draw < SAID_SHARE + COUNT_SHARE and len(objective.kpis) >= 3:
            objective.rule, objective.threshold = "count", float(len(objective.kpis) - 1)


def _split(children: list[str]) -> list[tuple[str, float]]:
    """Return each child's weight in its parent; they add up to one."""
    if not children:
        return []
    even = round(1 / len(children), 2)
    return [(child, even) for child in children[:-1]] + [(children[-1], round(1 - even * (len(children) - 1), 2))]


def _add_key_results(company: Company, known: dict[str, Kpi], ambitions: dict[str, tuple[float, float]]) -> None:
    number = 0
    for objective in company.objectives:
        weeks = (objective.due - objective.starts).days / 7
        for rank, kpi_id in enumerate(objective.kpis):
            kpi = known[kpi_id]
            number += 1
            rng = stream(company.profile.seed, "key_result", objective.id, kpi_id)
            baseline = level_at(kpi, objective.starts)
            better = 1 if kpi.up else -1
            # Over what the usual pace gives by then, whatever was planted since.
            gained = (kpi.level[1] - kpi.level[0]) * weeks / HISTORY_WEEKS * float(rng.uniform(*ambitions[objective.id]))
            target = round(level_at(kpi, objective.starts, plain=True) + gained, kpi.decimals)
            if (target - baseline) * better <= 0:
                target = round(baseline + better * 10.0**-kpi.decimals, kpi.decimals)
            if objective.id == stretch.OBJECTIVE and company.plan.reach is not None:
                target = round(baseline * stretch.ASKED, kpi.decimals)
            share = round(1 / len(objective.kpis), 2)
            weight = round(1 - share * (len(objective.kpis) - 1), 2) if rank == 0 else share
            company.key_results.append(
                KeyResult(f"RC-{number:02d}", objective.code, kpi, baseline, target, objective.starts, objective.due, weight)
            )


def level_at(kpi: Kpi, day: date, *, plain: bool = False) -> float:
    """Return the median of the readings over the eight weeks (two months) before a day, as they were before plants when `plain`."""
    values = kpi.plain if plain else kpi.values
    wanted = [v for v, s in zip(values, kpi.starts, strict=True) if s < day and not np.isnan(v)][-8 if kpi.weekly else -2 :]
    return round(float(np.median(wanted)), kpi.decimals) if wanted else round(kpi.level[1], kpi.decimals)
