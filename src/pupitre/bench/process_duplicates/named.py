"""Made-up departments whose steps bear names written by hand: pairs that are one work, and pairs that only look so."""

from __future__ import annotations

import csv
import zlib
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pupitre.bench.process_duplicates.company import Company, Task

if TYPE_CHECKING:
    import numpy as np

NAMES: Final = Path(__file__).parent / "names"
HALVES: Final = ("look", "sealed")
"""The pairs that were looked at while the method was made, and those that were not."""
PROCESSES: Final = 3
PLANTED: Final = 4
DECOYS: Final = 6

Pair = tuple[str, str]


@cache
def work() -> Mapping[str, str]:
    """Return, by name, one name for the work that it names: whatever is the same as the same is the same."""
    rows = [pair for kind in ("same", "also") for half in (*HALVES,) for found in pairs(kind, half).values() for pair in found]
    named = {name: name for pair in rows for name in pair}

    def first(name: str) -> str:
        while named[name] != name:
            name = named[name]
        return name

    for one, other in rows:
        named[first(one)] = first(other)
    return {name: first(name) for name in named}


def pairs(kind: str, half: str) -> Mapping[str, Sequence[Pair]]:
    """Return the pairs of one kind (`same`, `different`, or `also`: the same, and never planted) and of one half, by trade."""
    found: dict[str, list[Pair]] = {}
    with (NAMES / f"{kind}.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter=";"):
            side = HALVES[zlib.crc32(f"{row['left']}|{row['right']}".encode()) % 2]
            if side == half:
                found.setdefault(row["field"], []).append((row["left"], row["right"]))
    return found


def likeness(half: str) -> dict[str, list[float]]:
    """Return how alike the method finds the names of each pair of one half, by kind."""
    from pupitre.maths.process.alike.names import compared

    chosen = {kind: [pair for rows in pairs(kind, half).values() for pair in rows] for kind in ("same", "different")}
    names = sorted({name for rows in chosen.values() for pair in rows for name in pair})
    place = {name: at for at, name in enumerate(names)}
    found = compared(names).same
    return {kind: [float(found[place[one], place[other]]) for one, other in rows] for kind, rows in chosen.items()}


def department(chance: np.random.Generator, half: str, trade: str, *, planted: bool) -> Company:
    """Return the processes of three departments of one trade, with steps planted twice or not.

    Both steps of a pair stand at about the same place of two processes; those of one work take about as long. Every company has pairs
    that only look alike.
    """
    units = [f"D{at}" for at in range(PROCESSES)]
    made = Company({f"P{at}": [] for at in range(PROCESSES)}, dict.fromkeys(units, "fr"))
    same, other = pairs("same", half)[trade], pairs("different", half)[trade]
    for rows, count, is_same in ((same, PLANTED * planted, True), (other, DECOYS, False)):
        # No two processes have so much in common that they would be alike as a whole.
        places = chance.permutation(2 * list(combinations(made.tasks, 2)))
        for place, at in zip(places, chance.permutation(len(rows))[:count], strict=False):
            _stand(made, chance, rows[int(at)], place, is_same=is_same)
    for process, tasks in made.tasks.items():
        tasks.sort(key=lambda task: task.rank)
        if not tasks:
            tasks.append(Task("", "", "Début", f"D{process[1:]}", 5.0, 1.0, 0.0))
    return made


def _stand(made: Company, chance: np.random.Generator, pair: Pair, places: Sequence[str], *, is_same: bool) -> None:
    """Let two departments do the two steps of a pair, unless one of them does it already."""
    rank, minutes = float(chance.normal()), float(chance.lognormal(3, 0.8))
    if any(task.name in pair for tasks in made.tasks.values() for task in tasks):
        return
    for process, name in zip(places, pair, strict=True):
        took = (minutes if is_same else float(chance.lognormal(3, 0.8))) * float(chance.lognormal(0, 0.2))
        unit, near = f"D{process[1:]}", rank + float(chance.normal(0, 0.2))
        made.tasks[process].append(Task(work().get(name, name), "", name, unit, took, 0.95, near))
    if is_same:
        made.steps.add(frozenset(f"{process}/{name}" for process, name in zip(places, pair, strict=True)))
