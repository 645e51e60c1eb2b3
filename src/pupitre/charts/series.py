"""Readings over time with their target and limits, on a dated axis."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from pupitre.charts.axis import day_ticks, number_ticks
from pupitre.charts.canvas import CHARACTER, Canvas, Chart
from pupitre.charts.palette import PAGE, Palette
from pupitre.kernel import N_, Text
from pupitre.words import Lang, day, render


@dataclass(frozen=True, slots=True)
class Level:
    """A value that holds over a stretch of days: a target, a limit, a mean."""

    start: date
    end: date
    value: float
    name: str
    dash: str = "5 4"


def series(
    points: Sequence[tuple[date, float | None]],
    *,
    title: str,
    write: Callable[[float], str],
    lang: Lang,
    levels: Sequence[Level] = (),
    flagged: Sequence[date] = (),
    palette: Palette = PAGE,
    width: float = 720,
    height: float = 260,
) -> Chart:
    """Draw readings as a line with its levels dashed and the readings that matter as squares.

    Args:
        points: Day and reading, in order; an absent reading breaks the line.
        title: What is read.
        write: How a value is written for the reader.
        lang: The reader's language.
        levels: Targets and limits.
        flagged: Days of the readings to bring out.
        palette: The colours.
        width: Width of the drawing. height: Its height.

    Raises:
        ValueError: There is no reading at all; show why instead of an empty box.
    """
    known = [(at, value) for at, value in points if value is not None]
    if not known:
        raise ValueError("a line needs a reading")
    values = [value for _, value in known] + [level.value for level in levels]
    ticks = number_ticks(min(values), max(values))
    start, end = min(at for at, _ in known), max(at for at, _ in known)
    left = max(len(write(tick)) for tick in ticks) * 11 * CHARACTER + 10
    right, top, bottom = width - 12, 14.0, height - 40
    days = (end - start).days or 1

    def place(at: date, value: float) -> tuple[float, float]:
        across = left + (right - left) * min(1.0, max(0.0, (at - start).days / days))
        return across, bottom - (bottom - top) * (value - ticks[0]) / (ticks[-1] - ticks[0])

    canvas = Canvas(width, height, palette)
    for tick in ticks:
        y = place(start, tick)[1]
        canvas.line(left, y, right, y, stroke=palette.line)
        canvas.text(left - 8, y + 4, write(tick), size=11, fill=palette.muted, anchor="end")
    for at, name, year in day_ticks(start, end, most=int((right - left) / 62), lang=lang):
        x = place(at, ticks[0])[0]
        canvas.text(x, bottom + 16, name, size=11, fill=palette.muted, anchor="middle")
        if year:
            canvas.text(x, bottom + 31, year, size=11, fill=palette.muted, weight=600, anchor="middle")
    for level in levels:
        (x1, y), (x2, _) = place(level.start, level.value), place(level.end, level.value)
        canvas.line(x1, y, x2, y, stroke=palette.muted, dash=level.dash)
    _line(canvas, points, place)
    for level in levels:
        x, y = place(level.end, level.value)
        canvas.text(x, y - 5, level.name, size=11, fill=palette.muted, anchor="end", halo=True)
    for at, value in known:
        if at in flagged:
            x, y = place(at, value)
            canvas.box(x - 4.5, y - 4.5, 9, 9, fill=palette.bad, radius=1.5, stroke=palette.surface)
    x, y = place(*known[-1])
    canvas.add("circle", cx=x, cy=y, r=3.5, fill=palette.accent, stroke=palette.surface, stroke_width=1.5)
    summary = Text(
        N_("From %(first)s on %(start)s to %(last)s on %(end)s."), first=write(known[0][1]), start=start, last=write(known[-1][1]), end=end
    )
    return canvas.chart(
        title=title,
        summary=render(summary, lang),
        columns=(render(Text(N_("Date")), lang), title),
        rows=tuple((day(at, lang), write(value)) for at, value in known),
    )


def _line(canvas: Canvas, points: Sequence[tuple[date, float | None]], place: Callable[[date, float], tuple[float, float]]) -> None:
    runs: list[list[str]] = [[]]
    for at, value in points:
        if value is None:
            runs.append([])
        else:
            x, y = place(at, value)
            runs[-1].append(f"{x:.1f},{y:.1f}")
    for run in filter(None, runs):
        canvas.add(
            "polyline",
            points=" ".join(run),
            fill="none",
            stroke=canvas.palette.accent,
            stroke_width=2,
            stroke_linejoin="round",
            stroke_linecap="round",
        )
