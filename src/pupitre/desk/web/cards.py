"""A finding as it is shown on the desk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.urls import reverse
from django.utils.http import urlencode

from pupitre.desk.chances import points
from pupitre.desk.findings import Kept
from pupitre.desk.registry import domains
from pupitre.desk.web.answer import relative_weights
from pupitre.desk.web.people import Owner
from pupitre.kernel import N_, Days, Finding, Option, Stake, Text
from pupitre.records.models import MODELS

SOON_DAYS = 21
"""A date within three weeks is close enough to colour the finding: it falls before the next monthly meeting is prepared."""
STATES: Mapping[str, Text] = {
    "open": Text(N_("to decide")),
    "deciding": Text(N_("decided")),
    "entrusted": Text(N_("entrusted")),
    "set_aside": Text(N_("set aside")),
    "closed": Text(N_("closed by the data")),
}
PER: Mapping[str, Text] = {"year": Text(N_("per year")), "once": Text(N_("once"))}


@dataclass(frozen=True, slots=True)
class Card:
    """What one finding shows: its sentence, its stake, its state, who owns what it is about."""

    fingerprint: str
    link: str
    text: Text
    cause: Text | None
    option: Text | None
    rule: Text
    stake: Stake | None
    per: Text
    confidence: float | None
    weight_percent: int
    tone: str
    state: Text
    is_new: bool
    owner: str
    initials: str
    more: Text | None
    more_link: str
    points: Text | None = None
    points_on: Text | None = None

    @property
    def short(self) -> str:
        """A name short enough for an anchor."""
        return self.fingerprint[:10]

    @property
    def is_taken(self) -> bool:
        """Whether someone decided about it or has it in hand: deciding is no longer the first thing to do."""
        return self.tone == "busy"


def cards(
    items: Sequence[Kept],
    *,
    on: date,
    owners: Mapping[str, Owner],
    new: frozenset[str] = frozenset(),
    others: Mapping[str, int] | None = None,
) -> list[Card]:
    """Return the cards of findings, in the order given.

    Args:
        items: The findings.
        on: The day of the figures.
        owners: By fingerprint, who owns what a finding is about.
        new: Fingerprints of those that opened since the last visit.
        others: By fingerprint, how many more findings of its kind are behind its link.
    """
    weights = relative_weights(items)
    named = _objectives(items)
    return [
        card(
            item,
            on=on,
            owner=owners.get(item.fingerprint),
            weight_percent=percent,
            is_new=item.fingerprint in new,
            others=(others or {}).get(item.fingerprint, 0),
            objectives=named,
        )
        for item, percent in zip(items, weights, strict=True)
    ]


def card(
    item: Kept,
    *,
    on: date,
    owner: Owner | None = None,
    weight_percent: int = 0,
    is_new: bool = False,
    others: int = 0,
    objectives: Mapping[str, str] | None = None,
) -> Card:
    """Return the card of one finding; `objectives` names those whose chances it holds back."""
    finding = item.finding
    first = next(iter(item.points), "")
    rest = len(item.points) - 1
    is_own = not rest and any(one.kind == "objective" and one.key == first for one in finding.subjects)
    best = best_option(finding.options)
    return Card(
        fingerprint=item.fingerprint,
        link=reverse("desk:finding", args=[item.fingerprint]),
        text=finding.text,
        cause=finding.cause,
        option=best.text if best else None,
        rule=rule_name(finding.rule),
        stake=finding.stake,
        per=PER[finding.stake.per] if finding.stake else Text(""),
        confidence=finding.confidence,
        weight_percent=weight_percent,
        tone=tone(item, on),
        state=state(item, on),
        is_new=is_new,
        owner=owner.name if owner else "",
        initials=owner.initials if owner else "",
        more=Text.many(N_("%(count)s other of this kind"), N_("%(count)s others of this kind"), count=others) if others else None,
        more_link=f"{reverse('desk:findings')}?{urlencode({'rule': finding.rule})}",
        points=Text(N_("%(points)s of chances"), points=points(item.points[first])) if first else None,
        points_on=None if not first or is_own else _points_on((objectives or {}).get(first, first), rest),
    )


def _objectives(items: Sequence[Kept]) -> dict[str, str]:
    """Return the names of the objectives whose chances findings hold back; no query when there is none."""
    keys = {next(iter(item.points)) for item in items if item.points}
    return dict(MODELS["objective"].objects.filter(key__in=keys).values_list("key", "name")) if keys else {}


def _points_on(name: str, others: int) -> Text:
    if not others:
        return Text(N_("on “%(name)s”"), name=name)
    return Text.many(N_("on “%(name)s”, less on %(count)s other"), N_("on “%(name)s”, less on %(count)s others"), count=others, name=name)


def tone(item: Kept, on: date) -> str:
    """Return the tone of a finding: bad when its date is close or past, warn while it waits, busy once someone has it."""
    if item.state in ("deciding", "entrusted"):
        return "busy"
    if item.state != "open":
        return "good" if item.state == "closed" else "calm"
    due_on = item.finding.due_on
    return "bad" if due_on and (due_on - on).days <= SOON_DAYS else "warn"


def state(item: Kept, on: date) -> Text:
    """Return the state of a finding in words; one that waits says by when, if a date is close or past."""
    due_on = item.finding.due_on
    if item.state != "open" or due_on is None or (due_on - on).days > SOON_DAYS:
        return STATES[item.state]
    if due_on < on:
        return Text(N_("due %(ago)s ago"), ago=Days((on - due_on).days))
    return Text(N_("to decide before %(day)s"), day=due_on)


def due(finding: Finding, on: date) -> Text | None:
    """Return when a decision matters, as a phrase."""
    if finding.due_on is None:
        return None
    if finding.due_on < on:
        return Text(N_("due %(ago)s ago"), ago=Days((on - finding.due_on).days))
    return Text(N_("before %(day)s"), day=finding.due_on)


def best_option(options: Sequence[Option]) -> Option | None:
    """Return the option with the highest priced gain, cost taken off; the first one that does something when none is priced."""
    active = [option for option in options if option.code != "do_nothing"]
    return max(active, key=net_gain, default=None)


def net_gain(option: Option) -> Decimal:
    """Return what an option gains less what it costs; an amount that is not known counts for nothing."""
    gain = option.gain.amount if option.gain else Decimal(0)
    return gain - (option.cost.amount if option.cost else Decimal(0))


def rule_name(rule: str) -> Text:
    """Return the name that a person reads for a rule; its code when its domain is no longer installed."""
    names = {name: title for one in domains() for name, title in one.rules.items()}
    return names.get(rule) or Text("%(rule)s", rule=rule)
