"""Links that sign one person in, once."""

from __future__ import annotations

import getpass
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
    from django.db.models import Q  # the link is printed before anything else needs the models

    from pupitre.records.models import Account

    handle = slug(name) or "owner"
    known = Account.objects.filter(Q(handle=handle) | Q(name=name)).order_by("id").first()
    return known or Account.objects.create_user(f"{handle}@localhost", name=name, role="administrator", handle=handle)


def presentable(login: str, full_name: str = "") -> str:
    """Return how to name the person behind an account of the machine: by their full name when it holds one, else by their login.

    >>> presentable("claire.vasseur")
    'Claire Vasseur'
    >>> presentable("cvasseur", "Claire Vasseur,,,")
    'Claire Vasseur'
    """
    told = full_name.split(",")[0].strip()
    if told and told.lower() != login.lower():
        return told
    return " ".join(part.capitalize() for part in login.replace(".", " ").replace("_", " ").replace("-", " ").split())


def person_at_the_keyboard() -> str:
    """Return how to name whoever runs the command."""
    from pupitre import words
    from pupitre.desk.rights import ROLES
    from pupitre.desk.settings import setting

    login = getpass.getuser()
    if login == "root":  # nobody's name
        return words.render(ROLES["administrator"], words.language(setting("language")))
    try:
        import pwd  # absent on Windows
    except ImportError:
        return presentable(login)
    try:
        return presentable(login, pwd.getpwnam(login).pw_gecos)
    except KeyError:  # a login that the machine does not list, as in a container
        return presentable(login)
