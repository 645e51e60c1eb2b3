"""Files of rows, written whole or not at all."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

PART = ".part"


@dataclass(frozen=True, slots=True)
class Segment:
    """One file of rows of a bulk table.

    Args:
        file: Path relative to the folder of bulk tables.
        rows: Number of rows.
        size: Bytes.
        digest: SHA-256 of the file.
    """

    file: str
    rows: int
    size: int
    digest: str


def write_segment(root: Path, table: str, name: str, rows: pa.Table) -> Segment:
    """Write the rows that one import brings to a bulk table.

    Args:
        root: Folder of the bulk tables.
        table: Name of the table.
        name: Name of the segment, not used before.
        rows: The rows, at least one.

    Raises:
        FileExistsError: The name is taken.
    """
    path = root / table / f"{name}.parquet"
    if path.exists():
        raise FileExistsError(path.name)
    write_file(path, rows)
    return Segment(f"{table}/{path.name}", rows.num_rows, path.stat().st_size, sha256_of(path))


def write_file(path: Path, rows: pa.Table) -> None:
    """Write a Parquet file that appears complete under its name, and is on disk when this returns."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + PART)
    with part.open("wb") as out:
        pq.write_table(rows, out, compression="zstd")
        out.flush()
        os.fsync(out.fileno())
    part.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)  # the name itself must survive a power cut
    finally:
        os.close(folder)


def read_file(path: Path) -> pa.Table:
    """Return the rows of one file."""
    return pq.read_table(path, partitioning=None)


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def strangers(root: Path, known: Collection[str]) -> tuple[str, ...]:
    """Return the files that no manifest row names, left by an import that was interrupted.

    Args:
        root: Folder of the files.
        known: Paths relative to it that are named.
    """
    files = {p.relative_to(root).as_posix() for p in root.rglob("*") if p.is_file() and p.name.endswith((".parquet", PART))}
    return tuple(sorted(files - set(known)))


def remove_strangers(root: Path, known: Collection[str]) -> tuple[str, ...]:
    """Remove the strangers and return them; the caller makes sure that nobody is writing."""
    found = strangers(root, known)
    for name in found:
        (root / name).unlink(missing_ok=True)
    return found
