"""`process FILE`: a log read where it stands, its figures, its refusals."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pupitre.cli import main

LOGS = Path(__file__).parents[2] / "examples" / "logs"


@pytest.fixture
def document(capsys):
    def run(*words):
        assert main(["process", *map(str, words), "--json", "--lang", "en"]) == 0
        return json.loads(capsys.readouterr().out)

    return run


@pytest.fixture
def written(tmp_path):
    def write(*rows, header="Case ID;Activity;Timestamp"):
        path = tmp_path / "log.csv"
        path.write_text("\n".join([header, *rows]) + "\n")
        return path

    return write


def test_the_document_of_a_log_holds_its_figures(document, written):
    body = document(
        written(
            "1;Ask;2026-03-01 08:00", "2;Ask;2026-03-01 08:30", "1;Check;2026-03-01 09:00", "1;Check;2026-03-01 10:00",
            "2;Pay;2026-03-01 10:30", "1;Pay;2026-03-01 12:00", "3;Ask;",
        )
    )  # fmt: skip
    assert body["schema"] == "pupitre.process/1"
    assert [body[name] for name in ("cases", "events", "activities", "variants", "rework")] == [2, 6, 3, 2, 1]
    assert (body["start"], body["end"]) == ({"Ask": 2}, {"Pay": 2})
    assert (body["first"], body["last"]) == ("2026-03-01T08:00:00+00:00", "2026-03-01T12:00:00+00:00")
    assert body["dfg"] == [
        {"from": first, "to": then, "count": 1, "mean_s": seconds, "median_s": seconds, "p95_s": seconds}
        for first, then, seconds in (("Ask", "Check", 3600.0), ("Ask", "Pay", 7200.0), ("Check", "Check", 3600.0), ("Check", "Pay", 7200.0))
    ]
    assert body["duration_s"] == {"median": 10800.0, "mean": 10800.0, "p90": 13680.0}
    (defect,) = body["defects"]
    assert (defect["kind"], defect["count"], defect["left_out"], defect["rows"]) == ("missing_time", 1, True, [8])


def test_the_order_is_that_of_ends_and_of_the_file_at_one_moment(document, written):
    body = document(written("1;B;2026-03-01 09:00", "1;A;2026-03-01 09:00", "1;First;2026-03-01 08:00"))
    assert [(row["from"], row["to"]) for row in body["dfg"]] == [("B", "A"), ("First", "B")]


def test_a_kind_of_object_is_chosen(document):
    body = document(LOGS / "purchases.ocel.json", "--objects", "line")
    assert (body["cases"], body["events"], body["objects"]) == (8, 16, ["line", "order"])
    assert "--objects: order" in body["remarks"][1]


def test_persons_are_never_printed(capsys):
    for words in (["--json"], []):
        assert main(["process", str(LOGS / "atelier.csv"), "--lang", "fr", *words]) == 0
        said = capsys.readouterr().out
        assert "MARTIN" not in said
        assert "LEROY" not in said


def test_a_person_reads_what_was_taken_for_what_and_why(capsys):
    assert main(["process", str(LOGS / "atelier.csv"), "--lang", "fr"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "atelier.csv\u00a0: 12 dossiers, 66 événements, 6 étapes différentes, 4 parcours différents"
    assert "Étape\u00a0: Opération (son nom le dit)" in said
    assert any("1990" in line and "(lignes 68…)" in line for line in said)


def test_one_event_per_case_is_answered_with_a_remark(document, written):
    body = document(written(*(f"{n};Ask;2026-03-01 08:{n:02d}" for n in range(20))))
    assert (body["cases"], body["events"], body["dfg"], body["duration_s"]["mean"]) == (20, 20, [], 0.0)
    assert any("one event only" in remark for remark in body["remarks"])


def test_a_hundred_thousand_steps_are_answered_in_bounds(document, written):
    rows = [f"{n // 4};Step {n};2026-03-{1 + n % 28:02d} {n // 3600 % 24:02d}:{n // 60 % 60:02d}:{n % 60:02d}" for n in range(100_000)]
    body = document(written(*rows))
    assert (body["activities"], len(body["dfg"]), len(body["start"])) == (100_000, 10_000, 10_000)
    assert any("100,000 different steps" in remark for remark in body["remarks"])


@pytest.mark.parametrize("words", [["--case", "Nothing"], ["--resource", "Nobody"]])
def test_a_column_that_is_not_there_is_a_wrong_call(capsys, words):
    assert main(["process", str(LOGS / "atelier.csv"), "--lang", "en", *words]) == 2
    what, mend = capsys.readouterr().err.strip().splitlines()
    assert words[1] in what
    assert "Opération" in mend


def test_refusals_say_what_where_and_how_to_mend_it(capsys, written, tmp_path):
    for path in (written("Ask;2026-03-01 08:00", "Pay;2026-03-01 09:00", header="Activity;Timestamp"), tmp_path / "gone.csv"):
        assert main(["process", str(path), "--lang", "en"]) == 1
        said = capsys.readouterr()
        assert said.out == ""
        what, where, mend = said.err.strip().splitlines()
        assert where == path.name
        assert what.endswith(".")
        assert mend.endswith(".")


def test_refusals_are_documents_too_when_asked(capsys, written):
    for text, words, code in (
        (written("Ask;2026-03-01 08:00", "Pay;2026-03-01 09:00", header="Activity;Timestamp"), (), 1),
        (LOGS / "atelier.csv", ("--case", "Nothing"), 2),
        (LOGS / "claims.xes", ("--activity", "Nothing"), 2),
        (LOGS / "purchases.ocel.json", ("--objects", "Nothing"), 2),
    ):
        assert main(["process", str(text), "--json", "--lang", "fr", *words]) == code
        body = json.loads(capsys.readouterr().out)
        assert body["schema"] == "pupitre.process/1"
        assert body["error"]["where"] == text.name
        assert body["error"]["what"]
        assert body["error"]["mend"]


def test_the_case_and_the_resource_of_a_log_of_objects_are_chosen_by_the_usual_options(document):
    body = document(LOGS / "purchases.ocel.json", "--case", "Line", "--resource", "employee")
    assert (body["cases"], body["columns"]) == (8, {"case": "line", "resource": "employee"})


def test_one_row_per_case_becomes_steps_when_asked(document, written):
    rows = [f"C{n};2026-03-0{n} 08:00;2026-03-0{n} 09:00;2026-03-0{n} 10:00" for n in range(1, 6)]
    body = document(written(*rows, header="Order;Asked;Checked;Paid"), "--wide")
    assert (body["cases"], body["events"], body["start"], body["end"]) == (5, 15, {"Asked": 5}, {"Paid": 5})
