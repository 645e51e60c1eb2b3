"""A decision from its taking to its end: taken, completed, dropped, opened again; each can be undone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from pupitre.desk import frozen
from pupitre.desk.changes import edit
from pupitre.desk.changes.turn import writing
from pupitre.desk.entry.versions import save_row, version_of
from pupitre.desk.naming import changed, filled, next_code, person_called
from pupitre.desk.rows import columns, read
from pupitre.kernel import N_, Finding, InputError, RefusedError, Text
from pupitre.records.cells import Plain
from pupitre.records.system import ROWS

Range = tuple[float | None, float | None, float | None]
Rows = dict[str, list[dict[str, object]]]


@dataclass(frozen=True, slots=True)
class Terms:
    """What is decided.

    Args:
        question: What was to be decided. choice: What was chosen, in words.
        owner: Who carries it: a person's code or name.
        unit: The department. due_on: When it must be done. review_on: When it is checked whether it worked.
        kpi: The KPI expected to move. expected: By how much: low, likely, high, in its unit as people read it (points for a percentage).
        starts_on: When it comes in force. applies_to: Departments or lines where it applies; none for everywhere.
        others: Options considered and not kept, one a line.
        comment: Anything else.
    """

    question: str
    choice: str
    owner: str
    unit: str | None = None
    due_on: date | None = None
    review_on: date | None = None
    kpi: str | None = None
    expected: Range = (None, None, None)
    starts_on: date | None = None
    applies_to: tuple[str, ...] = ()
    others: str = ""
    comment: str = ""


def take(terms: Terms, *, by: str, on: date | None = None) -> tuple[int, str]:
    """Take a decision that no finding asked for; return the number of the change and the decision's code.

    Args:
        terms: What is decided.
        by: Who writes it down.
        on: The day of the decision; today when absent.

    Raises:
        InputError: A question, a choice or an owner is missing.
    """
    day = on or timezone.localdate()
    with writing():
        key, rows = rows_of(terms, on=day)
        why = Text(N_("Decision taken: %(title)s"), title=terms.question.strip())
        return changed(edit(rows, by=by, why=why).change_id), key


def rows_of(
    terms: Terms, *, on: date, finding: Finding | None = None, fingerprint: str | None = None, option: str | None = None
) -> tuple[str, Rows]:
    """Return the code of a new decision and the rows that write it, with the proof of what is known now.

    Raises:
        InputError: A question, a choice or an owner is missing, or the effects expected are not in order.
    """
    filled(question=(terms.question, N_("Question decided")), choice=(terms.choice, N_("Option chosen")), owner=(terms.owner, N_("Owner")))
    options = {one.code: one for one in finding.options} if finding else {}
    cost = options[option].cost if option else None
    key = next_code("decision")
    person, people = person_called(terms.owner)
    low, likely, high = terms.expected
    row: dict[str, object] = {
        "key": key,
        "title": terms.question.strip(),
        "choice": terms.choice.strip(),
        "owner": person,
        "unit": terms.unit or None,
        "decided_on": on,
        "due_on": terms.due_on,
        "review_on": terms.review_on,
        "status": "decided",
        "starts_on": terms.starts_on,
        "applies_to": list(terms.applies_to) or None,
        "kpi": terms.kpi or None,
        "expected_low": low,
        "expected_likely": likely,
        "expected_high": high,
        "cost": cost.amount if cost else None,
        "currency": cost.currency if cost else None,
        "finding": fingerprint,
        "comment": terms.comment.strip() or None,
    }
    proof = frozen.row(key, at=timezone.now(), on=on, finding=finding, kpi=terms.kpi or None, option=option, others=terms.others)
    return key, {"person": people, "decision": [row], "decision_proof": [proof]}


def complete(key: str, *, by: str, seen: int | None = None) -> int:
    """Say that a decision is carried out and return the number of the change.

    Args:
        key: The decision.
        by: Who says so.
        seen: The version they had before their eyes; the present one when absent.

    Raises:
        InputError: There is no such decision.
        RefusedError: It is done or dropped already, or somebody changed its state meanwhile.
    """
    return _moved(key, "done", by=by, seen=seen, why=N_("Decision carried out: %(title)s"))


def drop(key: str, *, by: str, reason: str, seen: int | None = None) -> int:
    """Give a decision up, with a reason, and return the number of the change (see `complete`).

    Raises:
        InputError: There is no such decision, or no reason.
        RefusedError: As above.
    """
    filled(reason=(reason, N_("Reason")))
    return _moved(key, "dropped", by=by, seen=seen, why=N_("Decision given up: %(title)s. Reason: %(reason)s"), reason=reason.strip())


def reopen(key: str, *, by: str, seen: int | None = None) -> int:
    """Open a decision again and return the number of the change (see `complete`).

    Raises:
        InputError: There is no such decision.
        RefusedError: It is not closed, or somebody changed its state meanwhile.
    """
    return _moved(key, "decided", by=by, seen=seen, why=N_("Decision opened again: %(title)s"))


def row(key: str) -> dict[str, Plain] | None:
    """Return a decision's row as plain values, nothing when there is no such one."""
    found = read(ROWS["decision"], [(key,)]).get((key,))
    return None if found is None else dict(zip(columns(ROWS["decision"]), found, strict=True))


def _moved(key: str, status: str, *, by: str, seen: int | None, why: str, **more: str) -> int:
    with writing():
        known = row(key)
        if known is None:
            raise InputError(Text(N_("There is no such decision.")), mend=Text(N_("Go back to the ledger and choose one of those listed.")))
        is_closed = known["status"] in ("done", "dropped")
        if seen is None and is_closed is not (status == "decided"):
            raise RefusedError(Text(N_("This decision is in that state already.")), mend=Text(N_("Read it again: it shows what was done.")))
        version = version_of("decision", (key,)) if seen is None else seen
        said = Text(why, title=str(known["title"]), **more)
        return changed(save_row("decision", (key,), {"status": status}, seen=version, by=by, why=said) or None)
