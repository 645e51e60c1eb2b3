"""What every answer carries, whatever it is: pages, refusals, faults, files to keep, the style sheets themselves."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from tests.desk_web.saying import a_finding
from tests.rights.test_every_route import FIXED, routes

from pupitre.desk import background, changes, examine
from pupitre.desk.findings import kept
from pupitre.kernel import Domain, Examination, Text
from pupitre.web.sign_in import new_token

POLICY = {
    "default-src": "'self'",
    "script-src": "'self'",
    "style-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
REFERRERS = ("same-origin", "no-referrer")
TO_KEEP = ("xlsx", "spreadsheet", "csv", "zip")


@pytest.fixture
def company(home, today, monkeypatch):
    monkeypatch.setattr(background, "examine_soon", lambda: None)
    changes.edit({"project": [{"key": "P-1", "name": "ERP"}], "axis": [{"key": "axis", "name": "Growth"}]}, by="Ana", why=Text("Written"))
    found = a_finding("P-1")
    examine.run(
        on=today, cards=[Domain("portfolio", Text("Projects"), (), lambda _s: Examination((found,)), rules={found.rule: Text("x")})]
    )


def lacking(answer) -> list[str]:
    """Return what an answer lacks."""
    said = dict(part.strip().partition(" ")[::2] for part in answer.headers.get("Content-Security-Policy", "").split(";"))
    faults = [f"policy without {name} {value}" for name, value in POLICY.items() if said.get(name) != value]
    if "unsafe" in said.get("script-src", "") or "unsafe" in said.get("style-src", "unsafe"):
        faults.append("policy that lets anything run")
    if answer.headers.get("X-Content-Type-Options") != "nosniff":
        faults.append("may be sniffed")
    if answer.headers.get("Referrer-Policy") not in REFERRERS:
        faults.append(f"referrer {answer.headers.get('Referrer-Policy')}")
    for cookie in answer.cookies.values():
        if cookie["samesite"] not in ("Lax", "Strict"):
            faults.append(f"cookie {cookie.key} goes anywhere")
        if not cookie["httponly"] and cookie.key not in ("pupitre_language", "pupitre_theme"):
            faults.append(f"cookie {cookie.key} is read by scripts")
    return faults


def unkept(answer, address: str) -> list[str]:
    """Return what would leave the figures of an answer on a machine that several people use."""
    faults = []
    said = answer.headers.get("Cache-Control", "")
    if not ("private" in said or "no-store" in said):
        faults.append(f"may be kept by anybody ({said or 'nothing said'})")
    kind = answer.headers.get("Content-Type", "")
    if any(word in kind for word in TO_KEEP) and not answer.headers.get("Content-Disposition", "").startswith("attachment"):
        faults.append("a file that opens in the page")
    return faults


def addresses(today) -> list[str]:
    """Return one address of each route that answers to a GET, known and unknown things alike."""
    found = kept(on=today)[0].fingerprint
    said = []
    for route in routes():
        if route.name in ("sign_out", "health"):
            continue
        values = {
            part: FIXED.get((route.name, part), FIXED.get(part)) or (found if part == "fingerprint" else "none") for part in route.parts
        }
        said.append(reverse(route.name, kwargs=values))
    lists = ("portfolio:home", "performance:home", "strategy:home", "decide:home", "decide:actions", "desk:findings", "data:home")
    return [*said, *(f"{reverse(name)}?format=xlsx" for name in lists), "/en/nowhere/", "/nowhere", "/static/nowhere.js"]


def test_every_answer_carries_its_headers(admin, company, today, home):
    faults, count = [], 0
    for client in (admin, Client()):
        for address in addresses(today):
            for method in ("get", "post", "options"):
                answer = getattr(client, method)(address)
                count += 1
                wrong = lacking(answer) + (unkept(answer, address) if not address.startswith("/static/") else [])
                faults += [f"{method} {address} ({answer.status_code}): {one}" for one in wrong]
    link = admin.get(f"/sign-in/{new_token(home, name='Claire')}/")
    faults += [f"sign-in: {one}" for one in lacking(link)]
    assert faults == [], f"{len(faults)} faults in {count} answers:\n" + "\n".join(faults[:60])
    assert count > 600


def test_static_files_carry_them_too(home, client):
    from django.contrib.staticfiles import finders

    assert finders.find("pupitre/tokens.css")
    answer = client.get("/static/pupitre/tokens.css")
    assert b"".join(answer)
    answer.close()
    assert lacking(answer) == []


def test_a_refused_form_and_a_foreign_host_carry_them_too(account):
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.force_login(account)
    assert lacking(client.post("/en/links/answer/")) == []
    foreign = client.get("/en/", headers={"Host": "elsewhere.example"})
    assert foreign.status_code == 400
    assert lacking(foreign) == []


def test_a_broken_page_says_nothing_of_the_inside(admin, monkeypatch):
    from pupitre.desk.web.data import views

    def fail(*_asked: object, **_more: object) -> None:
        raise RuntimeError(settings.SECRET_KEY)

    monkeypatch.setattr(views.data_overview, "sources", fail)
    admin.raise_request_exception = False
    answer = admin.get("/en/data/")
    assert answer.status_code == 500
    assert settings.SECRET_KEY not in answer.content.decode()
    assert "Traceback" not in answer.content.decode()
    assert lacking(answer) == []
