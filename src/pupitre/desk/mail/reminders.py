"""What one must do soon or should have done, in one letter a person."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Final
from urllib.parse import quote

from django.utils import timezone

from pupitre import words
from pupitre.desk.actions import Action, every
from pupitre.desk.changes.turn import writing
from pupitre.desk.mail import outbox
from pupitre.desk.mail.address import Reader, readers
from pupitre.desk.mail.body import Part
from pupitre.desk.mail.entrusted import card
from pupitre.kernel import N_, Text
from pupitre.records.models import Letter

SOON: Final = "reminder_soon"
LATE: Final = "reminder_late"
AHEAD: Final = 2
"""Days before its date on which an action is recalled."""
FROM: Final = time(7)
SHOWN: Final = 5
"""Late actions with links of their own in one letter; the others are counted."""


def write_due(now: datetime) -> int:
    """Write the reminders of the day, from seven in the morning, and return how many are new.

    An action is recalled once, two days before its date, or on the first day after that on which Pupitre runs. Late ones are recalled
    once a week. Blocked ones are not: somebody else has the next move.
    """
    here = timezone.localtime(now)
    if here.time() < FROM:
        return 0
    today = here.date()
    rows: dict[str, list[Action]] = {}
    for one in every():
        if one.owner and one.due_on and not one.is_done and not one.is_blocked and one.due_on <= today + timedelta(days=AHEAD):
            rows.setdefault(one.owner, []).append(one)
    if not rows:
        return 0
    count = 0
    with writing():
        reminded = _reminded(today)
        for person, who in readers(rows).items():
            soon, late = _wanted(person, rows[person], today, reminded)
            if who.email and (soon or late):
                count += _write(who, soon, late, today, now)
    return count


def _reminded(today: date) -> frozenset[str]:
    """Return the marks of the reminders written in the last week."""
    since = timezone.make_aware(datetime.combine(today - timedelta(days=8), time()))
    return frozenset(Letter.objects.filter(kind__in=(SOON, LATE), due_at__gte=since).values_list("mark", flat=True))


def _wanted(person: str, rows: Sequence[Action], today: date, reminded: frozenset[str]) -> tuple[list[Action], list[Action]]:
    soon = [one for one in rows if one.due_on and one.due_on >= today and not _was_recalled(person, one.due_on, today, reminded)]
    monday = today - timedelta(days=today.weekday())
    has_late = any(_mark(LATE, person, monday + timedelta(days=n)) in reminded for n in range(7))
    return soon, [] if has_late else [one for one in rows if one.is_late(today)]


def _was_recalled(person: str, due_on: date, today: date, reminded: frozenset[str]) -> bool:
    first = due_on - timedelta(days=AHEAD)
    return any(_mark(kind, person, first + timedelta(days=n)) in reminded for n in range((today - first).days) for kind in (SOON, LATE))


def _mark(kind: str, person: str, on: date) -> str:
    return f"{kind}/{quote(person, safe='')}/{on.isoformat()}"


def _write(who: Reader, soon: Sequence[Action], late: Sequence[Action], today: date, now: datetime) -> bool:
    if _mark(SOON, who.person, today) in _reminded(today) or _mark(LATE, who.person, today) in _reminded(today):
        return False
    lang, kind = who.lang, LATE if late else SOON
    parts: list[Part] = []
    if late:
        parts += [Part("head", words.render(Text.many(N_("Late: %(count)s action"), N_("Late: %(count)s actions"), count=len(late)), lang))]
        parts += [card(one, who, now=now) for one in late[:SHOWN]]
        rest = len(late) - SHOWN
        if rest > 0:
            more = Text.many(N_("And %(count)s other late action."), N_("And %(count)s other late actions."), count=rest)
            parts += [Part("said", words.render(more, lang))]
    if soon:
        parts += [Part("head", words.render(Text(N_("Due within two days")), lang)), *(card(one, who, now=now) for one in soon[:SHOWN])]
    hint = Text(N_("Answer in one minute, without signing in: the links are yours, serve once and hold for fourteen days."))
    title = _title(len(soon), len(late))
    return outbox.write(
        _mark(kind, who.person, today),
        kind=kind,
        to=who.email,
        lang=lang,
        subject=words.render(title, lang),
        title=words.render(title, lang),
        parts=[*parts, Part("small", words.render(hint, lang))],
        now=now,
    )


def _title(soon: int, late: int) -> Text:
    near = Text.many(N_("%(count)s action is due within two days"), N_("%(count)s actions are due within two days"), count=soon)
    past = Text.many(N_("%(count)s action is late"), N_("%(count)s actions are late"), count=late)
    if soon and late:
        return Text(N_("%(late)s, %(soon)s"), late=past, soon=near)
    return past if late else near
