"""What truly moved, what decisions truly did and how likely the stretched objective truly is, for the file of planted truth."""

from __future__ import annotations

from datetime import date, timedelta

from pupitre.demo.ahead import Judged, Moved
from pupitre.demo.company import Company, Kpi

Json = dict[str, object]

STEP_DAYS, STEP_SHARE = 14, 0.24
"""How far the date of a step may be told, and its size, as a share of it: 0.5 on 2.1."""
FOUND_WITHIN_DAYS = 84
"""A slope must be found within twelve weeks of its first one."""
WIDEST_SHARE = 1.0
"""Widest range of the effect of a decision that works, over the effect hoped for: 2 days on 2."""
IDLE_SHARE = 0.8
"""Farthest bound of the range of a decision without effect, over the effect hoped for: 1.2 days on 1.5."""
LAG_DAYS = 21
CHANCE_TOLERANCE, LEAST_BOTH = 0.12, 0.8


def moves(company: Company) -> list[Json]:
    """Return the plants about what moves: steps, slopes, decisions, the objective that needs two levers."""
    return [_steps(company), _slopes(company), *(_decisions(company, *each) for each in DECISIONS), _stretch(company)]


def _steps(company: Company) -> Json:
    """Return the steps; a KPI that truly moved for another reason may be told too."""
    moved = [_moved(company, one, "size", STEP_SHARE * abs(one.size)) for one in company.shifts]
    for case, one in zip(moved, company.shifts, strict=True):
        case["dates"] = [_dated("since", one.starts, one.starts, STEP_DAYS)]
    also = {one.kpi for one in (*company.shifts, *company.drifts)} | {one.kpi for one in company.judged if one.effect}
    return {
        "plant": 7,
        "rule": "performance.level_shift",
        "kind": "kpi",
        "one_finding": True,
        "instances": moved,
        "tolerated": sorted(also | _walking(company)),
    }


def _walking(company: Company) -> set[str]:
    """Return the KPIs whose level wanders: that one moved is true whenever it is said."""
    return {kpi.code for kpi in company.kpis if kpi.id == "leadtime"}


def _slopes(company: Company) -> Json:
    moved = [_moved(company, one, "slope", 0.5 * abs(one.size)) for one in company.drifts]
    for case, one in zip(moved, company.drifts, strict=True):
        case["dates"] = [_dated("since", one.starts, one.starts + timedelta(days=FOUND_WITHIN_DAYS), STEP_DAYS)]
    also = {one.kpi for one in (*company.shifts, *company.drifts)} | {one.kpi for one in company.judged if one.effect}
    return {
        "plant": 8,
        "rule": "performance.drift",
        "kind": "kpi",
        "one_finding": True,
        "instances": moved,
        "tolerated": sorted(also | _walking(company)),
    }


def _moved(company: Company, one: Moved, name: str, tolerance: float) -> Json:
    """Return a move: its KPI, its place beside it, and its size in the unit of the readings, shares as fractions."""
    scale = _scale(next(kpi for kpi in company.kpis if kpi.code == one.kpi))
    figures = [{"name": name, "any_of": [round(abs(one.size) / scale, 6)], "tolerance": tolerance / scale}]
    also = [one.place] if one.place else []
    return {"subjects": [one.kpi], "below_detection": one.faint, "figures": figures, "also": also}


def _dated(name: str, first: date, last: date, days: int) -> Json:
    """Return a day to be told, between two days widened by some."""
    return {"name": name, "from": (first - timedelta(days=days)).isoformat(), "to": (last + timedelta(days=days)).isoformat()}


def _scale(kpi: Kpi) -> float:
    return 100.0 if kpi.unit == "%" else 1.0


DECISIONS = (
    (11, "works", "impact.decision_effect"),
    (12, "idle", "impact.decision_effect"),
    (13, "harms", "impact.decision_effect"),
)


def _decisions(company: Company, number: int, kind: str, table: str) -> Json:
    """Return the decisions of a kind, to be held against a derived table."""
    return {
        "plant": number,
        "rule": f"{table}.{kind}",
        "kind": "decision",
        "table": table,
        "instances": [_judged(company, one) for one in company.judged if one.kind == kind],
    }


def _judged(company: Company, one: Judged) -> Json:
    scale = _scale(next(kpi for kpi in company.kpis if kpi.code == one.kpi))
    likely = one.expected[1] / scale
    case: Json = {
        "subjects": [one.decision],
        "below_detection": False,
        "row": {"decision": one.decision, "kpi": one.kpi, "unit": one.place},
        "effect": round(one.effect / scale, 6),
        "kind": one.kind,
    }
    if one.kind == "works":
        case["widest"] = round(WIDEST_SHARE * abs(likely), 6)
    if one.kind == "idle":
        case["farthest"] = round(IDLE_SHARE * abs(likely), 6)
    if one.kind == "harms":
        case["lag_days"], case["lag_tolerance"] = 7 * one.lag_weeks, LAG_DAYS
    return case


def _stretch(company: Company) -> Json:
    known = company.stretch
    cases: list[Json] = []
    if known is not None:
        cases.append(
            {
                "subjects": [known.objective],
                "below_detection": False,
                "levers": list(known.levers),
                "chance": round(known.base, 3),
                "tolerance": CHANCE_TOLERANCE,
                "alone": round(known.alone, 3),
                "both": round(known.both, 3),
                "least_both": LEAST_BOTH,
            }
        )
    return {"plant": 14, "rule": "impact.objective_chance", "kind": "objective", "table": "impact.objective_chance", "instances": cases}


def quiet(company: Company) -> list[Json]:
    """Return what seems to move and does not: a yearly dip, two KPIs that go together by chance, an extreme month."""
    moved = {one.kpi for one in (*company.shifts, *company.drifts)} | {one.kpi for one in company.judged}
    told = ["performance.level_shift", "performance.drift"]
    dipping = [kpi.code for kpi in company.kpis if kpi.dips and kpi.code not in moved]
    coffee, praise = company.kpi("coffee"), company.kpi("nps")
    extreme = [one for one in company.judged if one.kind == "extreme"]
    found: list[Json] = [{"decoy": "a", "what": "a yearly August dip", "rules": told, "subjects": dipping}]
    if coffee is not None and praise is not None:
        found.append(
            {"decoy": "d", "what": "coffee and recommendation", "rules": told, "together": [coffee.code, praise.code], "subjects": []}
        )
    for one in extreme:
        found.append(
            {"decoy": "e", "what": "a decision after an extreme month", "rules": told, "subjects": [one.kpi],
             "not_working": {"decision": one.decision, "kpi": one.kpi}}
        )  # fmt: skip
    return found
