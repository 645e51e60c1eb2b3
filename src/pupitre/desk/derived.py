"""Tables that domains published, kept on disk for the pages."""

from __future__ import annotations

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
    columns = {table: columns for card in domains() for table, columns in card.publishes.items()}[name]
    kept = DerivedTable.objects.filter(name=name).order_by("-run_id").first()
    return schema_of(columns).empty_table() if kept is None else store.read_file(current().derived / kept.file)


def forget_old() -> None:
    """Remove the derived tables that newer runs have replaced."""
    for name in DerivedTable.objects.values_list("name", flat=True).distinct():
        newest = DerivedTable.objects.filter(name=name).order_by("-run_id").values_list("pk", flat=True)[:RUNS_KEPT]
        DerivedTable.objects.filter(name=name).exclude(pk__in=list(newest)).delete()
    store.remove_strangers(current().derived, frozenset(DerivedTable.objects.values_list("file", flat=True)))
