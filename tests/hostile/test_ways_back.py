"""Where a request asks to be led afterwards: to a page of this home, or nowhere else."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

import pytest
from django.test import RequestFactory

from pupitre.desk.web.ours import ours

ELSEWHERE = (
    "https://elsewhere.example/",
    "http://elsewhere.example",
    "//elsewhere.example/",
    "///elsewhere.example/",
    "////elsewhere.example/",
    "/\\elsewhere.example/",
    "\\\\elsewhere.example/",
    "\\/elsewhere.example",
    "/\t/elsewhere.example/",
    "/\n/elsewhere.example/",
    "\t//elsewhere.example/",
    " //elsewhere.example/",
    "\x00//elsewhere.example/",
    "https:elsewhere.example",
    "https:/elsewhere.example",
    "https:///elsewhere.example",
    "http:\\\\elsewhere.example",
    "https://testserver@elsewhere.example/",
    "https://testserver:x@elsewhere.example/",
    "https://testserver.elsewhere.example/",
    "https://elsewhere.example\\@testserver/",
    "https://elsewhere.example#@testserver/",
    "https://elsewhere.example?testserver",
    "http://testserver:8000/",
    "http://[::1",
    "http://[",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)//testserver/",
    "java\tscript:alert(1)",
    "\x01javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "file:///etc/passwd",
    "ftp://testserver/",
    "elsewhere.example",
    "=1+1",
    "x",
    "/en/\r\nSet-Cookie: pwned=1",
    "/en/\x85x",
    "",
)
OWN = ("/en/", "/fr/portfolio/?unit=IT&q=a%20b", "http://testserver/en/", "/en/portfolio/project/P%252F1/#money", "/fr/données/")


@pytest.mark.parametrize("address", ELSEWHERE)
def test_nobody_is_led_elsewhere(rf: RequestFactory, address: str):
    assert ours(rf.get("/"), address) == ""


@pytest.mark.parametrize("address", OWN)
def test_the_page_one_came_from_is_kept(rf: RequestFactory, address: str):
    assert ours(rf.get("/"), address) == address


def test_every_way_back_stays_in_this_home(admin):
    ways = (("/theme/", "back"), ("/en/account/sign-in/", "next"), ("/en/links/answer/", "back"), ("/en/objects/new/project/", "back"))
    fields = {"theme": "dark", "kind": "project_objective", "name": "ERP"}
    for at, name in ways:
        for address in (*ELSEWHERE, *OWN):
            answer = admin.post(at, {**fields, name: address})
            gone = urlsplit(urljoin("http://testserver/", answer.get("Location", "")))
            assert (answer.status_code < 500, gone.netloc, gone.scheme) == (True, "testserver", "http"), (at, address)
