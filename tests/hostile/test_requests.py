"""Requests that no browser sends: whatever the method, the parameters, the form or the headers, the server answers and never breaks."""

from __future__ import annotations

import os
import sys
import traceback
from collections import Counter
from collections.abc import Iterator
from random import Random
from urllib.parse import quote

import pytest
from django.core.signals import got_request_exception
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, reverse
from tests.hostile.company import TEXTS, build, key_of
from tests.hostile.oddities import VALUES, Form, asked, parameters, written
from tests.rights.test_every_route import Route, routes

from pupitre.desk import background
from pupitre.desk.entry.kinds import KINDS
from pupitre.desk.findings import kept
from pupitre.tables import TABLES

IS_LONG = "HOSTILE" in os.environ
"""The long run: `HOSTILE=1 python -m pytest tests/hostile`."""
GETS, POSTS, FIELDS = (3_000, 1_000, 4_000) if IS_LONG else (250, 100, 300)
KEYS = {"portfolio": "project", "performance": "kpi", "objective": "objective", "axis": "axis", "skill": "skill", "person": "person"}
WAITING: list[object] = []
"""What would wait for an examination begun by an earlier test: kept, so that its process is not taken for one forgotten."""
FORM_TYPE = "application/x-www-form-urlencoded"


def pages() -> list[Route]:
    """Return the routes of pages; those of programs are tried by the tests of the API."""
    return [one for one in routes() if one.name.partition(":")[0] != "api" and one.name != "sign_out"]


@pytest.fixture
def still(monkeypatch):
    """Let no thread begin: what is asked for in the background is not what is looked at here."""
    monkeypatch.setattr(background, "apart", WAITING.append)
    monkeypatch.setattr(background, "examine_soon", lambda: None)


@pytest.fixture
def company(home, today, still):
    build(today)


@pytest.fixture
def broken():
    """Note what breaks: the error, where in our code, and the request."""
    found: dict[str, str] = {}

    def note(request: object = None, **_more: object) -> None:
        error = sys.exc_info()[1]
        ours = [frame for frame in traceback.extract_tb(error.__traceback__) if "pupitre" in frame.filename]
        at = ours[-1] if ours else traceback.extract_tb(error.__traceback__)[-1]
        where = f"{type(error).__name__} {str(error)[:80]} at {at.filename.rpartition('pupitre/')[2]}:{at.lineno}"
        found.setdefault(where, f"{request.method} {request.get_full_path()[:200]}" if request else "")

    got_request_exception.connect(note)
    yield found
    got_request_exception.disconnect(note)


@pytest.fixture
def caller(account):
    """An administrator whose client shows a broken page instead of stopping the test."""
    client = Client(raise_request_exception=False)
    client.force_login(account)
    return client


def value_of(route: Route, part: str, chance: Random, findings: list[str]) -> object:
    """Return something known, or something odd, for a part of an address."""
    if chance.random() < 0.15:
        return quote(chance.choice(VALUES).encode("utf-8", "surrogatepass"), safe="") or "x"
    match part:
        case "fingerprint":
            return chance.choice(findings)
        case "number" | "change_id":
            return chance.choice([1, 2, 3, 999_999, 10**25])
        case "kind":
            return chance.choice([*KINDS, "projects", "none"])
        case "table":
            return chance.choice([*TABLES, "portfolio.project_finish", "strategy.axis_share", "none"])
        case "key":
            said = next((kind for word, kind in KEYS.items() if word in route.name), None)
            said = said or next((one for one in ("decision", "action") if one in route.name), chance.choice(sorted(TABLES)))
            if route.name.startswith("decide"):
                said = "action" if route.name in ("decide:action", "decide:report") else "decision"
            return quote(key_of(said, chance.randrange(len(TEXTS))), safe="")
    return chance.choice(["none", "MQ", "share", "xmr", "portfolio.late_though_green", "%ff", "a" * 900])


def address(route: Route, chance: Random, findings: list[str]) -> str | None:
    """Return an address of a route; None when such a value cannot be written in one."""
    try:
        return reverse(route.name, kwargs={part: value_of(route, part, chance, findings) for part in route.parts})
    except NoReverseMatch:
        return None


def answered(client: Client, method: str, at: str, said: str = "", *, inside: bool = False) -> int:
    """Return the status of an answer; what it wrote is taken back."""
    headers = {"HX-Request": "true"} if inside else {}
    with transaction.atomic():
        if method == "get":
            answer = client.get(f"{at}?{said}", headers=headers)
        else:
            answer = client.post(at, said, content_type=FORM_TYPE, headers=headers)
        if answer.streaming:
            b"".join(answer)
        transaction.set_rollback(True)
    return int(answer.status_code)


def test_no_parameter_breaks_a_page(caller, company, today, broken):
    chance, listed, findings = Random(7), pages(), [one.fingerprint for one in kept(on=today)]
    statuses: Counter[int] = Counter()
    while statuses.total() < GETS + POSTS:
        route = listed[statuses.total() % len(listed)]
        at = address(route, chance, findings)
        if at is not None:
            method = "get" if statuses.total() % (GETS + POSTS) < GETS else "post"
            said = written(asked(chance, parameters(route.view)))
            statuses[answered(caller, method, at, said, inside=chance.random() < 0.3)] += 1
    assert broken == {}, broken
    assert max(statuses) < 500, statuses


def forms(client: Client, findings: list[str]) -> Iterator[tuple[str, dict[str, str]]]:
    """Return every page of the product that has a form of its own, with the values it opens with."""
    wanted = [("desk:decide", findings[0]), ("desk:entrust", findings[0]), ("desk:set_aside", findings[0]), ("decide:new",)]
    wanted += [("objects:new", kind) for kind in KINDS]
    wanted += [("objects:edit", kind, quote(key_of(KINDS[kind].table, 3), safe="")) for kind in ("project", "objective", "kpi", "risk")]
    wanted += [("decide:entrust", quote(key_of("decision", 3), safe="")), ("decide:report", quote(key_of("action", 3), safe=""))]
    wanted += [("account:home",), ("account:people",), ("account:settings",), ("data:import",), ("search:views",), ("links:home",)]
    for name, *args in wanted:
        at = reverse(name, args=args)
        page = client.get(at, follow=True)
        fields = Form(page.content.decode()).fields if page.status_code == 200 else {}
        fields.pop("csrfmiddlewaretoken", None)
        yield at, fields


ACTS = ("account:me", "account:invite", "account:make_token", "account:keep_company", "account:keep_post", "search:keep", "links:answer")


def test_no_form_breaks_whatever_one_of_its_fields_holds(caller, company, today, broken):
    chance, findings = Random(11), [one.fingerprint for one in kept(on=today)]
    known = [(at, fields) for at, fields in forms(caller, findings) if fields]
    by_page = dict(known)
    extra = {"account:me": "account:home", "account:make_token": "account:home", "account:invite": "account:people"}
    for name in ACTS:
        page = reverse(extra.get(name, "account:settings"))
        known.append((reverse(name), by_page.get(page, {"address": "/en/portfolio/", "title": "x"})))
    statuses: Counter[int] = Counter()
    for _ in range(FIELDS):
        at, fields = chance.choice(known)
        field = chance.choice(sorted(fields))
        said = {**fields, field: chance.choice(VALUES)}
        statuses[answered(caller, "post", at, written(list(said.items())), inside=chance.random() < 0.3)] += 1
    assert broken == {}, broken
    assert max(statuses) < 500, statuses
