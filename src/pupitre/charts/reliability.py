"""What probabilities said against how often they came true."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pupitre.charts.canvas import Canvas, Chart
from pupitre.charts.palette import PAGE, Palette, Tone
from pupitre.kernel import N_, Text
from pupitre.words import Lang, render, share

MARGIN_LEFT, MARGIN_RIGHT, MARGIN_TOP, MARGIN_BOTTOM = 44.0, 16.0, 26.0, 44.0
TICKS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)


@dataclass(frozen=True, slots=True)
class Truth:
    """Probabilities of about the same size.

    Args:
        said: Their mean. came_true: The share that came true. low, high: Where the true share lies.
        count: How many. happened: How many came true.
        tone: What it is worth. words: The same, in words.
    """

    said: float
    came_true: float
    low: float
    high: float
    count: int
    happened: int
    tone: Tone
    words: str


def reliability(
    truths: Sequence[Truth], *, title: str, message: str, lang: Lang, palette: Palette = PAGE, width: float = 560, height: float = 380
) -> Chart:
    """Draw each group of probabilities where it was said and where it came true, beside the line where both are the same.

    Args:
        truths: The groups, in order of what was said.
        title: What is drawn. message: What it shows, as a sentence.
        lang: The reader's language. palette: The colours. width, height: Size of the drawing.
    """
    canvas = Canvas(width, height, palette)
    right, bottom = width - MARGIN_RIGHT, height - MARGIN_BOTTOM

    def x(value: float) -> float:
        return MARGIN_LEFT + value * (right - MARGIN_LEFT)

    def y(value: float) -> float:
        return bottom - value * (bottom - MARGIN_TOP)

    for tick in TICKS:
        canvas.line(MARGIN_LEFT, y(tick), right, y(tick), stroke=palette.line)
        canvas.text(MARGIN_LEFT - 8, y(tick) + 4, share(tick, lang), size=11, fill=palette.muted, anchor="end")
        canvas.text(x(tick), bottom + 18, share(tick, lang), size=11, fill=palette.muted, anchor="middle")
    canvas.line(x(0), y(0), x(1), y(1), stroke=palette.muted, width=1.25, dash="6 4")
    canvas.text(MARGIN_LEFT - 36, 12, render(Text(N_("Came true")), lang), size=11.5, weight=560)
    canvas.text(right, height - 6, render(Text(N_("Said beforehand")), lang), size=11.5, weight=560, anchor="end")
    for one in truths:
        at, colour = x(one.said), palette.mark(one.tone)
        canvas.line(at, y(one.low), at, y(one.high), stroke=colour, width=2)
        for end in (one.low, one.high):
            canvas.line(at - 5, y(end), at + 5, y(end), stroke=colour, width=2)
        canvas.state(at, y(one.came_true), one.tone)
        label = f"{one.happened}/{one.count}"
        is_last = at > right - 52
        canvas.text(
            at + (-10 if is_last else 10), y(one.came_true) + 4, label, size=12, weight=600, anchor="end" if is_last else "start", halo=True
        )
    columns = tuple(
        render(Text(one), lang)
        for one in (N_("Said, on average"), N_("Cases"), N_("Came true"), N_("Share"), N_("Range at 95%%"), N_("Reading"))
    )
    rows = tuple(
        (
            share(one.said, lang),
            str(one.count),
            str(one.happened),
            share(one.came_true, lang),
            render(Text(N_("%(low)s to %(high)s"), low=share(one.low, lang), high=share(one.high, lang)), lang),
            one.words,
        )
        for one in truths
    )
    return canvas.chart(title=title, summary=message, columns=columns, rows=rows)
