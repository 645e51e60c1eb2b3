"""What cells say when headers are unusual: links, sources, estimates, ledgers with one amount."""

from __future__ import annotations

import pytest
from tests.reading.conftest import fields, refusals, rows

FEC = "JournalCode|JournalLib|EcritureNum|EcritureDate|CompteNum|CompteLib|CompAuxNum|CompAuxLib|PieceRef|PieceDate|EcritureLib|Montant|Sens|EcritureLet|DateLet|ValidDate|Montantdevise|Idevise\n"  # noqa: E501 - the header of the format


def ledger(debit: str, credit: str, sign: str = "", separator: str = "|") -> str:
    lines = [
        f"AC|Achats|{entry}|20250115|{account}|{name}|||FA{entry}|20250114|Facture d'été|{amount}|{side}|||20250131||"
        for entry in (1, 2, 3)
        for account, name, amount, side in (
            ("607000", "Achats", f"{entry}00,50", debit),
            ("401000", "Fournisseurs", f"{sign}{entry}00,50", credit),
        )
    ]
    return (FEC + "\n".join(lines) + "\n").replace("|", separator)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "iso-8859-15", "cp1252"])
@pytest.mark.parametrize("separator", ["|", "\t"])
def test_a_ledger_with_one_amount_and_its_side_reads_in_every_form(reading, encoding, separator):
    (found,) = reading(ledger("D", "C", separator=separator), name="732829320FEC20251231.txt", encoding=encoding).tables
    assert (found.kind, found.key) == ("ledger", ("journal", "entry", "line"))
    assert rows(found, "debit", "credit", "label")[:2] == [(100.5, 0.0, "Facture d'été"), (0.0, 100.5, "Facture d'été")]
    assert "amount" not in found.data.column_names


@pytest.mark.parametrize(("debit", "credit"), [("+1", "-1"), ("1", "-1"), ("Débit", "Crédit"), ("DR", "CR"), ("d", "c")])
def test_the_side_of_an_amount_is_written_in_many_ways(table, debit, credit):
    assert rows(table(ledger(debit, credit)), "debit", "credit")[:2] == [(100.5, 0.0), (0.0, 100.5)]


def test_amounts_that_bear_the_sign_of_their_side_lose_it(table):
    assert rows(table(ledger("D", "C", sign="-")), "debit", "credit")[:2] == [(100.5, 0.0), (0.0, 100.5)]


def test_an_amount_of_no_side_refuses_its_row(table):
    found = table(ledger("D", "C").replace("100,50|C", "100,50|X"))
    assert refusals(found) == [(3, "unknown_side")]
    assert found.refused[0].raw == "X"


def test_a_sheet_of_links_is_no_sheet_of_tasks(book):
    lines = [(f"P{1 + i // 4}", f"T{i}", f"T{i + 1}", ("FS", "SS")[i % 2], i % 3) for i in range(12)]
    found = book({"Links": [("Initiative", "From", "To", "Type", "Lag"), *lines]}).tables[0]
    assert found.kind == "links"
    assert fields(found) == {"Initiative": "project", "From": "before", "To": "after", "Type": "link", "Lag": "lag"}


def test_tasks_that_name_the_one_before_stay_tasks(table):
    lines = [f"P{1 + i // 4},T{i + 1},Lay cable number {i},{i + 2},T{i},{('FS', 'SS')[i % 2]}" for i in range(12)]
    found = table("Project,Task ID,Task name,Duration,Predecessor,Link type\n" + "\n".join(lines))
    assert (found.kind, fields(found)["Predecessor"]) == ("tasks", "predecessors")


def test_the_source_of_an_action_is_a_decision_when_it_holds_codes(table):
    head = "Ref,What,Who,Due,Status,Source\n"
    coded = [f"A-{i:03},Prepare the file number {i},Ann Lee,2026-03-{i + 1:02},Open,D-{i // 2:03}" for i in range(12)]
    assert fields(table(head + "\n".join(coded)))["Source"] == "decision"
    said = [f"A-{i:03},Prepare the file number {i},Ann Lee,2026-03-{i + 1:02},Open,{('Board', 'Audit')[i % 2]}" for i in range(12)]
    assert fields(table(head + "\n".join(said)))["Source"] is None


def test_the_identifier_of_a_supplier_is_its_siret_when_it_is_one(table):
    sirets = ("73282932000074", "55208131766522", "44306184100047", "35600000000048", "32012345600016", "48756214700011")
    lines = [f"Acme {i},{s},IT,{1000 * i}" for i, s in enumerate(sirets)]
    found = table("Supplier,Supplier ID,Category,Spend\n" + "\n".join(lines))
    assert (found.kind, fields(found)["Supplier ID"]) == ("suppliers", "siret")


def test_the_own_codes_of_suppliers_do_not_make_projects_of_them(table):
    lines = [f"Acme {i},F{i:03},IT,{1000 * i}" for i in range(8)]
    assert table("Supplier,Supplier ID,Category,Spend\n" + "\n".join(lines)).kind == "suppliers"


@pytest.mark.parametrize(("cells", "field"), [("2026-0{}-25", "forecast_end"), ("{}500", "forecast_cost")])
def test_the_latest_estimate_is_a_date_or_a_cost_by_its_cells(table, cells, field):
    lines = [f"P{i},New site {i},2026-0{i}-01,{i}000,{cells.format(i)}" for i in range(1, 9)]
    assert fields(table("Project code,Name,End,Budget,Latest estimate\n" + "\n".join(lines)))["Latest estimate"] == field


@pytest.mark.parametrize("forecast", ["Fin estimée", "Fin prévisionnelle", "Fin révisée", "Fin actuelle", "Nouvelle fin", "Fin recalée"])
@pytest.mark.parametrize("promised", ["Échéance", "Fin prévue", "Fin initiale", "Fin contractuelle", "Date de fin"])
def test_the_end_that_was_estimated_anew_is_told_from_the_one_promised(table, forecast, promised):
    lines = "\n".join(f"P{i};Projet de site {i};{11 + i}/0{i}/2026;{i}000;{10 + i}/0{i}/2026" for i in range(1, 9))
    found = fields(table(f"Code projet;Libellé;{forecast};Budget;{promised}\n{lines}"))
    assert (found[promised], found[forecast]) == ("end", "forecast_end")
