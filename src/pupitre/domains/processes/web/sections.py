"""The sections below the map: waiting against work, paths, work that goes back, departments, rules, faults of the log."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pupitre import words
from pupitre.charts import Chart
from pupitre.charts.bars import Parts, stacked_bars
from pupitre.desk.rights import Reach
from pupitre.domains.processes.web.asked import Asked
from pupitre.domains.processes.web.panel import evidence
from pupitre.domains.processes.web.picture import Cells
from pupitre.domains.processes.web.sight import Sight
from pupitre.domains.processes.web.writing import lasting, length
from pupitre.kernel import N_, Share, Text
from pupitre.records.models import MODELS
from pupitre.words import Lang

BARS, PATHS, UNITS = 15, 8, 9
"""Steps drawn as bars, paths shown, departments of the matrix: the most first; more would not be read."""
KINDS: Mapping[str, Text] = {
    "same_moment": Text(N_("Steps of one case at the same moment: their order is that of the file")),
    "begin_after_end": Text(N_("Steps that begin after their end")),
    "absurd_moment": Text(N_("Moments before the year 2000 or after the day judged, left out of the times")),
    "repeated": Text(N_("Lines given twice")),
    "no_resource": Text(N_("Steps that do not say who did them")),
    "no_unit": Text(N_("Steps without department")),
    "placeholder": Text(N_("Texts that stand for nothing, such as “?”")),
}
"""What each fault of a log means."""


def bars(seen: Sight, lang: Lang) -> tuple[Chart, Chart] | None:
    """Return waiting against work by step, for a wide page and for a phone; None when no step waits."""
    steps = sorted(seen.entry.steps, key=lambda step: (-(step["wait_days"] or 0.0) - (step["touch_days"] or 0.0), step["activity"]))
    rows = [Parts(step["activity"], (step["wait_days"] or 0.0, step["touch_days"] or 0.0)) for step in steps[:BARS]]
    rows = [row for row in rows if sum(row.values) > 0]
    if not rows:
        return None
    is_split = any(step["touch_days"] is not None for step in steps)
    names = (Text(N_("time waiting")), Text(N_("time worked"))) if is_split else (Text(N_("waiting or work")),)
    rows = rows if is_split else [Parts(row.label, row.values[:1]) for row in rows]
    title = words.render(Text(N_("Waiting and work before each step, per finished case")), lang)
    said = [words.render(name, lang) for name in names]
    drawn = [
        stacked_bars(rows, title=title, names=said, write=lambda days: lasting(days, lang), lang=lang, width=width, stacked=width < 500)
        for width in (530.0, 340.0)
    ]
    return drawn[0], drawn[1]


@dataclass(frozen=True, slots=True)
class Path:
    """A path that cases take: its steps, and whether each is done again; how many cases take it and how long."""

    rank: int
    steps: tuple[tuple[str, bool], ...]
    count: int
    share: float
    percent: int
    lead: str
    link: str
    proof: str


def paths(seen: Sight, asked: Asked, lang: Lang) -> tuple[Path, ...]:
    """Return the most frequent paths."""
    found = []
    for row in seen.variants[:PATHS]:
        steps, met = [], set[str]()
        for name in row["path"]:
            steps.append((name, name in met))
            met.add(name)
        found.append(
            Path(
                rank=row["rank"],
                steps=tuple(steps),
                count=row["case_count"],
                share=row["share"],
                percent=max(1, round(100 * row["share"])),
                lead="" if row["lead_median_days"] is None else lasting(row["lead_median_days"], lang),
                link=asked.address(top=row["rank"], step="", way=None) if row["rank"] in (1, 3, 5) else "",
                proof=evidence(asked, "processes.variant", "", seen.entry.key, row["rank"]),
            )
        )
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Back:
    """Work that goes back: from where to where, for how many cases, and which of them do most."""

    start: str
    end: str
    count: int
    share: float
    lost: str
    cause: Text | None
    link: str
    only: str
    proof: str


def backs(seen: Sight, asked: Asked, lang: Lang) -> tuple[Back, ...]:
    """Return where work goes back, the most cases first."""
    return tuple(
        Back(
            start=row["from"],
            end=row["to"],
            count=row["case_count"],
            share=row["share"],
            lost=lasting(row["lost_days"], lang),
            cause=_cause(row),
            link=asked.address(way=(row["from"], row["to"]), step="") + "#map" if (row["from"], row["to"]) in seen.flow.ways else "",
            only=asked.address(attributes=((row["attribute"], row["value"]),), way=None, step="") if row["value"] else "",
            proof=evidence(asked, "processes.loop", "", seen.entry.key, row["from"], row["to"]),
        )
        for row in seen.loops[:PATHS]
    )


def _cause(row: Cells) -> Text | None:
    if not row["attribute"] or row["value"] is None or row["value_share"] is None or row["other_share"] is None:
        return None
    return Text(
        N_("%(attribute)s %(value)s: %(share)s of these cases go back, against %(other)s of the others"),
        attribute=row["attribute"],
        value=row["value"],
        share=Share(row["value_share"]),
        other=Share(row["other_share"]),
    )


@dataclass(frozen=True, slots=True)
class Pass:
    """How often work passes from a department to another, and after how long; `level` is 0 (never) to 4 (most)."""

    count: int
    wait: str
    level: int
    proof: str


@dataclass(frozen=True, slots=True)
class Matrix:
    """Departments that give, across those that receive."""

    names: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Pass | None, ...]], ...]
    is_cut: bool


def matrix(seen: Sight, asked: Asked, units: Mapping[str, str], reach: Reach, lang: Lang) -> Matrix | None:
    """Return the work that passes between departments, those out of reach left out; None when there is none."""
    rows = [row for row in seen.handovers if reach.sees("unit", row["from"]) and reach.sees("unit", row["to"])]
    passed = {(row["from"], row["to"]): row for row in rows if row["from"] != row["to"]}
    weights: dict[str, int] = {}
    for (start, end), row in passed.items():
        weights[start] = weights.get(start, 0) + row["event_count"]
        weights[end] = weights.get(end, 0) + row["event_count"]
    keys = sorted(weights, key=lambda key: (-weights[key], key))
    if not keys:
        return None
    shown, most = keys[:UNITS], max(row["event_count"] for row in passed.values())
    given = [key for key in shown if any((key, other) in passed for other in shown)]
    taken = [key for key in shown if any((other, key) in passed for other in shown)]

    def cell(start: str, end: str) -> Pass | None:
        row = passed.get((start, end))
        if row is None:
            return None
        level = max(1, round(4 * row["event_count"] / most))
        link = evidence(asked, "processes.handover", "event_count", seen.entry.key, start, end)
        return Pass(row["event_count"], lasting(row["wait_days"], lang), level, link)

    lines = tuple((units.get(start, start), tuple(cell(start, end) for end in taken)) for start in given)
    return Matrix(tuple(units.get(key, key) for key in taken), lines, len(keys) > UNITS)


@dataclass(frozen=True, slots=True)
class Kept:
    """A rule and the cases that break it."""

    name: Text | str
    count: int
    broken: int
    share: float | None
    tone: str
    word: Text
    proof: str


def rules(seen: Sight, asked: Asked) -> tuple[Kept, ...]:
    """Return the rules of a process, those broken most first; reads their rows."""
    if not seen.rules:
        return ()
    written = {row["key"]: row for row in MODELS["process_rule"].objects.filter(process=seen.entry.key).values()}
    found = []
    for row in sorted(seen.rules, key=lambda one: (-(one["broken_share"] or 0.0), one["rule"])):
        share = row["broken_share"]
        tone = "good" if not row["broken_count"] else "bad" if (share or 0.0) >= 0.05 else "warn"
        word = Text(N_("kept")) if not row["broken_count"] else Text(N_("broken"))
        name = rule_name(written.get(row["rule"], {}), row["rule"])
        link = evidence(asked, "processes.rule_result", "broken_count", seen.entry.key, row["rule"])
        found.append(Kept(name, row["case_count"], row["broken_count"], share, tone, word, link))
    return tuple(found)


def rule_name(row: Cells, key: str) -> Text | str:
    """Return what a rule is called, else what it asks, else its code."""
    first, second = row.get("first") or "", row.get("second") or ""
    if row.get("name"):
        return str(row["name"])
    match row.get("kind"):
        case "order":
            return Text(N_("“%(first)s” comes before “%(second)s”"), first=first, second=second)
        case "four_eyes":
            return Text(N_("“%(first)s” and “%(second)s” by two people"), first=first, second=second)
        case "forbidden":
            return Text(N_("never “%(second)s” after “%(first)s”"), first=first, second=second)
        case "required":
            return Text(N_("“%(first)s” in every case"), first=first)
        case "deadline":
            return Text(
                N_("“%(second)s” at most %(days)s after “%(first)s”"), first=first, second=second, days=length(float(row.get("days") or 0))
            )
    return key


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault of the log and how many events it concerns."""

    name: Text
    count: int
    share: float
    proof: str


def faults(seen: Sight, events: int) -> tuple[Fault, ...]:
    """Return the faults of the log, the most frequent first."""
    rows: Sequence[Cells] = sorted(seen.defects, key=lambda row: -row["event_count"])
    return tuple(
        Fault(
            KINDS.get(row["kind"]) or Text("%(kind)s", kind=row["kind"]),
            row["event_count"],
            row["event_count"] / max(events, 1),
            evidence(Asked(), "processes.defect", "event_count", seen.entry.key, row["kind"]),
        )
        for row in rows
        if row["event_count"]
    )
