"""Words for how far an objective or a key result is on its way."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from pupitre.kernel import N_, Share, Text

LAG: Final = 0.1
"""A lag of a tenth of the way is within what one reading can change."""
FAR: Final = 0.5
"""Less than half of what is due by now is far behind."""

STATES: Final[Mapping[str, tuple[str, Text]]] = {
    "missed": ("bad", Text(N_("date missed"))),
    "far_behind": ("bad", Text(N_("far behind"))),
    "behind": ("warn", Text(N_("behind its pace"))),
    "on_pace": ("good", Text(N_("on pace"))),
    "ahead": ("good", Text(N_("ahead"))),
    "reached": ("good", Text(N_("reached"))),
    "unknown": ("calm", Text(N_("no pace yet"))),
    "draft": ("calm", Text(N_("draft"))),
    "dropped": ("calm", Text(N_("dropped"))),
}
"""Tone and word of each state, the worst first."""
CLOSED: Final = frozenset({"reached", "missed", "dropped", "draft"})
"""Lives that an objective declares, and that no reading changes."""

REASONS: Final[Mapping[str, Text]] = {
    "no_kpi": Text(N_("it names no KPI")),
    "no_reading": Text(N_("its KPI has no reading yet")),
    "no_target": Text(N_("it has no target")),
    "no_baseline": Text(N_("it has no baseline: nothing says where it started")),
    "no_dates": Text(N_("its start or its date is not known")),
    "flat": Text(N_("its target equals its baseline")),
    "not_enough_readings": Text(N_("less than a year of readings is known, and its baseline speaks of a year")),
    "no_key_result": Text(N_("it has no key result")),
    "": Text(N_("it was not there at the last examination")),
}
"""Why a pace is absent, to stand after a colon."""


def state(progress: float | None, expected: float | None, *, due_on: date | None, on: date, declared: str | None = None) -> str:
    """Return where something stands, as a key of `STATES`.

    Args:
        progress: Share of the way done. expected: Share due by now.
        due_on: Its date. on: The day.
        declared: The life it declares, when it declares one.

    >>> state(0.2, 0.6, due_on=None, on=date(2026, 7, 1)), state(0.45, 0.6, due_on=None, on=date(2026, 7, 1))
    ('far_behind', 'behind')
    """
    if declared in CLOSED:
        return str(declared)
    if progress is None or expected is None:
        return "unknown"
    if progress >= 1:
        return "reached"
    if due_on is not None and due_on < on:
        return "missed"
    lag = expected - progress
    if lag > LAG:
        return "far_behind" if progress < expected * FAR else "behind"
    return "ahead" if -lag > LAG else "on_pace"


def said(progress: float | None, time: float | None, reason: str, *, is_up: bool | None = None) -> Text:
    """Return the pace in words, or why there is none; `is_up`: whether better is higher, None for several figures together."""
    if progress is None or time is None:
        return Text(N_("no pace: %(reason)s"), reason=REASONS.get(reason, REASONS[""]))
    if progress > 1 and is_up is not None:
        text = N_("above its target, %(time)s of the time") if is_up else N_("below its target, better than asked, %(time)s of the time")
        return Text(text, time=Share(time))
    if progress > 1:
        return Text(N_("past its target, %(time)s of the time"), time=Share(time))
    if progress < 0:
        return Text(N_("moved away from its target, %(time)s of the time"), time=Share(time))
    return Text(N_("%(done)s of the way, %(time)s of the time"), done=Share(progress), time=Share(time))


def percent(share: float | None) -> int:
    """Return the width of a bar, from 0 to 100."""
    return round(100 * min(1.0, max(0.0, share or 0.0)))
