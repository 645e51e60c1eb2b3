"""Which domains there are, and in which order they examine."""

from __future__ import annotations

from functools import cache
from graphlib import CycleError, TopologicalSorter
from importlib.metadata import entry_points

from pupitre.kernel import N_, Domain, PupitreError, Text
from pupitre.tables import TABLES

GROUP = "pupitre.domains"


@cache
def domains() -> tuple[Domain, ...]:
    """Return every installed domain, those that publish a table before those that read it."""
    return in_order(tuple(point.load() for point in sorted(entry_points(group=GROUP), key=lambda p: p.name)))


def in_order(cards: tuple[Domain, ...]) -> tuple[Domain, ...]:
    """Order domains by what they read and publish.

    Raises:
        PupitreError: Two domains publish one table or share a name, one reads a table nobody has, or they wait for each other in a loop.
    """
    by_name = {card.name: card for card in cards}
    publisher = {table: card.name for card in cards for table in card.publishes}
    if len(by_name) != len(cards) or len(publisher) != sum(len(card.publishes) for card in cards):
        raise PupitreError(Text(N_("Two domains share a name or publish the same table: remove one of them.")))
    graph: dict[str, set[str]] = {}
    for card in cards:
        unknown = [t for t in card.reads if t not in TABLES and t not in publisher]
        if unknown:
            raise PupitreError(Text(N_('The domain "%(name)s" reads "%(table)s", which nobody has.'), name=card.name, table=unknown[0]))
        graph[card.name] = {publisher[t] for t in card.reads if t in publisher}
    try:
        return tuple(by_name[name] for name in TopologicalSorter(graph).static_order())
    except CycleError as loop:
        raise PupitreError(Text(N_("Domains wait for each other in a loop: %(names)s."), names=" → ".join(loop.args[1]))) from loop
