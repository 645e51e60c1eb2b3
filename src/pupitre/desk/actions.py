"""Actions: entrusted to one person, reported on in a sentence, counted for whoever must do them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from importlib import import_module
from importlib.util import find_spec
from typing import Final, Literal

from django.db.models import Q
from django.utils import timezone

from pupitre.desk.changes import edit
from pupitre.desk.changes.turn import writing
from pupitre.desk.entry.versions import save_row, version_of
from pupitre.desk.naming import changed, filled, next_code, person_called
from pupitre.desk.rights import Viewer, reach
from pupitre.desk.rows import columns, read, read_where
from pupitre.kernel import N_, InputError, Place, RefusedError, Text
from pupitre.records.cells import Plain
from pupitre.records.models import MODELS
from pupitre.records.system import ROWS

State = Literal["done", "late", "blocked", "going"]
STATES: Final[tuple[State, ...]] = ("done", "late", "blocked", "going")
SOON: Final = timedelta(days=7)
"""What is due within a week waits for its owner now."""
TABLE: Final = ROWS["action"]
COLUMNS: Final = columns(TABLE)
DATES: Final = tuple(field.name for field in TABLE.fields if field.type == "date")
MAIL: Final = "pupitre.desk.mail"


@dataclass(frozen=True, slots=True)
class Action:
    """Something one person must do by a date.

    Args:
        key: Its code. title: What to do. owner: Who: a person's code. unit: The department.
        decision: The decision it carries out. finding: The finding it answers.
        due_on: By when. is_done: Whether it is done. done_on: Since when.
        blocked_on: Since when it waits. blocked_by: For what. comment: Anything else.
    """

    key: str
    title: str
    owner: str | None
    unit: str | None
    decision: str | None
    decided_on: date | None
    due_on: date | None
    is_done: bool
    done_on: date | None
    blocked_on: date | None
    blocked_by: str | None
    finding: str | None
    comment: str | None

    @property
    def is_blocked(self) -> bool:
        """Whether it waits for something."""
        return self.blocked_on is not None and not self.is_done

    def is_late(self, on: date) -> bool:
        """Whether it is past its date."""
        return not self.is_done and self.due_on is not None and self.due_on < on

    def is_soon(self, on: date) -> bool:
        """Whether it is due within a week."""
        return not self.is_done and self.due_on is not None and on <= self.due_on <= on + SOON


@dataclass(frozen=True, slots=True)
class Report:
    """What somebody said of an action."""

    at: object
    by: str | None
    state: State
    sentence: str
    due_on: date | None


def every() -> tuple[Action, ...]:
    """Return every action, those due first first."""
    return tuple(sorted((_action(row) for row in read(TABLE).values()), key=lambda one: (one.due_on or date.max, one.key)))


def get(key: str) -> Action | None:
    """Return an action, nothing when there is no such one."""
    row = read(TABLE, [(key,)]).get((key,))
    return None if row is None else _action(row)


def person_of(viewer: Viewer) -> str:
    """Return the code of the person that a viewer is, by their account or their name; empty when nobody, or several, are called so."""
    if viewer.person:
        return viewer.person
    same = list(MODELS["person"].objects.filter(name=viewer.name).values_list("key", flat=True)[:2])
    return str(same[0]) if len(same) == 1 else ""


def mine(viewer: Viewer) -> tuple[Action, ...]:
    """Return the actions of a person, those due first first."""
    person = person_of(viewer)
    return tuple(one for one in every() if person and one.owner == person)


def waiting_for(viewer: Viewer, on: date) -> int:
    """Return how many actions of a person are late or due within a week.

    Args:
        viewer: Who looks.
        on: Today.
    """
    person = person_of(viewer)
    if not person:
        return 0
    open_ones = MODELS["action"].objects.filter(Q(is_done=False) | Q(is_done=None), owner=person, done_on=None)
    return int(open_ones.filter(due_on__lte=on + SOON).count())


def due_soon(viewer: Viewer, on: date) -> tuple[Action, ...]:
    """Return the actions of a person that are late or due within a week, those due first first.

    Args:
        viewer: Who looks.
        on: Today.
    """
    person = person_of(viewer)
    own = map(_action, read_where(TABLE, {"owner": person}).values()) if person else ()
    return tuple(sorted((one for one in own if one.is_late(on) or one.is_soon(on)), key=lambda one: (one.due_on or date.max, one.key)))


def may_report(viewer: Viewer, action: Action) -> bool:
    """Tell whether somebody may say how an action goes: its owner, and whoever decides over it."""
    if not viewer.can("answer"):
        return False
    own = bool(action.owner) and action.owner == person_of(viewer)
    return own or (viewer.can("decide") and reach(viewer).holds("action", action.key))


def reports(key: str) -> tuple[Report, ...]:
    """Return what was said of an action, the latest first."""
    rows = MODELS["action_report"].objects.filter(action=key).order_by("-at").values_list("at", "by", "state", "sentence", "due_on")
    return tuple(Report(at, by, state, sentence or "", due_on) for at, by, state, sentence, due_on in rows)


def make(
    *,
    by: str,
    title: str,
    owner: str,
    due_on: date,
    decision: str | None = None,
    finding: str | None = None,
    comment: str = "",
    on: date | None = None,
) -> tuple[int, str]:
    """Entrust an action and tell its owner; return the number of the change and the action's code.

    Args:
        by: Who entrusts it.
        title: What to do.
        owner: Who must do it: a person's code or name.
        due_on: By when.
        decision: The decision it carries out. finding: The finding it answers.
        comment: Anything else.
        on: The day; today when absent.

    Raises:
        InputError: What to do or an owner is missing, or the date is past.
    """
    day = on or timezone.localdate()
    with writing():
        key, rows = rows_of(title=title, owner=owner, due_on=due_on, decision=decision, finding=finding, comment=comment, on=day)
        change = changed(edit(rows, by=by, why=Text(N_("Action entrusted: %(title)s"), title=title.strip())).change_id)
        tell(key, by=by)
    return change, key


def rows_of(
    *, title: str, owner: str, due_on: date, decision: str | None, finding: str | None, comment: str, on: date
) -> tuple[str, dict[str, list[dict[str, object]]]]:
    """Return the code of a new action and the rows that write it.

    Raises:
        InputError: What to do or an owner is missing, or the date is past.
    """
    filled(title=(title, N_("What to do")), owner=(owner, N_("Owner")))
    if due_on < on:
        raise InputError(Text(N_("The due date is past.")), where=Place(column="due_on"), mend=Text(N_("Choose today or a later day.")))
    key = next_code("action")
    person, people = person_called(owner)
    unit = MODELS["person"].objects.filter(key=person).values_list("unit", flat=True).first()
    row = {
        "key": key,
        "title": title.strip(),
        "owner": person,
        "unit": unit,
        "decision": decision,
        "decided_on": on,
        "due_on": due_on,
        "is_done": False,
        "finding": finding,
        "comment": comment.strip() or None,
    }
    return key, {"person": people, "action": [row]}


def report(
    key: str,
    *,
    by: str,
    person: str,
    state: State,
    sentence: str = "",
    waits_for: str = "",
    due_on: date | None = None,
    on: date | None = None,
    seen: int | None = None,
) -> int:
    """Say how an action goes and return the number of the change.

    Args:
        key: The action.
        by: Who says it, as the log names them. person: The person they are; empty when nobody said.
        state: `done`, `late` (with the day it will be done), `blocked` (with what it waits for) or `going`.
        sentence: One sentence. waits_for: What a blocked action waits for; the sentence when absent.
        due_on: The new date of a late action.
        on: The day; today when absent.
        seen: The version they had before their eyes; the present one when absent.

    Raises:
        InputError: No such action, or a late one without a date to come, or a blocked one that does not say what it waits for.
        RefusedError: It is said already, or somebody said something else meanwhile (a `ConflictError`).
    """
    day = on or timezone.localdate()
    action = get(key)
    if action is None:
        raise InputError(Text(N_("There is no such action.")), mend=Text(N_("Go back to the list and choose one of those shown.")))
    if state == "done" and action.is_done and seen is None:
        raise RefusedError(Text(N_("This action is done already.")), mend=Text(N_("There is nothing to do.")))
    fields = _fields(action, state, waits_for=waits_for.strip() or sentence.strip(), due_on=due_on, on=day)
    said = {"action": key, "at": timezone.now(), "by": person or None, "state": state, "sentence": sentence.strip() or None}
    why = Text(WHYS[state], title=action.title)
    version = version_of("action", (key,)) if seen is None else seen
    also = {"action_report": [{**said, "due_on": fields.get("due_on")}]}
    return changed(save_row("action", (key,), fields, seen=version, by=by, why=why, also=also) or None)


WHYS: Final[dict[State, str]] = {
    "done": N_("Action done: %(title)s"),
    "late": N_("Action put off: %(title)s"),
    "blocked": N_("Action blocked: %(title)s"),
    "going": N_("Action going on: %(title)s"),
}


def _fields(action: Action, state: State, *, waits_for: str, due_on: date | None, on: date) -> dict[str, object]:
    free: dict[str, object] = {"is_done": False, "done_on": None, "blocked_on": None, "blocked_by": None}
    match state:
        case "done":
            return free | {"is_done": True, "done_on": on}
        case "late":
            if due_on is None or due_on < on:
                mend = Text(N_("Choose today or a later day."))
                raise InputError(Text(N_("The day on which it will be done is missing or past.")), where=Place(column="due_on"), mend=mend)
            return free | {"due_on": due_on}
        case "blocked":
            filled(waits_for=(waits_for, N_("What it waits for")))
            return free | {"blocked_on": action.blocked_on or on, "blocked_by": waits_for}
    return free


def tell(key: str, *, by: str) -> None:
    """Write to the owner of an action, where this Pupitre writes mail; in the transaction of the deed: both are kept, or neither."""
    if find_spec(MAIL) is not None:
        send: Callable[..., object] = import_module(MAIL).tell_entrusted
        send(key, by=by)


def of_decision(key: str) -> tuple[Action, ...]:
    """Return the actions that carry a decision out, those due first first."""
    keys = [(one,) for one in MODELS["action"].objects.filter(decision=key).values_list("key", flat=True)]
    rows = read(TABLE, keys).values() if keys else ()
    return tuple(sorted((_action(row) for row in rows), key=lambda one: (one.due_on or date.max, one.key)))


def _action(row: tuple[Plain, ...]) -> Action:
    said = dict(zip(COLUMNS, row, strict=True))
    del said["extra"]
    for name in DATES:
        said[name] = date.fromisoformat(str(said[name])) if said[name] else None  # type: ignore[assignment]  # a plain value no longer
    said["is_done"] = bool(said["is_done"]) or said["done_on"] is not None
    return Action(**said)  # type: ignore[arg-type]  # the declaration of the table gives each field its type
