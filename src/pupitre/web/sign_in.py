"""Links that sign one person in, once."""

from __future__ import annotations

import hashlib
import json
import secrets
import time
from pathlib import Path
from typing import TYPE_CHECKING

from pupitre.sources.fill.keys import slug

if TYPE_CHECKING:
    from pupitre.records.models import Account

FOLDER = "sign-in"
LIFE_SECONDS = 24 * 3600


def new_token(home: Path, *, name: str, now: float | None = None) -> str:
    """Return a new single-use token; the home keeps its hash only.

    Args:
        home: The home directory.
        name: How the change log names who signs in with it.
        now: Seconds since 1970, the clock when absent.
    """
    token = secrets.token_urlsafe(24)
    folder = home / FOLDER
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    expires_at = (time.time() if now is None else now) + LIFE_SECONDS
    _file(home, token).write_text(json.dumps({"name": name, "expires_at": expires_at}))
    return token


def spend(home: Path, token: str, *, now: float | None = None) -> str | None:
    """Use a token up and return the name it signs in, or None when it is unknown, used or too old."""
    file = _file(home, token)
    try:
        body = json.loads(file.read_text())
        file.unlink()  # of two requests with one token, only one can remove the file
    except FileNotFoundError:
        return None
    return str(body["name"]) if body["expires_at"] > (time.time() if now is None else now) else None


def _file(home: Path, token: str) -> Path:
    return home / FOLDER / hashlib.sha256(token.encode()).hexdigest()


def account_of(name: str) -> Account:
    """Return the account that a link of the command line signs in: whoever runs the command owns the home, hence administers it."""
    from pupitre.records.models import Account  # the link is printed before anything else needs the models

    known = Account.objects.filter(name=name).order_by("id").first()
    return known or Account.objects.create_user(f"{slug(name) or 'owner'}@localhost", name=name, role="administrator")
