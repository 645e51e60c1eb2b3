"""The readings of the KPIs that a finding is about, drawn with their targets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from pupitre import words
from pupitre.charts import Chart, Level, series
from pupitre.desk import snapshot
from pupitre.desk.registry import domains
from pupitre.kernel import N_, Finding, Text
from pupitre.records.models import MODELS

DRAWN: Final = 2
"""A finding about many KPIs draws the first ones: each has its page of proof."""
READINGS: Final = 60
"""The last five years of months, or a good year of weeks."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A KPI drawn for a wide page, and for a phone."""

    wide: Chart
    narrow: Chart


def kpi_pictures(finding: Finding, *, on: date, lang: words.Lang) -> tuple[Picture, ...]:
    """Return one picture per KPI of a finding that has readings, the first two.

    Args:
        finding: The finding.
        on: The day of the figures.
        lang: The reader's language.
    """
    keys = kpis_of(finding)[:DRAWN]
    if not keys:
        return ()
    known = {row.key: row for row in MODELS["kpi"].objects.filter(key__in=keys)}
    model = snapshot.take(on=on)
    measures, targets = model.table("measure"), model.table("target")
    pictures = []
    for key in keys:
        readings = _longest(measures.filter(pc.equal(measures["kpi"], key)))
        points = [(row["starts_on"], row["value"]) for row in readings.to_pylist() if row["basis"] != "projected"][-READINGS:]
        if len(points) < 2 or key not in known:
            continue
        unit = readings["unit"][0].as_py()
        levels = _levels(targets.filter(pc.and_(pc.equal(targets["kpi"], key), pc.equal(targets["unit"], unit))), points, lang)
        name, measured_in = known[key].name, known[key].measured_in
        title = f"{name} ({measured_in})" if measured_in else str(name)
        pictures.append(
            Picture(
                series(points, title=title, write=lambda value: words.number(value, lang), lang=lang, levels=levels, height=230),
                series(points, title=title, write=lambda value: words.number(value, lang), lang=lang, levels=levels, width=340, height=220),
            )
        )
    return tuple(pictures)


def kpis_of(finding: Finding) -> list[str]:
    """Return the KPIs that a finding is about, else those whose rows prove it, in their order."""
    subjects = [subject.key for subject in finding.subjects if subject.kind == "kpi"]
    if subjects:
        return subjects
    starting = {table for card in domains() for table, columns in card.publishes.items() if next(iter(columns)) == "kpi"} | {"kpi"}
    return list(dict.fromkeys(key[0] for one in finding.evidence if one.table in starting for key in one.keys))


def _longest(readings: pa.Table) -> pa.Table:
    """Return the readings of the department that has most of them, in order."""
    if not readings.num_rows:
        return readings
    counts = pc.value_counts(readings["unit"])
    unit = counts.field("values")[pc.index(counts.field("counts"), pc.max(counts.field("counts"))).as_py()]
    return readings.filter(pc.equal(readings["unit"], unit)).sort_by("starts_on")


def _levels(targets: pa.Table, points: list[tuple[date, float | None]], lang: words.Lang) -> list[Level]:
    """Return the targets that hold while the readings last; the last one carries its name."""
    first, last = points[0][0], points[-1][0]
    held = []
    for row in targets.sort_by("starts_on").to_pylist():
        end = (row["ends_on"] or last + timedelta(days=1)) - timedelta(days=1)
        if row["starts_on"] <= last and end >= first:
            held.append((max(row["starts_on"], first), min(end, last), row["value"]))
    named = words.render(Text(N_("target %(value)s"), value=held[-1][2]), lang) if held else ""
    return [Level(start, end, value, named if place == len(held) - 1 else "") for place, (start, end, value) in enumerate(held)]
