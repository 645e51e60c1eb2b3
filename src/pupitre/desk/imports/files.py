"""The files that an import was given."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from pupitre.kernel import N_, InputError, Place, Text
from pupitre.sources.files.ms_project import is_schedule
from pupitre.sources.logs.ocel_xml import is_ocel_xml

TABLES = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods", ".parquet", ".json", ".geojson", ".fec", ".tab")
LOGS = (".xes", ".gz", ".sqlite", ".sqlite3", ".jsonocel", ".xmlocel")
DATA = frozenset((*TABLES, *LOGS))
"""Endings of the files taken from a folder; a file named by itself is tried whatever its ending."""
DIGEST_BLOCK = 1 << 20
HEAD = 4096


def expanded(paths: Iterable[Path]) -> list[Path]:
    """Return the files to read: those named, and in a folder every file that may hold data, in the order of their names.

    Raises:
        InputError: A path does not exist, or a folder holds no such file.
    """
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(p for p in path.rglob("*") if p.is_file() and not p.name.startswith((".", "~$")) and _may_hold(p))
            if not inside:
                raise InputError(
                    Text(N_("This folder holds no file that can be read.")),
                    where=Place(file=path.name),
                    mend=Text(N_("Put spreadsheets, CSV, JSON or Parquet files in it.")),
                )
            found += inside
        elif path.exists():
            found.append(path)
        else:
            mend = Text(N_("Check its name and its folder."))
            raise InputError(Text(N_("There is no such file.")), where=Place(file=str(path)), mend=mend)
    return list(dict.fromkeys(found))


def _may_hold(path: Path) -> bool:
    """Tell whether a file of a folder may hold data: by its ending, and among XML files those that are schedules or logs."""
    if path.suffix.lower() != ".xml":
        return path.suffix.lower() in DATA
    with path.open("rb") as stream:
        head = stream.read(HEAD)
    return is_schedule(head) or is_ocel_xml(head)


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(DIGEST_BLOCK):
            digest.update(block)
    return digest.hexdigest()
