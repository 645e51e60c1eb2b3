"""Where work goes back, for which cases, and what it costs."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from pupitre.domains.processes.analysis import Analysis
from pupitre.domains.processes.analysis.loops import Loop
from pupitre.domains.processes.analysis.study import DAY, YEAR_DAYS, Study
from pupitre.domains.processes.findings.told import MOST_SURE, fresh, step
from pupitre.domains.processes.inputs import Model
from pupitre.kernel import N_, Days, Evidence, Finding, Share, Stake, Subject, Text

LEAST_CASES: Final = 10
LEAST_SHARE: Final = 0.05
TIMES: Final = 3.0
"""How many times more often than the others the cases of a value go back."""
A_WAY_OF_WORKING: Final = 0.5
"""A loop that more cases than this take is how the work is done."""
MOST: Final = 3
UNEXPLAINED: Final = 0.9
LEAST_SPAN: Final = 90
"""Days of log under which costs are not brought to a year."""


def returns(model: Model, analysis: Analysis) -> tuple[Finding, ...]:
    """Return the loops that are worth a decision."""
    found = []
    for study in fresh(model, analysis):
        told: dict[frozenset[str], Loop] = {}
        for loop in study.loops:
            if is_told(loop):
                told.setdefault(frozenset((loop.source, loop.target)), loop)
        found += [_return(model, study, loop) for loop in list(told.values())[:MOST]]
    return tuple(found)


def is_told(loop: Loop) -> bool:
    """Tell whether a loop takes enough cases, of all or of one value, and is no way of working."""
    if loop.cases < LEAST_CASES or not loop.recent_cases or loop.share > A_WAY_OF_WORKING:
        return False
    return loop.share >= LEAST_SHARE or is_explained(loop)


def is_explained(loop: Loop) -> bool:
    """Tell whether one value takes the loop often, and far more often than the others."""
    told = loop.told
    return told is not None and told.share >= LEAST_SHARE and told.share >= TIMES * told.other_share


def _return(model: Model, study: Study, loop: Loop) -> Finding:
    told = loop.told if is_explained(loop) else None
    columns: tuple[str, ...] = ("from", "to", "case_count", "share", "lost_days")
    values: tuple[str | int | float, ...] = (loop.source, loop.target, loop.cases, round(loop.share, 4), round(loop.lost_s / DAY, 2))
    if told is not None:
        columns = ("from", "to", "attribute", "value", "value_share", "other_share", "case_count", "lost_days")
        explained = (told.attribute, told.value, round(told.share, 4), round(told.other_share, 4))
        values = (loop.source, loop.target, *explained, loop.cases, round(loop.lost_s / DAY, 2))
    return Finding(
        rule="processes.rework_loop",
        subjects=(Subject("process", study.process), step(study, loop.source), step(study, loop.target)),
        text=_text(model, study, loop),
        evidence=(Evidence("processes.loop", ((study.process, loop.source, loop.target),), columns, (values,)),),
        since=loop.first_on,
        stake=_stake(model, study, loop),
        confidence=round(min(1 - told.p_value, MOST_SURE), 2) if told is not None else UNEXPLAINED,
        method="rework-loop",
    )


def _text(model: Model, study: Study, loop: Loop) -> Text:
    said: dict[str, object] = {
        "process": model.name("process", study.process),
        "source": loop.source,
        "target": loop.target,
        "lost": Days(loop.lost_s / DAY),
    }
    told = loop.told
    if told is not None and is_explained(loop):
        return Text(
            N_(
                "In “%(process)s”, %(share)s of the cases that reach “%(source)s” and whose “%(attribute)s” is “%(value)s” go back to "
                "“%(target)s”, against %(other)s of the others, and lose %(lost)s by it."
            ),
            share=Share(told.share),
            attribute=told.attribute,
            value=told.value,
            other=Share(told.other_share, 0 if told.other_share >= 0.1 else 1),
            **said,
        )
    return Text(
        N_("In “%(process)s”, %(share)s of the cases that reach “%(source)s” go back to “%(target)s”, and lose %(lost)s by it."),
        share=Share(loop.share),
        **said,
    )


def _stake(model: Model, study: Study, loop: Loop) -> Stake | None:
    """Return what the steps done again cost in a year; None when neither the log nor the register prices them."""
    if study.span_days < LEAST_SPAN:
        return None
    process = model.process(study.process)
    if loop.again_cost:
        total, currency = Decimal(repr(loop.again_cost)), model.currency
    elif loop.again_s and process is not None and process.hour_cost:
        total, currency = Decimal(repr(loop.again_s / 3600)) * process.hour_cost, process.currency or model.currency
    else:
        return None
    yearly = total * YEAR_DAYS / Decimal(repr(max(study.span_days, 1.0)))
    low, likely, high = ((yearly * part).quantize(Decimal(1)) for part in (Decimal("0.5"), Decimal("0.75"), Decimal(1)))
    return Stake(low, likely, high, currency)
