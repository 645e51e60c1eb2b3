"""The way of a key result: its readings, the path due, its target, the decisions taken meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape

import numpy as np
import pyarrow as pa

from pupitre import words
from pupitre.charts import PAGE, Chart
from pupitre.charts.axis import day_ticks, number_ticks
from pupitre.charts.canvas import CHARACTER, Canvas, element
from pupitre.domains.strategy.analysis.pace import YEAR_DAYS, expected, is_of_one_reading
from pupitre.domains.strategy.web.atlas import Result
from pupitre.kernel import N_, Text
from pupitre.words import Lang

Point = tuple[date, float]
BEFORE = timedelta(days=183)
"""Readings of the half-year before the start are drawn too: they show where it came from."""
STEPS = 24
WIDE, NARROW = 500.0, 340.0
FLAG = 22.0


@dataclass(frozen=True, slots=True)
class Flag:
    """A decision on the axis of time."""

    on: date
    label: str
    text: str
    link: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """A key result drawn for a wide page and for a phone, with the decisions that its axis shows."""

    wide: Chart
    narrow: Chart
    flags: tuple[Flag, ...]


def path_drawn(result: Result, readings: pa.Table, aggregation: str | None, flags: Sequence[Flag], *, on: date, lang: Lang) -> Drawn | None:
    """Return the way of a key result; None when nothing was read.

    Args:
        result: The key result.
        readings: The readings of its KPI in its department, in order.
        aggregation: How the KPI adds up over time.
        flags: Decisions about its KPI, in order of day.
        on: The day of the figures.
        lang: The reader's language.
    """
    points = counted(result, readings, aggregation)
    if result.starts_on:
        points = [point for point in points if point[0] >= result.starts_on - BEFORE] or points[-12:]
    if not points:
        return None
    end = max(filter(None, [points[-1][0], result.due_on, on]))
    shown = tuple(flag for flag in flags if points[0][0] <= flag.on <= end)
    drawn = [_draw(result, points, shown, on=on, end=end, lang=lang, width=width) for width in (WIDE, NARROW)]
    return Drawn(drawn[0], drawn[1], shown)


def counted(result: Result, readings: pa.Table, aggregation: str | None) -> list[Point]:
    """Return the readings as the pace counts them: as they are, added up since the start, or over the twelve months before."""
    values = np.asarray(readings["value"], dtype=float)
    days, ends = readings["starts_on"].to_pylist(), readings["ends_on"].to_pylist()
    if aggregation != "sum":
        return list(zip(days, values.tolist(), strict=True))
    if not result.baseline and result.starts_on is not None:
        since = [place for place, day in enumerate(days) if day >= result.starts_on]
        return list(zip([days[n] for n in since], np.cumsum(values[since]).tolist(), strict=True))
    if is_of_one_reading(result.baseline, readings):
        return list(zip(days, values.tolist(), strict=True))
    sums = np.concatenate([[0.0], np.cumsum(values)])
    starts = np.array([day.toordinal() for day in days])
    stops = np.array([day.toordinal() for day in ends])
    firsts = np.searchsorted(starts, stops - round(YEAR_DAYS) - 3)
    held = stops - starts[np.minimum(firsts, len(starts) - 1)]
    return [(days[n], float(sums[n + 1] - sums[firsts[n]])) for n in range(len(days)) if held[n] >= 350]


def due_path(result: Result) -> list[Point]:
    """Return the path due, from the baseline to the target; nothing when an end of it is not known."""
    if result.baseline is None or result.target is None or result.starts_on is None or result.due_on is None:
        return []
    days = (result.due_on - result.starts_on).days
    if days <= 0:
        return []
    shares = [0.0, 1.0] if result.shape in (None, "linear") else [step / STEPS for step in range(STEPS + 1)]
    way = result.target - result.baseline
    return [
        (result.starts_on + timedelta(days=round(days * share)), result.baseline + way * expected(share, result.shape)) for share in shares
    ]


class _Frame:
    """Where a day and a value stand on the drawing."""

    def __init__(self, values: Sequence[float], start: date, end: date, write: Callable[[float], str], width: float, top: float) -> None:
        self.ticks = number_ticks(min(values), max(values), most=4)
        self.start, self.end, self.width, self.top = start, end, width, top
        self.left = max(len(write(tick)) for tick in self.ticks) * 11 * CHARACTER + 16
        self.right, self.bottom = width - 14, top + 150
        self.height = self.bottom + 38

    def x(self, day: date) -> float:
        days = (self.end - self.start).days or 1
        return self.left + (self.right - self.left) * min(1.0, max(0.0, (day - self.start).days / days))

    def y(self, value: float) -> float:
        return self.bottom - (self.bottom - self.top) * (value - self.ticks[0]) / (self.ticks[-1] - self.ticks[0])


def _draw(result: Result, points: Sequence[Point], flags: Sequence[Flag], *, on: date, end: date, lang: Lang, width: float) -> Chart:
    def write(value: float) -> str:
        return result.read(value, lang)

    path = due_path(result)
    values = [value for _, value in (*points, *path)] + [v for v in (result.target,) if v is not None]
    frame = _Frame(values, points[0][0], end, write, width, 20.0 + (FLAG if flags else 0.0))
    canvas = Canvas(width, frame.height, PAGE)
    _grid(canvas, frame, write, on, lang)
    _flags(canvas, frame, flags)
    if path:
        canvas.add("polyline", points=_places(frame, path), fill="none", stroke=PAGE.muted, stroke_width=1.5, stroke_dasharray="5 4")
    drawn = _places(frame, points)
    canvas.add("polyline", points=drawn, fill="none", stroke=PAGE.accent, stroke_width=2, stroke_linejoin="round", stroke_linecap="round")
    canvas.add("circle", cx=frame.x(points[-1][0]), cy=frame.y(points[-1][1]), r=4, fill=PAGE.accent, stroke=PAGE.surface, stroke_width=1.5)
    if result.target is not None:
        at = frame.x(result.due_on or end)
        y = frame.y(result.target)
        canvas.diamond(at, y, 5.5, fill=PAGE.ink, stroke=PAGE.surface)
        label = words.render(Text(N_("target %(value)s"), value=write(result.target)), lang)
        canvas.text(at - 9, y - 7 if y > frame.top + 14 else y + 16, label, size=11, weight=600, anchor="end", halo=True)
    return canvas.chart(
        title=words.render(Text("%(name)s", name=result.name), lang),
        summary=words.render(_summary(result, points, write), lang),
        columns=(words.render(Text(N_("Date")), lang), words.render(Text(N_("Reading")), lang)),
        # The page writes the table of the wide drawing only.
        rows=tuple((words.day(day, lang), write(value)) for day, value in points) if width == WIDE else (),
        links=any(flag.link for flag in flags),
    )


def _summary(result: Result, points: Sequence[Point], write: Callable[[float], str]) -> Text:
    (start, first), (last_on, last) = points[0], points[-1]
    values = {"first": write(first), "start": start, "last": write(last), "end": last_on}
    if result.target is None or result.due_on is None:
        return Text(N_("From %(first)s on %(start)s to %(last)s on %(end)s."), **values)
    text = N_("From %(first)s on %(start)s to %(last)s on %(end)s, for a target of %(target)s on %(due)s.")
    return Text(text, **values, target=write(result.target), due=result.due_on)


def _places(frame: _Frame, points: Sequence[Point]) -> str:
    return " ".join(f"{frame.x(day):.1f},{frame.y(value):.1f}" for day, value in points)


def _grid(canvas: Canvas, frame: _Frame, write: Callable[[float], str], on: date, lang: Lang) -> None:
    for tick in frame.ticks:
        y = frame.y(tick)
        canvas.line(frame.left, y, frame.right, y, stroke=PAGE.line)
        canvas.text(frame.left - 8, y + 4, write(tick), size=11, fill=PAGE.muted, anchor="end")
    for at, name, year in day_ticks(frame.start, frame.end, most=int((frame.right - frame.left) / 60), lang=lang):
        canvas.text(frame.x(at), frame.bottom + 16, name, size=11, fill=PAGE.muted, anchor="middle")
        if year:
            canvas.text(frame.x(at), frame.bottom + 31, year, size=11, fill=PAGE.muted, weight=600, anchor="middle")
    if frame.start < on < frame.end:
        x = frame.x(on)
        canvas.line(x, frame.top - 4, x, frame.bottom, stroke=PAGE.strong, width=1.5)
        canvas.text(x, frame.top - 8, words.render(Text(N_("today")), lang), size=11, fill=PAGE.muted, anchor="middle", halo=True)


def _flags(canvas: Canvas, frame: _Frame, flags: Sequence[Flag]) -> None:
    """Mark each decision by a number on top of a dotted line; one too close to the one before stands beside it."""
    last = float("-inf")
    for number, flag in enumerate(flags, start=1):
        x = frame.x(flag.on)
        canvas.line(x, FLAG, x, frame.bottom, stroke=PAGE.accent, dash="1 4", width=1.5)
        at = min(max(x, last + 26), frame.width - 13)
        last = at
        name = f"{flag.label} {flag.text}"
        inner = Canvas(canvas.width, canvas.height, PAGE)
        inner.add("title", escape(name))
        inner.box(at - 12, 0.5, 24, 20, fill=PAGE.accent_soft, radius=10, stroke=PAGE.accent)
        inner.text(at, 14.5, str(number), size=11, weight=650, anchor="middle")
        marks = "".join(inner.marks)
        canvas.marks.append(element("a", marks, href=flag.link, aria_label=name) if flag.link else element("g", marks))
