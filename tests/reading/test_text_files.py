"""Text files: encodings, separators, numbers, dates, totals."""

# ruff: noqa: E501 - a table of cases reads in lines

from __future__ import annotations

import datetime as dt

import pytest
from tests.reading.conftest import UNITS, fields, left_out, refusals, rows

HEAD = "Code projet;Libellé;Direction;Date de début;Date de fin;Budget\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "cp850", "mac-roman", "utf-16-le", "utf-16-be"])
def test_accents_survive_every_encoding_an_office_uses(reading, encoding):
    text = (
        HEAD
        + "P-01;Déménagement de l'été à Angoulême;Achats;13/01/2025;20/02/2025;1 234,56\nP-02;Rénovation – réseau;Achats;13/01/2025;20/02/2025;10\n"
    )
    text = text if encoding not in ("cp850",) else text.replace("–", "-")
    found = reading(text, encoding=encoding)
    assert found.encoding == encoding
    assert found.tables[0].data["name"][0].as_py() == "Déménagement de l'été à Angoulême"


def test_the_euro_sign_tells_latin_nine_from_windows(reading):
    found = reading("Réf;Intitulé;Budget\nA1;Été;12 €\nA2;Hiver;13 €\n", encoding="iso-8859-15")
    assert found.encoding == "iso-8859-15"
    assert rows(found.tables[0], "code", "budget") == [("A1", 12.0), ("A2", 13.0)]


def test_a_few_stray_bytes_do_not_change_the_encoding_and_are_said(tmp_path, reading):
    from pupitre.sources import read

    path = tmp_path / "presque.csv"
    path.write_bytes(
        (HEAD + "P-01;Été réussi à côté;Achats;13/01/2025;20/02/2025;1\n").encode() + b"P-02;D\xe9fi;Achats;13/01/2025;20/02/2025;2\n"
    )
    found = read(path)
    assert found.encoding == "utf-8"
    assert found.tables[0].data["name"].to_pylist() == ["Été réussi à côté", "Défi"]
    assert [p.reason for p in found.problems] == ["stray_bytes"]


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_the_separator_is_the_one_that_cuts_rows_alike(reading, separator):
    lines = [["Project ID", "Name", "Budget"], ["P1", "New, better; site", "1200.50"], ["P2", "Lab", "15.25"]]
    text = "\n".join(separator.join(f'"{c}"' if any(s in c for s in ";,\t|") else c for c in line) for line in lines)
    found = reading(text)
    assert found.separator == separator
    assert rows(found.tables[0], "code", "budget") == [("P1", 1200.5), ("P2", 15.25)]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1 234,56 €", 1234.56), ("1\u202f234,56\u00a0€", 1234.56), ("1.234,56", 1234.56), ("1'234,56", 1234.56), ("(1 234)", -1234.0), ("1 234-", -1234.0),
        ("−12,5", -12.5), ("12,5 k€", 12500.0), ("1,455 M€", 1455000.0), ("0,301 M€", 301000.0), ("€ 15", 15.0), ("2 MEUR", 2e6), ("1 234", 1234.0), ("3,2 Md€", 3.2e9),
        ("1,5 million d'euros", 1.5e6), ("12 000 € HT", 12000.0), ("-1 000,00 €", -1000.0), ("- 5 €", -5.0),
    ],
)  # fmt: skip
def test_amounts_read_as_french_offices_write_them(table, written, value):
    found = table(f"{HEAD}P-01;A;Achats;13/01/2025;20/02/2025;{written}\nP-02;B;Achats;13/01/2025;20/02/2025;7,50\n")
    assert found.data["budget"].to_pylist() == [pytest.approx(value), 7.5]


@pytest.mark.parametrize("written", ["env. 12 000", "12 000 ?", "1.2.3,4", "12O00", "~ 500", "10-12"])
def test_a_spoilt_number_refuses_its_row(table, written):
    found = table(f"{HEAD}P-01;A;Achats;13/01/2025;20/02/2025;{written}\nP-02;B;Achats;13/01/2025;20/02/2025;7,50\n")
    assert refusals(found) == [(2, "bad_number")]
    assert found.refused[0].raw == written
    assert found.refused[0].problem.where.column == "Budget"


@pytest.mark.parametrize("mark", ["#N/A", "n/a", "N/D", "NC", "-", "TBD", "NULL", "n.d.", "#DIV/0!", "à définir", "–", ""])
def test_a_mark_of_absence_is_no_number_and_no_fault(table, mark):
    found = table(f"{HEAD}P-01;A;Achats;13/01/2025;20/02/2025;{mark}\nP-02;B;Achats;13/01/2025;20/02/2025;7,50\n")
    assert found.data["budget"].to_pylist() == [None, 7.5]
    assert found.refused == ()


def test_a_sentence_instead_of_an_amount_is_absent_with_its_reason(table):
    said = "Montant non communiqué pour raison de confidentialité commerciale"
    found = table(f"{HEAD}P-01;A;Achats;13/01/2025;20/02/2025;{said}\nP-02;B;Achats;13/01/2025;20/02/2025;7,50\n")
    assert found.data["budget"].to_pylist() == [None, 7.5]
    assert [(w.code, w.source_row, w.raw) for w in found.warnings] == [("text_in_number", 2, said)]
    assert said in found.data["extra"][0].as_py()


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("4 mars 2025", dt.date(2025, 3, 4)), ("1er avril 2025", dt.date(2025, 4, 1)), ("mardi 4 mars 2025", dt.date(2025, 3, 4)), ("04.03.25", dt.date(2025, 3, 4)),
        ("2025-03-04", dt.date(2025, 3, 4)), ("20250304", dt.date(2025, 3, 4)), ("45720", dt.date(2025, 3, 4)), ("04/03/2025 00:00", dt.date(2025, 3, 4)),
        ("4 févr. 2025", dt.date(2025, 2, 4)), ("4-déc-24", dt.date(2024, 12, 4)), ("04/03/2025 à 9h30", dt.date(2025, 3, 4)), ("2025/03/04", dt.date(2025, 3, 4)),
    ],
)  # fmt: skip
def test_dates_read_as_offices_write_them(table, written, day):
    found = table(f"{HEAD}P-01;A;Achats;{written};31/12/2030;1\nP-02;B;Achats;25/01/2024;31/12/2030;2\n")
    assert found.data["start"][0].as_py() == day


def test_one_day_above_twelve_proves_the_order_for_every_date(table):
    found = table("Project ID,Name,Start,End\nP1,A,02/03/2025,04/05/2026\nP2,B,01/22/2025,11/12/2026\n")
    assert found.data["start"].to_pylist() == [dt.date(2025, 2, 3), dt.date(2025, 1, 22)]
    assert found.questions == ()


def test_an_order_that_nothing_proves_is_asked_and_the_answer_is_obeyed(reading):
    text = "Project ID,Name,Start,End\nP1,A,02/03/2025,04/05/2026\nP2,B,01/02/2025,11/12/2026\n"
    found = reading(text)
    assert [(q.id, q.assumption, q.answered) for q in found.questions] == [("date_order_ambiguous", "mdy", False)]
    assert found.tables[0].data["start"][0].as_py() == dt.date(2025, 2, 3)
    told = reading(text, date_order_ambiguous="dmy")
    assert told.tables[0].data["start"][0].as_py() == dt.date(2025, 3, 2)
    assert told.questions[0].answered


def test_a_french_file_assumes_day_first_when_it_asks(reading):
    found = reading("Code projet;Libellé;Début;Fin\nP1;A;02/03/2025;04/05/2026\nP2;B;01/02/2025;11/12/2026\n")
    assert [q.assumption for q in found.questions] == ["dmy"]


@pytest.mark.parametrize("written", ["31/02/2025", "2025-02-30", "20250231", "45/01/2025", "32 janvier 2025"])
def test_a_date_that_does_not_exist_refuses_its_row(table, written):
    found = table(f"{HEAD}P-01;A;Achats;{written};31/12/2030;1\nP-02;B;Achats;25/01/2024;31/12/2030;2\n")
    assert refusals(found) == [(2, "impossible_date")]


@pytest.mark.parametrize(
    "written", ["courant 2026 selon arbitrage", "mars 2026", "T2 2026", "31/12/9999", "00/00/0000", "dès que possible"]
)
def test_words_or_half_a_date_leave_the_cell_empty_and_say_why(table, written):
    found = table(f"{HEAD}P-01;A;Achats;13/01/2025;{written};1\nP-02;B;Achats;25/01/2024;31/12/2030;2\n")
    assert found.data["end"].to_pylist() == [None, dt.date(2030, 12, 31)]
    assert [(w.source_row, w.raw) for w in found.warnings] == [(2, written)]


def test_an_end_before_the_start_refuses_the_row(table):
    found = table(f"{HEAD}P-01;A;Achats;13/01/2025;12/01/2025;1\nP-02;B;Achats;25/01/2024;31/12/2030;2\n")
    assert refusals(found) == [(2, "end_before_start")]


def test_of_two_rows_with_one_key_the_first_stays(table):
    found = table(
        f"{HEAD}P-01;A;Achats;13/01/2025;12/03/2025;1\nP-02;B;Achats;25/01/2024;31/12/2030;2\nP-01;A bis;Achats;13/01/2025;12/03/2025;9\n"
    )
    assert refusals(found) == [(4, "duplicate_key")]
    assert rows(found, "code", "budget") == [("P-01", 1.0), ("P-02", 2.0)]


def test_a_first_row_that_is_refused_leaves_its_key_to_the_next(table):
    found = table(
        f"{HEAD}P-01;A;Achats;31/02/2025;12/03/2025;1\nP-02;B;Achats;25/01/2024;31/12/2030;2\nP-01;A;Achats;13/01/2025;12/03/2025;9\n"
    )
    assert refusals(found) == [(2, "impossible_date")]
    assert rows(found, "code", "budget") == [("P-02", 2.0), ("P-01", 9.0)]


def test_titles_totals_blank_rows_and_notes_are_left_out(table):
    found = table(
        "Portefeuille des projets\nÉdité le 12/03/2025\n\n"
        + HEAD
        + "P-01;A;Achats;13/01/2025;12/03/2025;100\n;;;;;\nSous-total Achats;;;;;100\n"
        "P-02;B;Marketing;25/01/2024;31/12/2030;50\nTOTAL GÉNÉRAL;;;;;150\n* montants hors taxes, source : contrôle de gestion\n"
    )
    assert left_out(found) == [(1, "title"), (2, "title"), (3, "blank"), (6, "blank"), (7, "total"), (9, "total"), (10, "note")]
    assert rows(found, "code", "budget") == [("P-01", 100.0), ("P-02", 50.0)]


def test_a_total_without_a_word_is_known_by_its_sum(table):
    found = table(HEAD + "P-01;A;Achats;13/01/2025;12/03/2025;100\nP-02;B;Marketing;25/01/2024;31/12/2030;50\n;;;;;150\n")
    assert left_out(found) == [(4, "total")]


def test_a_project_named_total_is_a_project(table):
    found = table(HEAD + "P-01;Total Énergies : migration;Achats;13/01/2025;12/03/2025;100\nP-02;B;Marketing;25/01/2024;31/12/2030;50\n")
    assert found.data.num_rows == 2


def test_a_row_without_code_is_refused_not_taken_for_a_note(table):
    found = table(
        HEAD + "P-01;A;Achats;13/01/2025;12/03/2025;100\n;B;Marketing;25/01/2024;31/12/2030;50\nP-03;C;Achats;13/01/2025;12/03/2025;7\n"
    )
    assert refusals(found) == [(3, "missing_required")]


def test_leading_zeros_of_codes_stay(table):
    found = table("Matricule;Nom et prénom;Service;ETP\n000123;Anne Roy;Achats;1,00\n004567;Paul Ney;Marketing;0,80\n")
    assert found.kind == "people"
    assert found.data["id"].to_pylist() == ["000123", "004567"]


def test_quoted_line_breaks_do_not_count_as_rows(table):
    found = table('Code projet;Libellé;Budget\nP-01;"Ligne un\nligne ""deux""; fin";12,5\nP-02;B;x1x\nP-03;C;3\n')
    assert found.data["name"][0].as_py() == 'Ligne un\nligne "deux"; fin'
    assert refusals(found) == [(3, "bad_number")]


def test_a_sep_line_is_obeyed_and_left_out(reading):
    found = reading("sep=|\nCode projet|Libellé|Budget\nP-01|A; b|12,5\nP-02|B|3\n")
    assert found.separator == "|"
    assert left_out(found.tables[0]) == [(1, "sep_line")]


def test_percentages_are_fractions_whichever_way_they_are_written(table):
    signed = table("Code projet;Libellé;Avancement\nP1;A;45 %\nP2;B;12,5%\nP3;C;100 %\n")
    points = table("Code projet;Libellé;Avancement (%)\nP1;A;45\nP2;B;12,5\nP3;C;100\n")
    shares = table("Code projet;Libellé;Avancement\nP1;A;0,45\nP2;B;0,125\nP3;C;1\n")
    assert (
        signed.data["progress"].to_pylist()
        == points.data["progress"].to_pylist()
        == shares.data["progress"].to_pylist()
        == [0.45, 0.125, 1.0]
    )


def test_a_unit_in_the_header_or_in_the_title_multiplies_the_amounts(table):
    header = table("Code projet;Libellé;Budget (k€)\nP1;A;1,5\nP2;B;20\n")
    title = table("Portefeuille (montants en milliers d'euros)\n\nCode projet;Libellé;Budget\nP1;A;1,5\nP2;B;20\n")
    mixed = table("Code projet;Libellé;Budget (k€)\nP1;A;1,5 M€\nP2;B;20\n")
    assert header.data["budget"].to_pylist() == title.data["budget"].to_pylist() == [1500.0, 20000.0]
    assert mixed.data["budget"].to_pylist() == [1.5e6, 20000.0]
    assert [w.code for w in title.warnings] == ["unit_in_title"]


def test_departments_are_matched_and_said_and_unknown_ones_kept(table):
    body = "".join(
        f"P-0{i};Projet {i};{unit};13/01/2025;12/03/2025;{i}\n"
        for i, unit in enumerate(["Achat", "R&D", "DIRECTION GENERALE", "Atelier Lunaire", "Marketing"], 1)
    )
    found = table(HEAD + body, units=UNITS)
    assert found.data["department"].to_pylist() == [
        "Achats",
        "Recherche et développement",
        "Direction générale",
        "Atelier Lunaire",
        "Marketing",
    ]
    assert [(w.source_row, w.code, w.raw, w.matched) for w in found.warnings] == [
        (2, "department_matched", "Achat", "Achats"),
        (3, "department_matched", "R&D", "Recherche et développement"),
        (4, "department_matched", "DIRECTION GENERALE", "Direction générale"),
        (5, "department_unknown", "Atelier Lunaire", None),
    ]


def test_two_columns_of_one_name_are_asked_about_and_the_first_is_used(table):
    found = table("Code projet;Libellé;Budget;Budget\nP1;A;10;1\nP2;B;20;2\n")
    assert found.data["budget"].to_pylist() == [10.0, 20.0]
    assert [(q.code, q.assumption) for q in found.questions] == [("duplicate_header", "first")]
    assert [c.field for c in found.columns] == ["code", "name", "budget", None]


def test_a_rule_that_would_refuse_most_rows_is_a_question_that_stops(table):
    body = "".join(f"P-0{i};Projet {i};Achats;13/0{i}/2025;12/0{i}/2024;{i}\n" for i in range(1, 7))
    found = table(HEAD + body)
    assert [(q.code, q.blocking) for q in found.questions] == [("most_rows_refused", True)]
    kept = table(HEAD + body, **{"most_rows_refused__end_before_start__-": "keep"})
    assert kept.data.num_rows == 6


def test_siret_numbers_lose_their_blanks_and_mangled_ones_are_refused(table):
    found = table("SIRET;Fournisseur;Montant annuel\n732 829 320 00074;A;10,5\n8,04428E+13;B;20\n73282932000075;C;30\n")
    assert found.kind == "suppliers"
    assert found.data["siret"].to_pylist() == ["73282932000074", "73282932000075"]
    assert refusals(found) == [(3, "siret_mangled")]
    assert [(w.code, w.source_row) for w in found.warnings] == [("siret_checksum", 4)]


def test_crosses_in_an_otherwise_empty_column_mean_yes_and_no(table):
    found = table("SIRET;Raison sociale;Critique\n73282932000074;A;x\n55208131766522;B;\n35600000000048;C;X\n")
    assert found.data["critical"].to_pylist() == [True, False, True]


def test_columns_that_no_field_takes_are_kept_as_text(table):
    found = table("Code projet;Libellé;Budget;Lot technique\nP1;A;10;n° 7\nP2;B;20;\n")
    assert found.data["extra"].to_pylist() == ['{"Lot technique": "n° 7"}', None]
    assert fields(found)["Lot technique"] is None


def test_personal_columns_are_dropped_when_asked(tmp_path):
    from pupitre.sources import ReadOptions, read

    path = tmp_path / "agents.csv"
    path.write_text(
        "Matricule;Nom et prénom;Service;Salaire brut annuel;Sexe\n001;A B;Achats;30000;F\n002;C D;Achats;31000;M\n", encoding="utf-8"
    )
    data = read(path, options=ReadOptions(drop_personal=True)).tables[0].data
    assert not {"salary", "sex"} & set(data.column_names)
    assert "30000" not in str(data.to_pylist())


def test_a_repair_made_by_hand_replaces_the_cell(table):
    text = HEAD + "P-01;A;Achats;31/02/2025;12/03/2025;1\nP-02;B;Achats;25/01/2024;31/12/2030;2\n"
    found = table(text, **{"cell__-__2__Date de début": "28/02/2025", "row__-__3": "skip"})
    assert rows(found, "code", "start") == [("P-01", dt.date(2025, 2, 28))]
    assert left_out(found) == [(3, "skipped")]


def test_a_word_used_again_and_again_is_an_absence_a_lone_one_a_fault(table):
    body = "".join(f"P-{i:02d};Projet {i};Achats;13/01/2025;20/02/2025;{'Confidentiel' if i < 4 else i}\n" for i in range(12))
    found = table(f"{HEAD}{body}P-99;Z;Achats;13/01/2025;20/02/2025;douze mille\n")
    assert refusals(found) == [(14, "bad_number")]
    assert found.data["budget"].null_count == 4


@pytest.mark.parametrize(
    ("header", "written", "period"),
    [
        ("Semaine", "2024-48", "2024-W48"),
        ("Mois", "2024-11", "2024-11"),
        ("Mois", "11/2024", "2024-11"),
        ("Mois", "01/11/2024", "2024-11"),
        ("Trimestre", "T4 2024", "2024-Q4"),
        ("Semaine", "S48-2024", "2024-W48"),
        ("Période", "novembre 2024", "2024-11"),
        ("Période", "nov-24", "2024-11"),
        ("Période", "2024T4", "2024-Q4"),
        ("Période", "FY2024", "2024"),
    ],
)
def test_periods_read_as_offices_write_them(table, header, written, period):
    found = table(f"Indicateur;{header};Valeur\nRebut;{written};3,5\nDélai;{written};4,5\n")
    assert found.kind == "kpis"
    assert set(found.data["period"].to_pylist()) == {period}


def test_weeks_as_bare_numbers_take_their_year_from_the_title(table):
    found = table("Tableau de bord 2024\nIndicateur;Semaine;Valeur\nRebut;47;3,5\nRebut;48;4,5\n")
    assert found.data["period"].to_pylist() == ["2024-W47", "2024-W48"]


def test_a_year_column_completes_months(table):
    found = table("Indicateur;Année;Mois;Valeur\nRebut;2024;novembre;3,5\nRebut;2024;décembre;4,5\nRebut;2025;janvier;5\n")
    assert found.data["period"].to_pylist() == ["2024-11", "2024-12", "2025-01"]


def test_readings_in_percent_are_fractions_when_the_unit_says_so(table):
    found = table(
        "Indicateur;Unité;Mois;Valeur;Cible\nService;%;01/2024;78,7;90\nService;%;02/2024;81,2;90\nEffectif;ETP;01/2024;128;120\n"
    )
    assert rows(found, "value", "target") == [(0.787, 0.9), (0.812, 0.9), (128.0, 120.0)]
