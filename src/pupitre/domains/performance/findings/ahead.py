"""Targets that KPIs will miss by their date, if nothing new lands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pupitre.domains.performance.analysis.aims_ahead import AimAhead
from pupitre.domains.performance.analysis.outlook import Outlook
from pupitre.domains.performance.analysis.publish_outlook import miss_chance
from pupitre.domains.performance.analysis.targets import Verdict
from pupitre.domains.performance.findings.homes import by_home, home_name
from pupitre.domains.performance.inputs import Model
from pupitre.kernel import N_, Evidence, Finding, Share, Subject, Text, quoted, reading

LIKELY = 0.8
"""A target is told once it is missed in this share of what may happen, or more."""
SUREST = 0.99
"""No sentence says surer than this: a forecast knows no more."""
FEW = 5
"""Up to this many targets are told one by one; more are told by department."""
NAMED = 3
"""A gathered sentence names this many KPIs; the proof lists all."""


@dataclass(frozen=True, slots=True)
class Miss:
    """A target that will likely be missed: the outlook of its series, its place in the dates, and the chance."""

    outlook: Outlook
    aim: AimAhead
    at: int
    chance: float


def will_miss(model: Model, verdicts: Sequence[Verdict], outlooks: Sequence[Outlook]) -> list[Finding]:
    """Return the targets that will likely be missed and that nobody has been told of.

    Left out: a KPI whose target has been missed for long (told as such), one that something declared is to move (its objective is told),
    and one whose readings do not say which way is better.
    """
    told = {(v.series.kpi, v.series.unit) for v in verdicts if v.is_missed and v.is_lasting}
    found = []
    for one in outlooks:
        place = (one.series.kpi, one.series.unit)
        if one.aims and place not in told and one.series.kpi not in model.moved and one.method == "combination":
            found += _worst(one)
    sizes = model.sizes()
    if len(found) <= FEW:
        return [_one(model, miss, sizes) for miss in found]
    groups = by_home(model, ((miss.outlook.series, miss) for miss in found))
    return [_one(model, g[0], sizes) if len(g) == 1 else _several(model, home, g, sizes) for home, g in groups.items()]


def _worst(one: Outlook) -> list[Miss]:
    """Return the first target of a series that will likely be missed: that of a key result, else the last of the KPI itself."""
    results = [(aim, at) for aim, at in one.aims if aim.is_result]
    own = [(aim, at) for aim, at in one.aims if not aim.is_result][-1:]
    for aim, at in (*results, *own):
        chance = miss_chance(one, aim.target, at, is_up=aim.is_up)
        if chance is not None and chance >= LIKELY:
            return [Miss(one, aim, at, chance)]
    return []


def _one(model: Model, miss: Miss, sizes: Mapping[str, float]) -> Finding:
    series = miss.outlook.series
    subjects = [Subject("kpi", series.kpi)] + ([Subject("unit", series.unit)] if series.unit else [])
    return _finding(model, tuple(subjects), _sentence(model, miss, sizes), [miss], sizes)


def _several(model: Model, home: tuple[str, str], group: Sequence[Miss], sizes: Mapping[str, float]) -> Finding:
    ordered = sorted(group, key=lambda miss: (-miss.chance, miss.outlook.series.kpi))
    text = Text.many(
        N_("%(home)s: %(count)s KPI will likely miss its target by its date: %(names)s. %(worst)s"),
        N_("%(home)s: %(count)s KPIs will likely miss their target by its date, such as %(names)s. %(worst)s"),
        count=len(ordered),
        home=home_name(model, home),
        names=quoted([model.kpis[miss.outlook.series.kpi].name for miss in ordered], most=NAMED),
        worst=_sentence(model, ordered[0], sizes),
    )
    return _finding(model, (Subject(*home),), text, ordered, sizes)


def _sentence(model: Model, miss: Miss, sizes: Mapping[str, float]) -> Text:
    one, kpi = miss.outlook, model.kpis[miss.outlook.series.kpi]
    largest = max(sizes[kpi.key], abs(miss.aim.target))
    low, high, target = (
        reading(float(value), kpi.measured_in, largest=largest)
        for value in (one.values[miss.at, 9], one.values[miss.at, 89], miss.aim.target)
    )
    return Text(
        N_("“%(kpi)s” has a chance of %(chance)s of missing %(target)s on %(due)s: it should then read from %(low)s to %(high)s."),
        kpi=kpi.name,
        chance=Share(min(miss.chance, SUREST)),
        target=target,
        due=miss.aim.at,
        low=low,
        high=high,
    )


def _finding(model: Model, subjects: tuple[Subject, ...], text: Text, misses: Sequence[Miss], sizes: Mapping[str, float]) -> Finding:
    columns = ("name", "at", "target", "miss_chance", "mean", "low_80", "high_80", "measured_in")
    keys = tuple((m.outlook.series.kpi, m.outlook.series.unit, m.aim.at.isoformat()) for m in misses)
    return Finding(
        rule="performance.will_miss_target",
        subjects=subjects,
        text=text,
        evidence=(Evidence("performance.outlook", keys, columns, tuple(_row(model, miss, sizes) for miss in misses)),),
        since=min(m.outlook.series.ends[-1].astype("datetime64[D]").item() for m in misses),
        confidence=min(m.chance for m in misses),
        method="will-miss-target",
    )


def _row(model: Model, miss: Miss, sizes: Mapping[str, float]) -> tuple[str | float | date | None, ...]:
    """Return one row of proof; a percentage kept as a fraction is written in percent, as its unit says."""
    one, kpi = miss.outlook, model.kpis[miss.outlook.series.kpi]
    target, low, high = miss.aim.target, float(one.values[miss.at, 9]), float(one.values[miss.at, 89])
    by = 100 if isinstance(reading(target, kpi.measured_in, largest=max(sizes[kpi.key], abs(target))), Share) else 1
    mean = float(one.means[miss.at])
    numbers = tuple(round(value * by, 6) for value in (mean, low, high))
    return (kpi.name, miss.aim.at, round(target * by, 6), round(miss.chance, 3), *numbers, kpi.measured_in)
