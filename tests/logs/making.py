"""Logs written by hand for the tests that read them."""

from __future__ import annotations

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<log xes.version="1.0">\n<string key="concept:name" value="Claims"/>\n'


def event(name, at=None, *, more=""):
    """Return an event of XES."""
    when = f'<date key="time:timestamp" value="{at}"/>' if at else ""
    return f'<event>\n<string key="concept:name" value="{name}"/>\n{when}{more}</event>\n'


def case(name, *events, more=""):
    """Return a case of XES."""
    named = f'<string key="concept:name" value="{name}"/>' if name else ""
    return f"<trace>\n{named}{more}{''.join(events)}</trace>\n"


def xes(*cases):
    """Return a log of XES."""
    return f"{HEAD}{''.join(cases)}</log>\n"


def at(hour, day=1):
    """Return a time of March 2026."""
    return f"2026-03-{day:02d}T{hour:02d}:00:00Z"
