"""A real browser on a real server; without a browser these tests fail, they are not skipped."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

# Playwright runs its own loop in this thread, which Django would take for a reason to refuse the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture
def home(transactional_db, settings, tmp_path: Path) -> Path:
    """A home of its own for each test."""
    settings.HOME = tmp_path
    for folder in ("bulk", "derived"):
        (tmp_path / folder).mkdir()
    return tmp_path


@pytest.fixture
def desk(browser: Browser, live_server, home: Path) -> Iterator[Page]:
    """Return a page of someone who used a sign-in link; at the end nothing may have been said in the browser's console."""
    from pupitre.web.sign_in import new_token

    context = browser.new_context(base_url=live_server.url, locale="fr-FR", viewport={"width": 1440, "height": 1000})
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(f"/sign-in/{new_token(home, name='Claire Vasseur')}/")
    yield page
    context.close()
    assert said == []


@pytest.fixture
def company(home: Path) -> None:
    """A company with projects, people and nine findings, examined on this day."""
    from tests.browser.company import build

    build()
