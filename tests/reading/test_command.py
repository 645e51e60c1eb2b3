"""`pupitre read`: its document, its summary, its refusals."""

# ruff: noqa: E501 - the lines of a ledger are long

from __future__ import annotations

import json

import pytest

from pupitre.cli import main


@pytest.fixture
def projects(tmp_path):
    path = tmp_path / "projets.csv"
    path.write_text("Code projet;Libellé;Direction;Budget\nP1;A;Achat;12,5 k€\nP2;B;Marketing;env. 3\n", encoding="cp1252")
    return path


def test_the_document_has_the_names_of_the_truth_files(projects, tmp_path, capsys):
    names = tmp_path / "noms.json"
    names.write_text(json.dumps({"departments_known": ["Achats", "Marketing"]}))
    assert main(["read", str(projects), "--json", "--units", str(names)]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["schema"], said["locale"], said["format"], said["encoding"], said["separator"]) == (
        "pupitre.read/1",
        "fr",
        "csv",
        "cp1252",
        ";",
    )
    table = said["tables"][0]
    assert (table["kind"], table["layout"], table["key"], table["header_rows"]) == ("projects", "long", ["code"], [1])
    assert table["rows"] == [{"source_row": 2, "values": {"code": "P1", "name": "A", "department": "Achats", "budget": 12500.0}}]
    assert [(r["source_row"], r["reason"], r["field"], r["raw"]) for r in table["refused"]] == [(3, "bad_number", "budget", "env. 3")]
    assert [(w["source_row"], w["code"], w["raw"], w["matched"]) for w in table["warnings"]] == [
        (2, "department_matched", "Achat", "Achats")
    ]
    assert table["counts"] == {"rows": 1, "refused": 1, "ignored": 0}
    assert table["sums"] == {"budget": 12500.0}


def test_the_summary_speaks_french_when_asked(projects, capsys):
    assert main(["read", str(projects), "--lang", "fr"]) == 0
    said = capsys.readouterr().out
    assert "projets.csv\u00a0: csv" in said
    assert "Libellé → name" in said
    assert "n’est pas un nombre" in said


def test_a_file_that_is_no_table_exits_with_its_reason(tmp_path, capsys):
    path = tmp_path / "vide.csv"
    path.write_bytes(b"")
    assert main(["read", str(path), "--json"]) == 1
    out = capsys.readouterr()
    assert "empty" in out.err
    assert out.out == ""


def test_answers_that_are_no_json_are_refused(projects, tmp_path, capsys):
    path = tmp_path / "reponses.json"
    path.write_text("oui")
    assert main(["read", str(projects), "--answers", str(path)]) == 1
    assert "reponses.json" in capsys.readouterr().err


def test_a_french_ledger_reads_by_its_legal_columns(tmp_path, capsys):
    legal = "JournalCode JournalLib EcritureNum EcritureDate CompteNum CompteLib CompAuxNum CompAuxLib PieceRef PieceDate EcritureLib Debit Credit EcritureLet DateLet ValidDate Montantdevise Idevise"
    lines = [
        "\t".join(legal.split()),
        "AC\tAchats\t0001\t20250113\t606100\tFournitures\t\t\tF1\t20250112\tPapier\t120,00\t0,00\t\t\t20250131\t\t",
    ]
    lines.append(
        "AC\tAchats\t0001\t20250113\t401000\tFournisseurs\tF001\tDupont\tF1\t20250112\tPapier\t0,00\t120,00\tA\t20250201\t20250131\t\t"
    )
    path = tmp_path / "123456789FEC20251231.txt"
    path.write_text("\r\n".join(lines) + "\r\n", encoding="cp1252")
    assert main(["read", str(path), "--json"]) == 0
    table = json.loads(capsys.readouterr().out)["tables"][0]
    assert (table["kind"], table["key"]) == ("ledger", ["journal", "entry", "line"])
    assert [(r["values"]["line"], r["values"]["account"], r["values"]["debit"], r["values"]["credit"]) for r in table["rows"]] == [
        (1, "606100", 120.0, 0.0),
        (2, "401000", 0.0, 120.0),
    ]
    assert [c["field"] for c in table["columns"]] == [
        "journal", "journal_name", "entry", "at", "account", "account_name", "auxiliary", "auxiliary_name", "document", "document_date", "label",
        "debit", "credit", "lettering", "lettering_date", "validated", "foreign_amount", "foreign_currency",
    ]  # fmt: skip
