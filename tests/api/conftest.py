"""The company of two departments, asked by programs: a token for each role."""

from __future__ import annotations

import json

import pytest
from tests.rights.conftest import _quick_hashes, account, accounts, company, home

from pupitre.desk import background
from pupitre.desk.rights import tokens
from pupitre.web.api import after, rate

__all__ = ["_quick_hashes", "account", "accounts", "company", "home"]


@pytest.fixture(autouse=True)
def examined(monkeypatch):
    """Return the list of the examinations asked for, none of which is started."""
    asked: list[str] = []
    monkeypatch.setattr(after, "soon", lambda: asked.append("soon"))
    monkeypatch.setattr(background, "examine_soon", lambda: asked.append("now"))
    rate.forget()
    return asked


@pytest.fixture
def token(account):
    """Return the function that makes a token of a role, or of an account."""

    def make(role: str = "direction", *, may_write: bool = True, expires_at: object = None, of: object = None) -> str:
        return tokens.make(of or account(role), "test", may_write=may_write, expires_at=expires_at)[1]

    return make


class Program:
    """A program with its token."""

    def __init__(self, client, text: str, lang: str = "en") -> None:
        self.client = client
        self.headers = {"Authorization": f"Bearer {text}", "Accept-Language": lang}

    def ask(self, method: str, path: str, body: object = None, **headers: str):
        sent = None if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
        given = {} if sent is None else {"data": sent, "content_type": "application/json"}
        return self.client.generic(method, f"/api/v1{path}", headers={**self.headers, **headers}, **given)

    def read(self, path: str):
        answer = self.ask("GET", path)
        assert answer.status_code == 200, answer.content
        return answer.json()


@pytest.fixture
def program(client, token, company):
    """Return the function that makes the program of a role."""
    return lambda role="direction", **more: Program(client, token(role, **more))
