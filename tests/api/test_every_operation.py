"""Every operation of the description, for every role, with a key of one's own department, a foreign one, an unknown one."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
from django.db import transaction
from tests.api.conftest import Program
from tests.desk_web.saying import TODAY, a_finding
from tests.rights.conftest import FOREIGN, OWN

from pupitre.desk import examine
from pupitre.desk.rights import PERMISSIONS, ROLES
from pupitre.desk.rights.viewer import SCOPED
from pupitre.kernel import Domain, Examination, Text
from pupitre.records import models
from pupitre.web.api import rate
from pupitre.web.api.objects import RESOURCES
from pupitre.web.api.offered import document

UNKNOWN = "NONE"
SIDES = (OWN, FOREIGN, UNKNOWN)
REACHED = {"unit", "person", "project", "objective", "kpi", "decision", "action", "risk", "key_result", "process", "improvement"}
"""Kinds that not everybody may see."""
LIMITED_FURTHER = {"list_imports"}
"""Operations that ask for more than one permission says: whoever loads files, or audits."""


def operations() -> Iterator[tuple[str, str, dict[str, object]]]:
    """Return method, path and description of each operation."""
    for path, methods in document()["paths"].items():
        for method, one in methods.items():
            yield method.upper(), path.removeprefix("/api/v1"), one


def scoped_kind(path: str) -> str:
    """Return the kind that an address names one of, when not everybody may see it."""
    first = path.strip("/").partition("/")[0]
    kind = "finding" if first == "findings" else RESOURCES.get(first, "")
    return kind if "{" in path and (kind in REACHED or kind == "finding") else ""


@pytest.fixture
def keys(company):
    """Find one thing about each department, and return the keys that are not simply kind and side."""
    found = tuple(a_finding(f"project-{side}", text=f"Finding {side}") for side in (OWN, FOREIGN))
    card = Domain("portfolio", Text("Portfolio"), (), lambda _snapshot: Examination(found), rules={found[0].rule: Text("Drift")})
    examine.run(on=TODAY, cards=[card])
    kept = {one.body["subjects"][0]["key"]: one.fingerprint for one in models.Finding.objects.all()}
    units = {f"unit-{side}": side for side in SIDES}
    return units | {f"finding-{side}": kept[f"project-{side}"] for side in (OWN, FOREIGN)} | {f"finding-{UNKNOWN}": "0" * 64}


def asked(program: Program, method: str, path: str) -> tuple[int, str]:
    """Return status and body of an answer, an empty change being asked of writes; what it wrote is taken back."""
    with transaction.atomic():
        answer = program.ask(method, path, {} if method in ("POST", "PATCH") else None, **{"If-Match": "*"})
        transaction.set_rollback(True)
    return answer.status_code, answer.content.decode(errors="replace")


def filled(path: str, side: str, keys: dict[str, str]) -> str:
    """Return an address with the key of a side."""
    kind = scoped_kind(path)
    key = keys.get(f"{kind}-{side}", f"{kind}-{side}") if kind else "none"
    return re.sub(r"\{\w+\}", "999999" if "{number}" in path else key, path)


@pytest.mark.long
def test_every_operation_answers_each_role_as_its_rights_say(client, accounts, token, keys):
    unexpected, count = [], 0
    for role, may_write in (*((role, True) for role in ROLES), ("head", False), ("administrator", False)):
        rate.forget()
        program = Program(client, token(of=accounts[role], may_write=may_write))
        for method, path, one in operations():
            if one["operationId"] == "read_brief":
                continue  # drawing pages takes a second each: it has a test of its own
            answers = {side: asked(program, method, filled(path, side, keys)) for side in (SIDES if scoped_kind(path) else SIDES[-1:])}
            count += len(answers)
            unexpected += [f"{role} {method} {path}: {fault}" for fault in faults(role, may_write, one, path, answers, keys)]
    assert not unexpected, f"{len(unexpected)} of {count}:\n" + "\n".join(unexpected)
    assert count > 1_000


def faults(role, may_write, one, path, answers, keys) -> Iterator[str]:
    """Say what is unexpected in the answers of one operation to one role."""
    needs = one["x-needs"]
    may = role in PERMISSIONS[needs] and (may_write or needs in ("read", "audit"))
    for side, (status, body) in answers.items():
        if status >= 500:
            yield f"{side}: breaks ({status})"
        if one["operationId"] not in LIMITED_FURTHER and (status == 403) == may:
            yield f"{side}: {status} where the role {'may' if may else 'may not'}"
        if status >= 400 and not {"what", "where", "mend"} <= json.loads(body).keys():
            yield f"{side}: a refusal without what, where, mend"
    if may and scoped_kind(path):
        yield from unlike(role, one, path, answers, keys)


def unlike(role, one, path, answers, keys) -> Iterator[str]:
    """Say where something foreign does not answer as something unknown, or where one's own is hidden."""
    foreign, unknown = answers[FOREIGN], answers[UNKNOWN]
    is_shape = unknown[0] == 422  # the body is read before the key: it is refused alike for all keys
    if unknown[0] != 404 and not is_shape:
        yield f"unknown: {unknown[0]}"
    if role in SCOPED and foreign != unknown:
        yield f"foreign is told from unknown ({foreign}, {unknown})"
    if answers[OWN][0] == 404:
        yield "own: hidden"


def test_nothing_opens_without_a_token(client, keys):
    for method, path, _one in operations():
        for header in ({}, {"Authorization": "Bearer pup_nothing"}, {"Authorization": "Basic YTpi"}):
            answer = client.generic(method, "/api/v1" + filled(path, OWN, keys), headers=header)
            assert answer.status_code == 401, f"{method} {path}"
            assert {"what", "where", "mend"} <= answer.json().keys()
            assert answer["WWW-Authenticate"].startswith("Bearer")


def test_a_foreign_thing_is_named_in_no_list_of_a_scoped_role(client, accounts, token, keys):
    for role in sorted(SCOPED):
        program = Program(client, token(of=accounts[role]))
        for method, path, _one in operations():
            if method == "GET" and "{" not in path and path != "/brief.pdf":
                status, body = asked(program, "GET", path + ("?q=far" if path == "/search" else ""))
                named = set(re.findall(rf"[\w-]+-{FOREIGN}|\w+ {FOREIGN}\b", body)) if status == 200 else set()
                assert not named, f"{role} reads {named} at {path}"


def test_a_foreign_thing_named_in_a_write_is_as_unknown_as_one_that_does_not_exist(client, accounts, token, company):
    program = Program(client, token(of=accounts["head"]))
    bodies = [
        program.ask("POST", "/projects", {"name": "New", "unit": OWN, "owner": f"person-{side}"}).content.decode().replace(side, "KEY")
        for side in (FOREIGN, UNKNOWN)
    ]
    assert bodies[0] == bodies[1]
    assert "KEY" in bodies[0]


def test_a_change_of_a_foreign_row_is_undone_by_nobody_of_another_department(client, accounts, token, company):
    program = Program(client, token(of=accounts["head"]))
    foreign, unknown = (asked(program, "POST", f"/changes/{number}/undo") for number in (company[FOREIGN], 999_999))
    assert foreign == unknown
    assert foreign[0] == 404
