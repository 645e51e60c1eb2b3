"""What changed since a page was made: the last entry of the log and the last examination that ended."""

from __future__ import annotations

from typing import TypedDict

from django.db import connection

from pupitre import words
from pupitre.desk.rights import Viewer
from pupitre.desk.rows import quoted
from pupitre.desk.web.frame import state_of
from pupitre.kernel import N_, Text
from pupitre.records.models import Change, ExaminationRun
from pupitre.words import Lang


class News(TypedDict):
    """What a page that is being filled in says instead of changing under the hand.

    Whether others wrote, and the sentence that says who.
    """

    others: bool
    text: str


def state() -> str:
    """Return the state of the home as a short text: the last change and the last examination that ended, in one question."""
    change, run = (quoted(model._meta.db_table) for model in (Change, ExaminationRun))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT (SELECT MAX(id) FROM {change}), (SELECT MAX(id) FROM {run} WHERE state <> %s)", ["running"])
        last, ended = cursor.fetchone()
    return state_of(last, ended)


def news(seen: str, viewer: Viewer, lang: Lang) -> News:
    """Return whether somebody else wrote since a state, and the sentence that says so."""
    since = int(number) if (number := seen.partition("-")[0]).isdigit() and len(number) < 19 else 0
    names = list(Change.objects.filter(id__gt=since).exclude(by=viewer.name).order_by("id").values_list("by", flat=True)[:50])
    named = tuple(dict.fromkeys(names))[-3:]
    if not named or viewer.is_scoped:  # who works elsewhere in the company is not theirs to follow
        text = Text(N_("Something changed since this page was opened."))
    else:
        text = Text(N_("%(names)s changed something since this page was opened."), names=named)
    return {"others": bool(named), "text": words.render(text, lang)}
