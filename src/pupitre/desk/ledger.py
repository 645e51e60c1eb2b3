"""The ledger of decisions: what was decided, by whom, where it stands, when its effect is reviewed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Final, Literal

from pupitre.desk import actions
from pupitre.desk.actions import Action
from pupitre.desk.rights import Reach
from pupitre.desk.rows import columns, read
from pupitre.kernel import Money
from pupitre.records.cells import Plain, spoken
from pupitre.records.system import ROWS

State = Literal["open", "under_way", "late", "done", "dropped"]
Review = Literal["none", "later", "month", "due"]
LIVE: Final[tuple[State, ...]] = ("open", "under_way", "late")
TABLE: Final = ROWS["decision"]


@dataclass(frozen=True, slots=True)
class Counts:
    """How the actions of a decision go: done, blocked, late though not blocked, and the others."""

    done: int = 0
    blocked: int = 0
    late: int = 0
    going: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.done + self.blocked + self.late + self.going


@dataclass(frozen=True, slots=True)
class Decision:
    """A choice made, as its row says it, with the state it is in on a day.

    Args:
        key: Its code. title: What was to be decided. choice: What was chosen.
        unit: The department. owner: Who carries it: a person's code.
        decided_on: When. due_on: Done by when. review_on: When its effect is looked at.
        status: What people said: `open`, `decided`, `done`, `dropped`.
        kpi: The KPI it should move. expected: By how much: low, likely, high.
        starts_on: When it comes in force. applies_to: Departments or lines where it applies; none for everywhere.
        cost: Its price. finding: The finding it answers. comment: Anything else.
        state: Where it stands on the day. review: When its review comes, beside the day.
        actions: How its actions go.
    """

    key: str
    title: str
    choice: str | None
    unit: str | None
    owner: str | None
    decided_on: date | None
    due_on: date | None
    review_on: date | None
    status: str
    kpi: str | None
    expected: tuple[float | None, float | None, float | None]
    cost: Money | None
    finding: str | None
    comment: str | None
    starts_on: date | None = None
    applies_to: tuple[str, ...] = ()
    state: State = "under_way"
    review: Review = "none"
    actions: Counts = Counts()


def ledger(*, on: date, reach: Reach) -> tuple[Decision, ...]:
    """Return every decision in reach, the latest first.

    Args:
        on: Today.
        reach: What the reader may see.
    """
    counted = counts(actions.every(), on=on)
    found = (_decision(row, on) for row in read(TABLE).values())
    seen = [replace(one, actions=counted.get(one.key, Counts())) for one in found if reach.sees("decision", one.key)]
    return tuple(sorted(seen, key=lambda one: (one.decided_on or date.min, one.key), reverse=True))


def get(key: str, *, on: date) -> Decision | None:
    """Return one decision, nothing when there is no such one; its actions are not counted."""
    row = read(TABLE, [(key,)]).get((key,))
    return None if row is None else _decision(row, on)


def of_kpi(kpi: str, *, on: date, reach: Reach) -> tuple[Decision, ...]:
    """Return the decisions in reach that should move a KPI, the latest first."""
    return tuple(one for one in ledger(on=on, reach=reach) if one.kpi == kpi)


def counts(rows: Iterable[Action], *, on: date) -> Mapping[str, Counts]:
    """Return by decision how its actions go on a day."""
    found: dict[str, dict[str, int]] = {}
    for one in rows:
        if one.decision:
            kind = "done" if one.is_done else "blocked" if one.is_blocked else "late" if one.is_late(on) else "going"
            mine = found.setdefault(one.decision, {})
            mine[kind] = mine.get(kind, 0) + 1
    return {key: Counts(**one) for key, one in found.items()}


def state_of(status: str, due_on: date | None, on: date) -> State:
    """Return where a decision stands: what people said, and late when its date is past."""
    if status in ("done", "dropped"):
        return "done" if status == "done" else "dropped"
    if due_on is not None and due_on < on:
        return "late"
    return "open" if status == "open" else "under_way"


def review_of(status: str, review_on: date | None, on: date) -> Review:
    """Return when a review comes: past its day, this month, later; none without a day or for a decision that was dropped."""
    if review_on is None or status == "dropped":
        return "none"
    if review_on < on:
        return "due"
    following = (on.replace(day=1) + timedelta(days=32)).replace(day=1)
    return "month" if review_on < following else "later"


def narrowed(
    rows: Sequence[Decision], *, owner: str = "", unit: str = "", state: str = "", review: str = "", since: date | None = None
) -> tuple[Decision, ...]:
    """Return the decisions that pass every filter given.

    Args:
        rows: The decisions.
        owner: A person. unit: A department.
        state: A state, or `live` for those neither done nor dropped.
        review: `due`, `month`, or `soon` for both.
        since: Decided on this day or later.
    """
    states = LIVE if state == "live" else (state,)
    reviews = ("due", "month") if review == "soon" else (review,)
    return tuple(
        one
        for one in rows
        if owner in ("", one.owner)
        and unit in ("", one.unit)
        and (not state or one.state in states)
        and (not review or one.review in reviews)
        and (since is None or (one.decided_on is not None and one.decided_on >= since))
    )


def _decision(row: tuple[Plain, ...], on: date) -> Decision:
    said = {name: spoken(value, TABLE.field(name)) for name, value in zip(columns(TABLE), row, strict=True) if name != "extra"}
    status = str(said["status"] or "decided")
    cost = said["cost"]
    currency = str(said["currency"] or "EUR")
    return Decision(
        key=str(said["key"]),
        title=str(said["title"]),
        choice=_text(said["choice"]),
        unit=_text(said["unit"]),
        owner=_text(said["owner"]),
        decided_on=_day(said["decided_on"]),
        due_on=_day(said["due_on"]),
        review_on=_day(said["review_on"]),
        status=status,
        kpi=_text(said["kpi"]),
        expected=(_number(said["expected_low"]), _number(said["expected_likely"]), _number(said["expected_high"])),
        cost=Money(cost, currency) if isinstance(cost, Decimal) else None,
        finding=_text(said["finding"]),
        comment=_text(said["comment"]),
        starts_on=_day(said["starts_on"]),
        applies_to=tuple(map(str, listed)) if isinstance(listed := said["applies_to"], (list, tuple)) else (),
        state=state_of(status, _day(said["due_on"]), on),
        review=review_of(status, _day(said["review_on"]), on),
    )


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _day(value: object) -> date | None:
    return value if isinstance(value, date) else None


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, (int, float)) else None
