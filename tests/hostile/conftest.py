"""A home of its own, and the client of someone who may do everything there."""

from __future__ import annotations

import pytest
from django.utils import timezone

from pupitre.records.models import Account


@pytest.fixture
def home(db, settings, tmp_path):
    """A home of its own for each test."""
    settings.HOME = tmp_path
    for folder in ("bulk", "derived", "incoming"):
        (tmp_path / folder).mkdir()
    return tmp_path


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def account(home):
    """An administrator, who may do everything."""
    return Account.objects.create_user("ana@example.org", None, name="Ana", role="administrator")


@pytest.fixture
def admin(client, account):
    client.force_login(account)
    return client
