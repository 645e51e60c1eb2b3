"""From a row back to the file, the sheet and the line it came from."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from django.db.models import Q

from pupitre import store
from pupitre.desk.changes.log import dumped
from pupitre.desk.homes import current
from pupitre.desk.manifest import manifest_rows
from pupitre.desk.rows import AT_ONCE
from pupitre.records.models import ChangeRow
from pupitre.records.system import BULK, ROWS


@dataclass(frozen=True, slots=True)
class Origin:
    """One place that a row came from.

    Args:
        change_id: The change that brought it. at: When. by: Who.
        file: Name of the file; None for a row written by hand. source_id: The source. sheet: Its sheet. row: Its row.
        fields: Fields that it brought; empty for a bulk table, where it brought the whole row.
    """

    change_id: int
    at: datetime
    by: str
    file: str | None
    source_id: int | None
    sheet: str | None
    row: int | None
    fields: tuple[str, ...]


def lineage(table: str, key: Sequence[str]) -> tuple[Origin, ...]:
    """Return where a row came from, the latest first; empty for a derived table, which comes from a domain.

    Args:
        table: A table of the company model, or a derived one.
        key: The parts of the key as texts, in the order of the table's key.
    """
    return lineages(table, [key]).get(tuple(key), ())


def lineages(table: str, keys: Collection[Sequence[str]]) -> dict[tuple[str, ...], tuple[Origin, ...]]:
    """Return where each of several rows came from (see `lineage`)."""
    return several({table: keys})[table]


def several(wanted: Mapping[str, Collection[Sequence[str]]]) -> dict[str, dict[tuple[str, ...], tuple[Origin, ...]]]:
    """Return where rows of several tables came from, by table (see `lineage`)."""
    found: dict[str, dict[tuple[str, ...], tuple[Origin, ...]]] = {table: {} for table in wanted}
    asked: dict[tuple[str, str], tuple[str, ...]] = {}
    for table, keys in wanted.items():
        if table in BULK:
            found[table] = _of_bulk(table, keys)
        elif table in ROWS:
            asked |= {(table, dumped(list(key))): tuple(key) for key in keys}
    pairs = list(asked)
    for start in range(0, len(pairs), AT_ONCE):
        for row in _logged(pairs[start : start + AT_ONCE]):
            key, its = asked[row.table, row.key], found[row.table]
            its[key] = (*its.get(key, ()), _origin(row, row.sheet, row.row, tuple(row.fields.split())))
    return found


def _logged(pairs: Collection[tuple[str, str]]) -> Iterable[ChangeRow]:
    """Return what the log says of rows, the latest first."""
    asked = Q()
    for table in {table for table, _ in pairs}:
        asked |= Q(table=table, key__in=[key for one, key in pairs if one == table])
    rows = ChangeRow.objects.filter(asked).exclude(action="erased")
    return rows.select_related("change", "source").order_by("-change_id", "-position")


def _of_bulk(table: str, keys: Collection[Sequence[str]]) -> dict[tuple[str, ...], tuple[Origin, ...]]:
    names = {str(row["file"]): str(row["key"]) for row in manifest_rows() if row["table"] == table and not row["is_withdrawn"]}
    files = tuple(names)
    places = _places(current().bulk, table, files, tuple(tuple(key) for key in keys))
    poured = _poured({files[at]: names[files[at]] for found in places.values() for at, _, _ in found})
    return {
        key: tuple(_origin(poured[files[at]], sheet, number, ()) for at, sheet, number in reversed(found)) for key, found in places.items()
    }


@lru_cache(maxsize=32)
def _places(
    root: Path, table: str, files: tuple[str, ...], keys: tuple[tuple[str, ...], ...]
) -> dict[tuple[str, ...], tuple[tuple[int, str | None, int | None], ...]]:
    """Look for rows once: a file of rows is named by its content and never changes."""
    return store.lineages(root, BULK[table], files, keys)


def _poured(names: Mapping[str, str]) -> dict[str, ChangeRow]:
    """Return the log's row that says when each file of bulk rows was poured in, from the keys of the files in the manifest."""
    texts = {dumped([key]): file for file, key in names.items()}
    rows = ChangeRow.objects.filter(table="dataset", key__in=texts, action="created").select_related("change", "source") if texts else ()
    return {texts[row.key]: row for row in rows}


def _origin(row: ChangeRow, sheet: str | None, number: int | None, fields: tuple[str, ...]) -> Origin:
    return Origin(
        change_id=row.change_id,
        at=row.change.at,
        by=row.change.by,
        file=row.source.name if row.source else None,
        source_id=row.source_id,
        sheet=sheet,
        row=number,
        fields=fields,
    )
