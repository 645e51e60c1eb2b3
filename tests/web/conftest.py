"""A browser without script, signed in or not."""

from __future__ import annotations

import pytest


@pytest.fixture
def home(db, settings, tmp_path):
    """A home of its own for each test."""
    settings.HOME = tmp_path
    for folder in ("bulk", "derived"):
        (tmp_path / folder).mkdir()
    return tmp_path


@pytest.fixture
def signed_in(client, home):
    """Return the client of someone who used a sign-in link."""
    from pupitre.web.sign_in import new_token

    client.get(f"/sign-in/{new_token(home, name='Claire Vasseur')}/")
    return client
