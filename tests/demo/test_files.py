"""What the files of a made-up company look like to somebody who opens them."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from pupitre.demo import COMPANY, FILES, MAPPING, TRUTH, Disguise, generate
from pupitre.demo.files.cells import Cash, Month, Number, Pct, Week
from pupitre.demo.files.office import Office
from pupitre.demo.files.sheet import Sheet
from pupitre.demo.files.write import Document, write
from pupitre.demo.lexicon import Lexicon, rows

ON = date(2026, 3, 18)


@pytest.fixture(scope="module")
def firm(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("firm")
    generate(out, size=20, seed=1, on=ON)
    return out


def sheet(path: Path, name: str) -> list[list[object]]:
    return CalamineWorkbook.from_path(str(path)).get_sheet_by_name(name).to_python(skip_empty_area=False)


def test_the_same_seed_gives_the_same_bytes(firm: Path, tmp_path: Path) -> None:
    generate(tmp_path, size=20, seed=1, on=ON)
    for path in sorted((firm / FILES).iterdir()):
        assert (tmp_path / FILES / path.name).read_bytes() == path.read_bytes(), path.name


def test_the_truth_stands_outside_the_folder_that_is_imported(firm: Path) -> None:
    assert (firm / TRUTH).exists()
    assert [path.name for path in (firm / FILES).glob("*.json")] == ["Achats généraux.json"]


def test_titles_and_a_total_surround_the_portfolio(firm: Path) -> None:
    lines = sheet(firm / FILES / "Portefeuille projets.xlsx", "Portefeuille")
    assert lines[0][0] == "Portefeuille de projets"
    assert lines[1][0] == "Situation au 18/03/2026"
    assert lines[3][0] == "N° projet"
    assert "Total" in [line[1] for line in lines]


def test_every_bad_row_stands_where_the_truth_says(firm: Path) -> None:
    truth = json.loads((firm / TRUTH).read_text(encoding="utf-8"))
    places = {bad["reason"]: bad for bad in truth["bad_rows"]}
    assert set(places) == {"end_before_start", "impossible_date", "missing_required", "duplicate_key", "siret_mangled"}
    crossed = sheet(firm / FILES / places["end_before_start"]["file"], "Portefeuille")[places["end_before_start"]["row"] - 1]
    assert crossed[1] == "Étude d'extension du site"
    with (firm / FILES / "Suivi des actions.csv").open(encoding="cp1252", newline="") as file:
        lines = list(csv.reader(file, delimiter=";"))
    assert "31/02/2026" in lines[places["impossible_date"]["row"] - 1]
    with (firm / FILES / "Panel fournisseurs.csv").open(encoding="cp1252", newline="") as file:
        lines = list(csv.reader(file, delimiter=";"))
    assert "E+13" in lines[places["siret_mangled"]["row"] - 1][0]
    repeated = lines[places["duplicate_key"]["row"] - 1]
    assert sum(line == repeated for line in lines) == 2


def test_the_mapping_says_what_every_column_of_every_file_holds(firm: Path) -> None:
    told = json.loads((firm / MAPPING).read_text(encoding="utf-8"))
    assert len(told) == len([path for path in (firm / FILES).iterdir() if "FEC" not in path.name and path.suffix != ".json"])
    assert told["Effectifs.csv"]["-"]["fields"]["Matricule"] == "id"
    assert told["Journal de production.csv"]["-"]["fields"]["Opérateur"] == "resource"
    assert told["Journal de production.csv"]["-"]["fields"]["Famille"] == "-"
    assert {sheet: said["kind"] for sheet, said in told["Plan de charge.xlsx"].items()} == {"Charge": "allocations", "Capacité": "capacity"}
    assert {sheet: said["kind"] for sheet, said in told["Plan stratégique.xlsx"].items()} == {
        "Axes": "axes",
        "Objectifs": "objectives",
        "Résultats clés": "key_results",
        "Cycles clos": "objectives",
    }


def test_a_department_is_written_in_three_ways(firm: Path) -> None:
    with (firm / FILES / "Effectifs.csv").open(encoding="cp1252", newline="") as file:
        spellings = {line[2] for line in csv.reader(file, delimiter=";")}
    with (firm / FILES / "Suivi des actions.csv").open(encoding="cp1252", newline="") as file:
        spellings |= {line[3] for line in csv.reader(file, delimiter=";")}
    assert {"Production & méthodes", "PRODUCTION ET METHODES", "Prod. & méthodes"} <= spellings


def test_the_ledger_has_the_eighteen_legal_columns_first(firm: Path) -> None:
    ledgers = sorted((firm / FILES).glob("*FEC*.txt"))
    header, first, *_ = ledgers[-1].read_text(encoding="cp1252").splitlines()
    assert header.split("\t")[:3] == ["JournalCode", "JournalLib", "EcritureNum"]
    assert len(header.split("\t")) == len(first.split("\t")) == 20
    assert ledgers[-1].name.endswith("FEC20260228.txt")


def test_no_file_tells_pay_sex_or_birth(firm: Path) -> None:
    header = (firm / FILES / "Effectifs.csv").read_text(encoding="cp1252").splitlines()[0]
    assert header == "Matricule;Salarié;Direction;Fonction;Encadrant;Date d'entrée;Date de sortie"


def test_a_company_in_disguise_writes_english(tmp_path: Path) -> None:
    seed = next(s for s in range(20) if _language(tmp_path / str(s), s) == "en")
    assert (tmp_path / str(seed) / FILES / "Project portfolio.xlsx").exists()
    assert not list((tmp_path / str(seed) / FILES).glob("*FEC*"))


def _language(out: Path, seed: int) -> str:
    generate(out, size=20, seed=2, on=ON, disguise=Disguise(seed))
    return str(json.loads((out / COMPANY).read_text(encoding="utf-8"))["language"])


def test_every_header_and_word_exists_in_every_variant() -> None:
    texts = ("headers", "places", "axes", "units", "kpis", "objectives", "projects", "pairs", "tasks", "decisions", "actions", "risks")
    for name in (*texts, "steps", "processes", "rules", "improvements"):
        for row in rows(name):
            assert all(value for key, value in row.items() if key.startswith(("fr", "en")) and key != "fr_alt_short"), row


@pytest.mark.parametrize(
    ("cell", "french", "english"),
    [
        (Cash(123_456_789), "1\u00a0234\u00a0567,89", "1,234,567.89"),
        (Cash(123_456_789, thousands=True), "1\u00a0234,6", "1,234.6"),
        (Pct(0.123, 1), "12,3\u00a0%", "12.3%"),
        (Number(4.25, 2), "4,25", "4.25"),
        (Week(date(2026, 1, 5)), "S02 2026", "2026-W02"),
        (Month(date(2026, 2, 1)), "févr. 2026", "Feb-2026"),
        (date(2026, 3, 4), "04/03/2026", "04/03/2026"),
        (True, "oui", "yes"),
        (None, "", ""),
    ],
)
def test_a_cell_is_typed_as_its_country_does(cell: object, french: str, english: str) -> None:
    assert Office(Lexicon("fr"), "€").text(cell) == french  # type: ignore[arg-type]  # a parametrised cell
    assert Office(Lexicon("en"), "£").text(cell) == english  # type: ignore[arg-type]  # a parametrised cell


def test_a_file_of_the_old_code_page_spoils_no_amount(tmp_path: Path) -> None:
    narrow = Office(Lexicon("fr"), "€", thousands="\u202f")
    write(Document("a.csv", (Sheet("", ["Montant"], [[Cash(123_456_700)]]),), narrow), tmp_path)
    assert (tmp_path / "a.csv").read_text(encoding="cp1252").splitlines() == ["Montant", "1\u00a0234\u00a0567,00"]
