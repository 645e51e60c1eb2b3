"""Every row of the instance in one SQLite file, whatever server keeps them, and back."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.apps import apps
from django.core.management.color import no_style
from django.db import DEFAULT_DB_ALIAS, connection, connections, models, transaction
from django.db.migrations.executor import MigrationExecutor

from pupitre.desk.rows import quoted

AT_ONCE = 2000
LEFT_OUT = frozenset({"contenttypes", "auth", "sessions"})
"""Apps whose rows are made again where they are needed, or are nobody's to keep: whoever is signed in signs in again."""
COPY = "copy"


def saved(file: Path) -> None:
    """Write every row in a new SQLite file, as they stand at one moment, while others go on writing."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        target = sqlite3.connect(file)
        try:
            connection.connection.backup(target)
            target.execute("DELETE FROM django_session")
            target.execute("PRAGMA journal_mode=DELETE")
            target.commit()
            target.execute("VACUUM")
        finally:
            target.close()
        return
    with beside(file):
        _migrate(COPY)
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            copy(DEFAULT_DB_ALIAS, COPY)


def replaced(file: Path) -> None:
    """Put the rows of a SQLite file in place of those of the database, in the transaction of the caller."""
    with beside(file):
        _migrate(COPY)
        with connection.cursor() as cursor:
            for model in kept():
                cursor.execute(f"DELETE FROM {quoted(model._meta.db_table)}")
            cursor.execute(f"DELETE FROM {quoted('django_session')}")
        copy(COPY, DEFAULT_DB_ALIAS)
        with connection.cursor() as cursor:
            for sql in connection.ops.sequence_reset_sql(no_style(), list(kept())):
                cursor.execute(sql)


@contextmanager
def beside(file: Path) -> Iterator[None]:
    """Open a SQLite file beside the database of the home."""
    settings = {**connections.settings[DEFAULT_DB_ALIAS], "ENGINE": "django.db.backends.sqlite3", "NAME": file, "CONN_MAX_AGE": 0}
    settings |= {"OPTIONS": {"timeout": 20}, "USER": "", "PASSWORD": "", "HOST": "", "PORT": ""}
    connections.settings[COPY] = settings
    try:
        yield
    finally:
        connections[COPY].close()
        del connections[COPY]
        del connections.settings[COPY]


def kept() -> Iterator[type[models.Model]]:
    """Return every model whose rows are kept."""
    return (model for model in apps.get_models() if model._meta.app_label not in LEFT_OUT and model._meta.managed)


def copy(source: str, target: str) -> None:
    """Add every row of a database to another, as it is: no field is filled in anew."""
    with transaction.atomic(using=target):
        for model in kept():
            _copy(model, source, target)


def _copy(model: type[models.Model], source: str, target: str) -> None:
    fields = [field for field in model._meta.concrete_fields if field.column is not None]
    into = connections[target]
    name = into.ops.quote_name
    listed = ", ".join(name(str(field.column)) for field in fields)
    sql = f"INSERT INTO {name(model._meta.db_table)} ({listed}) VALUES ({', '.join(['%s'] * len(fields))})"
    rows = model._base_manager.using(source).order_by("pk").values_list(*(field.attname for field in fields)).iterator(AT_ONCE)
    pack: list[list[object]] = []
    with into.cursor() as cursor:
        for row in rows:
            pack.append([field.get_db_prep_value(value, into) for field, value in zip(fields, row, strict=True)])
            if len(pack) == AT_ONCE:
                cursor.executemany(sql, pack)
                pack = []
        if pack:
            cursor.executemany(sql, pack)


def _migrate(alias: str) -> None:
    executor = MigrationExecutor(connections[alias])
    executor.migrate(executor.loader.graph.leaf_nodes())
