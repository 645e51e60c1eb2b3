"""Lists as workbooks: what a spreadsheet finds in them, and that our own import reads them back."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from pupitre.desk.sheets import Column, Sheet, workbook
from pupitre.desk.sheets.book import sheet_name
from pupitre.kernel import Money, Share, Text
from pupitre.sources import ReadOptions, read
from pupitre.sources.cells.guard import guarded, unguarded

ATTACKS = ['=HYPERLINK("http://x","y")', "+1+1", "-2+3", "@SUM(A1)", "\t=1+1", "\r=1+1", "'=1+1", "=cmd|' /C calc'!A0"]


def sheet(*rows: tuple[object, ...], kinds: tuple[str, ...] = ("text",)) -> Sheet:
    return Sheet(Text("Zwx"), tuple(Column(Text(f"C{n}"), kind) for n, kind in enumerate(kinds)), rows)


def cells(content: bytes, name: str = "Zwx") -> list[list[object]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name(name).to_python()


def part(content: bytes, name: str) -> str:
    return zipfile.ZipFile(io.BytesIO(content)).read(name).decode()


def test_a_date_is_a_date_and_an_amount_a_number():
    made = workbook(sheet((date(2026, 3, 7), Money(Decimal("1234.50"), "EUR")), kinds=("date", "money")), lang="fr", currency="EUR")
    assert cells(made)[1] == [date(2026, 3, 7), 1234.5]
    assert "dd/mm/yyyy" in part(made, "xl/styles.xml")
    assert "#,##0.00 &quot;€&quot;" in part(made, "xl/styles.xml")


def test_a_share_is_a_percentage_in_the_way_of_each_language():
    one = sheet((0.123, Share(0.5, 1)), kinds=("share", "share"))
    french, english = (workbook(one, lang=lang, currency="EUR") for lang in ("fr", "en"))
    assert cells(french)[1] == [0.123, 0.5]
    assert '"0 %"' in part(french, "xl/styles.xml")
    assert '"0.0%"' in part(english, "xl/styles.xml")


def test_what_is_not_known_is_an_empty_cell():
    assert cells(workbook(sheet((None, float("nan"), 3), kinds=("text", "number", "count")), lang="fr", currency="EUR"))[1] == ["", "", 3]


def test_the_head_stays_in_sight_and_filters():
    xml = part(workbook(sheet(("a",)), lang="fr", currency="EUR"), "xl/worksheets/sheet1.xml")
    assert 'state="frozen"' in xml
    assert "<autoFilter" in xml


def test_the_second_sheet_says_where_the_list_comes_from():
    made = workbook(sheet(("a",)), lang="en", currency="EUR", facts=((Text("By"), "=Claire"), (Text("Rows"), 1)))
    told = cells(made, "Source")
    assert told[2:4] == [["By: =Claire"], ["Rows: 1"]]


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_of_a_text_can_run_and_nothing_is_lost(attack):
    made = workbook(sheet((attack,)), lang="fr", currency="EUR")
    assert cells(made)[1] == ["'" + attack]
    assert "<f>" not in part(made, "xl/worksheets/sheet1.xml")
    assert unguarded(pa.array([guarded(attack)])).to_pylist() == [attack]


@given(st.text())
def test_the_guard_gives_back_every_text(text):
    assert unguarded(pa.array([guarded(text)])).to_pylist() == [text]


@given(st.text(max_size=60))
def test_any_title_names_a_sheet(title):
    assert 0 < len(sheet_name(title)) <= 31


def test_what_is_exported_is_read_back_the_same(tmp_path: Path):
    names = ["=cmd|' /C calc'!A0", "-20 % de rebut", "@qualité", "'=déjà gardé", "Refonte de la GED"]
    columns = tuple(Column.of("projects", name) for name in ("code", "name", "start", "end", "budget", "progress"))
    rows = [
        (f"P-{n:02}", name, date(2026, 1, n), date(2026, 12, n), Decimal(n) * 1000 + Decimal("0.25"), n / 10)
        for n, name in enumerate(names, 1)
    ]
    facts = ((Text("Exported on"), date(2026, 2, 1)), (Text("By"), "Claire"), (Text("Rows"), 5), (Text("Address"), "http://x/fr/?a=1"))
    for lang in ("fr", "en"):
        file = tmp_path / f"projects-{lang}.xlsx"
        file.write_bytes(workbook(Sheet(Text("Projects"), columns, rows), lang=lang, currency="EUR", facts=facts))
        reading = read(file, options=ReadOptions())
        assert [table.kind for table in reading.tables] == ["projects"]
        back = reading.tables[0].data
        assert back.column("name").to_pylist() == names
        assert back.column("start").to_pylist() == [row[2] for row in rows]
        assert back.column("budget").to_pylist() == [row[4] for row in rows]
        assert back.column("progress").to_pylist() == [row[5] for row in rows]
