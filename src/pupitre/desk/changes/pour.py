"""Rows of a bulk table poured into one new file, with its row in the manifest."""

from __future__ import annotations

import secrets

import pyarrow as pa

from pupitre import store
from pupitre.desk.changes.upsert import move, unfit
from pupitre.desk.changes.values import Counts, Touched
from pupitre.desk.homes import current
from pupitre.desk.manifest import files_of, next_position
from pupitre.desk.rows import Row, save
from pupitre.kernel import Problem
from pupitre.records.system import BULK, DATASET


def pour(table: str, batch: pa.Table, *, source: int | None, is_trial: bool = False) -> tuple[Touched | None, Counts, list[Problem]]:
    """Write what a prepared batch adds to a bulk table: the file first, then its row in the manifest; the caller holds the transaction.

    Args:
        table: The bulk table.
        batch: A prepared batch.
        source: Place of the source among those of the commit.
        is_trial: Count only, and write nothing.
    """
    declared = BULK[table]
    fit, problems = unfit(declared, batch)
    root = current().bulk
    new = store.differences(root, declared, files_of(table), fit)
    repeated = fit.num_rows - new.created - new.updated - new.unchanged
    counts = Counts(new.created, new.updated, new.unchanged + repeated, batch.num_rows - fit.num_rows)
    if is_trial or not new.rows.num_rows:
        return None, counts, problems
    key = (secrets.token_hex(8),)
    segment = store.write_segment(root, table, key[0], new.rows)
    row: Row = (*key, table, next_position(), segment.file, segment.rows, segment.size, segment.digest, False, None)
    save(DATASET, {key: (None, row)})
    return move(DATASET, key, None, row, source=source), counts, problems
