"""Links good for one answer: made for one person, spent once, gone after two weeks.

The database holds a digest of each token, and a letter that waits holds a mark in place of it: the token is drawn from the mark with the
secret of the home when the letter leaves. Whoever reads the database alone can answer nothing.
"""

from __future__ import annotations

import base64
import hashlib
import re
import secrets
from datetime import datetime, timedelta
from typing import Final, Literal

from django.utils import timezone
from django.utils.crypto import salted_hmac

from pupitre.records.models import Account, AnswerLink

Kind = Literal["action", "finding"]
LIFE: Final = timedelta(days=14)
OPENING, CLOSING = "\ue000", "\ue001"
"""Signs that nobody types and that are taken off every word written by people: only a link begins and ends with them."""
MARK: Final = re.compile(f"{OPENING}([0-9a-f]{{32}}){CLOSING}")


def make(kind: Kind, key: str, *, person: str = "", account: Account | None = None, now: datetime | None = None) -> str:
    """Keep a new link and return its mark, which `addressed` turns into an address.

    Args:
        kind: What it is about.
        key: Which one: an action's code, a finding's fingerprint.
        person: The code of the person it is made for.
        account: Whose rights it has, when it lets them decide.
        now: When; now when absent.
    """
    seed = secrets.token_hex(16)
    at = now or timezone.now()
    AnswerLink.objects.create(digest=digest(token_of(seed)), kind=kind, key=key, person=person, account=account, expires_at=at + LIFE)
    return f"{OPENING}{seed}{CLOSING}"


def token_of(seed: str) -> str:
    """Return the token of a link."""
    drawn = salted_hmac("pupitre.desk.mail.links", seed, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(drawn).rstrip(b"=").decode()


def digest(token: str) -> str:
    """Return what is kept of a token; drawn at random, it cannot be turned back."""
    return hashlib.sha256(token.encode()).hexdigest()


def addressed(text: str, origin: str) -> str:
    """Return a text with an address in place of each mark.

    Args:
        text: The text.
        origin: How the addresses of this Pupitre begin: https://pupitre.example.com.
    """
    return MARK.sub(lambda found: f"{origin.rstrip('/')}/answer/{token_of(found[1])}/", text)


def find(token: str) -> AnswerLink | None:
    """Return the link of a token, whatever became of it."""
    return AnswerLink.objects.select_related("account").filter(digest=digest(token)).first()


def is_alive(link: AnswerLink, now: datetime) -> bool:
    """Tell whether a link still opens its page."""
    return now < link.expires_at


def spend(link: AnswerLink, at: datetime) -> bool:
    """Spend a link and tell whether it was still good; the caller holds the transaction and writes the answer in it."""
    return AnswerLink.objects.filter(pk=link.pk, spent_at=None, expires_at__gt=at).update(spent_at=at) == 1
