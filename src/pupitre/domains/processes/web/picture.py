"""The map of a process: what is drawn of its steps and paths, at a level of detail, by frequency or by time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from pupitre import words
from pupitre.charts import Box, Chart, Tone, Way, flow_map
from pupitre.domains.processes.web.asked import BAREST, LEVELS, Asked
from pupitre.domains.processes.web.writing import lasting
from pupitre.kernel import N_, Text
from pupitre.maths.process.filters import relevant
from pupitre.words import Lang

Cells = Mapping[str, Any]  # rows of any table
Pair = tuple[str, str]
START, END = "\x00start", "\x00end"
LONG, LONGER = 0.1, 0.2
"""Share of the lead time from which a step or a path is marked, and from which it is a bottleneck."""
DRAWN = 120
"""Paths drawn at most: beyond, a map is a tangle; the table holds all of them."""


@dataclass(frozen=True, slots=True)
class Picture:
    """The map for a wide page and for a phone, and how much of the process it shows."""

    wide: Chart
    narrow: Chart
    shown_ways: int
    all_ways: int
    shown_steps: int
    all_steps: int
    is_cut: bool


@dataclass(frozen=True, slots=True)
class Flow:
    """The passages of a process.

    Args:
        steps: Its steps, as published, by name. ways: Its paths, as published, by both ends.
        starts, ends: How many cases begin and end with each step.
    """

    steps: Mapping[str, Cells]
    ways: Mapping[Pair, Cells]
    starts: Mapping[str, int]
    ends: Mapping[str, int]


def flow_of(steps: Sequence[Cells], ways: Sequence[Cells]) -> Flow:
    """Return the passages of a process; a step done more often than passages lead to it begins the difference, and so for ends."""
    into: dict[str, int] = {}
    out: dict[str, int] = {}
    for way in ways:
        into[way["to"]] = into.get(way["to"], 0) + way["event_count"]
        out[way["from"]] = out.get(way["from"], 0) + way["event_count"]
    counts = {step["activity"]: step["event_count"] for step in steps}
    starts = {name: count - into.get(name, 0) for name, count in counts.items() if count > into.get(name, 0)}
    ends = {name: count - out.get(name, 0) for name, count in counts.items() if count > out.get(name, 0)}
    return Flow({step["activity"]: step for step in steps}, {(way["from"], way["to"]): way for way in ways}, starts, ends)


def picture(flow: Flow, asked: Asked, back: Sequence[Pair], *, title: str, lang: Lang) -> Picture | None:
    """Return the map at the level asked for; None when nothing follows anything.

    Args:
        flow: The passages. asked: The choices of the address. title: What is drawn. lang: The reader's language.
        back: Paths that go back, drawn at every level but the barest where both their steps are: rare as they are, they matter.
    """
    if not flow.ways:
        return None
    kept = _kept(flow, LEVELS[asked.level])
    names = {name for pair in kept for name in pair}
    if asked.level != BAREST:
        kept += [pair for pair in back if pair in flow.ways and pair not in kept and names.issuperset(pair)]
    is_cut = len(kept) > DRAWN
    kept = kept[:DRAWN]
    names = {name for pair in kept for name in pair} | ({asked.step} if asked.step else set())
    if asked.way and asked.way in flow.ways and asked.way not in kept:
        kept, names = [*kept, asked.way], names | set(asked.way)
    boxes = [_edge(START, flow, names, lang), *_boxes(flow, names, asked, lang), _edge(END, flow, names, lang)]
    ways = _ways(flow, kept, asked, lang) + _edges(flow, names, asked, lang)
    table = [_line(flow.ways[pair], pair, lang) for pair in sorted(kept, key=lambda one: -flow.ways[one]["event_count"])]
    heads = (N_("Step"), N_("Next step"), N_("Times"), N_("Mean"), N_("Half take less than"), N_("19 in 20 take less than"))
    more: dict[str, Any] = {
        "title": title,
        "summary": words.render(_summary(flow, kept), lang),
        "columns": tuple(words.render(Text(head), lang) for head in heads),
        "rows": tuple(table),
    }
    return Picture(
        wide=flow_map(boxes, ways, **more),
        narrow=flow_map(boxes, ways, narrow=True, **more),
        shown_ways=len(kept),
        all_ways=len(flow.ways),
        shown_steps=len(names & flow.steps.keys()),
        all_steps=len(flow.steps),
        is_cut=is_cut,
    )


def _kept(flow: Flow, share: float) -> list[Pair]:
    """Return the paths that a level of detail keeps, the most frequent first."""
    table = pa.table(
        {
            "from": pa.array([pair[0] for pair in flow.ways], pa.string()),
            "to": pa.array([pair[1] for pair in flow.ways], pa.string()),
            "count": pa.array([way["event_count"] for way in flow.ways.values()], pa.int64()),
        }
    )
    table = relevant(table, _counted(flow.starts), _counted(flow.ends), share)
    pairs = list(zip(table.column("from").to_pylist(), table.column("to").to_pylist(), strict=True))
    return sorted(pairs, key=lambda one: (-flow.ways[one]["event_count"], one))


def _counted(counts: Mapping[str, int]) -> pa.Table:
    """Return counts by step as the measures give them."""
    return pa.table({"activity": pa.array(counts.keys(), pa.string()), "count": pa.array(counts.values(), pa.int64())})


def _summary(flow: Flow, kept: Sequence[Pair]) -> Text:
    worst = max(flow.steps.values(), key=lambda step: step["wait_share"] or 0.0, default=None)
    if worst is None or not worst["wait_share"]:
        return Text.many(N_("%(count)s path between steps."), N_("%(count)s paths between steps."), count=len(kept))
    return Text.many(
        N_("%(count)s path between steps; work waits most before “%(step)s”."),
        N_("%(count)s paths between steps; work waits most before “%(step)s”."),
        count=len(kept),
        step=worst["activity"],
    )


def tone(share: float | None) -> Tone:
    """Return how a share of the lead time is coloured and marked."""
    return "bad" if (share or 0.0) >= LONGER else "warn" if (share or 0.0) >= LONG else "calm"


def _boxes(flow: Flow, names: set[str], asked: Asked, lang: Lang) -> list[Box]:
    drawn = []
    for name in sorted(names & flow.steps.keys(), key=lambda one: (-flow.starts.get(one, 0), -flow.steps[one]["event_count"], one)):
        step = flow.steps[name]
        count, wait = words.number(step["event_count"], lang, digits=0), lasting(step["wait_days"], lang)
        waits, before = (
            Text(N_("%(count)s · waits %(wait)s"), count=count, wait=wait),
            Text(N_("%(count)s · %(wait)s before"), count=count, wait=wait),
        )
        said = waits if step["touch_days"] is not None else before
        figures = words.render(said, lang) if step["wait_days"] else count
        shown = asked.address(step="" if asked.step == name else name, way=None)
        drawn.append(
            Box(
                key=name,
                name=name,
                figures=figures,
                brief=f"{count} · {wait}" if step["wait_days"] else count,
                tone=tone(step["wait_share"]),
                link=f"{shown}#map",
                text=f"{name}, {figures}",
                is_chosen=asked.step == name,
            )
        )
    return drawn


def _edge(key: str, flow: Flow, names: set[str], lang: Lang) -> Box:
    total = sum(_told(flow.starts if key == START else flow.ends, names).values())
    said = Text(N_("Start")) if key == START else Text(N_("End"))
    cases = Text.many(N_("%(count)s case"), N_("%(count)s cases"), count=total)
    return Box(key, words.render(said, lang), figures=words.render(cases, lang), kind="start" if key == START else "end")


def _ways(flow: Flow, kept: Sequence[Pair], asked: Asked, lang: Lang) -> list[Way]:
    spent = {pair: (way["mean_days"] or 0.0) * way["event_count"] for pair, way in flow.ways.items()}
    total = sum(spent.values()) or 1.0
    drawn = []
    for pair in kept:
        way = flow.ways[pair]
        count, median = words.number(way["event_count"], lang, digits=0), lasting(way["median_days"], lang)
        is_timed = asked.by == "time"
        values = {"start": pair[0], "end": pair[1], "times": way["event_count"], "median": median}
        text = Text(N_("From “%(start)s” to “%(end)s”: %(times)s times, half in less than %(median)s"), **values)
        shown = asked.address(way=None if asked.way == pair else pair, step="")
        drawn.append(
            Way(
                *pair,
                weight=spent[pair] / total if is_timed else way["event_count"],
                pull=way["event_count"],
                label=median if is_timed else count,
                tone=tone(spent[pair] / total) if is_timed else "calm",
                link=f"{shown}#map",
                text=words.render(text, lang),
                is_chosen=asked.way == pair,
            )
        )
    return drawn


def _edges(flow: Flow, names: set[str], asked: Asked, lang: Lang) -> list[Way]:
    """Return the lines from the start and to the end."""
    is_timed, drawn = asked.by == "time", []
    for counts, is_start in ((flow.starts, True), (flow.ends, False)):
        for name, count in _told(counts, names).items():
            weight = 0.0 if is_timed else float(count)
            label = "" if is_timed else words.number(count, lang, digits=0)
            ends = (START, name) if is_start else (name, END)
            drawn.append(Way(*ends, weight=weight, pull=float(count), label=label))
    return drawn


def _told(counts: Mapping[str, int], names: set[str]) -> dict[str, int]:
    """Return the steps that cases begin or end with; those of less than one case in twenty are cases still open, or slips."""
    total = sum(counts.values()) or 1
    shown = {name: count for name, count in counts.items() if name in names}
    largest = max(shown.values(), default=0)
    return {name: count for name, count in shown.items() if count / total >= 0.05 or count == largest}


def _line(way: Cells, pair: Pair, lang: Lang) -> tuple[str, ...]:
    times = (lasting(way[name], lang) for name in ("mean_days", "median_days", "p95_days"))
    return (*pair, words.number(way["event_count"], lang, digits=0), *times)
