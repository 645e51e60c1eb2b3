"""A small company whose files say where each row stands, examined by the domains that are installed."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pyarrow as pa
import pytest
from django.utils import timezone

TODAY = date(2026, 3, 2)
START = date(2025, 9, 1)


@pytest.fixture
def home(db, settings, tmp_path):
    """A home of its own for each test."""
    settings.HOME = tmp_path
    settings.MEDIA_ROOT = tmp_path / "incoming"
    for folder in ("bulk", "derived", "incoming"):
        (tmp_path / folder).mkdir()
    return tmp_path


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    real = timezone.localdate
    monkeypatch.setattr(timezone, "localdate", lambda value=None, zone=None: TODAY if value is None else real(value, zone))


@pytest.fixture
def signed_in(client, home):
    """Return the client of someone who used a sign-in link."""
    from pupitre.web.sign_in import new_token

    client.get(f"/sign-in/{new_token(home, name='Claire Vasseur')}/")
    return client


def load(name: str, kinds: list[str], **tables: list[dict[str, object]]) -> None:
    """Commit rows as one file would, each with its line."""
    from pupitre.desk import changes
    from pupitre.kernel import Text
    from pupitre.tables import TABLES

    batch = {}
    for table, rows in tables.items():
        schema = [f for f in TABLES[table].schema if any(f.name in row for row in rows)]
        columns = {f.name: pa.array([row.get(f.name) for row in rows], f.type) for f in schema}
        batch[table] = pa.table(columns | {"source_row": pa.array(range(2, 2 + len(rows))), "source_sheet": ["Feuil"] * len(rows)})
    source = changes.SourceRef(name=name, digest="0" * 64, size=100, format="xlsx", kinds=tuple(kinds))
    changes.commit(batch, by="Claire Vasseur", why=Text("Import"), source=source)


@pytest.fixture
def company(home):
    """Two projects, their reports, a KPI that stopped coming, an objective with its key result, and what the domains say of them."""
    from pupitre.desk import examine
    from pupitre.desk.settings import remember

    remember(name="Groupe Landreval", currency="EUR")
    load("unites.xlsx", ["units"], unit=[{"key": "IT", "name": "Informatique"}, {"key": "RD", "name": "Recherche"}])
    load(
        "projets.xlsx",
        ["projects"],
        project=[
            {
                "key": f"P-{n}",
                "name": f"Projet {n}",
                "unit": unit,
                "starts_on": date(2025, 9, 1),
                "due_on": due,
                "budget": Decimal(100_000 * n),
            }
            for n, unit, due in ((1, "IT", date(2026, 6, 30)), (2, "RD", date(2026, 3, 31)))
        ],
        project_report=[
            {
                "project": f"P-{n}",
                "at": date(2025, 10 + month, 1) if month < 3 else date(2026, month - 2, 1),
                "status": "green",
                "progress": 0.1 * (month + 1),
                "finish_on": date(2026, 6, 30),
                "spent": Decimal(10_000 * (month + 1)),
            }
            for n in (1, 2)
            for month in range(5)
        ],
    )
    weeks = [date(2025, 3, 3) + timedelta(days=7 * n) for n in range(30)]
    load(
        "indicateurs.xlsx",
        ["kpis"],
        kpi=[{"key": "K-1", "name": "Livraisons à l’heure", "measured_in": "%", "direction": "up", "frequency": "week", "unit": "IT"}],
        measure=[
            {"kpi": "K-1", "unit": "", "starts_on": at, "ends_on": at + timedelta(days=7), "value": 0.9 - 0.01 * (n % 5)}
            for n, at in enumerate(weeks)
        ],
        target=[{"kpi": "K-1", "unit": "", "starts_on": weeks[0], "ends_on": date(2026, 12, 31), "value": 0.95}],
    )
    aims()
    examine.run(on=TODAY)


def aims() -> None:
    """Load two objectives, one of them with its key result and its project."""
    load(
        "strategie.xlsx",
        ["objectives"],
        axis=[{"key": "A", "name": "Service", "weight": 1.0}],
        objective=[
            {"key": "O-1", "name": "Livrer à l’heure", "axis": "A", "due_on": date(2026, 12, 31), "status": "open"},
            {"key": "O-2", "name": "Recruter", "axis": "A", "due_on": date(2026, 12, 31), "status": "open"},
        ],
        key_result=[
            {
                "key": "KR-1",
                "objective": "O-1",
                "kpi": "K-1",
                "baseline": 0.8,
                "target": 0.95,
                "starts_on": date(2025, 1, 1),
                "due_on": date(2026, 12, 31),
            }
        ],
        contribution=[{"project": "P-1", "objective": "O-1", "basis": "declared"}],
    )
