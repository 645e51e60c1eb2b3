"""The frame of every page: languages, theme, content rules, files, menu."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.template import engines

from pupitre import web
from pupitre.desk.menu import SECTIONS, screens
from pupitre.desk.settings import remember

WEB = Path(web.__file__).parent


@pytest.mark.parametrize(("asked", "opened"), [("fr-FR,fr;q=0.9", "/fr/"), ("en-GB", "/en/"), ("de", "/en/")])
def test_the_plain_address_opens_in_the_language_of_the_browser(client, home, asked, opened):
    assert client.get("/", headers={"Accept-Language": asked})["Location"] == opened


def test_the_plain_address_opens_in_the_language_of_the_company(client, home):
    remember(language="fr")
    assert client.get("/", headers={"Accept-Language": "en"})["Location"] == "/fr/"


def test_the_language_last_read_is_kept(signed_in):
    signed_in.get("/fr/")
    assert signed_in.get("/", headers={"Accept-Language": "en"})["Location"] == "/fr/"


@pytest.mark.parametrize(("address", "other"), [("/fr/findings/?state=closed", "/en/findings/?state=closed"), ("/en/", "/fr/")])
def test_the_other_language_is_a_plain_link_to_the_same_page(signed_in, address, other):
    assert f'href="{other}"' in signed_in.get(address).content.decode()


def test_a_page_says_its_language(signed_in):
    assert '<html lang="fr"' in signed_in.get("/fr/").content.decode()
    assert '<html lang="en"' in signed_in.get("/en/").content.decode()


def test_the_theme_is_kept_without_script_and_comes_back_to_the_same_page(signed_in):
    answer = signed_in.post("/theme/", {"theme": "dark", "back": "/fr/findings/"})
    assert answer["Location"] == "/fr/findings/"
    assert 'data-theme="dark"' in signed_in.get("/fr/").content.decode()


@pytest.mark.parametrize("back", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"])
def test_the_theme_never_leads_elsewhere(signed_in, back):
    assert signed_in.post("/theme/", {"theme": "dark", "back": back})["Location"] == "/"


def test_an_unknown_theme_is_not_kept(signed_in):
    assert "pupitre_theme" not in signed_in.post("/theme/", {"theme": "<script>"}).cookies


def test_only_our_own_files_run_or_style_a_page(signed_in):
    policy = signed_in.get("/fr/")["Content-Security-Policy"]
    assert "script-src 'self';" in policy
    assert "style-src 'self';" in policy
    assert "frame-ancestors 'none'" in policy


def test_no_page_holds_script_or_style_of_its_own():
    for page in [*WEB.rglob("templates/**/*.html"), *WEB.parent.rglob("web/templates/**/*.html")]:
        text = re.sub(r"\{[%#].*?[%#]\}", "", page.read_text("utf-8"), flags=re.DOTALL)
        assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\son[a-z]+=|hx-on", text), page.name


def test_every_page_names_only_files_and_icons_that_exist():
    icons = set(re.findall(r'<symbol id="([^"]+)"', (WEB / "static/vendor/icons.svg").read_text("utf-8")))
    assert icons == set((WEB / "icons.txt").read_text().split())
    for page in WEB.parent.rglob("templates/**/*.html"):
        text = page.read_text("utf-8")
        for name in re.findall(r"\{% static '([^']+)' %\}", text):
            assert finders.find(name), f"{page.name}: {name}"
        for name in re.findall(r'\{% icon "([^"]+)"', text) + re.findall(r'icon_name="([^"]+)"', text):
            assert name in icons, f"{page.name}: {name}"
    assert {section.icon for section in SECTIONS} <= icons


def test_files_of_others_are_those_of_the_lock():
    lock = json.loads((WEB / "vendor.lock.json").read_text())
    folder = WEB / "static" / "vendor"
    assert {file.name for file in folder.iterdir()} == set(lock["files"])
    for name, told in lock["files"].items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == told, name
    assert all(told.startswith("sha512-") for told in lock["packages"].values())


def test_every_template_can_be_read():
    for page in WEB.parent.rglob("templates/**/*.html"):
        folder = next(parent for parent in page.parents if parent.name == "templates")
        engines["django"].get_template(page.relative_to(folder).as_posix())


def test_the_menu_shows_sections_that_have_a_screen_and_no_dead_link(signed_in):
    page = signed_in.get("/fr/").content.decode()
    menu = page[page.index('<nav class="menu"') : page.index("</nav>")]
    links = re.findall(r'href="(/fr/[^"]*)"', menu)
    assert len(links) >= len({screen.section for screen in screens()})
    for link in set(links):
        assert signed_in.get(link).status_code == 200, link
    assert 'aria-current="page"' in menu


def test_a_page_beside_the_screens_stands_under_none_of_them(signed_in):
    assert 'aria-current="page"' not in signed_in.get("/fr/search/").content.decode()


def test_the_pages_of_refusal_and_of_faults_speak_both_languages(client, home):
    from django.template.loader import render_to_string

    fault = render_to_string("500.html")
    assert "Une erreur est survenue" in fault
    assert "Something broke" in fault
    for name in re.findall(r'href="/static/([^"]+)"', fault):
        assert finders.find(name), name


def test_an_address_that_does_not_exist_says_so_and_leads_back(signed_in):
    answer = signed_in.get("/fr/nothing/here/")
    assert answer.status_code == 404
    assert "Il n’y a rien à cette adresse" in answer.content.decode()


def test_the_health_address_answers_without_sign_in(client, db):
    assert client.get("/health/").content == b"ok"


def test_a_form_without_its_token_is_refused(home):
    from django.test import Client

    refused = Client(enforce_csrf_checks=True).post("/theme/", {"theme": "dark"}, headers={"Accept-Language": "fr"})
    assert refused.status_code == 403
    assert "Ce formulaire n’a pas pu être pris en compte" in refused.content.decode()


def test_static_addresses_change_with_their_content(settings, tmp_path):
    from pupitre.web.static_files import SummedStorage

    address = SummedStorage().url("pupitre/app.js")
    content = Path(finders.find("pupitre/app.js")).read_bytes()
    assert address == f"/static/pupitre/app.js?v={hashlib.sha256(content).hexdigest()[:10]}"
    assert SummedStorage().url("nothing.js") == "/static/nothing.js"
