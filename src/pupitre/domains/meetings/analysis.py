"""Which decisions nobody carries, and what actions wait for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from pupitre.domains.meetings.inputs import Action, Decision, Model
from pupitre.maths.wording import words

USUAL_SHARE = 0.5
"""An owner is expected of a decision only where more than this share of all decisions, past ones included, has one."""
PATIENCE = timedelta(days=30)
"""An action that has waited longer than this is blocked."""
GRACE = timedelta(days=7)
"""An action that is this much past its date, or less, may still be on its way into the list."""
TOGETHER = 3
"""This many blocked actions that wait for one thing are told."""
SAME_WAIT = 0.6
"""Two waits that share this much of their words are one."""


@dataclass(frozen=True, slots=True)
class Ownerless:
    """Live decisions and those without an owner, in order of date.

    Args:
        is_usual: Whether most decisions have an owner, so that its absence means something.
    """

    live: int
    without: tuple[Decision, ...]
    is_usual: bool


@dataclass(frozen=True, slots=True)
class Wait:
    """Actions that wait for one thing, the longest wait first.

    Args:
        waits_for: What, as the first of them writes it; empty when nobody wrote it.
        key: Its words, that stay the same however it is written.
    """

    waits_for: str
    key: str
    actions: tuple[Action, ...]


@dataclass(frozen=True, slots=True)
class Late:
    """Open actions of one department past their date, the oldest first; the department is empty when no action says it."""

    unit: str
    actions: tuple[Action, ...]


def ownerless(model: Model) -> Ownerless:
    """Return the decisions that are neither done nor dropped and that no owner carries."""
    known = [d for d in model.decisions if d.decided_on is None or d.decided_on <= model.on]
    live = [d for d in known if d.status not in ("done", "dropped")]
    without = sorted((d for d in live if not d.owner), key=lambda d: (d.decided_on or model.on, d.key))
    return Ownerless(len(live), tuple(without), sum(bool(d.owner) for d in known) > USUAL_SHARE * len(known))


def blocked(model: Model) -> list[Action]:
    """Return the open actions that have waited for more than thirty days, the longest wait first."""
    since = [
        (a.blocked_on, a.key, a)
        for a in model.actions
        if a.blocked_on is not None and not a.is_done and a.done_on is None and model.on - a.blocked_on > PATIENCE
    ]
    return [action for _, _, action in sorted(since, key=lambda one: one[:2])]


def overdue(model: Model) -> list[Late]:
    """Return the open actions over a week past their date and that nothing blocks, by department; those whose oldest is oldest first.

    An action that waits for something is told with what it waits for, not here, and one of a decision that was dropped no longer counts.
    Nothing is said of a list that never says what is done: every past action of it would be late.
    """
    dropped = {d.key for d in model.decisions if d.status == "dropped"}
    says_done = any(a.is_done or a.done_on is not None for a in model.actions)
    groups: dict[str, list[tuple[date, str, Action]]] = {}
    for action in model.actions if says_done else ():
        is_open = not action.is_done and action.done_on is None and action.blocked_on is None
        if is_open and action.decision not in dropped and action.due_on is not None and model.on - action.due_on > GRACE:
            groups.setdefault(action.unit or "", []).append((action.due_on, action.key, action))
    sorted_groups = [(unit, sorted(rows, key=lambda row: row[:2])) for unit, rows in groups.items()]
    return [Late(unit, tuple(row[2] for row in rows)) for unit, rows in sorted(sorted_groups, key=lambda one: (one[1][0][0], one[0]))]


def waits(actions: list[Action]) -> list[Wait]:
    """Return what blocked actions wait for, the most waited for first; an action that does not say what it waits for is left out.

    Two ways of writing one thing are put together when they share most of their words.
    """
    groups: list[tuple[set[str], list[Action]]] = []
    for action in actions:
        said = set(words(action.blocked_by or ""))
        if not said:
            continue
        home = next((members for known, members in groups if len(known & said) >= SAME_WAIT * len(known | said)), None)
        if home is None:
            groups.append((said, [action]))
        else:
            home.append(action)
    found = [Wait(members[0].blocked_by or "", " ".join(sorted(known)), tuple(members)) for known, members in groups]
    return sorted(found, key=lambda wait: (-len(wait.actions), wait.key))
