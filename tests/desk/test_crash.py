"""An importer killed with -9 leaves nothing half-written and loses nothing that it acknowledged."""

from __future__ import annotations

import pytest

from pupitre.bench import crash


@pytest.mark.long
@pytest.mark.usefixtures("own_database")
def test_an_import_killed_in_any_phase_is_whole_or_absent(tmp_path):
    scores, faults = crash.measure(tmp_path, times=1)
    assert {phase: (score.killed, score.half, score.lost) for phase, score in scores.items()} == dict.fromkeys(crash.PHASES, (1, 0, 0))
    assert scores["after commit"].whole >= 1
    assert faults == []
