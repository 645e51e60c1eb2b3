"""The tables that a figure is read from, as its computation knew them, within someone's reach."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import pyarrow as pa

from pupitre.desk import derived
from pupitre.desk.registry import domains
from pupitre.desk.rights import Reach
from pupitre.desk.snapshot import ModelSnapshot, take
from pupitre.kernel import Domain, Explained
from pupitre.records.models import DerivedTable, ExaminationRun
from pupitre.tables import TABLES


@dataclass(slots=True)
class Known:
    """The tables of the home.

    Args:
        reach: What the reader may see.
        on: Today.
        run: The examination whose figures are read; None for rows of the company model, read as they stand now.
    """

    reach: Reach
    on: date
    run: ExaminationRun | None = None
    _snapshot: ModelSnapshot | None = None
    _tables: dict[str, pa.Table] = field(default_factory=dict)

    def every(self, table: str) -> pa.Table:
        """Return all rows of a table, in reach or not.

        Raises:
            KeyError: There is no such table.
        """
        if table not in self._tables:
            if table in TABLES:
                if self._snapshot is None:
                    self._snapshot = ModelSnapshot(on=self.on, seed=0, known=self.run.known) if self.run else take(on=self.on)
                self._tables[table] = self._snapshot.table(table)
            else:
                self._tables[table] = derived.latest(table)
        return self._tables[table]

    def seen(self, table: str, rows: pa.Table) -> pa.Table:
        """Return those of some rows that are in reach."""
        return self.reach.table(table, rows)


def card_of(table: str) -> Domain | None:
    """Return the domain that publishes a table, None for a table of the company model or of nobody."""
    return next((card for card in domains() if table in card.publishes), None)


def explained(table: str) -> Explained | None:
    """Return a derived table in words, None when nobody explains it."""
    card = card_of(table)
    return card.explains.get(table) if card else None


def is_known(table: str) -> bool:
    """Tell whether a table can be opened: one of the company model, or a derived one that its domain explains."""
    return table in TABLES or explained(table) is not None


def key_of(table: str) -> tuple[str, ...]:
    """Return the columns that name a row of a table that can be opened.

    Raises:
        KeyError: It cannot be opened.
    """
    if table in TABLES:
        return TABLES[table].key
    said = explained(table)
    if said is None:
        raise KeyError(f"no table named {table}")
    return said.key


def run_of(table: str) -> ExaminationRun | None:
    """Return the examination that made the derived table shown, None for another table or before the first one."""
    kept = DerivedTable.objects.filter(name=table).order_by("-run_id").select_related("run").first()
    return kept.run if kept else None
