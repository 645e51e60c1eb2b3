"""A real browser walks through a hostile company: it runs nothing, with the rules of content and without them, and breaks no rule."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone, translation
from tests.hostile.company import build, keep_views
from tests.hostile.test_scripts import FINDING, IS_LONG, about

from pupitre.desk import background
from pupitre.desk.findings import kept
from pupitre.desk.menu import screens
from pupitre.records.models import Account
from pupitre.web.sign_in import new_token

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # as the other tests with a browser
INLINE = "[...document.querySelectorAll('*')].flatMap(e => e.getAttributeNames()).filter(n => /^(on|hx-on)/.test(n))"
HOOK = """
window.ran = [];
for (const name of ['pwn', 'alert', 'confirm', 'prompt']) window[name] = (...said) => { window.ran.push([name, ...said].join(' ')) };
window.refused = [];
document.addEventListener('securitypolicyviolation', e => window.refused.push(`${e.violatedDirective} ${e.blockedURI} ${e.sample}`));
"""
LISTS = (
    "desk:findings",
    "portfolio:money",
    "decide:actions",
    "search:views",
    "objects:menu",
    "account:home",
    "account:people",
    "account:settings",
)


@pytest.fixture
def home(transactional_db, settings, tmp_path: Path) -> Path:
    settings.HOME = tmp_path
    for folder in ("bulk", "derived", "incoming"):
        (tmp_path / folder).mkdir()
    return tmp_path


def addresses(lang: str) -> list[str]:
    """Return the screens, the lists, and the pages about one payload; about each of them in the long run."""
    with translation.override(lang):
        found = [reverse(screen.url_name) for screen in screens()] + [reverse(name) for name in LISTS]
        items = kept(on=timezone.localdate())[20:]
        found += [reverse(f"desk:{name}", args=[items[0].fingerprint]) for name in FINDING]
        found += [reverse("search:home") + "?q=pwn", reverse("objects:new", args=["project"])]
        for at in range(len(items[:60])) if IS_LONG else (16,):
            found += about(at)
    return found


@pytest.mark.parametrize(("lang", "is_bare"), [("fr", False), ("en", True)])
def test_nothing_runs_and_no_rule_is_broken(browser, live_server, home, monkeypatch, lang: str, is_bare: bool):
    monkeypatch.setattr(background, "examine_soon", lambda: None)
    build(timezone.localdate())
    context = browser.new_context(base_url=live_server.url, locale=lang, bypass_csp=is_bare)
    context.add_init_script(HOOK)
    page = context.new_page()
    said: list[str] = []
    page.on("dialog", lambda dialog: said.append(f"dialog {dialog.message}") or dialog.dismiss())
    page.on("pageerror", lambda error: said.append(f"{page.url}: {error}"))
    page.on("request", lambda request: said.append(f"asks {request.url}") if "elsewhere" in request.url.partition("?")[0][:40] else None)
    page.on("console", lambda message: said.append(f"{page.url}: {message.text}") if "Content Security Policy" in message.text else None)
    page.goto(f"/sign-in/{new_token(home, name='Ana')}/")
    keep_views(Account.objects.get().pk)
    listed = addresses(lang)
    for address in listed:
        page.goto(address, wait_until="load")
        page.keyboard.press("Control+k")
        page.keyboard.type("pwn", delay=0)
        said += [f"{address} ran {one}" for one in page.evaluate("window.ran")]
        said += [f"{address} broke {one}" for one in page.evaluate("window.refused")]
        assert page.evaluate(INLINE) == []
    context.close()
    assert said == []
    assert len(listed) > 30
