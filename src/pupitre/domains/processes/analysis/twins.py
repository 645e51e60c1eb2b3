"""Work that several departments do alike."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from pupitre.domains.processes.analysis.study import Study
from pupitre.domains.processes.inputs import Model
from pupitre.maths.process.alike import Pair, duplicate_steps


def twins(model: Model, studies: Mapping[str, Study]) -> tuple[Pair, ...]:
    """Return the pairs of steps of different departments that look like the same work, the most alike first.

    Hours are priced where processes count in the currency of the company.
    """
    logs = {key: study.log for key, study in studies.items() if study.reason in ("", "too_few")}
    units = {one.key: one.unit for one in model.processes if one.unit}
    costs: dict[str, Decimal] = {
        one.key: one.hour_cost for one in model.processes if one.hour_cost and (one.currency or model.currency) == model.currency
    }
    return duplicate_steps(logs, units=units, hour_costs=costs)
