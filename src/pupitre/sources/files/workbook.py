"""Workbooks (XLSX, XLSM, XLS, ODS) as sheets of raw cells."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow as pa
from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum

from pupitre.kernel import N_, InputError, Place, Text
from pupitre.sources.files.values import cells_of
from pupitre.sources.files.workbook_xml import BookMarks, SheetMarks, read_marks
from pupitre.sources.grid import Sheet


def read_workbook(path: Path, form: str) -> tuple[list[Sheet], BookMarks]:
    """Return every worksheet of a workbook, in its order, and what its XML says besides.

    Raises:
        InputError: The workbook is encrypted or cannot be read.
    """
    marks = BookMarks()
    if form in ("xlsx", "xlsm"):
        with zipfile.ZipFile(path) as archive:
            marks = read_marks(archive, path.name)
    try:
        with CalamineWorkbook.from_path(str(path)) as book:
            sheets = []
            for index, about in enumerate(book.sheets_metadata):
                if about.typ != SheetTypeEnum.WorkSheet:
                    continue
                sheet = book.get_sheet_by_index(index)
                rows = sheet.to_python(skip_empty_area=False)
                merged = tuple((a[0] + 1, a[1] + 1, b[0] + 1, b[1] + 1) for a, b in sheet.merged_cell_ranges or ())
                sheets.append(_sheet(about.name, rows, marks.sheets.get(about.name, SheetMarks()), merged))
    except PasswordError as error:
        raise InputError(
            Text(N_("The workbook is protected by a password.")),
            where=Place(file=path.name),
            mend=Text(N_("Remove the password, save, and drop the file again.")),
        ) from error
    except CalamineError as error:
        raise InputError(
            Text(N_("The workbook cannot be read.")), where=Place(file=path.name), mend=Text(N_("Save it again from your spreadsheet."))
        ) from error
    return sheets, marks


def _sheet(name: str, rows: Sequence[Sequence[object]], marks: SheetMarks, merged: tuple[tuple[int, int, int, int], ...]) -> Sheet:
    width = max((len(row) for row in rows), default=0)
    columns = tuple(cells_of([row[i] if i < len(row) else "" for row in rows], _formats(marks, i + 1)) for i in range(width))
    sheet = Sheet(
        name,
        columns,
        np.arange(1, len(rows) + 1),
        tuple(range(1, width + 1)),
        hidden_rows=frozenset(marks.hidden_rows),
        hidden_columns=frozenset(marks.hidden_columns),
        merged=merged,
        formulas=marks.formulas,
    )
    return _merged_filled(sheet)


def _formats(marks: SheetMarks, column: int) -> dict[int, str]:
    """Return position → number format, for one column."""
    return {row - 1: code for (row, at), code in marks.styles.items() if at == column}


def _merged_filled(sheet: Sheet) -> Sheet:
    """Return the sheet with the value of each merged area that spans rows written on each of its rows, in its first column."""
    columns = list(sheet.columns)
    for first_row, first_column, last_row, _ in sheet.merged:
        position = first_column - 1
        if last_row == first_row or position >= len(columns) or last_row > sheet.height:
            continue
        take = np.arange(sheet.height)
        take[first_row - 1 : last_row] = first_row - 1
        columns[position] = columns[position].take(pa.array(take))
    return replace(sheet, columns=tuple(columns))
