"""The pulse of the desk says where work waits, to whoever may see it, with its proof."""

from __future__ import annotations

import pyarrow as pa
import pytest
from django.utils import timezone
from tests.desk_web.saying import TODAY

from pupitre.desk import changes, derived
from pupitre.desk.changes import SourceRef
from pupitre.domains.processes.analysis.pulse import line
from pupitre.domains.processes.inputs import PUBLISHES
from pupitre.kernel import Text
from pupitre.records.models import Account, ExaminationRun
from pupitre.tables.rows import derived_table
from pupitre.words import render

STEP = {"process": "P", "activity": "Check", "case_count": 50, "event_count": 60, "wait_days": 6.2, "touch_days": 0.5, "wait_share": 0.46}


def steps(*rows):
    return {"processes.step": derived_table(PUBLISHES["processes.step"], rows)}


def test_the_line_names_the_step_before_which_cases_wait_longest():
    said = line(steps(STEP, STEP | {"activity": "Make", "wait_share": 0.2}))
    assert render(said.text, "en") == "46% of the lead time goes by waiting for “Check”"
    assert (said.table, said.column, said.key) == ("processes.step", "wait_share", ("P", "Check"))


def test_without_begins_nobody_says_that_the_step_is_waited_for():
    assert render(line(steps(STEP | {"touch_days": None})).text, "en") == "46% of the lead time goes by before “Check”"


def test_under_a_tenth_of_the_lead_time_and_without_a_log_there_is_no_line():
    assert line(steps(STEP | {"wait_share": 0.09}, STEP | {"activity": "Make", "wait_share": None})) is None
    assert line(steps()) is None


@pytest.fixture
def waiting(home):
    """A process of the operations whose cases wait before a step."""
    rows = {
        "unit": pa.table({"key": ["OPS", "FIN"], "name": ["Operations", "Finance"]}),
        "process": pa.table({"key": ["P"], "name": ["Orders"], "unit": ["OPS"]}),
    }
    changes.commit(rows, by="Ana", why=Text("x"), source=SourceRef("process.csv", rows_read=1))
    run = ExaminationRun.objects.create(on=TODAY, seed=1, known=0, started_at=timezone.now(), state="done")
    for name, rows in steps(STEP).items():
        derived.keep(run, name, rows)


def desk_of(client, role, *units):
    account = Account.objects.create(email=f"{role}-{units}@example.org", name="Ana", role=role, units=list(units))
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client.get("/fr/").content.decode()


def test_the_desk_shows_the_line_with_the_page_that_proves_it(client, waiting):
    text = desk_of(client, "direction").replace("\u202f", " ").replace("\xa0", " ")
    assert "46 % du délai" in text
    assert "Check" in text
    assert "processes.step/?column=wait_share&amp;key=P&amp;key=Check" in text


def test_the_line_is_hidden_from_those_who_do_not_see_the_process(client, waiting):
    assert "Check" not in desk_of(client, "head", "FIN")
    assert "Check" in desk_of(client, "head", "OPS")
