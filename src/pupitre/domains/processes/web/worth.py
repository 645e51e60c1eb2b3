"""What a change of a process would save or cost in a year, as far as prices are known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from pupitre.desk.settings import currency_of_home
from pupitre.kernel import N_, Money, Text
from pupitre.maths.process.simulation import Changes, Difference, Model

DAY, WEEK = 86_400.0, 7 * 86_400.0
QUARTER = 900.0
YEAR_WEEKS = 365 / 7
LEAST_DAYS = 90.0
"""Days of log under which nothing is brought to a year."""


@dataclass(frozen=True, slots=True)
class Line:
    """Something saved, in money a year; negative when it costs."""

    name: Text
    text: Text
    tone: str


@dataclass(frozen=True, slots=True)
class Worth:
    """What a change saves in a year.

    Args:
        lines: Part by part; the sum of all last when there are several. reason: Why something has no price; None when nothing lacks one.
        is_unpriced: Whether the price is missing in the register.
    """

    lines: tuple[Line, ...]
    reason: Text | None
    is_unpriced: bool


def worth(model: Model, changes: Changes, found: Difference, row: Mapping[str, object]) -> Worth:
    """Return what a change saves in a year.

    Args:
        model: The process as it is. changes: What changes. found: What it brings. row: What the register says of the process.
    """
    if model.days < LEAST_DAYS:
        return Worth((), Text(N_("The log covers less than three months: nothing is brought to a year.")), is_unpriced=False)
    if changes.arrivals != 1.0:
        return Worth(
            (), Text(N_("With another number of cases, a year cannot be compared with today's: no money is told.")), is_unpriced=False
        )
    day, hour = row.get("delay_cost"), row.get("hour_cost")
    if not day and not hour:
        missing = N_("The register says neither what a day of delay costs nor what an hour of work costs: the gain has no price.")
        return Worth((), Text(missing), is_unpriced=True)
    paid = str(row.get("currency") or currency_of_home())
    cases = float(model.rate.sum()) * QUARTER * YEAR_WEEKS
    parts: list[tuple[Text, float, float]] = []
    if isinstance(day, Decimal):
        low, high = (-cases * gap / DAY * float(day) for gap in (found.lead_mean.high, found.lead_mean.low))
        parts.append((Text(N_("Days of delay")), low, high))
    if isinstance(hour, Decimal):
        work, people = _work(model, changes, found) * cases * float(hour), _people(model, changes) * YEAR_WEEKS * float(hour)
        parts += [(name, size, size) for name, size in ((Text(N_("Hours of work")), work), (Text(N_("People at work")), people)) if size]
    if len(parts) > 1:
        parts.append((Text(N_("In all")), sum(low for _, low, _ in parts), sum(high for _, _, high in parts)))
    reason = None
    if not day:
        reason = Text(N_("The register does not say what a day of delay costs: days have no price."))
    elif not hour:
        reason = Text(N_("The register does not say what an hour of work costs: work and people have no price."))
    return Worth(tuple(_line(name, low, high, paid) for name, low, high in parts), reason, is_unpriced=reason is not None)


def _work(model: Model, changes: Changes, found: Difference) -> float:
    """Return the hours of work saved for a case; not those of teams whose strength changes, since their people are counted instead."""
    counted = [step.activity for step in model.steps if model.pools[step.pool].name not in changes.capacity]
    saved = sum(found.now.work[name] - found.then.work[name] for name in counted)
    return saved if abs(saved) > 1e-9 else 0.0


def _people(model: Model, changes: Changes) -> float:
    """Return the hours of presence saved in a week by the teams whose strength changes."""
    return float(
        sum(
            (pool.capacity - changes.capacity[pool.name]) * sum(changes.hours.get(pool.name, pool.hours))
            for pool in model.pools
            if pool.name in changes.capacity
        )
    )


def _line(name: Text, low: float, high: float, currency: str) -> Line:
    ends = {"low": _money(low, currency), "high": _money(high, currency)}
    if ends["low"] == ends["high"]:
        said = N_("%(money)s saved a year"), N_("%(money)s more a year")
        if low >= 0:
            return Line(name, Text(said[0], money=ends["low"]), "good" if low else "calm")
        return Line(name, Text(said[1], money=_money(-low, currency)), "bad")
    if low >= 0:
        return Line(name, Text(N_("%(low)s to %(high)s saved a year"), **ends), "good")
    if high <= 0:
        return Line(name, Text(N_("%(low)s to %(high)s more a year"), low=_money(-high, currency), high=_money(-low, currency)), "bad")
    return Line(name, Text(N_("from %(low)s more to %(high)s saved a year"), low=_money(-low, currency), high=ends["high"]), "calm")


def _money(value: float, currency: str) -> Money:
    """Return an amount to three figures: the play tells no more."""
    size = Decimal(repr(float(f"{value:.3g}")))
    return Money(size, currency)
