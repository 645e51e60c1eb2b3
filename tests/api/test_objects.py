"""Things read, added, changed and deleted by programs."""

from __future__ import annotations

import pytest
from django.utils import timezone

from pupitre.desk import changes
from pupitre.desk.settings import remember
from pupitre.kernel import Text
from pupitre.records.models import MODELS, Account

NEW = {"name": "Portal", "unit": "OWN", "due_on": "2027-06-30", "budget": {"amount": "12000.50", "currency": "EUR"}}


@pytest.fixture
def euro(company):
    remember(currency="EUR")


def test_a_project_is_added_read_changed_and_deleted(program, euro, examined):
    p = program()
    made = p.ask("POST", "/projects", NEW)
    assert made.status_code == 201
    address = made["Location"].removeprefix("/api/v1")
    read = p.ask("GET", address)
    assert read.json()["budget"] == {"amount": "12000.50", "currency": "EUR"}
    assert read.json()["due_on"] == "2027-06-30"
    changed = p.ask("PATCH", address, {"name": "Gate", "budget": None}, **{"If-Match": read["ETag"]})
    assert (changed.status_code, changed.json()["name"], changed.json()["budget"]) == (200, "Gate", None)
    assert changed["ETag"] != read["ETag"]
    gone = p.ask("DELETE", address, **{"If-Match": changed["ETag"]})
    assert gone.status_code == 200
    assert p.ask("GET", address).status_code == 404
    assert examined == ["soon"] * 3


def test_a_deletion_is_taken_back_at_the_address_it_answers_with(program, company):
    p = program()
    gone = p.ask("DELETE", "/projects/project-OWN", **{"If-Match": "*"}).json()
    undone = p.ask("POST", gone["undo"].removeprefix("/api/v1")).json()
    assert undone["restored"] == {"project": 1}
    assert p.read("/projects/project-OWN")["name"] == "Project OWN"


def test_a_change_without_a_version_is_refused(program):
    refused = program().ask("PATCH", "/projects/project-OWN", {"name": "Mine"})
    assert refused.status_code == 428
    assert "If-Match" in refused.json()["mend"]


def test_two_programs_that_write_one_field_lose_nothing(program, company):
    p = program()
    first = p.ask("GET", "/projects/project-OWN")["ETag"]
    changes.edit({"project": [{"key": "project-OWN", "name": "Theirs"}]}, by="Bo Lind", why=Text("Because"))
    refused = p.ask("PATCH", "/projects/project-OWN", {"name": "Mine"}, **{"If-Match": first})
    assert refused.status_code == 412
    both = refused.json()["conflict"]["name"]
    assert (both["then"], both["now"], both["yours"], both["by"]) == ("Project OWN", "Theirs", "Mine", "Bo Lind")
    assert p.read("/projects/project-OWN")["name"] == "Theirs"


def test_two_programs_that_write_different_fields_are_both_heard(program, company):
    p = program()
    first = p.ask("GET", "/projects/project-OWN")["ETag"]
    changes.edit({"project": [{"key": "project-OWN", "name": "Theirs"}]}, by="Bo Lind", why=Text("Because"))
    saved = p.ask("PATCH", "/projects/project-OWN", {"description": "Mine"}, **{"If-Match": first}).json()
    assert (saved["name"], saved["description"]) == ("Theirs", "Mine")


def test_a_row_changed_meanwhile_is_not_deleted(program, company):
    p = program()
    first = p.ask("GET", "/projects/project-OWN")["ETag"]
    changes.edit({"project": [{"key": "project-OWN", "name": "Theirs"}]}, by="Bo Lind", why=Text("Because"))
    assert p.ask("DELETE", "/projects/project-OWN", **{"If-Match": first}).status_code == 412


def test_the_code_of_nothing_known_is_refused_with_its_field(program):
    refused = program().ask("POST", "/projects", {"name": "New", "unit": "NOWHERE"})
    assert (refused.status_code, refused.json()["where"]["field"]) == (422, "unit")


def test_an_amount_of_another_currency_is_refused(program, euro):
    refused = program().ask("POST", "/projects", {**NEW, "budget": {"amount": "5", "currency": "USD"}})
    assert (refused.status_code, refused.json()["where"]["field"]) == (422, "budget")


def test_the_rules_of_the_forms_hold(program):
    refused = program().ask("POST", "/projects", {"name": "New", "starts_on": "2027-02-01", "due_on": "2027-01-01"})
    assert refused.json()["what"] == "The end comes before the start."


def test_a_head_of_department_writes_in_theirs_only(program):
    p = program("head")
    assert p.ask("POST", "/projects", {"name": "New", "unit": "OWN"}).status_code == 201
    assert p.ask("POST", "/projects", {"name": "New"}).status_code == 409


def test_a_list_is_paged_in_a_stable_order_with_its_total(program):
    p = program()
    first = p.read("/projects?limit=1")
    assert (first["total"], [one["key"] for one in first["items"]]) == (2, ["project-FAR"])
    then = p.read(first["next"].removeprefix("/api/v1"))
    assert ([one["key"] for one in then["items"]], then["next"]) == (["project-OWN"], None)


def test_a_list_is_narrowed_by_a_code(program):
    assert [one["key"] for one in program().read("/projects?unit=OWN")["items"]] == ["project-OWN"]


def test_a_task_is_addressed_by_its_project_and_its_code_whatever_they_hold(program, company):
    rows = {"project": [{"key": "A/B %1", "name": "Odd"}], "task": [{"project": "A/B %1", "key": "T/é", "name": "Build"}]}
    changes.edit(rows, by="Ana", why=Text("Because"))
    p = program()
    listed = p.read("/tasks")["items"][0]
    assert p.read(listed["url"].removeprefix("/api/v1")) == listed


def test_of_a_person_only_name_and_department_are_read_and_written(program):
    p = program()
    assert set(p.read("/people/person-OWN")) == {"id", "url", "version", "key", "name", "unit"}
    assert p.ask("PATCH", "/people/person-OWN", {"fte": 0.5}, **{"If-Match": "*"}).status_code == 422


def test_a_decision_is_taken_with_its_proof(program, company):
    body = {"title": "Buy?", "choice": "Yes", "owner": "person-OWN", "due_on": timezone.localdate().isoformat()}
    made = program().ask("POST", "/decisions", body)
    assert made.status_code == 201
    assert MODELS["decision_proof"].objects.filter(decision=made["Location"].rpartition("/")[2]).exists()


def test_a_decision_that_is_due_in_the_past_names_the_field(program):
    body = {"title": "Buy?", "choice": "Yes", "owner": "person-OWN", "due_on": "2020-01-01"}
    refused = program().ask("POST", "/decisions", body)
    assert (refused.status_code, refused.json()["where"]["field"]) == (422, "due_on")


@pytest.mark.parametrize(("role", "most"), [("direction", 8), ("head", 9)])
def test_a_list_asks_the_database_little_whatever_its_length(program, company, role, most, django_assert_max_num_queries):
    p = program(role)
    counts = []
    for number in (1, 40):
        changes.edit({"project": [{"key": f"X-{n}", "name": "X", "unit": "OWN"} for n in range(number)]}, by="Ana", why=Text("Because"))
        p.read("/me" if role == "direction" else "/units")  # what somebody sees is worked out once after a write
        with django_assert_max_num_queries(most) as asked:
            p.read("/projects?limit=500")
        counts.append(len(asked))
    assert counts[0] == counts[1]


PATHS = ("/projects/project-OWN", "/findings", "/tables", "/measures", "/changes", "/search?q=own", "/people", "/me")


@pytest.mark.parametrize("path", PATHS)
def test_an_address_asks_the_database_at_most_twelve_times(program, path, django_assert_max_num_queries):
    p = program()
    p.read(path)
    with django_assert_max_num_queries(12):
        p.read(path)


def test_a_session_reads_and_writes_with_the_token_of_forms_only(program, client, accounts, company):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(Account.objects.get(role="direction"))
    assert client.get("/api/v1/me").json()["name"] == "Direction"
    refused = client.post("/api/v1/projects", {"name": "New"}, content_type="application/json")
    assert (refused.status_code, "X-CSRFToken" in refused.json()["mend"]) == (403, True)
    client.get("/en/account/")
    token = next(cookie.value for name, cookie in client.cookies.items() if name.endswith("_form"))
    made = client.post("/api/v1/projects", {"name": "New"}, content_type="application/json", headers={"X-CSRFToken": token})
    assert made.status_code == 201


def test_a_wrong_token_is_not_saved_by_a_session(client, accounts, company):
    client.force_login(accounts["direction"])
    assert client.get("/api/v1/me", headers={"Authorization": "Bearer pup_wrong"}).status_code == 401
