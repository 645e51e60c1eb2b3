"""Which files of bulk rows are part of what is known."""

from __future__ import annotations

from collections.abc import Mapping

from pupitre.desk.rows import Key, Row, columns, read
from pupitre.records.system import DATASET


def files_of(table: str, manifest: Mapping[Key, Row] | None = None) -> tuple[str, ...]:
    """Return the files of a bulk table that are part of what is known, oldest first.

    Args:
        table: The bulk table.
        manifest: The manifest as it was at some moment; as it is now when absent.
    """
    names = columns(DATASET)
    rows = [dict(zip(names, row, strict=True)) for row in (read(DATASET) if manifest is None else manifest).values()]
    kept = [row for row in rows if row["table"] == table and not row["is_withdrawn"]]
    return tuple(str(row["file"]) for row in sorted(kept, key=lambda row: int(row["position"] or 0)))


def every_file() -> frozenset[str]:
    """Return every file in the manifest, the withdrawn ones too: they are still read to know what was known once."""
    at = columns(DATASET).index("file")
    return frozenset(str(row[at]) for row in read(DATASET).values())


def next_position() -> int:
    """Return the place of the next file: later ones win."""
    at = columns(DATASET).index("position")
    return 1 + max((int(row[at] or 0) for row in read(DATASET).values()), default=0)
