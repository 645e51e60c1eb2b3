"""A small curve without axes, beside a figure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from pupitre.charts.canvas import Canvas, Chart
from pupitre.charts.palette import PAGE, Palette, Tone
from pupitre.kernel import N_, Text
from pupitre.words import Lang, day, number, render


def sparkline(
    points: Sequence[tuple[date, float | None]],
    *,
    title: str,
    lang: Lang,
    write: Callable[[float], str] | None = None,
    target: float | None = None,
    limits: tuple[float, float] | None = None,
    tone: Tone = "accent",
    has_table: bool = True,
    palette: Palette = PAGE,
    width: float = 120,
    height: float = 36,
) -> Chart:
    """Draw readings as a small curve, its last reading as a dot, its target as a dashed line.

    Args:
        points: Day and reading, in order; an absent reading breaks the curve.
        title: What is read.
        lang: The reader's language. write: How a value is written for the reader.
        target: The value aimed at, when there is one. limits: Where readings usually stand, drawn as an area.
        tone: The state of the last reading, which gives its dot a shape and a colour.
        has_table: Whether the figures are written beside; a page that shows them itself saves its time.
        palette: The colours.
        width: Width of the drawing. height: Its height.

    Raises:
        ValueError: There is no reading at all; show why instead of an empty box.
    """
    known = [value for _, value in points if value is not None]
    if not known:
        raise ValueError("a curve needs a reading")
    reach = [*known, *(limits or ())] + ([] if target is None else [target])
    low, high = min(reach), max(reach)
    spread = (high - low) or 1.0
    first, last = points[0][0].toordinal(), points[-1][0].toordinal()
    canvas = Canvas(width, height, palette)
    pad = 4.0

    def place(at: date, value: float) -> tuple[float, float]:
        x = pad + (width - 2 * pad) * ((at.toordinal() - first) / ((last - first) or 1))
        return x, height - pad - (height - 2 * pad) * ((value - low) / spread if high > low else 0.5)

    if limits is not None:
        (_, below), (_, above) = place(points[0][0], limits[0]), place(points[0][0], limits[1])
        canvas.box(pad, above, width - 2 * pad, max(below - above, 1.0), fill=palette.calm_soft, radius=2)
    if target is not None:
        level = place(points[0][0], target)[1]
        canvas.line(pad, level, width - pad, level, stroke=palette.muted, dash="3 3")
    for run in (runs := _runs(points, place)):
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in run)
        canvas.add(
            "polyline", points=path, fill="none", stroke=palette.accent, stroke_width=1.75, stroke_linejoin="round", stroke_linecap="round"
        )
    x, y = runs[-1][-1]
    if tone == "accent":
        canvas.add("circle", cx=x, cy=y, r=2.75, fill=palette.accent, stroke=palette.surface, stroke_width=1.5)
    else:
        canvas.state(x, y, tone)
    said = write or (lambda value: number(value, lang))
    ends = [(at, value) for at, value in points if value is not None]
    (start, oldest), (end, latest) = ends[0], ends[-1]
    summary = Text(N_("From %(first)s on %(start)s to %(last)s on %(end)s."), first=said(oldest), start=start, last=said(latest), end=end)
    return canvas.chart(
        title=title,
        summary=render(summary, lang),
        columns=(render(Text(N_("Date")), lang), title),
        rows=tuple((day(at, lang), said(value)) for at, value in ends) if has_table else (),
    )


def _runs(
    points: Sequence[tuple[date, float | None]], place: Callable[[date, float], tuple[float, float]]
) -> list[list[tuple[float, float]]]:
    """Return the places of the readings, cut where one is absent."""
    runs: list[list[tuple[float, float]]] = [[]]
    for at, value in points:
        if value is None:
            runs.append([])
        else:
            runs[-1].append(place(at, value))
    return [run for run in runs if run]
