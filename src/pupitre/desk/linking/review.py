"""Where one kind of link stands for one person: what is linked, what is proposed, what serves nothing, what nobody looked at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from pupitre.desk.homes import current
from pupitre.desk.linking.answers import Answers, answers
from pupitre.desk.linking.scoring import Proposal, Thing, Weighing
from pupitre.desk.linking.things import LINKS, Board, Known, LinkKind
from pupitre.desk.rights import Reach, Viewer, reach
from pupitre.records.models import Change


@dataclass(frozen=True, slots=True)
class Review:
    """Where one kind of link stands.

    Args:
        kind: The kind. proposals: Links proposed, the likeliest first. silent: Things not linked yet for which nothing is proposed.
        nothing: Things that somebody said serve nothing, with the reason.
        linked_count: Things linked. waiting_count: Things not linked yet, proposed or not.
    """

    kind: LinkKind
    proposals: tuple[Proposal, ...]
    silent: tuple[Thing, ...]
    nothing: tuple[tuple[Thing, str], ...]
    linked_count: int
    waiting_count: int

    @property
    def likely_count(self) -> int:
        """Links proposed that are more likely than not."""
        return sum(one.is_likely for one in self.proposals)


def review(kind: LinkKind, viewer: Viewer, *, on: date) -> Review:
    """Return where a kind of link stands among the things that a person may link."""
    state = (str(current().path), Change.objects.order_by("-id").values_list("digest", flat=True).first() or "", on)
    board, said = _boards(*state)[kind.name]
    proposed = _proposed(kind.name, *state)
    held = reach(viewer)
    mine = _mine(kind, board, held)
    told = {source for source, _ in board.linked}
    waiting = _waiting(mine, board, said)
    proposals = tuple(
        sorted(
            (one for thing in waiting for one in proposed.get(thing.key, ()) if held.sees(kind.target, one.target.key)),
            key=lambda one: (-one.confidence, one.source.name),
        )
    )
    spoken_of = {one.source.key for one in proposals}
    return Review(
        kind=kind,
        proposals=proposals,
        silent=tuple(sorted((thing for thing in waiting if thing.key not in spoken_of), key=lambda thing: thing.name)),
        nothing=tuple((thing, said.nothing[thing.key]) for thing in mine if thing.key in said.nothing and thing.key not in told),
        linked_count=sum(thing.key in told for thing in mine),
        waiting_count=len(waiting),
    )


def waiting_counts(viewer: Viewer, *, on: date) -> dict[str, int]:
    """Return how many things a person may link are not linked yet, by kind of link."""
    state = (str(current().path), Change.objects.order_by("-id").values_list("digest", flat=True).first() or "", on)
    held = reach(viewer)
    return {
        name: len(_waiting(_mine(LINKS[name], board, held), board, said)) if board.targets else 0
        for name, (board, said) in _boards(*state).items()
    }


def _mine(kind: LinkKind, board: Board, held: Reach) -> list[Thing]:
    return [thing for thing in board.sources if held.holds(kind.source, thing.key)]


def _waiting(mine: list[Thing], board: Board, said: Answers) -> list[Thing]:
    told = {source for source, _ in board.linked}
    return [thing for thing in mine if thing.key not in told and thing.key not in said.nothing]


@lru_cache(maxsize=8)
def _boards(_home: str, _change: str, on: date) -> Mapping[str, tuple[Board, Answers]]:
    """Return the things of every kind of link and what was answered: read once for each state of the home."""
    known = Known(on)
    said = answers()
    return {name: (kind.board(known), said.get(name, Answers({}, {}))) for name, kind in LINKS.items()}


@lru_cache(maxsize=16)
def _proposed(name: str, home: str, change: str, on: date) -> Mapping[str, tuple[Proposal, ...]]:
    """Return what is proposed for each thing that waits: worked out once for each state of the home."""
    board, said = _boards(home, change, on)[name]
    weighing = Weighing(board.sources, board.targets, board.linked)
    refused: dict[str, set[str]] = defaultdict(set)
    for source, target in said.refused:
        refused[source].add(target)
    most = 1 if LINKS[name].field else None
    waiting = _waiting(list(board.sources), board, said)
    return {thing.key: tuple(weighing.proposals(thing, without=refused[thing.key])[:most]) for thing in waiting}
