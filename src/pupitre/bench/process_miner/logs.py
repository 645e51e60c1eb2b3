"""The logs that the miner is measured on, as paths with their number of cases."""

from __future__ import annotations

import csv
import io
import json
import random
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

Paths = dict[tuple[str, ...], int]
Plan = Any  # a nested list: an operator and its parts, or a name


def paths_of(rows: Iterable[tuple[str, str, Any]]) -> Paths:
    """Return the paths of rows (case, activity, time); ties keep the order of the rows."""
    cases: dict[str, list[tuple[Any, int, str]]] = {}
    for at, (case, activity, moment) in enumerate(rows):
        cases.setdefault(case, []).append((moment, at, activity))
    return dict(Counter(tuple(activity for _, _, activity in sorted(events)) for events in cases.values()))


def helpdesk(folder: Path) -> Paths:
    with (folder / "helpdesk.csv").open(newline="", encoding="utf-8") as file:
        return paths_of((row["CaseID"], row["ActivityID"], row["CompleteTimestamp"]) for row in csv.DictReader(file))


def incidents(folder: Path) -> Paths:
    with zipfile.ZipFile(folder / "uci498_incident_event_log.zip") as archive, archive.open(archive.namelist()[0]) as raw:
        rows = csv.DictReader(io.TextIOWrapper(raw, encoding="utf-8", newline=""))
        return paths_of((row["number"], row["ident_state"], _minute(row["sys_updated_at"])) for row in rows)


def _minute(text: str) -> datetime:
    return datetime.strptime(text, "%d/%m/%Y %H:%M")  # noqa: DTZ007 - the log has one clock, and only the order counts


def loans(folder: Path) -> Paths:
    with (folder / "loanapp_simplified.csv").open(newline="", encoding="utf-8") as file:
        return paths_of((row["case:concept:name"], row["concept:name"], row["time:timestamp"]) for row in csv.DictReader(file))


def flattened(kind: str) -> Callable[[Path], Paths]:
    """Return the reader of the log with objects, seen from one type of object."""

    def read(folder: Path) -> Paths:
        log = json.loads((folder / "synthetic_order_to_cash.ocel2.json").read_text(encoding="utf-8"))
        wanted = {thing["id"] for thing in log["objects"] if thing["type"] == kind}
        return paths_of(
            (link["objectId"], event["type"], event["time"])
            for event in log["events"]
            for link in event["relationships"]
            if link["objectId"] in wanted
        )

    return read


CARE: Plan = [
    "sequence",
    "register",
    ["option", "triage"],
    "sepsis sheet",
    ["parallel", ["option", "infusion"], "antibiotics"],
    ["loop", ["parallel", "leucocytes", "crp", ["option", "lactic acid"]], "wait"],
    ["option", ["xor", "normal care", "intensive care"]],
    ["loop", "blood test", "wait again"],
    ["xor", "release a", "release b", "release c"],
    ["option", "return"],
]
PURCHASE: Plan = [
    "sequence",
    "request",
    ["loop", ["sequence", "check", "approve"], "correct"],
    "order",
    ["parallel", ["sequence", "receive", ["option", "inspect"]], ["sequence", "invoice", ["xor", "match", "block"]]],
    "pay",
]
CLAIM: Plan = [
    "sequence",
    "open",
    ["xor", ["sequence", "expert", ["option", "second expert"], "estimate"], ["loop", "call", "letter"]],
    ["parallel", "decide", "inform", ["option", "audit"]],
    ["xor", "settle", "refuse"],
    "close",
]


def generated(plan: Plan, cases: int, *, noise: float, seed: int) -> Callable[[Path], Paths]:
    """Return a maker of cases that play a plan, some of them with an event lost, repeated or moved."""

    def make(_: Path) -> Paths:
        chance = random.Random(seed)
        found: Counter[tuple[str, ...]] = Counter()
        for _case in range(cases):
            path = played(plan, chance)
            if chance.random() < noise:
                at = chance.randrange(len(path))
                kind = chance.randrange(3)
                event = path.pop(at)
                if kind:
                    path.insert(chance.randrange(len(path) + 1), event)
                if kind == 2:
                    path.insert(at, event)
            found[tuple(path)] += 1
        return dict(found)

    return make


def played(plan: Plan, chance: random.Random) -> list[str]:
    """Return one path through a plan."""
    if isinstance(plan, str):
        return [plan]
    operator, *parts = plan
    if operator == "option":
        return played(parts[0], chance) if chance.random() < 0.7 else []
    if operator == "xor":
        return played(chance.choice(parts), chance)
    if operator == "sequence":
        return [event for part in parts for event in played(part, chance)]
    if operator == "loop":
        path = played(parts[0], chance)
        while chance.random() < 0.4:
            path += played(parts[1], chance) + played(parts[0], chance)
        return path
    ways = [played(part, chance) for part in parts]
    path = []
    while any(ways):
        way = chance.choice([way for way in ways if way])
        path.append(way.pop(0))
    return path


LOGS: dict[str, Callable[[Path], Paths]] = {
    "helpdesk": helpdesk,
    "uci498": incidents,
    "loanapp": loans,
    "ocel-order": flattened("order"),
    "ocel-item": flattened("item"),
    "made-care": generated(CARE, 1050, noise=0.05, seed=5),
    "made-purchase": generated(PURCHASE, 2000, noise=0.1, seed=6),
    "made-claim": generated(CLAIM, 2000, noise=0.15, seed=7),
}
