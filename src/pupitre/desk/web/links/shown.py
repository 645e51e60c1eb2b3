"""The links to confirm as a page lays them out: grouped, filtered, told in one sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode

from pupitre.desk.linking.review import Review
from pupitre.desk.linking.scoring import Proposal, Thing
from pupitre.desk.linking.things import LINKS, LinkKind
from pupitre.desk.web.addresses import address
from pupitre.desk.web.labels import KINDS
from pupitre.kernel import N_, Text

PAGES = {
    "project": "portfolio:project",
    "objective": "strategy:objective",
    "axis": "strategy:axis",
    "kpi": "performance:kpi",
    "action": "decide:action",
    "decision": "decide:decision",
}
AT_ONCE = 40
"""Proposals on one page."""


@dataclass(frozen=True, slots=True)
class Line:
    """One proposal: what a box stands for, the thing it shows, its reasons.

    Args:
        value: The pair, as the box sends it. thing: The other side of the group. link: Its page. unit: The name of its department.
        proposal: The proposal. is_ticked: Whether the box is ticked from the start.
    """

    value: str
    thing: Thing
    link: str
    unit: str
    proposal: Proposal
    is_ticked: bool


@dataclass(frozen=True, slots=True)
class Group:
    """What may be linked to one thing."""

    thing: Thing
    link: str
    unit: str
    kind: Text
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Tab:
    """A kind of link, or a way of grouping: its words, its address, its count."""

    title: Text
    link: str
    is_current: bool
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Filters:
    """What the address asks for.

    Args:
        by: `target` or `source`. unit: A department, empty for all. asked: Words looked for. is_sure: Whether likely links are ticked.
    """

    by: str
    unit: str
    asked: str
    is_sure: bool

    @classmethod
    def of(cls, question: QueryDict) -> Filters:
        """Return the filters of an address."""
        by = "source" if question.get("by") == "source" else "target"
        return cls(by, question.get("unit", ""), question.get("q", "").strip(), question.get("sure") == "1")

    def keeps(self, one: Thing, other: Thing | None = None) -> bool:
        """Tell whether a thing, or its proposal, is asked for."""
        said = f"{one.name} {one.key} {other.name if other else ''}".casefold()
        return (not self.unit or self.unit in one.units) and self.asked.casefold() in said


def sentence(found: Review) -> tuple[Text, Text]:
    """Return the answer of the page and what supports it."""
    if not found.waiting_count:
        return Text(N_("Everything is linked, or known to serve nothing.")), _linked(found)
    head = Text.many(N_("%(count)s is not linked yet"), N_("%(count)s are not linked yet"), count=found.waiting_count)
    if not found.proposals:
        return Text(N_("%(waiting)s; nothing can be proposed."), waiting=head), _linked(found)
    many = Text.many(N_("%(count)s link is proposed"), N_("%(count)s links are proposed"), count=len(found.proposals))
    likely = Text.many(N_("%(count)s is likely"), N_("%(count)s are likely"), count=found.likely_count)
    if not found.likely_count:
        return Text(N_("%(waiting)s; %(proposed)s, none of them likely."), waiting=head, proposed=many), _linked(found)
    return Text(N_("%(waiting)s; %(proposed)s, of which %(likely)s."), waiting=head, proposed=many, likely=likely), _linked(found)


def _linked(found: Review) -> Text:
    linked = Text(N_("None is linked yet"))
    if found.linked_count:
        linked = Text.many(N_("%(count)s is linked"), N_("%(count)s are linked"), count=found.linked_count)
    if not found.nothing:
        return Text(N_("%(linked)s. Nothing is written before you say so, and every answer can be undone."), linked=linked)
    nothing = Text.many(N_("%(count)s serves nothing"), N_("%(count)s serve nothing"), count=len(found.nothing))
    return Text(
        N_("%(linked)s, %(nothing)s. Nothing is written before you say so, and every answer can be undone."), linked=linked, nothing=nothing
    )


def groups(found: Review, asked: Filters, units: Mapping[str, str], ticked: frozenset[str] = frozenset()) -> tuple[Group, ...]:
    """Return the proposals asked for, grouped by what is served or by what serves; `ticked` are the pairs already ticked."""
    kept = [one for one in found.proposals if asked.keeps(one.source, one.target)][:AT_ONCE]
    is_by_source = asked.by == "source"
    mine, theirs = (found.kind.source, found.kind.target) if is_by_source else (found.kind.target, found.kind.source)

    def head(one: Proposal) -> Thing:
        return one.source if is_by_source else one.target

    order = {thing.key: at for at, thing in reversed(list(enumerate(map(head, kept))))}
    made = []
    for _, several in groupby(sorted(kept, key=lambda one: order[head(one).key]), key=lambda one: head(one).key):
        listed = list(several)
        lines = tuple(_line(one, one.target if is_by_source else one.source, theirs, units, asked, ticked) for one in listed)
        first = head(listed[0])
        made.append(Group(first, link_of(mine, first.key), units.get(first.unit, ""), KINDS[mine], lines))
    return tuple(made)


def _line(one: Proposal, other: Thing, kind: str, units: Mapping[str, str], asked: Filters, ticked: frozenset[str]) -> Line:
    value = f"{one.source.key}\t{one.target.key}"
    return Line(
        value, other, link_of(kind, other.key), units.get(other.unit, ""), one, value in ticked or (asked.is_sure and one.is_likely)
    )


def link_of(kind: str, key: str) -> str:
    """Return the page of a thing; its form when it has no page."""
    return (address(PAGES[kind], key) if kind in PAGES else "") or address("objects:edit", kind, key)


def tabs(current: LinkKind, counts: Mapping[str, int]) -> tuple[Tab, ...]:
    """Return the kinds of links, those that wait for an answer and the one shown."""
    home = reverse("links:home")
    return tuple(
        Tab(kind.title, f"{home}?{urlencode({'kind': name})}", kind is current, counts[name])
        for name, kind in LINKS.items()
        if counts[name] or kind is current
    )


def ways(kind: LinkKind, asked: Filters) -> tuple[Tab, ...]:
    """Return the two ways of grouping."""
    home = reverse("links:home")
    named = {"target": KINDS[kind.target], "source": KINDS[kind.source]}
    rest = {name: value for name, value in (("unit", asked.unit), ("q", asked.asked)) if value}
    return tuple(Tab(title, f"{home}?{urlencode({'kind': kind.name, 'by': by, **rest})}", by == asked.by) for by, title in named.items())
