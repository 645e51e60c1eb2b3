"""What may be decided about decisions and actions, doing nothing included."""

from __future__ import annotations

from decimal import Decimal

from pupitre.kernel import N_, Finding, Money, Option, Snapshot, Text

NO_PRICE = N_("No file prices the time this takes.")
NO_LOSS = N_("Nothing in the files prices what it costs to leave it so.")


def options(finding: Finding, snapshot: Snapshot) -> tuple[Option, ...]:
    """Return the possible decisions about a finding of this domain."""
    nothing = Money(Decimal(0), snapshot.currency)
    if finding.rule == "meetings.decision_without_owner":
        return (
            Option(
                "name_owners",
                Text(N_("Name an owner and a date for each of them at the next leadership meeting")),
                cost=nothing,
                effect=Text(N_("Each decision has someone who carries it.")),
            ),
            Option(
                "drop",
                Text(N_("Drop those that nobody wants to carry")),
                cost=nothing,
                effect=Text(N_("The list says what the company really means to do.")),
            ),
            _do_nothing(N_("Nobody carries them out.")),
        )
    if finding.rule == "meetings.overdue_actions":
        return (
            Option(
                "new_dates",
                Text(N_("Ask each owner for a date they can keep, or for what is missing")),
                cost=nothing,
                effect=Text(N_("Each action has a date that means something, or a blocker that somebody settles.")),
            ),
            Option(
                "drop",
                Text(N_("Drop those that no longer matter")),
                cost=nothing,
                effect=Text(N_("The list says what is really to be done.")),
            ),
            _do_nothing(N_("The decisions they carry out wait too, and dates stop meaning anything.")),
        )
    return (
        Option(
            "unblock",
            Text(N_("Settle what they wait for, in one go, with the person who can")),
            effect=Text(N_("All of these actions can move the next day.")),
            unpriced=Text(NO_PRICE),
        ),
        Option(
            "work_around",
            Text(N_("Let the owners go ahead within a limit until it is settled")),
            effect=Text(N_("The actions that can move without it do.")),
            unpriced=Text(NO_PRICE),
        ),
        _do_nothing(N_("They go on waiting.")),
    )


def _do_nothing(effect: str) -> Option:
    return Option("do_nothing", Text(N_("Leave it as it is")), effect=Text(effect), unpriced=Text(NO_LOSS))
