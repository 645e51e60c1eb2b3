"""What stands beside the map: the step or the path looked at, or where time is lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pupitre import words
from pupitre.desk.findings import Kept
from pupitre.desk.web.proofs import proof
from pupitre.domains.processes.web.asked import ARROW, Asked
from pupitre.domains.processes.web.picture import Cells, tone
from pupitre.domains.processes.web.sight import Sight
from pupitre.domains.processes.web.writing import lasting
from pupitre.kernel import N_, Text
from pupitre.words import Lang

LOSSES, NEIGHBOURS = 5, 4


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure with its name and the page that proves it."""

    name: Text
    value: str
    link: str


@dataclass(frozen=True, slots=True)
class Line:
    """A step or a path to look at: its name, its figure, a word beside, where it leads."""

    name: str
    value: str
    note: Text | None
    link: str
    proof: str
    tone: str = "calm"


@dataclass(frozen=True, slots=True)
class Panel:
    """What is looked at.

    Args:
        title: Its name. is_way: Whether it is a path. facts: Its figures. into, out: The paths that lead to it and from it.
        only, without: Addresses of the cases that have it, and of those that have not. close: The address without it.
        findings: Findings that name it.
    """

    title: str
    is_way: bool
    facts: tuple[Fact, ...]
    into: tuple[Line, ...]
    out: tuple[Line, ...]
    only: str
    without: str
    close: str
    findings: tuple[Kept, ...]


def panel(seen: Sight, asked: Asked, lang: Lang) -> Panel | None:
    """Return what is looked at; None when nothing is, or when the cases shown do not hold it."""
    if asked.way is not None and asked.way in seen.flow.ways:
        return _way(seen, asked, asked.way, lang)
    if asked.step and asked.step in seen.flow.steps:
        return _step(seen, asked, lang)
    return None


def _step(seen: Sight, asked: Asked, lang: Lang) -> Panel:
    step, key = seen.flow.steps[asked.step], seen.entry.key

    def fact(name: Text, column: str, value: str) -> Fact:
        return Fact(name, value, evidence(asked, "processes.step", column, key, asked.step))

    facts = [
        fact(Text(N_("Times done")), "event_count", words.number(step["event_count"], lang, digits=0)),
        fact(Text(N_("Finished cases that have it")), "case_count", words.number(step["case_count"], lang, digits=0)),
    ]
    if step["wait_days"] is not None:
        facts.append(fact(Text(N_("Wait before it, per case")), "wait_days", lasting(step["wait_days"], lang)))
    if step["wait_share"] is not None:
        facts.append(fact(Text(N_("Share of the lead time")), "wait_share", words.share(step["wait_share"], lang)))
    if step["touch_days"] is not None:
        facts.append(fact(Text(N_("Work on it, per case")), "touch_days", lasting(step["touch_days"], lang)))
    if step["rework_count"]:
        facts.append(fact(Text(N_("Cases that do it again")), "rework_count", words.number(step["rework_count"], lang, digits=0)))
    ways = sorted(seen.flow.ways.values(), key=lambda way: -way["event_count"])
    return Panel(
        title=asked.step,
        is_way=False,
        facts=tuple(facts),
        into=tuple(_neighbour(way, way["from"], asked, seen, lang) for way in ways if way["to"] == asked.step)[:NEIGHBOURS],
        out=tuple(_neighbour(way, way["to"], asked, seen, lang) for way in ways if way["from"] == asked.step)[:NEIGHBOURS],
        only=asked.address(through=(*asked.through, asked.step), step=""),
        without=asked.address(without=(*asked.without, asked.step), step=""),
        close=asked.address(step=""),
        findings=_naming(seen.entry.findings, asked.step),
    )


def _way(seen: Sight, asked: Asked, pair: tuple[str, str], lang: Lang) -> Panel:
    way = seen.flow.ways[pair]
    columns = (
        ("mean_days", Text(N_("Mean time between the two"))),
        ("median_days", Text(N_("Half take less than"))),
        ("p95_days", Text(N_("19 in 20 take less than"))),
    )
    of = ("processes.flow", seen.entry.key, *pair)
    times = Fact(Text(N_("Times taken")), words.number(way["event_count"], lang, digits=0), _proof(asked, of, "event_count"))
    return Panel(
        title=ARROW.join(pair),
        is_way=True,
        facts=(times, *(Fact(name, lasting(way[column], lang), _proof(asked, of, column)) for column, name in columns)),
        into=(),
        out=(),
        only=asked.address(paths=(*asked.paths, pair), way=None),
        without="",
        close=asked.address(way=None),
        findings=_naming(seen.entry.findings, *pair),
    )


def _proof(asked: Asked, of: tuple[str, ...], column: str) -> str:
    return evidence(asked, of[0], column, *of[1:])


def _neighbour(way: Cells, name: str, asked: Asked, seen: Sight, lang: Lang) -> Line:
    pair = (way["from"], way["to"])
    return Line(
        name=name,
        value=words.number(way["event_count"], lang, digits=0),
        note=Text(N_("half in less than %(median)s"), median=lasting(way["median_days"], lang)),
        link=asked.address(way=pair, step="") + "#map",
        proof=evidence(asked, "processes.flow", "event_count", seen.entry.key, *pair),
    )


def losses(seen: Sight, asked: Asked, lang: Lang) -> tuple[Line, ...]:
    """Return the steps before which cases lose most time."""
    waits = sorted((step for step in seen.entry.steps if step["wait_days"]), key=lambda step: (-step["wait_days"], step["activity"]))
    return tuple(
        Line(
            name=step["activity"],
            value=lasting(step["wait_days"], lang),
            note=None
            if step["wait_share"] is None
            else Text(N_("%(share)s of the lead time"), share=words.share(step["wait_share"], lang)),
            link=asked.address(step=step["activity"], way=None) + "#map",
            proof=evidence(asked, "processes.step", "wait_days", seen.entry.key, step["activity"]),
            tone=tone(step["wait_share"]),
        )
        for step in waits[:LOSSES]
    )


def evidence(asked: Asked, table: str, column: str, *key: object) -> str:
    """Return the page that proves a figure: its published row, or the events themselves when filters changed it."""
    return proof("event", "", key[0]) if asked.is_filtered else proof(table, column, *key)


def _naming(kept: Sequence[Kept], *names: str) -> tuple[Kept, ...]:
    """Return the findings whose sentence or proof names all of these steps."""
    found = []
    for one in kept:
        said = {str(value) for value in one.finding.text.values.values()}
        said |= {str(value) for part in one.finding.evidence for row in part.values for value in row}
        said |= {str(value) for part in one.finding.evidence for key in part.keys for value in key}
        if set(names) <= said:
            found.append(one)
    return tuple(found)
