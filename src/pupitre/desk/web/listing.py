"""The list of all findings: its filters."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.http import urlencode

from pupitre.desk.findings import LIVE, Kept, State
from pupitre.desk.hearing import Record
from pupitre.desk.registry import domains
from pupitre.desk.web.cards import Card, cards, rule_name
from pupitre.kernel import N_, Text

GROUPS: dict[str, tuple[Text, Collection[State]]] = {
    "live": (Text(N_("Open, those in hand included")), LIVE),
    "set_aside": (Text(N_("Set aside")), ("set_aside",)),
    "closed": (Text(N_("Closed by the data")), ("closed",)),
}


@dataclass(frozen=True, slots=True)
class Filter:
    """One link that narrows the list."""

    title: Text
    link: str
    is_current: bool
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Quieted:
    """The findings of one rule that went quiet."""

    rule: str
    title: Text
    record: Record
    count: int
    cards: tuple[Card, ...]


def quieted(items: Sequence[Kept], records: Mapping[str, Record], *, on: date) -> tuple[Quieted, ...]:
    """Return the findings of rules that went quiet, by rule, those with most findings first."""
    by_rule: dict[str, list[Kept]] = {}
    for item in items:
        by_rule.setdefault(item.finding.rule, []).append(item)
    found = [
        Quieted(rule, rule_name(rule), records[rule], len(some), tuple(cards(some, on=on, owners={}))) for rule, some in by_rule.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.count, one.rule)))


def wanted_states(group: str) -> Collection[State]:
    """Return the states of a group; the open ones for a group that does not exist."""
    return GROUPS.get(group, GROUPS["live"])[1]


def filters(items: Sequence[Kept], *, state: str, domain: str) -> tuple[tuple[Filter, ...], tuple[Filter, ...]]:
    """Return the links to other states, and to the domains that have findings in this state.

    Args:
        items: The findings of the state, of every domain.
        state: The group shown. domain: The domain shown, empty for all.
    """
    states = tuple(
        Filter(title, _link(name, domain), name == (state if state in GROUPS else "live")) for name, (title, _) in GROUPS.items()
    )
    counts = {card.name: sum(item.domain == card.name for item in items) for card in domains()}
    every = Filter(Text(N_("All domains")), _link(state, ""), not domain, len(items))
    named = tuple(
        Filter(card.title, _link(state, card.name), card.name == domain, counts[card.name]) for card in domains() if counts[card.name]
    )
    return states, (every, *named)


def _link(state: str, domain: str) -> str:
    asked = {name: value for name, value in (("state", "" if state == "live" else state), ("domain", domain)) if value}
    return reverse("desk:findings") + (f"?{urlencode(asked)}" if asked else "")
