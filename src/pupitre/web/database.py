"""Where the rows stand: a file of the home, or a PostgreSQL server named by an address."""

from __future__ import annotations

from pathlib import Path
from typing import Any  # Django's settings hold values of every kind
from urllib.parse import parse_qsl, unquote, urlsplit

from pupitre.kernel import N_, InputError, Text

SCHEMES = ("postgresql", "postgres")


def database(home: Path, address: str | None) -> dict[str, Any]:
    """Return Django's setting of the database.

    Args:
        home: The home directory; the rows stand in it when no address is given.
        address: `postgresql://user:password@host:port/name?sslmode=require`, with any option that libpq takes.

    Raises:
        InputError: The address is of another kind or names no database.
    """
    return _postgresql(address) if address else _sqlite(home / "pupitre.sqlite3")


def _sqlite(file: Path) -> dict[str, Any]:
    # IMMEDIATE takes the write lock when a transaction opens: two that read then write wait for each other instead of failing.
    # ATOMIC_REQUESTS stays off for that reason: a page that only reads must not take it.
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": file,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA cache_size=-64000;PRAGMA temp_store=MEMORY;",
        },
    }


def _postgresql(address: str) -> dict[str, Any]:
    parts = urlsplit(address)
    name = unquote(parts.path.lstrip("/"))
    if parts.scheme not in SCHEMES or not name:
        raise InputError(
            Text(N_("PUPITRE_DATABASE_URL is not the address of a PostgreSQL database.")),
            mend=Text(N_("Write it as %(example)s."), example="postgresql://user:password@host:5432/name"),
        )
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    host = options.pop("host", None) or parts.hostname or ""
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(host),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }
