"""Workbooks to fill in, one per kind of file, in French or English."""

from __future__ import annotations

import io
from datetime import date

import xlsxwriter

from pupitre import words
from pupitre.kernel import N_, Text
from pupitre.tables.exchange import KINDS, Column, Kind

WIDTH = 22
"""Width of a column, in characters."""
HOW = {
    "code": Text(N_("A short code, kept exactly as you write it, with its zeros")),
    "text": Text(N_("A text")),
    "money": Text(N_("An amount, in the currency of the company")),
    "number": Text(N_("A number")),
    "percent": Text(N_("A percentage, such as 45 %%")),
    "date": Text(N_("A date, such as 31/03/2026")),
    "period": Text(N_("A month, a quarter, a week or a year, such as 2026-03, 2026-Q1, 2026-W12 or 2026")),
    "bool": Text(N_("Yes or no")),
    "status": Text(N_("Green, amber, red, done or not started")),
    "unit": Text(N_("The name of a department")),
    "int": Text(N_("A whole number")),
    "list": Text(N_("One or several values, separated by semicolons")),
    "moment": Text(N_("A day and a time, such as 31/03/2026 14:05")),
}
"""How to fill in each type of column."""
FORMATS = {"money": "#,##0.00", "percent": "0 %", "date": "dd/mm/yyyy", "moment": "dd/mm/yyyy hh:mm", "code": "@"}


def template(kind: str, lang: str) -> bytes:
    """Return a workbook with the headers of a kind of file, and a sheet that says what goes in each column.

    Args:
        kind: Name of the kind (`projects`, `kpis`…).
        lang: `fr` or `en`.

    Raises:
        KeyError: There is no such kind.
    """
    declared, language = KINDS[kind], words.language(lang)
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    book.set_properties({"created": date(2000, 1, 1)})
    sheet = book.add_worksheet(headers_of(declared, lang)[0][1][:31])
    bold = book.add_format({"bold": True, "bottom": 1})
    must = book.add_format({"bold": True, "bottom": 1, "bg_color": "#FFF3D6"})
    for at, (column, header) in enumerate(headers_of(declared, lang)):
        style = book.add_format({"num_format": FORMATS[column.type]}) if column.type in FORMATS else None
        sheet.set_column(at, at, max(WIDTH, len(header) + 2), style)
        sheet.write_string(0, at, header, must if column.required or column.name in declared.key else bold)
    sheet.freeze_panes(1, 0)
    help_sheet = book.add_worksheet(words.render(Text(N_("How to fill it in")), language))
    help_sheet.set_column(0, 0, WIDTH)
    help_sheet.set_column(1, 2, 2 * WIDTH)
    titles = (Text(N_("Column")), Text(N_("What it holds")), Text(N_("What to write")), Text(N_("Must be there")))
    for at, title in enumerate(titles):
        help_sheet.write_string(0, at, words.render(title, language), bold)
    for row, (column, header) in enumerate(headers_of(declared, lang), start=1):
        cells = (header, words.render(Text(column.says), language), words.render(HOW[column.type], language))
        for at, text in enumerate((*cells, words.yes_no(column.required, language))):
            help_sheet.write_string(row, at, text)
    book.close()
    return stream.getvalue()


def headers_of(kind: Kind, lang: str) -> list[tuple[Column, str]]:
    """Return the columns of a template with the name that they most often have; personal columns and variants are never asked for."""
    return [
        (column, (getattr(column, lang) or (column.name,))[0].capitalize())
        for column in kind.columns
        if not (column.personal or column.variant)
    ]
