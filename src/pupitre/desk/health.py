"""Whether a home is in order: what it stands on, its files, its log."""

from __future__ import annotations

import os
import platform
import shutil
import sqlite3
from dataclasses import dataclass
from importlib.metadata import version
from typing import Literal

import duckdb
import pyarrow as pa
from django.db import connection
from django.db.models import Sum

from pupitre import store
from pupitre.desk.changes import verify_chain
from pupitre.desk.homes import current
from pupitre.desk.mail import outbox, post
from pupitre.desk.manifest import every_file, manifest_rows
from pupitre.kernel import N_, Quantity, Text
from pupitre.records.models import Change, DomainRun, ExaminationRun, Source

Verdict = Literal["good", "warning", "bad"]
OLDEST_PYTHON = (3, 11)
OLDEST_SQLITE = (3, 37, 0)
LITTLE_SPACE = 1_000_000_000
"""Bytes: below this much free space an import of a large company may not fit."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at.

    Args:
        name: Stable name. verdict: How it is. says: What was found. mend: What to do, when it is not good.
    """

    name: str
    verdict: Verdict
    says: Text
    mend: Text | None = None


def checks(*, thorough: bool = True) -> tuple[Check, ...]:
    """Return every check of the home that this process works on.

    Args:
        thorough: Also read the whole log and every bulk file again.
    """
    quick = (_versions(), _server(), _writable(), _disk(), _database(), _last_run(), _letters())
    return (*quick, _chain(), _segments()) if thorough else quick


def _versions() -> Check:
    says = Text(
        N_("Pupitre %(own)s, Python %(python)s, DuckDB %(duckdb)s, Arrow %(arrow)s"),
        own=version("pupitre"),
        python=platform.python_version(),
        duckdb=duckdb.__version__,
        arrow=pa.__version__,
    )
    is_old = tuple(map(int, platform.python_version_tuple()[:2])) < OLDEST_PYTHON
    return Check("versions", "bad" if is_old else "good", says, Text(N_("Install Python 3.11 or later.")) if is_old else None)


def _server() -> Check:
    """Look at what keeps the rows: a SQLite file or a PostgreSQL server."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SHOW server_version")
            return Check("postgresql", "good", Text(N_("PostgreSQL %(version)s"), version=str(cursor.fetchone()[0])))
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode")
        mode = str(cursor.fetchone()[0])
    says = Text(N_("SQLite %(version)s, journal %(mode)s"), version=sqlite3.sqlite_version, mode=mode)
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        return Check("sqlite", "bad", says, Text(N_("Install a Python with SQLite 3.37 or later.")))
    return Check("sqlite", "good", says)


def _writable() -> Check:
    path = current().path
    says = Text(N_("Home %(path)s"), path=str(path))
    if not os.access(path, os.W_OK | os.X_OK):
        return Check("home", "bad", says, Text(N_("Give this account the right to write in the home.")))
    if path.stat().st_mode & 0o077:
        return Check("home", "warning", says, Text(N_("Other accounts of this machine can read the home: keep it to yours (chmod 700).")))
    return Check("home", "good", says)


def _disk() -> Check:
    path = current().path
    free = shutil.disk_usage(path).free
    used = sum(file.stat().st_size for file in path.rglob("*") if file.is_file())
    says = Text(N_("%(used)s used, %(free)s free"), used=_megabytes(used), free=_megabytes(free))
    if free < LITTLE_SPACE:
        return Check("disk", "warning", says, Text(N_("Free some space before the next large import.")))
    return Check("disk", "good", says)


def _megabytes(size: int) -> Quantity:
    return Quantity(size / 1_000_000, "MB", 1)


def _database() -> Check:
    found = _damage()
    if found:
        return Check("database", "bad", Text(N_("The database is damaged: %(found)s"), found=found), Text(N_("Restore the last backup.")))
    rows = Source.objects.aggregate(total=Sum("rows_read"))["total"] or 0
    says = Text(
        N_("%(sources)s sources, %(rows)s rows read, %(changes)s changes"),
        sources=Source.objects.count(),
        rows=rows,
        changes=Change.objects.count(),
    )
    return Check("database", "good", says)


def _damage() -> str:
    """Return what SQLite finds wrong with its file; a PostgreSQL server looks after its own."""
    if connection.vendor != "sqlite":
        return ""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA quick_check")
        found = str(cursor.fetchone()[0])
    return "" if found == "ok" else found


def _last_run() -> Check:
    last = ExaminationRun.objects.order_by("-id").first()
    if last is None:
        return Check("examination", "good", Text(N_("Not examined yet")))
    failed = tuple(DomainRun.objects.filter(run=last, state="failed").values_list("domain", flat=True))
    if failed:
        says = Text(N_("In the last examination these domains failed: %(names)s"), names=failed)
        return Check("examination", "bad", says, Text(N_("Run pupitre examine again and report the message that it prints.")))
    return Check("examination", "good", Text(N_("Last examined for %(day)s"), day=last.on))


def _letters() -> Check:
    """Look at the letters: an outbox that does not empty is seen by nobody else."""
    if not post.is_set():
        return Check("letters", "good", Text(N_("No mail server is set: no letter leaves")))
    stands = outbox.standing()
    said = stands.sentences()
    if stands.is_bad:
        return Check("letters", "warning", said[0][1], Text(N_("Check the mail server on the settings page, then send a test letter.")))
    return Check("letters", "good", said[0][1] if said else Text(N_("No letter waits")))


def _chain() -> Check:
    report = verify_chain()
    if not report.is_whole:
        says = Text(
            N_("The change log does not hold at change %(number)s (%(fault)s)"), number=report.fault_at or 0, fault=str(report.fault)
        )
        return Check("log", "bad", says, Text(N_("Someone altered the database by other means: compare it with a backup.")))
    says = Text(
        N_("Change log whole: %(changes)s changes, %(rows)s rows, last seal %(seal)s"),
        changes=report.changes,
        rows=report.rows,
        seal=report.head[:12],
    )
    return Check("log", "good", says)


def _segments() -> Check:
    root = current().bulk
    wrong = [
        str(row["file"])
        for row in manifest_rows()
        if not (root / str(row["file"])).exists() or store.sha256_of(root / str(row["file"])) != row["digest"]
    ]
    if wrong:
        says = Text(N_("These files of bulk rows are missing or altered: %(files)s"), files=tuple(wrong))
        return Check("bulk", "bad", says, Text(N_("Restore them from the last backup, or load their source again.")))
    strangers = store.strangers(root, every_file())
    if strangers:
        says = Text.many(
            N_("%(count)s file left by an interrupted import"), N_("%(count)s files left by interrupted imports"), count=len(strangers)
        )
        return Check("bulk", "warning", says, Text(N_("It is removed when Pupitre starts again.")))
    return Check(
        "bulk",
        "good",
        Text.many(N_("%(count)s file of bulk rows, whole"), N_("%(count)s files of bulk rows, whole"), count=len(every_file())),
    )
