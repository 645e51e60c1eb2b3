"""What the probabilities mean: an unlikely objective, what holds it back, what may be done; an assumption that broke."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from tests.impact.model_rows import DUE, ON, company, effect, finishing, forecast

from pupitre import impact, words
from pupitre.impact.explains import EXPLAINS
from pupitre.impact.inputs import PUBLISHES
from pupitre.impact.model import model_of
from pupitre.impact.results import results_of


def said(finding) -> str:
    return words.render(finding.text, "en")


def test_an_objective_that_would_be_a_surprise_is_told_with_its_range_and_first_cause():
    (finding,) = impact.examine(company()).findings
    assert finding.rule == "impact.unlikely_objective"
    assert said(finding).startswith("“Deliver on time” has a 26% chance of being reached by 31\xa0December\xa02026 (between 20 and 32%)")
    assert "“On time” does not move by itself as needed" in words.render(finding.cause, "en")
    assert [(one.kind, one.key) for one in finding.subjects] == [("objective", "O1")]
    assert finding.due_on == DUE


def test_a_likely_objective_is_left_in_peace():
    assert impact.examine(company(target=46.0)).findings == ()


def test_without_objectives_nothing_is_said():
    examination = impact.examine(company().more(objective=[], key_result=[]))
    assert (examination.findings, examination.absent) == ((), ())
    assert sum(rows.num_rows for rows in examination.derived.values()) == 0


def test_an_objective_without_probability_is_absent_with_its_reason():
    examination = impact.examine(company(kpi=None))
    assert [(one.kind, one.key, words.render(one.reason, "en")) for one in examination.absent] == [
        ("objective", "O1", "The key result names no KPI."),
        ("key_result", "KR1", "The key result names no KPI."),
    ]
    (row,) = examination.derived["impact.objective_chance"].to_pylist()
    assert (row["chance"], row["reason"], row["measured_count"], row["part_count"]) == (None, "no_kpi", 0, 1)


def test_options_come_with_their_gain_and_doing_nothing_last():
    snapshot = company().more(effect=[effect()], portfolio__finish_draw=finishing("P1", 300, 310, 320))
    (finding,) = impact.examine(snapshot).findings
    codes = [one.code for one in finding.options]
    assert codes[-1] == "do_nothing"
    assert "lateness:project:P1" in codes
    assert all(one.unpriced for one in finding.options)


def test_a_way_to_run_a_project_that_a_file_prices_is_an_option_with_its_cost():
    mode = {"project": "P1", "key": "M1", "name": "Two more people", "cost": Decimal(40_000), "currency": "EUR", "days": -290.0}
    snapshot = company().more(effect=[effect()], portfolio__finish_draw=finishing("P1", 300, 310, 320), mode=[mode])
    (finding,) = impact.examine(snapshot).findings
    (priced,) = [one for one in finding.options if one.code == "mode:P1:M1"]
    assert (priced.cost.amount, priced.unpriced) == (Decimal(40_000), None)


def test_what_proves_a_finding_names_the_projects_it_tells_of():
    snapshot = company().more(effect=[effect()], portfolio__finish_draw=finishing("P1", 300, 310, 320))
    (finding,) = impact.examine(snapshot).findings
    proof = next(one for one in finding.evidence if one.table == "impact.cause")
    places = proof.columns.index("project")
    assert {row[places] for row in proof.values} == {"P1"}


def test_a_broken_assumption_says_what_its_objective_loses():
    assumption = {"key": "A1", "statement": "Calm", "kpi": "K1", "holds_when": "above", "threshold": 55.0, "objectives": ["O1"]}
    later = forecast() + forecast(at=ON + timedelta(days=300))
    snapshot = company(target=46.0).more(assumption=[assumption], performance__kpi_forecast=later)
    broken = [one for one in impact.examine(snapshot).findings if one.rule == "impact.broken_assumption"]
    assert len(broken) == 1
    assert "no longer holds" in said(broken[0])
    (row,) = impact.examine(snapshot).derived["impact.assumption_state"].to_pylist()
    assert row["chance"] < row["chance_taken"]


def test_the_waterfall_published_adds_up_to_the_gap():
    snapshot = company().more(effect=[effect()], portfolio__finish_draw=finishing("P1", 100, 200, 300))
    (row,) = impact.examine(snapshot).derived["impact.measure_outlook"].to_pylist()
    assert row["gap"] == pytest.approx(row["gap_trend"] + row["gap_effects"] + row["gap_late"] + row["gap_risks"], abs=1e-9)
    assert row["gap"] == pytest.approx(row["target"] - row["mean"])


def test_the_range_holds_the_chance_and_both_dependences():
    one = results_of(model_of(company()), draws=2_000).likely["O1"]
    assert one.low < min(one.apart, one.share, one.together) <= max(one.apart, one.share, one.together) < one.high


def test_every_table_of_probabilities_has_the_declared_columns():
    for name, rows in impact.examine(company()).derived.items():
        assert rows.column_names == list(PUBLISHES[name])
        assert name in EXPLAINS


def test_the_range_is_wider_than_what_drawing_leaves_in_doubt():
    one = results_of(model_of(company()), draws=10_000).likely["O1"]
    assert one.high - one.low > 0.08  # drawing alone leaves two points; a centre a tenth of the range off moves it four each way
