"""Rows of a bulk table for a page: those it shows only, read once as long as no file is poured in."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path

import pyarrow as pa

from pupitre import store
from pupitre.desk.homes import current
from pupitre.desk.manifest import files_of
from pupitre.desk.rows import read
from pupitre.records.system import BULK, DATASET


def rows(tables: Sequence[str], only: Mapping[str, Collection[str]]) -> tuple[pa.Table, ...]:
    """Return rows of bulk tables as they are known now, in key order; the manifest is read once.

    Args:
        tables: Their names.
        only: By column that the keys of all of them hold, the values wanted.
    """
    manifest = read(DATASET)
    wanted = tuple((name, tuple(sorted(values))) for name, values in sorted(only.items()))
    return tuple(_rows(current().bulk, table, files_of(table, manifest), wanted) for table in tables)


def rows_once(table: str, only: Mapping[str, Collection[str]]) -> pa.Table:
    """Return rows of a bulk table as `rows` does, and keep none of them: for millions that are made into something else at once."""
    wanted = {name: tuple(sorted(values)) for name, values in only.items()}
    return store.rows_known(current().bulk, BULK[table], files_of(table, read(DATASET)), only=wanted)


@lru_cache(maxsize=32)
def _rows(root: Path, table: str, files: tuple[str, ...], wanted: tuple[tuple[str, tuple[str, ...]], ...]) -> pa.Table:
    """Read rows once: a file of rows is named by its content and never changes."""
    return store.rows_known(root, BULK[table], files, only=dict(wanted))


def counts(asked: Mapping[str, str]) -> dict[str, dict[str, int]]:
    """Return how many rows of bulk tables hold each value of a column, as they are known now; the manifest is read once.

    Args:
        asked: By table, a column of its key.
    """
    manifest = read(DATASET)
    return {table: _counts(current().bulk, table, files_of(table, manifest), column) for table, column in asked.items()}


@lru_cache(maxsize=8)
def _counts(root: Path, table: str, files: tuple[str, ...], column: str) -> dict[str, int]:
    """Count once, as above."""
    return store.count_known(root, BULK[table], files, by=column)


def first(table: str, only: Mapping[str, str], *, day: str, on: date, limit: int) -> tuple[int, date | None, pa.Table]:
    """Return how many rows of a bulk table hold some texts, the last day up to today that they speak of, and the latest of them.

    Args:
        table: Its name.
        only: By column, the text that it holds.
        day: The column by which they are laid out. on: Today. limit: How many rows to return.
    """
    return _first(current().bulk, table, files_of(table, read(DATASET)), tuple(sorted(only.items())), day, on, limit)


@lru_cache(maxsize=256)
def _first(
    root: Path, table: str, files: tuple[str, ...], only: tuple[tuple[str, str], ...], day: str, on: date, limit: int
) -> tuple[int, date | None, pa.Table]:
    """Look once, as above."""
    return store.first_known(root, BULK[table], files, only=dict(only), day=day, on=on, limit=limit)
