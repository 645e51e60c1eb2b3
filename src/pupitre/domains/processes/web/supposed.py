"""What a change of a process would bring, played on the model found in its log."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import QueryDict

from pupitre import words
from pupitre.domains.processes.web import outcome
from pupitre.domains.processes.web.later import FIRST, later
from pupitre.domains.processes.web.live import Held
from pupitre.domains.processes.web.outcome import Figure
from pupitre.domains.processes.web.worth import Worth, worth
from pupitre.kernel import N_, Text
from pupitre.maths.process.simulation import FEWEST_CASES, LEAST, MOST_STEPS, Changes, Difference, Model, Played, compare, fit
from pupitre.words import Lang

SEED = 20_260_101
LOWEST, HIGHEST = 0.1, 5.0
"""Factors that a duration or the arrivals may take."""
MOST_HANDS = 500
EVERYBODY = "all"
DAYS = {"5": Text(N_("Monday to Friday")), "6": Text(N_("Monday to Saturday")), "7": Text(N_("every day"))}


@dataclass(frozen=True, slots=True)
class Team:
    """A team of the model: how many work at once, as it is and as supposed, and its use; `now` is 0 when its strength cannot be told."""

    place: int
    name: str
    steps: str
    now: int
    asked: int
    use_now: str
    use_then: str


@dataclass(frozen=True, slots=True)
class Supposed:
    """What would change, and what it brings.

    Args:
        changes: What is supposed. is_any: Whether anything is.
        answer, support: What it brings, in sentences. figures: Its figures; empty before anything is supposed.
        worth: What it saves or costs in a year, as far as prices are known. notes: What to keep in mind.
        teams: Those of the model. steps: Every step.
    """

    changes: Changes
    is_any: bool
    answer: Text
    support: tuple[Text, ...]
    figures: tuple[Figure, ...]
    worth: Worth | None
    notes: tuple[Text, ...]
    teams: tuple[Team, ...]
    steps: tuple[str, ...]
    has_begins: bool


def played_of(held: Held) -> Played | None:
    """Return the process as it is, found in its log and played once; None while it is."""

    def made() -> Played:
        with held.lock:
            played = Played(fit(held.log, seed=SEED), SEED)
        for at in range(LEAST):
            played.at(at)
        return played

    return later(held, FIRST, made)


def refusal(held: Held) -> Text | None:
    """Return why a process cannot be played, None when it can."""
    log = held.log
    cases = int(log.rows(log.steps.filter(log.steps.k == 0).limit(FEWEST_CASES).count().as_table()).column(0)[0].as_py())
    if cases < FEWEST_CASES:
        return Text.many(
            N_("Its log holds %(count)s case; %(least)s are needed to play it"),
            N_("Its log holds %(count)s cases; %(least)s are needed to play it"),
            count=cases,
            least=FEWEST_CASES,
        )
    if len(log.activities) > MOST_STEPS:
        return Text(
            N_("Its log names %(count)s different steps; a process of at most %(most)s can be played"),
            count=len(log.activities),
            most=MOST_STEPS,
        )
    return None


def changes_of(given: QueryDict, model: Model) -> Changes:
    """Return the changes that an address supposes; what cannot be read, or says what already is, is left out."""
    steps = {step.activity for step in model.steps}
    removed, kept, absorbed = given.get("removed", ""), given.get("kept", ""), given.get("absorbed", "")
    share = _factor(given.get("keeping", ""), 0.0)
    return Changes(
        capacity=_capacity(given, model),
        duration=_of_step(given, "step", "pace", steps),
        delay=_of_step(given, "held", "wait", steps),
        arrivals=_factor(given.get("arrivals", "")) or 1.0,
        removed=(removed,) if removed in steps and len(steps) > 1 else (),
        merged=((kept, absorbed),) if {kept, absorbed} <= steps and kept != absorbed and absorbed != removed else (),
        merged_share=1.0 if share is None else share,
        hours=_hours(given, model),
    )


def _capacity(given: QueryDict, model: Model) -> dict[str, int]:
    found = {}
    for at, pool in enumerate(model.pools):
        hands = given.get(f"team{at}", "")
        if pool.capacity and hands.isdecimal() and 0 < int(hands) <= MOST_HANDS and int(hands) != pool.capacity:
            found[pool.name] = int(hands)
    return found


def _of_step(given: QueryDict, step: str, percent: str, steps: set[str]) -> dict[str, float]:
    factor, name = _factor(given.get(percent, ""), 0.0 if percent == "wait" else LOWEST), given.get(step, "")
    return {name: factor} if name in steps and factor is not None else {}


def _factor(text: str, lowest: float = LOWEST) -> float | None:
    """Return the factor of a change in percent, such as −20; None when it is none."""
    try:
        factor = 1 + float(text.replace("−", "-").replace(",", ".")) / 100
    except ValueError:
        return None
    return min(max(factor, lowest), HIGHEST) if factor == factor and factor != 1 else None


def _hours(given: QueryDict, model: Model) -> dict[str, tuple[bool, ...]]:
    """Return the hours of the week that an address supposes, by team; an end before its begin is on the next day."""
    shift, opens, closes = given.get("shift", ""), given.get("opens", ""), given.get("closes", "")
    if given.get("days", "") not in DAYS or not (opens.isdecimal() and closes.isdecimal()) or int(opens) > 23 or int(closes) > 24:
        return {}
    days, first, last = int(given["days"]), int(opens), int(closes)
    open_hours = {day * 24 + hour for day in range(days) for hour in range(first, last if last > first else last + 24)}
    week = tuple(hour in open_hours or hour + 168 in open_hours for hour in range(168))
    places = range(len(model.pools)) if shift == EVERYBODY else [int(shift)] if shift.isdecimal() else []
    return {model.pools[at].name: week for at in places if at < len(model.pools) and tuple(model.pools[at].hours) != week}


def supposed(held: Held, given: QueryDict, row: Mapping[str, object], units: Mapping[str, str], lang: Lang) -> Supposed | None:
    """Return what the changes of an address would bring; None while it is worked out.

    Args:
        held: The log. given: The address. row: What the register says of the process. units: Names of departments. lang: Of the reader.
    """
    played = played_of(held)
    if played is None:
        return None
    model = played.model
    changes = changes_of(given, model)
    is_any = changes != Changes(merged_share=changes.merged_share)
    found = None
    if is_any:
        found = later(held, str(changes), lambda: compare(played, changes))
        if found is None:
            return None
    names = {pool.name: units.get(pool.name, pool.name) or outcome.steps_of(model, at) for at, pool in enumerate(model.pools)}
    is_steady = found is not None and not outcome.swamped(found)
    return Supposed(
        changes=changes,
        is_any=is_any,
        answer=outcome.answer(found, names),
        support=outcome.support(model, found),
        figures=outcome.figures(found, lang) if found and is_steady else (),
        worth=worth(model, changes, found, row) if found and is_steady else None,
        notes=outcome.notes(model, played, changes, found),
        teams=_teams(played, changes, found, names, lang),
        steps=tuple(step.activity for step in model.steps),
        has_begins=model.has_begins,
    )


def _teams(played: Played, changes: Changes, found: Difference | None, names: Mapping[str, str], lang: Lang) -> tuple[Team, ...]:
    model, now = played.model, outcome.use_now(played)

    def use(of: Mapping[str, float], name: str) -> str:
        return words.share(of[name], lang) if name in of else "–"

    return tuple(
        Team(
            place=at,
            name=names[pool.name],
            steps=outcome.steps_of(model, at),
            now=pool.capacity,
            asked=changes.capacity.get(pool.name, pool.capacity),
            use_now=use(now, pool.name),
            use_then=use(found.then.use, pool.name) if found else "",
        )
        for at, pool in enumerate(model.pools)
    )
