"""An answer from a telephone: at most three touches, with and without script, each target big enough for a thumb."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.browser.conftest import home  # noqa: F401 - a fixture

from pupitre.desk import actions, changes
from pupitre.desk.mail import links
from pupitre.kernel import Text
from pupitre.records.models import MODELS

PHONE = {"width": 390, "height": 844}
TOUCHES = 3


@pytest.fixture(autouse=True)
def at():
    """The real clock: a browser has no other."""


@pytest.fixture
def link(home):  # noqa: F811 - the fixture above
    """The path of a link to answer about an action."""
    changes.edit({"person": [{"key": "BOB", "name": "Bob Hill"}]}, by="Ana", why=Text("Because"))
    due_on = timezone.localdate() + timedelta(days=9)
    _, key = actions.make(by="Ana", title="Repeindre le hall", owner="BOB", due_on=due_on)
    return links.addressed(links.make("action", key, person="BOB"), "")


class Thumb:
    """Counts what a person does: each touch and each field written is one."""

    def __init__(self, page):
        self.page, self.count = page, 0

    def touch(self, what):
        self.page.get_by_text(what, exact=True).click()
        self.count += 1

    def write(self, label, text):
        self.page.get_by_label(label).fill(text)
        self.count += 1


@pytest.mark.parametrize("has_script", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize(
    ("choice", "written", "state"),
    [
        ("C’est fait", ("En une phrase (facultatif)", "Deux couches"), "done"),
        ("J’aurai du retard", None, "late"),
        ("C’est bloqué", ("Qu’attend-elle ?", "Le budget"), "blocked"),
    ],
)
def test_three_touches_are_enough(browser, live_server, link, has_script, choice, written, state):
    context = browser.new_context(base_url=live_server.url, viewport=PHONE, has_touch=True, java_script_enabled=has_script, locale="fr-FR")
    page, said = context.new_page(), []
    page.on("console", lambda message: said.append(message.text))
    page.goto(link)
    thumb = Thumb(page)
    thumb.touch(choice)
    if written:
        thumb.write(*written)
    thumb.touch("Envoyer ma réponse")
    page.get_by_text("Votre réponse est notée").wait_for()
    context.close()
    assert thumb.count <= TOUCHES
    assert said == []
    assert [row.state for row in MODELS["action_report"].objects.all()] == [state]


@pytest.mark.parametrize("width", [390, 320])
def test_each_target_is_big_enough_and_nothing_overflows(browser, live_server, link, width):
    context = browser.new_context(base_url=live_server.url, viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto(f"{link}?state=late")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    boxes = [one.bounding_box() for one in page.locator(".big-choice, .reply-send, .reply-form input[type=date]").all()]
    assert len(boxes) == 5
    assert all(box["height"] >= 44 and box["width"] >= 200 for box in boxes)
    context.close()
