"""Readings over time with their targets, limits, what was decided and what they may become, on a dated axis."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from pupitre.charts import fan as fans
from pupitre.charts.axis import day_ticks, number_ticks
from pupitre.charts.canvas import CHARACTER, Canvas, Chart, element
from pupitre.charts.fan import Aim, Spread
from pupitre.charts.palette import PAGE, Palette
from pupitre.kernel import N_, Text
from pupitre.words import Lang, day, render

GUTTER_FROM = 600.0
"""A chart at least this wide names its levels in a margin on the right; a narrower one writes them above the readings."""
PILL, FLOOR = 20.0, 26.0
NAMED = 14.0
"""Height of the label of a mark, and of a row of them: each can be reached with a finger."""
SPREAD = (
    Text(N_("5 chances in 100 to be below")),
    Text(N_("20 in 100")),
    Text(N_("1 in 2")),
    Text(N_("80 in 100")),
    Text(N_("95 in 100")),
)
FLOORS = 3
"""Labels that do not fit in this many rows are left to the tooltip and the table."""


@dataclass(frozen=True, slots=True)
class Level:
    """A value that holds over a stretch of days: a target, a limit, a mean. Without dash it is solid: what readings are judged by."""

    start: date
    end: date
    value: float
    name: str
    dash: str = "5 4"


@dataclass(frozen=True, slots=True)
class Band:
    """Where readings usually stand over a stretch of days, drawn as an area."""

    start: date
    end: date
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that happened on a day, such as a decision.

    Args:
        on: Its day; one before the first reading is not drawn, one after the last reading lengthens the axis.
        label: A few characters on top of the line, such as its code.
        link: Where the label leads. text: What it was, as a tooltip and in the table.
    """

    on: date
    label: str
    link: str = ""
    text: str = ""


def series(
    points: Sequence[tuple[date, float | None]],
    *,
    title: str,
    write: Callable[[float], str],
    lang: Lang,
    levels: Sequence[Level] = (),
    bands: Sequence[Band] = (),
    flagged: Sequence[date] = (),
    marks: Sequence[Mark] = (),
    ahead: Sequence[tuple[date, float]] = (),
    fan: Sequence[Spread] = (),
    path: Sequence[tuple[date, float]] = (),
    aim: Aim | None = None,
    today: date | None = None,
    message: str = "",
    palette: Palette = PAGE,
    width: float = 720,
    height: float = 260,
) -> Chart:
    """Draw readings as a line with its levels dashed, the readings that matter as squares, what happened as labelled lines.

    Args:
        points: Day and reading, in order; an absent reading breaks the line.
        title: What is read.
        write: How a value is written for the reader.
        lang: The reader's language.
        levels: Targets and limits. bands: Areas where readings usually stand.
        flagged: Days of the readings to bring out.
        marks: What happened, such as decisions.
        ahead: Days and values announced after the readings, drawn as a dotted line.
        fan: What the readings may become, in order of day. path: The way due to the target. aim: The target at its date.
        today: The day of the figures, marked when it stands within the axis.
        message: What the chart says, in a sentence; from where to where the readings went when absent.
        palette: The colours.
        width: Width of the drawing. height: Its height.

    Raises:
        ValueError: There is no reading at all; show why instead of an empty box.
    """
    known = [(at, value) for at, value in points if value is not None]
    if not known:
        raise ValueError("a line needs a reading")
    shown = sorted((mark for mark in marks if mark.on >= known[0][0]), key=lambda mark: (mark.on, mark.label))
    further = [(one.at, value) for one in fan for value in one.values] + [*path, *ahead] + ([(aim.at, aim.value)] if aim else [])
    plot = _Plot(known, levels, bands, shown, further, write, width, height)
    canvas = Canvas(width, height, palette)
    for band in bands:
        (x1, y1), (x2, y2) = plot.place(band.start, band.high), plot.place(band.end, band.low)
        canvas.box(x1, y1, x2 - x1, max(y2 - y1, 1), fill=palette.calm_soft, radius=2)
    _grid(canvas, plot, write, lang)
    _levels(canvas, plot, levels)
    _beyond(canvas, plot, known[-1], fan, path, today, lang)
    for mark, floor in plot.placed:
        x = plot.place(mark.on, plot.low)[0]
        start = plot.above + floor * FLOOR + PILL if floor >= 0 else plot.top
        canvas.line(x, start, x, plot.bottom, stroke=palette.accent, dash="1 4", width=1.5)
    if aim:
        fans.line(canvas, plot.place, aim, known[0][0])
    _curve(canvas, points, plot.place)
    if ahead:
        _curve(canvas, [known[-1], *ahead], plot.place, dash="1 6")
    _names(canvas, plot, levels)
    _spots(canvas, plot, known, flagged)
    if aim:
        fans.words(canvas, plot.place, aim, top=plot.top, left=plot.left)
    for mark, floor in plot.placed:
        _pill(canvas, mark, plot.place(mark.on, plot.low)[0], plot.above + floor * FLOOR if floor >= 0 else None, plot.top)
    return _with_words(canvas, title, message, known, ahead, fan, shown, write, lang)


def _levels(canvas: Canvas, plot: _Plot, levels: Sequence[Level]) -> None:
    for level in levels:
        (x1, y), (x2, _) = plot.place(level.start, level.value), plot.place(level.end, level.value)
        canvas.line(x1, y, x2, y, stroke=canvas.palette.muted if level.dash else canvas.palette.ink, dash=level.dash or None)


def _beyond(
    canvas: Canvas,
    plot: _Plot,
    last: tuple[date, float],
    fan: Sequence[Spread],
    path: Sequence[tuple[date, float]],
    today: date | None,
    lang: Lang,
) -> None:
    """Draw what is not read: what may come, the way due, the line of today."""
    fans.areas(canvas, plot.place, last, fan)
    if path:
        places = " ".join(f"{x:.1f},{y:.1f}" for x, y in (plot.place(at, value) for at, value in path))
        canvas.add("polyline", points=places, fill="none", stroke=canvas.palette.muted, stroke_width=1.5, stroke_dasharray="5 4")
    if today is not None and plot.start < today < plot.end:
        x = plot.place(today, plot.low)[0]
        canvas.line(x, plot.top - 4, x, plot.bottom, stroke=canvas.palette.strong, width=1.5)
        words = render(Text(N_("today")), lang)
        canvas.text(x, plot.bottom - 5, words, size=11, fill=canvas.palette.muted, anchor="middle", halo=True)


def _spots(canvas: Canvas, plot: _Plot, known: Sequence[tuple[date, float]], flagged: Sequence[date]) -> None:
    palette = canvas.palette
    for at, value in known:
        if at in flagged:
            x, y = plot.place(at, value)
            canvas.box(x - 4.5, y - 4.5, 9, 9, fill=palette.bad, radius=1.5, stroke=palette.surface)
    x, y = plot.place(*known[-1])
    canvas.add("circle", cx=x, cy=y, r=3.5, fill=palette.accent, stroke=palette.surface, stroke_width=1.5)


class _Plot:
    """Where a day and a value stand on the drawing."""

    def __init__(
        self,
        known: Sequence[tuple[date, float]],
        levels: Sequence[Level],
        bands: Sequence[Band],
        marks: Sequence[Mark],
        further: Sequence[tuple[date, float]],
        write: Callable[[float], str],
        width: float,
        height: float,
    ) -> None:
        values = [value for _, value in (*known, *further)] + [level.value for level in levels]
        values += [edge for band in bands for edge in (band.low, band.high)]
        self.ticks = number_ticks(min(values), max(values))
        self.low, self.high = self.ticks[0], self.ticks[-1]
        self.start = known[0][0]
        self.end = max([known[-1][0], *(at for at, _ in further), *(mark.on for mark in marks)])
        self.left = max(len(write(tick)) for tick in self.ticks) * 11 * CHARACTER + 10
        self.has_gutter = width >= GUTTER_FROM and any(level.name for level in levels)
        self.above = NAMED if not self.has_gutter and any(level.name for level in levels) else 0.0
        widest = max((len(level.name) for level in levels), default=0) * 11 * CHARACTER
        self.right = width - (min(widest, width / 5) + 18 if self.has_gutter else 12)
        self.width, self.bottom = width, height - 40
        self.days = (self.end - self.start).days or 1
        self.placed = self._floors(marks)
        self.top = self.above + 14.0 + FLOOR * (max((floor for _, floor in self.placed), default=-1) + 1)

    def place(self, at: date, value: float) -> tuple[float, float]:
        """Return where a value of a day stands, held inside the plot from left to right."""
        across = self.left + (self.right - self.left) * min(1.0, max(0.0, (at - self.start).days / self.days))
        return across, self.bottom - (self.bottom - self.top) * (value - self.low) / (self.high - self.low)

    def _floors(self, marks: Sequence[Mark]) -> list[tuple[Mark, int]]:
        """Return the row of the label of each mark; -1 where none has room."""
        ends = [float("-inf")] * FLOORS
        placed = []
        self.top = 14.0
        for mark in marks:
            x, half = self.place(mark.on, self.low)[0], _half(mark)
            left = min(max(x, half), self.width - half) - half
            floor = next((n for n, end in enumerate(ends) if left >= end + 4), -1)
            if floor >= 0:
                ends[floor] = left + 2 * half
            placed.append((mark, floor))
        return placed


def _half(mark: Mark) -> float:
    return max(len(mark.label) * 10.5 * CHARACTER / 2 + 8, 12.0)


def _grid(canvas: Canvas, plot: _Plot, write: Callable[[float], str], lang: Lang) -> None:
    palette = canvas.palette
    for tick in plot.ticks:
        y = plot.place(plot.start, tick)[1]
        canvas.line(plot.left, y, plot.right, y, stroke=palette.line)
        canvas.text(plot.left - 8, y + 4, write(tick), size=11, fill=palette.muted, anchor="end")
    for at, name, year in day_ticks(plot.start, plot.end, most=int((plot.right - plot.left) / 62), lang=lang):
        x = plot.place(at, plot.low)[0]
        canvas.text(x, plot.bottom + 16, name, size=11, fill=palette.muted, anchor="middle")
        if year:
            canvas.text(x, plot.bottom + 31, year, size=11, fill=palette.muted, weight=600, anchor="middle")


def _names(canvas: Canvas, plot: _Plot, levels: Sequence[Level]) -> None:
    """Write the names of the levels: in the margin and apart from each other, or above the readings when there is no margin."""
    named = sorted((level for level in levels if level.name), key=lambda level: -level.value)
    if named and not plot.has_gutter:
        words = " · ".join(level.name for level in named)
        canvas.text(plot.right, 10.5, words, size=11, fill=canvas.palette.muted, anchor="end", room=plot.right)
        return
    lowest = float("-inf")
    for level in named:
        lowest = max(plot.place(level.end, level.value)[1] + 4, lowest + 14)
        canvas.text(plot.right + 8, lowest, level.name, size=11, fill=canvas.palette.muted, room=canvas.width - plot.right - 6)


def _pill(canvas: Canvas, mark: Mark, at: float, above: float | None, top: float) -> None:
    palette = canvas.palette
    inner = Canvas(canvas.width, canvas.height, palette)
    if mark.text:
        inner.add("title", escape(mark.text))
    if above is None:
        inner.diamond(at, top, 5, fill=palette.accent, stroke=palette.surface)
    else:
        half = _half(mark)
        middle = min(max(at, half), canvas.width - half - 1)
        inner.box(middle - half, above + 0.5, 2 * half, PILL, fill=palette.accent_soft, radius=PILL / 2, stroke=palette.accent)
        inner.text(middle, above + 14.5, mark.label, size=10.5, weight=600, anchor="middle")
    marks = "".join(inner.marks)
    name = f"{mark.label} {mark.text}".strip()
    canvas.marks.append(element("a", marks, href=mark.link, aria_label=name) if mark.link else element("g", marks))


def _curve(
    canvas: Canvas,
    points: Sequence[tuple[date, float | None]],
    place: Callable[[date, float], tuple[float, float]],
    dash: str | None = None,
) -> None:
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
            stroke_dasharray=dash,
            stroke_linejoin="round",
            stroke_linecap="round",
        )


def _with_words(
    canvas: Canvas,
    title: str,
    message: str,
    known: Sequence[tuple[date, float]],
    ahead: Sequence[tuple[date, float]],
    fan: Sequence[Spread],
    marks: Sequence[Mark],
    write: Callable[[float], str],
    lang: Lang,
) -> Chart:
    """Return the chart with its sentence and its table; what happened stands beside the first reading from its day on."""
    (start, first), (end, last) = known[0], known[-1]
    summary = Text(N_("From %(first)s on %(start)s to %(last)s on %(end)s."), first=write(first), start=start, last=write(last), end=end)
    columns = [render(Text(N_("Date")), lang), title]
    rows = [[day(at, lang), write(value)] for at, value in (*known, *ahead)]
    spread = [one for one in fan if one.at > end]
    if spread:
        columns += [render(one, lang) for one in SPREAD]
        rows = [[*row, *[""] * len(SPREAD)] for row in rows] + [[day(one.at, lang), "", *map(write, one.values)] for one in spread]
    if marks:
        columns.append(render(Text(N_("What happened")), lang))
        days = [at for at, _ in (*known, *ahead)] + [one.at for one in spread]
        said: dict[int, list[str]] = {}
        for mark in marks:
            beside = next((place for place, at in enumerate(days) if at >= mark.on), len(days) - 1)
            said.setdefault(beside, []).append(f"{mark.label} {mark.text}".strip())
        rows = [[*row, "; ".join(said.get(place, []))] for place, row in enumerate(rows)]
    return canvas.chart(
        title=title,
        summary=message or render(summary, lang),
        columns=tuple(columns),
        rows=tuple(tuple(row) for row in rows),
        links=any(mark.link for mark in marks),
    )
