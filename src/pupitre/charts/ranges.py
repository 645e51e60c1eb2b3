"""Bars that say when something will end, between a likely and a safe date, against the date declared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pupitre.charts.axis import day_ticks
from pupitre.charts.canvas import CHARACTER, Canvas, Chart, element
from pupitre.charts.palette import PAGE, Palette, Tone
from pupitre.kernel import N_, Text
from pupitre.words import Lang, day, render

ROW = 40.0
ROW_STACKED = 58.0
HEAD = 58.0
LEGEND = 24.0
MONTH_ROOM = 58.0


@dataclass(frozen=True, slots=True)
class Range:
    """One bar.

    Args:
        label: What ends. note: A few words below it, such as the department.
        likely_on: The day it ends in half of the cases (P50).
        safe_on: The day it ends by in four cases of five (P80); never before `likely_on`.
        declared_on: The day declared, when there is one.
        from_on: When it started, to draw the road so far.
        tone: The state of the bar. word: The state in a word or two; colour alone says nothing.
        link: The page about it.
    """

    label: str
    likely_on: date
    safe_on: date
    declared_on: date | None = None
    from_on: date | None = None
    note: str = ""
    tone: Tone = "accent"
    word: str = ""
    link: str = ""


def range_bars(
    rows: Sequence[Range],
    *,
    title: str,
    on: date,
    lang: Lang,
    palette: Palette = PAGE,
    width: float = 960,
    stacked: bool = False,
    on_word: str = "",
) -> Chart:
    """Draw one bar per row from its likely day to its safe day, the declared day as a diamond, today as a dashed line.

    Args:
        rows: The bars, in the order drawn.
        title: What is drawn.
        on: Today.
        lang: The reader's language.
        palette: The colours.
        width: Width of the drawing.
        stacked: Labels above their bar instead of beside it, for a phone.
        on_word: What the dashed line is called when it is not today.
    """
    names = 0.0 if stacked else min(300.0, width * 0.3)
    words = 0.0 if stacked else 128.0
    row_height = ROW_STACKED if stacked else ROW
    canvas = Canvas(width, HEAD + row_height * len(rows) + 6 + (LEGEND if stacked else 0), palette)
    plot = _Plot(rows, on, names + 8, width - words - 14)
    _grid(canvas, plot, on, lang, HEAD + row_height * len(rows), on_word)
    _legend(canvas, canvas.height - 8 if stacked else HEAD - 11, lang)
    for index, row in enumerate(rows):
        top = HEAD + row_height * index
        middle = top + (row_height - 16 if stacked else row_height / 2)
        _bar(canvas, plot, row, middle)
        _words(canvas, row, top, names, stacked)
        if index and not stacked:
            canvas.line(0, top, width, top, stroke=palette.line)
    summary = Text.many(
        N_("%(count)s bar from the likely date (1 chance in 2) to the safe date (4 chances in 5); the diamond is the declared date."),
        N_("%(count)s bars from the likely date (1 chance in 2) to the safe date (4 chances in 5); the diamond is the declared date."),
        count=len(rows),
    )
    heads = (N_("What"), N_("Likely date (1 in 2)"), N_("Safe date (4 in 5)"), N_("Declared date"), N_("State"))
    return canvas.chart(
        title=title,
        summary=render(summary, lang),
        columns=tuple(render(Text(head), lang) for head in heads),
        rows=tuple(
            (r.label, day(r.likely_on, lang), day(r.safe_on, lang), day(r.declared_on, lang) if r.declared_on else "–", r.word or "–")
            for r in rows
        ),
        links=any(r.link for r in rows),
    )


class _Plot:
    """Where a day stands between two edges."""

    def __init__(self, rows: Sequence[Range], on: date, left: float, right: float) -> None:
        days = [on] + [d for r in rows for d in (r.likely_on, r.safe_on, r.declared_on) if d]
        starts = [r.from_on for r in rows if r.from_on]
        # The road before is context: it never takes more than a third of the width from the dates that matter.
        ahead = max(30, (max(days) - min(days)).days)
        earliest = max(min(starts), min(days) - timedelta(days=ahead // 2)) if starts else min(days)
        margin = timedelta(days=max(4, ahead // 30))
        self.start, self.end = min(earliest, min(days)) - margin, max(days) + margin
        self.left, self.right = left, right

    def x(self, at: date) -> float:
        share = (at - self.start).days / (self.end - self.start).days
        return self.left + (self.right - self.left) * min(1.0, max(0.0, share))


def _grid(canvas: Canvas, plot: _Plot, on: date, lang: Lang, bottom: float, on_word: str) -> None:
    palette = canvas.palette
    today = plot.x(on)
    for at, name, year in day_ticks(plot.start, plot.end, most=int((plot.right - plot.left) / MONTH_ROOM), lang=lang):
        x = plot.x(at)
        canvas.line(x, HEAD - 6, x, bottom, stroke=palette.line)
        canvas.text(x, HEAD - 11, name, size=11, fill=palette.muted, anchor="middle")
        if year:
            canvas.text(x, HEAD - 25, year, size=11, fill=palette.muted, weight=600, anchor="middle")
    canvas.line(today, 18, today, bottom, stroke=palette.ink, dash="2 4")
    word = on_word or render(Text(N_("today")), lang)
    half = len(word) * 10.5 * CHARACTER / 2 + 8
    middle = min(max(today, half), canvas.width - half)
    canvas.box(middle - half, 2, 2 * half, 17, fill=palette.ink, radius=8.5)
    canvas.text(middle, 14.5, word, size=10.5, fill=palette.surface, weight=600, anchor="middle")


def _legend(canvas: Canvas, y: float, lang: Lang) -> None:
    palette = canvas.palette
    x = 0.0
    for shape, text in (("declared", N_("declared")), ("likely", N_("1 chance in 2")), ("safe", N_("4 in 5"))):
        word = render(Text(text), lang)
        if shape == "declared":
            canvas.diamond(x + 6, y - 4, 5, fill=palette.surface, stroke=palette.ink)
        elif shape == "likely":
            canvas.box(x + 4, y - 10, 3.5, 12, fill=palette.calm, radius=1.5)
        else:
            canvas.box(x, y - 9, 13, 10, fill=palette.calm_soft, radius=3, stroke=palette.calm)
        canvas.text(x + 17, y, word, size=11, fill=palette.muted)
        x += 17 + len(word) * 11 * CHARACTER + 10


def _bar(canvas: Canvas, plot: _Plot, row: Range, y: float) -> None:
    palette = canvas.palette
    likely, safe = plot.x(row.likely_on), plot.x(row.safe_on)
    start = plot.x(row.from_on) if row.from_on else likely
    if start < likely:
        canvas.line(start, y, likely, y, stroke=palette.strong, width=2)
    canvas.box(likely, y - 6, max(safe - likely, 3), 12, fill=palette.area(row.tone), radius=4, stroke=palette.mark(row.tone))
    canvas.box(likely - 1.5, y - 8, 3.5, 16, fill=palette.mark(row.tone), radius=1.5)
    if row.declared_on:
        canvas.diamond(plot.x(row.declared_on), y, 6, fill=palette.surface, stroke=palette.ink)


def _words(canvas: Canvas, row: Range, top: float, names: float, stacked: bool) -> None:
    palette = canvas.palette
    inner = Canvas(canvas.width, canvas.height, palette)
    if stacked:
        inner.text(0, top + 18, row.label, size=13, weight=600, room=canvas.width - (110 if row.word else 0), halo=True)
    else:
        first = top + (18 if row.note else 24)
        inner.text(0, first, row.label, size=12.5, weight=600, room=names)
        if row.note:
            inner.text(0, top + 32, row.note, size=11, fill=palette.muted, room=names)
    canvas.marks.append(element("a", "".join(inner.marks), href=row.link) if row.link else "".join(inner.marks))
    if row.word:
        right = canvas.width - 4
        if stacked:
            canvas.text(right - 14, top + 18, row.word, size=11.5, fill=palette.ink, anchor="end", weight=550, halo=True)
            canvas.state(right - 5, top + 14, row.tone)
        else:
            canvas.state(right - 112, top + ROW / 2, row.tone)
            canvas.text(right - 102, top + ROW / 2 + 4, row.word, size=11.5, weight=550, room=106)
