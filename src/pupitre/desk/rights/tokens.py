"""Keys for programs: made once, kept as a digest, with the rights of an account or less."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Q
from django.utils import timezone

from pupitre.desk.rights.viewer import Viewer
from pupitre.records.models import Account, ApiToken

PREFIX: Final = "pup_"
"""Tells a key of Pupitre from others, so that those who search files for forgotten keys find it."""
NOTED_EVERY: Final = timedelta(hours=1)


def make(account: Account, name: str, *, may_write: bool, expires_at: datetime | None) -> tuple[ApiToken, str]:
    """Return a new token and its text, which is kept nowhere."""
    text = PREFIX + secrets.token_urlsafe(32)
    row = ApiToken.objects.create(account=account, name=name, digest=digest(text), may_write=may_write, expires_at=expires_at)
    return row, text


def account_of_token(text: str) -> tuple[Account, bool] | None:
    """Return the account that a token stands for and whether it may write; None when it opens nothing (any more)."""
    now = timezone.now()
    alive = Q(expires_at=None) | Q(expires_at__gt=now)
    row = ApiToken.objects.filter(alive, digest=digest(text), revoked_at=None, account__is_active=True).select_related("account").first()
    if row is None:
        return None
    if row.used_at is None or now - row.used_at > NOTED_EVERY:
        ApiToken.objects.filter(pk=row.pk).update(used_at=now)
    return row.account, row.may_write


def viewer_of_token(text: str) -> Viewer | None:
    """Return the viewer that a token stands for: its account, reading only unless the token may write."""
    found = account_of_token(text)
    return None if found is None else viewer_of(found[0], is_reader=not found[1])


def viewer_of(account: Account, *, is_reader: bool = False) -> Viewer:
    """Return the viewer that an account stands for."""
    units = frozenset(account.units)
    return Viewer(name=account.name, role=account.role, units=units, person=account.person, account=account.pk, is_reader=is_reader)


def digest(text: str) -> str:
    """Return what is kept of a token: it is long and drawn at random, so a plain digest cannot be turned back."""
    return hashlib.sha256(text.encode()).hexdigest()
