"""The description of the API is the committed one, and its page is for people."""

from __future__ import annotations

from pathlib import Path

from pupitre.web.api.objects import RESOURCES
from pupitre.web.api.offered import document, snapshot

COMMITTED = Path(__file__).parents[2] / "docs" / "reference" / "openapi.json"


def test_the_description_is_the_committed_one():
    told = "write it again with ./pupitre bench api-fuzz --snapshot docs/reference/openapi.json"
    assert snapshot() == COMMITTED.read_text(encoding="utf-8"), told


def test_the_description_is_of_openapi_3_1_and_open_to_all(client, home):
    answer = client.get("/api/v1/openapi.json")
    assert answer.status_code == 200
    assert answer.json()["openapi"] == "3.1.0"


def test_every_kind_is_listed_added_read_changed_and_deleted():
    paths = document()["paths"]
    for path in RESOURCES:
        assert {"get", "post"} == set(paths[f"/api/v1/{path}"])
        assert {"get", "patch", "delete"} == set(paths[f"/api/v1/{path}/{{key}}"])


def test_every_operation_says_who_may_and_has_a_name_of_its_own():
    operations = [one for methods in document()["paths"].values() for one in methods.values()]
    assert all(one["x-needs"] and one["security"] for one in operations)
    assert len({one["operationId"] for one in operations}) == len(operations)


def test_nothing_is_told_of_people_but_name_and_department():
    shape = document()["components"]["schemas"]["Person"]["properties"]
    assert set(shape) == {"id", "url", "version", "key", "name", "unit"}


def test_the_page_for_people_lists_every_address_in_both_languages(client, accounts):
    client.force_login(accounts["member"])
    for lang, said in (("fr", "Qui le peut"), ("en", "Who may")):
        page = client.get(f"/{lang}/api/").content.decode()
        assert said in page
        assert all(path in page for path in document()["paths"])


def test_the_page_for_people_needs_a_person_signed_in(client, home):
    assert client.get("/en/api/").status_code == 401
