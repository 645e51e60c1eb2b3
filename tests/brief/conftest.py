"""A small company whose domains were examined for real."""

from datetime import date, timedelta
from decimal import Decimal

import pyarrow as pa
import pytest

ON = date(2026, 11, 23)


@pytest.fixture
def home(db, settings, tmp_path):
    """A home of its own for each test."""
    settings.HOME = tmp_path
    for folder in ("bulk", "derived"):
        (tmp_path / folder).mkdir()
    return tmp_path


@pytest.fixture
def examined(home):
    """Two axes, three projects one of which serves nothing, three decisions nobody has; examined on a day."""
    from pupitre.desk import changes, examine
    from pupitre.desk.changes import SourceRef
    from pupitre.kernel import Text

    def table(rows):
        return pa.Table.from_pylist(rows)

    batch = {
        "axis": table([{"key": "A", "name": "Croître", "weight": 0.4}, {"key": "B", "name": "Décarboner", "weight": 0.6}]),
        "objective": table([{"key": f"O{a}", "name": f"Objectif {a}", "axis": a, "status": "open"} for a in "AB"]),
        "project": table([a_project("P1", "Refonte", 900_000), a_project("P2", "Isolation", 100_000), a_project("P3", "Divers", 50_000)]),
        "contribution": table([{"project": p, "objective": o, "share": 1.0, "basis": "declared"} for p, o in (("P1", "OA"), ("P2", "OB"))]),
        "decision": table([a_decision(i, None if i == 0 else "X") for i in range(3)]),
    }
    source = SourceRef(name="portefeuille.xlsx", digest="0" * 64, size=1, format="xlsx", kinds=("projects",), rows_read=9, rows_refused=1)
    changes.commit(batch, by="test", why=Text("A test"), source=source)
    examine.run(on=ON)
    return ON


def a_project(key, name, budget):
    """One running project."""
    dates = {"starts_on": date(2026, 1, 5), "due_on": date(2027, 3, 31)}
    return {"key": key, "name": name, "budget": Decimal(budget), "currency": "EUR", **dates}


def a_decision(number, owner):
    """One decision, due in as many days as its number."""
    return {"key": f"D{number}", "title": f"Décision {number}", "owner": owner, "status": "decided", "due_on": ON + timedelta(number)}
