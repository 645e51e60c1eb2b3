"""Where the company stands: its name, the day of its figures, the age of its data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from pupitre.desk.findings import ranked, waiting_count
from pupitre.desk.rights import Viewer, reach
from pupitre.desk.settings import setting
from pupitre.kernel import N_, Text
from pupitre.records.models import MODELS, ExaminationRun, Setting, Source

FRESH_DAYS = 8
"""Data read within a week and a day are called up to date: most companies send theirs once a week."""


@dataclass(frozen=True, slots=True)
class Freshness:
    """How recent the data are: a tone, a phrase, where to look."""

    tone: str
    text: Text
    link: str


def company() -> str:
    """Return the name of the company, as it was set or as its files give it."""
    return setting("name") or MODELS["entity"].objects.order_by("key").values_list("name", flat=True).first() or ""


def has_data() -> bool:
    """Return whether a file was ever loaded."""
    return Source.objects.exists()


def language_told() -> str:
    """Return the language that the home was given, empty when nobody said."""
    return str(Setting.objects.filter(name="language").values_list("value", flat=True).first() or "")


def as_of() -> date | None:
    """Return the day of the last examination."""
    return ExaminationRun.objects.order_by("-id").values_list("on", flat=True).first()


def freshness() -> Freshness | None:
    """Return the age of the last file read, nothing before the first."""
    return freshness_of(Source.objects.aggregate(at=Max("change__at"))["at"])


def freshness_of(last: datetime | None) -> Freshness | None:
    """Return the age of a file read at a moment, nothing when none was."""
    if last is None:
        return None
    age = (timezone.now() - last).days
    text = Text.many(N_("Data read %(count)s day ago"), N_("Data read %(count)s days ago"), count=age)
    if timezone.localdate(last) == timezone.localdate():
        text = Text(N_("Data read today"))
    return Freshness("good" if age <= FRESH_DAYS else "warn", text, data_page())


def data_page() -> str:
    """Return the address of the data screen, or of the desk where no data screen is installed."""
    try:
        return reverse("data:home")
    except NoReverseMatch:
        return reverse("desk:home")


def today() -> date:
    """Return the day that the desk speaks of: that of the last examination, else this one."""
    return as_of() or timezone.localdate()


def open_count(viewer: Viewer) -> int:
    """Return how many findings in somebody's reach wait for someone."""
    if viewer.is_scoped:
        return len(reach(viewer).findings(ranked(on=today(), states=("open",))))
    return waiting_count(on=today())
