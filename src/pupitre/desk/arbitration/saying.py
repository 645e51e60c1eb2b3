"""The answer to a choice of projects, in words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final

import numpy as np

from pupitre.desk.arbitration.asking import Ready
from pupitre.impact.arbitration import Conflict, Limit, Price, Rule
from pupitre.impact.arbitration.case import AS_IS, ASSUMED, LATER, Way
from pupitre.impact.arbitration.planning import Plan
from pupitre.kernel import N_, Money, Period, Quantity, Share, Text

NOTICED: Final = 0.001
"""A change of the average chance below a tenth of a point is not told."""
SAVED: Final = 0.02
"""A plan as good as today's is told as cheaper from this share of the money."""
LISTED: Final = 3
NAMED: Final = 2
"""Limits passed that the answer names; more of them are counted."""
STOPPED: Final = Text(N_("stopped"))
STEPS: Final = {
    "drawing": Text(N_("Drawing the scenarios")),
    "choosing": Text(N_("Looking for the best plan")),
    "comparing": Text(N_("Looking for plans that are nearly as good")),
    "pricing": Text(N_("Pricing the limits")),
    "sweeping": Text(N_("Trying other budgets")),
}


def headline(ready: Ready) -> Text:
    """Return the answer in one sentence."""
    answer = ready.answer
    now = Share(answer.share(answer.current.value))
    if answer.best is None:
        return Text(N_("No plan respects all these limits."))
    best = Share(answer.share(answer.best.value))
    if answer.current.broken:
        return _within(ready, now, best)
    count = len(changed(ready))
    saved = answer.current.cost - answer.best.cost
    if count and best.value - now.value < NOTICED and saved >= SAVED * answer.current.cost > 0:
        said = N_("The best plan within your limits keeps the objectives at %(after)s on average, for %(saved)s less than today's.")
        return Text(said, after=best, saved=money(ready, saved))
    if not count or best.value - now.value < NOTICED:
        return Text(N_("Under these limits, no plan does better than today's."))
    if round(100 * best.value) == round(100 * now.value):
        return Text.many(
            N_("One change adds %(points)s to the average chance of the objectives, %(before)s today."),
            N_("%(count)s changes add %(points)s to the average chance of the objectives, %(before)s today."),
            count=count,
            points=in_points(best.value - now.value),
            before=now,
        )
    return Text.many(
        N_("One change raises the average chance of the objectives from %(before)s to %(after)s."),
        N_("%(count)s changes raise the average chance of the objectives from %(before)s to %(after)s."),
        count=count,
        before=now,
        after=best,
    )


def _within(ready: Ready, now: Share, best: Share) -> Text:
    """Return the answer when today's plan passes a limit or breaks a rule."""
    names = tuple(limit_name(ready, one.limit) for one in ready.answer.current.broken if one.limit)
    is_same = round(100 * best.value) == round(100 * now.value)
    if not names:
        said = N_("Today's plan breaks a rule. The best plan within your limits gives objectives %(after)s on average, not %(before)s.")
        return Text(said, after=best, before=now)
    if is_same:
        return Text.many(
            N_("Today's plan passes one limit. The best plan within your limits keeps the objectives at %(after)s on average."),
            N_("Today's plan passes %(count)s limits. The best plan within your limits keeps the objectives at %(after)s on average."),
            count=len(names),
            after=best,
        )
    if len(names) > NAMED:
        return Text.many(
            N_("Today's plan passes one limit. The best plan within them gives objectives %(after)s on average, not %(before)s."),
            N_("Today's plan passes %(count)s limits. The best plan within them gives objectives %(after)s on average, not %(before)s."),
            count=len(names),
            after=best,
            before=now,
        )
    said = N_("Today's plan passes %(limits)s. The best plan within your limits gives objectives %(after)s on average, not %(before)s.")
    return Text(said, limits=names, after=best, before=now)


def support(ready: Ready) -> Text:
    """Return what stands under the answer: the money, and how sure the figures are."""
    answer = ready.answer
    if answer.best is None:
        return conflict_text(ready)
    now, then = money(ready, answer.current.cost + going_on(ready)), money(ready, answer.best.cost + going_on(ready))
    if ready.case.is_assumed:
        said = N_("No limit is declared: today's total, %(now)s left to spend, is taken as the budget. The best plan takes %(then)s of it.")
        return Text(said, now=now, then=then)
    said = N_("The best plan takes %(then)s; today's takes %(now)s. Both are counted on 10,000 scenarios that the search never saw.")
    return Text(said, now=now, then=then)


def going_on(ready: Ready) -> float:
    """Return the money of the projects that go on whatever is chosen."""
    return sum(work.cost for work in ready.case.kept)


def changed(ready: Ready) -> list[str]:
    """Return the projects that the best plan treats otherwise than today."""
    best = ready.answer.best
    return [] if best is None else [key for key in ready.case.works if mode_of(ready, best, key) != AS_IS]


def mode_of(ready: Ready, plan: Plan, key: str) -> str:
    """Return how a plan runs a project; empty when it stops it."""
    held = [at for at in ready.case.problem.of(key) if plan.taken[at]]
    return ready.case.ways[held[0]].mode if held else ""


def way_of(ready: Ready, plan: Plan, key: str) -> Way | None:
    """Return the way in which a plan runs a project; None when it stops it."""
    held = [at for at in ready.case.problem.of(key) if plan.taken[at]]
    return ready.case.ways[held[0]] if held else None


def way_text(way: Way | None) -> Text:
    """Return a way to run a project in words."""
    if way is None:
        return STOPPED
    if way.mode == AS_IS:
        return Text(N_("as it is"))
    return Text(N_("a quarter later")) if way.mode == LATER else Text(N_("%(name)s"), name=way.name)


def is_mandatory(ready: Ready, key: str) -> bool:
    """Tell whether a project must be run."""
    return any(rule.kind == "mandatory" and rule.project == key for rule in ready.case.problem.rules)


def standing_of(ready: Ready, key: str) -> str:
    """Return where a project stands; `idle` when every good plan runs it though the objectives would hardly miss it."""
    standing = ready.answer.standings.get(key, "")
    is_idle = standing == "core" and ready.answer.share(ready.answer.gains.get(key, 0.0)) < NOTICED
    return "idle" if is_idle and not is_mandatory(ready, key) else standing


def reason(ready: Ready, key: str) -> Text:
    """Return why a project stands where it does."""
    answer = ready.answer
    gain = answer.share(answer.gains.get(key, 0.0))
    points = in_points(gain)
    if is_mandatory(ready, key):
        return Text(N_("It must be run."))
    match standing_of(ready, key):
        case "idle":
            return Text(N_("Without it, next to nothing is lost: it goes on for want of a better use of its means."))
        case "core":
            return Text(N_("Every good plan runs it: without it, %(points)s are lost."), points=points)
        case "borderline" if gain < NOTICED:
            return Text(N_("Some good plans run it, others do not, and they are worth as much."))
        case "borderline":
            return Text(N_("Some good plans run it, others do not: %(points)s hang on it."), points=points)
        case "out" if gain < NOTICED:
            return Text(N_("It adds next to nothing to the objectives by their dates."))
        case "out":
            return Text(N_("It would add %(points)s, but the others give more for the same means."), points=points)
    return Text(N_("It is left out, as asked."))


def limit_name(ready: Ready, limit: Limit | None) -> Text:
    """Return what a limit is called."""
    if limit is None:
        return Text("")
    means = ready.ground.means
    if limit.key == ASSUMED and ready.case.is_assumed:
        what = Text(N_("the money of today's plan"))
    elif limit.kind == "skill_hours" and limit.skill:
        what = Text(N_("the hours of %(skill)s"), skill=means.name("skill", limit.skill))
    else:
        what = {
            "budget": Text(N_("the budget")),
            "skill_hours": Text(N_("the hours")),
            "carbon": Text(N_("the carbon cap")),
            "change_load": Text(N_("the projects that land")),
            "projects": Text(N_("the projects that run")),
        }[limit.kind]
    where = Text(N_("%(what)s of %(unit)s"), what=what, unit=means.name("unit", limit.unit)) if limit.unit else what
    if limit.starts_on and limit.ends_on:
        return Text(N_("%(what)s (%(period)s)"), what=where, period=Period(limit.starts_on, limit.ends_on))
    if limit.starts_on:
        return Text(N_("%(what)s (from %(day)s)"), what=where, day=limit.starts_on)
    return Text(N_("%(what)s (until %(day)s)"), what=where, day=before(limit.ends_on)) if limit.ends_on else where


def before(day: date) -> date:
    """Return the last day of a period that ends before a day."""
    return date.fromordinal(day.toordinal() - 1)


def amount(ready: Ready, limit: Limit, value: float) -> Text:
    """Return an amount of what a limit counts."""
    match limit.kind:
        case "budget":
            return Text(N_("%(money)s"), money=money(ready, value))
        case "skill_hours":
            return Text(N_("%(number)s h"), number=round(value))
        case "carbon":
            return Text(N_("%(number)s t CO₂e"), number=round(value))
    return Text.many(N_("%(count)s project"), N_("%(count)s projects"), count=round(value))


def money(ready: Ready, value: float) -> Money:
    """Return an amount of money in the currency of the company."""
    return Money(Decimal(round(value)), ready.ground.currency)


def in_points(share: float) -> Quantity:
    """Return a difference of chances in points, a tenth at the nearest."""
    return Quantity(round(100 * share, 1), "pts", 1)


def price_text(ready: Ready, price: Price) -> Text:
    """Return what raising a limit would bring."""
    step, gain = amount(ready, price.limit, price.step), ready.answer.share(price.gain)
    points = in_points(gain)
    if gain < NOTICED:
        return Text(N_("%(step)s more would bring nothing that can be told from chance."), step=step)
    more = entering(ready, price)
    if more:
        said = N_("%(step)s more would add %(points)s to the average chance, by running %(projects)s.")
        return Text(said, step=step, points=points, projects=tuple(more[:LISTED]))
    return Text(N_("%(step)s more would add %(points)s to the average chance."), step=step, points=points)


def entering(ready: Ready, price: Price) -> list[str]:
    """Return the names of the projects that a raised limit lets in."""
    best = ready.answer.best
    if best is None:
        return []
    new = price.plan.taken & ~best.taken
    run = {key for key in ready.case.works if mode_of(ready, best, key)}
    subjects = {ready.case.problem.choices[at].subject for at in np.flatnonzero(new).tolist()}
    return [ready.case.works[key].name for key in sorted(subjects - run)]


def conflict_text(ready: Ready) -> Text:
    """Return what cannot hold together, as a sentence."""
    found = ready.answer.conflict
    if found is None:
        return Text(N_("No plan was found in the time given: try again with fewer limits."))
    names = tuple(ready.ground.means.name("project", key) for key in _forced(found))
    if len(found.limits) == 1 and all(rule.kind == "mandatory" for rule in found.rules):
        at = [limit.key for limit in ready.case.problem.limits].index(found.limits[0].key)
        limit, fixed = ready.case.limits[at], float(ready.case.fixed[at])
        allowed = amount(ready, limit, limit.value)
        name = limit_name(ready, limit)
        if not names:
            said = N_("Projects that go on whatever is chosen take %(least)s already; the limit is %(allowed)s (%(limit)s).")
            return Text(said, least=amount(ready, limit, fixed), limit=name, allowed=allowed)
        said = N_("%(projects)s must be run and, with what goes on anyway, take %(least)s at least; the limit is %(allowed)s (%(limit)s).")
        return Text(said, projects=names, least=amount(ready, limit, found.least[0] + fixed), limit=name, allowed=allowed)
    parts = (*(limit_name(ready, limit) for limit in found.limits), *(_rule_text(ready, one) for one in found.rules))
    return Text(N_("These cannot hold together: %(parts)s. Give up one of them."), parts=parts)


def _forced(found: Conflict) -> list[str]:
    return [rule.project for rule in found.rules if rule.kind == "mandatory"]


def _rule_text(ready: Ready, rule: Rule) -> Text:
    name = ready.ground.means.name
    kind, project, other = rule.kind, name("project", rule.project), name("project", rule.other)
    match kind:
        case "mandatory":
            return Text(N_("%(project)s must be run"), project=project)
        case "excludes":
            return Text(N_("%(project)s goes without %(other)s"), project=project, other=other)
    return Text(N_("%(other)s waits for %(project)s"), project=project, other=other)
