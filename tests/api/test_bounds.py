"""What no request may hold, how many may come, and how methods and languages are answered."""

from __future__ import annotations

import json

import pytest
from django.utils import timezone

from pupitre.web.api import rate

DEEP = b'{"name": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"
BODIES = {
    "too deep": DEEP,
    "rather deep": b'{"name": ' + b"[" * 20 + b"]" * 20 + b"}",
    "too large a number": b'{"name": "New", "budget": 1e400}',
    "no number": b'{"name": "New", "budget": NaN}',
    "a number of a thousand figures": b'{"name": "New", "budget": ' + b"9" * 5_000 + b"}",
    "half a pair": b'{"name": "\\ud800"}',
    "half a pair in a name": b'{"\\ud800": 1}',
    "a NUL": b'{"name": "a\\u0000b"}',
    "not UTF-8": b'{"name": "\xff"}',
    "not JSON": b"{",
    "a list": b"[]",
    "a text": b'"x"',
    "nothing": b"null",
    "a day that is a moment": b'{"name": "New", "due_on": 1}',
    "a day too far": b'{"name": "New", "due_on": "9999-12-31"}',
    "an unknown field": b'{"name": "New", "nope": 1}',
    "a blank name": b'{"name": "   "}',
    "an endless name": b'{"name": "' + b"a" * 5_000 + b'"}',
    "an amount that is a number": b'{"name": "New", "budget": 5}',
}


@pytest.mark.parametrize("name", BODIES)
def test_a_body_that_cannot_be_kept_is_refused(program, name):
    refused = program().ask("POST", "/projects", BODIES[name])
    assert refused.status_code == 422
    assert {"what", "where", "mend"} <= refused.json().keys()


def test_a_body_above_the_bound_is_refused_before_it_is_read(program):
    refused = program().ask("POST", "/projects", b'{"name": "' + b"a" * 1_100_000 + b'"}')
    assert (refused.status_code, "large" in refused.json()["what"]) == (422, True)


def test_a_body_of_another_kind_is_refused(program):
    p = program()
    refused = p.client.generic("POST", "/api/v1/projects", "name=New", "application/x-www-form-urlencoded", headers=p.headers)
    assert refused.status_code == 415


@pytest.mark.parametrize("path", ["/projects/%00", "/projects/%ED%A0%80", "/tables/%00", "/nothing", "/projects/", "/"])
def test_an_address_that_names_nothing_answers_as_one(program, path):
    refused = program().ask("GET", path)
    assert (refused.status_code, refused.json()["what"]) == (404, "There is nothing at this address.")


@pytest.mark.parametrize(
    "asked", ["limit=0", "limit=9999", "offset=-1", "offset=99999999999", "limit=a", "unit=%00", "limit=1e400", "is_mandatory=maybe"]
)
def test_a_question_out_of_bounds_is_refused(program, asked):
    assert program().ask("GET", f"/projects?{asked}").status_code == 422


def test_a_refusal_is_in_the_language_asked_for(program):
    p = program()
    assert p.ask("GET", "/nothing", **{"Accept-Language": "fr-CA,fr;q=0.9"}).json()["what"] == "Il n’y a rien à cette adresse."
    assert p.ask("GET", "/nothing", **{"Accept-Language": "de,en;q=0.5"})["Content-Language"] == "en"


def test_head_answers_like_get_without_its_body(program):
    p = program()
    read, head = p.ask("GET", "/me"), p.ask("HEAD", "/me")
    assert (head.status_code, head.content, head["Content-Length"]) == (200, b"", str(len(read.content)))


def test_options_lists_the_methods_and_opens_to_no_other_site(client, home):
    answer = client.options("/api/v1/projects", headers={"Origin": "https://example.org", "Access-Control-Request-Method": "POST"})
    assert (answer.status_code, answer["Allow"]) == (204, "GET, HEAD, OPTIONS, POST")
    assert not [name for name in answer.headers if name.startswith("Access-Control")]


def test_another_method_is_refused_with_those_taken(program):
    refused = program().ask("PUT", "/projects", {})
    assert (refused.status_code, refused["Allow"]) == (405, "GET, HEAD, OPTIONS, POST")
    assert json.loads(refused.content)["mend"]


def test_no_answer_is_kept_on_the_way(program):
    answer = program().ask("GET", "/me")
    assert answer["Cache-Control"] == "no-store"
    assert "Authorization" in answer["Vary"]


def test_the_request_after_the_last_of_a_minute_is_refused(program, monkeypatch):
    monkeypatch.setattr(rate, "A_MINUTE", 3)
    p = program()
    assert [p.ask("GET", "/me").status_code for _ in range(3)] == [200] * 3
    refused = p.ask("GET", "/me")
    assert (refused.status_code, refused["Retry-After"]) == (429, "60")
    assert refused.json()["what"] == "More than 3 requests in a minute."


def test_the_count_is_shared_between_processes_and_starts_anew_each_minute(db, monkeypatch):
    monkeypatch.setattr(rate, "A_MINUTE", 50)
    for _ in range(40):
        rate.count("one", now=600.0)
    rate.forget()  # another process knows nothing of it but what is shared
    for _ in range(19):
        rate.count("one", now=601.0)
    with pytest.raises(rate.ManyError):
        rate.count("one", now=602.0)
    rate.count("one", now=660.0)


def test_a_token_that_is_past_opens_nothing(program):
    assert program(expires_at=timezone.now()).ask("GET", "/me").status_code == 401
