"""The few letters that signing in needs, sent without making the page wait."""

from __future__ import annotations

from secrets import token_hex
from threading import Thread

from pupitre.desk.mail import post as server

NAMES = server.NAMES


def can_post() -> bool:
    """Tell whether a mail server was given."""
    return server.is_set()


def deliver(to: str, subject: str, text: str) -> None:
    """Hand a letter to the mail server of the home.

    Raises:
        OSError, SMTPException: The server cannot be reached, or refuses it.
    """
    line = server.Line()
    try:
        line.send(mark=f"account/{token_hex(16)}", to=to, subject=subject, text=text)
    finally:
        line.close()


def post(to: str, subject: str, text: str) -> None:
    """Send a letter behind the page: how long the server takes must not tell whether there was a letter to send.

    It does not go through the outbox: the link in it opens an account, and is written down nowhere.
    """
    Thread(target=deliver, args=(to, subject, text), daemon=True).start()
