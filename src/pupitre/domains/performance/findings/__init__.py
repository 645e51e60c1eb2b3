"""What the results on KPIs mean for a reader, as findings with their proof."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from pupitre.domains.performance.analysis import Analysis
from pupitre.domains.performance.analysis.cadence import Rhythm, Rhythms, sound
from pupitre.domains.performance.analysis.naming import Twice
from pupitre.domains.performance.analysis.targets import Verdict
from pupitre.domains.performance.findings.ahead import will_miss
from pupitre.domains.performance.findings.homes import by_home, home_name
from pupitre.domains.performance.findings.moves import real_moves
from pupitre.domains.performance.inputs import Kpi, Model
from pupitre.kernel import N_, Evidence, Finding, Share, Subject, Text, quoted, reading

FEW = 5
"""Up to this many stale KPIs are told one by one; more are told by department."""
NAMED = 3
"""A gathered sentence names this many KPIs; the proof lists all."""
DAY = timedelta(days=1)
"""From the day after the last one read to the last one read."""
COUNTED = 1.0
"""Confidence of what is read in the files as it stands, not estimated."""
BY_WORDS = 0.7
"""Confidence that two definitions differ when they are told apart by their words, not by a formula that can be read."""

OFTEN = (
    (6, 8, N_("every week")),
    (28, 31, N_("every month")),
    (89, 93, N_("every quarter")),
    (360, 370, N_("every year")),
)
"""Shortest and longest usual gap in days, and how people call it."""


def findings(model: Model, analysis: Analysis) -> tuple[Finding, ...]:
    """Return every finding of the domain."""
    return (
        *_missed(model, analysis.verdicts, sound(analysis.rhythms.all) | _projected(model, analysis.rhythms)),
        *real_moves(model, analysis.alarms.all),
        *will_miss(model, analysis.verdicts, analysis.outlooks),
        *_stale(model, analysis.rhythms),
        *(_twice(model, one) for one in analysis.twice),
    )


def _projected(model: Model, found: Rhythms) -> set[tuple[str, str]]:
    """Return the series known by projections alone, which no rhythm judges."""
    return {(s.kpi, s.unit) for s in model.series} - {(r.series.kpi, r.series.unit) for r in found.all}


def _missed(model: Model, verdicts: Sequence[Verdict], sound_ones: set[tuple[str, str]]) -> list[Finding]:
    """Gather the targets missed by department; a department is told when one of them has been missed for long enough."""
    judged = [v for v in verdicts if not v.reason and (v.series.kpi, v.series.unit) in sound_ones]
    groups = by_home(model, ((v.series, v) for v in judged))
    sizes = model.sizes()
    found = []
    for home, group in groups.items():
        if any(v.is_missed and v.is_lasting and not v.is_detail for v in group):
            found.append(_missed_by(model, home, group, sizes))
    return found


def _worst_first(model: Model, verdict: Verdict) -> tuple[bool, bool, int, float, str]:
    gap = abs(verdict.value - verdict.target) / max(abs(verdict.target), 1e-9)
    return (not verdict.is_lasting, not model.kpis[verdict.series.kpi].is_critical, -verdict.run, -gap, verdict.series.kpi)


def _missed_by(model: Model, home: tuple[str, str], group: Sequence[Verdict], sizes: Mapping[str, float]) -> Finding:
    counted = sorted((v for v in group if v.is_missed and not v.is_detail), key=lambda v: _worst_first(model, v))
    details = [v for v in group if v.is_detail]
    told = [*counted, *sorted(details, key=lambda v: v.series.kpi)]
    lasting = [v.since for v in counted if v.is_lasting and v.since is not None]
    return Finding(
        rule="performance.target_missed",
        subjects=(Subject(*home),),
        text=_missed_text(model, home, counted, len(group) - len(details), len(details), _worst(model, counted[0], sizes)),
        evidence=(
            Evidence(
                "performance.target_status",
                tuple((v.series.kpi, v.series.unit) for v in told),
                ("name", "value", "target", "measured_in", "run_count", "run_since", "is_projected", "is_critical", "is_detail"),
                tuple(_missed_row(model.kpis[v.series.kpi], v, sizes[v.series.kpi]) for v in told),
            ),
        ),
        since=min(lasting),
        confidence=COUNTED,
        method="target-missed",
    )


def _missed_row(kpi: Kpi, v: Verdict, largest: float) -> tuple[str | float | int | bool | date | None, ...]:
    """Return one row of proof; a percentage kept as a fraction is written in percent, as its unit says."""
    by = 100 if isinstance(reading(v.value, kpi.measured_in, largest=largest), Share) else 1
    numbers = (round(v.value * by, 6), round(v.target * by, 6))
    return (kpi.name, *numbers, kpi.measured_in, v.run, v.since, v.is_projected, kpi.is_critical, v.is_detail)


def _missed_text(model: Model, home: tuple[str, str], counted: Sequence[Verdict], total: int, details: int, worst: Text) -> Text:
    text = worst
    if len(counted) > 1:
        values = {"home": home_name(model, home), "total": total}
        if all(v.is_projected for v in counted):
            text = Text.many(
                N_("%(home)s: %(count)s of the %(total)s KPIs with a target is projected to miss it."),
                N_("%(home)s: %(count)s of the %(total)s KPIs with a target are projected to miss it."),
                count=len(counted),
                **values,
            )
        else:
            text = Text.many(
                N_("%(home)s: %(count)s of the %(total)s KPIs with a target missed it in its last period."),
                N_("%(home)s: %(count)s of the %(total)s KPIs with a target missed it in their last period."),
                count=len(counted),
                **values,
            )
        critical = sum(bool(model.kpis[v.series.kpi].is_critical) for v in counted)
        if critical:
            more = Text.many(N_("%(count)s of them is critical."), N_("%(count)s of them are critical."), count=critical)
            text = Text(N_("%(sentence)s %(more)s"), sentence=text, more=more)
        text = Text(N_("%(sentence)s %(more)s"), sentence=text, more=worst)
    if details:
        more = Text.many(
            N_("%(count)s KPI that details them misses its own too."), N_("%(count)s KPIs that detail them miss theirs too."), count=details
        )
        text = Text(N_("%(sentence)s %(more)s"), sentence=text, more=more)
    return text


def _worst(model: Model, v: Verdict, sizes: Mapping[str, float]) -> Text:
    kpi = model.kpis[v.series.kpi]
    largest = sizes[kpi.key]
    values = {
        "kpi": kpi.name,
        "value": reading(v.value, kpi.measured_in, largest=largest),
        "target": reading(v.target, kpi.measured_in, largest=largest),
    }
    if v.is_projected:
        return Text(N_("“%(kpi)s” is projected at %(value)s for a target of %(target)s."), **values)
    if v.run < 2:
        return Text(N_("“%(kpi)s” missed its target in its last period: %(value)s for %(target)s."), **values)
    return Text(N_("“%(kpi)s” has missed its target for %(run)s: %(value)s for %(target)s."), run=_run(v.cadence_days, v.run), **values)


def _run(cadence_days: float | None, count: int) -> Text:
    """Return a number of periods in a row, in the words of its cadence."""
    days = cadence_days or 0.0
    if 6 <= days <= 8:
        return Text.many(N_("%(count)s week in a row"), N_("%(count)s weeks in a row"), count=count)
    if 28 <= days <= 31:
        return Text.many(N_("%(count)s month in a row"), N_("%(count)s months in a row"), count=count)
    if 89 <= days <= 93:
        return Text.many(N_("%(count)s quarter in a row"), N_("%(count)s quarters in a row"), count=count)
    if 360 <= days <= 370:
        return Text.many(N_("%(count)s year in a row"), N_("%(count)s years in a row"), count=count)
    return Text.many(N_("%(count)s period in a row"), N_("%(count)s periods in a row"), count=count)


def _stale(model: Model, found: Rhythms) -> list[Finding]:
    told = []
    if found.is_behind and found.front is not None:
        told.append(_all_stale(model, found, found.front))
    silent = [r for r in found.all if r.reason in ("stale", "zero")]
    if len(silent) <= FEW:
        return [*told, *(_silent(model, rhythm) for rhythm in silent)]
    groups = by_home(model, ((r.series, r) for r in silent))
    sizes = {home: len(its) for home, its in by_home(model, ((r.series, r) for r in found.all)).items()}
    return [*told, *(_silent(model, g[0]) if len(g) == 1 else _silent_in(model, h, g, sizes[h]) for h, g in groups.items())]


def _proof(model: Model, rhythms: Sequence[Rhythm]) -> tuple[Evidence, ...]:
    rows = ((model.kpis[r.series.kpi].name, r.last_on, r.cadence_days, len(r.series.values), r.reason) for r in rhythms)
    keys = tuple((r.series.kpi, r.series.unit) for r in rhythms)
    return (Evidence("performance.catalogue", keys, ("name", "last_on", "cadence_days", "reading_count", "reason"), tuple(rows)),)


def _all_stale(model: Model, found: Rhythms, front: date) -> Finding:
    ended = [r for r in found.all if r.last_on <= front]
    return Finding(
        rule="performance.stale",
        subjects=(Subject("entity", model.company),),
        text=Text.many(
            N_("%(count)s of the %(total)s KPIs has no reading after %(front)s: load those that follow."),
            N_("%(count)s of the %(total)s KPIs have no reading after %(front)s: load those that follow."),
            count=len(ended),
            total=len(found.all),
            front=front - DAY,
        ),
        evidence=_proof(model, ended),
        since=front,
        confidence=COUNTED,
        method="stale",
    )


def _silent(model: Model, rhythm: Rhythm) -> Finding:
    kpi = model.kpis[rhythm.series.kpi]
    if rhythm.reason == "zero":
        text = Text(N_("“%(kpi)s” reads only 0 since %(since)s: closed, or no longer filled in."), kpi=kpi.name, since=rhythm.last_on)
    else:
        text = Text(
            N_("“%(kpi)s” has not been read since %(since)s, though it usually comes %(often)s."),
            kpi=kpi.name,
            since=rhythm.last_on - DAY,
            often=_often(rhythm.cadence_days or 0.0),
        )
    subjects = [Subject("kpi", kpi.key)] + ([Subject("unit", rhythm.series.unit)] if rhythm.series.unit else [])
    return Finding(
        rule="performance.stale",
        subjects=tuple(subjects),
        text=text,
        evidence=_proof(model, [rhythm]),
        since=rhythm.last_on,
        confidence=COUNTED,
        method="stale",
    )


def _often(days: float) -> Text:
    """Return a cadence in words."""
    for low, high, words in OFTEN:
        if low <= days <= high:
            return Text(words)
    return Text.many(N_("every day"), N_("every %(count)s days"), count=max(round(days), 1))


def _silent_in(model: Model, home: tuple[str, str], group: Sequence[Rhythm], total: int) -> Finding:
    ordered = sorted(group, key=lambda r: (r.last_on, r.series.kpi))
    return Finding(
        rule="performance.stale",
        subjects=(Subject(*home),),
        text=Text(
            N_("%(home)s: %(count)s of the %(total)s KPIs have stopped coming in, such as %(names)s, the first on %(since)s."),
            home=home_name(model, home),
            count=len(group),
            total=total,
            names=quoted([model.kpis[r.series.kpi].name for r in ordered], most=NAMED),
            since=ordered[0].last_on - DAY,
        ),
        evidence=_proof(model, ordered),
        since=ordered[0].last_on,
        confidence=COUNTED,
        method="stale",
    )


def _twice(model: Model, one: Twice) -> Finding:
    kpis = sorted((kpi for way in one.ways for kpi in way), key=lambda k: k.key)
    ways = tuple(_way(model, way, one.differ_by) for way in one.ways)
    is_sure = one.differ_by != "definition"
    return Finding(
        rule="performance.defined_twice",
        subjects=tuple(Subject("kpi", kpi.key) for kpi in kpis),
        text=Text.many(
            N_("“%(kpi)s” means %(count)s thing: %(ways)s."),
            N_("“%(kpi)s” means %(count)s things: %(ways)s."),
            count=len(ways),
            kpi=one.name,
            ways=ways,
        ),
        evidence=(
            Evidence(
                "kpi",
                tuple((kpi.key,) for kpi in kpis),
                ("name", "unit", "formula", "definition", "measured_in", "direction", "last_value"),
                tuple(_definition_row(model, kpi) for kpi in kpis),
            ),
        ),
        since=min((s.starts[0].astype("datetime64[D]").item() for s in model.series if s.kpi in {k.key for k in kpis}), default=model.on),
        confidence=COUNTED if is_sure else BY_WORDS,
        method="defined-twice",
    )


def _definition_row(model: Model, kpi: Kpi) -> tuple[str | float | None, ...]:
    last = next((float(s.values[-1]) for s in model.series if s.kpi == kpi.key), None)
    unit = model.units.get(kpi.unit or "", kpi.unit or "")
    return (kpi.name, unit, kpi.formula, kpi.definition, kpi.measured_in, kpi.direction, last)


def _way(model: Model, way: Sequence[Kpi], differ_by: str) -> Text:
    """Return one definition in words, with who uses it."""
    kpi = way[0]
    match differ_by:
        case "formula":
            text = Text(N_("“%(words)s”"), words=kpi.formula or "")
        case "definition":
            text = Text(N_("“%(words)s”"), words=kpi.definition or "")
        case "unit":
            text = Text(N_("a reading in “%(words)s”"), words=kpi.measured_in or "")
        case _:
            text = Text(N_("better when higher")) if kpi.direction == "up" else Text(N_("better when lower"))
    homes = sorted({model.units.get(k.unit, k.unit) for k in way if k.unit})
    return Text(N_("%(way)s (%(homes)s)"), way=text, homes=tuple(homes[:NAMED])) if homes else text
