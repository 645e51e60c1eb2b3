"""Everything known of one KPI: its chart, what it measures and is made of, what was decided, the findings, the rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

import numpy as np
import pyarrow.compute as pc
from django.http import QueryDict

from pupitre.charts import Mark
from pupitre.desk import bulk
from pupitre.desk.findings import Kept
from pupitre.desk.lineage import Origin, lineages
from pupitre.desk.rights import Reach
from pupitre.desk.web.addresses import address
from pupitre.desk.web.labels import CHOICES
from pupitre.desk.web.proofs import proof
from pupitre.domains.performance.analysis.formulas import parts
from pupitre.domains.performance.analysis.targets import aim_of
from pupitre.domains.performance.inputs import Aims, Floats, Kpi, Series, aims_of
from pupitre.domains.performance.web import drawing, shifts
from pupitre.domains.performance.web.cards import Card, card, sized
from pupitre.domains.performance.web.gauge import Cells, Gauge, Wall
from pupitre.domains.performance.web.notes import Note, notes_on
from pupitre.domains.performance.web.writing import Writer
from pupitre.kernel import N_, Text
from pupitre.records.models import MODELS
from pupitre.words import Lang

ROWS_SHOWN = 24
MANNERS = {"frequency": Text(N_("Expected every")), "aggregation": Text(N_("Over time"))}
DAY = timedelta(days=1)
NOBODY = Aims(np.array([], "datetime64[D]"), np.array([], "datetime64[D]"), np.array([]))


@dataclass(frozen=True, slots=True)
class Line:
    """One reading: its period, its value against its target, and the place it came from."""

    starts_on: date
    ends_on: date
    value: str
    proof: str
    target: str
    is_missed: bool | None
    is_projected: bool
    origin: Origin | None


@dataclass(frozen=True, slots=True)
class Link:
    """Something the page leads to: its name, its address when its page exists, a remark, its state."""

    name: str
    link: str
    note: Text | str = ""
    state: Text | str = ""


@dataclass(frozen=True, slots=True)
class Folder:
    """What the page of one KPI shows; lists are empty where nothing is known."""

    card: Card
    definition: Cells
    picture: drawing.Picture | None
    writer: Writer
    lines: tuple[Line, ...]
    line_count: int
    page: int
    pages: int
    newer: str
    older: str
    unit_words: str
    manners: tuple[tuple[Text, Text], ...]
    decisions: tuple[Link, ...]
    objectives: tuple[Link, ...]
    parts: tuple[Link, ...]
    computed: str
    computed_proof: str
    projects: tuple[Link, ...]
    relatives: tuple[Link, ...]
    alike: tuple[Link, ...]
    elsewhere: tuple[Gauge, ...]
    findings: tuple[Kept, ...]
    shifts: tuple[tuple[Text, Text], ...]
    notes: tuple[Note, ...]


def folder(known: Wall, gauge: Gauge, *, reach: Reach, given: QueryDict, lang: Lang) -> Folder:
    """Return everything known of one KPI in one department."""
    definition = gauge.kpi
    measure, target = bulk.rows(["measure", "target"], {"kpi": {gauge.key}})
    readings, sizes = sized(measure, on=known.on)
    read = readings.get((gauge.key, gauge.unit))
    aimed = aims_of(target)
    aims = aimed.get((gauge.key, gauge.unit)) or aimed.get((gauge.key, "")) or NOBODY
    largest = max(sizes.get(gauge.key, 0.0), float(np.abs(aims.values).max(initial=0.0)))
    writer = Writer(gauge.kpi["measured_in"], largest, lang)
    targets = (
        aim_of(read, _kpi(definition), aims) if read is not None and len(aims.values) else np.full(len(read.values) if read else 0, np.nan)
    )
    about = tuple(item for item in known.findings if item.fingerprint in gauge.findings)
    decided = _decisions(gauge, about, reach)
    noted = notes_on(gauge.key)
    marks = [
        Mark(row["decided_on"], row["key"], address("decide:decision", row["key"]), row["title"]) for row in decided if row["decided_on"]
    ]
    marks += shifts.marks([row for row in gauge.alarms if row["kind"] != "level_shift" or not row["is_over"]], writer)
    marks += [Mark(one.on, "✎", "#notes", one.text) for one in noted if one.on]
    picture = None
    if read is not None and len(read.values):
        ahead = drawing.fan(gauge, on=known.on) if definition["aggregation"] != "sum" else ()
        picture = drawing.large(read, aims=targets, limits=gauge.limits, marks=marks, title=gauge.name, writer=writer, fan=ahead)
    pages = max(-(-len(read.values) // ROWS_SHOWN), 1) if read is not None else 1
    page = min(max(int(given["page"]), 1), pages) if given.get("page", "").isdecimal() else 1
    computed, where = _computed(known, gauge, writer)
    return Folder(
        card=card(gauge, read, writer),
        definition=definition,
        picture=picture,
        writer=writer,
        lines=_lines(read, targets, gauge, writer, page) if read is not None else (),
        line_count=len(read.values) if read is not None else 0,
        page=page,
        pages=pages,
        newer=_page(gauge, page - 1) if page > 1 else "",
        older=_page(gauge, page + 1) if page < pages else "",
        unit_words=definition["measured_in"] or "",
        manners=tuple((title, CHOICES[definition[name]]) for name, title in MANNERS.items() if definition[name] in CHOICES),
        decisions=tuple(Link(row["title"], address("decide:decision", row["key"]), row["key"]) for row in decided),
        objectives=_objectives(known, gauge, writer),
        parts=tuple(_to(known, key) for key in parts(definition["formula"], _kpis(known)) if key in known.by_kpi),
        computed=computed,
        computed_proof=where,
        projects=_projects(gauge, reach),
        relatives=_relatives(known, gauge),
        alike=_alike(known, gauge, about),
        elsewhere=tuple(one for one in known.by_kpi[gauge.key] if one.unit != gauge.unit),
        findings=about,
        shifts=tuple(
            (shifts.shift_sentence(row, gauge.kpi, writer, gauge.last.get("cadence_days") or 0.0), shifts.when(row))
            for row in reversed(gauge.shifts)
        ),
        notes=noted,
    )


def _page(gauge: Gauge, page: int) -> str:
    return "?" + urlencode(({"unit": gauge.unit} if gauge.unit else {}) | {"page": page})


def _kpi(row: Cells) -> Kpi:
    return Kpi(**{name: row[name] for name in Kpi.__slots__})


def _kpis(known: Wall) -> Mapping[str, Kpi]:
    """Return the KPIs in reach by key, with what a formula needs to name them."""
    return {key: _kpi(its[0].kpi) for key, its in known.by_kpi.items()}


def _to(known: Wall, key: str) -> Link:
    gauge = known.by_kpi[key][0]
    return Link(gauge.name, gauge.link, key)


def _lines(read: Series, targets: Floats, gauge: Gauge, writer: Writer, page: int) -> tuple[Line, ...]:
    """Return the readings of one page of the table, the latest first, each with where it came from."""
    end = len(read.values) - (page - 1) * ROWS_SHOWN
    places = range(max(end - ROWS_SHOWN, 0), end)
    starts, ends = read.starts.astype("datetime64[D]"), read.ends.astype("datetime64[D]")
    keys = {at: (gauge.key, gauge.unit, str(starts[at])) for at in places}
    origins = lineages("measure", list(keys.values()))
    direction = gauge.kpi["direction"]
    found = []
    for at in reversed(places):
        value, target = float(read.values[at]), float(targets[at])
        has_target = not np.isnan(target)
        is_missed = None if not has_target or direction not in ("up", "down") else (value < target if direction == "up" else value > target)
        found.append(
            Line(
                starts_on=starts[at].item(),
                ends_on=ends[at].item(),
                value=writer.value(value),
                proof=proof("measure", "value", *keys[at]),
                target=writer.value(target) if has_target else "",
                is_missed=is_missed,
                is_projected=bool(read.projected[at]),
                origin=next(iter(origins.get(keys[at], ())), None),
            )
        )
    return tuple(found)


def _decisions(gauge: Gauge, about: Sequence[Kept], reach: Reach) -> list[Cells]:
    """Return the decisions expected to move a KPI, or taken about a finding that names it, in order of date."""
    names = ("key", "title", "decided_on", "kpi", "finding")
    decided = MODELS["decision"].objects
    rows = decided.filter(kpi=gauge.key) | decided.filter(finding__in=[item.fingerprint for item in about])
    found = [row for row in rows.values(*names) if reach.sees("decision", row["key"])]
    return sorted(found, key=lambda row: (row["decided_on"] or date.max, row["key"]))


def _objectives(known: Wall, gauge: Gauge, writer: Writer) -> tuple[Link, ...]:
    """Return the objectives that a KPI measures, each with its key result and, once over, how it ended."""
    results = {row["objective"]: row for row in known.results.get(gauge.key, ())}
    found = []
    for key in gauge.objectives:
        row = known.objectives[key]
        ended = CHOICES[row["status"]] if row["status"] in ("reached", "missed", "dropped") else ""
        found.append(Link(str(row["name"]), address("strategy:objective", key), _path(results.get(key), writer), ended))
    return tuple(found)


def _path(row: Cells | None, writer: Writer) -> Text | str:
    """Return the way a key result should go: from where, to where, by when."""
    if row is None or row["target"] is None:
        return ""
    target = writer.value(row["target"])
    if row["baseline"] is None:
        return (
            Text(N_("to %(target)s by %(day)s"), target=target, day=row["due_on"])
            if row["due_on"]
            else Text(N_("to %(target)s"), target=target)
        )
    baseline = writer.value(row["baseline"])
    if row["due_on"] is None:
        return Text(N_("from %(baseline)s to %(target)s"), baseline=baseline, target=target)
    return Text(N_("from %(baseline)s to %(target)s by %(day)s"), baseline=baseline, target=target, day=row["due_on"])


def _computed(known: Wall, gauge: Gauge, writer: Writer) -> tuple[str, str]:
    """Return the last value that the formula of a KPI gives, and where it comes from."""
    table = known.computed
    for name, value in (("kpi", gauge.key), ("unit", gauge.unit), ("grain", "")):
        table = table.filter(pc.equal(pc.fill_null(table.column(name), ""), value))
    mine = table.filter(pc.is_valid(table.column("value"))).sort_by("starts_on").to_pylist()[-1:]
    if not mine:
        return "", ""
    last = mine[0]
    return writer.value(last["value"]), proof("performance.formula_value", "value", gauge.key, gauge.unit, "", last["starts_on"])


def _projects(gauge: Gauge, reach: Reach) -> tuple[Link, ...]:
    """Return the projects that serve an objective measured by a KPI."""
    serving = MODELS["contribution"].objects.filter(objective__in=gauge.objectives).exclude(basis="refused").exclude(basis="proposed")
    named = MODELS["project"].objects.filter(key__in=serving.values("project")).order_by("name").values_list("key", "name")
    return tuple(Link(name, address("portfolio:project", key), key) for key, name in named if reach.sees("project", key))


def _relatives(known: Wall, gauge: Gauge) -> tuple[Link, ...]:
    """Return the KPI that one details, and those that detail it."""
    above = gauge.kpi["parent"]
    found = []
    if above in known.by_kpi:
        link = _to(known, above)
        found.append(Link(link.name, link.link, Text(N_("the KPI it details"))))
    below = [key for key, its in known.by_kpi.items() if its[0].kpi["parent"] == gauge.key]
    return (*found, *(Link(_to(known, key).name, _to(known, key).link, Text(N_("details it"))) for key in below))


def _alike(known: Wall, gauge: Gauge, about: Sequence[Kept]) -> tuple[Link, ...]:
    """Return the other KPIs of its name that are defined another way."""
    twice = [item.finding for item in about if item.finding.rule == "performance.defined_twice"]
    keys = [subject.key for finding in twice for subject in finding.subjects if subject.kind == "kpi" and subject.key != gauge.key]
    others = [known.by_kpi[key][0] for key in dict.fromkeys(keys) if key in known.by_kpi]
    return tuple(Link(f"{one.name} · {one.home_name}", one.link, one.kpi["formula"] or one.kpi["definition"] or "") for one in others)


def chosen(known: Wall, key: str, unit: str | None) -> Gauge | None:
    """Return a KPI in the department asked for; the whole company, else where it is read most, when none is asked; None when unknown."""
    its = known.by_kpi.get(key, ())
    if unit is not None:
        return next((one for one in its if one.unit == unit), None)
    return min(its, key=lambda one: (one.unit != "", -(one.last.get("reading_count") or 0), one.unit), default=None)
