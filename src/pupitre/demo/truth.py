"""What was planted, what must be said of it, and what must not be said: a file that the product never reads."""

from __future__ import annotations

import numpy as np

from pupitre.demo.company import Company, Project
from pupitre.demo.files.write import Document
from pupitre.demo.plan import LATE_LIMIT_DAYS
from pupitre.demo.spans import closed_months
from pupitre.demo.truth_moves import moves, quiet
from pupitre.demo.truth_work import events, still, work

Json = dict[str, object]

LATE_MARGIN_DAYS = 14
"""Progress is published to the point: two weeks either side of the limit cannot be told."""
LEAST_GAP = 0.10
"""An axis short of fewer points than this is within what a year's calendar does to any portfolio."""
LEAST_LOAD, LEAST_WEEKS = 1.15, 4
"""An overload under this is within what a plan of load can tell."""
LEAST_WAITING = 3
"""Fewer actions than this on one approval are no blockage of their own."""


def truth(company: Company, documents: list[Document], ledger_lines: int) -> Json:
    """Return the planted truth.

    Args:
        company: As invented. documents: As written, for the place of the rows that must be refused. ledger_lines: In all.

    Returns:
        `plants` (each with its rule and the instances to be found), `decoys`, `bad_rows`, `counts`.
    """
    return {
        "schema": "pupitre.demo-truth/1",
        "plants": [
            _duplicates(company),
            _orphans(company),
            _misaligned(company),
            _overloads(company),
            _late_green(company),
            _twice(company),
            _ownerless(company),
            _blocked(company),
            *moves(company),
            *work(company),
        ],
        "decoys": [*quiet(company), *_decoys(company), *still(company)],
        "bad_rows": [
            {"file": d.name, "sheet": s.name or None, "row": s.first_row + bad.at, "reason": bad.reason}
            for d in documents
            for s in d.sheets
            for bad in s.bad
        ],
        "counts": _counts(company, ledger_lines),
    }


def identity(company: Company) -> Json:
    """Return who the company is, as its managing director would say when a home is made: `name`, `language`, `currency`, `on`."""
    profile = company.profile
    return {
        "name": profile.lexicon.of_kind("places", "company")[0],
        "language": profile.lexicon.lang,
        "currency": profile.currency,
        "on": profile.on.isoformat(),
    }


def _plant(number: int, rule: str, kind: str, instances: list[Json], *, one_finding: bool) -> Json:
    """Return a plant; with `one_finding`, the subjects of an instance must stand in one finding, else each may have its own."""
    return {"plant": number, "rule": rule, "kind": kind, "one_finding": one_finding, "instances": instances}


def _instance(subjects: list[str], *, below: bool = False, figures: list[Json] | None = None, also: list[str] | None = None) -> Json:
    """Return one thing to be found.

    Args:
        subjects: Their codes or names. below: Whether it is below what can be detected, so that silence is right too.
        figures: Numbers that must be stated. also: Names that must be stated beside the subjects.
    """
    return {"subjects": subjects, "below_detection": below, "figures": figures or [], "also": also or []}


def _figure(name: str, *values: float, tolerance: float) -> Json:
    """Return a number to be stated, any of several when the basis may differ, within an absolute tolerance."""
    return {"name": name, "any_of": [round(float(v), 4) for v in values], "tolerance": tolerance}


def _tagged(company: Company, tag: str) -> list[Project]:
    return [p for p in company.projects if p.tag == tag]


def _duplicates(company: Company) -> Json:
    found = []
    for number in range(len(company.plan.overlaps)):
        pair = _tagged(company, f"duplicate:{number}")
        if len(pair) == 2:
            overlap = min(p.budget for p in pair)
            found.append(_instance([p.code for p in pair], figures=[_figure("overlap", overlap, tolerance=0.2 * overlap)]))
    return _plant(1, "portfolio.duplicate_project", "project", found, one_finding=True)


def _orphans(company: Company) -> Json:
    orphans = _tagged(company, "orphan")
    found = [_instance([p.code], figures=[_figure("budget", p.budget, tolerance=0.01 * p.budget)]) for p in orphans]
    return _plant(3, "strategy.orphan_project", "project", found, one_finding=False)


def _misaligned(company: Company) -> Json:
    found = []
    for axis in (a for a in company.axes if a.id == company.starved_axis):
        shares = [_share(company, axis.id, amount) for amount in _bases(company)]
        below = axis.weight - max(shares) < LEAST_GAP
        gaps = [axis.weight - share for share in shares]
        found.append(
            _instance([axis.code], below=below, figures=[_figure("gap", *gaps, tolerance=0.01), _figure("share", *shares, tolerance=0.01)])
        )
    return _plant(4, "strategy.misaligned_spend", "axis", found, one_finding=True)


def _bases(company: Company) -> list[dict[str, float]]:
    """Return the project money by code on each honest basis: budgets, spending of three years, of the last twelve or eleven months."""
    spans = [closed_months(company.profile.on, count) for count in (36, 12, 11)]
    spent = [{p.code: sum(c for month, c in p.spend.items() if month in span) / 100 for p in company.projects} for span in spans]
    return [{p.code: float(p.budget) for p in company.projects}, *spent]


def _share(company: Company, axis: str, amount: dict[str, float]) -> float:
    served = sum(amount[p.code] for p in company.projects if p.axis is not None)
    return sum(amount[p.code] for p in company.projects if p.axis == axis) / served


def _overloads(company: Company) -> Json:
    names = {skill.id: skill.name for skill in company.skills}
    found = []
    for one in company.overloaded:
        weeks = (one.ends - one.starts).days // 7
        figures = [_figure("weeks", weeks, tolerance=1), _figure("load", one.load, tolerance=0.05)]
        below = one.load < LEAST_LOAD or weeks < LEAST_WEEKS
        found.append(_instance([names[one.skill]], below=below, figures=figures, also=list(one.projects)))
    return _plant(5, "portfolio.overloaded_skill", "skill", found, one_finding=True)


def _late_green(company: Company) -> Json:
    late = [p for p in company.projects if p.tag == "late_green"]
    found = [_instance([p.code], below=p.late < LATE_LIMIT_DAYS + LATE_MARGIN_DAYS) for p in late]
    for project, one in zip(late, found, strict=True):
        one["true_late_days"] = project.late
    return _plant(15, "portfolio.late_though_green", "project", found, one_finding=False)


def _twice(company: Company) -> Json:
    codes = {k.id: k for k in company.kpis}
    found = [_instance([codes[a].code, codes[b].code], also=[codes[a].formula, codes[b].formula]) for a, b in company.twins]
    return _plant(24, "performance.defined_twice", "kpi", found, one_finding=True)


def _ownerless(company: Company) -> Json:
    lacking = [d.code for d in company.decisions if d.owner is None]
    found = [_instance(lacking, figures=[_figure("decisions", len(lacking), tolerance=0)])] if lacking else []
    return _plant(25, "meetings.decision_without_owner", "decision", found, one_finding=True)


def _blocked(company: Company) -> Json:
    on = company.profile.on
    held: dict[str, list[str]] = {}
    for action in company.actions:
        if action.blocked_on and (on - action.blocked_on).days > 30:
            held.setdefault(action.blocked_by, []).append(action.code)
    found = [
        _instance(codes, below=len(codes) < LEAST_WAITING, figures=[_figure("actions", len(codes), tolerance=0)]) for codes in held.values()
    ]
    return _plant(25, "meetings.blocked_actions", "action", found, one_finding=True)


def _decoys(company: Company) -> list[Json]:
    """Return what looks like a problem and is none: the rule that must stay silent about these subjects."""
    recurring = [p.code for p in _tagged(company, "recurring")]
    assert company.typo is not None
    return [
        {"decoy": "b", "what": "a reading typed ten times too high", "rules": ["performance.level_shift", "performance.drift"],
         "subjects": [company.typo.kpi], "at": company.typo.at.isoformat()},
        {"decoy": "c", "what": "the same work year after year", "rules": ["portfolio.duplicate_project"], "subjects": recurring},
        {"decoy": "g", "what": "declared red, and on time", "rules": ["portfolio.late_though_green", "portfolio.cost_drift"],
         "subjects": [p.code for p in _tagged(company, "red_fine")]},
        {"decoy": "h", "what": "a KPI with four points", "rules": ["performance.level_shift", "performance.drift", "performance.stale"],
         "subjects": [company.young]},
    ]  # fmt: skip


def _counts(company: Company, ledger_lines: int) -> dict[str, int]:
    """Return how many rows of each table the files hold, bad ones left out."""
    load = company.load
    assert load is not None
    points = sum(int(np.isfinite(values).sum()) for k in company.kpis for values in (k.values, *k.places.values()))
    return {
        "unit": len(company.units),
        "person": len(company.people),
        "axis": len(company.axes),
        "objective": len(company.objectives) + len(company.past),
        "key_result": len(company.key_results) + len(company.past),
        "kpi": len(company.kpis),
        "measure": points,
        "project": len(company.projects),
        "project_report": sum(len(p.reports) for p in company.projects),
        "task": len(company.tasks),
        "task_link": len(company.links),
        "allocation": sum(int((hours > 0).sum()) for hours in load.asked.values()),
        "capacity": sum(int((hours > 0).sum()) for hours in load.capacity.values()),
        "budget_line": len(company.budget),
        "ledger_entry": ledger_lines,
        "decision": len(company.decisions),
        "action": len(company.actions),
        "risk": len(company.risks),
        "supplier": len(company.suppliers),
        "effect": len(company.effects),
        "limit": len(company.limits),
        "assumption": len(company.assumptions),
        "hazard": len(company.hazards),
        "process": len(company.processes),
        "event": events(company),
        "process_rule": len(company.rules),
        "improvement": len(company.improvements),
    }
