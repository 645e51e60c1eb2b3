"""A home with projects that nobody linked, and those who may answer."""

from __future__ import annotations

import pytest
from tests.entry.conftest import examined, home, sign_in

from pupitre.desk import changes
from pupitre.kernel import Text

__all__ = ["examined", "home"]
WHY = Text("Because")


@pytest.fixture
def company(home, examined):
    """Two departments, two objectives, four projects of which one is linked, an action without decision."""
    rows = {
        "unit": [{"key": "SUP", "name": "Supply"}, {"key": "SAV", "name": "Service"}],
        "objective": [
            {"key": "O-1", "name": "Réduire les stocks de pièces", "unit": "SUP", "status": "open"},
            {"key": "O-2", "name": "Répondre aux appels des clients", "unit": "SAV", "status": "open"},
        ],
        "project": [
            {"key": "P-1", "name": "Stocks lents de pièces", "unit": "SUP"},
            {"key": "P-2", "name": "Téléphonie des appels clients", "unit": "SAV"},
            {"key": "P-3", "name": "Toiture"},
            {"key": "P-4", "name": "Portail", "unit": "SAV"},
        ],
        "contribution": [{"project": "P-4", "objective": "O-2", "basis": "declared"}],
        "kpi": [{"key": "K-1", "name": "Couverture des stocks de pièces", "unit": "SUP"}],
    }
    changes.edit(rows, by="import", why=WHY)


@pytest.fixture
def claire(client, home, company):
    """Return the client of an administrator."""
    return sign_in(client, home)


@pytest.fixture
def head(client, home, company):
    """Return the client of the head of Service."""
    return sign_in(client, home, "head", ("SAV",))


@pytest.fixture
def auditor(client, home, company):
    """Return the client of an auditor."""
    return sign_in(client, home, "auditor")
