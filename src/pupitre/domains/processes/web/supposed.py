"""What a change of a process would bring, played on the model found in its log."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import QueryDict

from pupitre import words
from pupitre.domains.processes.web.later import later
from pupitre.domains.processes.web.live import Held
from pupitre.domains.processes.web.writing import lasting, length
from pupitre.kernel import N_, Share, Text
from pupitre.maths.process.simulation import Changes, Difference, Model, Played, Range, compare, fit
from pupitre.words import Lang

SEED = 20_260_101
DAY = 86_400.0
LEAST, MOST = 0.1, 5.0
"""Factors that a duration or the arrivals may take."""
MOST_HANDS = 500
BARELY = 0.005
"""A change of the lead time below this share is not worth a headline."""


@dataclass(frozen=True, slots=True)
class Team:
    """A team of the model: how many work at once, as it is and as supposed, and its use."""

    place: int
    name: str
    steps: str
    now: int
    asked: int
    use_now: str
    use_then: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as it is and as it would be, with the range of what the change brings."""

    name: Text
    now: str
    then: str
    range: Text
    tone: str
    word: Text


@dataclass(frozen=True, slots=True)
class Supposed:
    """What would change, and what it brings.

    Args:
        changes: What is supposed. is_any: Whether anything is.
        answer, support: What it brings, in sentences. figures: Its figures; empty before anything is supposed.
        teams: Those whose strength can be told. steps: Every step.
    """

    changes: Changes
    is_any: bool
    answer: Text
    support: Text
    figures: tuple[Figure, ...]
    teams: tuple[Team, ...]
    steps: tuple[str, ...]
    has_begins: bool


def played_of(held: Held) -> Played | None:
    """Return the process as it is, found in its log once; None while it is."""

    def made() -> Played:
        with held.lock:
            return Played(fit(held.log, seed=SEED), SEED)

    return later(held, "model", made)


def changes_of(given: QueryDict, model: Model) -> Changes:
    """Return the changes that an address supposes; what cannot be read, or says what already is, is left out."""
    steps = {step.activity for step in model.steps}
    capacity = {}
    for at, pool in enumerate(model.pools):
        hands = given.get(f"team{at}", "")
        if pool.capacity and hands.isdecimal() and 0 < int(hands) <= MOST_HANDS and int(hands) != pool.capacity:
            capacity[pool.name] = int(hands)
    duration = {}
    factor, timed = _factor(given.get("pace", "")), given.get("step", "")
    if timed in steps and factor is not None:
        duration[timed] = factor
    removed, kept, absorbed = given.get("removed", ""), given.get("kept", ""), given.get("absorbed", "")
    return Changes(
        capacity=capacity,
        duration=duration,
        arrivals=_factor(given.get("arrivals", "")) or 1.0,
        removed=(removed,) if removed in steps and len(steps) > 1 else (),
        merged=((kept, absorbed),) if {kept, absorbed} <= steps and kept != absorbed and absorbed != removed else (),
    )


def _factor(text: str) -> float | None:
    """Return the factor of a change in percent, such as −20; None when it is none."""
    try:
        factor = 1 + float(text.replace("−", "-").replace(",", ".")) / 100
    except ValueError:
        return None
    return min(max(factor, LEAST), MOST) if factor != 1 else None


def supposed(held: Held, given: QueryDict, units: Mapping[str, str], lang: Lang) -> Supposed | None:
    """Return what the changes of an address would bring; None while it is worked out. `units` names the departments."""
    played = played_of(held)
    if played is None:
        return None
    model = played.model
    changes = changes_of(given, model)
    is_any = bool(changes.capacity or changes.duration or changes.removed or changes.merged or changes.arrivals != 1.0)
    found = None
    if is_any:
        found = later(held, str(changes), lambda: compare(played, changes))
        if found is None:
            return None
    return Supposed(
        changes=changes,
        is_any=is_any,
        answer=_answer(found),
        support=_support(found),
        figures=_figures(found, lang) if found else (),
        teams=_teams(model, changes, found, units, lang),
        steps=tuple(step.activity for step in model.steps),
        has_begins=model.has_begins,
    )


def _support(found: Difference | None) -> Text:
    if found is None:
        return Text(N_("Found in the log: arrivals, teams, hours, ways and times."))
    return Text(
        N_("Found in the log: arrivals, teams, hours, ways and times. Played %(count)s times with the same draws on both sides."),
        count=found.replications,
    )


def _answer(found: Difference | None) -> Text:
    if found is None:
        return Text(N_("What would the lead time become if something changed?"))
    share = found.lead_share
    if abs(share.mean) < BARELY:
        return Text(N_("The lead time would barely change"))
    digits = 1 if abs(share.mean) < 0.1 else 0
    least, most = sorted((abs(share.low), abs(share.high)))
    ends = {"low": Share(least, digits), "high": Share(most, digits)}
    if share.high < 0:
        return Text(N_("The mean lead time would fall by %(low)s to %(high)s"), **ends)
    if share.low > 0:
        return Text(N_("The mean lead time would rise by %(low)s to %(high)s"), **ends)
    return Text(N_("The lead time would not really change"))


def _figures(found: Difference, lang: Lang) -> tuple[Figure, ...]:
    rows: tuple[tuple[Text, Range, Range, Range], ...] = (
        (Text(N_("Mean lead time")), found.now.lead_mean, found.then.lead_mean, found.lead_mean),
        (Text(N_("Half of the cases take over")), found.now.lead_median, found.then.lead_median, found.lead_median),
        (Text(N_("One in ten takes over")), found.now.lead_p90, found.then.lead_p90, found.lead_p90),
    )
    return tuple(
        Figure(
            name,
            lasting(now.mean / DAY, lang),
            lasting(then.mean / DAY, lang),
            Text(N_("from %(low)s to %(high)s"), low=length(gap.low / DAY), high=length(gap.high / DAY)),
            "good" if gap.high < 0 else "bad" if gap.low > 0 else "calm",
            Text(N_("shorter")) if gap.high < 0 else Text(N_("longer")) if gap.low > 0 else Text(N_("no real change")),
        )
        for name, now, then, gap in rows
    )


def _teams(model: Model, changes: Changes, found: Difference | None, units: Mapping[str, str], lang: Lang) -> tuple[Team, ...]:
    def use(of: Mapping[str, float], name: str) -> str:
        return words.share(of[name], lang) if name in of else "–"

    return tuple(
        Team(
            place=at,
            name=units.get(pool.name, pool.name),
            steps=", ".join(step.activity for step in model.steps if step.pool == at),
            now=pool.capacity,
            asked=changes.capacity.get(pool.name, pool.capacity),
            use_now=use(found.now.use, pool.name) if found else "",
            use_then=use(found.then.use, pool.name) if found else "",
        )
        for at, pool in enumerate(model.pools)
        if pool.capacity
    )
