"""What a reading may become: nested areas that open from the last one, the middle, the target at its date."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from pupitre.charts.canvas import Canvas

Place = Callable[[date, float], tuple[float, float]]
OUTER, INNER = 0.14, 0.2
"""How dense the areas are: one over the other, they stay apart from each other and from the page in both themes."""


@dataclass(frozen=True, slots=True)
class Spread:
    """What is read on a day ahead: below each of these values with 5, 20, 50, 80 and 95 chances in 100."""

    at: date
    p5: float
    p20: float
    p50: float
    p80: float
    p95: float

    @property
    def values(self) -> tuple[float, ...]:
        """The five values, the lowest first."""
        return self.p5, self.p20, self.p50, self.p80, self.p95


@dataclass(frozen=True, slots=True)
class Aim:
    """What is to be read on a day, with its words, such as "target 17.9 days on 30 June 2027"."""

    at: date
    value: float
    label: str


def areas(canvas: Canvas, place: Place, last: tuple[date, float], fan: Sequence[Spread]) -> None:
    """Draw the areas of 9 chances in 10 and of 3 in 5, and the middle as dashes, from the last reading on."""
    ahead = [one for one in fan if one.at > last[0]]
    if not ahead:
        return
    start = place(*last)
    for low, high, opacity in ((0, 4, OUTER), (1, 3, INNER)):
        upper = [place(one.at, one.values[high]) for one in ahead]
        lower = [place(one.at, one.values[low]) for one in reversed(ahead)]
        points = " ".join(f"{x:.1f},{y:.1f}" for x, y in (start, *upper, *lower))
        canvas.add("polygon", points=points, fill=canvas.palette.accent, fill_opacity=opacity)
    middle = " ".join(f"{x:.1f},{y:.1f}" for x, y in (start, *(place(one.at, one.p50) for one in ahead)))
    canvas.add(
        "polyline",
        points=middle,
        fill="none",
        stroke=canvas.palette.accent,
        stroke_width=2,
        stroke_dasharray="2 5",
        stroke_linecap="round",
        stroke_linejoin="round",
    )


def line(canvas: Canvas, place: Place, aim: Aim, start: date) -> None:
    """Draw the value aimed at as a dashed line up to its date, and a shape there."""
    (left, y), (right, _) = place(start, aim.value), place(aim.at, aim.value)
    canvas.line(left, y, right, y, stroke=canvas.palette.ink, dash="6 4", width=1.25)
    canvas.diamond(right, y, 5.5, fill=canvas.palette.ink, stroke=canvas.palette.surface)


def words(canvas: Canvas, place: Place, aim: Aim, *, top: float, left: float) -> None:
    """Write what is aimed at above its line, or below it when the line is at the top: at the left, where no curve has come near it."""
    right, y = place(aim.at, aim.value)
    canvas.text(left + 4, y - 8 if y > top + 16 else y + 17, aim.label, size=11, weight=600, halo=True, room=right - left)
