"""The tasks, events and gateways of a diagram as the transitions of a net."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pupitre.kernel import N_, InputError, Text
from pupitre.kernel import Place as Where
from pupitre.maths.process.discovery.net import Net, Transition, reduced


@dataclass(frozen=True, slots=True)
class Node:
    """A shape of the diagram: task, start, end, event, xor, parallel or inclusive."""

    key: str
    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Flow:
    """An arrow between two shapes."""

    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A diagram whose arrows all join shapes that are read."""

    nodes: Mapping[str, Node]
    flows: tuple[Flow, ...]

    def entering(self, key: str) -> list[int]:
        """The arrows that lead to a shape."""
        return [at for at, flow in enumerate(self.flows) if flow.target == key]

    def leaving(self, key: str) -> list[int]:
        """The arrows that leave a shape."""
        return [at for at, flow in enumerate(self.flows) if flow.source == key]


def net_of(draft: Draft, where: Where) -> Net:
    """Return the net of a diagram: a place for each arrow, and for what goes on inside a shape.

    Raises:
        InputError: The diagram has no start or no end, or an inclusive gateway that is not closed by one of its own.
    """
    return _Builder(draft, where).built()


class _Builder:
    def __init__(self, draft: Draft, where: Where) -> None:
        self.draft = draft
        self.where = where
        self.count = len(draft.flows)
        self.source, self.sink = self.place(), self.place()
        self.transitions: list[Transition] = []
        self.passed: dict[int, int] = {}
        self.closing: dict[int, int] = {}

    def place(self) -> int:
        self.count += 1
        return self.count - 1

    def silent(self, takes: list[int], gives: list[int]) -> None:
        self.transitions.append(Transition(None, tuple(takes), tuple(gives)))

    def built(self) -> Net:
        starts = [key for key in self.draft.nodes if not self.draft.entering(key)]
        ends = [key for key in self.draft.nodes if not self.draft.leaving(key)]
        if not starts or not ends:
            raise InputError(
                Text(N_("The diagram has no beginning")) if not starts else Text(N_("The diagram has no end")),
                where=self.where,
                mend=Text(N_("Draw a start event and an end event.")),
            )
        for key, node in self.draft.nodes.items():
            if node.kind == "inclusive" and len(self.draft.leaving(key)) > 1:
                self.pair(key)
        for node in self.draft.nodes.values():
            self.shape(node)
        return reduced(self.transitions, self.source, self.sink)

    def shape(self, node: Node) -> None:
        """Add the transitions of a shape; one without arrows to it begins cases, one without arrows from it ends them."""
        entering = self.draft.entering(node.key) or [self.source]
        leaving = self.draft.leaving(node.key) or [self.sink]
        if node.kind == "parallel":
            self.silent(entering, leaving)
        elif node.kind == "xor":
            middle = self.place()
            for flow in entering:
                self.silent([flow], [middle])
            for flow in leaving:
                self.silent([middle], [flow])
        elif node.kind == "inclusive":
            self.inclusive(node, entering, leaving)
        else:
            before = self.place()
            for flow in entering:
                self.silent([flow], [before])
            self.transitions.append(Transition(node.name if node.kind == "task" else None, (before,), tuple(leaving)))

    def inclusive(self, node: Node, entering: list[int], leaving: list[int]) -> None:
        """Add a gateway that opens some of its ways: one at once, each other when it is needed.

        The ways not opened are passed by, straight to the gateway that closes them.
        """
        inside = self.place()
        if len(entering) > 1:
            if any(flow not in self.passed for flow in entering):
                raise self.unpaired(node)
            closed = [self.place() for _ in entering]
            for flow, done in zip(entering, closed, strict=True):
                self.silent([flow], [done])
                self.silent([self.passed[flow]], [done])
            self.silent(closed, [inside])
        else:
            self.silent(entering, [inside])
        if len(leaving) == 1:
            self.silent([inside], leaving)
            return
        waiting = {flow: self.place() for flow in leaving}
        for flow in leaving:
            self.silent([inside], [flow, *(place for other, place in waiting.items() if other != flow)])
            self.silent([waiting[flow]], [flow])
            self.silent([waiting[flow]], [self.passed[self.closing[flow]]])

    def pair(self, key: str) -> None:
        """Find the gateway that closes an inclusive one: each way out leads there, by an arrow of its own, and nowhere else.

        The nearest gateway that all the ways lead to is the one; the arrows by which a way arrives are those reached without crossing it.
        """
        node, ways = self.draft.nodes[key], self.draft.leaving(key)
        for other in self.draft.nodes.values():
            arrows = self.draft.entering(other.key)
            if other.kind != "inclusive" or len(arrows) != len(ways) or other.key == key:
                continue
            arrivals = [self.arrivals(way, other.key) for way in ways]
            alone = [found[0] for found in arrivals if found is not None and len(found) == 1]
            if sorted(alone) == sorted(arrows):
                for way, arrow in zip(ways, alone, strict=True):
                    self.closing[way] = arrow
                    self.passed[arrow] = self.place()
                return
        raise self.unpaired(node)

    def arrivals(self, way: int, target: str) -> list[int] | None:
        """Return the arrows by which a way comes to a shape, or None when it can end elsewhere."""
        found: list[int] = []
        seen = {way}
        waiting = [way]
        while waiting:
            flow = waiting.pop()
            reached = self.draft.flows[flow].target
            if reached == target:
                found.append(flow)
                continue
            onwards = self.draft.leaving(reached)
            if not onwards:
                return None
            fresh = [after for after in onwards if after not in seen]
            seen.update(fresh)
            waiting += fresh
        return found

    def unpaired(self, node: Node) -> InputError:
        return InputError(
            Text(N_("An inclusive gateway is not closed by one of its own: %(name)s"), name=node.name),
            where=self.where,
            mend=Text(N_("Close the branches it opens with one inclusive gateway, or use exclusive and parallel ones.")),
        )
