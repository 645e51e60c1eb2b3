"""What people do about a finding: decide, entrust it to someone, set it aside; each can be undone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from django.utils import timezone

from pupitre.desk import actions, findings
from pupitre.desk.changes import edit
from pupitre.desk.changes.turn import writing
from pupitre.desk.decisions import Terms, rows_of
from pupitre.desk.findings import Kept
from pupitre.desk.naming import changed, filled
from pupitre.kernel import N_, InputError, Place, RefusedError, Text

REFUSALS: Final[Mapping[str, Text]] = {
    "handled": Text(N_("Already being handled")),
    "accepted": Text(N_("Known and accepted")),
    "wrong_data": Text(N_("The data are wrong")),
    "not_useful": Text(N_("Not useful here")),
    "false": Text(N_("This is not so")),
    "other": Text(N_("Another reason")),
}
"""Why a finding is set aside; `not_useful` and `false` say that the rule was wrong to write it."""


def decide(fingerprint: str, *, by: str, terms: Terms, option: str | None = None, on: date | None = None) -> int:
    """Take a decision about a finding and return the number of the change.

    The decision keeps the finding as it is now, with its evidence, its priced options and the figures it rests on, whatever the data say
    later.

    Args:
        fingerprint: The finding.
        by: Who writes it down.
        terms: What is decided.
        option: The code of the option chosen, when it is one of those proposed.
        on: The day of the decision; today when absent.

    Raises:
        InputError: No such finding or option, or a question, a choice or an owner is missing.
        RefusedError: The data have closed the finding.
    """
    day = on or timezone.localdate()
    with writing():
        item = _live(fingerprint, day)
        if option is not None and option not in {one.code for one in item.finding.options}:
            raise InputError(Text(N_("This option is not one of those proposed.")), mend=Text(N_("Choose one of the options listed.")))
        key, rows = rows_of(terms, on=day, finding=item.finding, fingerprint=fingerprint, option=option)
        state = _state(fingerprint, "deciding", day, decision=key, action=item.action)
        why = Text(N_("Decision about a finding: %(title)s"), title=terms.question.strip())
        return changed(edit({**rows, "finding_state": [state]}, by=by, why=why).change_id)


def entrust(fingerprint: str, *, by: str, title: str, owner: str, due_on: date, comment: str = "", on: date | None = None) -> int:
    """Entrust a finding to someone as an action, tell them, and return the number of the change.

    Args:
        fingerprint: The finding.
        by: Who entrusts it.
        title: What to do.
        owner: Who must do it: a person's code or name.
        due_on: By when.
        comment: Anything else.
        on: The day; today when absent.

    Raises:
        InputError: No such finding, or what to do or an owner is missing, or the date is past.
        RefusedError: The data have closed the finding.
    """
    day = on or timezone.localdate()
    with writing():
        item = _live(fingerprint, day)
        key, rows = actions.rows_of(
            title=title, owner=owner, due_on=due_on, decision=item.decision, finding=fingerprint, comment=comment, on=day
        )
        state = _state(fingerprint, "entrusted", day, decision=item.decision, action=key)
        why = Text(N_("Action entrusted: %(title)s"), title=title.strip())
        change = changed(edit({**rows, "finding_state": [state]}, by=by, why=why).change_id)
        actions.tell(key, by=by)
    return change


def set_aside(
    fingerprint: str, *, by: str, reason: str = "", refusal: str = "other", until: date | None = None, on: date | None = None
) -> int:
    """Set a finding aside and return the number of the change.

    Args:
        fingerprint: The finding.
        by: Who sets it aside.
        reason: Why, in words; the words of the refusal when absent.
        refusal: Why, as one of `REFUSALS`.
        until: The day on which it comes back; never when absent.
        on: The day; today when absent.

    Raises:
        InputError: No such finding, no reason, or a day that is not to come.
        RefusedError: The data have closed the finding.
    """
    day = on or timezone.localdate()
    if refusal not in REFUSALS or refusal == "other":
        filled(reason=(reason, N_("Reason")))
    if until is not None and until <= day:
        raise InputError(
            Text(N_("The day on which it comes back is past.")), where=Place(column="until"), mend=Text(N_("Choose a later day."))
        )
    kind = refusal if refusal in REFUSALS else "other"
    with writing():
        item = _live(fingerprint, day)
        state = _state(fingerprint, "set_aside", day, decision=item.decision, action=item.action)
        why = Text(N_("Finding set aside: %(reason)s"), reason=reason.strip() or REFUSALS[kind])
        row = state | {"reason": reason.strip() or None, "refusal": kind, "until": until}
        return changed(edit({"finding_state": [row]}, by=by, why=why).change_id)


def reopen(fingerprint: str, *, by: str, on: date | None = None) -> int:
    """Bring a finding back to the desk and return the number of the change.

    Raises:
        InputError: No such finding.
        RefusedError: The data have closed the finding, or it is open already.
    """
    day = on or timezone.localdate()
    with writing():
        item = _live(fingerprint, day)
        if item.state == "open":
            raise RefusedError(Text(N_("This finding is open already.")), mend=Text(N_("There is nothing to do.")))
        state = _state(fingerprint, "open", day, decision=item.decision, action=item.action)
        return changed(edit({"finding_state": [state]}, by=by, why=Text(N_("Finding brought back to the desk"))).change_id)


def _live(fingerprint: str, on: date) -> Kept:
    item = findings.get(fingerprint, on=on)
    if item is None:
        raise InputError(Text(N_("There is no such finding.")), mend=Text(N_("Go back to the desk and choose one of those listed.")))
    if item.state == "closed":
        raise RefusedError(Text(N_("The data have closed this finding.")), mend=Text(N_("Nothing is left to decide about it.")))
    return item


def _state(fingerprint: str, state: str, on: date, *, decision: str | None, action: str | None) -> dict[str, object]:
    said = {"fingerprint": fingerprint, "state": state, "on": on, "reason": None, "refusal": None, "until": None}
    return said | {"decision": decision, "action": action}
