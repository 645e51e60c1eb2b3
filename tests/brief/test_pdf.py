"""The brief is two pages whose words come from data alone."""

import copy
from datetime import UTC, datetime

import pytest
import typst

from pupitre.brief.pdf import HERE, lighter_first_pages, lighter_second_pages, pages, pdf
from pupitre.brief.pdf import _laid_out as laid_out

AT = datetime(2026, 11, 23, tzinfo=UTC)


def a_document(**changes):
    return {
        "lang": "fr",
        "company": "Atelier #strong[Brévent]",
        "kind": "Note de direction",
        "title": "Trois décisions portent 80 % de l’enjeu",
        "lead": "Sept constats.",
        "footer": "Pupitre",
        "tiles": [{"name": "Livrer à l’heure", "tone": "warn", "figure": "43 %", "note": "du chemin"}],
        "findings": {"title": "À décider", "note": "", "empty": "Rien", "rows": []},
        "sections": [],
    } | changes


def a_finding(title):
    return {"tone": "bad", "title": title, "cause": "Cause", "option": "Option", "stake": "412 k€", "side": ["par an", "confiance 80 %"]}


def test_the_brief_is_a_pdf_of_two_pages_even_when_seven_findings_are_long():
    rows = [a_finding("Un constat dont la phrase est assez longue pour tenir sur deux lignes entières de la note de direction")] * 7
    body = pdf(a_document(findings={"title": "À décider", "note": "", "empty": "", "rows": rows}, sections=[a_table(3)]), at=AT)
    assert body.startswith(b"%PDF-")
    assert body.rstrip().endswith(b"%%EOF")
    assert b"/Count 2" in body


def test_the_same_document_and_moment_give_the_same_bytes():
    assert pdf(a_document(), at=AT) == pdf(a_document(), at=AT)


def test_markup_in_the_data_stays_words():
    # A name that is a program of the layout language would fail to compile, or read a file, if it were taken as markup.
    assert pdf(a_document(title='#read("/etc/passwd")', company="#panic()"), at=AT).startswith(b"%PDF-")


def test_every_font_is_in_the_file_that_ships():
    shipped = {file.name for file in (HERE / "fonts").iterdir()}
    assert {"Inter-Regular.ttf", "Inter-Medium.ttf", "Inter-SemiBold.ttf", "Inter-Bold.ttf", "OFL.txt"} <= shipped


def test_a_broken_document_is_loud():
    with pytest.raises(typst.TypstError):
        pdf({"lang": "fr"}, at=AT)


def a_table(rows):
    table = {"widths": [3, 1], "numeric": [False, True], "head": ["A", "B"], "rows": [["x", "1"]] * rows}
    return {"kind": "table", "title": "T", "note": "", "message": "", "table": table}


def test_what_does_not_fit_on_two_pages_is_left_out():
    rows = [a_finding("Un constat d'une longueur exceptionnelle " * 9)] * 7
    document = a_document(findings={"title": "À décider", "note": "", "empty": "", "rows": rows}, sections=[a_table(80), a_table(5)])
    assert b"/Count 2" in pdf(document, at=AT)


def test_the_causes_go_before_the_findings_and_the_first_finding_stays():
    findings = {"title": "", "note": "", "empty": "", "rows": [a_finding("un"), a_finding("deux")]}
    seen = [
        [bool(row["cause"]) for row in lighter["findings"]["rows"]]
        for lighter in lighter_first_pages(a_document(findings=findings, sections=[a_table(4)]))
    ]
    assert seen == [[True, True], [True, False], [False, False], [False]]


def test_the_longest_table_is_shortened_first_and_none_is_left_without_rows():
    seen = [
        [len(section["table"]["rows"]) for section in lighter["sections"]]
        for lighter in lighter_second_pages(a_document(sections=[a_table(3), a_table(4)]))
    ]
    assert seen == [[3, 4], [3, 3], [3, 2], [2, 2], [2]]


def test_findings_too_long_for_the_first_page_do_not_empty_the_tables_of_the_second(monkeypatch):
    laid = []
    monkeypatch.setattr("pupitre.brief.pdf._laid_out", lambda document, at: laid.append(copy.deepcopy(document)) or laid_out(document, at))
    rows = [a_finding("Un constat d'une longueur exceptionnelle " * 25)] * 7
    document = a_document(findings={"title": "À décider", "note": "", "empty": "", "rows": rows}, sections=[a_table(5), a_table(6)])
    assert pages(pdf(document, at=AT)) == 2
    assert [len(section["table"]["rows"]) for section in laid[-1]["sections"]] == [5, 6]
    assert len(laid[-1]["findings"]["rows"]) < 7
