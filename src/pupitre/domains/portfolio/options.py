"""What may be decided about a finding of the portfolio, doing nothing included."""

from __future__ import annotations

from decimal import Decimal

from pupitre.kernel import N_, Finding, Money, Option, Snapshot, Text

NO_PRICE = N_("No file prices the time this takes.")
NO_LOSS = N_("Nothing in the files prices what it costs to leave it so.")
NO_DAY = N_("What the project costs per day is not known.")


def options(finding: Finding, snapshot: Snapshot) -> tuple[Option, ...]:
    """Return the possible decisions about a finding of this domain."""
    maker = {
        "portfolio.late_though_green": _late,
        "portfolio.overloaded_skill": _overloaded,
        "portfolio.cost_drift": _drift,
        "portfolio.duplicate_project": _duplicate,
        "portfolio.circular_links": _circular,
    }[finding.rule]
    stake = finding.stake
    if maker is _late and any(proof.table == "task" for proof in finding.evidence):
        maker = _late_by_tasks
    return maker(Money(stake.likely, stake.currency) if stake else None, Money(Decimal(0), snapshot.currency))


def _late(delay: Money | None, nothing: Money) -> tuple[Option, ...]:
    return _about_delay(Text(N_("Give the project more hands, or a smaller scope")), delay, nothing)


def _late_by_tasks(delay: Money | None, nothing: Money) -> tuple[Option, ...]:
    return _about_delay(Text(N_("Give the tasks that hold the end more hands, or a smaller scope")), delay, nothing)


def _about_delay(recovery: Text, delay: Money | None, nothing: Money) -> tuple[Option, ...]:
    unknown = None if delay else Text(NO_DAY)
    return (
        Option(
            "say_so",
            Text(N_("Announce the finish that the facts show, and tell those who wait for it")),
            cost=nothing,
            effect=Text(N_("Plans that depend on it are made on the right date; the delay itself stays.")),
        ),
        Option(
            "recover",
            recovery,
            effect=Text(N_("Each day regained saves what the project costs per day; all of them, the amount shown.")),
            gain=delay,
            unpriced=Text(N_("What the extra hands cost stands in no file.")),
        ),
        Option(
            "do_nothing",
            Text(N_("Leave it as it is")),
            cost=delay,
            effect=Text(N_("The project goes on being paid for until its likely finish, and the date promised is missed without warning.")),
            unpriced=unknown,
        ),
    )


def _overloaded(waiting: Money | None, nothing: Money) -> tuple[Option, ...]:
    return (
        Option(
            "spread",
            Text(N_("Move the work of the least urgent project to weeks with free hours")),
            cost=nothing,
            effect=Text(N_("Nobody is asked for more hours than there are; that project finishes later.")),
        ),
        Option(
            "reinforce",
            Text(N_("Hire or borrow the missing hours for these weeks")),
            effect=Text(N_("The projects keep their dates.")),
            gain=waiting,
            unpriced=Text(N_("What an hour of this skill costs outside stands in no file.")),
        ),
        Option(
            "do_nothing",
            Text(N_("Leave it as it is")),
            cost=waiting,
            effect=Text(N_("The projects wait for each other: the hours missing are found later.")),
            unpriced=None if waiting else Text(NO_DAY),
        ),
    )


def _drift(over: Money | None, nothing: Money) -> tuple[Option, ...]:
    return (
        Option(
            "rescope",
            Text(N_("Bring the scope back to the budget first decided")),
            gain=over,
            effect=Text(N_("The overrun is avoided; part of what was promised is given up.")),
            unpriced=None if over else Text(NO_LOSS),
        ),
        Option(
            "fund",
            Text(N_("Decide the new budget, and what it is taken from")),
            cost=over,
            effect=Text(N_("The project goes on as it is, on a budget that somebody chose.")),
        ),
        Option(
            "do_nothing",
            Text(N_("Leave it as it is")),
            cost=over,
            effect=Text(N_("The overrun is paid without having been decided.")),
        ),
    )


def _duplicate(overlap: Money | None, nothing: Money) -> tuple[Option, ...]:
    unknown = None if overlap else Text(N_("One of the two budgets is not known."))
    return (
        Option(
            "merge",
            Text(N_("Make one project of the two, with one owner")),
            gain=overlap,
            effect=Text(N_("The work is done once; at most the smaller budget is freed.")),
            unpriced=unknown,
        ),
        Option(
            "tell_apart",
            Text(N_("Have the two owners write down what each does and does not do")),
            cost=nothing,
            effect=Text(N_("What is really done twice is known within a week.")),
        ),
        Option(
            "do_nothing",
            Text(N_("Leave it as it is")),
            cost=overlap,
            effect=Text(N_("Both go on: at most the smaller budget is spent twice.")),
            unpriced=unknown,
        ),
    )


def _circular(_money: Money | None, nothing: Money) -> tuple[Option, ...]:
    return (
        Option(
            "mend",
            Text(N_("Have the project's owner remove one link of the loop")),
            cost=nothing,
            effect=Text(N_("The finish of the project can be worked out again.")),
        ),
        Option(
            "do_nothing",
            Text(N_("Leave it as it is")),
            effect=Text(N_("The project has no finish date that can be checked.")),
            unpriced=Text(NO_LOSS),
        ),
    )
