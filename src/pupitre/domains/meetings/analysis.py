"""Which decisions nobody carries, and what actions wait for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from pupitre.domains.meetings.inputs import Action, Decision, Model
from pupitre.maths.wording import words

USUAL_SHARE = 0.5
"""An owner is expected of a decision only where more than this share of all decisions, past ones included, has one."""
PATIENCE = timedelta(days=30)
"""An action that has waited longer than this is blocked."""
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
