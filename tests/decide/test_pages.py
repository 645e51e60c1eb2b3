"""Screen 13 and the pages around it: what they show, refuse, and show with no data."""

from __future__ import annotations

from datetime import date

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.decide.conftest import TODAY, a_finding

from pupitre.desk import actions, changes, decide, decisions, findings, ledger
from pupitre.desk.decisions import Terms
from pupitre.kernel import Text
from pupitre.records.models import MODELS

DAYS = {"due_on": date(2026, 3, 20), "review_on": date(2026, 3, 30)}
TERMS = Terms("Merge them?", "Merge them", "Ana Ruiz", kpi="K-1", expected=(-3.0, -2.0, -1.0), **DAYS)
FORM = {"question": "Which line?", "choice": "Line 2", "owner": "Ana Ruiz", "due_on": "2026-03-20"}


def text_of(answer) -> str:
    assert answer.status_code == 200
    return answer.content.decode().replace("\u00a0", " ").replace("\u202f", " ")


def questions(client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def many(count: int) -> None:
    rows = [
        {"key": f"D-{n}", "title": f"Choice {n}", "owner": "ANA", "unit": "OPS", "kpi": "K-1", "expected_likely": -1.0}
        for n in range(count)
    ]
    doings = [{"key": f"A-{n}", "title": f"Do {n}", "owner": "ANA", "decision": f"D-{n}", "due_on": TODAY} for n in range(count)]
    changes.edit({"decision": rows, "action": doings}, by="Zoe", why=Text("x"))


def test_an_empty_ledger_says_what_it_will_show(signed, home):
    text = text_of(signed().get("/en/decide/"))
    assert "No decision is written yet" in text
    assert "/en/decide/new/" in text
    assert "Nothing waits for you" in text_of(signed(name="Nobody", person="").get("/en/decide/actions/"))


def test_the_ledger_answers_with_what_runs_and_what_is_to_review(signed, company):
    decisions.take(TERMS, by="Ana")
    decisions.take(Terms("Loan?", "Yes", "Zoe Park", due_on=date(2026, 2, 1)), by="Zoe")
    text = text_of(signed().get("/en/decide/"))
    assert "2 decisions are under way; 1 is to be reviewed this month." in text
    assert "1 names no KPI: its effect could not be told." in text
    assert "down by 2 d (1 to 3 d)" in text
    assert "to review on 30 March 2026" in text
    assert "Loan?" not in text_of(signed(name="Ana").get("/en/decide/?owner=ANA")).split("<tbody>")[1]


def test_the_ledger_is_a_workbook_too(signed, company):
    decisions.take(TERMS, by="Ana")
    answer = signed().get("/en/decide/?format=xlsx")
    assert answer.status_code == 200
    assert "spreadsheet" in answer["Content-Type"]
    assert signed(name="B").get("/en/decide/actions/?who=all&format=xlsx").status_code == 200


def test_the_sheet_shows_that_day_beside_today(signed, company, examined, published):
    examined(a_finding())
    decide.decide(a_finding().fingerprint, by="Ana", terms=TERMS, option="merge")
    examined(a_finding(late_days=44), late_days=44)
    text = text_of(signed().get("/en/decide/decisions/PD-1/"))
    assert "What was known that day" in text
    assert '<td class="number">30</td>' in text
    assert "</span>44</td>" in text
    assert "which is the wanted way" in text
    assert "The data still show it: P-1 is late" in text
    assert "Merge them" in text
    assert "a decision without action is a wish" in text
    printed = text_of(signed(name="B").get("/en/decide/decisions/PD-1/print/"))
    assert "P-1 is late" in printed


def test_a_decision_about_a_finding_leads_to_its_first_action(signed, found):
    client = signed()
    said = {**FORM, "option": "merge", "review_on": "2026-06-01", "back": "/en/"}
    answer = client.post(f"/en/findings/{found.fingerprint}/decide/", said)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/en/decide/decisions/PD-1/entrust/")
    assert 'value="Merge them"' in text_of(client.get(answer["Location"]))
    part = client.post(
        "/en/decide/decisions/PD-1/entrust/",
        {"title": "Merge", "owner": "Bob Hill", "due_on": "2026-03-10", "again": "1", "first": "1"},
        headers={"HX-Request": "true"},
    )
    assert "Bob Hill" in text_of(part)
    row = MODELS["action"].objects.get()
    assert (row.decision, row.owner, row.finding) == ("PD-1", "BOB", found.fingerprint)
    assert findings.get(found.fingerprint, on=TODAY).state == "deciding"


def test_a_decision_with_one_option_is_warned_about(signed, company, examined):
    examined(a_finding(options=()))
    assert "Only one option is written" in text_of(signed().get(f"/en/findings/{a_finding().fingerprint}/decide/"))


def test_a_new_decision_asks_five_fields_and_keeps_what_it_is_about(signed, company):
    client = signed()
    page = text_of(client.get("/en/decide/new/?kpi=K-1"))
    assert "What do we decide for “Lead time”?" in page
    assert page.split("dialog-body")[1].split("<details")[0].count('class="field"') == 5
    assert client.post("/en/decide/new/", FORM | {"kpi": "K-1", "expected_likely": "-2", "others": "Line 1"}).status_code == 302
    one = ledger.get("PD-1", on=TODAY)
    assert (one.owner, one.kpi, one.expected, one.review_on) == ("ANA", "K-1", (None, -2.0, None), date(2026, 6, 12))
    assert client.get("/en/decide/new/?kpi=K-9").status_code == 404


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"expected_likely": "2"}, "Choose the KPI"),
        ({"kpi": "K-1", "expected_low": "1"}, "Say the likely effect too"),
        ({"kpi": "K-1", "expected_low": "3", "expected_likely": "2"}, "The low effect is above the likely one."),
        ({"kpi": "K-1", "expected_high": "1", "expected_likely": "2"}, "The high effect is below the likely one."),
        ({"due_on": "2026-02-01"}, "This date is past"),
        ({"question": ""}, "This field is required."),
    ],
)
def test_a_new_decision_that_lacks_something_is_not_kept(signed, company, given, said):
    answer = signed().post("/en/decide/new/", FORM | given)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not MODELS["decision"].objects.exists()


def test_a_form_sent_with_a_fault_still_says_what_it_is_about(signed, company):
    client = signed()
    assert 'action="/en/decide/new/?kpi=K-1"' in client.get("/en/decide/new/?kpi=K-1").content.decode()
    answer = client.post("/en/decide/new/?kpi=K-1", FORM | {"question": ""})
    assert answer.status_code == 422
    assert "KPI: Lead time" in answer.content.decode()


def test_what_is_out_of_reach_answers_like_what_does_not_exist(signed, company):
    decisions.take(Terms("Loan?", "Yes", "Zoe Park"), by="Zoe")
    actions.make(by="Zoe", title="Call", owner="Zoe Park", due_on=TODAY)
    head = signed("head", name="Head", person="", units=("OPS",))
    for address in ("decisions/{}/", "decisions/{}/print/", "decisions/{}/entrust/", "actions/{}/", "actions/{}/report/"):
        foreign, unknown = (head.get(f"/en/decide/{address}".format(key)) for key in ("PD-1" if "decisions" in address else "PA-1", "X-9"))
        assert (foreign.status_code, unknown.status_code) == (404, 404), address
        assert foreign.content.replace(b"PD-1", b"X-9").replace(b"PA-1", b"X-9") == unknown.content
    assert "Loan?" not in head.get("/en/decide/").content.decode()
    for what in ("complete", "reopen", "drop"):
        assert head.post(f"/en/decide/decisions/PD-1/{what}/", {"reason": "x"}).status_code == 404


def test_a_head_names_people_of_their_departments_only(signed, company):
    head = signed("head", name="Head", person="", units=("OPS",))
    for name in ("Zoe Park", "ZOE", "Nobody Known"):
        answer = head.post("/en/decide/new/", FORM | {"owner": name})
        assert answer.status_code == 422
        assert "Nobody of your departments is called so." in answer.content.decode()
    assert head.post("/en/decide/new/", FORM | {"owner": "Bob Hill"}).status_code == 302


@pytest.mark.parametrize("role", ["member", "auditor", "hr"])
def test_roles_that_do_not_decide_are_refused(signed, found, role):
    decisions.take(TERMS, by="Ana")
    client = signed(role, units=("OPS",))
    for address in ("decide/new/", f"findings/{found.fingerprint}/decide/", "decide/decisions/PD-1/entrust/"):
        assert client.get(f"/en/{address}").status_code == 403
    assert client.post("/en/decide/decisions/PD-1/complete/").status_code == 403
    assert "/en/decide/new/" not in text_of(client.get("/en/decide/"))


def test_a_member_says_their_action_is_done_and_undoes_it(signed, company):
    actions.make(by="Zoe", title="Call the supplier", owner="Ana Ruiz", due_on=TODAY)
    client = signed("member", units=("OPS",))
    page = text_of(client.get("/en/decide/actions/"))
    assert "Nothing is late; 1 is due this week." in page
    form = text_of(client.get("/en/decide/actions/PA-1/report/?state=done"))
    seen = form.split('name="seen" value="')[1].split('"')[0]
    assert client.post("/en/decide/actions/PA-1/report/", {"state": "done", "sentence": "They called.", "seen": seen}).status_code == 302
    after = text_of(client.get("/en/decide/actions/"))
    assert "Done in the last 30 days" in after
    undo = after.split('class="toast-line"')[1].split('action="')[1].split('"')[0]
    assert client.post(undo).status_code == 302
    assert not actions.get("PA-1").is_done


def test_nobody_undoes_what_another_did_unless_they_see_everything(signed, company):
    change, _key = actions.make(by="Zoe", title="Call", owner="Ana Ruiz", due_on=TODAY)
    assert signed("member", units=("OPS",)).post(f"/en/undo/{change}/").status_code == 404
    assert signed("direction", name="Dir").post(f"/en/undo/{change}/").status_code == 302


def test_two_people_see_both_values(signed, company):
    actions.make(by="Zoe", title="Call", owner="Ana Ruiz", due_on=TODAY)
    client = signed()
    seen = text_of(client.get("/en/decide/actions/PA-1/report/?state=late")).split('name="seen" value="')[1].split('"')[0]
    actions.report("PA-1", by="Bob Hill", person="BOB", state="late", due_on=date(2026, 3, 20))
    answer = client.post("/en/decide/actions/PA-1/report/", {"state": "late", "due_on": "2026-04-01", "seen": seen})
    assert answer.status_code == 422
    text = answer.content.decode().replace("\u00a0", " ")
    assert "“20 March 2026” since Bob Hill wrote it, “1 April 2026” by you." in text
    assert actions.get("PA-1").due_on == date(2026, 3, 20)


def test_a_decision_is_given_up_with_a_reason_and_its_history_says_so(signed, company):
    decisions.take(TERMS, by="Ana")
    client = signed()
    assert client.post("/en/decide/decisions/PD-1/drop/", {"reason": ""}).status_code == 422
    assert client.post("/en/decide/decisions/PD-1/drop/", {"reason": "Plant sold"}).status_code == 302
    text = text_of(client.get("/en/decide/decisions/PD-1/"))
    assert "Reason: Plant sold" in text
    assert "not judged: given up" in text
    assert client.post("/en/decide/decisions/PD-1/reopen/").status_code == 302
    assert client.post("/en/decide/decisions/PD-1/complete/").status_code == 302
    assert ledger.get("PD-1", on=TODAY).state == "done"


def test_what_was_written_when_the_session_ended_is_shown_again(client, signed, found):
    address = f"/en/findings/{found.fingerprint}/decide/"
    client.cookies[settings.SESSION_COOKIE_NAME] = "gone"
    said = {**FORM, "option": "other", "choice": "Wait for the audit", "review_on": "2026-06-01"}
    assert client.post(address, said).status_code == 401
    text = text_of(signed().get(address))
    assert "Here is what you had written when your session ended." in text
    assert "Wait for the audit" in text
    assert "Which line?" in text
    assert "Wait for the audit" not in text_of(client.get(address))
    assert not MODELS["decision"].objects.exists()


def test_a_stranger_leaves_nothing(client, found):
    assert client.post(f"/en/findings/{found.fingerprint}/decide/", FORM).status_code == 401
    assert "draft" not in client.session


def test_findings_of_a_quiet_rule_are_folded_with_a_way_back(signed, company, examined):
    examined(*(a_finding(f"P-{n}") for n in range(1, 6)), a_finding("P-9", rule="portfolio.other"))
    for key in ("P-1", "P-2", "P-3"):
        decide.set_aside(a_finding(key).fingerprint, by="Ana", refusal="false", on=TODAY)
    assert findings.ranked(on=TODAY)[0].finding.rule == "portfolio.other"
    client = signed()
    text = text_of(client.get("/en/findings/"))
    assert "2 findings muted" in text
    assert "This rule was right 0 times out of 3 here." in text
    assert client.post("/en/rules/portfolio.late/hear/").status_code == 302
    assert "muted" not in text_of(client.get("/en/findings/"))


@pytest.mark.parametrize(
    ("address", "most"),
    [("/en/decide/", 20), ("/en/decide/actions/?who=all", 18), ("/en/decide/decisions/D-1/", 25), ("/en/decide/actions/A-1/", 20)],
)
def test_pages_ask_the_database_a_pinned_number_of_questions(signed, company, address, most):
    client = signed()
    many(2)
    few = questions(client, address)
    many(30)
    assert questions(client, address) == few
    assert few <= most
