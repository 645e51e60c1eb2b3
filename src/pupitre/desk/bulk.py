"""Rows of a bulk table for a page: those it shows only, read once as long as no file is poured in."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
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


@lru_cache(maxsize=32)
def _rows(root: Path, table: str, files: tuple[str, ...], wanted: tuple[tuple[str, tuple[str, ...]], ...]) -> pa.Table:
    """Read rows once: a file of rows is named by its content and never changes."""
    return store.rows_known(root, BULK[table], files, only=dict(wanted))
