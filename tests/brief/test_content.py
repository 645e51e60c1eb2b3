"""The brief says what the desk says."""

import json
import re

import pyarrow as pa
import pytest

from pupitre.brief.content import document
from pupitre.brief.pdf import pdf
from pupitre.desk import changes
from pupitre.desk.changes import SourceRef
from pupitre.desk.rights import Viewer
from pupitre.desk.web.board import board
from pupitre.kernel import Text
from pupitre.web.sign_in import new_token
from pupitre.words import render

pytestmark = pytest.mark.django_db
WHY = Text("A test")
CLAIRE = Viewer("claire", "direction")


def test_a_home_without_data_has_a_brief_that_says_so(home):
    made = document(CLAIRE, lang="en")
    assert made["findings"]["rows"] == []
    assert made["title"]
    assert b"/Count 1" in pdf(made)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_brief_has_the_figures_of_the_screen(examined, lang):
    desk = board(CLAIRE, lang=lang)
    made = document(CLAIRE, lang=lang)
    assert made["title"] == desk.answer.headline.rstrip(".")
    assert [row["title"] for row in made["findings"]["rows"]] == [render(card.text, lang) for card in desk.cards]
    assert made["lang"] == lang


def test_the_second_page_names_the_axis_the_decisions_and_the_files(examined):
    sections = {section["title"]: section for section in document(CLAIRE, lang="en")["sections"]}
    assert [row[1] for row in sections["Decisions to follow"]["table"]["rows"]] == ["nobody yet", "X", "X"]
    assert sections["On which data this rests"]["table"]["rows"][0][0] == "portefeuille.xlsx"
    assert sections["On which data this rests"]["table"]["rows"][0][2:] == ["9", "1"]


def test_files_beyond_five_are_summed_and_an_undone_one_is_not_counted(examined):
    done = [
        changes.commit({"unit": pa.table({"key": [n], "name": [n]})}, by="test", why=WHY, source=SourceRef(f"{n}.csv", rows_read=2))
        for n in "abcdefg"
    ]
    changes.undo(done[0].change_id, by="test")
    rows = next(one for one in document(CLAIRE, lang="en")["sections"] if one["title"] == "On which data this rests")["table"]["rows"]
    assert len(rows) == 6
    assert rows[5] == ["2 other files", "", "4", "0"]


def test_nothing_is_left_to_be_filled_in(examined):
    assert not re.search(r"%\(|Project-Id", json.dumps(document(CLAIRE, lang="fr")))


def test_the_page_downloads_the_brief(client, home):
    assert client.get("/fr/brief.pdf").status_code == 401
    client.get(f"/sign-in/{new_token(home, name='Claire')}/")
    answer = client.get("/fr/brief.pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")


@pytest.fixture
def likely(examined):
    """One objective that is uncertain, with its first cause and a decision that works, as an examination would publish them."""
    from pupitre.desk import derived
    from pupitre.desk.registry import domains
    from pupitre.records.models import DerivedTable, ExaminationRun

    published = {name: columns for card in domains() for name, columns in card.publishes.items()}
    chance = {"objective": "OA", "due_on": examined, "chance": 0.62, "low": 0.55, "high": 0.69}
    cause = {"objective": "OA", "kind": "project", "key": "P1", "family": "lateness", "gain": 0.14, "error": 0.004, "is_noise": False}
    effect = {"decision": "D0", "kpi": "K1", "verdict": "works", "estimate": -1.7, "low_90": -2.3, "high_90": -1.0}
    rows = {
        "impact.objective_chance": [chance],
        "impact.cause": [cause, cause | {"key": "P2", "gain": 0.3, "is_noise": True}],
        "impact.decision_effect": [effect, effect | {"decision": "D1", "verdict": "cannot_tell", "estimate": None}],
    }
    run = ExaminationRun.objects.order_by("-id").first()
    DerivedTable.objects.filter(name__in=rows, run=run).delete()
    for name, listed in rows.items():
        schema = derived.schema_of(published[name])
        derived.keep(run, name, pa.Table.from_pylist([{c: row.get(c) for c in schema.names} for row in listed], schema=schema))
    changes.commit({"kpi": pa.table({"key": ["K1"], "name": ["Délai"], "measured_in": ["j"]})}, by="test", why=WHY, source=None)


def test_the_brief_says_how_likely_each_objective_is_and_why(likely):
    made = document(CLAIRE, lang="fr")
    assert [(tile["name"], tile["figure"], tile["tone"]) for tile in made["tiles"]] == [("Objectif A", "62\u202f%", "warn")]
    assert made["tiles"][0]["note"] == "de chances, entre 55 et 69\u202f%"
    sections = {section["title"]: section for section in made["sections"]}
    odds = sections["Quelles chances ont nos objectifs\u202f?"]
    assert odds["table"]["rows"] == [["Objectif A", "62\u202f%", "entre 55 et 69\u202f%", "Refonte (14 points)"]]
    assert b"/Count 2" in pdf(made)


def test_the_brief_says_what_past_decisions_did(likely):
    section = next(one for one in document(CLAIRE, lang="en")["sections"] if one["title"] == "Did our decisions work?")
    assert section["message"] == "Decisions that work: 1; without effect: 0; that harm: 0; that cannot be told yet: 1."
    assert [row[1:] for row in section["table"]["rows"]] == [["it works", "−1.7\xa0j (between −2.3\xa0j and −1\xa0j)", "Délai"]]


def test_the_brief_judges_a_decision_once_though_its_kpi_and_its_log_both_speak(likely):
    effects = [
        {"decision": "D0", "kpi": "K1", "verdict": "no_effect", "estimate": 0.1, "low_90": -0.2, "high_90": 0.4},
        {"decision": "D0", "improvement": "I1", "process": "W", "verdict": "works", "estimate": -0.12, "low_90": -0.18, "high_90": -0.04}
        | {"is_target_reached": False},
    ]
    publish({"impact.decision_effect": effects})
    section = next(one for one in document(CLAIRE, lang="en")["sections"] if one["title"] == "Did our decisions work?")
    assert section["message"] == "Decisions that work: 1; without effect: 0; that harm: 0; that cannot be told yet: 0."
    ((_, *said),) = section["table"]["rows"]
    assert said == ["it works, target not proved", "−12% (between −18% and −4%)", "lead time of its process"]


STEP = {"process": "W", "activity": "Check", "case_count": 9, "event_count": 9, "wait_days": 6.2, "touch_days": 0.5, "wait_share": 0.46}
LOG = {"process": "W", "case_count": 50, "event_count": 200, "lead_median_days": 9.1}
GAIN = {"improvement": "I1", "process": "W", "verdict": "works", "change_share": -0.12, "low_90": -0.18, "high_90": -0.04}


def publish(rows):
    """Publish rows of derived tables as the last examination would."""
    from pupitre.desk import derived
    from pupitre.desk.registry import domains
    from pupitre.records.models import DerivedTable, ExaminationRun
    from pupitre.tables.rows import derived_table

    published = {name: columns for card in domains() for name, columns in card.publishes.items()}
    run = ExaminationRun.objects.order_by("-id").first()
    DerivedTable.objects.filter(name__in=rows, run=run).delete()
    for name, listed in rows.items():
        derived.keep(run, name, derived_table(published[name], listed))


@pytest.fixture
def waiting(examined):
    """A process whose cases wait before a step, with an improvement that works and another that is only planned."""
    known = {
        "process": pa.table({"key": ["W", "Q"], "name": ["Orders", "Quotes"], "target_days": [5.0, None]}),
        "improvement": pa.table({"key": ["I1", "I2"], "title": ["One queue", "Two queues"], "process": ["W", "W"]}),
    }
    changes.commit(known, by="test", why=WHY, source=None)
    planned = {"improvement": "I2", "process": "W", "verdict": "cannot_tell", "reason": "not_begun"}
    short = STEP | {"process": "Q", "wait_share": 0.05}
    publish({"processes.overview": [LOG], "processes.step": [STEP, STEP | {"activity": "Ship", "wait_share": 0.2}, short]})
    return lambda **said: publish({"processes.improvement": [GAIN | said, planned]})


def where(lang="en", viewer=CLAIRE):
    return next((one for one in document(viewer, lang=lang)["sections"] if one["title"] == "Where does work wait?"), None)


def test_the_brief_says_where_work_waits_and_which_gain_is_proved(waiting):
    waiting(is_target_reached=True)
    section = where()
    assert section["message"] == (
        "46% of the lead time of “Orders” goes by waiting for “Check”. "
        "“One queue” works: −12% of lead time (between −18% and −4%), target reached."
    )
    assert section["table"]["head"] == ["Process", "Step that waits most", "Its share", "Half take over", "Promise", "Gains proved"]
    assert section["table"]["rows"] == [["Orders", "Check", "46%", "9.1\xa0d", "5\xa0d", "1 of 1"]]
    assert b"/Count 2" in pdf(document(CLAIRE, lang="fr"))


def test_gains_that_no_log_proves_are_counted_as_such(waiting):
    waiting(verdict="cannot_tell", is_target_reached=None)
    assert where()["message"].endswith("1 improvement is in force; no log proves that it works yet.")
    assert where()["table"]["rows"][0][-1] == "0 of 1"


def test_without_improvements_nothing_is_said_of_gains_and_a_yearly_cost_is_told_when_known(waiting):
    from decimal import Decimal

    assert where()["message"] == "46% of the lead time of “Orders” goes by waiting for “Check”."
    publish({"processes.step": [STEP | {"lost_cost_year": Decimal(120_000)}]})
    changes.commit({"process": pa.table({"key": ["W"], "currency": ["EUR"]})}, by="test", why=WHY, source=None)
    assert where()["table"]["head"][-1] == "Cost of the wait a year"
    assert "120" in where()["table"]["rows"][0][-1]


def test_a_process_out_of_reach_is_not_in_the_brief(waiting):
    waiting()
    assert where(viewer=Viewer("bob", "head", units=frozenset({"NOWHERE"}))) is None


def test_without_a_wait_worth_telling_the_section_is_left_out(examined):
    assert where() is None
