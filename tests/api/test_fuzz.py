"""Cases drawn from the description, right and wrong: every answer is one described, and none is a fault of the server."""

from __future__ import annotations

import pytest
from django.core import signals
from django.db import close_old_connections

from pupitre.bench.api_fuzz import Tally, ask, small_company

EXAMPLES = 4
"""Cases of each operation; ./pupitre bench api-fuzz --examples N draws more."""


@pytest.mark.long
def test_the_api_answers_as_it_says_and_never_breaks(home, monkeypatch):
    monkeypatch.setattr("pupitre.web.api.rate.A_MINUTE", 1_000_000)
    token, keys = small_company()
    tally = Tally()
    try:
        names = list(ask(tally, token=token, keys=keys, examples=EXAMPLES, seed=3))
    finally:
        for signal in (signals.request_started, signals.request_finished):
            signal.connect(close_old_connections)
    assert len(names) > 80
    assert tally.server_errors == 0, tally.statuses
    assert not tally.faults, "\n".join(f"{name}\n{said}" for name, said in tally.faults.items())
    assert tally.requests > 300
