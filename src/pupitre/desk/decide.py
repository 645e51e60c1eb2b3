"""What people do about a finding: decide, entrust it to someone, set it aside; each can be undone."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import date

from django.utils import timezone

from pupitre.desk import findings
from pupitre.desk.changes import edit
from pupitre.desk.changes.turn import writing
from pupitre.desk.findings import Kept
from pupitre.desk.rows import columns, read
from pupitre.kernel import N_, InputError, Place, RefusedError, Text
from pupitre.kernel.wire import finding_to_json
from pupitre.records.system import ROWS
from pupitre.sources.fill.keys import slug

OWN = {"decision": "PD-", "action": "PA-"}
"""How the codes of what is decided here begin, so that they never meet the codes of the company's files."""


def decide(
    fingerprint: str,
    *,
    by: str,
    question: str,
    choice: str,
    owner: str,
    option: str | None = None,
    unit: str | None = None,
    due_on: date | None = None,
    review_on: date | None = None,
    kpi: str | None = None,
    expected: tuple[float | None, float | None, float | None] = (None, None, None),
    comment: str = "",
    on: date | None = None,
) -> int:
    """Take a decision about a finding and return the number of the change.

    The decision keeps the finding as it is now, with its evidence and its priced options, whatever the data say later.

    Args:
        fingerprint: The finding.
        by: Who writes it down.
        question: What was to be decided. choice: What was chosen, in words. option: The code of the option chosen, when it is one of them.
        owner: Who carries it: a person's code or name.
        unit: The department. due_on: When it must be done. review_on: When it is checked whether it worked.
        kpi: The KPI expected to move. expected: By how much: low, likely, high.
        comment: Anything else.
        on: The day of the decision; today when absent.

    Raises:
        InputError: No such finding or option, or a question, a choice or an owner is missing.
        RefusedError: The data have closed the finding.
    """
    day = on or timezone.localdate()
    _filled(question=(question, N_("Question decided")), choice=(choice, N_("Option chosen")), owner=(owner, N_("Owner")))
    with writing():
        item = _live(fingerprint, day)
        options = {one.code: one for one in item.finding.options}
        if option is not None and option not in options:
            raise InputError(Text(N_("This option is not one of those proposed.")), mend=Text(N_("Choose one of the options listed.")))
        cost = options[option].cost if option else None
        key = _next_code("decision")
        person, people = _person(owner)
        low, likely, high = expected
        row = {
            "key": key,
            "title": question.strip(),
            "choice": choice.strip(),
            "owner": person,
            "unit": unit or None,
            "decided_on": day,
            "due_on": due_on,
            "review_on": review_on,
            "status": "decided",
            "kpi": kpi or None,
            "expected_low": low,
            "expected_likely": likely,
            "expected_high": high,
            "cost": cost.amount if cost else None,
            "currency": cost.currency if cost else None,
            "finding": fingerprint,
            "comment": comment.strip() or None,
            "extra": json.dumps({"option": option, "finding": finding_to_json(item.finding)}, ensure_ascii=False),
        }
        state = _state(fingerprint, "deciding", day, decision=key, action=item.action)
        why = Text(N_("Decision about a finding: %(title)s"), title=question.strip())
        return _done(edit({"person": people, "decision": [row], "finding_state": [state]}, by=by, why=why).change_id)


def entrust(fingerprint: str, *, by: str, title: str, owner: str, due_on: date, comment: str = "", on: date | None = None) -> int:
    """Entrust a finding to someone as an action and return the number of the change.

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
    _filled(title=(title, N_("What to do")), owner=(owner, N_("Owner")))
    if due_on < day:
        raise InputError(Text(N_("The due date is past.")), where=Place(column="due_on"), mend=Text(N_("Choose today or a later day.")))
    with writing():
        item = _live(fingerprint, day)
        key = _next_code("action")
        person, people = _person(owner)
        row = {
            "key": key,
            "title": title.strip(),
            "owner": person,
            "decision": item.decision,
            "decided_on": day,
            "due_on": due_on,
            "is_done": False,
            "finding": fingerprint,
            "comment": comment.strip() or None,
        }
        state = _state(fingerprint, "entrusted", day, decision=item.decision, action=key)
        why = Text(N_("Action entrusted: %(title)s"), title=title.strip())
        return _done(edit({"person": people, "action": [row], "finding_state": [state]}, by=by, why=why).change_id)


def set_aside(fingerprint: str, *, by: str, reason: str, until: date | None = None, on: date | None = None) -> int:
    """Set a finding aside and return the number of the change.

    Args:
        fingerprint: The finding.
        by: Who sets it aside.
        reason: Why.
        until: The day on which it comes back; never when absent.
        on: The day; today when absent.

    Raises:
        InputError: No such finding, no reason, or a day that is not to come.
        RefusedError: The data have closed the finding.
    """
    day = on or timezone.localdate()
    _filled(reason=(reason, N_("Reason")))
    if until is not None and until <= day:
        raise InputError(
            Text(N_("The day on which it comes back is past.")), where=Place(column="until"), mend=Text(N_("Choose a later day."))
        )
    with writing():
        item = _live(fingerprint, day)
        state = _state(fingerprint, "set_aside", day, decision=item.decision, action=item.action)
        why = Text(N_("Finding set aside: %(reason)s"), reason=reason.strip())
        return _done(edit({"finding_state": [state | {"reason": reason.strip(), "until": until}]}, by=by, why=why).change_id)


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
        return _done(edit({"finding_state": [state]}, by=by, why=Text(N_("Finding brought back to the desk"))).change_id)


def _filled(**given: tuple[str, str]) -> None:
    for column, (value, label) in given.items():
        if not value.strip():
            what = Text(N_("%(field)s: nothing is written."), field=Text(label))
            raise InputError(what, where=Place(column=column), mend=Text(N_("Fill it in and save again.")))


def _live(fingerprint: str, on: date) -> Kept:
    item = findings.get(fingerprint, on=on)
    if item is None:
        raise InputError(Text(N_("There is no such finding.")), mend=Text(N_("Go back to the desk and choose one of those listed.")))
    if item.state == "closed":
        raise RefusedError(Text(N_("The data have closed this finding.")), mend=Text(N_("Nothing is left to decide about it.")))
    return item


def _state(fingerprint: str, state: str, on: date, *, decision: str | None, action: str | None) -> dict[str, object]:
    return {"fingerprint": fingerprint, "state": state, "on": on, "reason": None, "until": None, "decision": decision, "action": action}


def _next_code(table: str) -> str:
    prefix = OWN[table]
    numbers = [
        int(str(key[0])[len(prefix) :])
        for key in read(ROWS[table])
        if str(key[0]).startswith(prefix) and str(key[0])[len(prefix) :].isdigit()
    ]
    return f"{prefix}{1 + max(numbers, default=0)}"


def _person(said: str) -> tuple[str, list[dict[str, object]]]:
    """Return the code of a person given by code or name, and the row to write when nobody is known by it."""
    wanted = said.strip()
    at = columns(ROWS["person"]).index("name")
    names = {str(key[0]): str(row[at]) for key, row in read(ROWS["person"]).items()}
    if wanted in names:
        return wanted, []
    same = [key for key, name in names.items() if name.casefold() == wanted.casefold()]
    if len(same) == 1:
        return same[0], []
    if same:
        what = Text(N_("%(count)s people are called %(name)s."), count=len(same), name=wanted)
        raise InputError(
            what, where=Place(column="owner"), mend=Text(N_("Give the code of the one you mean: %(codes)s."), codes=tuple(sorted(same)))
        )
    key = _free(slug(wanted) or wanted, names)
    return key, [{"key": key, "name": wanted}]


def _free(key: str, taken: Collection[str]) -> str:
    number, free = 1, key
    while free in taken:
        number += 1
        free = f"{key}-{number}"
    return free


def _done(change: int | None) -> int:
    if change is None:
        raise RefusedError(Text(N_("Nothing changed: this is what was known already.")), mend=Text(N_("There is nothing to do.")))
    return change
