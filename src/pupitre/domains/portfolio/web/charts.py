"""The charts of the portfolio's pages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape

from pupitre import words
from pupitre.charts import Chart, Level, series
from pupitre.domains.portfolio.analysis.load import monday
from pupitre.domains.portfolio.web.causes import Causes
from pupitre.kernel import N_, Text
from pupitre.words import Lang

HEIGHT, FOOT, HEAD = 190, 24, 22
"""Of the drawing of the hours, in pixels; its width is that of the page."""


def slip_line(told: Sequence[tuple[date, date]], *, due_on: date | None, lang: Lang) -> tuple[Chart, Chart] | None:
    """Return how far the announced finish moved, report after report, in weeks from the first; None when it never moved."""
    if len({finish for _, finish in told}) < 2:
        return None
    first = told[0][1]
    points = [(at, (finish - first).days / 7) for at, finish in told]
    levels = [Level(told[0][0], told[-1][0], (due_on - first).days / 7, words.render(Text(N_("date promised")), lang))] if due_on else []
    title = words.render(Text(N_("Weeks the announced finish has moved")), lang)

    def write(value: float) -> str:
        return words.number(value, lang, digits=0 if abs(value) >= 10 or value == int(value) else 1)

    drawn = [series(points, title=title, write=write, lang=lang, levels=levels, width=width, height=220) for width in (1100.0, 340.0)]
    return drawn[0], drawn[1]


def hours(found: Causes, *, on: date, lang: Lang) -> Chart:
    """Return the hours asked of a skill week after week, against those it can give; what is beyond stands out by its stripes."""
    top = max([1.0, *(max(week.asked, week.capacity) for week in found.weeks)])
    wide = 100 / len(found.weeks)

    def y(value: float) -> float:
        return HEAD + (HEIGHT - HEAD - FOOT) * (1 - value / top)

    floor, marks, month = y(0), [], None
    for at, week in enumerate(found.weeks):
        left, given = at * wide, y(week.capacity)
        box = f'x="{left + 0.12 * wide:.2f}%" width="{0.76 * wide:.2f}%"'
        if week is found.week:
            marks.append(f'<rect x="{left:.2f}%" width="{wide:.2f}%" y="0" height="{floor:.1f}" class="hours-chosen"/>')
        within = min(week.asked, week.capacity)
        marks.append(f'<rect {box} y="{y(within):.1f}" height="{floor - y(within):.1f}" class="hours-asked"/>')
        if week.missing > 0:
            marks.append(f'<rect {box} y="{y(week.asked):.1f}" height="{given - y(week.asked):.1f}" class="hours-over"/>')
        marks.append(f'<line x1="{left:.2f}%" x2="{left + wide:.2f}%" y1="{given:.1f}" y2="{given:.1f}" class="hours-given"/>')
        if week.starts_on == monday(on):
            marks.append(f'<line x1="{left:.2f}%" x2="{left:.2f}%" y1="0" y2="{floor:.1f}" class="track-now"/>')
        if week.starts_on.month != month and len(found.weeks) - at > 2:
            month = week.starts_on.month
            name = escape(words.month(week.starts_on, lang) if month != 1 else str(week.starts_on.year))
            marks.append(f'<text x="{left:.2f}%" y="{HEIGHT - 6}" class="hours-month">{name}</text>')
    title = words.render(Text(N_("Hours asked of %(skill)s, week by week"), skill=found.name), lang)
    over = sum(week.missing > 0 for week in found.weeks)
    summary = words.render(
        Text.many(
            N_("%(count)s week of %(all)s asks for more than the hours available."),
            N_("%(count)s weeks of %(all)s ask for more than the hours available."),
            count=over,
            all=len(found.weeks),
        ),
        lang,
    )
    heads = (N_("Week starting on"), N_("Hours available"), N_("Hours asked"), N_("Load"), N_("Hours missing"))
    label = escape(f"{title}. {summary}")
    svg = f'<svg class="hours" role="img" aria-label="{label}" width="100%" height="{HEIGHT}">{STRIPES}{"".join(marks)}</svg>'
    return Chart(
        svg=svg,
        title=title,
        summary=summary,
        columns=tuple(words.render(Text(head), lang) for head in heads),
        rows=tuple(
            (
                words.day(week.starts_on, lang),
                words.number(week.capacity, lang),
                words.number(week.asked, lang),
                "–" if week.load is None else words.share(week.load, lang),
                words.number(week.missing, lang) if week.missing else "–",
            )
            for week in found.weeks
        ),
    )


STRIPES = (
    '<defs><pattern id="hours-stripes" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="6" height="6" class="hours-over-ground"/><rect width="3" height="6" class="hours-over-stripe"/></pattern></defs>'
)
