"""Every route, for every role, with a key of one's own department, a foreign one, an unknown one: the answer is the one expected.

The routes are read from the server itself. One whose address holds a key of a new sort makes the first test fail, with the line to add.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import quote

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from django.utils.html import escape
from tests.desk_web.saying import TODAY, a_finding
from tests.rights.conftest import FOREIGN, OWN

from pupitre.desk import examine
from pupitre.desk.registry import domains
from pupitre.desk.rights import PERMISSIONS, ROLES, Viewer, needs_of
from pupitre.desk.rights.viewer import SCOPED
from pupitre.kernel import Domain, Examination, Text
from pupitre.records import models

UNKNOWN = "NONE"
SIDES = (OWN, FOREIGN, UNKNOWN)

SCOPED_KEYS = {
    ("desk", "fingerprint"): "finding",
    ("decide:decision", "key"): "decision",
    ("decide:print", "key"): "decision",
    ("decide:entrust", "key"): "decision",
    ("decide:complete", "key"): "decision",
    ("decide:drop", "key"): "decision",
    ("decide:reopen", "key"): "decision",
    ("decide:action", "key"): "action",
    ("decide:report", "key"): "action",
    ("letters:copy", "key"): "action",
    ("letters:send", "key"): "action",
    ("objects", "key"): "project",
    ("search:held", "key"): "project",
    ("performance:kpi", "key"): "kpi",
    ("processes", "key"): "process",
    ("performance:note", "key"): "kpi",
    ("portfolio:project", "key"): "project",
    ("portfolio:person", "key"): "person",
    ("strategy:objective", "key"): "objective",
    ("strategy:levers", "key"): "objective",
}
"""What a part of an address is the key of, by route or by namespace: something that not everybody may see."""
FIXED = {
    "token": "none",
    "mark": "MQ",
    "text": "none",
    "number": 999_999,
    "change_id": 999_999,
    "kind": "project",
    "rule": "portfolio.cost_drift",
    "table": "project",
    ("desk:method", "name"): "portfolio-forecast",
    ("strategy:part", "name"): "share",
    ("portfolio:skill", "key"): "welding",
    ("strategy:axis", "key"): "axis",
}
"""Parts of addresses that name nothing of a department: a value, by name or by route and name."""

OF_ITS_OWNER = {"decide:report": PERMISSIONS["decide"]}
"""Routes about something that only its owner and these roles are let into; head and member of these tests own theirs."""


@dataclass(frozen=True)
class Route:
    """One address of the server."""

    name: str
    parts: tuple[str, ...]
    view: Callable[..., object]

    @property
    def is_open(self) -> bool:
        return getattr(self.view, "open_to_all", False)

    def kind(self, part: str) -> str | None:
        """Return what a part is the key of, when not everybody may see that."""
        return SCOPED_KEYS.get((self.name, part)) or SCOPED_KEYS.get((self.name.partition(":")[0], part))

    def value(self, part: str) -> object:
        """Return the fixed value of a part."""
        return FIXED.get((self.name, part), FIXED.get(part))

    @property
    def is_scoped(self) -> bool:
        return any(map(self.kind, self.parts))

    def address(self, side: str, keys: dict[str, str]) -> str:
        """Return the address with the keys of a side."""
        return reverse(self.name, kwargs={one: self.said(one, side, keys) for one in self.parts})

    def said(self, part: str, side: str, keys: dict[str, str]) -> object:
        kind = self.kind(part)
        return self.value(part) if kind is None else keys.get(f"{kind}-{side}", f"{kind}-{side}")


def routes(resolver: object = None, space: str = "") -> Iterator[Route]:
    """Return every route of the server."""
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLPattern):
            yield Route(f"{space}:{one.name}".lstrip(":"), tuple(one.pattern.converters), one.callback)
        else:
            yield from routes(one, one.namespace or space)


def plain_routes() -> list[Route]:
    """Return the routes of pages; those of programs have their own matrix."""
    return [one for one in routes() if one.name.partition(":")[0] != "api"]


@pytest.fixture
def keys(company):
    """Let every domain examine, find one thing about each department, and return the keys that are not simply kind and side."""
    found = tuple(a_finding(f"project-{side}", rule="watch.drift", text=f"Finding {side}") for side in (OWN, FOREIGN))
    card = Domain("watch", Text("Watch"), (), lambda _snapshot: Examination(found), rules={"watch.drift": Text("Drift")})
    examine.run(on=TODAY, cards=[*domains(), card])
    kept = {one.body["subjects"][0]["key"]: one.fingerprint for one in models.Finding.objects.filter(domain="watch")}
    return {f"finding-{side}": kept[f"project-{side}"] for side in (OWN, FOREIGN)} | {f"finding-{UNKNOWN}": "0" * 64}


def asked(client: Client, method: str, address: str) -> tuple[int, str, str]:
    """Return status, place gone to and body of an answer; what it wrote is taken back."""
    with transaction.atomic():
        answer = getattr(client, method)(address)
        body = b"".join(answer) if answer.streaming else answer.content
        transaction.set_rollback(True)
    return answer.status_code, answer.get("Location", ""), body.decode(errors="replace")


def without(key: str, text: str) -> str:
    """Return a page without a key, in whatever way it is written, and without what changes at each answer."""
    for form in (key, quote(key, safe=""), quote(quote(key, safe=""), safe=""), escape(key)):
        text = text.replace(form, "KEY")
    return re.sub(r'(csrfmiddlewaretoken" value|X-CSRFToken&quot;:) ?"?[^"]+', "TOKEN", text)


def test_every_part_of_an_address_says_what_it_holds():
    unsaid = [f"{one.name}: {part}" for one in plain_routes() for part in one.parts if one.kind(part) is None and one.value(part) is None]
    assert not unsaid, f"add to SCOPED_KEYS (something of a department) or to FIXED (nothing of one): {', '.join(unsaid)}"


@pytest.mark.long
def test_every_route_answers_each_role_as_its_rights_say(accounts, keys, client):
    unexpected: list[str] = []
    count = 0
    for role in (None, *ROLES):
        if role:
            client.force_login(accounts[role])
        for route in plain_routes():
            if route.name == "sign_out":
                continue
            for method in ("get", "post"):
                answers = {side: asked(client, method, route.address(side, keys)) for side in (SIDES if route.is_scoped else (UNKNOWN,))}
                count += len(answers)
                unexpected += [f"{role} {method} {route.name} {fault}" for fault in faults(role, route, answers, keys)]
    assert not unexpected, f"{len(unexpected)} of {count}:\n" + "\n".join(unexpected)
    assert count > 1_000


def faults(role: str | None, route: Route, answers: dict[str, tuple[int, str, str]], keys: dict[str, str]) -> Iterator[str]:
    """Say what is unexpected in the answers of one route to one role."""
    for side, (status, _, _) in answers.items():
        if status >= 500:
            yield f"{side}: breaks ({status})"
        if role is None and not route.is_open and status != 401:
            yield f"{side}: {status} to nobody"
        if role and not route.is_open and (role not in PERMISSIONS[needs_of(route.view)]) != (status == 403):
            yield f"{side}: {status} where the role {'opens it' if status == 403 else 'does not open it'}"
    if role and role in PERMISSIONS[needs_of(route.view)] and route.is_scoped and not route.is_open:
        yield from unlike(role, route, answers, keys)


def unlike(role: str, route: Route, answers: dict[str, tuple[int, str, str]], keys: dict[str, str]) -> Iterator[str]:
    """Say where something foreign does not answer as something unknown, or where one's own is hidden."""
    key = {side: str(next(route.said(one, side, keys) for one in route.parts if route.kind(one))) for side in SIDES}
    seen = {side: (status, without(key[side], place), without(key[side], body)) for side, (status, place, body) in answers.items()}
    if seen[UNKNOWN][0] not in (404, 405):
        yield f"unknown: {seen[UNKNOWN][0]}"
    if role in SCOPED and seen[FOREIGN] != seen[UNKNOWN]:
        yield f"foreign is told from unknown ({seen[FOREIGN][0]}, {seen[UNKNOWN][0]})"
    is_hidden = role not in SCOPED and role not in OF_ITS_OWNER.get(route.name, ROLES)
    for side in (OWN,) if role in SCOPED else (OWN, FOREIGN):
        if is_hidden and seen[side] != seen[UNKNOWN]:
            yield f"{side}: is told from unknown ({seen[side][0]})"
        if not is_hidden and seen[side][0] == 404:
            yield f"{side}: hidden"


def test_a_foreign_thing_is_named_on_no_page_of_a_scoped_role(accounts, keys, client):
    pages = [one for one in plain_routes() if not one.parts and not one.is_open]
    for role in sorted(SCOPED):
        client.force_login(accounts[role])
        for route in pages:
            status, _, body = asked(client, "get", reverse(route.name))
            named = set(re.findall(rf"[\w-]+-{FOREIGN}|\w+ {FOREIGN}\b", body)) if status == 200 else set()
            assert not named, f"{role} reads {named} on {route.name}"


def test_a_change_of_a_foreign_row_is_undone_by_nobody_of_another_department(accounts, company, client):
    client.force_login(accounts["head"])
    answers = []
    for number in (company[FOREIGN], 999_999):
        status, place, body = asked(client, "post", reverse("desk:undo", args=[number]))
        answers.append((status, place, without(f"/{number}/", body)))
    assert answers[0] == answers[1]
    assert answers[0][0] == 404


def test_the_rights_are_those_of_the_viewer():
    assert {role for role in ROLES if Viewer("x", role).can("administer")} == {"administrator"}
