"""What may be decided about a finding on KPIs, doing nothing included."""

from __future__ import annotations

from decimal import Decimal

from pupitre.kernel import N_, Finding, Money, Option, Snapshot, Text

NO_PRICE = N_("No file prices the time this takes.")
NO_LOSS = N_("Nothing in the files prices what it costs to leave it so.")


def options(finding: Finding, snapshot: Snapshot) -> tuple[Option, ...]:
    """Return the possible decisions about a finding of this domain."""
    maker = {
        "performance.target_missed": _target_missed,
        "performance.level_shift": _shifted,
        "performance.drift": _drifting,
        "performance.will_miss_target": _will_miss,
        "performance.stale": _stale,
        "performance.defined_twice": _defined_twice,
    }[finding.rule]
    return maker(Money(Decimal(0), snapshot.currency))


def _do_nothing(effect: str) -> Option:
    return Option("do_nothing", Text(N_("Leave it as it is")), effect=Text(effect), unpriced=Text(NO_LOSS))


def _target_missed(nothing: Money) -> tuple[Option, ...]:
    return (
        Option(
            "recover",
            Text(N_("Ask each owner for a recovery plan with a date")),
            effect=Text(N_("Each miss has a cause, an action and a date.")),
            unpriced=Text(NO_PRICE),
        ),
        Option(
            "revise",
            Text(N_("Set the target again, with its reason")),
            cost=nothing,
            effect=Text(N_("The target is one that the company means to reach.")),
        ),
        _do_nothing(N_("The target goes on being missed and stops meaning anything.")),
    )


def _shifted(nothing: Money) -> tuple[Option, ...]:
    return (
        Option(
            "find_cause",
            Text(N_("Ask its owner what changed around that date")),
            effect=Text(N_("The cause is known, and a decision can be taken on it.")),
            unpriced=Text(NO_PRICE),
        ),
        Option(
            "accept",
            Text(N_("Take the new level as the usual one, and set the target again")),
            cost=nothing,
            effect=Text(N_("The KPI is judged against what it can reach.")),
        ),
        _do_nothing(N_("The new level stays until something brings it back.")),
    )


def _drifting(nothing: Money) -> tuple[Option, ...]:
    return (
        Option(
            "find_cause",
            Text(N_("Ask its owner what wears it down, and for a plan")),
            effect=Text(N_("The slope is stopped before the target is out of reach.")),
            unpriced=Text(NO_PRICE),
        ),
        Option(
            "watch",
            Text(N_("Look again in four weeks")),
            cost=nothing,
            effect=Text(N_("The drift is confirmed or gone before anything is spent.")),
        ),
        _do_nothing(N_("It goes on at the same pace, a little every period.")),
    )


def _will_miss(nothing: Money) -> tuple[Option, ...]:
    return (
        Option(
            "plan",
            Text(N_("Ask its owner what will move it, by how much and from when")),
            effect=Text(N_("A project or a decision is expected to move it, and its target can be reached.")),
            unpriced=Text(NO_PRICE),
        ),
        Option(
            "revise",
            Text(N_("Set the target or its date again, with its reason")),
            cost=nothing,
            effect=Text(N_("The target is one that the company means to reach.")),
        ),
        _do_nothing(N_("The target will most likely be missed.")),
    )


def _stale(nothing: Money) -> tuple[Option, ...]:
    return (
        Option("load", Text(N_("Load the missing readings")), effect=Text(N_("The KPI can be judged again.")), unpriced=Text(NO_PRICE)),
        Option("retire", Text(N_("Retire the KPI")), cost=nothing, effect=Text(N_("Nobody waits for it any more."))),
        _do_nothing(N_("Decisions are taken on a figure that nobody knows any more.")),
    )


def _defined_twice(nothing: Money) -> tuple[Option, ...]:
    return (
        Option(
            "choose",
            Text(N_("Keep one definition for the whole company")),
            effect=Text(N_("One name, one figure; the readings of the other definition are computed again.")),
            unpriced=Text(NO_PRICE),
        ),
        Option(
            "rename",
            Text(N_("Give each definition its own name")),
            cost=nothing,
            effect=Text(N_("Both figures stay, and nobody confuses them.")),
        ),
        _do_nothing(N_("Two departments go on comparing figures that do not measure the same thing.")),
    )
