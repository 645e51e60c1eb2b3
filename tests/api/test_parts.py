"""Findings, figures, files, changes, search and the brief, asked by programs."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from tests.desk_web.saying import TODAY, a_finding

from pupitre.desk import changes, examine
from pupitre.kernel import Domain, Examination, Text
from pupitre.records.models import MODELS

LATER = (timezone.localdate() + timedelta(days=30)).isoformat()
KINDS = "Code;Nom du projet;Direction;Début;Fin prévue;Budget\nPX-1;Portail clients;OWN;05/01/2026;30/06/2026;12 000 €\n"


@pytest.fixture
def fingerprint(company):
    """Find one thing, and return its fingerprint."""
    found = a_finding("project-OWN", amount=1000)
    card = Domain("portfolio", Text("Portfolio"), (), lambda _snapshot: Examination((found,)), rules={found.rule: Text("Drift")})
    examine.run(on=TODAY, cards=[card])
    return found.fingerprint


def test_a_finding_is_read_with_its_proof_and_its_sentence(program, fingerprint):
    listed = program().read("/findings")
    assert listed["total"] == 1
    one = listed["items"][0]
    assert (one["fingerprint"], one["state"], one["sentence"]) == (fingerprint, "open", "Finding project-OWN")
    assert one["money"]["likely"] == "1000"
    assert one["evidence"][0]["table"] == "project"


def test_a_finding_is_decided_on(program, fingerprint):
    p = program()
    body = {"question": "Stop?", "choice": "Stop it", "owner": "person-OWN", "due_on": LATER, "review_on": LATER}
    assert p.ask("POST", f"/findings/{fingerprint}/decide", body).status_code == 200
    assert p.read(f"/findings/{fingerprint}")["state"] == "deciding"
    assert p.read("/findings?state=open")["total"] == 0


def test_a_finding_is_entrusted_then_taken_back(program, fingerprint):
    p = program()
    done = p.ask("POST", f"/findings/{fingerprint}/entrust", {"title": "Look", "owner": "person-OWN", "due_on": LATER}).json()
    assert p.read("/actions?owner=person-OWN")["total"] == 2
    assert p.ask("POST", done["undo"].removeprefix("/api/v1")).status_code == 200
    assert p.read(f"/findings/{fingerprint}")["state"] == "open"


def test_a_finding_is_set_aside_with_a_reason_and_brought_back(program, fingerprint):
    p = program()
    refused = p.ask("POST", f"/findings/{fingerprint}/set-aside", {"refusal": "other", "until": LATER})
    assert (refused.status_code, refused.json()["where"]["field"]) == (422, "reason")
    assert p.ask("POST", f"/findings/{fingerprint}/set-aside", {"refusal": "accepted", "until": LATER}).status_code == 200
    assert p.read(f"/findings/{fingerprint}")["refusal"] == "accepted"
    assert p.ask("POST", f"/findings/{fingerprint}/reopen").status_code == 200
    assert p.ask("POST", f"/findings/{fingerprint}/reopen").status_code == 409


def test_a_computed_table_is_read_with_its_columns_in_words(program, fingerprint):
    p = program()
    said = {one["name"]: one for one in p.read("/tables")}
    assert said["desk.finding"]["key"] == ["fingerprint"]
    rows = p.read("/tables/desk.finding?where=likely:>10")
    assert [row["likely"]["amount"] for row in rows["items"]] == ["1000.00"]
    assert p.read("/tables/desk.finding?where=state:closed")["total"] == 0


@pytest.mark.parametrize("where", ["nope:1", "likely:>many", "since:<soon"])
def test_a_condition_that_cannot_be_read_is_refused(program, company, where):
    assert program().ask("GET", f"/tables/desk.finding?where={where}").status_code == 422


def test_rows_of_the_company_are_no_computed_table(program):
    assert program().ask("GET", "/tables/person").status_code == 404


def test_a_figure_says_where_it_comes_from(program, fingerprint):
    said = program().read("/figures/project?key=project-OWN&column=name")
    assert said["value"] == "Project OWN"
    assert said["came"][0]["by"] == "Ana"


def test_a_figure_of_a_person_is_none(program):
    p = program()
    assert p.ask("GET", "/figures/person?key=person-OWN&column=fte").status_code == 404
    assert set(p.read("/figures/person?key=person-OWN")["row"]) == {"key", "name", "unit"}


def test_measures_are_narrowed_by_kpi_and_by_days(program, company):
    days = [timezone.localdate().replace(year=2025, month=month, day=1) for month in (1, 2, 3)]
    rows = [{"kpi": "kpi-OWN", "starts_on": day, "ends_on": day + timedelta(days=28), "value": 0.5, "basis": "actual"} for day in days]
    changes.edit({"measure": rows}, by="Ana", why=Text("Read"))
    p = program()
    assert p.read("/measures?kpi=kpi-OWN")["total"] == 3
    assert [one["starts_on"] for one in p.read("/measures?from=2025-02-01&to=2025-03-01")["items"]] == ["2025-02-01"]
    assert program("member").read("/measures?kpi=kpi-FAR")["total"] == 0


def test_the_log_is_read_by_those_who_audit(program, company):
    p = program("auditor")
    listed = p.read("/changes?table=project")
    assert listed["total"] == 2
    row = next(one for one in p.read(f"/changes/{listed['items'][0]['id']}/rows")["items"] if one["table"] == "project")
    assert (row["action"], row["before"], row["after"]["name"]) == ("created", {}, "Project FAR")


def test_a_search_names_the_address_of_what_it_finds(program):
    p = program()
    hit = next(one for one in p.read("/search?q=project OWN") if one["kind"] == "project")
    assert p.read(hit["url"].removeprefix("/api/v1"))["key"] == "project-OWN"


def test_one_reads_who_one_is(program):
    me = program("member", may_write=False).read("/me")
    assert (me["role"], me["units"], me["permissions"]) == ("member", ["OWN"], ["read"])


def test_the_brief_is_a_pdf(program, fingerprint):
    answer = program().ask("GET", "/brief.pdf")
    assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")


def send(p, text: str = KINDS, **more: str):
    files = SimpleUploadedFile("projets.csv", text.encode())
    return p.client.post("/api/v1/imports", {"files": [files], **more}, headers=p.headers)


def test_a_file_is_planned_then_loaded_then_taken_back(program, company, examined):
    p = program()
    planned = send(p, is_dry_run="true")
    assert (planned.status_code, planned.json()["state"], planned.json()["change"]) == (200, "planned", None)
    loaded = send(p, sure_only="true") if planned.json()["plan"]["questions"] else send(p)
    assert loaded.status_code == 201, loaded.content
    assert MODELS["project"].objects.filter(key="PX-1").exists()
    assert examined == ["now"]
    assert p.read("/imports")["items"][0]["name"] == "projets.csv"
    assert p.ask("POST", loaded.json()["undo"].removeprefix("/api/v1")).status_code == 200
    assert not MODELS["project"].objects.filter(key="PX-1").exists()


def test_an_open_question_refuses_the_file_and_is_listed(program, company):
    refused = send(program(), KINDS.replace("OWN", "Dept of nowhere").replace("05/01/2026", "05/04/2026").replace("30/06", "06/07"))
    assert refused.status_code == 409, refused.content
    question = refused.json()["questions"][0]
    assert question["id"]
    assert question["what"]
    assert not MODELS["project"].objects.filter(key="PX-1").exists()


def test_a_request_without_a_file_or_with_answers_that_are_none_is_refused(program, company):
    p = program()
    assert p.ask("POST", "/imports").status_code == 422
    assert send(p, answers="{").status_code == 422
    broken = p.client.generic("POST", "/api/v1/imports", b"--x", "multipart/form-data; boundary=\x7f", headers=p.headers)
    assert broken.status_code == 422


def test_an_examination_is_asked_for_and_followed(program, fingerprint, examined):
    p = program()
    assert p.ask("POST", "/examinations").status_code == 202
    assert examined == ["now"]
    assert p.read("/examinations")["state"] == "done"
