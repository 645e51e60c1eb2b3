"""Random process trees played out with noise: whether what is found of them is what pm4py finds."""

from __future__ import annotations

import random
import re
from typing import Any

from pupitre.bench.process_miner.logs import Paths, Plan, generated
from pupitre.maths.process.conformance import fault, precision, replay
from pupitre.maths.process.discovery import TAU, Block, Leaf, Tree, block, mine, to_net
from pupitre.maths.process.discovery.tree import Operator

Json = dict[str, Any]  # a report is dynamic values
SIGNS: dict[str, Operator] = {"X": "xor", "->": "sequence", "+": "parallel", "*": "loop"}


def plan(chance: random.Random, names: list[str], depth: int = 0) -> Plan:
    """Return a random plan in which each name stands once."""
    if len(names) == 1 or depth == 5:
        return ["sequence", *names] if len(names) > 1 else names[0]
    kind = chance.choices(("sequence", "xor", "parallel", "loop", "option"), (45, 25, 15, 10, 15))[0]
    if kind == "option":
        return ["option", plan(chance, names, depth + 1)]
    parts = 2 if kind == "loop" else min(len(names), chance.randint(2, 4))
    cuts = sorted(chance.sample(range(1, len(names)), parts - 1))
    groups = [names[low:high] for low, high in zip([0, *cuts], [*cuts, len(names)], strict=True)]
    return [kind, *(plan(chance, group, depth + 1) for group in groups)]


def logs(count: int, *, seed: int, noise: float, cases: int = 400) -> list[Paths]:
    """Return logs of random plans, a share of whose cases have an event lost, repeated or moved."""
    from pathlib import Path

    made = []
    for at in range(count):
        chance = random.Random(f"{seed} {at}")
        names = [f"a{n:02}" for n in range(chance.randint(3, 16))]
        played = generated(["sequence", "begin", plan(chance, names)], cases, noise=noise, seed=seed * 1000 + at)
        made.append({path: times for path, times in played(Path()).items() if path})
    return made


def read(text: str) -> Tree:
    """Return the tree that a text says, in the signs of the literature.

    >>> str(read("->( 'a', X( tau, 'b' ) )"))
    "->( 'a', X( tau, 'b' ) )"
    """
    words = re.findall(r"'[^']*'|tau|->|[X+*()]", text)
    place = 0

    def one() -> Tree:
        nonlocal place
        word = words[place]
        place += 1
        if word not in SIGNS:
            return TAU if word == "tau" else Leaf(word[1:-1])
        place += 1
        children = []
        while words[place] != ")":
            children.append(one())
        place += 1
        if word == "*" and len(children) > 2:
            return Block("loop", (children[0], block("xor", children[1:])))
        return block(SIGNS[word], children)

    return one()


def plain(tree: Tree) -> str:
    """Return a tree as a text in which the order of choices and of parallel parts does not matter."""
    if isinstance(tree, Leaf):
        return str(tree)
    children = [plain(child) for child in tree.children]
    return f"{tree.operator}({', '.join(sorted(children) if tree.operator in ('xor', 'parallel') else children)})"


def beside(made: list[Paths], theirs: list[str]) -> Json:
    """Return how many trees are the same, and of the others how far fitness and precision lie apart, both under our judge."""
    report: Json = {"logs": len(made), "same": 0, "sound": 0, "too_large_to_tell": 0, "differing": []}
    for at, (paths, text) in enumerate(zip(made, theirs, strict=True)):
        ours, other = mine(paths).tree, read(text)
        found = fault(to_net(ours))
        report["sound"] += found is None
        report["too_large_to_tell"] += found == "too_large"
        if plain(ours) == plain(other):
            report["same"] += 1
            continue
        nets = to_net(ours), to_net(other)
        fitness = [round(replay(net, paths).fitness, 5) for net in nets]
        precise = [round(precision(net, paths).value, 5) for net in nets]
        report["differing"].append({"log": at, "fitness": fitness, "precision": precise, "ours": str(ours), "theirs": str(other)})
    return report
