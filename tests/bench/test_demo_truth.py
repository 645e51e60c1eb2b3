"""How what is found is held against what was planted."""

from __future__ import annotations

from typing import Any

import pytest

from pupitre.bench.demo_truth import as_table, scores, seeds_of
from pupitre.bench.demo_truth.road import Travelled
from pupitre.bench.demo_truth.score import loud_decoys, tally

Json = dict[str, Any]  # documents as a file holds them


def finding(rule: str, kind: str, *keys: str, values: Json | None = None, evidence: list[Json] | None = None) -> Json:
    subjects = [{"kind": kind, "key": key} for key in keys]
    text = {"is": "text", "msgid": "", "values": values or {}}
    return {"rule": rule, "subjects": subjects, "text": text, "evidence": evidence or [], "money": None, "cause": None}


def case(*subjects: str, below: bool = False, figures: list[Json] | None = None, also: list[str] | None = None) -> Json:
    return {"subjects": list(subjects), "below_detection": below, "figures": figures or [], "also": also or []}


def plant(rule: str, kind: str, *cases: Json, one_finding: bool) -> Json:
    return {"plant": 9, "rule": rule, "kind": kind, "one_finding": one_finding, "instances": list(cases)}


def test_every_late_project_counts_however_they_are_grouped() -> None:
    late = plant("p.late", "project", case("P-1"), case("P-2"), case("P-3"), one_finding=False)
    score = tally(
        late, [finding("p.late", "project", "P-1", "P-2"), finding("p.late", "project", "P-9"), finding("p.other", "project", "P-3")]
    )
    assert (score.planted, score.found, score.unwanted) == (3, 2, 1)
    assert (score.precision, score.recall) == (pytest.approx(2 / 3), pytest.approx(2 / 3))


def test_a_pair_must_stand_in_one_finding() -> None:
    pair = plant("p.twice", "project", case("P-1", "P-2"), one_finding=True)
    apart = tally(pair, [finding("p.twice", "project", "P-1"), finding("p.twice", "project", "P-2")])
    assert (apart.found, apart.unwanted) == (0, 2)
    assert tally(pair, [finding("p.twice", "project", "P-2", "P-1")]).found == 1


def test_one_subject_too_many_is_unwanted() -> None:
    pair = plant("p.twice", "project", case("P-1", "P-2"), one_finding=True)
    score = tally(pair, [finding("p.twice", "project", "P-1", "P-2", "P-3")])
    assert (score.found, score.unwanted) == (1, 1)


def test_evidence_counts_as_told_when_a_group_is_counted() -> None:
    lacking = plant("m.none", "decision", case("D-1", "D-2", figures=[{"name": "n", "any_of": [2], "tolerance": 0}]), one_finding=True)
    proof = [{"table": "decision", "keys": [["D-1"], ["D-2"]], "columns": [], "values": []}]
    assert tally(lacking, [finding("m.none", "unit", "QRSE", values={"count": 2}, evidence=proof)]).found == 1
    assert tally(lacking, [finding("m.none", "unit", "QRSE", values={"count": 3}, evidence=proof)]).remarks == [
        "['D-1', 'D-2'] told without n [2]"
    ]


@pytest.mark.parametrize(("said", "found"), [(0.21, 1), (21.4, 1), (-0.205, 1), (0.17, 0), (17, 0)])
def test_a_share_may_be_told_as_a_fraction_or_in_points(said: float, found: int) -> None:
    axis = plant("s.gap", "axis", case("AX1", figures=[{"name": "gap", "any_of": [0.21], "tolerance": 0.01}]), one_finding=True)
    assert tally(axis, [finding("s.gap", "axis", "AX1", values={"gap": {"is": "share", "v": said, "digits": 0}})]).found == found


def test_what_lies_below_detection_may_be_told_or_not() -> None:
    faint = plant("p.late", "project", case("P-1", below=True), one_finding=False)
    assert (tally(faint, []).planted, tally(faint, []).remarks) == (0, [])
    told = tally(faint, [finding("p.late", "project", "P-1")])
    assert (told.faint, told.unwanted, told.precision, told.recall) == (1, 0, 1.0, None)


def test_names_are_told_whatever_their_case_and_accents() -> None:
    skill = plant("p.skill", "skill", case("Électronique", also=["P-7"]), one_finding=True)
    proof = [{"table": "allocation", "keys": [["P-7", "electronique"]], "columns": [], "values": []}]
    assert tally(skill, [finding("p.skill", "skill", "electronique", evidence=proof)]).found == 1
    assert tally(skill, [finding("p.skill", "skill", "electronique")]).remarks == ["['Électronique'] told without P-7"]


def test_a_decoy_is_loud_when_its_rule_names_it() -> None:
    decoy = {"decoy": "c", "what": "yearly work", "rules": ["p.twice"], "subjects": ["P-1"]}
    assert loud_decoys([decoy], [finding("p.late", "project", "P-1")]) == []
    assert loud_decoys([decoy], [finding("p.twice", "project", "P-1", "P-2")]) == ["decoy c (yearly work): p.twice speaks of P-1"]


def test_scores_of_two_companies_add_up() -> None:
    truth = {"plants": [plant("p.late", "project", case("P-1"), one_finding=False)], "decoys": []}
    found, silent = (finding("p.late", "project", "P-1"),), ()
    travelled = [Travelled(seed, truth, told, {}, (), (), (), (), (), {"plan": 2.0}) for seed, told in enumerate((found, silent))]
    report = scores(travelled)
    assert (report["precision"], report["recall"], report["passes"]) == (1.0, 0.5, False)
    assert "seed 1: missed: ['P-1']" in as_table(report)


def test_seeds_are_written_as_one_or_a_range() -> None:
    assert (seeds_of("3"), seeds_of("0-20")) == (range(3, 4), range(21))


def test_a_value_of_one_letter_must_stand_as_a_word() -> None:
    loop = plant("p.loop", "process", case("PR-01") | {"values": ["K"]}, one_finding=True)
    assert tally(loop, [finding("p.loop", "process", "PR-01", values={"value": "Famille K"})]).found == 1
    assert tally(loop, [finding("p.loop", "process", "PR-01", values={"value": "Kanban"})]).remarks == ["['PR-01'] told without K"]


def test_a_decoy_is_loud_when_one_sentence_names_all_of_it() -> None:
    slow = {"decoy": "k", "what": "long work", "rules": ["p.wait"], "subjects": [], "spoken": ["PR-01", "Traitement thermique"]}
    other = finding(
        "p.wait", "process", "PR-01", values={"step": "Contrôle final"}, evidence=[{"keys": [], "values": ["Traitement thermique"]}]
    )
    assert loud_decoys([slow], [other]) == []
    said = finding("p.wait", "process", "PR-01", values={"step": "Traitement thermique"})
    assert loud_decoys([slow], [said]) == ["decoy k (long work): p.wait speaks of Traitement thermique"]
