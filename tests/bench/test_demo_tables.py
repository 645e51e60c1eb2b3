"""How decisions and chances are held against what is true."""

from __future__ import annotations

from typing import Any

import pytest

from pupitre.bench.demo_truth.tables import FIXED, held_against, praised_decoys

Json = dict[str, Any]  # documents as a file holds them
EFFECTS = "impact.decision_effect"


def case(kind: str, effect: float, **more: object) -> Json:
    row = {"decision": "D-1", "kpi": "K-1", "unit": "L2"}
    return {"subjects": ["D-1"], "below_detection": False, "kind": kind, "effect": effect, "row": row, **more}


def plant(kind: str, *cases: Json) -> Json:
    return {"plant": 11, "rule": f"{EFFECTS}.{kind}", "kind": "decision", "table": EFFECTS, "instances": list(cases)}


def effect(decision: str = "D-1", *, low: float | None, high: float | None, verdict: str = "works", **more: object) -> Json:
    middle = None if low is None or high is None else (low + high) / 2
    row = {"decision": decision, "kpi": "K-1", "unit": "L2", "low_90": low, "high_90": high, "estimate": middle}
    return row | {"verdict": verdict, "reason": "", "lag_days": None} | more


@pytest.mark.parametrize(
    ("low", "high", "found"), [(-2.2, -1.1, 1), (-1.6, -1.1, 0), (-4.0, -1.0, 0)], ids=["holds the truth", "misses it", "is too wide"]
)
def test_a_decision_that_works_counts_when_its_range_holds_the_truth_and_is_narrow(low: float, high: float, found: int) -> None:
    score = held_against(plant("works", case("works", -1.7, widest=2.0)), {EFFECTS: [effect(low=low, high=high)]})
    assert (score.planted, score.found, score.unwanted) == (1, found, 0)


def test_a_decision_wrongly_praised_is_unwanted() -> None:
    score = held_against(plant("works"), {EFFECTS: [effect("D-9", low=-2.0, high=-1.0)]})
    assert (score.unwanted, score.remarks) == (1, ["unwanted: D-9 said to be works"])


@pytest.mark.parametrize(("low", "high", "found"), [(-0.6, 0.8, 1), (0.1, 0.8, 0), (-1.4, 0.8, 0)])
def test_a_decision_without_effect_has_nought_in_a_narrow_range(low: float, high: float, found: int) -> None:
    score = held_against(plant("idle", case("idle", 0.0, farthest=1.2)), {EFFECTS: [effect(low=low, high=high, verdict="no_effect")]})
    assert score.found == found


@pytest.mark.parametrize(("lag", "verdict", "found"), [(70, "harmful", 1), (90, "harmful", 0), (56, "cannot_tell", 0)])
def test_a_harmful_decision_has_its_sign_and_its_lag(lag: int, verdict: str, found: int) -> None:
    planted = plant("harms", case("harms", 153.0, lag_days=56, lag_tolerance=21))
    assert held_against(planted, {EFFECTS: [effect(low=100, high=200, verdict=verdict, lag_days=lag)]}).found == found


def test_a_decision_of_which_nothing_is_said_is_missed() -> None:
    planted = plant("works", case("works", -1.7, widest=2.0))
    assert held_against(planted, {}).remarks == ["['D-1']: no row"]
    silent = effect(low=None, high=None, verdict="cannot_tell", reason="too_few")
    assert held_against(planted, {EFFECTS: [silent]}).remarks == ["['D-1']: no range: cannot_tell, too_few"]


STRETCH = {
    "plant": 14,
    "rule": "impact.objective_chance",
    "kind": "objective",
    "table": "impact.objective_chance",
    "instances": [{"subjects": ["O"], "levers": ["P", "Q"], "chance": 0.62, "tolerance": 0.12, "both": 0.86, "least_both": 0.8}],
}


def told(chance: float, best: tuple[str, ...], both: float) -> Json:
    causes = [{"objective": "O", "kind": "project", "key": key, "gain": 1 - at / 10, "is_noise": False} for at, key in enumerate(best)]
    return {
        "impact.objective_chance": [{"objective": "O", "chance": chance}],
        "impact.cause": causes,
        FIXED: [{"objective": "O", "chance": both}],
    }


@pytest.mark.parametrize(
    ("tables", "found"),
    [
        (told(0.55, ("Q", "P", "R"), 0.83), 1),
        (told(0.45, ("Q", "P", "R"), 0.83), 0),
        (told(0.55, ("Q", "R", "P"), 0.83), 0),
        (told(0.55, ("Q", "P"), 0.74), 0),
    ],
    ids=["right", "another chance", "another lever", "too little together"],
)
def test_an_objective_has_its_chance_its_levers_and_what_they_bring(tables: Json, found: int) -> None:
    assert held_against(STRETCH, tables).found == found


def test_a_decision_after_an_extreme_month_must_not_be_said_to_work() -> None:
    decoy = {"decoy": "e", "what": "an extreme month", "rules": [], "subjects": [], "not_working": {"decision": "D-1", "kpi": "K-1"}}
    assert praised_decoys([decoy], {EFFECTS: [effect(low=-1, high=1, verdict="cannot_tell")]}) == []
    assert len(praised_decoys([decoy], {EFFECTS: [effect(low=-3, high=-1)]})) == 1
