"""Sheets written to disk as text files or workbooks."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pupitre.demo.files.cells import Cash, Cell, Month, Number, Pct
from pupitre.demo.files.office import Office
from pupitre.demo.files.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Document:
    """One file.

    Args:
        name: File name with its extension; `.csv` holds one sheet, `.xlsx` several.
        sheets: What it holds. office: Who wrote it.
        encoding: Of a text file.
    """

    name: str
    sheets: tuple[Sheet, ...]
    office: Office
    encoding: str = "cp1252"


def write(document: Document, folder: Path) -> None:
    """Write a document into a folder."""
    path = folder / document.name
    if path.suffix == ".csv":
        # The old Windows code page has no narrow no-break space: its tools write the wide one.
        text = as_text(document) if document.encoding.startswith("utf") else as_text(document).replace("\u202f", "\u00a0")
        path.write_bytes(text.encode(document.encoding))
    else:
        _write_workbook(document, path)


def as_text(document: Document) -> str:
    """Return a one-sheet document as separated text: titles, headers, rows, total, notes."""
    sheet, office = document.sheets[0], document.office
    out = io.StringIO()
    writer = csv.writer(out, delimiter=office.say(";", ","), lineterminator="\r\n")
    writer.writerows([title] for title in sheet.titles)
    if sheet.titles:
        writer.writerow([])
    for row in (sheet.headers, *sheet.rows, *([sheet.total] if sheet.total else [])):
        writer.writerow([office.text(cell) for cell in row])
    writer.writerows([note] for note in sheet.notes)
    return out.getvalue()


def _write_workbook(document: Document, path: Path) -> None:
    book = xlsxwriter.Workbook(str(path), {"in_memory": True})
    # A fixed creation date: the same company gives the same bytes.
    book.set_properties({"created": datetime(2020, 1, 1, tzinfo=UTC), "author": ""})
    formats = {"title": book.add_format({"bold": True, "font_size": 14}), "head": book.add_format({"bold": True, "bg_color": "#DDE6F0"})}
    for sheet in document.sheets:
        _write_sheet(book, book.add_worksheet(sheet.name), sheet, document.office, formats)
    book.close()


def _write_sheet(book: xlsxwriter.Workbook, page: Worksheet, sheet: Sheet, office: Office, formats: dict[str, Format]) -> None:
    for number, title in enumerate(sheet.titles):
        page.write_string(number, 0, title, formats["title"])
    top = sheet.first_row - 2
    for column, header in enumerate(sheet.headers):
        _write_cell(book, page, (top, column), header, office, formats, head=True)
    lines = [*sheet.rows, *([sheet.total] if sheet.total else [])]
    for number, row in enumerate(lines, start=top + 1):
        for column, cell in enumerate(row):
            _write_cell(book, page, (number, column), cell, office, formats)
    for number, note in enumerate(sheet.notes, start=top + len(lines) + 2):
        page.write_string(number, 0, note)
    page.set_column(0, len(sheet.headers) - 1, 16)
    page.freeze_panes(top + 1, 1)


def _write_cell(
    book: xlsxwriter.Workbook,
    page: Worksheet,
    at: tuple[int, int],
    cell: Cell,
    office: Office,
    formats: dict[str, Format],
    *,
    head: bool = False,
) -> None:
    """Write one cell with the type a spreadsheet gives it."""

    def shown(pattern: str) -> Format:
        if pattern not in formats:
            formats[pattern] = book.add_format({"num_format": pattern})
        return formats[pattern]

    match cell:
        case None | "":
            return
        case Cash():
            amount = cell.cents / 100_000 if cell.thousands else cell.cents / 100
            page.write_number(*at, amount, shown("#,##0.0" if cell.thousands else "#,##0.00"))
        case Pct():
            page.write_number(*at, cell.share, shown("0." + "0" * cell.decimals + "%" if cell.decimals else "0%"))
        case Number():
            page.write_number(*at, round(cell.value, cell.decimals), shown("0." + "0" * cell.decimals if cell.decimals else "0"))
        case Month():
            page.write_datetime(*at, cell.first, shown("mmm yyyy"))
        case bool():
            page.write_string(*at, office.text(cell))
        case int():
            page.write_number(*at, cell)
        case date():
            page.write_datetime(*at, cell, shown("mm/dd/yyyy" if office.month_first else "dd/mm/yyyy"))
        case _:
            page.write_string(*at, office.text(cell), formats["head"] if head else None)
