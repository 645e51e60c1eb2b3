"""Workbooks: structures, formats, hidden parts."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.reading.conftest import UNITS, fields, left_out, refusals, rows

PROJECTS = [
    ["Code projet", "Libellé", "Direction", "Début", "Échéance", "Budget"],
    ["P-01", "Ligne 4", "Achats", dt.date(2025, 1, 13), dt.date(2025, 6, 30), 1200.5],
    ["P-02", "Réseau", "Marketing", dt.date(2025, 2, 3), dt.date(2025, 9, 30), 800],
    ["P-03", "Paie", "Achats", dt.date(2025, 3, 3), dt.date(2025, 12, 31), 50],
]


def test_a_plain_workbook_reads_as_it_shows(book):
    found = book({"Projets": PROJECTS}).tables[0]
    assert (found.sheet, found.kind, found.key, found.header_rows) == ("Projets", "projects", ("code",), (1,))
    assert rows(found, "code", "start", "budget")[0] == ("P-01", dt.date(2025, 1, 13), 1200.5)


def test_the_content_tells_the_format_not_the_name(book):
    assert book({"Projets": PROJECTS}, name="export.csv").format == "xlsx"


def test_a_cover_sheet_holds_no_table(book):
    found = book({"Lisez-moi": [["Les données sont sur la feuille suivante"]], "Projets": PROJECTS})
    assert found.sheets_without_table == ("Lisez-moi",)
    assert [t.sheet for t in found.tables] == ["Projets"]


def test_two_tables_one_under_the_other(book):
    actions = [
        [],
        [],
        ["Relevé d'actions"],
        ["N° action", "Action à mener", "Qui", "Pour le", "Fait ?"],
        ["A1", "Appeler", "Anne Roy", dt.date(2025, 3, 3), "non"],
        ["A2", "Signer", "Paul Ney", dt.date(2025, 4, 3), "oui"],
    ]
    found = book({"Suivi": PROJECTS + actions})
    assert [t.kind for t in found.tables] == ["projects", "actions"]
    assert found.tables[1].header_rows == (8,)
    assert left_out(found.tables[1]) == [(5, "blank"), (6, "blank"), (7, "title")]
    assert rows(found.tables[1], "code", "done") == [("A1", False), ("A2", True)]


def test_two_tables_side_by_side(book):
    actions = [
        ["N° action", "Action à mener", "Responsable", "Échéance", "Fait ?"],
        ["A1", "Appeler", "Anne Roy", dt.date(2025, 3, 3), "non"],
        ["A2", "Signer", "Paul Ney", dt.date(2025, 4, 3), "oui"],
        ["A3", "Payer", "Paul Ney", dt.date(2025, 4, 3), "oui"],
    ]
    found = book({"Suivi": [[*a, None, *b] for a, b in zip(PROJECTS, actions, strict=True)]})
    assert [(t.kind, t.data.num_rows) for t in found.tables] == [("projects", 3), ("actions", 3)]
    assert found.tables[1].columns[0].col == 8


def test_an_empty_column_inside_a_table_does_not_split_it(book):
    found = book({"Suivi": [[*row[:3], None, *row[3:]] for row in PROJECTS]})
    assert [t.kind for t in found.tables] == ["projects"]
    assert found.tables[0].data.num_rows == 3


def test_a_sheet_on_its_side_is_turned(book):
    found = book({"Fiches": [list(column) for column in zip(*PROJECTS, strict=True)]}).tables[0]
    assert found.kind == "projects"
    assert rows(found, "code", "budget", "source_row") == [("P-01", 1200.5, 2), ("P-02", 800.0, 3), ("P-03", 50.0, 4)]


def test_merged_departments_run_down(book):
    def merge(workbook):
        sheet = workbook["Projets"]
        sheet["C2"], sheet["C3"] = "Achats", None
        sheet.merge_cells("C2:C3")

    found = book({"Projets": PROJECTS}, merge).tables[0]
    assert found.data["department"].to_pylist() == ["Achats", "Achats", "Achats"]


def test_two_lines_of_header_join(book):
    found = book(
        {
            "B": [
                ["Direction", "Nature", "T1 2025", None, "T2 2025", None],
                [None, None, "Budget (k€)", "Réalisé (k€)", "Budget (k€)", "Réalisé (k€)"],
                ["Achats", "Salaires", 10, 9, 11, None],
                ["Achats", "Missions", 3, 1, 2, 2],
            ]
        },
        lambda w: w["B"].merge_cells("C1:D1"),
    ).tables[0]
    assert (found.kind, found.layout, found.header_rows) == ("budgets", "wide", (1, 2))
    assert [c.header for c in found.columns][2:4] == ["T1 2025 / Budget (k€)", "T1 2025 / Réalisé (k€)"]
    assert rows(found, "line", "period", "planned", "actual") == [
        ("Salaires", "2025-Q1", 10000.0, 9000.0),
        ("Salaires", "2025-Q2", 11000.0, None),
        ("Missions", "2025-Q1", 3000.0, 1000.0),
        ("Missions", "2025-Q2", 2000.0, 2000.0),
    ]


def test_a_line_of_units_under_the_header_belongs_to_it(book):
    found = book({"P": [PROJECTS[0], [None, None, None, None, None, "k€"], *PROJECTS[1:]]}).tables[0]
    assert found.header_rows == (1, 2)
    assert found.data["budget"].to_pylist() == [1200500.0, 800000.0, 50000.0]


def test_months_as_dates_in_the_header_are_months(book):
    months = [dt.date(2025, m, 1) for m in (1, 2, 3)]
    found = book(
        {"KPI": [["Indicateur", "Unité", *months], ["Taux de service", "%", 0.9, 0.91, None], ["Rebut", "%", 0.02, 0.03, 0.01]]}
    ).tables[0]
    assert found.layout == "wide"
    assert found.data["period"].to_pylist() == ["2025-01", "2025-02", "2025-01", "2025-02", "2025-03"]


def test_months_without_year_take_the_one_of_the_title_or_ask(book):
    grid = [["Direction", "Nature", "janv.", "févr.", "mars"], ["Achats", "Salaires", 1, 2, 3], ["Achats", "Missions", 4, 5, 6]]
    told = book({"Budget": [["Budget 2025 voté"], [], *grid]}).tables[0]
    assert told.data["period"].to_pylist()[:3] == ["2025-01", "2025-02", "2025-03"]
    asked = book({"Budget": grid})
    assert [q.code for q in asked.questions if q.blocking][:1] == ["year_missing"]
    answered = book({"Budget": grid}, answers={"year_missing:Budget": "2024"}).tables[0]
    assert answered.data["period"].to_pylist()[:3] == ["2024-01", "2024-02", "2024-03"]


def test_years_out_of_order_and_a_total_column(book):
    found = book(
        {"KPI": [["Indicator", "Target", "2023", "2021", "2022", "Average"], ["Calls", 10, 3, 1, 2, 2], ["Fires", 5, 6, 4, 5, 5]]}
    ).tables[0]
    assert sorted(rows(found, "name", "period", "value"))[:3] == [("Calls", "2021", 1.0), ("Calls", "2022", 2.0), ("Calls", "2023", 3.0)]
    assert fields(found)["Average"] is None


def test_formats_carry_leading_zeros_units_and_percentages(book):
    def formats(workbook):
        sheet = workbook["P"]
        for row in (2, 3):
            sheet.cell(row, 1).number_format = "000000"
            sheet.cell(row, 3).number_format = '#,##0" k€"'
            sheet.cell(row, 4).number_format = "0 %"

    found = book({"P": [["Code projet", "Libellé", "Budget", "Avancement"], [123, "A", 15, 0.45], [4567, "B", 20, 1]]}, formats).tables[0]
    assert rows(found, "code", "budget", "progress") == [("000123", 15000.0, 0.45), ("004567", 20000.0, 1.0)]


def test_hidden_rows_and_columns_are_loaded_and_said(book):
    def hide(workbook):
        workbook["Projets"].row_dimensions[3].hidden = True
        workbook["Projets"].column_dimensions["C"].hidden = True

    found = book({"Projets": PROJECTS}, hide).tables[0]
    assert found.data.num_rows == 3
    assert [(w.code, w.source_row) for w in found.warnings] == [("hidden_row", 3), ("hidden_column", None)]


def test_a_formula_never_computed_refuses_its_row(book):
    found = book({"Projets": [*PROJECTS[:3], ["P-03", "Paie", "Achats", dt.date(2025, 3, 3), dt.date(2025, 12, 31), "=10+5"]]}).tables[0]
    assert refusals(found) == [(4, "formula_without_cached_value")]
    assert found.refused[0].raw == "=10+5"


def test_the_1904_calendar_is_obeyed(book):
    def mac(workbook):
        workbook.epoch = dt.datetime(1904, 1, 1)  # noqa: DTZ001 - a calendar has no zone
        sheet = workbook["P"]
        sheet["C2"].number_format = sheet["C3"].number_format = "General"

    found = book({"P": [["Code projet", "Libellé", "Date de début"], ["P1", "A", 43473], ["P2", "B", 43523]]}, mac).tables[0]
    assert found.data["start"].to_pylist() == [dt.date(2023, 1, 9), dt.date(2023, 2, 28)]


def test_day_numbers_without_format_are_dates_where_the_header_says_so(book):
    found = book(
        {"P": [["Matricule", "Nom", "Service", "Date d'embauche"], ["001", "A B", "Achats", 37699], ["002", "C D", "Achats", 44681]]}
    ).tables[0]
    assert found.data["hired"].to_pylist() == [dt.date(2003, 3, 19), dt.date(2022, 4, 30)]


def test_texts_among_dates_and_numbers_are_read_too(book):
    found = book({"P": [*PROJECTS, ["P-04", "Site", "Achats", "13/05/2025", "4 mars 2026", "1 200,50 €"]]}).tables[0]
    assert rows(found, "start", "end", "budget")[3] == (dt.date(2025, 5, 13), dt.date(2026, 3, 4), 1200.5)


def test_errors_of_the_spreadsheet_are_absences(book):
    found = book({"P": [*PROJECTS, ["P-04", "Site", "Achats", "#N/A", dt.date(2026, 3, 4), "#DIV/0!"]]}).tables[0]
    assert rows(found, "start", "budget")[3] == (None, None)


def test_rows_that_explain_the_columns_are_left_out(book):
    explained = [
        "",
        "Name given by the sponsor",
        "Unit that runs the project",
        "Day the work starts",
        "Day promised to the client",
        "In euros, without tax",
    ]
    found = book({"P": [PROJECTS[0], explained, *PROJECTS[1:]]}).tables[0]
    assert left_out(found) == [(2, "note")]
    assert found.data.num_rows == 3


def test_a_header_repeated_for_printing_is_no_row(book):
    found = book({"P": [*PROJECTS[:3], [], PROJECTS[0], PROJECTS[3]]}).tables[0]
    assert left_out(found) == [(4, "blank"), (5, "title")]
    assert found.data.num_rows == 3


def test_group_headings_between_rows_are_no_rows(book):
    found = book(
        {"P": [PROJECTS[0], ["Projets industriels"], PROJECTS[1], PROJECTS[2], ["Projets support"], PROJECTS[3]]}, units=UNITS
    ).tables[0]
    assert left_out(found) == [(2, "note"), (5, "note")]
    assert found.data.num_rows == 3


def test_reports_over_time_have_two_keys(book):
    history = [["Code projet", "Libellé", "Date de situation", "Avancement"]] + [
        [f"P{i}", f"Projet {i}", dt.date(2025, m, 28), m / 10] for m in (1, 2, 3) for i in range(4)
    ]
    found = book({"H": history}).tables[0]
    assert found.key == ("code", "at")
    assert found.data.num_rows == 12


def test_a_column_of_dates_that_makes_codes_unique_dates_the_reports(book):
    history = [["Code projet", "Libellé", "Passage en instance", "Avancement"]] + [
        [f"P{i}", f"Projet {i}", dt.date(2025, m, 28), m / 10] for m in (1, 2, 3) for i in range(4)
    ]
    found = book({"H": history}).tables[0]
    assert found.key == ("code", "at")
    assert refusals(found) == []


@pytest.mark.parametrize("word", ["Total", "TOTAL GENERAL", "Ensemble", "Sous-total Achats", "Grand Total"])
def test_total_rows_of_budgets_are_left_out(book, word):
    found = book(
        {
            "B": [
                ["Direction", "Nature", "01/2025", "02/2025"],
                ["Achats", "Salaires", 10, 20],
                ["Achats", "Missions", 1, 2],
                [word, None, 11, 22],
            ]
        }
    ).tables[0]
    assert left_out(found) == [(4, "total")]
    assert sum(found.data["planned"].to_pylist()) == 33.0
