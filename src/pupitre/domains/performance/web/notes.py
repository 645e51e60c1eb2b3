"""What people noted about a KPI, on a date of its life."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from pupitre.desk import changes
from pupitre.kernel import N_, Text
from pupitre.records.models import MODELS

LONGEST = 300


@dataclass(frozen=True, slots=True)
class Note:
    """One note: what it says, the date it speaks of, who wrote it and when."""

    text: str
    on: date | None
    by: str
    at: datetime


def notes_on(key: str) -> tuple[Note, ...]:
    """Return the notes on a KPI, the latest date first."""
    rows = MODELS["comment"].objects.filter(kind="kpi", subject=key).values("text", "on", "by", "at")
    found = [Note(row["text"], row["on"], row["by"] or "", row["at"]) for row in rows]
    return tuple(sorted(found, key=lambda one: (one.on or one.at.date(), one.at), reverse=True))


def note(key: str, text: str, on: date, *, by: str) -> int | None:
    """Note something about a KPI on a date, and return the number of the change."""
    row = {"kind": "kpi", "subject": key, "at": timezone.now(), "by": by, "on": on, "text": text}
    return changes.write("comment", row, by=by, why=Text(N_("Noted on the page of the KPI.")))
