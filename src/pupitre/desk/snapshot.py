"""The company model as it was known at one moment, in Arrow tables."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import pyarrow as pa

from pupitre import store
from pupitre.desk.changes.logged import known_at
from pupitre.desk.homes import current
from pupitre.desk.manifest import files_of
from pupitre.desk.rows import Key, Row, read
from pupitre.desk.settings import currency_of_home, events_at
from pupitre.records.cells import arrow
from pupitre.records.models import Change, ChangeRow
from pupitre.records.system import BULK, DATASET, ROWS

if TYPE_CHECKING:
    from pupitre.tables import Table


class ModelSnapshot:
    """A snapshot of the home (the kernel's `Snapshot`).

    It is pinned to the last change it knows: whatever is written afterwards does not show, however late a table is read.

    Args:
        on: The day of the snapshot.
        seed: The seed of every draw.
        known: The number of the last change it knows.
    """

    def __init__(self, *, on: date, seed: int, known: int) -> None:
        self._on = on
        self._seed = seed
        self._known = known
        self._tables: dict[str, pa.Table] = {}
        self._manifest: dict[Key, Row] | None = None
        self._currency: str | None = None

    @property
    def on(self) -> date:
        """The day of the snapshot."""
        return self._on

    @property
    def seed(self) -> int:
        """The seed of every random draw."""
        return self._seed

    @property
    def known(self) -> int:
        """The number of the last change that this snapshot knows."""
        return self._known

    @property
    def currency(self) -> str:
        """The currency of the company."""
        if self._currency is None:
            self._currency = currency_of_home()
        return self._currency

    @property
    def events_at(self) -> str:
        """The address of the events that stay on the company's own engine; empty when there is none."""
        return events_at()

    def table(self, name: str) -> pa.Table:
        """Return a table of the company model, or a derived one that was published to this snapshot.

        Raises:
            KeyError: There is no such table.
        """
        if name not in self._tables:
            if name in ROWS:
                self._tables[name] = as_table(ROWS[name], self._rows(ROWS[name]))
            elif name in BULK:
                if self._manifest is None:
                    self._manifest = self._rows(DATASET)
                self._tables[name] = store.rows_known(current().bulk, BULK[name], files_of(name, self._manifest))
            else:
                raise KeyError(f"no table named {name}")
        return self._tables[name]

    def has(self, name: str) -> bool:
        """Whether a derived table was published to this snapshot."""
        return name in self._tables

    def publish(self, name: str, rows: pa.Table) -> None:
        """Give a derived table to whoever reads this snapshot next."""
        self._tables[name] = rows

    def _rows(self, table: Table) -> dict[Key, Row]:
        rows = read(table)
        later = ChangeRow.objects.filter(table=table.name, change_id__gt=self._known)
        return known_at(table, rows, self._known) if later.exists() else rows


def as_table(table: Table, rows: dict[Key, Row]) -> pa.Table:
    """Return rows as an Arrow table with the declared schema, in key order."""
    if not rows:
        return table.empty()
    kinds = [*(f.type for f in table.fields), "text"]
    cells = zip(*(rows[key] for key in sorted(rows)), strict=True)
    return pa.Table.from_arrays([arrow(values, kind) for values, kind in zip(cells, kinds, strict=True)], schema=table.schema)


def take(*, on: date, as_of: datetime | None = None, seed: int = 0) -> ModelSnapshot:
    """Return a snapshot.

    Args:
        on: Its day: the only "today" that an analysis knows.
        as_of: Only what was known at this moment, by the time it was recorded; everything known when absent.
        seed: The seed of every random draw.
    """
    changes = Change.objects.order_by("-id")
    if as_of is not None:
        changes = changes.filter(at__lte=as_of)
    known = changes.values_list("id", flat=True).first() or 0
    return ModelSnapshot(on=on, seed=seed, known=known)
