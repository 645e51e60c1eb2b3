"""A strategy with its readings, and the pages of a home as plain text."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

from pupitre.domains.strategy.tests.company import ON, link, objective, project
from pupitre.tables.memory import MemorySnapshot


def table(name, rows):
    return MemorySnapshot(ON, {name: rows}).table(name)


def page(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return plain(answer.content.decode())


def plain(text):
    return re.sub(r"\s+", " ", unescape(text).replace("\u202f", " ").replace("\xa0", " "))


def words_of(text):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


def month(kpi, number, value, **more):
    ends = date(2026, number + 1, 1)
    return {"kpi": kpi, "starts_on": date(2026, number, 1), "ends_on": ends, "value": value, "basis": "actual", **more}


YEAR = {"starts_on": date(2026, 1, 1), "due_on": date(2026, 12, 31)}


def strategy(**more):
    """Two axes; O1 (department A) is half way at half of its time, its child O2 (B) far behind; five projects linked, one orphan."""
    rows = {
        "unit": [{"key": "A", "name": "Works"}, {"key": "B", "name": "Sales"}],
        "person": [{"key": "p1", "name": "Ana Ruiz", "unit": "A"}],
        "axis": [{"key": "G", "name": "Growth", "weight": 0.6}, {"key": "S", "name": "Sustainability", "weight": 0.4}],
        "objective": [
            objective("O1", "G", unit="A", owner="p1", is_must=True, **YEAR),
            objective("O2", "G", unit="B", **YEAR),
            objective("O3", "S", unit="B", **YEAR),
            {"key": "O0", "name": "Old one", "axis": "G", "status": "missed", "unit": "A"},
        ],
        "cascade": [{"child": "O2", "parent": "O1", "weight": 1.0}],
        "kpi": [{"key": "K1", "name": "Scrap", "measured_in": "%", "unit": "A"}, {"key": "K2", "name": "Orders", "unit": "B"}],
        "key_result": [
            {"key": "R1", "objective": "O1", "name": "Less scrap", "kpi": "K1", "baseline": 0.04, "target": 0.02, **YEAR},
            {"key": "R2", "objective": "O2", "name": "More orders", "kpi": "K2", "baseline": 100.0, "target": 200.0, **YEAR},
        ],
        "measure": [month("K1", n, 0.04 - 0.0017 * n) for n in range(1, 7)] + [month("K2", n, 100.0 + n) for n in range(1, 7)],
        "project": [project(f"P{n}", unit="A" if n < 4 else "B", currency="EUR") for n in range(1, 6)]
        + [project("P6", 240, currency="EUR")],
        "contribution": [link("P1", "O1"), link("P2", "O1"), link("P3", "O2"), link("P4", "O3"), link("P5", "O3")],
    }
    return rows | more
