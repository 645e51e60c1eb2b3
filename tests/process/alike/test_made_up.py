"""What is told of a made-up company with work planted twice."""

from __future__ import annotations

from pupitre.bench.process_duplicates import told


def test_most_of_the_work_planted_twice_is_told_and_little_else():
    one = told(77, 3, steps=4, processes=1, entries=1)
    assert one["planted"] == {"steps": 4, "processes": 1, "entries": 1}
    assert sum(one["found"].values()) >= 4
    assert len(one["wrongly"]) <= 1
