"""A process as boxes and curves: what follows what, how often, where work waits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from itertools import pairwise
from typing import Literal

from pupitre.charts.canvas import CHARACTER, Canvas, Chart, element
from pupitre.charts.layers import Edge, Layout, layered
from pupitre.charts.palette import PAGE, Palette, Tone

Point = tuple[float, float]
NAME, FIGURE = 12.5, 11.5
"""Sizes of the letters of a box: its name, the figures below."""
ARROW = 7.0
LOOP_ROOM = 62.0
"""Room beside a box for the curve that comes back to it at once, with its label."""
MARGIN = 6.0
PLACES = (0.5, 0.4, 0.6, 0.3, 0.7, 0.22, 0.78)
"""Where a label may stand on its curve, the best place first."""
ASIDE = 6.0
"""How far a label moves aside at a time, where no place on its curve is free."""


@dataclass(frozen=True, slots=True)
class Box:
    """A step, or the start or the end of all of them.

    Args:
        key: What its lines name. name: Its words.
        figures: What stands below the name. brief: The same in fewer characters, for a narrow drawing.
        tone: `warn` or `bad` colours and marks it: the words of `figures` must say why.
        kind: A start and an end are drawn round. link: Where it leads. text: All that a tooltip and a screen reader say.
        is_chosen: Whether it is the one being looked at.
    """

    key: str
    name: str
    figures: str = ""
    brief: str = ""
    tone: Tone = "calm"
    kind: Literal["start", "step", "end"] = "step"
    link: str = ""
    text: str = ""
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class Way:
    """A line from a box to another, or back to itself.

    Args:
        start, end: Keys of the boxes. weight: How thick it is drawn. label: A few characters on it.
        pull: How strongly it keeps its two ends under each other; the weight when absent.
        tone, link, text, is_chosen: As for a box.
    """

    start: str
    end: str
    weight: float
    label: str = ""
    pull: float | None = None
    tone: Tone = "calm"
    link: str = ""
    text: str = ""
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class _Look:
    """Sizes of a drawing."""

    width: float
    gap: float
    between: float
    name: float = NAME
    figure: float = FIGURE


WIDE = _Look(width=178, gap=26, between=50)
NARROW = _Look(width=134, gap=12, between=44, name=11.5, figure=10.5)


def flow_map(
    boxes: Sequence[Box],
    ways: Sequence[Way],
    *,
    title: str,
    summary: str,
    columns: tuple[str, ...],
    rows: tuple[tuple[str, ...], ...],
    palette: Palette = PAGE,
    narrow: bool = False,
) -> Chart:
    """Draw boxes from the top down with curves between them; lines that go back up are dashed.

    Args:
        boxes: In an order where the first one is the top. ways: Lines between them; one to an unknown box is left out.
        title: What is drawn. summary: What it shows, as a sentence. columns, rows: Its figures, written for the reader.
        palette: The colours. narrow: Smaller boxes, for a phone.
    """
    look = NARROW if narrow else WIDE
    known = {box.key for box in boxes}
    ways = [way for way in ways if way.start in known and way.end in known]
    loops = {way.start for way in ways if way.start == way.end}
    names = {box.key: _lines(box.name, look.width - 22, look.name) for box in boxes}
    if narrow:
        boxes = [replace(box, figures=box.brief or box.figures) for box in boxes]
    widths = {box.key: look.width + (2 * LOOP_ROOM if box.key in loops else 0) for box in boxes}
    laid = layered(widths, {(way.start, way.end): way.weight if way.pull is None else way.pull for way in ways}, gap=look.gap)
    frame = _Frame(laid, _highs(boxes, names, laid, look), look)
    canvas = Canvas(laid.width + 2 * MARGIN, frame.bottom + MARGIN, palette)
    taken = [frame.box(box.key) for box in boxes]
    routes = {(way.start, way.end): frame.route(way.start, way.end) for way in ways if way.start != way.end}
    most = max((way.weight for way in ways), default=1.0) or 1.0
    # The thin lines first: the main road stays in one piece.
    for way in sorted(ways, key=lambda one: (one.is_chosen, one.weight)):
        _curve(canvas, way, routes.get((way.start, way.end)), frame, most)
    for way in sorted(ways, key=lambda one: -one.weight):
        _label(canvas, way, routes.get((way.start, way.end)), frame, taken)
    for box in boxes:
        _box(canvas, box, names[box.key], frame)
    is_linked = any(box.link for box in boxes) or any(way.link for way in ways)
    return canvas.chart(title=title, summary=summary, columns=columns, rows=rows, links=is_linked)


class _Frame:
    """Where the boxes and lines of a layout stand on the drawing."""

    def __init__(self, laid: Layout, highs: Sequence[float], look: _Look) -> None:
        self.laid, self.highs, self.look = laid, highs, look
        self.levels = [MARGIN + sum(highs[:rank]) + rank * look.between for rank in range(len(highs))]
        self.bottom = self.levels[-1] + highs[-1] if highs else 0.0
        self._ports = self._spread()

    def box(self, key: str) -> tuple[float, float, float, float]:
        """Return the edges of a box: left, top, right, bottom."""
        x, rank = self.laid.across[key] + MARGIN, self.laid.ranks[key]
        return x - self.look.width / 2, self.levels[rank], x + self.look.width / 2, self.levels[rank] + self.highs[rank]

    def route(self, start: str, end: str) -> list[Point]:
        """Return the points of a line in the direction it goes: out of a box, through each rank, into the other."""
        edge = (start, end)
        is_back = edge in self.laid.backward
        upper, lower = (end, start) if is_back else (start, end)
        aside = 9.0 if is_back and (end, start) in self.laid.routes else 0.0
        rank = self.laid.ranks[upper]
        points: list[Point] = [(self._ports[edge, "out"], self.levels[rank] + self.highs[rank])]
        for at, x in enumerate(self.laid.routes[edge], start=rank + 1):
            points += [(x + MARGIN + aside, self.levels[at] + 4), (x + MARGIN + aside, self.levels[at] + self.highs[at] - 4)]
        points.append((self._ports[edge, "in"], self.levels[self.laid.ranks[lower]]))
        return points[::-1] if is_back else points

    def _spread(self) -> dict[tuple[Edge, str], float]:
        """Return where each line leaves the bottom of its upper box and enters the top of its lower one.

        They stand side by side, the heaviest in the middle: the main road is straight.
        """
        sides: dict[tuple[str, str], list[tuple[float, bool, Edge]]] = defaultdict(list)
        for edge, route in self.laid.routes.items():
            is_back = edge in self.laid.backward
            upper, lower = (edge[1], edge[0]) if is_back else edge
            sides[upper, "out"].append((route[0] if route else self.laid.across[lower], is_back, edge))
            sides[lower, "in"].append((route[-1] if route else self.laid.across[upper], is_back, edge))
        ports: dict[tuple[Edge, str], float] = {}
        for (key, side), lines in sides.items():
            lines.sort()
            step = min(26.0 if len(lines) > 2 else 42.0, (self.look.width - 34) / len(lines))
            middle = self.laid.across[key] + MARGIN
            heaviest = max(range(len(lines)), key=lambda at: self.laid.weights[lines[at][2]])
            most = (self.look.width - 34) / 2
            left = max(-most, min(-heaviest * step, most - (len(lines) - 1) * step))
            for at, (_, _, edge) in enumerate(lines):
                ports[edge, side] = middle + left + at * step
        return ports


def _highs(boxes: Sequence[Box], names: Mapping[str, Sequence[str]], laid: Layout, look: _Look) -> list[float]:
    """Return how high the boxes of each rank are: as high as the one that says most."""
    highs = [0.0] * (max(laid.ranks.values(), default=-1) + 1)
    for box in boxes:
        high = 15 + look.name * 1.25 * len(names[box.key]) + (look.figure * 1.35 if box.figures else 0)
        highs[laid.ranks[box.key]] = max(highs[laid.ranks[box.key]], high)
    return highs


def _curve(canvas: Canvas, way: Way, route: list[Point] | None, frame: _Frame, most: float) -> None:
    palette = canvas.palette
    stroke = palette.accent if way.is_chosen else palette.mark(way.tone)
    thick = 1.3 + 6.2 * (max(way.weight, 0.0) / most) ** 0.6
    head = ARROW + thick * 0.55
    if route is None:
        _, top, right, bottom = frame.box(way.start)
        middle = (top + bottom) / 2
        far, low = right + 40, middle + 10
        path = f"M{right:.1f} {middle - 11:.1f}C{far:.1f} {middle - 24:.1f} {far:.1f} {middle + 24:.1f} {right + head:.1f} {low:.1f}"
        tip = f"{right:.1f},{middle + 9:.1f} {right + head:.1f},{middle + 9 - head / 2:.1f} {right + head:.1f},{middle + 9 + head / 2:.1f}"
        thick = min(thick, 3.0)
    else:
        x, y = route[-1]
        sign = 1 if route[-2][1] < y else -1
        path = _path([*route[:-1], (x, y - sign * head * 0.8)])
        tip = f"{x:.1f},{y:.1f} {x - head / 2:.1f},{y - sign * head:.1f} {x + head / 2:.1f},{y - sign * head:.1f}"
    is_back = route is None or (way.start, way.end) in frame.laid.backward
    dash = f"{5 + thick:.0f} {3 + thick:.0f}" if is_back else None
    canvas.add("path", d=path, fill="none", stroke=stroke, stroke_width=thick, stroke_dasharray=dash)
    canvas.add("polygon", points=tip, fill=stroke)


def _path(points: Sequence[Point]) -> str:
    """Return a curve through points that passes each of them straight down or up."""
    written = [f"M{points[0][0]:.1f} {points[0][1]:.1f}"]
    for (x1, y1), (x2, y2) in pairwise(points):
        if abs(x1 - x2) < 0.05:
            written.append(f"V{y2:.1f}")
        else:
            half = (y1 + y2) / 2
            written.append(f"C{x1:.1f} {half:.1f} {x2:.1f} {half:.1f} {x2:.1f} {y2:.1f}")
    return "".join(written)


def _label(canvas: Canvas, way: Way, route: list[Point] | None, frame: _Frame, taken: list[tuple[float, float, float, float]]) -> None:
    """Write the label of a line where nothing stands, and make it the way to its figures."""
    if not way.label:
        return
    palette, size = canvas.palette, frame.look.figure
    half = len(way.label) * size * CHARACTER / 2 + (13 if way.tone in ("warn", "bad") else 6)
    if route is None:
        _, top, right, bottom = frame.box(way.start)
        spots = [(right + 30 + half - 12, (top + bottom) / 2)]
    else:
        spots = [_at(route, share) for share in PLACES]
    aside = [(x + sign * ASIDE * step, y) for step in range(1, int(half / ASIDE) + 2) for x, y in spots[:3] for sign in (1, -1)]
    x, y = next((spot for spot in [*spots, *aside] if not any(_meets(spot, half, one) for one in taken)), spots[0])
    x = min(max(x, half + 1), canvas.width - half - 1)
    taken.append((x - half, y - 10, x + half, y + 10))
    inner = Canvas(canvas.width, canvas.height, palette)
    if way.text:
        inner.add("title", escape(way.text))
    fill = palette.area(way.tone) if way.tone in ("warn", "bad") else palette.surface
    stroke = palette.accent if way.is_chosen else palette.mark(way.tone) if way.tone in ("warn", "bad") else palette.line
    inner.add("rect", x=x - half, y=y - 12, width=2 * half, height=24, fill="transparent")
    inner.box(x - half, y - 9, 2 * half, 18, fill=fill, radius=9, stroke=stroke)
    left = x
    if way.tone in ("warn", "bad"):
        inner.state(x - half + 11, y, way.tone)
        left = x + 7
    inner.text(left, y + size * 0.36, way.label, size=size, weight=600 if way.is_chosen else 500, anchor="middle")
    _link(canvas, inner, way.link, way.text or way.label, way.is_chosen)


def _at(route: Sequence[Point], share: float) -> Point:
    """Return the point at a share of the way down a route, on its curve."""
    lengths = [abs(y2 - y1) + abs(x2 - x1) / 2 for (x1, y1), (x2, y2) in pairwise(route)]
    left = sum(lengths) * share
    for (start, end), length in zip(pairwise(route), lengths, strict=True):
        if left <= length or length == lengths[-1]:
            part = min(left / length, 1.0) if length else 0.0
            bent = 3 * part**2 - 2 * part**3
            return start[0] + (end[0] - start[0]) * bent, start[1] + (end[1] - start[1]) * part
        left -= length
    return route[-1]


def _meets(spot: Point, half: float, other: tuple[float, float, float, float]) -> bool:
    x, y = spot
    return x - half < other[2] + 2 and x + half > other[0] - 2 and y - 10 < other[3] + 1 and y + 10 > other[1] - 1


def _box(canvas: Canvas, box: Box, lines: Sequence[str], frame: _Frame) -> None:
    palette, look = canvas.palette, frame.look
    left, top, right, bottom = frame.box(box.key)
    inner = Canvas(canvas.width, canvas.height, palette)
    if box.text:
        inner.add("title", escape(box.text))
    is_end = box.kind != "step"
    is_told = box.tone in ("warn", "bad")
    fill = palette.accent_soft if is_end else palette.area(box.tone) if is_told else palette.surface
    stroke = palette.accent if is_end or box.is_chosen else palette.mark(box.tone) if is_told else palette.strong
    radius = (bottom - top) / 2 if is_end else 9
    inner.add(
        "rect", x=left, y=top, width=right - left, height=bottom - top, rx=radius, fill=fill, stroke=stroke,
        stroke_width=2.5 if box.is_chosen else 1.75 if is_told else 1.0,
    )  # fmt: skip
    middle, step = (left + right) / 2, look.name * 1.25
    y = (top + bottom) / 2 - (step * len(lines) + (look.figure * 1.35 if box.figures else 0)) / 2 + look.name * 0.95
    for line in lines:
        inner.text(middle, y, line, size=look.name, weight=620, anchor="middle")
        y += step
    if box.figures:
        room = right - left - (30 if is_told else 14)
        wide = min(len(box.figures) * look.figure * 0.5, room)
        if is_told:
            inner.state(middle - wide / 2 - 2, y - look.figure * 0.28, box.tone)
        inner.text(
            middle + (7 if is_told else 0), y + 1, box.figures, size=look.figure, anchor="middle", room=room,
            fill=palette.ink if is_told else palette.muted, weight=550 if is_told else 450,
        )  # fmt: skip
    _link(canvas, inner, box.link, box.text or box.name, box.is_chosen)


def _link(canvas: Canvas, inner: Canvas, link: str, label: str, is_chosen: bool) -> None:
    marks = "".join(inner.marks)
    current = "true" if is_chosen else None
    canvas.marks.append(element("a", marks, href=link, aria_label=label, aria_current=current) if link else element("g", marks))


def _lines(name: str, room: float, size: float) -> tuple[str, ...]:
    """Return a name on one line, or on two that fit as well as they can."""
    most = max(4, int(room / (size * CHARACTER)))
    if len(name) <= most:
        return (name,)
    words = name.split(" ")
    cuts = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
    fitting = [cut for cut in cuts if len(cut[0]) <= most] or [(name, "")]
    first, second = min(fitting, key=lambda cut: (max(len(cut[1]) - most, 0), abs(len(cut[0]) - len(cut[1]))))
    return tuple(line if len(line) <= most else line[: most - 1].rstrip() + "…" for line in (first, second) if line)
