"""One writer at a time: whoever changes the company model waits for the one before."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

TURN = 7_385_201
"""Names the lock among those of the PostgreSQL server."""


@contextmanager
def writing() -> Iterator[None]:
    """Open a transaction that no other writer shares, so that what is read in it is still true when it is written.

    SQLite gives that by itself: its transactions take the write lock when they open (`transaction_mode` in the settings). PostgreSQL
    does not: two that read the end of the log would both seal it. A lock held until the end of the transaction makes them take turns.
    """
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [TURN])
        yield
