"""Which files of bulk rows are part of what is known."""

from __future__ import annotations

from collections.abc import Mapping

from pupitre.desk.rows import Key, Row, columns, read
from pupitre.records.cells import Plain
from pupitre.records.system import DATASET


def manifest_rows(manifest: Mapping[Key, Row] | None = None) -> list[dict[str, Plain]]:
    """Return the rows of the manifest, in the order in which the files were poured in.

    Args:
        manifest: The manifest as it was at some moment; as it is now when absent.
    """
    names = columns(DATASET)
    rows = [dict(zip(names, row, strict=True)) for row in (read(DATASET) if manifest is None else manifest).values()]
    return sorted(rows, key=lambda row: int(row["position"] or 0))


def files_of(table: str, manifest: Mapping[Key, Row] | None = None) -> tuple[str, ...]:
    """Return the files of a bulk table that are part of what is known, oldest first.

    Args:
        table: The bulk table.
        manifest: The manifest as it was at some moment; as it is now when absent.
    """
    return tuple(str(row["file"]) for row in manifest_rows(manifest) if row["table"] == table and not row["is_withdrawn"])


def every_file() -> frozenset[str]:
    """Return every file in the manifest, the withdrawn ones too: they are still read to know what was known once."""
    return frozenset(str(row["file"]) for row in manifest_rows())


def next_position() -> int:
    """Return the place of the next file: later ones win."""
    return 1 + max((int(row["position"] or 0) for row in manifest_rows()), default=0)
