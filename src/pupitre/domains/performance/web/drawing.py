"""The pictures of KPIs: a small curve for the wall, a chart with targets, usual range and decisions for the page of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pyarrow.compute as pc

from pupitre import words
from pupitre.charts import Band, Chart, Level, Mark, series, sparkline
from pupitre.charts.fan import Spread
from pupitre.desk import derived
from pupitre.domains.performance.inputs import Floats, Series
from pupitre.domains.performance.web.gauge import Cells, Gauge
from pupitre.domains.performance.web.states import STATES
from pupitre.domains.performance.web.writing import Writer
from pupitre.kernel import N_, Text
from pupitre.maths.xmr import Limits, signals

SMALL = 52
"""Readings of a small curve: a year of weeks, four years of months."""
LARGE = 320
"""Readings of the chart of one KPI: six years of weeks; more would be a smear."""


def small(read: Series, *, limits: Cells, target: float | None, state: str, title: str, writer: Writer) -> Chart:
    """Return the small curve of a series that has a reading."""
    kept = read.actual if len(read.actual.values) else read
    points = _points(kept, SMALL)
    is_dot = state in ("missed", "moved", "kept")
    return sparkline(
        points,
        title=title,
        lang=writer.lang,
        write=writer.value,
        target=target,
        limits=None if limits.get("lower") is None else (limits["lower"], limits["upper"]),
        tone=STATES[state][0] if is_dot else "accent",
        has_table=False,
        width=260.0,
        height=52.0,
    )


def _points(read: Series, most: int) -> list[tuple[date, float]]:
    days = read.starts[-most:].astype("datetime64[D]").tolist()
    return list(zip(days, read.values[-most:].tolist(), strict=True))


@dataclass(frozen=True, slots=True)
class Picture:
    """The chart of one KPI, for a wide page and for a phone, and how many of its readings stand out."""

    wide: Chart
    narrow: Chart
    flagged: int
    is_cut: bool
    has_fan: bool


CHANCES = (0.05, 0.2, 0.5, 0.8, 0.95)
AHEAD = 370
"""Days ahead that the chart shows."""


def fan(gauge: Gauge, *, on: date) -> tuple[Spread, ...]:
    """Return what a KPI may read in the year to come, by day, as published."""
    rows = derived.latest_of(("performance.kpi_forecast",))["performance.kpi_forecast"]
    own = pc.and_(pc.equal(rows["kpi"], gauge.key), pc.equal(pc.fill_null(rows["unit"], ""), gauge.unit))
    near = pc.and_(own, pc.less_equal(rows["at"], on + timedelta(days=AHEAD)))
    values: dict[date, dict[float, float]] = {}
    for row in rows.filter(near).to_pylist():
        values.setdefault(row["at"], {})[row["p"]] = row["value"]
    return tuple(
        Spread(at, *(float(np.interp(p, sorted(known), [known[q] for q in sorted(known)])) for p in CHANCES))
        for at, known in sorted(values.items())
    )


def large(
    read: Series, *, aims: Floats, limits: Cells, marks: Sequence[Mark], title: str, writer: Writer, fan: Sequence[Spread] = ()
) -> Picture:
    """Return the chart of a series that has a reading.

    Args:
        read: Its readings, projections too.
        aims: The target of each, NaN where there is none.
        limits: Its usual range, as published.
        marks: What was decided about it.
        title: What is read.
        writer: How readings are written. fan: What it may read in the year to come.
    """
    lang = writer.lang
    known = read.actual if len(read.actual.values) else read
    points = _points(known, LARGE)
    ahead = _points(read, LARGE) if known is not read else []
    ahead = [(at, value) for at, value in ahead if at > points[-1][0]]
    first, last = points[0][0], points[-1][0]
    levels = _targets(read, aims, first, writer)
    bands: list[Band] = []
    flagged: list[date] = []
    if limits.get("lower") is not None:
        lines = Limits(limits["centre"], limits["lower"], limits["upper"], 0.0, limits["range_upper"])
        bands.append(Band(first, last, lines.lower, lines.upper))
        named = ((N_("high %(value)s"), lines.upper), (N_("mean %(value)s"), lines.centre), (N_("low %(value)s"), lines.lower))
        levels += [Level(first, last, at, words.render(Text(text, value=writer.level(at)), lang)) for text, at in named]
        stands_out = signals(known.values, lines).any[-LARGE:]
        flagged = [day for (day, _), out in zip(points, stands_out.tolist(), strict=True) if out]

    def drawn(width: float, height: float) -> Chart:
        return series(
            points,
            title=title,
            write=writer.value,
            lang=lang,
            levels=levels,
            bands=bands,
            flagged=flagged,
            marks=marks,
            ahead=ahead,
            fan=fan,
            width=width,
            height=height,
        )

    return Picture(drawn(780.0, 310.0), drawn(340.0, 260.0), len(flagged), len(known.values) > LARGE, any(one.at > last for one in fan))


def _targets(read: Series, aims: Floats, first: date, writer: Writer) -> list[Level]:
    """Return the targets as steps, one for each stretch of readings with the same target; the last carries its name."""
    known = np.flatnonzero(~np.isnan(aims))
    if not len(known):
        return []
    breaks = np.flatnonzero((np.diff(known) > 1) | (np.diff(aims[known]) != 0)) + 1
    found = []
    for stretch in np.split(known, breaks):
        start = read.starts[stretch[0]].astype("datetime64[D]").item()
        end = read.starts[min(stretch[-1] + 1, len(read.starts) - 1)].astype("datetime64[D]").item()
        if end > first or end == start:
            found.append(Level(max(start, first), end, float(aims[stretch[0]]), "", dash=""))
    if found:
        last = found[-1]
        name = words.render(Text(N_("target %(value)s"), value=writer.value(last.value)), writer.lang)
        found[-1] = Level(last.start, last.end, last.value, name, dash="")
    return found
