"""What may be decided about a probability: levers with what they gain, doing nothing included."""

from __future__ import annotations

from collections.abc import Sequence

from pupitre.impact.attainment import Cause, Run, what_if
from pupitre.impact.model import Told
from pupitre.impact.model.rows import Mode
from pupitre.impact.publish import named_cause
from pupitre.impact.results import Likely, Results
from pupitre.impact.wording import lever, points_between, said
from pupitre.kernel import N_, Money, Option, Text

LEVERS = 4
"""Options offered beside doing nothing."""
WORTH_IT = 0.01
"""Under one point, a lever is not offered."""
NO_PRICE = N_("No file says what it costs.")


def of_objective(results: Results, told: Told, likely: Likely, causes: Sequence[Cause]) -> tuple[Option, ...]:
    """Return the levers of an objective, those that gain most first; ways to run a project that a file prices count among them."""
    found: list[tuple[float, Option]] = []
    for cause in causes:
        if cause.gain >= WORTH_IT:
            kind, key, family = named_cause(cause)
            text = lever(results.model, kind, key, family)
            option = Option(f"{family}:{kind}:{key}", text, effect=_effect(likely.share, cause.gain), unpriced=Text(NO_PRICE))
            found.append((cause.gain, option))
    found.extend(_modes(results, told.row.key, likely.share, {cause.key for cause in causes if cause.kind == "project"}))
    found.sort(key=lambda one: (-one[0], one[1].code))
    stay = Text(N_("Its chance stays %(chance)s."), chance=said(likely.share))
    unpriced = Text(N_("Nothing in the files prices what it costs to leave it so."))
    return (*(option for _, option in found[:LEVERS]), Option("do_nothing", Text(N_("Leave it as it is")), effect=stay, unpriced=unpriced))


def _modes(results: Results, objective: str, share: float, projects: set[str]) -> list[tuple[float, Option]]:
    """Return the other ways to run the projects that hold an objective back, each tried on the same simulated futures."""
    found = []
    for mode in results.model.rows.modes:
        if mode.project not in projects:
            continue
        answer = what_if(results.draws, [Run(mode.project, mode.days or 0.0, 1.0 if mode.effect_share is None else mode.effect_share)])
        gain = answer.objectives[objective]
        if gain.is_noise or gain.gain < WORTH_IT:
            continue
        found.append((gain.gain, _mode(results, mode, share, gain.gain)))
    return found


def _mode(results: Results, mode: Mode, share: float, gain: float) -> Option:
    text = Text(N_("Run “%(project)s” as “%(mode)s”"), project=results.model.rows.name("project", mode.project), mode=mode.name)
    cost = Money(mode.cost, mode.currency or results.model.currency) if mode.cost is not None else None
    return Option(
        f"mode:{mode.project}:{mode.key}", text, cost=cost, effect=_effect(share, gain), unpriced=None if cost else Text(NO_PRICE)
    )


def _effect(share: float, gain: float) -> Text:
    return Text(
        N_("%(points)s more: from %(before)s to %(after)s."),
        points=points_between(share, share + gain),
        before=said(share),
        after=said(share + gain),
    )


def of_assumption(price: Text | None) -> tuple[Option, ...]:
    """Return what may be decided about an assumption that no longer holds."""
    unpriced = Text(NO_PRICE)
    stay = price or Text(N_("What rests on it goes on as if it held."))
    return (
        Option(
            "plan_again",
            Text(N_("Plan again without it")),
            effect=Text(N_("The objectives rest on what is true today.")),
            unpriced=unpriced,
        ),
        Option("protect", Text(N_("Protect the objectives from it")), effect=Text(N_("They no longer depend on it.")), unpriced=unpriced),
        Option("do_nothing", Text(N_("Leave it as it is")), effect=stay, unpriced=unpriced),
    )
