"""A restoring killed at any moment leaves a whole home."""

from __future__ import annotations

import pytest

from pupitre.bench.restore_crash import measure


@pytest.mark.long
def test_a_restoring_killed_in_each_phase_leaves_the_old_home_or_the_new_one(tmp_path, monkeypatch):
    monkeypatch.delenv("PUPITRE_DATABASE_URL", raising=False)  # on a server there is no swap of directories to kill
    scores = measure(tmp_path, times=1, rows=50)
    assert {phase: score.killed for phase, score in scores.items()} == dict.fromkeys(scores, 1)
    assert {phase: score.broken for phase, score in scores.items()} == dict.fromkeys(scores, 0)
    assert scores["unpacking"].old == 1
    assert scores["new home in place"].new == 1
