"""What may be decided about a finding on processes, doing nothing included."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import partial

from pupitre.kernel import N_, Finding, Money, Option, Snapshot, Text

NO_PRICE = N_("No file prices the time this takes.")
NO_LOSS = N_("Nothing in the files prices what it costs to leave it so.")
NO_DAY = N_("The register does not say what a day of delay costs: written in the process, it prices these days.")
NO_YEAR = N_("The log covers less than three months: nothing is brought to a year.")
TOLD_BESIDE = N_("These days are priced already, in the finding on the step before which they are waited.")
NO_HANDS = N_("What more hands or hours at this step cost stands in no file.")


def options(finding: Finding, snapshot: Snapshot) -> tuple[Option, ...]:
    """Return the possible decisions about a finding of this domain."""
    makers: dict[str, Callable[[Money | None, Money], tuple[Option, ...]]] = {
        "processes.bottleneck": partial(_bottleneck, why=_no_stake(finding)),
        "processes.rework_loop": _loop,
        "processes.deviation": _deviation,
        "processes.duplicate_step": _duplicate,
        "processes.slower_than_promised": partial(_slower, why=_no_stake(finding)),
        "processes.gain_not_proved": _unproved,
        "processes.unowned": _unowned,
    }
    stake = finding.stake
    return makers[finding.rule](Money(stake.likely, stake.currency) if stake else None, Money(Decimal(0), snapshot.currency))


def _no_stake(finding: Finding) -> str:
    """Return why days of delay have no price in a finding that has none."""
    columns = {column for one in finding.evidence for column in one.columns}
    if "delay_cost" not in columns:
        return NO_DAY
    return TOLD_BESIDE if columns & {"late_days_year", "lost_days_year"} else NO_YEAR


def _do_nothing(effect: str, loss: Money | None = None, *, why: str = NO_LOSS) -> Option:
    unpriced = None if loss else Text(why)
    return Option("do_nothing", Text(N_("Leave it as it is")), cost=loss, effect=Text(effect), unpriced=unpriced)


def _bottleneck(loss: Money | None, nothing: Money, *, why: str) -> tuple[Option, ...]:
    return (
        Option(
            "pace",
            Text(N_("Start new cases at the pace of this step, urgent ones first")),
            cost=nothing,
            effect=Text(N_("Cases wait before they begin instead of in the middle, and those begun come out sooner.")),
        ),
        Option(
            "reinforce",
            Text(N_("Give the step more hands or more hours")),
            effect=Text(N_("The queue before it shortens; the page of the process plays it through before anything is spent.")),
            gain=loss,
            unpriced=Text(NO_HANDS),
        ),
        Option(
            "relieve",
            Text(N_("Move part of the step elsewhere, or do it only where it is needed")),
            effect=Text(N_("Fewer cases queue there; a rule must say which ones may skip it.")),
            gain=loss,
            unpriced=Text(NO_PRICE),
        ),
        _do_nothing(N_("Whatever is gained elsewhere in the process, cases go on waiting there."), loss, why=why),
    )


def _loop(loss: Money | None, _nothing: Money) -> tuple[Option, ...]:
    return (
        Option(
            "find_cause",
            Text(N_("Ask the two teams why these cases come back, and for one change that stops it")),
            effect=Text(N_("The work done again, and the days it takes, are saved.")),
            gain=loss,
            unpriced=Text(NO_PRICE),
        ),
        Option(
            "check_before",
            Text(N_("Check these cases before they leave the earlier step")),
            effect=Text(N_("Faults are mended where they are made, and the cases go through once.")),
            gain=loss,
            unpriced=Text(NO_PRICE),
        ),
        _do_nothing(N_("The same cases go on coming back, and everybody behind them waits."), loss),
    )


def _deviation(_loss: Money | None, nothing: Money) -> tuple[Option, ...]:
    return (
        Option(
            "enforce",
            Text(N_("Make the system refuse what the rule forbids")),
            effect=Text(N_("The rule is kept without anybody watching.")),
            unpriced=Text(NO_PRICE),
        ),
        Option(
            "remind",
            Text(N_("Ask the owner of the process to look at these cases, and to say the rule again")),
            cost=nothing,
            effect=Text(N_("The reasons are known, and the next cases are watched.")),
        ),
        Option(
            "change",
            Text(N_("Change the rule, with its reason")),
            cost=nothing,
            effect=Text(N_("The rule says what the company really wants.")),
        ),
        _do_nothing(N_("A rule that is not kept protects from nothing, and everybody sees it.")),
    )


def _duplicate(loss: Money | None, nothing: Money) -> tuple[Option, ...]:
    return (
        Option(
            "once",
            Text(N_("Do the work once, and let the other department read it")),
            effect=Text(N_("The hours of one of the two are free for something else.")),
            gain=loss,
            unpriced=Text(NO_PRICE),
        ),
        Option(
            "keep",
            Text(N_("Keep both, and write down why")),
            cost=nothing,
            effect=Text(N_("The pair is not proposed again, and the reason is known.")),
        ),
        _do_nothing(N_("The same work goes on being paid for twice."), loss),
    )


def _slower(loss: Money | None, nothing: Money, *, why: str) -> tuple[Option, ...]:
    return (
        Option(
            "shorten",
            Text(N_("Ask the owner of the process for one improvement where work waits most")),
            effect=Text(N_("The lead time comes down, and its page says by how much.")),
            gain=loss,
            unpriced=Text(NO_PRICE),
        ),
        Option(
            "revise",
            Text(N_("Promise what is kept, with the reason")),
            cost=nothing,
            effect=Text(N_("Those who wait plan on the true date.")),
        ),
        _do_nothing(N_("Half of those who wait go on being told a date that is not kept."), loss, why=why),
    )


def _unproved(loss: Money | None, nothing: Money) -> tuple[Option, ...]:
    return (
        Option(
            "measure",
            Text(N_("Load or clean the log, and set a new review date")),
            effect=Text(N_("The next review says whether it works.")),
            unpriced=Text(NO_PRICE),
        ),
        Option(
            "mend",
            Text(N_("Find out what keeps it from working, and do it again")),
            effect=Text(N_("The gain counted on may still come.")),
            gain=loss,
            unpriced=Text(NO_PRICE),
        ),
        Option(
            "give_up",
            Text(N_("Take its gain out of what is counted on")),
            cost=nothing,
            effect=Text(N_("Budgets and forecasts rest on gains that are there.")),
        ),
        _do_nothing(N_("The company goes on counting on a gain that may not be there."), loss),
    )


def _unowned(_loss: Money | None, nothing: Money) -> tuple[Option, ...]:
    return (
        Option(
            "name",
            Text(N_("Name an owner, and the KPI by which they will see it slow down")),
            cost=nothing,
            effect=Text(N_("Somebody sees it when the process goes wrong, and answers for it.")),
        ),
        Option(
            "retire",
            Text(N_("Take the process off the register")),
            cost=nothing,
            effect=Text(N_("The register holds the processes that the company runs.")),
        ),
        _do_nothing(N_("When it slows down, nobody will know whose it is to mend.")),
    )
