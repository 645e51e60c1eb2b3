"""What past decisions were worth, and what that makes of the effects declared now."""

from __future__ import annotations

import pytest
from tests.impact.model_rows import company, effect, finishing

from pupitre.impact.effects.past import past_of
from pupitre.impact.inputs import PUBLISHES
from pupitre.impact.model import model_of
from pupitre.tables.rows import derived_table


def measured(count: int, estimate: float = -1.0):
    rows = [
        {"decision": f"D{at}", "expected_likely": -2.0, "estimate": estimate, "low_90": estimate - 0.1, "high_90": estimate + 0.1}
        for at in range(count)
    ]
    unknown = [{"decision": "X", "expected_likely": None, "estimate": -9.0, "low_90": -9.1, "high_90": -8.9}]
    return derived_table(PUBLISHES["impact.decision_effect"], [*rows, *unknown])


def test_nine_decisions_change_nothing_and_ten_that_kept_half_halve_what_is_declared():
    assert past_of(measured(9)) is None
    past = past_of(measured(10))
    assert (past.cases, past.share) == (10, pytest.approx(0.5, abs=0.01))


def test_the_log_of_a_process_counts_unless_the_kpi_of_its_decision_tells_already():
    kept_half = {"expected_likely": -0.2, "estimate": -0.1, "low_90": -0.11, "high_90": -0.09, "improvement": "I"}
    rows = measured(9).to_pylist()
    assert past_of(derived_table(PUBLISHES["impact.decision_effect"], [*rows, {"decision": "D0"} | kept_half])) is None
    past = past_of(derived_table(PUBLISHES["impact.decision_effect"], [*rows, {"decision": "D9"} | kept_half]))
    assert (past.cases, past.share) == (10, pytest.approx(0.5, abs=0.01))


def test_the_world_is_drawn_with_what_past_decisions_kept():
    snapshot = company().more(effect=[effect()], portfolio__finish_draw=finishing("P1", 50, 30, 40))
    (declared,) = model_of(snapshot).world.effects
    (worth,) = model_of(snapshot, past_of(measured(12))).world.effects
    assert worth.likely == pytest.approx(declared.likely / 2, rel=0.02)
