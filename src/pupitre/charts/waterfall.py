"""From a value to another, one step after the other, each with its sign."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pupitre.charts.canvas import CHARACTER, Canvas, Chart
from pupitre.charts.palette import PAGE, Palette, Tone
from pupitre.kernel import N_, Text
from pupitre.words import Lang, render

ROW, ROW_STACKED = 34.0, 52.0


@dataclass(frozen=True, slots=True)
class Step:
    """What moves the value, and by how much."""

    label: str
    change: float


def waterfall(
    start: tuple[str, float],
    steps: Sequence[Step],
    end: str,
    *,
    is_up: bool,
    title: str,
    write: Callable[[float], str],
    change: Callable[[float], str],
    lang: Lang,
    aim: tuple[str, float] | None = None,
    message: str = "",
    palette: Palette = PAGE,
    width: float = 640,
    stacked: bool = False,
) -> Chart:
    """Draw the value it starts from, each step from where the one before ended, and the value it ends at.

    Args:
        start: Words and value. steps: In the order drawn. end: Words for the value after the last step.
        is_up: Better when higher: a step that way is good.
        title: What is drawn. write: How a value is written for the reader. change: The same for a change, with its sign.
        lang: The reader's language. aim: Words and value of what was to be reached, drawn across all of them.
        message: What it says, in a sentence.
        palette: The colours. width: Width of the drawing. stacked: Labels above their bars instead of beside them, for a phone.
    """
    reached = [start[1]]
    for step in steps:
        reached.append(reached[-1] + step.change)
    labels = [start[0], *(step.label for step in steps), end]
    figures = [write(start[1]), *(change(step.change) for step in steps), write(reached[-1])]
    ends = [(0, reached[0], palette.calm), (len(labels) - 1, reached[-1], palette.accent)]
    if aim:
        labels, figures = [*labels, aim[0]], [*figures, write(aim[1])]
    room = max(len(one) for one in figures) * 12 * CHARACTER + 14
    beside = 0.0 if stacked else min(max(len(one) for one in labels) * 12.5 * CHARACTER + 14, width * 0.42)
    row = ROW_STACKED if stacked else ROW
    canvas = Canvas(width, row * len(labels) + 4, palette)
    scale = _Scale([*reached, *([aim[1]] if aim else [])], beside + 4, width - room)
    middles = [row * place + (34 if stacked else row / 2) for place in range(len(labels))]
    for place, value, fill in ends:
        canvas.box(scale.left, middles[place] - 8, max(scale.x(value) - scale.left, 2), 16, fill=fill, radius=2)
    for place, step in enumerate(steps, start=1):
        left, right = sorted((scale.x(reached[place - 1]), scale.x(reached[place])))
        tone: Tone = "calm" if not step.change else "good" if (step.change > 0) == is_up else "bad"
        canvas.box(left, middles[place] - 8, max(right - left, 2), 16, fill=palette.mark(tone), radius=2)
    for place, value in enumerate(reached):
        canvas.line(scale.x(value), middles[place] + 8, scale.x(value), middles[place + 1] - 8, stroke=palette.strong, dash="2 3")
    if aim:
        x = scale.x(aim[1])
        canvas.line(x, middles[0] - 12, x, middles[-1], stroke=palette.ink, dash="6 4", width=1.25)
        canvas.diamond(x, middles[-1], 5.5, fill=palette.ink, stroke=palette.surface)
    for place, (label, figure) in enumerate(zip(labels, figures, strict=True)):
        is_step = 0 < place <= len(steps)
        top = row * place + 17 if stacked else middles[place] + 4
        canvas.text(0, top, label, size=12.5, weight=450 if is_step else 600, room=beside or width, halo=True)
        canvas.text(width, middles[place] + 4, figure, size=12, weight=560 if is_step else 640, anchor="end")
    columns = tuple(render(Text(one), lang) for one in (N_("What"), N_("Changes it by"), N_("Which gives")))
    changes = ["", *(change(step.change) for step in steps), *[""] * (len(labels) - len(steps) - 1)]
    sums = [*map(write, reached), write(reached[-1]), *([write(aim[1])] if aim else [])]
    summary = message or render(Text(N_("%(first)s, then %(steps)s, gives %(last)s."), **_said(labels[: len(steps) + 2], figures)), lang)
    return canvas.chart(title=title, summary=summary, columns=columns, rows=tuple(zip(labels, changes, sums, strict=True)))


def _said(labels: Sequence[str], figures: Sequence[str]) -> dict[str, object]:
    pairs = [f"{label} {figure}" for label, figure in zip(labels, figures, strict=False)]
    return {"first": pairs[0], "steps": tuple(pairs[1:-1]), "last": pairs[-1]}


class _Scale:
    """Where a value stands: the axis covers all of them, and begins below the lowest so that the two ends have a body."""

    def __init__(self, values: Sequence[float], left: float, right: float) -> None:
        low, high = min(values), max(values)
        spread = (high - low) or abs(high) or 1.0
        # Counted from zero when zero is near: a bar that starts elsewhere would lie about its length for nothing.
        self.low = 0.0 if 0 <= low <= 2 * spread else low - spread * 0.35
        self.left, self.width, self.span = left, right - left, (high - self.low) or 1.0

    def x(self, value: float) -> float:
        return self.left + self.width * (value - self.low) / self.span
