"""Programs suppose changes under the same rights as people."""

from __future__ import annotations

import pytest
from tests.impact.model_rows import ON, company, effect, finishing

from pupitre.desk.attainment import Held
from pupitre.impact.attainment import draw
from pupitre.impact.model import model_of
from pupitre.web.api import supposing

STOP = {"changes": [{"do": "cancel", "project": "P1"}]}


@pytest.fixture
def futures(monkeypatch):
    """Hold the simulated futures of a company of one objective and one project."""
    model = model_of(company().more(effect=[effect()], portfolio__finish_draw=finishing()))
    one = Held(1, ON, model, draw(model.world, draws=1_000))
    monkeypatch.setattr(supposing, "held", lambda: one)
    return one


def test_a_program_reads_what_changes_would_do(program, futures):
    answer = program().ask("POST", "/what-if", STOP)
    assert answer.status_code == 200
    (objective,) = answer.json()["objectives"]
    assert (objective["key"], objective["after"] < objective["before"]) == ("O1", True)
    assert answer.json()["finishes"] == [{"project": "P1", "before": "2026-08-10", "after": None}]


def test_a_token_that_only_reads_may_suppose(program, futures):
    assert program(may_write=False).ask("POST", "/what-if", STOP).status_code == 200


def test_a_foreign_project_is_answered_like_an_unknown_one(program, futures):
    head = program("head")
    foreign, unknown = (head.ask("POST", "/what-if", {"changes": [{"do": "cancel", "project": key}]}) for key in ("P1", "P9"))
    assert (foreign.status_code, unknown.status_code) == (422, 422)
    assert foreign.json()["what"].replace("P1", "P9") == unknown.json()["what"]


def test_before_the_first_examination_it_says_what_to_load(program):
    answer = program().ask("POST", "/what-if", STOP)
    assert (answer.status_code, answer.json()["mend"]) == (409, "Load objectives with their key results and KPIs, then examine.")


@pytest.mark.parametrize("body", [{}, {"changes": []}, {"changes": [{"do": "dance"}]}, {"changes": [{"do": "cancel", "strange": 1}]}])
def test_a_body_of_another_shape_is_refused(program, futures, body):
    assert program().ask("POST", "/what-if", body).status_code == 422
