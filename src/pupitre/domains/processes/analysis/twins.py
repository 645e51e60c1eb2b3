"""Work that several departments do alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from pupitre.domains.processes.analysis.study import Study
from pupitre.domains.processes.inputs import Model
from pupitre.maths.process.alike import Entry, Pair, Processes, double_entries, duplicate_processes, duplicate_steps

SEVERAL: Final = 2
"""Departments without which no work is done in two of them."""


@dataclass(frozen=True, slots=True)
class Twins:
    """Work done twice.

    Args:
        wholes: Processes alike as a whole. entries: Steps that enter the same things twice. pairs: Other steps alike.
    """

    wholes: tuple[Processes, ...] = ()
    entries: tuple[Entry, ...] = ()
    pairs: tuple[Pair, ...] = ()


def twins(model: Model, studies: Mapping[str, Study]) -> Twins:
    """Return the work of different departments that looks the same; what is told as a whole is not told step by step.

    Hours are priced where processes count in the currency of the company.
    """
    logs = {key: study.log for key, study in studies.items() if study.reason in ("", "too_few")}
    units = {one.key: one.unit for one in model.processes if one.unit and one.key in logs}
    if len({*units.values(), *(unit for log in logs.values() for unit in log.units)}) < SEVERAL:
        return Twins()
    costs: dict[str, Decimal] = {
        one.key: one.hour_cost for one in model.processes if one.hour_cost and (one.currency or model.currency) == model.currency
    }
    wholes = duplicate_processes(logs, units=units) if len(logs) > 1 else ()
    apart = {frozenset((one.first, one.second)) for one in wholes}
    entries = tuple(
        one
        for one in double_entries(logs, units=units, hour_costs=costs)
        if frozenset((one.first.process, one.second.process)) not in apart
    )
    told = {frozenset((one.first.key, one.second.key)) for one in entries}
    pairs = duplicate_steps(logs, units=units, hour_costs=costs, apart=tuple((one.first, one.second) for one in wholes))
    return Twins(wholes, entries, tuple(one for one in pairs if frozenset(one.keys) not in told))
