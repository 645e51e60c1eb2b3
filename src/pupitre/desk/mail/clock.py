"""What happens by itself while a home is served: letters leave, reminders and the page of Monday are written, figures follow the day."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path
from threading import Event
from typing import Final

from django.db import close_old_connections, connection
from django.utils import timezone

from pupitre.desk.background import examine_soon
from pupitre.desk.examine import is_behind
from pupitre.desk.mail import entrusted, monday, outbox, post, reminders
from pupitre.desk.mail.address import language_of
from pupitre.desk.mail.outbox import Joined
from pupitre.desk.rights import Viewer
from pupitre.desk.rights.tokens import viewer_of
from pupitre.records.models import Change, ExaminationRun, Letter
from pupitre.words import Lang

EVERY_SECONDS: Final = 20.0
PATIENCE: Final = timedelta(minutes=30)
"""An examination asked for is not asked for again before so long; the page of Monday waits for it no longer than that."""
LOCK: Final = "clock.lock"
Brief = Callable[[Viewer, Lang], bytes]
logger = logging.getLogger(__name__)


@dataclass
class Clock:
    """The clock of one home; of several servers, one keeps it.

    Args:
        origin: How the addresses of this Pupitre begin.
        brief: Makes the executive brief of one reader, as a PDF.
        examine: Starts an examination.
    """

    origin: str
    brief: Brief
    examine: Callable[[], None] = examine_soon
    _seen: int = -1
    _asked_at: datetime | None = None

    def tick(self, now: datetime) -> int:
        """Do what is due at a moment and return how many letters left."""
        self._follow_the_day(now)
        if not post.is_set():
            return 0
        last = Change.objects.order_by("-id").values_list("id", flat=True).first() or 0
        if last != self._seen:
            entrusted.follow(now)
            self._seen = last
        reminders.write_due(now)
        if not self._is_waiting(now):
            monday.write_due(now)
        return outbox.send_due(now, origin=self.origin, prepare=self.joined)

    def _follow_the_day(self, now: datetime) -> None:
        """Examine again what was examined another day: ages and lateness move with the date."""
        if self._is_stale(now) and (self._asked_at is None or now - self._asked_at > PATIENCE):
            self._asked_at = now
            self.examine()

    def _is_stale(self, now: datetime) -> bool:
        last = ExaminationRun.objects.order_by("-id").values_list("on", flat=True).first()
        return is_behind() or (last is not None and last < timezone.localtime(now).date())

    def _is_waiting(self, now: datetime) -> bool:
        is_running = ExaminationRun.objects.order_by("-id").values_list("state", flat=True).first() == "running"
        return (is_running or self._is_stale(now)) and self._asked_at is not None and now - self._asked_at < PATIENCE

    def joined(self, letter: Letter) -> Joined | None:
        """Return what is joined to a letter, made with the rights that its reader has now; None when it must not leave."""
        if letter.kind in (entrusted.KIND, entrusted.GONE):
            return Joined() if entrusted.is_true(letter) else None
        if letter.kind == monday.KIND:
            account = monday.account_of(letter)
            if account is None:
                return None
            made = self.brief(viewer_of(account), language_of(account))
            return Joined(((f"pupitre-{timezone.localdate(letter.made_at).isoformat()}.pdf", "application/pdf", made),))
        return Joined()


@contextmanager
def kept(home: Path) -> Iterator[bool]:
    """Hold the clock of a home, and tell whether nobody else has it."""
    with (home / LOCK).open("a") as held:
        try:
            flock(held, LOCK_EX | LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True


def run(clock: Clock, stop: Event, *, home: Path) -> None:
    """Wake every twenty seconds until told to stop; a server that does not have the clock takes it over when it is free."""
    while not stop.is_set():
        with kept(home) as is_mine:
            while is_mine and not stop.is_set():
                _wake(clock)
                stop.wait(EVERY_SECONDS)
        stop.wait(EVERY_SECONDS)


def _wake(clock: Clock) -> None:
    close_old_connections()
    try:
        clock.tick(timezone.now())
    except Exception:
        logger.exception("the clock could not finish this turn")
    finally:
        connection.close()
