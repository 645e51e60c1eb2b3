"""The KPI that a decision should move, drawn with the decision marked and the effect expected as a band."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

import pyarrow.compute as pc

from pupitre import words
from pupitre.charts import Band, Chart, Level, Mark, series
from pupitre.desk.ledger import Decision
from pupitre.desk.snapshot import ModelSnapshot
from pupitre.kernel import N_, Share, Text, reading

READINGS: Final = 60
"""The last five years of months, or a good year of weeks."""
AHEAD: Final = timedelta(days=84)
"""The band of the effect reaches the review, or twelve weeks ahead when none is planned."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A KPI drawn for a wide page, for a phone, and what its band means."""

    wide: Chart
    narrow: Chart
    note: Text | None


def picture(row: Decision, kpi: Any, *, model: ModelSnapshot, lang: words.Lang) -> Picture | None:  # a model made from the declaration
    """Return the readings of a decision's KPI with the day of the decision, nothing when it was read less than twice.

    Args:
        row: The decision.
        kpi: Its KPI.
        model: The company as it is known today.
        lang: The reader's language.
    """
    readings = model.table("measure")
    mine = readings.filter(pc.and_(pc.equal(readings["kpi"], kpi.key), pc.is_valid(readings["value"])))
    mine = mine.filter(pc.fill_null(pc.not_equal(mine["basis"], "projected"), True))
    if mine.num_rows < 2:
        return None
    counts = pc.value_counts(mine["unit"])
    most = counts.field("values")[pc.index(counts.field("counts"), pc.max(counts.field("counts"))).as_py()]
    mine = mine.filter(pc.equal(mine["unit"], most)).sort_by("starts_on")
    points: list[tuple[date, float | None]] = [(one["starts_on"], one["value"]) for one in mine.to_pylist()][-READINGS:]
    if len(points) < 2:
        return None
    if isinstance(reading(1.0, kpi.measured_in, largest=max(abs(value or 0.0) for _, value in points)), Share):
        points = [(at, None if value is None else 100 * value) for at, value in points]  # an effect is said in points, as people read them
    bands, levels, note = _expected(row, points)
    marks = [Mark(row.decided_on, row.key, text=row.title)] if row.decided_on else []
    title = f"{kpi.name} ({kpi.measured_in})" if kpi.measured_in else str(kpi.name)
    end = max((band.end for band in bands), default=None)
    if end and end > points[-1][0]:
        marks.append(Mark(end, words.render(Text(N_("review")), lang)))

    def drawn(width: float, height: float) -> Chart:
        write = lambda value: words.number(value, lang)  # noqa: E731  # a name of its own would say no more
        return series(points, title=title, write=write, lang=lang, bands=bands, levels=levels, marks=marks, width=width, height=height)

    return Picture(drawn(720, 250), drawn(340, 230), note)


def _expected(row: Decision, points: list[tuple[date, float | None]]) -> tuple[list[Band], list[Level], Text | None]:
    """Return where the KPI should stand after the decision: its last reading before, moved by the effect expected."""
    low, likely, high = row.expected
    if likely is None or row.decided_on is None:
        return [], [], None
    before = [value for at, value in points if value is not None and at <= row.decided_on]
    if not before:
        return [], [], None
    start = max(row.decided_on, points[0][0])
    end = max(row.review_on or start + AHEAD, start + timedelta(days=1))
    base = before[-1]
    bounds = sorted((base + (likely if low is None else low), base + (likely if high is None else high)))
    note = Text(N_("Grey band: the last reading before the decision, moved by the effect expected, until the review."))
    return [Band(start, end, bounds[0], bounds[1])], [Level(start, end, base + likely, "")], note
