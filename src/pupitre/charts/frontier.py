"""What each sum of money would buy at best, as a curve with today's plan and the best plan on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pupitre.charts.axis import number_ticks
from pupitre.charts.canvas import CHARACTER, Canvas, Chart
from pupitre.charts.palette import PAGE, Palette, Tone

LEFT, TOP, BOTTOM = 48.0, 18.0, 46.0
SIZE = 12.0


@dataclass(frozen=True, slots=True)
class Spot:
    """A plan on the chart.

    Args:
        x: Its money. y: Its chance. name: What it is called. tone: Its shape and colour: `calm` a ring, `accent` a disc.
    """

    x: float
    y: float
    name: str
    tone: Tone


def frontier(
    points: Sequence[tuple[float, float]],
    spots: Sequence[Spot],
    *,
    title: str,
    message: str,
    across: str,
    columns: tuple[str, str, str],
    curve: str,
    write_x: Callable[[float], str],
    write_y: Callable[[float], str],
    palette: Palette = PAGE,
    width: float = 720,
    height: float = 280,
) -> Chart:
    """Draw the best that money can buy, sum by sum.

    Args:
        points: Money and chance, in order of money. spots: The plans to show.
        title: What is drawn. message: What it says, as a sentence. across: What the money is, under the axis.
        columns: Names of the columns of the table: the plan, its money, its chance. curve: What a point of the curve is called there.
        write_x, write_y: How money and chances are written for the reader.
        palette: The colours. width, height: Size of the drawing.

    Raises:
        ValueError: There is no point at all.
    """
    if not points:
        raise ValueError("a curve needs a point")
    everything = [*points, *((spot.x, spot.y) for spot in spots)]
    levels = number_ticks(min(y for _, y in everything), max(y for _, y in everything), most=4)
    far = max(x for x, _ in everything) or 1.0
    steps = [tick for tick in number_ticks(0.0, far, most=5 if width > 500 else 3) if tick <= far * 1.001]
    right = width - 18

    def place(x: float, y: float) -> tuple[float, float]:
        down = (levels[-1] - y) / (levels[-1] - levels[0])
        return LEFT + (right - LEFT) * x / far, TOP + (height - TOP - BOTTOM) * down

    canvas = Canvas(width, height, palette)
    for level in levels:
        y = place(0, level)[1]
        canvas.line(LEFT, y, right, y, stroke=palette.line)
        canvas.text(LEFT - 8, y + 4, write_y(level), size=SIZE, fill=palette.muted, anchor="end")
    for tick in steps:
        x = place(tick, levels[0])[0]
        canvas.text(x, height - BOTTOM + 18, write_x(tick), size=SIZE, fill=palette.muted, anchor="start" if tick == 0 else "middle")
    canvas.text((LEFT + right) / 2, height - 6, across, size=SIZE, fill=palette.muted, anchor="middle")
    places = [place(x, y) for x, y in points]
    canvas.add(
        "polyline",
        points=" ".join(f"{x:.1f},{y:.1f}" for x, y in places),
        fill="none",
        stroke=palette.accent,
        stroke_width=2,
        stroke_linejoin="round",
    )
    for x, y in places:
        canvas.add("circle", cx=round(x, 1), cy=round(y, 1), r=2.5, fill=palette.accent)
    _spots(canvas, spots, place, right)
    rows = [(spot.name, write_x(spot.x), write_y(spot.y)) for spot in spots] + [(curve, write_x(x), write_y(y)) for x, y in points]
    return canvas.chart(title=title, summary=message, columns=columns, rows=tuple(rows))


def _spots(canvas: Canvas, spots: Sequence[Spot], place: Callable[[float, float], tuple[float, float]], right: float) -> None:
    """Draw the plans with their names below, where a curve that rises leaves room; a second one that is close goes above."""
    last = float("-inf")
    for spot in sorted(spots, key=lambda one: one.x):
        x, y = place(spot.x, spot.y)
        if spot.tone == "calm":
            canvas.add("circle", cx=x, cy=y, r=7, fill=canvas.palette.surface, stroke=canvas.palette.ink, stroke_width=2)
        else:
            canvas.diamond(x, y, 8, fill=canvas.palette.accent, stroke=canvas.palette.surface)
        wide = len(spot.name) * SIZE * CHARACTER
        anchor = "end" if x + 14 + wide > right else "start"
        start = x + 10 if anchor == "start" else x - 6 - wide
        down = 24 if start > last else -14
        last = start + wide
        canvas.text(x + (10 if anchor == "start" else -6), y + down, spot.name, size=SIZE, weight=600, anchor=anchor, halo=True)
