"""The answer to a choice of projects, for machines (`pupitre.arbitrate/1`)."""

from __future__ import annotations

from typing import Any

from pupitre import words
from pupitre.desk.arbitration.asking import Ready
from pupitre.desk.arbitration.saying import conflict_text, headline, mode_of, reason, support
from pupitre.impact.arbitration import Broken, Limit, Plan
from pupitre.impact.arbitration.answer import JUDGE, SEARCH


def document(ready: Ready, lang: words.Lang) -> dict[str, Any]:
    """Return the answer as plain values (docs/commands.md)."""
    answer = ready.answer
    return {
        "schema": "pupitre.arbitrate/1",
        "on": ready.ground.means.on.isoformat(),
        "seed": ready.ground.world.seed,
        "currency": ready.ground.currency,
        "draws": {"search": SEARCH, "judge": JUDGE},
        "answer": words.render(headline(ready), lang),
        "support": words.render(support(ready), lang),
        "objectives": _objectives(ready),
        "limits": [_limit(ready, at) for at in range(len(ready.case.limits))],
        "is_limit_assumed": ready.case.is_assumed,
        "current": _plan(ready, answer.current),
        "best": _plan(ready, answer.best) if answer.best else None,
        "sets": [_plan(ready, plan) for plan in answer.plans],
        "projects": [_project(ready, key, lang) for key in ready.case.works],
        "not_judged": [{"project": work.key, "name": work.name, "cost": _money(work.cost)} for work in ready.case.kept],
        "prices": [
            {"limit": price.limit.key, "used": round(price.used, 2), "step": price.step, "gain": _share(answer.share(price.gain))}
            for price in answer.prices
        ],
        "frontier": [
            {"money": _money(point.money), "cost": _money(point.plan.cost), "value": _share(answer.share(point.plan.value))}
            for point in answer.frontier
        ],
        "conflict": _conflict(ready, lang),
    }


def _objectives(ready: Ready) -> list[dict[str, Any]]:
    answer, weights = ready.answer, {one.key: one.weight for one in ready.ground.world.objectives}
    best = answer.best.chances.tolist() if answer.best else [None] * len(answer.objectives)
    return [
        {"objective": key, "weight": weights[key], "current": _share(now), "best": None if then is None else _share(then)}
        for key, now, then in zip(answer.objectives, answer.current.chances.tolist(), best, strict=True)
    ]


def _limit(ready: Ready, at: int) -> dict[str, Any]:
    limit, answer = ready.case.limits[at], ready.answer
    now = float(ready.case.problem.use[at] @ answer.current.taken) + float(ready.case.fixed[at])
    return _named(limit) | {
        "value": limit.value,
        "used_today": round(now, 2),
        "used": round(answer.used[at], 2) if answer.used else None,
        "going_on": round(float(ready.case.fixed[at]), 2),
    }


def _named(limit: Limit) -> dict[str, Any]:
    return {
        "limit": limit.key,
        "kind": limit.kind,
        "skill": limit.skill or None,
        "unit": limit.unit or None,
        "starts_on": limit.starts_on.isoformat() if limit.starts_on else None,
        "ends_on": limit.ends_on.isoformat() if limit.ends_on else None,
    }


def _plan(ready: Ready, plan: Plan) -> dict[str, Any]:
    modes = ((key, mode_of(ready, plan, key)) for key in ready.case.works)
    return {
        "value": _share(ready.answer.share(plan.value)),
        "cost": _money(plan.cost),
        "projects": {key: mode for key, mode in modes if mode},
        "broken": [_broken(one) for one in plan.broken],
    }


def _broken(one: Broken) -> dict[str, Any]:
    if one.limit is not None:
        return {"limit": one.limit.key, "over": round(one.used - one.allowed, 2)}
    return {"rule": one.rule.kind, "project": one.rule.project, "other": one.rule.other or None} if one.rule else {}


def _project(ready: Ready, key: str, lang: words.Lang) -> dict[str, Any]:
    answer, work = ready.answer, ready.case.works[key]
    return {
        "project": key,
        "name": work.name,
        "cost": _money(work.cost),
        "standing": answer.standings.get(key),
        "best": mode_of(ready, answer.best, key) or "stopped" if answer.best else None,
        "gain": _share(answer.share(answer.gains[key])) if key in answer.gains else None,
        "reason": words.render(reason(ready, key), lang) if answer.best else None,
    }


def _conflict(ready: Ready, lang: words.Lang) -> dict[str, Any] | None:
    found = ready.answer.conflict
    if found is None:
        return None
    rules = [{"rule": rule.kind, "project": rule.project, "other": rule.other or None} for rule in found.rules]
    return {"limits": [_named(limit) for limit in found.limits], "rules": rules, "text": words.render(conflict_text(ready), lang)}


def _share(value: float) -> float:
    return round(value, 4)


def _money(value: float) -> float:
    return round(value, 2)
