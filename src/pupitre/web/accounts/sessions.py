"""Sessions kept with the account they belong to, so that each person sees theirs and can end them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.http import HttpRequest
from django.utils import timezone

from pupitre.records.models import Account, OpenSession

SEEN: str = "seen_at"
DEVICE: str = "device"
OPENED: str = "opened_at"
NOTED_EVERY = 15 * 60
"""Seconds between two notes of when a session was last used: the fourteen days without use are counted from the last note."""

BROWSERS = (("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox", "Firefox"), ("Chrom", "Chrome"), ("Safari", "Safari"))
SYSTEMS = (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "macOS"), ("Linux", "Linux"))


class SessionStore(DatabaseStore):
    """Django's sessions in the database, with whose they are."""

    @classmethod
    def get_model_class(cls) -> type[OpenSession]:
        """Return the model of a session."""
        return OpenSession

    def create_model_instance(self, data: dict[str, Any]) -> OpenSession:  # a session holds values of every kind
        """Return the row of a session."""
        row: OpenSession = super().create_model_instance(data)
        account = data.get(SESSION_KEY)
        row.account_id = int(account) if account else None
        row.device = str(data.get(DEVICE, ""))
        row.seen_at = timezone.now()
        opened = data.get(OPENED)
        row.opened_at = datetime.fromisoformat(opened) if opened else row.seen_at
        return row


def open_for(request: HttpRequest) -> None:
    """Note, in a session that has just been given to somebody, the browser and the moment; drop the sessions that nobody uses any more."""
    OpenSession.objects.filter(expire_date__lt=timezone.now()).delete()
    request.session[DEVICE] = device(request.headers.get("User-Agent", ""))
    request.session[OPENED] = timezone.now().isoformat()
    request.session[SEEN] = timezone.now().timestamp()


def note_use(request: HttpRequest) -> None:
    """Push the end of a session back, at most four times an hour: writing on each page would make readers wait for each other."""
    now = timezone.now().timestamp()
    if now - float(request.session.get(SEEN, 0)) > NOTED_EVERY:
        request.session[SEEN] = now


def end_others(request: HttpRequest, account: Account) -> int:
    """End every session of an account but this one, and return how many."""
    ended, _ = account.sessions.exclude(session_key=request.session.session_key).delete()
    return int(ended)


def device(agent: str) -> str:
    """Return the browser and system that a browser says it is; empty when it says nothing known."""
    found = [next((name for mark, name in known if mark in agent), "") for known in (BROWSERS, SYSTEMS)]
    return " · ".join(filter(None, found))
