"""The measured effects of decisions as tables, and those that cannot be measured."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import numpy as np
import pyarrow as pa

from pupitre.impact.effects.carried import Carried
from pupitre.impact.effects.judging import Judged, unmeasurable
from pupitre.impact.effects.record import Record
from pupitre.impact.inputs import PUBLISHES
from pupitre.kernel import N_, Absence, Text
from pupitre.maths.causal.estimate import LEVELS
from pupitre.tables.rows import derived_table

Row = Mapping[str, object]
TABLES: Final = ("impact.decision_effect", "impact.effect_path")
REASONS: Final[Mapping[str, str]] = {
    "no_reading": N_("“%(decision)s” cannot be judged: its KPI has no reading, or several series and the decision does not say which."),
    "empty": N_("“%(decision)s” cannot be judged: its KPI has no reading."),
    "nothing_after": N_("“%(decision)s” cannot be judged yet: no reading has come since."),
    "too_early": N_("“%(decision)s” cannot be judged yet: fewer than 3 readings have come since."),
    "too_short": N_("“%(decision)s” cannot be judged: its KPI has too few readings before it."),
    "constant": N_("“%(decision)s” cannot be judged: its KPI never moved before it."),
    "not_comparable": N_("“%(decision)s” cannot be judged: readings are missing around it."),
}

UNPROVED: Final = N_("“%(decision)s” cannot be judged yet: the log of “%(process)s” proves nothing of the improvement that carries it out.")


def published(found: Sequence[Judged], done: Sequence[Carried]) -> dict[str, pa.Table]:
    """Return the tables of effects, by full name: on the KPIs of decisions, and on the processes that their improvements change."""
    rows = {TABLES[0]: (*map(_row, found), *(one.row for one in done)), TABLES[1]: (row for one in found for row in _path(one))}
    return {name: derived_table(PUBLISHES[name], rows[name]) for name in TABLES}


def _row(one: Judged) -> Row:
    decision, estimate = one.decision, one.estimate
    row: dict[str, object] = {
        "decision": decision.key,
        "kpi": one.kpi,
        "unit": one.unit,
        "improvement": "",
        "method": estimate.method,
        "verdict": one.verdict,
        "from_on": decision.from_on,
        "to_on": one.ends_on,
        "expected_low": decision.expected_low,
        "expected_likely": decision.expected_likely,
        "expected_high": decision.expected_high,
        "beside": "; ".join(f"{event.kind}:{event.key}" for event in one.beside) or None,
        "reason": estimate.reason or None,
    }
    if estimate.method == "none":
        return row
    for level in LEVELS:
        low, high = estimate.bounds(level)
        row |= {f"low_{level}": _number(low), f"high_{level}": _number(high)}
    return row | {
        "estimate": _number(estimate.estimate),
        "p_value": _number(estimate.p_value),
        "smallest_visible": _number(estimate.smallest_visible),
        "lag_days": one.lag_days,
    }


def _path(one: Judged) -> Iterator[Row]:
    key = {"decision": one.decision.key, "kpi": one.kpi, "unit": one.unit}
    estimate = one.estimate
    if estimate.method == "none":
        return
    for at, known in one.before:
        yield key | {"at": at, "value": known}
    for at, *values in zip(one.starts, estimate.actual, estimate.without, estimate.low, estimate.high, strict=True):
        yield key | {"at": at} | dict(zip(("value", "without", "low", "high"), (_number(float(v)) for v in values), strict=True))


def _number(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def absent(record: Record, found: Sequence[Judged], done: Sequence[Carried]) -> tuple[Absence, ...]:
    """Return the decisions whose effect cannot be measured, with the reason and how to mend it."""
    told = [
        Absence("impact.decision_effect", Text(REASONS[one.estimate.reason], decision=one.decision.title), "decision", one.decision.key)
        for one in found
        if one.estimate.reason in REASONS
    ]
    told += [
        Absence("impact.decision_effect", Text(UNPROVED, decision=one.decision.title, process=one.process), "decision", one.decision.key)
        for one in done
        if not one.is_measured
    ]
    carried_out = {one.decision.key for one in done}
    silent = [one for one in unmeasurable(record) if one.key not in carried_out]
    if silent:
        reason = Text.many(
            N_("%(count)s decision does not say which KPI it should move: name it, with the size and the review date."),
            N_("%(count)s decisions do not say which KPI they should move: name it, with the size and the review date."),
            count=len(silent),
        )
        told.append(Absence("impact.decision_effect", reason))
    return tuple(told)
