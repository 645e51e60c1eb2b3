"""The likely finish of each project as a bar on one axis of days, drawn in the row that says the same in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.safestring import SafeString, mark_safe

from pupitre import words
from pupitre.charts.axis import day_ticks
from pupitre.domains.portfolio.web.shelf import FACTUAL, ProjectRow
from pupitre.kernel import N_, Text
from pupitre.words import Lang

HEAD = 42
"""Height of the axis above the bars, in pixels; a bar is as high as its row."""
MARKS = 5
"""Marks of months that have room above the bars."""


@dataclass(frozen=True, slots=True)
class Axis:
    """The days from one edge to the other, with the months marked and the day the projects were judged on."""

    start: date
    end: date
    on: date
    ticks: tuple[tuple[date, str], ...]
    on_word: str

    def at(self, day: date) -> float:
        """Return where a day stands, from 0 to 100."""
        share = (day - self.start).days / max((self.end - self.start).days, 1)
        return round(100 * min(1.0, max(0.0, share)), 2)

    @property
    def head(self) -> SafeString:
        """The names of the months, and the day judged."""
        here = self.at(self.on)
        names = [f'<text x="{x}%" y="36" class="track-month">{name}</text>' for day, name in self.ticks if 4 < (x := self.at(day)) < 96]
        anchor = "start" if here < 12 else "end" if here > 88 else "middle"
        now = f'<text x="{here}%" y="14" class="track-now-word" text-anchor="{anchor}">{self.on_word}</text>'
        line = f'<line x1="{here}%" x2="{here}%" y1="20" y2="{HEAD}" class="track-now"/>'
        return _drawn("".join(names) + now + line, f'height="{HEAD}"')


def axis(rows: Sequence[ProjectRow], *, on: date, is_today: bool, lang: Lang) -> Axis | None:
    """Return the axis that holds the finishes of some projects; None when none has a date.

    Args:
        rows: The projects.
        on: The day they were judged on.
        is_today: Whether that day is today.
        lang: The language of the months.
    """
    ends = [day for row in rows if row.p50_on for day in (row.p50_on, row.p80_on, row.due_on) if day]
    if not ends:
        return None
    days = [*ends, on]
    ahead = max(30, (max(days) - min(days)).days)
    starts = [row.starts_on for row in rows if row.starts_on and row.p50_on]
    # The road before is context: it never takes more than a third of the width from the dates that matter.
    first = max(min(starts, default=min(days)), min(days) - timedelta(days=ahead // 2))
    margin = timedelta(days=max(4, ahead // 30))
    start, end = min(first, min(days)) - margin, max(days) + margin
    ticks = tuple((day, year or name) for day, name, year in day_ticks(start, end, most=MARKS, lang=lang))
    word = words.render(Text(N_("today")), lang) if is_today else words.day(on, lang, style="short")
    return Axis(start, end, on, ticks, word)


def bar(row: ProjectRow, on: Axis) -> SafeString:
    """Return the drawing of one project: the road so far, the likely to the safe finish, the date promised as a diamond."""
    marks = [_upright(on.at(day), "track-tick") for day, _ in on.ticks]
    marks.append(_upright(on.at(on.on), "track-now"))
    if row.p50_on:
        likely, safe = on.at(row.p50_on), on.at(max(row.p80_on or row.p50_on, row.p50_on))
        if row.starts_on and row.starts_on < row.p50_on:
            marks.append(f'<line x1="{on.at(row.starts_on)}%" x2="{likely}%" y1="50%" y2="50%" class="track-road"/>')
        if row.due_on and row.due_on < row.p50_on:
            marks.append(f'<line x1="{on.at(row.due_on)}%" x2="{likely}%" y1="50%" y2="50%" class="track-over"/>')
        wide = max(safe - likely, 1.2)
        marks.append(
            f'<rect x="{likely}%" y="50%" width="{wide:.2f}%" height="12" transform="translate(0 -6)" rx="2" class="track-range"/>'
        )
        marks.append(f'<rect x="{likely}%" y="50%" width="3.5" height="18" transform="translate(0 -9)" rx="1.5" class="track-likely"/>')
    if row.due_on:
        diamond = '<path d="M0-6.5 6.5 0 0 6.5-6.5 0z" class="track-promised"/>'
        marks.append(f'<svg x="{on.at(row.due_on)}%" y="50%" overflow="visible">{diamond}</svg>')
    return _drawn("".join(marks), 'height="100%"', FACTUAL[row.factual][0])


def _upright(x: float, name: str) -> str:
    return f'<line x1="{x}%" x2="{x}%" y1="0" y2="100%" class="{name}"/>'


def _drawn(marks: str, height: str, tone: str = "calm") -> SafeString:
    # Only numbers, and words of the catalogue, stand in the marks.
    return mark_safe(f'<svg class="track track-{tone}" width="100%" {height} aria-hidden="true" focusable="false">{marks}</svg>')
