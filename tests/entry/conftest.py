"""A home of its own for each test, and the words to say rows in a line."""

from __future__ import annotations

from datetime import date

import pyarrow as pa
import pytest

from pupitre.kernel import Text
from pupitre.tables import TABLES

TODAY = date(2026, 3, 2)
WHY = Text("Because")


@pytest.fixture
def home(db, settings, tmp_path):
    settings.HOME = tmp_path
    for folder in ("bulk", "derived"):
        (tmp_path / folder).mkdir()
    return tmp_path


@pytest.fixture
def rows():
    """Return rows of a table, written as keyword arguments, as Arrow columns of the declared types."""

    def made(name: str, *several: dict) -> pa.Table:
        fields = {f.name: f.type for f in TABLES[name].schema} | {"source_row": pa.int64(), "source_sheet": pa.string()}
        present = [f for f in fields if any(f in row for row in several)]
        return pa.table({f: pa.array([row.get(f) for row in several], fields[f]) for f in present})

    return made
