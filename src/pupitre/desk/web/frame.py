"""What the frame of every page needs to know of the home, in one question to the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.db import connection

from pupitre.desk.rows import quoted
from pupitre.records.models import MODELS, Change, ExaminationRun, Setting, Source


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the home stands.

    Args:
        state: Its last change and its last examination that ended, as `desk.web.search.pulse.state` writes them.
        on: The day of the last examination. company: Its name, empty until somebody says. read_at: When a file was last read.
    """

    state: str
    on: date | None
    company: str
    read_at: datetime | None


def frame() -> Frame:
    """Return where the home stands."""
    change, run, said, source, entity = (quoted(m._meta.db_table) for m in (Change, ExaminationRun, Setting, Source, MODELS["entity"]))
    on, at = quoted("on"), quoted("at")
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT (SELECT MAX(id) FROM {change}), (SELECT MAX(id) FROM {run} WHERE state <> %s), "
            f"(SELECT {on} FROM {run} ORDER BY id DESC LIMIT 1), (SELECT value FROM {said} WHERE name = %s), "
            f"(SELECT name FROM {entity} ORDER BY {quoted('key')} LIMIT 1), "
            f"(SELECT MAX(c.{at}) FROM {source} s JOIN {change} c ON c.id = s.change_id)",
            ["running", "name"],
        )
        last, ended, day, told, first, read_at = cursor.fetchone()
    return Frame(state_of(last, ended), _day(day), str(told or first or ""), _moment(read_at))


def state_of(change: int | None, run: int | None) -> str:
    """Return the state of a home as the pages carry it."""
    return f"{change or 0}-{run or 0}"


def _day(value: date | str | None) -> date | None:
    """Return a day as the database writes it: as a text on SQLite."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def _moment(value: datetime | str | None) -> datetime | None:
    """Return a moment as the database writes it: as a text without its zone, UTC, on SQLite."""
    return datetime.fromisoformat(value).replace(tzinfo=UTC) if isinstance(value, str) else value
