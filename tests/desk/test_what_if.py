"""Changes supposed are read by their codes; what nobody may see is as unknown as what does not exist."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.impact.model_rows import ON, company, effect, finishing

from pupitre.desk.attainment import Held
from pupitre.desk.rights import EVERYTHING, Reach
from pupitre.desk.what_if import MOST_CHANGES, suppose
from pupitre.impact.attainment import draw
from pupitre.impact.model import Model, model_of
from pupitre.kernel import InputError


def held_of(model: Model) -> Held:
    return Held(1, ON, model, draw(model.world, draws=2_000))


@pytest.fixture(scope="module")
def held() -> Held:
    mode = {"project": "P1", "key": "M1", "name": "Faster", "days": -100.0}
    risk = {"key": "R1", "title": "Strike", "unit": "U1", "likelihood": 0.5}
    effects = [effect(), effect(source_kind="risk", source="R1", low=-9.0, likely=-6.0, high=-3.0)]
    snapshot = company().more(effect=effects, portfolio__finish_draw=finishing("P1", 30, 200, 250), mode=[mode], risk=[risk])
    return held_of(model_of(snapshot))


def gain(held: Held, *changes: dict[str, object]) -> float:
    (objective,) = suppose(held, changes, EVERYTHING).objectives
    return objective.gain.gain


def test_stopping_a_project_that_helps_lowers_the_chance(held):
    assert gain(held, {"do": "cancel", "project": "P1"}) < 0


def test_a_later_project_tells_its_finish(held):
    ((project, before, after),) = suppose(held, [{"do": "delay", "project": "P1", "days": 10}], EVERYTHING).finishes
    assert (project, after - before) == ("P1", timedelta(days=10))


def test_a_project_that_never_finishes_has_no_day(held):
    assert suppose(held, [{"do": "cancel", "project": "P1"}], EVERYTHING).finishes[0][2] is None


def test_a_mode_is_named_by_its_code(held):
    assert gain(held, {"do": "run", "project": "P1", "mode": "M1"}) == gain(held, {"do": "run", "project": "P1", "days": -100})


@pytest.mark.parametrize(
    "change",
    [
        {"do": "treat", "risk": "R1"},
        {"do": "shift", "key_result": "KR1", "by": 3.0},
        {"do": "shift", "kpi": "K1", "by": 3.0},
        {"do": "learn", "source": "P1", "key_result": "KR1", "size": 20.0},
        {"do": "fix", "kind": "project", "key": "P1", "family": "lateness"},
    ],
)
def test_what_helps_raises_the_chance(held, change):
    assert gain(held, change) > 0


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"do": "dance"},
        {"do": "cancel"},
        {"do": "cancel", "project": "P9"},
        {"do": "cancel", "project": "P1", "days": 3},
        {"do": "delay", "project": "P1"},
        {"do": "delay", "project": "P1", "days": "ten"},
        {"do": "delay", "project": "P1", "days": True},
        {"do": "delay", "project": "P1", "days": float("nan")},
        {"do": "treat", "risk": "R1", "chance_share": 2},
        {"do": "run", "project": "P1", "mode": "M9"},
        {"do": "shift", "kpi": "K9", "by": 1},
        {"do": "learn", "source": "P9", "key_result": "KR1", "size": 1},
        {"do": "fix", "kind": "project", "key": "P1", "family": "magic"},
        {"do": "fix", "kind": "measure", "key": "KR9", "family": "trend"},
        {"do": ["cancel"], "project": "P1"},
    ],
)
def test_a_change_that_cannot_be_read_is_refused_with_its_remedy(held, change):
    with pytest.raises(InputError) as refusal:
        suppose(held, [change], EVERYTHING)
    assert refusal.value.mend


def test_too_many_changes_are_refused(held):
    with pytest.raises(InputError):
        suppose(held, [{"do": "cancel", "project": "P1"}] * (MOST_CHANGES + 1), EVERYTHING)


def test_a_foreign_project_is_refused_in_the_words_of_an_unknown_one(held):
    within = Reach(False, {"project": frozenset(), "objective": frozenset({"O1"}), "risk": frozenset(), "key_result": frozenset()})
    said = []
    for key in ("P1", "P9"):
        with pytest.raises(InputError) as refusal:
            suppose(held, [{"do": "cancel", "project": key}], within)
        said.append((refusal.value.what.msgid, refusal.value.where))
    assert said[0] == said[1]


def test_only_what_is_in_reach_is_told(held):
    within = Reach(False, {"project": frozenset({"P1"}), "objective": frozenset(), "risk": frozenset(), "key_result": frozenset()})
    supposed = suppose(held, [{"do": "cancel", "project": "P1"}], within)
    assert (supposed.objectives, supposed.key_results) == ((), ())
    assert [one[0] for one in supposed.finishes] == ["P1"]
