"""What the proof says of made-up processes with seasons, closures, heavy tails and a mix that moves."""

from __future__ import annotations

from pupitre.bench.process_proof import rates


def test_processes_where_nothing_changed_reach_no_target():
    row = rates("long", False, 0.0, 5, seed=3)
    assert row["measured"] == 5
    assert row["target_reached"] == 0
    assert row["works"] <= 1 / 5


def test_a_true_gain_of_thirty_percent_works():
    row = rates("middle", True, -0.3, 4, seed=3)
    assert row["works"] == 1
    assert abs(row["error_median"]) < 0.1
