"""A decision shows what the improvement that carries it out has proved, and so does the ledger."""

from __future__ import annotations

import pytest
from django.utils import timezone
from tests.decide.conftest import TODAY

from pupitre.desk import changes, derived
from pupitre.domains.processes.inputs import PUBLISHES
from pupitre.impact.inputs import PUBLISHES as IMPACT
from pupitre.kernel import Text
from pupitre.records.models import ExaminationRun
from pupitre.tables.rows import derived_table

PROVED = {
    "improvement": "I-1",
    "process": "P",
    "verdict": "works",
    "change_share": -0.12,
    "low_90": -0.18,
    "high_90": -0.04,
    "reason": "",
}


@pytest.fixture
def carried(company):
    """A decision carried out by an improvement of a process of the operations."""
    rows = {
        "process": [{"key": "P", "name": "Orders", "unit": "OPS"}],
        "decision": [{"key": "D-1", "title": "Kanban?", "owner": "ANA", "unit": "OPS"}],
        "improvement": [{"key": "I-1", "title": "Kanban on line 2", "process": "P", "decision": "D-1"}],
    }
    changes.edit(rows, by="Ana", why=Text("x"))

    def publish(**said):
        run = ExaminationRun.objects.create(on=TODAY, seed=1, known=0, started_at=timezone.now(), state="done")
        derived.keep(run, "processes.improvement", derived_table(PUBLISHES["processes.improvement"], [PROVED | said]))

    return publish


def text_of(client) -> str:
    return client.get("/en/decide/decisions/D-1/").content.decode().replace("\u00a0", " ").replace("\u202f", " ")


def test_its_change_is_told_with_its_range(signed, carried):
    carried()
    text = text_of(signed())
    assert "What the processes prove" in text
    assert "Kanban on line 2" in text
    assert "The lead time is 12% shorter than it would have been (change between -18% and -4%, 9 chances in 10)." in text.replace("−", "-")


def test_what_it_aimed_at_is_told_as_reached_or_not(signed, carried):
    client = signed()
    carried(target_share=-0.2, is_target_reached=False)
    assert "It aimed at -20%: target not proved." in text_of(client).replace("−", "-")
    carried(target_share=-0.04, is_target_reached=True)
    text = text_of(client).replace("−", "-")
    assert "It aimed at -4%: target reached." in text
    assert "No KPI is named" not in text  # the improvement says what should change
    assert "What it should change" not in text
    tile = text[text.index('<span class="label">Verdict</span>') :]
    assert tile.index("it works") < tile.index("What the processes prove")


def test_the_ledger_tells_the_verdict_of_the_log_and_whether_the_target_is_reached(signed, carried):
    effect = {"decision": "D-1", "improvement": "I-1", "process": "P", "verdict": "works", "estimate": -0.12, "low_90": -0.18}
    publish_effect({**effect, "high_90": -0.04, "is_target_reached": True})
    client = signed()
    text = client.get("/en/decide/?state=all").content.decode().replace("\u00a0", " ")
    assert "1 decision judged on its KPI or on the log of its process: 1 worked." in text
    assert "names no KPI" not in text
    assert text.index("it works") < text.index("target reached")
    assert "Kanban?" in client.get("/en/decide/?review=judged").content.decode()


def test_a_verdict_on_a_process_out_of_reach_is_hidden(signed, carried):
    changes.edit({"process": [{"key": "Q", "name": "Closing", "unit": "FIN"}]}, by="Ana", why=Text("x"))
    publish_effect(
        {"decision": "D-1", "process": "Q", "improvement": "I-9", "verdict": "harmful", "estimate": 0.1, "low_90": 0.05, "high_90": 0.2}
    )
    text = signed("head", units=("OPS",)).get("/en/decide/?state=all").content.decode()
    assert "Kanban?" in text
    assert "it harms" not in text


def publish_effect(row):
    run = ExaminationRun.objects.create(on=TODAY, seed=1, known=0, started_at=timezone.now(), state="done")
    derived.keep(run, "impact.decision_effect", derived_table(IMPACT["impact.decision_effect"], [row]))


def test_one_that_no_log_measures_says_so(signed, carried):
    carried(verdict="cannot_tell", change_share=None, low_90=None, high_90=None, reason="no_log")
    assert "The log of the process does not measure it yet." in text_of(signed())


def test_a_decision_without_improvement_shows_nothing_of_it(signed, company):
    changes.edit({"decision": [{"key": "D-1", "title": "Kanban?", "owner": "ANA", "unit": "OPS"}]}, by="Ana", why=Text("x"))
    assert "What the processes prove" not in text_of(signed())
