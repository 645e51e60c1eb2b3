"""From the events of the company model to the log of one process."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from pupitre.maths.process import encode, remote
from pupitre.maths.process.log import Log

FIRST: Final = datetime(2000, 1, 1, tzinfo=UTC)
"""Moments before this one are slips: the default dates of systems."""
MOST_ATTRIBUTES: Final = 40
"""Attributes of cases kept, the first met; a log of more is wider than long."""
PLACEHOLDERS: Final = frozenset({"?", "-", "--", "n/a", "na", "null", "none", "nan", "#n/a", "n.c.", "nc", "s/o", "unknown", "inconnu"})
"""What people and systems write when they know nothing."""


def of_process(events: pa.Table, process: str) -> pa.Table:
    """Return the events of a process, in the order of their files."""
    mine = events.filter(pc.equal(events.column("process"), process))
    return mine.sort_by([("position", "ascending")])


def log_of(events: pa.Table, process: str, *, until: date | None = None) -> Log:
    """Return the log of a process.

    Lines given twice count once, moments before the year 2000 or after the last day are left out, and a begin after its end is unknown.

    Args:
        events: The table of events, of any processes.
        process: The key of one of them.
        until: The last day that may be true; none when absent.
    """
    mine = of_process(events, process)
    mine = mine.filter(pc.and_(is_placed(mine.column("at"), until), pc.equal(pc.fill_null(mine.column("copy"), 0), 0)))
    at, start = mine.column("at"), mine.column("start")
    start = pc.if_else(pc.fill_null(pc.less_equal(start, at), False), start, pa.scalar(None, start.type))
    said = attributes(mine.column("attributes"))
    rows = {
        "case": mine.column("case"),
        "activity": mine.column("activity"),
        "ts": pc.cast(at, pa.int64()),
        "start": pc.cast(start, pa.int64()),
        "resource": mine.column("resource"),
        "unit": mine.column("unit"),
        "cost": mine.column("cost"),
    }
    return encode.from_arrow(pa.table(rows | said), attributes=tuple(said))


def log_away(address: str, process: str, *, until: date) -> Log:
    """Return the log of a process whose events stay on the company's own engine, within the same moments as `log_of`.

    Args:
        address: Where they are. process: Its key. until: The last day that may be true.
    """
    end = datetime(until.year, until.month, until.day, tzinfo=UTC) + timedelta(days=1)
    return remote.log_of(address, process, since=_micros(FIRST), until=_micros(end))


def _micros(moment: datetime) -> int:
    return round(moment.timestamp()) * 1_000_000


def is_placed(at: pa.ChunkedArray, until: date | None) -> pa.ChunkedArray:
    """Tell the moments that can be true."""
    placed = pc.greater_equal(at, pa.scalar(FIRST, at.type))
    if until is not None:
        end = datetime(until.year, until.month, until.day, tzinfo=UTC) + timedelta(days=1)
        placed = pc.and_(placed, pc.less(at, pa.scalar(end, at.type)))
    return placed


def attributes(said: pa.ChunkedArray) -> dict[str, pa.ChunkedArray]:
    """Return the attributes that JSON texts name, each as a column of texts; each different text is read once.

    Args:
        said: One object per event, or null.

    Returns:
        By name: the value of each event, null where nothing or a placeholder is said. Names of the columns of events are left out.
    """
    encoded = said.combine_chunks().dictionary_encode()
    texts = [json.loads(text) for text in encoded.dictionary.to_pylist()]
    objects = [text if isinstance(text, dict) else {} for text in texts]
    names = [name for name in dict.fromkeys(name for one in objects for name in one) if name not in (*encode.CANONICAL, "cid")]
    found: dict[str, pa.ChunkedArray] = {}
    for name in names:
        values = [_text(one.get(name)) for one in objects]
        if any(value is not None for value in values) and len(found) < MOST_ATTRIBUTES:
            found[name] = pa.chunked_array([pa.array(values, pa.string()).take(encoded.indices)])
    return found


def is_placeholder(text: str) -> bool:
    """Tell a text that stands for nothing."""
    return text.strip().casefold() in PLACEHOLDERS


def _text(value: object) -> str | None:
    """Return a value as people would write it, None when it says nothing."""
    if value is None or isinstance(value, dict | list):
        return None
    text = json.dumps(value) if isinstance(value, bool | int | float) else str(value).strip()
    return None if not text or is_placeholder(text) else text
