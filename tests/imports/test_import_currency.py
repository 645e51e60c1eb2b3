"""The currency that a home counts in, when its first files say it."""

import pytest

from pupitre.desk import imports
from pupitre.desk.imports import Answers
from pupitre.desk.settings import currency_of_home, remember

pytestmark = pytest.mark.django_db
IN_POUNDS = "Project ID;Project name;Budget;Finish\nP1;Roof;£1,200.50;31/12/2026\nP2;Boiler;£900.00;30/11/2026\n"
PLAIN = IN_POUNDS.replace("£", "")


@pytest.fixture
def home(settings, tmp_path):
    """A home of its own."""
    settings.HOME = tmp_path
    for folder in ("bulk", "derived"):
        (tmp_path / folder).mkdir()
    return tmp_path


def loaded(folder, text, **answers):
    (folder / "files").mkdir()
    (folder / "files" / "projects.csv").write_text(text)
    plan = imports.plan([folder / "files"], answers=Answers(everywhere=answers))
    imports.commit(plan, by="test", sure_only=True)
    return plan


def test_a_home_that_nobody_told_takes_the_one_sign_of_its_first_files(home):
    plan = loaded(home, IN_POUNDS)
    assert not [question for question in plan.questions if question.code == "currency_differs"]
    assert currency_of_home() == "GBP"


def test_an_answer_says_the_currency_of_files_without_a_sign(home):
    loaded(home, PLAIN, currency="USD")
    assert currency_of_home() == "USD"


def test_a_home_that_was_told_asks_about_another_sign(home):
    remember(currency="EUR")
    plan = loaded(home, IN_POUNDS)
    assert [question.code for question in plan.open] == ["currency_differs"]
    assert currency_of_home() == "EUR"


def test_the_euro_stands_while_nobody_says(home):
    loaded(home, PLAIN)
    assert currency_of_home() == "EUR"
