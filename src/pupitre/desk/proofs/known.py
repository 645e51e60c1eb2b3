"""The tables that a figure is read from, as its computation knew them, within someone's reach."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

import pyarrow as pa

from pupitre.desk import derived, rows
from pupitre.desk.proofs import stakes
from pupitre.desk.proofs.narrow import holding
from pupitre.desk.registry import domains
from pupitre.desk.rights import Reach
from pupitre.desk.snapshot import ModelSnapshot, as_table, take
from pupitre.kernel import Domain, Explained
from pupitre.records.models import ChangeRow, DerivedTable, ExaminationRun
from pupitre.records.system import BULK, DATASET, ROWS
from pupitre.tables import TABLES

HIDDEN: Final[Mapping[str, tuple[str, ...]]] = {"event": ("resource",)}
"""Columns that no page shows nor narrows by: who did each step is a person, even under a made-up code."""


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
    _changed: frozenset[str] | None = None

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
            elif table == stakes.NAME:
                self._tables[table] = stakes.stakes(self.reach, on=self.on)
            else:
                self._tables[table] = derived.latest(table)
        return self._tables[table]

    def matching(self, table: str, match: Mapping[str, str]) -> pa.Table:
        """Return the rows of a table whose columns hold these texts, in reach or not; only these are read where the table allows it.

        Raises:
            KeyError: There is no such table or column.
        """
        is_asked_for = match and all(match.values()) and table not in self._tables and not self._has_changed(table)
        if is_asked_for and table in ROWS:
            declared = ROWS[table]
            for name in match:
                declared.field(name)
            return as_table(declared, rows.read_where(declared, match))
        return holding(self.every(table), match)

    def is_whole(self, table: str) -> bool:
        """Tell whether a bulk table can be asked where it lies: nothing of it is hidden, and no file came since the computation."""
        return table in BULK and self.reach.is_everything and table not in self._tables and not self._has_changed(DATASET.name)

    def _has_changed(self, table: str) -> bool:
        """Tell whether a table was written after what the computation knew."""
        if self.run is None:
            return False
        if self._changed is None:
            later = ChangeRow.objects.filter(change_id__gt=self.run.known).values_list("table", flat=True).distinct()
            self._changed = frozenset(later)
        return table in self._changed

    @property
    def is_behind(self) -> bool:
        """Whether anything was written after what the computation knew."""
        self._has_changed("")
        return bool(self._changed)

    def seen(self, table: str, found: pa.Table) -> pa.Table:
        """Return those of some rows that are in reach, without what no page shows."""
        return self.reach.table(table, found).drop_columns([name for name in HIDDEN.get(table, ()) if name in found.column_names])


def card_of(table: str) -> Domain | None:
    """Return the domain that publishes a table, None for a table of the company model or of nobody."""
    return next((card for card in domains() if table in card.publishes), None)


def explained(table: str) -> Explained | None:
    """Return a derived table in words, None when nobody explains it."""
    if table == stakes.NAME:
        return stakes.EXPLAINED
    card = card_of(table)
    return card.explains.get(table) if card else None


def columns_of(table: str) -> dict[str, str]:
    """Return the columns of a table that can be opened, in order, with their declared types."""
    if table in TABLES:
        return {f.name: f.type for f in TABLES[table].fields if f.name not in HIDDEN.get(table, ())}
    if table == stakes.NAME:
        return dict(stakes.COLUMNS)
    card = card_of(table)
    return dict(card.publishes[table]) if card else {}


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
    if table == stakes.NAME:
        return ExaminationRun.objects.exclude(state="running").order_by("-id").first()
    kept = DerivedTable.objects.filter(name=table).order_by("-run_id").select_related("run").first()
    return kept.run if kept else None
