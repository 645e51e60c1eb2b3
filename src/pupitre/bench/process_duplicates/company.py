"""Made-up companies in which some work is done twice, in other words and with noise in the logs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pupitre.bench.process_duplicates.words import OBJECTS, VERBS, name_of

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

PROCESSES = 8
CASES = 150
NOISE = 0.10
ORDER = (
    *("receive", "create", "enter", "collect", "measure", "estimate", "plan", "assign", "compare", "check", "test", "correct", "repair"),
    *("update", "approve", "sign", "print", "pack", "send", "pay", "inform", "cancel", "close", "archive"),
)
"""What is usually done first."""
RARE = 0.03
"""How often a word is a rare one; about as many of the usual ones are in no lexicon either."""
MINUTE = 60_000_000
START = 1_704_067_200_000_000
"""1 January 2024, in microseconds."""
SPAN_DAYS = 200


@dataclass(slots=True)
class Task:
    """A step that a department does: what it is, what it is called, how long it takes."""

    verb: str
    thing: str
    name: str
    unit: str
    minutes: float
    chance: float
    rank: float

    @property
    def what(self) -> tuple[str, str]:
        """What is done, whatever it is called."""
        return self.verb, self.thing


@dataclass(slots=True)
class Company:
    """Processes and what is done twice in them.

    Args:
        tasks: The steps of each process, in order. shared: Cases of each process that bear the number of an object of another one.
        steps: Pairs of steps planted, as `process/name`. processes: Pairs of processes planted. entries: Pairs of steps that enter the
            same object twice.
    """

    tasks: dict[str, list[Task]]
    language: Mapping[str, str]
    steps: set[frozenset[str]] = field(default_factory=set)
    processes: set[frozenset[str]] = field(default_factory=set)
    entries: set[frozenset[str]] = field(default_factory=set)
    shared: dict[str, str] = field(default_factory=dict)

    def same_work(self) -> set[frozenset[str]]:
        """Return every pair of steps of different departments that are the same work."""
        keys: dict[tuple[str, str], list[tuple[str, str]]] = {}
        for process, tasks in self.tasks.items():
            for task in tasks:
                keys.setdefault(task.what, []).append((f"{process}/{task.name}", task.unit))
        return {
            frozenset((one, other))
            for same in keys.values()
            for at, (one, unit) in enumerate(same)
            for other, other_unit in same[at + 1 :]
            if unit != other_unit
        }


def company(chance: np.random.Generator, *, steps: int, processes: int, entries: int) -> Company:
    """Return a company with so many pairs of each kind planted.

    Without any, no two departments do the same to the same thing; they do handle the same things, and the same is done to others.
    """
    units = [f"D{at}" for at in range(PROCESSES)]
    language = {unit: "fr" if chance.random() < 0.65 else "en" for unit in units}
    made = Company({}, language)
    taken: set[tuple[str, str]] = set()
    for at in range(PROCESSES):
        things = list(chance.choice(list(OBJECTS), 2, replace=False))
        made.tasks[f"P{at}"] = []
        for _ in range(int(chance.integers(6, 10))):
            _add(made, chance, f"P{at}", units[at], str(things[int(chance.random() < 0.3)]), taken)
        made.tasks[f"P{at}"].sort(key=lambda task: task.rank)
        for task in made.tasks[f"P{at}"][1:]:
            task.unit = task.unit if chance.random() < 0.75 else units[(at + 1) % PROCESSES]
    for _ in range(steps):
        _plant_step(made, chance, taken)
    for _ in range(processes):
        _plant_process(made, chance, units)
    for _ in range(entries):
        _plant_entry(made, chance, taken)
    return made


def _add(made: Company, chance: np.random.Generator, process: str, unit: str, thing: str, taken: set[tuple[str, str]]) -> None:
    free = [verb for verb in VERBS if (verb, thing) not in taken]
    if free:
        verb = str(chance.choice(free))
        taken.add((verb, thing))
        made.tasks[process].append(_task(made, chance, process, unit, verb, thing, float(chance.lognormal(3, 0.8))))


def _task(made: Company, chance: np.random.Generator, process: str, unit: str, verb: str, thing: str, minutes: float) -> Task:
    while True:
        name = name_of(chance, verb, thing, made.language[unit], RARE)
        if all(task.name != name for task in made.tasks[process]):
            often = 1.0 if chance.random() < 0.7 else 0.8
            return Task(
                verb, thing, name, unit, minutes * float(chance.lognormal(0, 0.2)), often, ORDER.index(verb) + float(chance.normal(0, 3))
            )


def _unit(made: Company, process: str) -> str:
    return made.tasks[process][0].unit


def _plant_step(made: Company, chance: np.random.Generator, taken: set[tuple[str, str]]) -> None:
    """Let another department do a step again: in its own process among steps on the same thing, or once more in the same process."""
    one = str(chance.choice(list(made.tasks)))
    planted = {key for pair in made.steps for key in pair}
    task = made.tasks[one][int(chance.choice([at for at, task in enumerate(made.tasks[one]) if f"{one}/{task.name}" not in planted]))]
    at = made.tasks[one].index(task)
    other = str(chance.choice([name for name in made.tasks if name != one and _unit(made, name) != task.unit]))
    again = other if chance.random() < 0.7 else one
    copied = _task(made, chance, again, _unit(made, other), task.verb, task.thing, task.minutes)
    if again == one:
        made.tasks[one].insert(at + 1, copied)
    else:
        made.tasks[other].append(copied)
        for _ in range(2):
            _add(made, chance, other, _unit(made, other), task.thing, taken)
        made.tasks[other].sort(key=lambda task: task.rank)
    made.steps.add(frozenset((f"{one}/{task.name}", f"{again}/{copied.name}")))


def _plant_process(made: Company, chance: np.random.Generator, units: list[str]) -> None:
    """Let another department run a whole process again, in its words, one step fewer and one apart."""
    one = str(chance.choice([name for name in made.tasks if not any(name in pair for pair in made.processes)]))
    unit = str(chance.choice([unit for unit in units if unit != _unit(made, one)]))
    again = f"{one}bis"
    made.tasks[again] = []
    left_out = int(chance.integers(0, len(made.tasks[one])))
    for at, task in enumerate(made.tasks[one]):
        if at != left_out:
            made.tasks[again].append(_task(made, chance, again, unit, task.verb, task.thing, task.minutes))
    made.processes.add(frozenset((one, again)))


def _plant_entry(made: Company, chance: np.random.Generator, taken: set[tuple[str, str]]) -> None:
    """Let another department enter in its own process what a first one has just entered, under the same number."""
    free = [name for name in made.tasks if name not in made.shared and name not in made.shared.values() and not name.endswith("bis")]
    one, other = (str(name) for name in chance.choice(free, 2, replace=False))
    thing = next((task.thing for task in made.tasks[one] if ("enter", task.thing) not in taken), "report")
    first = _task(made, chance, one, _unit(made, one), "enter", thing, 12.0)
    second = _task(made, chance, other, _unit(made, other), "enter", thing, 12.0)
    taken.add(("enter", thing))
    made.tasks[one].insert(1, first)
    made.tasks[other].insert(0, second)
    made.shared[other] = one
    made.entries.add(frozenset((f"{one}/{first.name}", f"{other}/{second.name}")))


def events(made: Company, chance: np.random.Generator) -> dict[str, pa.Table]:
    """Return the log of each process, one event in ten lost, out of its place or under another name."""
    import numpy as np

    begun = {name: np.sort(chance.integers(0, SPAN_DAYS * 1440, CASES)) for name in made.tasks}
    return {name: _log(made, name, chance, begun) for name in made.tasks}


def _log(made: Company, name: str, chance: np.random.Generator, begun: Mapping[str, object]) -> pa.Table:
    import numpy as np
    import pyarrow as pa

    tasks = made.tasks[name]
    source = made.shared.get(name, name)
    begins = np.asarray(begun[source]) + (600 if source != name else 0)
    rows: list[tuple[str, str, int, int, str, str]] = []
    for case in range(CASES):
        clock = float(begins[case])
        done = [task for task in tasks if chance.random() < task.chance]
        done = [task for task in done if chance.random() >= 0.4 * NOISE]
        for at in range(len(done) - 1):
            if chance.random() < 0.3 * NOISE:
                done[at], done[at + 1] = done[at + 1], done[at]
        for task in done:
            shown = tasks[int(chance.integers(len(tasks)))] if chance.random() < 0.3 * NOISE else task
            start = clock + float(chance.lognormal(np.log(300), 0.8))
            clock = start + task.minutes * float(chance.lognormal(0, 0.4))
            rows.append(
                (f"{name}-{case}", shown.name, START + int(clock * MINUTE), START + int(start * MINUTE), task.unit, f"{source}#{case}")
            )
    columns = list(zip(*rows, strict=True))
    names = ("case", "activity", "ts", "start", "unit", "object")
    return pa.table({column: pa.array(values) for column, values in zip(names, columns, strict=True)})
