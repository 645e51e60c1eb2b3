"""A home with a small strategy, opened by someone signed in, on a day that does not move."""

from __future__ import annotations

import pytest
from django.utils import timezone

from pupitre.desk.registry import domains
from pupitre.domains.strategy.tests.company import ON
from pupitre.domains.strategy.tests.pages import table
from pupitre.kernel import Text


@pytest.fixture
def home(db, settings, tmp_path, today):
    """A home of its own for each test."""
    settings.HOME = tmp_path
    for folder in ("bulk", "derived"):
        (tmp_path / folder).mkdir()
    return tmp_path


@pytest.fixture
def today(monkeypatch):
    """The day of the tests does not move."""
    real = timezone.localdate
    monkeypatch.setattr(timezone, "localdate", lambda value=None, zone=None: ON if value is None else real(value, zone))


@pytest.fixture
def signed_in(client, home):
    """Return the client of someone who used a sign-in link."""
    from pupitre.web.sign_in import new_token

    client.get(f"/sign-in/{new_token(home, name='Claire Vasseur')}/")
    return client


@pytest.fixture
def scoped(signed_in, monkeypatch):
    """Return the client of a head of one department."""
    from pupitre.desk.rights import Viewer
    from pupitre.web import middleware

    monkeypatch.setattr(middleware, "viewer_of", lambda account: Viewer("Ana", "head", frozenset({"A"}), account=account.pk))
    return signed_in


@pytest.fixture
def examined(home):
    """Return the function that loads rows and examines them, by every domain."""
    from pupitre.desk import changes, examine
    from pupitre.desk.settings import remember

    remember(name="Atelier", currency="EUR")

    def load(cards=None, **rows):
        changes.commit({name: table(name, listed) for name, listed in rows.items()}, by="Claire", why=Text("Because"), source=None)
        examine.run(on=ON, cards=cards or domains())

    return load
