"""Lists written as a workbook: real dates, numbers, amounts and percentages, and texts that nothing can run."""

from __future__ import annotations

import io
import math
import re
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

import xlsxwriter
from django.utils import timezone

from pupitre import words
from pupitre.desk.sheets.sheet import Column, Sheet
from pupitre.kernel import N_, Days, Money, Quantity, Share, Text
from pupitre.sources.cells.guard import guarded
from pupitre.words import Lang

SIGNS: Final = {"EUR": "€", "USD": "$", "GBP": "£"}
LONGEST: Final = 32_767
"""Characters that a cell of a workbook holds."""
WIDTHS: Final = (9, 64)
"""Narrowest and widest column, in characters."""
DATES: Final[dict[Lang, str]] = {"fr": "dd/mm/yyyy", "en": "yyyy-mm-dd"}
FORBIDDEN: Final = re.compile(r"[\[\]:*?/\\]")
SOURCE: Final = Text(N_("Source"))
FACT: Final = N_("%(name)s: %(value)s")
GUARD: Final = Text(
    N_("A text that a spreadsheet could take for a formula begins with an apostrophe; it goes away when Pupitre reads the file.")
)


def workbook(sheet: Sheet, *, lang: Lang, currency: str, facts: Sequence[tuple[Text, object]] = ()) -> bytes:
    """Return a list as a workbook, with a second sheet that says where it comes from.

    Args:
        sheet: The list.
        lang: The language of its reader.
        currency: The currency of amounts that do not name theirs.
        facts: What the second sheet says, as name and value.
    """
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "default_date_format": DATES[lang]})
    pen = Pen(book, lang, currency)
    title = words.render(sheet.title, lang)
    _list(book.add_worksheet(sheet_name(title)), sheet, pen)
    _source(book.add_worksheet(words.render(SOURCE, lang)), title, facts, pen)
    book.close()
    return stream.getvalue()


def sheet_name(title: str) -> str:
    """Return a title as a workbook accepts it for the name of a sheet."""
    return FORBIDDEN.sub(" ", title).strip("' ")[:31].rstrip("' ") or "Pupitre"


class Pen:
    """Writes cells in one workbook, for one reader.

    Args:
        book: The workbook. lang: The reader's language. currency: That of amounts that do not name theirs.
    """

    def __init__(self, book: xlsxwriter.Workbook, lang: Lang, currency: str) -> None:
        self.book, self.lang, self.currency = book, lang, currency
        self._formats: dict[str, Any] = {}  # xlsxwriter carries no types

    def style(self, num_format: str = "", **more: object) -> Any:  # as above
        """Return the format of a cell, made once."""
        name = f"{num_format}{more}"
        if name not in self._formats:
            self._formats[name] = self.book.add_format({**({"num_format": num_format} if num_format else {}), "valign": "top", **more})
        return self._formats[name]

    def write(self, page: Any, row: int, at: int, value: object, column: Column) -> int:  # as above
        """Write a cell and return its width in characters."""
        match value:
            case None | "":
                return 0
            case bool():
                return self._text(page, row, at, words.yes_no(value, self.lang))
            case datetime():
                there = timezone.localtime(value) if value.tzinfo else value
                page.write_datetime(row, at, there.replace(tzinfo=None), self.style(DATES[self.lang] + " hh:mm"))
                return 16
            case date():
                page.write_datetime(row, at, value, self.style(DATES[self.lang]))
                return 10
            case Money():
                return self._number(page, row, at, value.amount, amount_format(value.currency, self.lang, column.digits))
            case Share() | Days():
                return self._number(page, row, at, value.value, self._format(column, value))
            case Quantity():
                return self._number(page, row, at, value.value, self._format(column, value))
            case int() | float() | Decimal():
                return self._number(page, row, at, value, self._format(column, value))
            case list() | tuple():
                return self._text(page, row, at, "; ".join(words.written(one, self.lang) for one in value))
        return self._text(page, row, at, words.written(value, self.lang))

    def _format(self, column: Column, value: object) -> str:
        digits = column.digits
        if isinstance(value, Share) or column.kind == "share":
            own = value.digits if isinstance(value, Share) else 0
            return decimals("0", own if digits is None else digits) + (" %" if self.lang == "fr" else "%")
        match column.kind:
            case "money":
                return amount_format(self.currency, self.lang, digits)
            case "count":
                return "#,##0"
        return "General" if digits is None else decimals("#,##0", digits)

    def _number(self, page: Any, row: int, at: int, value: float | Decimal, num_format: str) -> int:  # as above
        if not math.isfinite(value):
            return 0
        page.write_number(row, at, float(value), self.style(num_format))
        return len(f"{value:,.2f}") + 2

    def _text(self, page: Any, row: int, at: int, text: str) -> int:  # as above
        safe = guarded(text)[:LONGEST]
        page.write_string(row, at, safe, self.style(text_wrap=len(safe) > WIDTHS[1]))
        return max(map(len, safe.splitlines()), default=0)


def amount_format(currency: str, lang: Lang, digits: int | None) -> str:
    """Return how a spreadsheet shows an amount: the sign after the figures in French, before them in English."""
    figures, sign = decimals("#,##0", 2 if digits is None else digits), SIGNS.get(currency, currency)
    return f'{figures} "{sign}"' if lang == "fr" or len(sign) > 1 else f'"{sign}"{figures}'


def decimals(whole: str, digits: int) -> str:
    """Return a number format with so many decimals."""
    return whole + ("." + "0" * digits if digits else "")


def _list(page: Any, sheet: Sheet, pen: Pen) -> None:  # xlsxwriter carries no types
    head = pen.style(bold=True, bottom=1, text_wrap=True, bg_color="#EEF1F5")
    widths = []
    for at, column in enumerate(sheet.columns):
        heading = guarded(column.heading(pen.lang))
        page.write_string(0, at, heading, head)
        widths.append(min(len(heading), 24) + 3)
    last = 0
    for last, row in enumerate(sheet.rows, start=1):
        for at, (column, value) in enumerate(zip(sheet.columns, row, strict=True)):
            widths[at] = max(widths[at], pen.write(page, last, at, value, column))
    for at, width in enumerate(widths):
        page.set_column(at, at, min(max(width + 1, WIDTHS[0]), WIDTHS[1]))
    page.freeze_panes(1, 0)
    if sheet.columns:
        page.autofilter(0, 0, last, len(sheet.columns) - 1)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)


def _source(page: Any, title: str, facts: Sequence[tuple[Text, object]], pen: Pen) -> None:  # as above
    """Write where a list comes from, one sentence per row: in two columns, our import would take it for one more table."""
    page.set_column(0, 0, 110)
    page.write_string(0, 0, guarded(title), pen.style(bold=True, font_size=14))
    wrapped = pen.style(text_wrap=True)
    for row, (name, value) in enumerate(facts, start=2):
        sentence = words.render(Text(FACT, name=name, value=value), pen.lang)
        page.write_string(row, 0, guarded(sentence)[:LONGEST], wrapped)
    page.write_string(len(facts) + 3, 0, words.render(GUARD, pen.lang), pen.style(italic=True, text_wrap=True))
