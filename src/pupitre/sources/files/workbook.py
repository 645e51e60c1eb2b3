"""Workbooks (XLSX, XLSM, XLS, ODS) as sheets of raw cells."""

from __future__ import annotations

import datetime as dt
import math
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow as pa
from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum

from pupitre.kernel import N_, InputError, Place, Text
from pupitre.sources.files.workbook_xml import BookMarks, SheetMarks, read_marks
from pupitre.sources.grid import Cells, Sheet, trimmed

UNIT_IN_FORMAT = re.compile(r"^[#0,.? _\\()-]*(?:\[[^\]]*\])?[ \u00a0\u202f]*((?:k|K|m|M|Md|Mio|bn)[ ]?(?:€|\$|£|EUR|USD|GBP)?)$")


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


def _sheet(name: str, rows: list[list[object]], marks: SheetMarks, merged: tuple[tuple[int, int, int, int], ...]) -> Sheet:
    width = max((len(row) for row in rows), default=0)
    columns = tuple(_cells([row[i] if i < len(row) else "" for row in rows], i + 1, marks) for i in range(width))
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


def _cells(values: list[object], column: int, marks: SheetMarks) -> Cells:
    """Return one column: numbers, days and flags as the file stores them, and a text for each."""
    texts: list[str | None] = []
    numbers: list[float | None] = []
    days: list[dt.date | None] = []
    flags: list[bool | None] = []
    percents: list[bool | None] = []
    for position, value in enumerate(values):
        number = day = flag = percent = None
        text: str | None
        match value:
            case bool():
                flag, text = value, "TRUE" if value else "FALSE"
            case int() | float():
                number, text, percent = _number(float(value), marks.styles.get((position + 1, column)))
            case dt.datetime():
                day = value.date()
                text = day.isoformat() if value.time() == dt.time() else value.isoformat(" ")
            case dt.date():
                day, text = value, value.isoformat()
            case dt.time() | dt.timedelta():
                text = str(value)
            case _:
                text = str(value)
        texts.append(text), numbers.append(number), days.append(day), flags.append(flag), percents.append(percent)
    return Cells(
        trimmed(pa.array(texts, pa.string())),
        pa.array(numbers, pa.float64()) if any(n is not None for n in numbers) else None,
        pa.array(days, pa.date32()) if any(d is not None for d in days) else None,
        pa.array(flags, pa.bool_()) if any(f is not None for f in flags) else None,
        pa.array(percents, pa.bool_()) if any(percents) else None,
    )


def _number(value: float, code: str | None) -> tuple[float | None, str | None, bool | None]:
    """Return a stored number, its text, and whether it is shown as a percentage.

    A format of zeros shows a code (`002786`): it is text. A format that writes `k€` after the number shows thousands: the text keeps the unit
    and the number is left to the reader of texts.
    """
    if math.isnan(value) or math.isinf(value):
        return None, None, None
    value = float(f"{value:.15g}")
    text = str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value)
    if code is None:
        return value, text, None
    bare = code.split(";")[0]
    if "%" in bare:
        return value, text, True
    if re.match(r"^0{2,}[0 .\\/-]*$", bare) and value == int(value) and value >= 0:
        return None, _in_zeros(str(int(value)), bare.replace("\\", "")), None
    unit = UNIT_IN_FORMAT.match(bare.replace('"', "").replace("\\", ""))
    if unit and not re.search(r"[0#?],+(?:$|[^0#?])", bare):
        return None, f"{text.replace('.', ',')} {unit.group(1).strip()}", None
    return value, text, None


def _in_zeros(digits: str, code: str) -> str:
    """Return digits shown through a format of zeros: `2786` through `000000` is `002786`."""
    digits = digits.rjust(code.count("0"), "0")
    shown, position = [], len(digits) - code.count("0")
    shown.append(digits[:position])
    for char in code:
        if char == "0":
            shown.append(digits[position])
            position += 1
        else:
            shown.append(char)
    return "".join(shown)


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
