"""Words of decisions and actions: states, reviews, effects expected."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from pupitre.desk.actions import Action
from pupitre.desk.ledger import Decision
from pupitre.kernel import N_, Days, Quantity, Text

STATES: Final[Mapping[str, Text]] = {
    "open": Text(N_("to settle")),
    "under_way": Text(N_("under way")),
    "late": Text(N_("late")),
    "done": Text(N_("carried out")),
    "dropped": Text(N_("given up")),
}
TONES: Final[Mapping[str, str]] = {"open": "warn", "under_way": "busy", "late": "bad", "done": "good", "dropped": "calm"}
REVIEWS: Final[Mapping[str, str]] = {"none": "calm", "later": "calm", "month": "warn", "due": "bad"}
SAID: Final[Mapping[str, Text]] = {
    "done": Text(N_("completed")),
    "late": Text(N_("put off")),
    "blocked": Text(N_("blocked")),
    "going": Text(N_("going on")),
}
SAID_TONES: Final[Mapping[str, str]] = {"done": "good", "late": "warn", "blocked": "bad", "going": "busy"}
Range = tuple[float | None, float | None, float | None]


def review_text(one: Decision, *, on: date) -> Text:
    """Return when the effect of a decision is looked at; verdicts come once effects are measured."""
    if one.review == "none":
        return Text(N_("not judged: given up")) if one.status == "dropped" else Text(N_("no review planned"))
    assert one.review_on is not None  # every other review has its day
    if one.review == "due":
        return Text(N_("review overdue since %(day)s"), day=one.review_on)
    return Text(N_("to review on %(day)s"), day=one.review_on)


def effect(expected: Range, *, unit: str, direction: str = "", is_short: bool = False) -> Text | None:
    """Return the effect expected, its sense in words: a fall or a rise, by how much, and whether that is the wanted way.

    Args:
        expected: Low, likely, high, in the unit of the KPI.
        unit: What the KPI is counted in. direction: Which way is better: `up`, `down` or nothing.
        is_short: Without the wanted way.
    """
    low, likely, high = expected
    if likely is None:
        return None
    size = Text(N_("by %(likely)s"), likely=_size(likely, unit))
    if low is not None and high is not None and low != high:
        near, far = sorted((abs(low), abs(high)))
        if low * high >= 0:
            size = Text(N_("by %(likely)s (%(near)s to %(far)s)"), likely=_size(likely, unit), near=_size(near, ""), far=_size(far, unit))
        else:
            size = Text(
                N_("by %(likely)s (between %(low)s and %(high)s)"),
                likely=_size(likely, unit),
                low=Quantity.of(low),
                high=Quantity.of(high, counted_in(unit)),
            )
    if likely == 0:
        return Text(N_("no change"))
    moved = Text(N_("down %(size)s"), size=size) if likely < 0 else Text(N_("up %(size)s"), size=size)
    if is_short or direction not in ("up", "down"):
        return moved
    is_wanted = (likely < 0) == (direction == "down")
    return (
        Text(N_("%(moved)s, which is the wanted way"), moved=moved)
        if is_wanted
        else Text(N_("%(moved)s, against the wanted way"), moved=moved)
    )


def _size(value: float, unit: str) -> Quantity:
    return Quantity.of(abs(value), counted_in(unit))


def counted_in(unit: str) -> str:
    """Return what a change is counted in: a percentage moves by points."""
    return "pts" if unit.strip() == "%" else unit


def action_state(one: Action, on: date) -> tuple[str, Text]:
    """Return the tone and the words of where an action stands."""
    if one.is_done:
        return "good", Text(N_("completed"))
    if one.is_blocked and one.is_late(on) and one.due_on:
        return "bad", Text(N_("blocked, %(days)s late"), days=Days((on - one.due_on).days))
    if one.is_blocked:
        return "bad", Text(N_("blocked"))
    if one.due_on is None:
        return "calm", Text(N_("no date"))
    if one.is_late(on):
        return "bad", Text(N_("%(days)s late"), days=Days((on - one.due_on).days))
    if one.is_soon(on):
        return "warn", Text(N_("this week"))
    return "busy", Text(N_("going on"))
