"""Deciding, entrusting, setting aside, bringing back, undoing: what is written, what is refused."""

from __future__ import annotations

import json

import pytest
from tests.desk_web.saying import TODAY, page

from pupitre.desk import findings, frozen
from pupitre.records.models import MODELS

DECISION = {
    "question": "Keep both projects?",
    "option": "merge",
    "owner": "Hugo Roche",
    "due_on": "2026-03-20",
    "review_on": "2026-06-15",
    "comment": "",
}
ACTION = {"title": "Merge them", "owner": "Léa Lemaire", "due_on": "2026-03-10"}


@pytest.fixture
def made(projects, examined, finding, options):
    one = finding("P-1", amount=186_000, options=options)
    examined(one)
    return one


def state(one) -> str:
    return findings.get(one.fingerprint, on=TODAY).state


def post(client, one, what: str, data: dict, **more):
    return client.post(f"/en/findings/{one.fingerprint}/{what}/", data, **more)


@pytest.mark.parametrize("what", ["decide", "entrust", "set-aside"])
def test_a_form_opens_as_a_page_and_as_a_part_of_one(signed_in, made, what):
    address = f"/fr/findings/{made.fingerprint}/{what}/"
    assert "<html" in page(signed_in, address)
    part = page(signed_in, address, headers={"HX-Request": "true"})
    assert "<html" not in part
    assert '<form class="dialog-body"' in part


def test_a_decision_is_kept_with_its_option_its_price_and_its_review(signed_in, made):
    answer = post(signed_in, made, "decide", DECISION)
    assert answer.status_code == 302
    row = MODELS["decision"].objects.get()
    assert (row.title, row.choice, row.owner, str(row.review_on)) == ("Keep both projects?", "Merge both projects", "HR", "2026-06-15")
    assert row.cost == 12_000
    assert frozen.proof_of(row.key).finding.fingerprint == made.fingerprint
    assert state(made) == "deciding"


def test_the_expected_effect_is_kept_with_its_kpi(signed_in, made):
    MODELS["kpi"].objects.create(key="K-1", name="Lead time")
    post(signed_in, made, "decide", DECISION | {"kpi": "K-1", "expected_likely": "-1.7"})
    row = MODELS["decision"].objects.get()
    assert (row.kpi, row.expected_likely) == ("K-1", -1.7)


def test_doing_nothing_can_be_decided(signed_in, made):
    post(signed_in, made, "decide", DECISION | {"option": "do_nothing"})
    assert MODELS["decision"].objects.get().choice == "Do nothing"


def test_another_option_needs_its_words(signed_in, made):
    answer = post(signed_in, made, "decide", DECISION | {"option": "other"})
    assert answer.status_code == 422
    assert "Say in a few words what is decided." in answer.content.decode()
    assert post(signed_in, made, "decide", DECISION | {"option": "other", "choice": "Wait for the audit"}).status_code == 302


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"question": ""}, "This field is required."),
        ({"owner": ""}, "This field is required."),
        ({"due_on": "2026-02-01"}, "This date is past"),
        ({"due_on": "32/01/2026"}, "Enter a valid date."),
        ({"review_on": "2026-03-10"}, "An effect is reviewed after the work is done"),
        ({"expected_likely": "-2"}, "Choose the KPI that should move"),
        ({"option": "sell_everything"}, "Select a valid choice"),
    ],
)
def test_a_decision_that_lacks_something_is_not_kept(signed_in, made, given, said):
    answer = post(signed_in, made, "decide", DECISION | given)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not MODELS["decision"].objects.exists()
    assert state(made) == "open"


def test_two_people_of_one_name_are_told_apart(signed_in, made):
    MODELS["person"].objects.create(key="HR2", name="Hugo Roche")
    answer = post(signed_in, made, "decide", DECISION)
    assert answer.status_code == 422
    assert "HR and HR2" in answer.content.decode()


def test_an_entrusted_finding_leaves_the_list_and_shows_under_way(signed_in, made):
    assert post(signed_in, made, "entrust", ACTION).status_code == 302
    assert MODELS["action"].objects.get().title == "Merge them"
    text = page(signed_in)
    assert '<li class="finding ' not in text
    assert "Under way" in text


def test_a_finding_set_aside_leaves_the_desk_with_its_reason_and_comes_back(signed_in, made):
    post(signed_in, made, "set-aside", {"refusal": "accepted", "until": "2026-04-01"})
    assert "Finding P-1" not in page(signed_in).split("toasts")[0]
    kept_text = page(signed_in, f"/en/findings/{made.fingerprint}/")
    assert "Set aside until 1 April 2026: Known and accepted" in kept_text
    assert signed_in.post(f"/en/findings/{made.fingerprint}/reopen/").status_code == 302
    assert state(made) == "open"


def test_what_is_not_right_is_set_aside_for_good(signed_in, made):
    post(signed_in, made, "set-aside", {"refusal": "false", "until": ""})
    assert findings.get(made.fingerprint, on=TODAY.replace(year=2040)).state == "set_aside"


@pytest.mark.parametrize("given", [{"refusal": ""}, {"refusal": "other"}, {"until": ""}, {"until": str(TODAY)}])
def test_setting_aside_needs_a_reason_and_a_day_to_come(signed_in, made, given):
    assert post(signed_in, made, "set-aside", {"refusal": "accepted", "until": "2026-04-01"} | given).status_code == 422
    assert state(made) == "open"


@pytest.mark.parametrize(
    ("what", "data"), [("decide", DECISION), ("entrust", ACTION), ("set-aside", {"refusal": "accepted", "until": "2026-04-01"})]
)
def test_everything_done_can_be_undone_from_the_next_page(signed_in, made, what, data):
    post(signed_in, made, what, data)
    text = page(signed_in)
    address = text.split('class="toast-line"')[1].split('action="')[1].split('"')[0]
    assert signed_in.post(address).status_code == 302
    assert state(made) == "open"
    assert not MODELS["decision"].objects.exists()
    assert not MODELS["action"].objects.exists()


def test_undoing_twice_is_refused_with_a_reason(signed_in, made):
    post(signed_in, made, "entrust", ACTION)
    address = page(signed_in).split('class="toast-line"')[1].split('action="')[1].split('"')[0]
    signed_in.post(address)
    answer = signed_in.post(address)
    assert answer.status_code == 409
    assert "undone already" in answer.content.decode()


def test_an_import_is_not_undone_from_a_message(signed_in, projects):
    assert signed_in.post(f"/en/undo/{projects.change_id}/").status_code == 404
    assert MODELS["project"].objects.count() == 2


@pytest.mark.parametrize("what", ["decide", "entrust", "set-aside"])
def test_a_finding_closed_by_the_data_is_not_acted_upon(signed_in, made, examined, what):
    examined()
    answer = signed_in.get(f"/en/findings/{made.fingerprint}/{what}/")
    assert answer.status_code == 409
    assert "The data have closed this finding." in answer.content.decode()


@pytest.mark.parametrize("what", ["decide", "entrust", "set-aside"])
def test_an_unknown_finding_is_not_acted_upon(signed_in, home, what):
    assert signed_in.get(f"/en/findings/0123/{what}/").status_code == 404


def test_the_words_of_the_log_name_who_did_it(signed_in, made):
    post(signed_in, made, "entrust", ACTION)
    assert "Claire Vasseur" in page(signed_in, f"/en/findings/{made.fingerprint}/").split("Its life")[1]


def test_what_was_done_last_can_be_undone_from_the_life_of_the_finding(signed_in, made):
    post(signed_in, made, "entrust", ACTION)
    page(signed_in)
    life = page(signed_in, f"/en/findings/{made.fingerprint}/").split("Its life")[1]
    signed_in.post(life.split('action="')[1].split('"')[0])
    assert state(made) == "open"
    assert "/undo/" not in page(signed_in, f"/en/findings/{made.fingerprint}/").split("Its life")[1]


def test_a_form_leads_back_to_the_page_it_was_opened_from_and_never_elsewhere(signed_in, made):
    assert post(signed_in, made, "entrust", ACTION | {"back": "/en/findings/"})["Location"] == "/en/findings/"
    assert post(signed_in, made, "entrust", ACTION | {"back": "https://elsewhere.example/"})["Location"] == "/en/"


def test_with_script_the_answer_tells_the_page_what_to_fetch_again(signed_in, made):
    answer = post(signed_in, made, "entrust", ACTION | {"back": "/en/"}, headers={"HX-Request": "true"})
    assert answer.status_code == 204
    assert json.loads(answer["HX-Location"])["path"] == "/en/"


def test_with_script_a_form_that_lacks_something_comes_back_in_its_dialog(signed_in, made):
    answer = post(signed_in, made, "entrust", ACTION | {"owner": ""}, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert "This field is required." in answer.content.decode()


@pytest.mark.parametrize("what", ["reopen"])
def test_writing_by_a_mere_link_is_refused(signed_in, made, what):
    assert signed_in.get(f"/en/findings/{made.fingerprint}/{what}/").status_code == 405
    assert signed_in.get("/en/undo/1/").status_code == 405


def test_a_form_that_has_the_page_to_itself_goes_to_a_whole_page(signed_in, made):
    headers = {"HX-Request": "true", "HX-Current-URL": f"http://testserver/en/findings/{made.fingerprint}/entrust/"}
    answer = post(signed_in, made, "entrust", ACTION, headers=headers)
    assert answer["HX-Redirect"] == "/en/"
    assert "HX-Location" not in answer
