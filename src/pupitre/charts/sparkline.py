"""A small curve without axes, beside a figure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pupitre.charts.canvas import Canvas, Chart
from pupitre.charts.palette import PAGE, Palette
from pupitre.kernel import N_, Text
from pupitre.words import Lang, day, number, render


def sparkline(
    points: Sequence[tuple[date, float | None]],
    *,
    title: str,
    lang: Lang,
    target: float | None = None,
    palette: Palette = PAGE,
    width: float = 120,
    height: float = 36,
) -> Chart:
    """Draw readings as a small curve, its last reading as a dot, its target as a dashed line.

    Args:
        points: Day and reading, in order; an absent reading breaks the curve.
        title: What is read.
        lang: The reader's language.
        target: The value aimed at, when there is one.
        palette: The colours.
        width: Width of the drawing. height: Its height.

    Raises:
        ValueError: There is no reading at all; show why instead of an empty box.
    """
    known = [value for _, value in points if value is not None]
    if not known:
        raise ValueError("a curve needs a reading")
    reach = [*known, target] if target is not None else known
    low, high = min(reach), max(reach)
    spread = (high - low) or 1.0
    first, last = points[0][0].toordinal(), points[-1][0].toordinal()
    canvas = Canvas(width, height, palette)
    pad = 4.0

    def place(at: date, value: float) -> tuple[float, float]:
        x = pad + (width - 2 * pad) * ((at.toordinal() - first) / ((last - first) or 1))
        return x, height - pad - (height - 2 * pad) * ((value - low) / spread if high > low else 0.5)

    if target is not None:
        level = place(points[0][0], target)[1]
        canvas.line(pad, level, width - pad, level, stroke=palette.strong, dash="3 3")
    runs: list[list[tuple[float, float]]] = [[]]
    for at, value in points:
        if value is None:
            runs.append([])
        else:
            runs[-1].append(place(at, value))
    for run in filter(None, runs):
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in run)
        canvas.add(
            "polyline", points=path, fill="none", stroke=palette.accent, stroke_width=1.75, stroke_linejoin="round", stroke_linecap="round"
        )
    x, y = next(run for run in reversed(runs) if run)[-1]
    canvas.add("circle", cx=x, cy=y, r=2.75, fill=palette.accent, stroke=palette.surface, stroke_width=1.5)
    ends = [(at, value) for at, value in points if value is not None]
    summary = Text(
        N_("From %(first)s on %(start)s to %(last)s on %(end)s."),
        first=ends[0][1],
        start=ends[0][0],
        last=ends[-1][1],
        end=ends[-1][0],
    )
    return canvas.chart(
        title=title,
        summary=render(summary, lang),
        columns=(render(Text(N_("Date")), lang), title),
        rows=tuple((day(at, lang), number(value, lang)) for at, value in ends),
    )
