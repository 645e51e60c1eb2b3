"""Files as offices make them, written by the tests themselves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl
import pytest

from pupitre.sources import Reading, ReadOptions, ReadTable, read

Text = Callable[..., ReadTable]
UNITS = ("Achats", "Bureau d’études", "Maintenance", "Marketing", "Service client", "Direction générale", "Recherche et développement")


@pytest.fixture
def reading(tmp_path: Path) -> Callable[..., Reading]:
    """Write a text file and read it whole."""

    def written(text: str, *, name: str = "fichier.csv", encoding: str = "utf-8", units: Sequence[str] = (), **told: str) -> Reading:
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return read(path, options=ReadOptions(units=tuple(units), answers={k.replace("__", ":"): v for k, v in told.items()}))

    return written


@pytest.fixture
def table(reading: Callable[..., Reading]) -> Text:
    """Write a text file and return its only table."""

    def written(text: str, **rest: object) -> ReadTable:
        found = reading(text, **rest)
        assert len(found.tables) == 1
        return found.tables[0]

    return written


@pytest.fixture
def book(tmp_path: Path) -> Callable[..., Reading]:
    """Write a workbook, sheet name → rows, let a function change it, and read it."""

    def written(
        sheets: dict[str, Sequence[Sequence[object]]],
        change: Callable[[openpyxl.Workbook], None] | None = None,
        *,
        name: str = "classeur.xlsx",
        units: Sequence[str] = (),
        answers: dict[str, str] | None = None,
    ) -> Reading:
        workbook = openpyxl.Workbook()
        workbook.remove(workbook.active)
        for title, rows in sheets.items():
            sheet = workbook.create_sheet(title)
            for row in rows:
                sheet.append(list(row))
        if change:
            change(workbook)
        path = tmp_path / name
        workbook.save(path)
        return read(path, options=ReadOptions(units=tuple(units), answers=answers or {}))

    return written


def fields(found: ReadTable) -> dict[str, str | None]:
    """Header → canonical field of a table."""
    return {c.header.strip(): c.field for c in found.columns}


def rows(found: ReadTable, *names: str) -> list[tuple[object, ...]]:
    """The loaded rows, these columns only."""
    return list(zip(*(found.data[n].to_pylist() for n in names), strict=True))


def refusals(found: ReadTable) -> list[tuple[int, str]]:
    """Source row and reason of what is refused."""
    return [(r.source_row, r.reason) for r in found.refused]


def left_out(found: ReadTable) -> list[tuple[int, str]]:
    """Source row and reason of what is not data."""
    return [(i.source_row, i.why) for i in found.ignored]
