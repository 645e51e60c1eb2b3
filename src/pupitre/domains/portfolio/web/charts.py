"""The charts of the portfolio's pages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pupitre import words
from pupitre.charts import Chart, Level, Range, range_bars, series
from pupitre.charts.palette import Tone
from pupitre.domains.portfolio.web.shelf import ProjectRow
from pupitre.kernel import N_, Text
from pupitre.words import Lang

TONES: dict[str, Tone] = {"on_time": "good", "late": "warn", "very_late": "bad", "unknown": "calm"}


def finish_bars(rows: Sequence[ProjectRow], *, on: date, is_today: bool, lang: Lang) -> tuple[Chart, Chart] | None:
    """Return the bars of likely finishes, for a wide page and for a phone; None when no project has a date."""
    bars = [
        Range(
            label=row.name,
            likely_on=row.p50_on,
            safe_on=max(row.p80_on or row.p50_on, row.p50_on),
            declared_on=row.due_on,
            from_on=row.starts_on if row.starts_on and row.starts_on < on else None,
            note=row.unit_name,
            tone=TONES.get(row.factual, "calm"),
            word=words.render(row.factual_word[1], lang),
            link=row.link,
        )
        for row in rows
        if row.p50_on
    ]
    if not bars:
        return None
    title = words.render(Text(N_("Likely finish of the projects")), lang)
    line = "" if is_today else words.day(on, lang)
    wide = range_bars(bars, title=title, on=on, lang=lang, on_word=line)
    return wide, range_bars(bars, title=title, on=on, lang=lang, width=340, stacked=True, on_word=line)


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
