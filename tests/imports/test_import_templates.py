"""Workbooks to fill in."""

import io

import openpyxl
import pytest

from pupitre.desk.imports.templates import headers_of, template
from pupitre.tables.exchange import KINDS


def book(kind, lang):
    return openpyxl.load_workbook(io.BytesIO(template(kind, lang)))


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_has_its_template_with_one_header_per_column(kind, lang):
    headers = [cell.value for cell in book(kind, lang).worksheets[0][1]]
    assert headers == [header for _, header in headers_of(KINDS[kind], lang)]
    assert len(set(headers)) == len(headers)


def test_pay_and_sex_are_never_asked_for():
    assert {column.name for column, _ in headers_of(KINDS["people"], "en")}.isdisjoint({"salary", "sex", "birth"})


def test_the_second_sheet_says_what_goes_in_each_column():
    sheet = book("projects", "en").worksheets[1]
    said = {row[0]: row[1:] for row in sheet.iter_rows(min_row=2, values_only=True)}
    assert len(said) == len(headers_of(KINDS["projects"], "en"))
    assert all(all(cells) for cells in said.values())
