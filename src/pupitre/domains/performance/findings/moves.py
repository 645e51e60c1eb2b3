"""What really moved, for the worse or in no known direction, as findings with their proof."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pupitre.domains.performance.analysis.alarms import Alarm
from pupitre.domains.performance.inputs import Kpi, Model
from pupitre.kernel import N_, Evidence, Finding, Quantity, Share, Subject, Text, reading
from pupitre.kernel.finding import Cell

SURE = 0.99
"""Nothing measured on a few readings is surer."""


def real_moves(model: Model, alarms: Sequence[Alarm]) -> list[Finding]:
    """Return one finding for each KPI that moved and did not come back: the department that moved most stands for the others."""
    groups: dict[tuple[str, str], list[Alarm]] = {}
    for alarm in alarms:
        if not alarm.move.is_over and alarm.is_worse is not False:
            groups.setdefault((alarm.move.kind, alarm.series.kpi), []).append(alarm)
    sizes = model.sizes()
    return [_finding(model, kind, _ordered(group), sizes) for (kind, _), group in sorted(groups.items())]


def _ordered(group: Sequence[Alarm]) -> list[Alarm]:
    return sorted(group, key=lambda a: (-abs(a.move.score), a.series.unit, a.from_on))


def _finding(model: Model, kind: str, group: Sequence[Alarm], sizes: Mapping[str, float]) -> Finding:
    first = group[0]
    kpi = model.kpis[first.series.kpi]
    subjects = [Subject("kpi", kpi.key)] + ([Subject("unit", first.series.unit)] if first.series.unit else [])
    text = _sentence(model, first, kpi, sizes[kpi.key])
    others = len({a.series.unit for a in group} - {first.series.unit})
    if others:
        more = Text.many(
            N_("It shows in %(count)s other reading of the same KPI."),
            N_("It shows in %(count)s other readings of the same KPI."),
            count=others,
        )
        text = Text(N_("%(sentence)s %(more)s"), sentence=text, more=more)
    dates, sizes_told = ("from_on", "earliest_on", "latest_on"), ("size", "size_low", "size_high", "slope")
    return Finding(
        rule=f"performance.{kind}",
        subjects=tuple(subjects),
        text=text,
        evidence=(
            Evidence(
                "performance.alarm",
                tuple((a.series.kpi, a.series.unit, a.move.kind, a.from_on.isoformat()) for a in group),
                ("name", "department", *dates, *sizes_told, "measured_in", "p_value"),
                tuple(_row(model, a, kpi, sizes[kpi.key]) for a in group),
            ),
        ),
        since=first.from_on,
        confidence=min(1 - first.move.p_value, SURE),
        method="what-moved",
    )


def _row(model: Model, a: Alarm, kpi: Kpi, largest: float) -> tuple[Cell, ...]:
    by = 100 if isinstance(reading(a.move.size, kpi.measured_in, largest=largest), Share) else 1
    move = a.move
    numbers = [round(value * by, 6) for value in (move.size, move.size_low, move.size_high, move.slope)]
    unit = model.units.get(a.series.unit, a.series.unit)
    return (kpi.name, unit, a.from_on, a.earliest_on, a.latest_on, *numbers, kpi.measured_in, round(move.p_value, 6))


def _sentence(model: Model, a: Alarm, kpi: Kpi, largest: float) -> Text:
    name: object = kpi.name
    if a.series.unit:
        name = Text(N_("%(kpi)s, %(unit)s"), kpi=kpi.name, unit=model.units.get(a.series.unit, a.series.unit))
    if a.move.kind == "drift":
        words = (
            N_("“%(kpi)s” has been rising by %(size)s %(every)s since about %(since)s (%(low)s to %(high)s)."),
            N_("“%(kpi)s” has been falling by %(size)s %(every)s since about %(since)s (%(low)s to %(high)s)."),
        )
        size, low, high = a.move.slope, a.move.slope_low, a.move.slope_high
    else:
        words = (
            N_("“%(kpi)s” has stood %(size)s higher since %(since)s (%(low)s to %(high)s)."),
            N_("“%(kpi)s” has stood %(size)s lower since %(since)s (%(low)s to %(high)s)."),
        )
        size, low, high = a.move.size, a.move.size_low, a.move.size_high
    bounds = sorted((low, high)) if size > 0 else sorted((-low, -high))
    values = {
        "kpi": name,
        "size": difference(abs(size), kpi.measured_in, largest),
        "since": a.from_on,
        "low": difference(bounds[0], kpi.measured_in, largest),
        "high": difference(bounds[1], kpi.measured_in, largest),
    }
    if a.move.kind == "drift":
        values["every"] = every(a.cadence_days)
    return Text(words[0] if size > 0 else words[1], **values)


def difference(value: float, measured_in: str | None, largest: float) -> Text | Quantity:
    """Return a difference between two readings: in points for a percentage, else in the unit of the KPI."""
    kind = reading(value, measured_in, largest=largest)
    if isinstance(kind, Share) or kind.unit == "%":
        points = Quantity.of(round(value * (100 if isinstance(kind, Share) else 1), 2))
        return (
            Text(N_("%(number)s percentage point"), number=points)
            if abs(points.value) < 2
            else Text(N_("%(number)s percentage points"), number=points)
        )
    return Quantity.of(float(f"{value:.3g}"), measured_in)


def every(days: float) -> Text:
    """Return the step of a series in words."""
    for low, high, words in ((6, 8, N_("a week")), (28, 31, N_("a month")), (89, 93, N_("a quarter")), (360, 370, N_("a year"))):
        if low <= days <= high:
            return Text(words)
    return Text(N_("a day")) if days < 2 else Text(N_("a reading"))
