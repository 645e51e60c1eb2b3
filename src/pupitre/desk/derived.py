"""Tables that domains published, kept on disk for the pages."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from functools import lru_cache
from pathlib import Path

import pyarrow as pa

from pupitre import store
from pupitre.desk.homes import current
from pupitre.desk.registry import domains
from pupitre.kernel import Derived
from pupitre.records.models import DerivedTable, ExaminationRun
from pupitre.tables import ARROW

RUNS_KEPT = 2
"""A page that was opened during the last run may still read the one before."""


def schema_of(columns: Derived) -> pa.Schema:
    """Return the Arrow schema of a derived table."""
    return pa.schema([pa.field(name, ARROW[kind]) for name, kind in columns.items()])


def keep(run: ExaminationRun, name: str, rows: pa.Table) -> None:
    """Keep a derived table of a run."""
    file = f"{run.pk}/{name}.parquet"
    store.write_file(current().derived / file, rows)
    DerivedTable.objects.create(run=run, name=name, file=file, rows=rows.num_rows)


def latest(name: str) -> pa.Table:
    """Return a derived table as the last run that published it left it; empty when no run has.

    Raises:
        KeyError: No domain publishes it.
    """
    return latest_of((name,))[name]


def has(names: Collection[str]) -> bool:
    """Whether the domains at hand publish all of these tables."""
    return set(names) <= {table for card in domains() for table in card.publishes}


def latest_of(names: Collection[str]) -> dict[str, pa.Table]:
    """Return several derived tables as the last runs that published them left them, by name; one query for all of them.

    Raises:
        KeyError: No domain publishes one of them.
    """
    published = {table: columns for card in domains() for table, columns in card.publishes.items()}
    found = {name: schema_of(published[name]).empty_table() for name in names}
    kept = dict(DerivedTable.objects.filter(name__in=found).order_by("run_id").values_list("name", "file"))
    for name, file in kept.items():
        path = current().derived / file
        found[name] = _whole(_read(path, path.stat().st_mtime_ns), found[name].schema)
    return found


def _whole(rows: pa.Table, schema: pa.Schema) -> pa.Table:
    """Return a table with every column that is published today: an older version of the program may have left it with fewer."""
    for field in schema:
        if field.name not in rows.column_names:
            rows = rows.append_column(field, pa.nulls(rows.num_rows, field.type))
    return rows


def of_two_days(name: str) -> list[tuple[date, pa.Table]]:
    """Return a derived table as the last run that published it left it, then as the last run of an earlier day did; one query."""
    kept = list(DerivedTable.objects.filter(name=name).order_by("-run_id").values_list("run__on", "file"))
    shown = kept[:1] + [one for one in kept if one[0] < kept[0][0]][:1]
    return [(on, _read(path, path.stat().st_mtime_ns)) for on, path in ((on, current().derived / file) for on, file in shown)]


@lru_cache(maxsize=64)
def _read(path: Path, _written_ns: int) -> pa.Table:
    """Read a file once: it never changes under its name, save by a restored backup, which its time of writing tells."""
    return store.read_file(path)


def forget_old() -> None:
    """Remove the derived tables that newer runs have replaced; the last of an earlier day stays, for what moved since."""
    for name in DerivedTable.objects.values_list("name", flat=True).distinct():
        kept = list(DerivedTable.objects.filter(name=name).order_by("-run_id").values_list("pk", "run__on"))
        wanted = kept[:RUNS_KEPT] + [one for one in kept if one[1] < kept[0][1]][:1]
        DerivedTable.objects.filter(name=name).exclude(pk__in=[pk for pk, _ in wanted]).delete()
    store.remove_strangers(current().derived, frozenset(DerivedTable.objects.values_list("file", flat=True)))
