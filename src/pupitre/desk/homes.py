"""The home directory of one Pupitre, and Django set up against it."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import django
from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Field, Model

from pupitre import store
from pupitre.desk.locks import alone
from pupitre.desk.manifest import every_file
from pupitre.kernel import N_, InputError, Place, Text

STRANGER_SECONDS = 600.0
"""A file that no manifest names is only taken for a left-over after so long."""


COLUMNS = {
    "sqlite": "SELECT m.name, c.name FROM sqlite_master AS m JOIN pragma_table_info(m.name) AS c WHERE m.type = 'table'",
    "postgresql": "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = ANY (current_schemas(false))",
}
"""What asks each kind of database for the columns of its tables."""
SERVED = "served.lock"
"""Held, shared, by each server of a home: a home in use is not replaced."""


@dataclass(frozen=True, slots=True)
class Home:
    """Where everything of one Pupitre stands.

    Args:
        path: The directory.
    """

    path: Path

    @property
    def database(self) -> Path:
        """The file of rows."""
        return self.path / "pupitre.sqlite3"

    @property
    def bulk(self) -> Path:
        """The folder of bulk tables."""
        return self.path / "bulk"

    @property
    def derived(self) -> Path:
        """The folder of the tables that domains published."""
        return self.path / "derived"

    @property
    def incoming(self) -> Path:
        """The folder of uploads."""
        return self.path / "incoming"

    @property
    def answers(self) -> Path:
        """The folder of answers given in the wizard."""
        return self.path / "answers"


def current() -> Home:
    """Return the home that this process works on."""
    return Home(Path(settings.HOME))


def open_home(path: str | Path | None = None, *, must_exist: bool = False) -> Home:
    """Set Django up against a home, made when it does not exist, and bring its database up to date.

    Args:
        path: The directory; `PUPITRE_HOME` or `~/.pupitre` when absent.
        must_exist: Refuse a directory that holds no home rather than make one: what only reads a home makes none by a slip of the pen.

    Raises:
        InputError: The directory cannot be made or written, or holds no home when it must.
        RuntimeError: This process works on another home already.
    """
    wanted = Path(path or os.environ.get("PUPITRE_HOME") or "~/.pupitre").expanduser().resolve()
    home = Home(wanted)
    _finish_restoring(wanted)
    if must_exist and not home.bulk.is_dir():
        raise InputError(
            Text(N_("There is no Pupitre here.")),
            where=Place(file=str(wanted)),
            mend=Text(N_("Name the directory of yours with --home, or make one with “pupitre init”.")),
        )
    try:
        for folder in (home.path, home.bulk, home.derived, home.incoming, home.answers):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as refused:
        raise InputError(
            Text(N_("This directory cannot be made: %(reason)s."), reason=refused.strerror or ""),
            where=Place(file=str(wanted)),
            mend=Text(N_("Choose another directory with --home.")),
        ) from refused
    os.environ["PUPITRE_HOME"] = str(wanted)
    if not settings.configured:
        os.environ["DJANGO_SETTINGS_MODULE"] = "pupitre.web.settings"  # whatever another project of this account exports
    django.setup()
    if Path(settings.HOME) != wanted:
        raise RuntimeError(f"this process works on {settings.HOME} already")
    migrate(home)
    sweep()
    return home


def aside(home: Path, state: str) -> Path:
    """Return the directory beside a home in which a restoring one stands: `restoring` until it is whole, then `restored`."""
    return home.with_name(f".{home.name}.{state}")


def _finish_restoring(home: Path) -> None:
    """Put a restored home in its place when the restoring was interrupted after it had put the old one aside."""
    ready = aside(home, "restored")
    if not home.exists() and ready.exists():
        ready.rename(home)


@contextmanager
def served(home: Path) -> Iterator[None]:
    """Say, as long as it lasts, that a server works on a home."""
    with (home / SERVED).open("a") as held:
        fcntl.flock(held, fcntl.LOCK_SH)
        yield


def migrate(home: Home) -> None:
    """Bring the database up to date, when it is not; of two processes that start together, one waits for the other.

    Tables and columns that it lacks all the same, in a home begun before the first migration stood as it does, are added empty.
    """
    if _steps_left():
        with alone(home.path / "home.lock"):
            executor = MigrationExecutor(connection)
            executor.migrate(executor.loader.graph.leaf_nodes())
    if any(_lacking()):
        with alone(home.path / "home.lock"), connection.schema_editor() as editor:
            tables, columns = _lacking()
            for model in tables:
                editor.create_model(model)
            for model, field in columns:
                editor.add_field(model, field)


def _lacking() -> tuple[list[type[Model]], list[tuple[type[Model], Field[Any, Any]]]]:
    """Return the records whose table the database lacks, and the fields of the others whose column it lacks."""
    with connection.cursor() as cursor:
        cursor.execute(COLUMNS[connection.vendor])
        known: dict[str, set[str]] = {}
        for table, column in cursor.fetchall():
            known.setdefault(table, set()).add(column)
    records = apps.get_app_config("records").get_models(include_auto_created=True)
    tables, columns = [], []
    for model in records:
        if model._meta.db_table not in known:
            tables.append(model)
            continue
        columns += [(model, one) for one in model._meta.local_concrete_fields if one.column not in known[model._meta.db_table]]
    return tables, columns


def _steps_left() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def sweep(*, older_than: float = STRANGER_SECONDS) -> tuple[str, ...]:
    """Remove the files that interrupted imports left behind, and return their names.

    The write lock is held while they are told apart: an import under way has it until its files are in the manifest.

    Args:
        older_than: Seconds: a younger file is left, so that a start never waits for an import under way.
    """
    root = current().bulk
    latest = time.time() - older_than
    if not any((root / name).stat().st_mtime <= latest for name in store.strangers(root, every_file())):
        return ()
    with transaction.atomic():
        return store.remove_strangers(root, every_file())
