"""What may be decided about a finding of strategy, doing nothing included."""

from __future__ import annotations

from decimal import Decimal

from pupitre.kernel import N_, Finding, Money, Option, Snapshot, Text

NO_PRICE = N_("No file prices the time this takes.")
NO_LOSS = N_("Nothing in the files prices what it costs to leave it so.")


def options(finding: Finding, snapshot: Snapshot) -> tuple[Option, ...]:
    """Return the possible decisions about a finding of this domain."""
    maker = {
        "strategy.orphan_project": _orphan,
        "strategy.misaligned_spend": _misaligned,
        "strategy.broken_cascade": _broken,
        "strategy.contradictory_targets": _contradictory,
        "strategy.not_measurable": _not_measurable,
    }[finding.rule]
    return maker(finding, Money(Decimal(0), snapshot.currency))


def _do_nothing(effect: str, cost: Money | None = None) -> Option:
    return Option("do_nothing", Text(N_("Leave it as it is")), cost=cost, effect=Text(effect), unpriced=None if cost else Text(NO_LOSS))


def _orphan(finding: Finding, nothing: Money) -> tuple[Option, ...]:
    stake = finding.stake
    left = Money(stake.low, stake.currency) if stake is not None and stake.low > 0 else None
    return (
        Option(
            "attach",
            Text(N_("Attach it to the objective it serves")),
            cost=nothing,
            effect=Text(N_("Its money and days count for an axis.")),
        ),
        Option(
            "stop",
            Text(N_("Stop it and give its means to a project that serves an objective")),
            gain=left,
            effect=Text(N_("What is left to spend is freed; what stopping costs stands in no file.")),
            unpriced=None if left else Text(N_("What is left to spend is not known.")),
        ),
        _do_nothing(N_("The rest of the budget is spent outside the strategy."), left),
    )


def _misaligned(finding: Finding, nothing: Money) -> tuple[Option, ...]:
    assert finding.stake is not None  # this rule always prices its gap
    short = Money(finding.stake.likely, finding.stake.currency)
    return (
        Option(
            "move",
            Text(N_("Move %(money)s to this axis from those that got more than they weigh"), money=short),
            cost=nothing,
            effect=Text(N_("The money follows the declared weights, for the same total.")),
        ),
        Option(
            "reweigh",
            Text(N_("Lower the declared weight of the axis to what it really gets")),
            cost=nothing,
            effect=Text(N_("The strategy says what the company does.")),
        ),
        _do_nothing(N_("The axis goes on with less than it weighs."), short),
    )


def _broken(finding: Finding, nothing: Money) -> tuple[Option, ...]:
    return (
        Option(
            "mend",
            Text(N_("Mend the cascade with the owners concerned")),
            effect=Text(N_("Every objective leads to an axis, in time.")),
            unpriced=Text(NO_PRICE),
        ),
        _do_nothing(N_("What hangs below does not count in the strategy as its authors meant.")),
    )


def _contradictory(finding: Finding, nothing: Money) -> tuple[Option, ...]:
    return (
        Option("choose", Text(N_("Keep one target and tell both owners")), cost=nothing, effect=Text(N_("Both teams pull the same way."))),
        Option(
            "split",
            Text(N_("Split the KPI so that each owner follows a reading of their own")),
            effect=Text(N_("Each objective keeps its target, on its own number.")),
            unpriced=Text(NO_PRICE),
        ),
        _do_nothing(N_("Each team goes on with its own target.")),
    )


def _not_measurable(finding: Finding, nothing: Money) -> tuple[Option, ...]:
    return (
        Option(
            "measure", Text(N_("Name a KPI, a target and a date")), effect=Text(N_("Its pace can be followed.")), unpriced=Text(NO_PRICE)
        ),
        Option("drop", Text(N_("Drop the objective")), cost=nothing, effect=Text(N_("What remains can be judged."))),
        _do_nothing(N_("Nobody will be able to say whether it was reached.")),
    )
