"""What days of delay cost in a year, at the price that the register gives to a day."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from pupitre.domains.processes.analysis.delays import Lost
from pupitre.domains.processes.analysis.study import Study
from pupitre.domains.processes.inputs import Model
from pupitre.kernel import Evidence, Stake


def stake(model: Model, study: Study, lost: Lost | None, *, beside: Iterable[Lost] = ()) -> Stake | None:
    """Return what days of delay cost in a year.

    Args:
        model: Says what a day costs. study: The log. lost: The days.
        beside: Days that other findings on the same cases price already, and that are not counted twice.

    Returns:
        None when no day has a price, when the log is too short for a year, or when nothing is left.
    """
    process = model.process(study.process)
    if process is None or not process.delay_cost or lost is None:
        return None
    told = tuple(beside)
    days = (
        lost.low - sum(one.high for one in told),
        lost.likely - sum(one.likely for one in told),
        lost.high - sum(one.low for one in told),
    )
    low, likely, high = ((Decimal(repr(max(part, 0.0))) * process.delay_cost).quantize(Decimal(1)) for part in days)
    return Stake(low, likely, high, process.currency or model.currency) if likely else None


def price(model: Model, study: Study) -> tuple[Evidence, ...]:
    """Return the row of the register that gives a day its price, as proof; nothing when it gives none."""
    process = model.process(study.process)
    if process is None or not process.delay_cost:
        return ()
    named = model.name("process", process.key)
    return (Evidence("process", ((process.key,),), ("name", "delay_cost"), ((named, process.delay_cost),)),)
