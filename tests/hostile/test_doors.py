"""The doors of the server: methods, forms without their token, hosts, sizes, names and contents of files sent."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.rights.test_every_route import FIXED, Route, routes

from pupitre.desk import background
from pupitre.desk.web.data import drops

UNDECLARED = ("PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "PROPFIND", "FOO")
BY_LINK = ("answers:answer", "answers:again")
"""Opened from a letter, without a session that another site could use: the secret is the address."""
NAMES = (
    "../../../etc/passwd",
    "..\\..\\windows\\win.ini",
    "/etc/passwd",
    "C:\\x.csv",
    "\\\\server\\share\\x.csv",
    "a\x00b.csv",
    "\x00",
    "x" * 300 + ".csv",
    "é" * 300 + ".csv",
    "CON",
    "con.csv",
    "NUL.xlsx",
    "LPT1",
    ".",
    "..",
    "...",
    ".htaccess",
    " .csv ",
    "-rf.csv",
    "$(reboot).csv",
    "`reboot`.csv",
    "a|b;c&d.csv",
    "<img src=x onerror=pwn(1)>.csv",
    "=cmd|' /C calc'!A0.csv",
    "%2e%2e%2fx.csv",
    "\u202ecsv.exe",
    "plan.csv\r\nX: y",
    "\ufeff.csv",
    "💥.csv",
    "work.lock",
    "plan.pickle",
    "answers.json",
    "../plan.pickle",
    "",
)
LINES = b"Code;Nom du projet;Budget\nP-01;Portail;120000\n"


@pytest.fixture(autouse=True)
def still(monkeypatch):
    monkeypatch.setattr(background, "apart", lambda work: work())
    monkeypatch.setattr(background, "examine_soon", lambda: None)


def address(route: Route) -> str:
    return reverse(route.name, kwargs={part: FIXED.get((route.name, part), FIXED.get(part)) or "none" for part in route.parts})


def pages() -> list[Route]:
    return [one for one in routes() if one.name.partition(":")[0] != "api" and one.name != "sign_out"]


def test_every_page_refuses_a_method_that_it_does_not_declare(admin):
    faults = []
    for route in pages():
        for method in UNDECLARED:
            status = admin.generic(method, address(route)).status_code
            faults += [f"{method} {route.name}: {status}"] if status != 405 else []
    assert faults == []


def test_every_form_without_its_token_is_refused(account):
    client = Client(enforce_csrf_checks=True)
    client.force_login(account)
    taken = []
    for route in pages():
        status = client.post(address(route), {"csrfmiddlewaretoken": "x" * 64}).status_code
        taken += [f"{route.name}: {status}"] if status != 403 and route.name not in BY_LINK else []
    assert taken == []


@pytest.mark.parametrize(
    "host", ["elsewhere.example", "127.0.0.1.elsewhere.example", "testserver@elsewhere.example", "testserver:x", "[::", "a\tb"]
)
def test_another_host_is_refused(home, client, host: str):
    assert client.get("/en/account/sign-in/", headers={"Host": host}).status_code == 400


def test_what_a_proxy_would_say_is_not_believed_without_one(home, client):
    said = {
        "X-Forwarded-Host": "elsewhere.example",
        "X-Forwarded-Proto": "https",
        "X-Original-URL": "/en/account/people/",
        "X-HTTP-Method-Override": "DELETE",
    }
    answer = client.get("/en/account/forgotten/", headers=said)
    assert answer.status_code == 200
    assert "elsewhere.example" not in answer.content.decode()


@pytest.mark.parametrize(
    ("headers", "query"),
    [
        ({"Cookie": "a=" + "x" * 60_000}, ""),
        ({"Cookie": "; ".join(f"c{n}=x" for n in range(3_000))}, ""),
        ({"Cookie": f"{settings.SESSION_COOKIE_NAME}=' OR 1=1 --; pupitre_theme=<script>; pupitre_language=../../xx"}, ""),
        ({"Accept-Language": "fr," * 9_000}, ""),
        ({"Accept-Language": "\x00;q=nan,fr;q=1e999"}, ""),
        ({"User-Agent": "x" * 60_000}, ""),
        ({"HX-Current-URL": "http://[", "Referer": "//[", "HX-Request": "true"}, ""),
        ({}, "&".join(f"p{n}=x" for n in range(5_000))),
        ({}, "q=" + "x" * 100_000),
        ({}, "q=%ff%fe&%00=%00&=&&&q[]=1&q=2&q=3"),
    ],
)
def test_headers_and_addresses_out_of_measure_never_break_a_page(account, headers: dict[str, str], query: str):
    client = Client(raise_request_exception=False)
    if "Cookie" not in headers:
        client.force_login(account)
    for at in ("/en/", "/", "/en/search/", "/en/account/sign-in/"):
        assert client.get(f"{at}?{query}", headers=headers).status_code < 500


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"\xff" * 1_000, "application/x-www-form-urlencoded"),
        (b"a=" + b"x" * 6_000_000, "application/x-www-form-urlencoded"),
        (b"&".join(b"p%d=x" % n for n in range(3_000)), "application/x-www-form-urlencoded"),
        (b"a=1", "application/x-www-form-urlencoded; charset=no-such-thing"),
        (b"+AHs-", "application/x-www-form-urlencoded; charset=utf-7"),
        (b"", "multipart/form-data"),
        (b"x", "multipart/form-data; boundary="),
        (b"x", "multipart/form-data; boundary=" + "b" * 5_000),
        (b"--b\r\nContent-Disposition: form-data\r\n\r\n", "multipart/form-data; boundary=b"),
        (
            b'--b\r\nContent-Disposition: form-data; name="files"; filename="x"\r\nContent-Transfer-Encoding: base64\r\n\r\n@@@@',
            "multipart/form-data; boundary=b",
        ),
        (b"{" * 9_000, "application/json"),
        (b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><x>&a;</x>", "text/xml"),
    ],
)
def test_bodies_out_of_measure_never_break_a_form(account, body: bytes, kind: str):
    client = Client(raise_request_exception=False)
    client.force_login(account)
    for at in ("/en/data/import/", "/en/decide/new/", "/en/account/sign-in/", "/theme/"):
        answer = client.generic("POST", at, body, content_type=kind)
        assert answer.status_code < 500, (at, kind)
        assert "root:" not in answer.content.decode(errors="replace")


def test_no_name_of_a_file_leaves_its_folder(admin, home):
    before = set(home.rglob("*"))
    for name in NAMES:
        drop = drops.start([SimpleUploadedFile("x.csv", LINES)])
        sent = SimpleUploadedFile("x.csv", LINES)
        sent._name = name  # as a client could send it, whatever Django makes of it
        drop = drops.start([sent])
        assert [path.parent for path in drop.files] == [drop.folder / "files"]
        assert len(drop.files[0].name.encode()) <= 255
    outside = {path for path in home.rglob("*") if path.is_file() and path not in before and path.parent.name != "files"}
    assert outside == set()


def multipart(names: list[str], body: bytes = LINES) -> tuple[bytes, str]:
    """Return a form with files whose names are sent as they are."""
    parts = [
        b'--b\r\nContent-Disposition: form-data; name="files"; filename="%s"\r\nContent-Type: text/csv\r\n\r\n%s\r\n'
        % (name.encode(), body)
        for name in names
    ]
    return b"".join(parts) + b"--b--\r\n", "multipart/form-data; boundary=b"


def test_names_sent_raw_are_kept_inside_too(account, home):
    client = Client(raise_request_exception=False)
    client.force_login(account)
    for name in NAMES:
        body, kind = multipart([name.replace('"', "%22")])
        assert client.generic("POST", "/en/data/import/", body, content_type=kind).status_code in (302, 400, 422), name
    kept = [path for path in home.rglob("*") if path.is_file()]
    assert {path.parent.parent.parent for path in kept if path.parent.name == "files"} == {home / "incoming"}
    assert client.get("/en/data/import/").status_code == 200


def test_two_thousand_files_at_once_are_refused_or_taken_and_never_break(account, home):
    client = Client(raise_request_exception=False)
    client.force_login(account)
    body, kind = multipart([f"{n}.csv" for n in range(2_000)], b"a;b\n1;2\n")
    assert client.generic("POST", "/en/data/import/", body, content_type=kind).status_code in (302, 400, 413, 422)


def book(entries: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        for name, body in entries.items():
            made.writestr(name, body)
    return stream.getvalue()


LIES = {
    "page.xlsx": b"<html><script>pwn(1)</script></html>",
    "program.csv": b"\x7fELF" + b"\x00" * 400,
    "picture.csv": b"\x89PNG\r\n\x1a\n" + b"\x00" * 100,
    "slip.xlsx": book(
        {"../../../tmp/slipped": b"x", "/tmp/slipped": b"x", "xl/workbook.xml": b"<workbook/>", "[Content_Types].xml": b"<Types/>"}
    ),
    "entity.xlsx": book(
        {
            "xl/workbook.xml": b"<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><workbook>&a;</workbook>",
            "[Content_Types].xml": b"<Types/>",
        }
    ),
    "archive.zip": book({"../x.csv": LINES}),
    "empty.xlsx": b"",
    "pickle.csv": b"cposix\nsystem\n(S'touch slipped'\ntR.",
    "utf16.csv": "Code;Nom\nP;é\n".encode("utf-16"),
}


def test_contents_that_lie_are_refused_in_words(account, home, tmp_path):
    client = Client(raise_request_exception=False)
    client.force_login(account)
    for name, body in LIES.items():
        answer = client.post("/en/data/import/", {"files": [SimpleUploadedFile(name, body, content_type="text/csv")]})
        at = answer["Location"]
        for _ in range(6):
            answer = client.get(at)
            assert answer.status_code < 500, name
            if answer.status_code != 302:
                break
            at = answer["Location"]
        assert answer.status_code == 200, name
        assert "root:" not in answer.content.decode()
    assert not list(tmp_path.rglob("slipped"))
