"""Letters that wait for the mail server: written with the deed they tell, sent by the clock, tried again when refused."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from smtplib import SMTPException
from typing import Final

from django.db.models import Max
from django.utils import timezone

from pupitre.desk.mail import post
from pupitre.desk.mail.body import Part, html, plain, subject_of
from pupitre.desk.mail.links import addressed
from pupitre.kernel import N_, Text
from pupitre.records.models import Letter
from pupitre.words import Lang

WAITS: Final = (
    *(timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2)),
    *(timedelta(hours=6) for _ in range(12)),
)
"""How long is waited after each refusal: about three days in all."""
TRIES: Final = len(WAITS) + 1
BATCH: Final = 50
"""Letters sent in one go: a mail server refuses whoever sends too many at once."""


@dataclass(frozen=True, slots=True)
class Joined:
    """What is joined to a letter when it leaves.

    Args:
        files: Name, kind and content of each file.
    """

    files: tuple[tuple[str, str, bytes], ...] = ()


Prepare = Callable[[Letter], "Joined | None"]
"""What is joined to a letter about to leave; None when what it tells is no longer true, and it must not leave."""


def write(
    mark: str,
    *,
    kind: str,
    to: str,
    lang: Lang,
    subject: str,
    title: str,
    parts: Sequence[Part],
    calendar: str = "",
    now: datetime | None = None,
) -> bool:
    """Put a letter in the outbox, in the caller's transaction, and tell whether it is a new one.

    Args:
        mark: Names the fact that it tells: of two letters with one mark, the first alone is kept.
        kind: Of which sort it is. to: An address. lang: The reader's language.
        subject: Its subject. title: Its first line. parts: What follows.
        calendar: A calendar file joined to it.
        now: When it should leave; now when absent.
    """
    if not to or not post.is_set() or Letter.objects.filter(mark=mark).exists():
        return False
    fields = {
        "kind": kind,
        "to": to,
        "subject": subject_of(subject),
        "text": plain(title, parts, lang=lang),
        "html": html(title, parts, lang=lang),
        "calendar": calendar,
        "due_at": now or timezone.now(),
    }
    _, is_new = Letter.objects.get_or_create(mark=mark, defaults=fields)
    return is_new


def send_due(now: datetime, *, origin: str, prepare: Prepare) -> int:
    """Send the letters whose time has come and return how many the mail server took.

    A letter is counted as tried before it is handed over: a program that dies meanwhile tries again later, under the same number.

    Args:
        now: The present moment.
        origin: How the addresses of this Pupitre begin.
        prepare: What is joined to each.
    """
    waiting = list(Letter.objects.filter(sent_at=None, due_at__lte=now, attempts__lt=TRIES).order_by("due_at", "id")[:BATCH])
    if not waiting or not post.is_set():
        return 0
    sent, line = 0, post.Line()
    try:
        for letter in waiting:
            if not _claimed(letter, now):
                continue
            joined = prepare(letter)
            if joined is None:
                letter.delete()
            else:
                sent += _sent(letter, joined, line, now, origin)
    finally:
        line.close()
    return sent


def _claimed(letter: Letter, now: datetime) -> bool:
    """Take a letter for oneself: another server that read it too finds it tried already."""
    tried = letter.attempts
    wait = WAITS[min(tried, len(WAITS) - 1)]
    taken = Letter.objects.filter(pk=letter.pk, sent_at=None, attempts=tried).update(attempts=tried + 1, due_at=now + wait)
    return taken == 1


def _sent(letter: Letter, joined: Joined, line: post.Line, now: datetime, origin: str) -> bool:
    calendar = [("pupitre.ics", "text/calendar; method=PUBLISH; charset=utf-8", letter.calendar.encode())] if letter.calendar else []
    try:
        line.send(
            mark=letter.mark,
            to=letter.to,
            subject=letter.subject,
            text=addressed(letter.text, origin),
            html=addressed(letter.html, origin),
            files=(*calendar, *joined.files),
        )
    except (OSError, SMTPException, ValueError) as fault:  # a ValueError is an address or a header that mail cannot carry
        Letter.objects.filter(pk=letter.pk).update(failure=post.said(fault))
        return False
    # What was said is gone from here: the letter is with its reader.
    Letter.objects.filter(pk=letter.pk).update(sent_at=now, failure="", text="", html="", calendar="")
    return True


@dataclass(frozen=True, slots=True)
class Standing:
    """How the outbox stands.

    Args:
        waiting: Letters that wait for their first try. refused: Letters that the server refused and that will be tried again.
        given_up: Letters refused for three days. failure: What the server said last. next_at: When the next try is.
        sent_at: When a letter left last.
    """

    waiting: int = 0
    refused: int = 0
    given_up: int = 0
    failure: str = ""
    next_at: datetime | None = None
    sent_at: datetime | None = None

    @property
    def is_bad(self) -> bool:
        """Whether letters do not leave."""
        return bool(self.refused or self.given_up)

    def sentences(self) -> tuple[tuple[str, Text], ...]:
        """Return what an administrator reads of it, each sentence with its tone."""
        said: list[tuple[str, Text]] = []
        if self.refused and self.next_at:
            text = Text.many(
                N_("%(count)s letter was not taken by the mail server; it is tried again on %(at)s. The server said: %(said)s"),
                N_("%(count)s letters were not taken by the mail server; they are tried again from %(at)s. The server said: %(said)s"),
                count=self.refused,
                at=timezone.localtime(self.next_at),
                said=self.failure,
            )
            said.append(("bad", text))
        if self.given_up:
            text = Text.many(
                N_("%(count)s letter was given up after three days. The server said: %(said)s"),
                N_("%(count)s letters were given up after three days. The server said: %(said)s"),
                count=self.given_up,
                said=self.failure,
            )
            said.append(("bad", text))
        if self.waiting:
            text = Text.many(N_("%(count)s letter is about to leave."), N_("%(count)s letters are about to leave."), count=self.waiting)
            said.append(("calm", text))
        if self.sent_at:
            said.append(("good", Text(N_("The last letter left on %(at)s."), at=timezone.localtime(self.sent_at))))
        return tuple(said)


def standing() -> Standing:
    """Return how the outbox stands."""
    rows = list(Letter.objects.filter(sent_at=None).order_by("due_at").values_list("attempts", "failure", "due_at"))
    again = [row for row in rows if 0 < row[0] < TRIES]
    over = [row for row in rows if row[0] >= TRIES]
    return Standing(
        waiting=sum(row[0] == 0 for row in rows),
        refused=len(again),
        given_up=len(over),
        failure=next((row[1] for row in (*again, *over) if row[1]), ""),
        next_at=again[0][2] if again else None,
        sent_at=Letter.objects.aggregate(at=Max("sent_at"))["at"],
    )
