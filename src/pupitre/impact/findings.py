"""What the probabilities mean for a reader, as findings with their proof."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pupitre.impact.attainment import Cause
from pupitre.impact.model import Model, Standing, Told
from pupitre.impact.options import LEVERS, of_assumption, of_objective
from pupitre.impact.publish import named_cause
from pupitre.impact.results import Likely, Results
from pupitre.impact.wording import UNLIKELY, between, held_back_by, points, said
from pupitre.kernel import N_, Evidence, Finding, Quantity, Share, Subject, Text, reading
from pupitre.kernel.finding import Cell


def findings(results: Results) -> tuple[Finding, ...]:
    """Return every finding about probabilities."""
    unlikely = [
        _unlikely(results, told, likely)
        for told in sorted(results.model.told, key=lambda one: one.row.key)
        for likely in (results.likely.get(told.row.key),)
        if likely is not None and likely.share < UNLIKELY
    ]
    broken = [_broken(results, one) for one in results.model.standing if one.state != "holds" and one.objectives]
    return (*unlikely, *broken)


def _unlikely(results: Results, told: Told, likely: Likely) -> Finding:
    key = told.row.key
    causes = [one for one in results.causes.get(key, ()) if not one.is_noise and one.gain > 0][:LEVERS]
    text = Text(
        N_("“%(objective)s” has a %(chance)s chance of being reached by %(due)s (%(range)s)."),
        objective=told.row.name,
        chance=said(likely.share),
        due=told.due_on or results.model.rows.on,
        range=between(likely.low, likely.high),
    )
    cause = None
    if causes:
        kind, name, family = named_cause(causes[0])
        cause = Text(
            N_("What holds it back most: %(cause)s (%(points)s)."),
            cause=held_back_by(results.model, kind, name, family),
            points=points(causes[0].gain),
        )
    return Finding(
        rule="impact.unlikely_objective",
        subjects=(Subject("objective", key),),
        text=text,
        evidence=_proof(results, told, likely, causes),
        since=_since(results.model, told),
        confidence=1.0 - likely.share,
        cause=cause,
        due_on=told.due_on,
        options=of_objective(results, told, likely, causes),
        method="unlikely-objective",
    )


def _since(model: Model, told: Told) -> date:
    """Return the day of the last reading that the probability rests on."""
    own = [r.place for r in model.readings if r.result.objective == told.row.key and r.place is not None]
    last = max((model.series.histories[place].last_on for place in own), default=model.rows.on)
    return min(last, model.rows.on)


def _proof(results: Results, told: Told, likely: Likely, causes: Sequence[Cause]) -> tuple[Evidence, ...]:
    """Return what proves it: the projects and risks that it tells of are named, so that nobody reads of one out of their reach."""
    key = told.row.key
    chance = Evidence(
        "impact.objective_chance", ((key,),), ("due_on", "chance", "low", "high"), ((told.due_on, likely.share, likely.low, likely.high),)
    )
    names = [named_cause(one) for one in causes]
    told_causes = Evidence(
        "impact.cause",
        tuple((key, kind, code, family) for kind, code, family in names),
        ("gain", "error", "project", "risk"),
        tuple(
            (one.gain, one.error, code if kind == "project" else None, code if kind == "risk" else None)
            for one, (kind, code, _) in zip(causes, names, strict=True)
        ),
    )
    own = [r for r in results.model.readings if r.result.objective == key and r.measure is not None]
    values: list[tuple[Cell, ...]] = [
        (r.result.kpi, r.due_on, r.result.target, results.waterfalls[r.result.key].mean, results.measures[r.result.key].share) for r in own
    ]
    outlook = Evidence(
        "impact.measure_outlook", tuple((r.result.key,) for r in own), ("kpi", "at", "target", "mean", "chance"), tuple(values)
    )
    return tuple(one for one in (chance, told_causes, outlook) if one.keys)


def _broken(results: Results, one: Standing) -> Finding:
    model = results.model
    kpi = model.rows.kpis[one.place[0]]
    shown = _shown(model, one)
    if one.state == "broken":
        text = Text(
            N_("“%(statement)s” no longer holds: “%(kpi)s” reads %(reading)s, past the threshold of %(threshold)s."),
            statement=one.row.statement,
            kpi=kpi.name,
            reading=shown[0],
            threshold=shown[1],
        )
    else:
        text = Text(
            N_("“%(statement)s” may no longer hold on %(day)s: “%(kpi)s” has a %(chance)s chance of being past %(threshold)s by then."),
            statement=one.row.statement,
            kpi=kpi.name,
            day=one.looked_on,
            chance=said(one.break_chance or 0.0),
            threshold=shown[1],
        )
    price = _price(results, one.objectives)
    row = Evidence(
        "assumption",
        ((one.row.key,),),
        ("statement", "threshold", "review_on"),
        ((one.row.statement, one.row.threshold, one.row.review_on),),
    )
    columns = ("state", "reading", "read_on", "break_chance", "chance_taken", "chance")
    standing = Evidence(
        "impact.assumption_state",
        tuple((one.row.key, key) for key in one.objectives),
        columns,
        tuple((one.state, one.reading, one.read_on, one.break_chance, *_before_after(results, key)) for key in one.objectives),
    )
    return Finding(
        rule="impact.broken_assumption",
        subjects=(Subject("assumption", one.row.key), *(Subject("objective", key) for key in one.objectives)),
        text=Text("%(first)s %(second)s", first=text, second=price) if price else text,
        evidence=(row, standing),
        since=min(one.read_on, model.rows.on),
        confidence=1.0 if one.state == "broken" else one.break_chance,
        due_on=one.row.review_on,
        options=of_assumption(price),
        method="broken-assumption",
    )


def _shown(model: Model, one: Standing) -> tuple[Quantity | Share, Quantity | Share]:
    history, kpi = model.series.histories[one.place], model.rows.kpis[one.place[0]]
    threshold = one.row.threshold or 0.0
    largest = max(abs(history.low), abs(history.high), abs(threshold))
    return reading(one.reading, kpi.measured_in, largest=largest), reading(threshold, kpi.measured_in, largest=largest)


def _before_after(results: Results, objective: str) -> tuple[float | None, float | None]:
    likely = results.likely.get(objective)
    return results.taken.get(objective), likely.share if likely else None


def _price(results: Results, objectives: Sequence[str]) -> Text | None:
    """Return what the objectives lose, the one that loses most by its name."""
    moved = []
    for key in objectives:
        before, after = _before_after(results, key)
        if before is not None and after is not None:
            moved.append((before - after, key, before, after))
    if not moved:
        return None
    _, key, before, after = max(moved)
    names = {told.row.key: told.row.name for told in results.model.told}
    if len(moved) == 1:
        return Text(
            N_("Without it, “%(objective)s” goes from %(before)s to %(after)s."),
            objective=names[key],
            before=said(before),
            after=said(after),
        )
    return Text(
        N_("Without it, %(count)s objectives lose their ground; “%(objective)s” goes from %(before)s to %(after)s."),
        count=len(moved),
        objective=names[key],
        before=said(before),
        after=said(after),
    )
