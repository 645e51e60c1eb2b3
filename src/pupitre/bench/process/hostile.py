"""Logs of the shapes that nobody hopes for, small and made up, on which every figure must still be that of others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import numpy as np
import pyarrow as pa

Event = tuple[str | None, str | None, int | None, str | None]
"""Case, activity, moment (µs since 1970 UTC), resource: in the order of the file."""

MONDAY = 1_704_067_200_000_000
HOUR = 3_600_000_000
YEAR = 8_766 * HOUR
ODD = (
    "Réception ", "Réception", "re\u0301ception", "RÉCEPTION", "发票", "فاتورة", "🧾 facture", 'dit "oui"', "à\nla ligne", "tab\tulation",
    "; drop table", "%(name)s", "'", "\u200b", "null", "NaN", "-", "001", "1", "1.0", "a,b", "a|b", "\\", "x" * 300,
)  # fmt: skip


def table(events: Iterable[Event]) -> pa.Table:
    """Return events as a file of them holds them: `case`, `activity`, `at` and, where one is told, `resource`."""
    rows = list(zip(*events, strict=True))
    columns = {
        "case": pa.array(rows[0], pa.string()),
        "activity": pa.array(rows[1], pa.string()),
        "at": pa.array(rows[2], pa.timestamp("us", tz="UTC")),
    }
    if any(who is not None for who in rows[3]):
        columns["resource"] = pa.array(rows[3], pa.string())
    return pa.table(columns)


def drawn(
    seed: int,
    *,
    cases: int,
    events: int,
    names: Sequence[str] = "abcdefg",
    first: int = MONDAY,
    span: int = 90 * 24 * HOUR,
    step: int = 1,
    persons: int = 0,
) -> list[Event]:
    """Return events drawn at random: of any case, any activity, at any moment that is a multiple of `step`."""
    chance = np.random.default_rng(seed)
    case, name = chance.integers(0, cases, events), chance.integers(0, len(names), events)
    at = first + chance.integers(0, max(1, span // step), events) * step
    who = chance.integers(0, persons, events) if persons else None
    return [
        (f"c{case[n]}", names[int(name[n])], int(at[n]), f"R{who[n]}" if who is not None else None)  # one row at a time: some thousands
        for n in range(events)
    ]


def played(seed: int, *, cases: int, path: Sequence[str], again: float, gap: int = HOUR) -> list[Event]:
    """Return cases that follow a path and begin it again with some chance after each step."""
    chance = np.random.default_rng(seed)
    told: list[Event] = []
    for case in range(cases):
        at, place = MONDAY + case * 17 * gap, 0
        for _ in range(400):
            at += int(chance.exponential(gap))
            told.append((f"n°{case}", path[place], at, f"R{chance.integers(0, 5)}"))
            place = 0 if chance.random() < again else place + 1
            if place == len(path):
                break
    return told


def one_path_each() -> list[Event]:
    """Return cases of which no two take the same path, each of 30 steps."""
    chance = np.random.default_rng(11)
    return [
        (f"c{case}", f"s{name}", MONDAY + case * HOUR + at * 60_000_000, None)
        for case in range(120)
        for at, name in enumerate(chance.permutation(30))
    ]


def one_case_of_all() -> list[Event]:
    """Return one case of thousands of events among cases of one."""
    giant = [("giant", "abc"[at % 3], MONDAY + at * 1_000_000, f"R{at % 4}") for at in range(6000)]
    return [*giant, *((f"c{at}", "a", MONDAY + at * HOUR, "R0") for at in range(500))]


def with_holes() -> list[Event]:
    """Return events of which some have no case, no activity or no moment."""
    told = drawn(12, cases=80, events=1500, persons=4)
    chance = np.random.default_rng(13)
    for at in chance.choice(len(told), 120, replace=False):
        told[at] = tuple(value if place != at % 3 else None for place, value in enumerate(told[at]))  # type: ignore[assignment]
    return told


def some_resources() -> list[Event]:
    """Return events of which a third name nobody."""
    told = drawn(16, cases=70, events=1500, persons=5)
    return [(case, name, at, who if place % 3 else None) for place, (case, name, at, who) in enumerate(told)]


def alike_but_one() -> list[Event]:
    """Return long cases of one path, but for two steps that change places in each of them."""
    names = [f"s{at % 10}" for at in range(60)]
    told: list[Event] = []
    for case in range(59):
        path = names.copy()
        path[case], path[case + 1] = path[case + 1], path[case]
        told += [(f"c{case:02}", name, MONDAY + case * HOUR + at * 1_000_000, "R1") for at, name in enumerate(path)]
    return told


SHAPES: dict[str, Callable[[], list[Event]]] = {
    "one-event": lambda: [("only", "a", MONDAY, "R1")],
    "one-case": lambda: [("only", "abcde"[at % 5], MONDAY + at * at * 1_000_000, "R1") for at in range(900)],
    "single-events": lambda: [(f"c{at}", "abc"[at % 3], MONDAY + at, "R1") for at in range(700)],
    "one-moment": lambda: drawn(1, cases=40, events=1200, span=1, persons=3),
    "few-moments": lambda: drawn(2, cases=60, events=2000, span=3 * 24 * HOUR, step=24 * HOUR, persons=5),
    "microseconds": lambda: drawn(3, cases=90, events=2000, span=5000),
    "centuries": lambda: drawn(4, cases=70, events=1500, span=200 * YEAR, persons=4),
    "before-1970": lambda: drawn(5, cases=50, events=1000, first=MONDAY - 130 * YEAR),
    "backwards": lambda: sorted(drawn(6, cases=50, events=1500, persons=6), key=lambda one: -(one[2] or 0)),
    "loops": lambda: played(7, cases=80, path="abcd", again=0.3),
    "again-and-again": lambda: played(8, cases=40, path="a" * 9, again=0.02),
    "odd-names": lambda: drawn(9, cases=60, events=2500, names=ODD, persons=3),
    "odd-cases": lambda: [(f"{ODD[int((case or 'c0')[1:])]}", name, at, who) for case, name, at, who in drawn(10, cases=24, events=900)],
    "one-path-each": one_path_each,
    "giant-case": one_case_of_all,
    "holes": with_holes,
    "alike-but-one": alike_but_one,
    "many-activities": lambda: [(f"c{at % 301}", f"activity {at % 10_000}", MONDAY + at * at, None) for at in range(13_000)],
    "many-resources": lambda: drawn(15, cases=300, events=3000, persons=600),
    "some-resources": some_resources,
    "two-activities": lambda: drawn(17, cases=500, events=5000, names="ab", persons=2),
    "seconds": lambda: drawn(18, cases=200, events=4000, span=24 * HOUR, step=1_000_000, persons=8),
}  # fmt: skip
