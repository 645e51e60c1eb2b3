"""The tables of a home read back, asked in SQL."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import duckdb
import numpy as np

from pupitre.desk import snapshot
from pupitre.records.models import Source
from pupitre.tables import TABLES

Cell = Any  # a cell of a query is of whatever type the query says


class ReadBack:
    """A home without its files.

    `said(extra, 'Header')` in a query is what a file said in a column of its own.
    """

    def __init__(self) -> None:
        model = snapshot.take(on=date.max)
        self.tables = {name: model.table(name) for name in TABLES}
        self.base = duckdb.connect()
        for name, rows in self.tables.items():
            self.base.register(f'"{name}"' if name in ("alias",) else name, rows)
        self.base.execute("""create macro said(e, h) as json_extract_string(e, '$."' || h || '"')""")

    def rows(self, query: str) -> list[tuple[Cell, ...]]:
        """Return the rows of a query."""
        return self.base.execute(query).fetchall()

    def one(self, query: str) -> Cell:
        """Return the single cell of a query; a row of several cells comes as a list."""
        (row,) = self.rows(query)
        return row[0] if len(row) == 1 else list(row)

    def pairs(self, query: str) -> dict[Cell, Cell]:
        """Return a query of two columns as a dictionary."""
        return dict(self.rows(query))  # type: ignore[arg-type]

    def sources(self, part: str) -> list[Source]:
        """Return the files whose name begins so."""
        return list(Source.objects.filter(name__startswith=part).order_by("name"))


def spearman(first: Sequence[float], second: Sequence[float]) -> float:
    """Return the rank correlation of two series, ties sharing their mean rank."""
    return round(float(np.corrcoef(ranks(first), ranks(second))[0, 1]), 6)


def ranks(values: Sequence[float]) -> np.ndarray:  # type: ignore[type-arg]  # ranks
    """Return the rank of each value, from 1, ties sharing their mean."""
    series = np.asarray(values, dtype=float)
    order = np.sort(series)
    return (np.searchsorted(order, series, "left") + np.searchsorted(order, series, "right") + 1) / 2
