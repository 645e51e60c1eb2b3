"""Bars that compare quantities: two beside each other, or the parts of a whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pupitre.charts.canvas import CHARACTER, Canvas, Chart
from pupitre.charts.palette import PAGE, Palette, Tone
from pupitre.kernel import N_, Text
from pupitre.words import Lang, render

ROW = 44.0
ROW_STACKED = 62.0


@dataclass(frozen=True, slots=True)
class Pair:
    """Two quantities of one thing, the second judged against the first."""

    label: str
    first: float
    second: float
    tone: Tone = "accent"


def paired_bars(
    rows: Sequence[Pair],
    *,
    title: str,
    names: tuple[str, str],
    write: Callable[[float], str],
    lang: Lang,
    palette: Palette = PAGE,
    width: float = 640,
    stacked: bool = False,
) -> Chart:
    """Draw two bars per row from a common zero, each with its figure.

    Args:
        rows: The rows, in the order drawn; no quantity is negative.
        title: What is drawn.
        names: What the first and second bar are.
        write: How a quantity is written for the reader.
        lang: The reader's language.
        palette: The colours.
        width: Width of the drawing.
        stacked: Labels above their bars instead of beside them, for a phone.
    """
    head = 26.0
    label_room = 0.0 if stacked else min(260.0, width * 0.36)
    row_height = ROW_STACKED if stacked else ROW
    canvas = Canvas(width, head + row_height * len(rows) + 2, palette)
    figures = max((len(write(v)) for r in rows for v in (r.first, r.second)), default=0) * 11.5 * CHARACTER + 10
    most = max((max(r.first, r.second) for r in rows), default=0.0) or 1.0
    left, room = label_room + (0 if stacked else 10), width - label_room - figures - (0 if stacked else 10)
    _legend(canvas, left, [(names[0], palette.calm), (names[1], palette.accent)])
    for index, row in enumerate(rows):
        top = head + row_height * index
        if stacked:
            canvas.text(0, top + 15, row.label, size=12.5, weight=600, room=width)
        else:
            canvas.text(0, top + 25, row.label, size=12.5, weight=600, room=label_room)
        y = top + (22 if stacked else 6)
        for value, fill, ink, at in (
            (row.first, palette.calm, palette.muted, y),
            (row.second, palette.mark(row.tone), palette.ink, y + 17),
        ):
            canvas.box(left, at, max(room * value / most, 1.5), 12, fill=fill)
            canvas.text(left + max(room * value / most, 1.5) + 6, at + 10, write(value), size=11.5, fill=ink, weight=550)
    summary = render(Text(N_("%(first)s beside %(second)s for each row."), first=names[0], second=names[1]), lang)
    return canvas.chart(
        title=title,
        summary=summary,
        columns=(render(Text(N_("What")), lang), *names),
        rows=tuple((r.label, write(r.first), write(r.second)) for r in rows),
    )


@dataclass(frozen=True, slots=True)
class Parts:
    """A whole and its parts, in the order of the names given to the chart."""

    label: str
    values: tuple[float, ...]


def stacked_bars(
    rows: Sequence[Parts],
    *,
    title: str,
    names: Sequence[str],
    write: Callable[[float], str],
    lang: Lang,
    palette: Palette = PAGE,
    width: float = 640,
    stacked: bool = False,
) -> Chart:
    """Draw one bar per row, cut into parts from left to right, with its whole at the end.

    Args:
        rows: The rows, in the order drawn; no part is negative.
        title: What is drawn.
        names: What the parts are, at most four.
        write: How a quantity is written for the reader.
        lang: The reader's language.
        palette: The colours.
        width: Width of the drawing.
        stacked: Labels above their bar instead of beside it, for a phone.
    """
    head = 26.0
    row_height = 46.0 if stacked else 32.0
    label_room = 0.0 if stacked else min(240.0, width * 0.34)
    canvas = Canvas(width, head + row_height * len(rows) + 2, palette)
    figures = max((len(write(sum(r.values))) for r in rows), default=0) * 11.5 * CHARACTER + 10
    most = max((sum(r.values) for r in rows), default=0.0) or 1.0
    left = label_room + (0 if stacked else 10)
    room = width - left - figures
    _legend(canvas, left, list(zip(names, palette.series, strict=False)))
    for index, row in enumerate(rows):
        top = head + row_height * index
        if stacked:
            canvas.text(0, top + 15, row.label, size=12.5, weight=600, room=width)
        else:
            canvas.text(0, top + 21, row.label, size=12.5, weight=600, room=label_room)
        y, x = top + (22 if stacked else 8), left
        for value, colour in zip(row.values, palette.series, strict=False):
            canvas.box(x, y, room * value / most - 1, 16, fill=colour, radius=2)
            x += room * value / most
        canvas.text(x + 5, y + 12.5, write(sum(row.values)), size=11.5, weight=600)
    whole = render(Text(N_("Whole")), lang)
    return canvas.chart(
        title=title,
        summary=render(Text(N_("The parts of each row: %(parts)s."), parts=tuple(names)), lang),
        columns=(render(Text(N_("What")), lang), *names, whole),
        rows=tuple((r.label, *(write(v) for v in r.values), write(sum(r.values))) for r in rows),
    )


def _legend(canvas: Canvas, left: float, entries: Sequence[tuple[str, str]]) -> None:
    x = left
    for name, colour in entries:
        canvas.box(x, 4, 10, 10, fill=colour, radius=2)
        canvas.text(x + 15, 13, name, size=11, fill=canvas.palette.muted)
        x += 15 + len(name) * 11 * CHARACTER + 18
