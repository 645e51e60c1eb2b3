"""Whether each objective can be measured."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow.compute as pc

from pupitre.domains.strategy.analysis.cascade import live, serving
from pupitre.domains.strategy.inputs import KeyResult, Kpi, Model, Objective

USUAL_SHARE = 0.5
"""A measure, or a target, is expected of an objective only where more than this share of the objectives has one."""


@dataclass(frozen=True, slots=True)
class Measurability:
    """What tells whether an objective is reached.

    Args:
        reason: `measured`; `through` when an objective that serves it is measured; `below` when none of those that serve it is (they are
            the ones to mend); `no_measure` when it has neither key result nor KPI;
            `no_number` when its key results name neither KPI nor target; `never_read` when its KPIs have no reading;
            `no_target` when it is read and nothing says from when it is reached; `not_linked` when most objectives lack as much.
        key_results: Keys of its key results. kpis: Keys of the KPIs that follow it.
    """

    objective: Objective
    reason: str
    key_results: tuple[str, ...]
    kpis: tuple[str, ...]

    @property
    def is_right(self) -> bool:
        """Whether something tells if the objective is reached."""
        return self.reason in ("measured", "through")


def measurability(model: Model) -> list[Measurability]:
    """Return every live objective with what measures it."""
    objectives = live(model)
    with_reading = set(pc.unique(model.measure.filter(pc.is_valid(model.measure["value"]))["kpi"]).to_pylist())
    with_target = set(pc.unique(model.target["kpi"]).to_pylist())
    own = {key: _own(model, objective, with_reading, with_target) for key, objective in objectives.items()}
    below = serving(model)
    for key, one in own.items():
        if not one.is_right and below[key]:
            reason = "through" if any(own[child].reason == "measured" for child in below[key]) else "below"
            own[key] = Measurability(one.objective, reason, one.key_results, one.kpis)
    return _expected(list(own.values()), bool(with_reading))


def _own(model: Model, objective: Objective, with_reading: set[str], with_target: set[str]) -> Measurability:
    results = [k for k in model.key_results if k.objective == objective.key]
    kpis = [k for k in model.kpis if k.objective == objective.key]
    followed = sorted({k.kpi for k in results if k.kpi} | {k.key for k in kpis})
    reason = _reason(results, kpis, with_reading, with_target)
    return Measurability(objective, reason, tuple(k.key for k in results), tuple(followed))


def _reason(results: list[KeyResult], kpis: list[Kpi], with_reading: set[str], with_target: set[str]) -> str:
    """Return how far the best of its measures goes."""
    if not results and not kpis:
        return "no_measure"
    aimed = {k.kpi for k in results if k.kpi and k.target is not None} | {k.key for k in kpis if k.key in with_target}
    aimed |= {k.kpi for k in results if k.kpi in with_target}
    if aimed & with_reading:
        return "measured"
    if {k.kpi for k in results if k.kpi} & with_reading or {k.key for k in kpis} & with_reading:
        return "no_target"
    if kpis or any(k.kpi for k in results):
        return "never_read"
    # A key result with its own numbers but no KPI is measured by hand: it says from when it is reached.
    return "measured" if any(k.target is not None for k in results) else "no_number"


def _expected(found: list[Measurability], has_readings: bool) -> list[Measurability]:
    """Take back the reproach where most objectives lack as much: then the links, the readings or the targets are not loaded yet."""
    expected = USUAL_SHARE * len(found)
    followed = sum(m.reason not in ("no_measure", "no_number", "below") for m in found) > expected
    read = has_readings and sum(m.reason in ("measured", "through", "no_target") for m in found) > expected
    aimed = sum(m.is_right for m in found) > expected
    usual = {"no_measure": followed, "no_number": followed, "never_read": read, "no_target": aimed}
    return [m if usual.get(m.reason, True) else Measurability(m.objective, "not_linked", m.key_results, m.kpis) for m in found]
