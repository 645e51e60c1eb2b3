"""A drawing in SVG, and the chart that it becomes with its table."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from html import escape

from pupitre.charts.palette import Palette, Tone

FONT = "Inter Variable, Inter, sans-serif"
CHARACTER = 0.56
"""Mean width of a character of Inter, in font sizes; measured over French and English titles, wide enough to be safe."""
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML document may hold, even escaped: a name copied from a terminal can bear some."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture, what it says in words, and its figures.

    Args:
        svg: The drawing; every word in it is escaped.
        title: What is drawn.
        summary: What it shows, as a sentence.
        columns: Names of the columns of its table.
        rows: The figures drawn, written for the reader.
    """

    svg: str
    title: str
    summary: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(slots=True)
class Canvas:
    """Marks gathered one by one."""

    width: float
    height: float
    palette: Palette
    marks: list[str] = field(default_factory=list)

    def add(self, tag: str, inside: str = "", **attributes: object) -> None:
        """Add an element; underscores of names become dashes, absent values are left out."""
        self.marks.append(element(tag, inside, **attributes))

    def line(self, x1: float, y1: float, x2: float, y2: float, *, stroke: str, width: float = 1, dash: str | None = None) -> None:
        """Add a straight line."""
        self.add("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=stroke, stroke_width=width, stroke_dasharray=dash, stroke_linecap="round")

    def box(self, x: float, y: float, width: float, height: float, *, fill: str, radius: float = 3, stroke: str | None = None) -> None:
        """Add a rectangle; nothing when it has no width."""
        if width > 0:
            self.add("rect", x=x, y=y, width=width, height=height, rx=min(radius, width / 2), fill=fill, stroke=stroke)

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        size: float = 12,
        fill: str | None = None,
        weight: int = 400,
        anchor: str = "start",
        room: float | None = None,
        halo: bool = False,
    ) -> None:
        """Add words, cut to the room they have, the whole words in a tooltip; a halo keeps lines below from crossing them."""
        shown = fitted(words, room, size) if room is not None else words
        whole = element("title", escape(words)) if shown != words else ""
        self.add(
            "text",
            whole + escape(shown),
            x=x,
            y=y,
            font_size=size,
            fill=fill or self.palette.ink,
            font_weight=weight,
            text_anchor=anchor,
            stroke=self.palette.surface if halo else None,
            stroke_width=3 if halo else None,
            paint_order="stroke" if halo else None,
        )

    def diamond(self, x: float, y: float, size: float, *, fill: str, stroke: str | None = None) -> None:
        """Add a square standing on its corner."""
        points = f"{x:g},{y - size:g} {x + size:g},{y:g} {x:g},{y + size:g} {x - size:g},{y:g}"
        self.add("polygon", points=points, fill=fill, stroke=stroke, stroke_width=1.5 if stroke else None)

    def state(self, x: float, y: float, tone: Tone) -> None:
        """Add the shape of a state, 9 wide, around a point: disc, diamond, square or ring."""
        colour = self.palette.mark(tone)
        match tone:
            case "bad":
                self.box(x - 4.5, y - 4.5, 9, 9, fill=colour, radius=1.5)
            case "warn":
                self.diamond(x, y, 5.5, fill=colour)
            case "calm":
                self.add("circle", cx=x, cy=y, r=3.75, fill="none", stroke=colour, stroke_width=1.75)
            case _:
                self.add("circle", cx=x, cy=y, r=4.5, fill=colour)

    def chart(self, *, title: str, summary: str, columns: tuple[str, ...], rows: tuple[tuple[str, ...], ...], links: bool = False) -> Chart:
        """Return the drawing with its words; one that holds links is a group, so that they can be reached."""
        inside = "".join(self.marks)
        name = "c" + hashlib.sha256(f"{title}{summary}{self.width}{inside}".encode()).hexdigest()[:10]
        words = element("title", escape(title), id=f"{name}t") + element("desc", escape(summary), id=f"{name}d")
        svg = element(
            "svg",
            words + inside,
            xmlns="http://www.w3.org/2000/svg",
            viewBox=f"0 0 {self.width:g} {self.height:g}",
            width=f"{self.width:g}",
            height=f"{self.height:g}",
            role="group" if links else "img",
            aria_labelledby=f"{name}t {name}d",
            font_family=FONT,
        )
        return Chart(NOT_XML.sub("", svg), title, summary, columns, rows)


def element(tag: str, inside: str = "", **attributes: object) -> str:
    """Return one SVG element; `inside` is markup already, attributes are escaped."""
    written = "".join(
        f' {name.replace("_", "-")}="{escape(_attribute(value), quote=True)}"' for name, value in attributes.items() if value is not None
    )
    return f"<{tag}{written}>{inside}</{tag}>" if inside else f"<{tag}{written}/>"


def _attribute(value: object) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def fitted(words: str, room: float, size: float) -> str:
    """Return words cut with an ellipsis when they are wider than their room."""
    most = max(1, int(room / (size * CHARACTER)))
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"
