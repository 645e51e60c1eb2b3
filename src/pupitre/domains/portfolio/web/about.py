"""What the desk found and decided about one thing."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, Value

from pupitre.desk import findings
from pupitre.desk.findings import LIVE, Kept
from pupitre.desk.rights import Reach
from pupitre.desk.web.cards import Card, cards
from pupitre.desk.web.people import Owner
from pupitre.kernel import N_, Text
from pupitre.records.models import MODELS, Finding

FINDINGS_SHOWN = 7
STATES = {
    "open": ("warn", Text(N_("open"))),
    "decided": ("busy", Text(N_("decided"))),
    "done": ("good", Text(N_("done"))),
    "dropped": ("calm", Text(N_("dropped"))),
    "late": ("bad", Text(N_("late"))),
}
"""Tone and word of a decision or an action."""


@dataclass(frozen=True, slots=True)
class Found:
    """The findings about something: those to show, those of them that wait for nobody else, and the names of all."""

    cards: tuple[Card, ...]
    kept: tuple[Kept, ...]
    fingerprints: frozenset[str]


def about(reach: Reach, kind: str, key: str, *, on: date, owner: str = "") -> Found:
    """Return the findings about something that are in reach, those that weigh most first.

    Args:
        reach: What the reader may see.
        kind, key: The thing.
        on: Today.
        owner: The name of who owns it.
    """
    taken = [MODELS[name].objects.exclude(finding=None).values("finding") for name in ("decision", "action")]
    rows = Finding.objects.filter(Q(closed_on=None) | Q(fingerprint__in=taken[0]) | Q(fingerprint__in=taken[1]))
    wanted = {"kind": kind, "key": key}
    prints = [name for name, body in rows.values_list("fingerprint", "body") if wanted in body["subjects"]]
    kept = reach.findings(findings.some(prints, on=on)) if prints else ()
    live = sorted((one for one in kept if one.state in LIVE), key=findings.rank)[:FINDINGS_SHOWN]
    owners = {one.fingerprint: Owner(owner) for one in live} if owner else {}
    return Found(tuple(cards(live, on=on, owners=owners)), tuple(live), frozenset(one.fingerprint for one in kept))


@dataclass(frozen=True, slots=True)
class Taken:
    """A decision or an action: what, by when, where it stands."""

    kind: str
    key: str
    title: str
    owner: str
    due_on: date | None
    state: str

    @property
    def state_word(self) -> tuple[str, Text]:
        """Tone and word of where it stands."""
        return STATES.get(self.state, STATES["open"])


def taken(reach: Reach, *, on: date, fingerprints: Collection[str] = (), owner: str = "") -> tuple[Taken, ...]:
    """Return the decisions and actions about findings, or those of an owner, that are in reach: open ones first, then the latest."""
    of = Q(owner=owner) if owner else Q(finding__in=list(fingerprints))
    columns = ("key", "title", "owner", "due_on")
    decided = MODELS["decision"].objects.filter(of).values_list(Value("decision"), *columns, "status")
    done = MODELS["action"].objects.filter(of)
    over = done.filter(is_done=True).values_list(Value("action"), *columns, Value("done"))
    going = done.exclude(is_done=True).values_list(Value("action"), *columns, Value("open"))
    found = [
        Taken(kind, key, title, person or "", due_on, "late" if state == "open" and due_on and due_on < on else state or "open")
        for kind, key, title, person, due_on, state in decided.union(over, going, all=True)
        if reach.sees(kind, key)
    ]
    return tuple(sorted(found, key=lambda one: (one.state not in ("open", "late"), -(one.due_on or date.min).toordinal(), one.key)))
