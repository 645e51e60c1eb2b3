"""Texts that a spreadsheet could run: no file given out runs them, and a file that comes back brings the very same texts."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pyarrow as pa
import pytest
from django.urls import reverse
from tests.hostile.company import found_more
from tests.hostile.payloads import FORMULAS, SCRIPTS

from pupitre.desk import background, changes, examine, imports
from pupitre.desk.registry import domains
from pupitre.kernel import Text

TEXTS = (*FORMULAS, *(text for text in SCRIPTS.values() if "\x01" not in text))
LISTS = (
    "portfolio:home",
    "portfolio:money",
    "portfolio:capacity",
    "performance:home",
    "strategy:home",
    "decide:home",
    "decide:actions",
    "desk:findings",
    "data:home",
)


@pytest.fixture
def company(home, today, monkeypatch):
    """A row of each exported kind for each text."""
    monkeypatch.setattr(background, "examine_soon", lambda: None)
    at = range(len(TEXTS))
    rows = {
        "project": {"key": [f"P-{n}" for n in at], "name": TEXTS, "category": TEXTS, "description": TEXTS},
        "kpi": {"key": [f"K-{n}" for n in at], "name": TEXTS, "definition": TEXTS},
        "objective": {"key": [f"O-{n}" for n in at], "name": TEXTS},
        "decision": {"key": [f"D-{n}" for n in at], "title": TEXTS, "choice": TEXTS},
        "action": {"key": [f"A-{n}" for n in at], "title": TEXTS, "comment": TEXTS},
        "person": {"key": [f"H-{n}" for n in at], "name": TEXTS},
    }
    source = changes.SourceRef(name="=1+1.csv", digest="0" * 64, size=1, format="csv")
    changes.commit(
        {name: pa.table({k: list(v) for k, v in of.items()}) for name, of in rows.items()}, by="=1+1", why=Text("x"), source=source
    )
    examine.run(on=today, cards=[found_more(card, today) if card.name == "portfolio" else card for card in domains()])


def books(admin) -> dict[str, bytes]:
    """Return every workbook that a list gives."""
    found = {}
    for lang in ("fr", "en"):
        for name in LISTS:
            answer = admin.get(reverse(name).replace("/en/", f"/{lang}/", 1), {"format": "xlsx", "who": "all", "all": "1"})
            if answer.headers["Content-Type"].startswith("application/vnd.openxmlformats"):
                assert answer.headers["Content-Disposition"].startswith("attachment")
                found[f"{lang} {name}"] = answer.content
    return found


def test_no_cell_of_any_list_is_a_formula(admin, company):
    found = books(admin)
    assert len(found) >= 10, sorted(found)
    cells = [
        (name, cell) for name, body in found.items() for page in openpyxl.load_workbook(io.BytesIO(body)) for row in page for cell in row
    ]
    texts = [(name, cell) for name, cell in cells if isinstance(cell.value, str)]
    assert len(texts) > 2_000
    assert [f"{name} {cell.coordinate}" for name, cell in cells if cell.data_type == "f" or cell.hyperlink] == []
    assert [f"{name} {cell.coordinate} {cell.value!r}" for name, cell in texts if cell.value[:1] in set("=+-@\t\r\n")] == []


def as_read(text: str) -> str:
    """Return a text as any file is read: without spaces or invisible characters around, inner spaces made one."""
    return " ".join(text.strip(" \t\r\n\u00a0\u200b\ufeff").split())


@pytest.mark.parametrize(
    ("name", "table", "field"),
    [
        ("portfolio:home", "project", "name"),
        ("performance:home", "kpi", "name"),
        ("decide:home", "decision", "title"),
        ("decide:actions", "action", "title"),
    ],
)
def test_a_list_that_comes_back_brings_the_same_texts(admin, company, tmp_path: Path, name: str, table: str, field: str):
    answer = admin.get(reverse(name), {"format": "xlsx", "who": "all", "all": "1"})
    path = tmp_path / "list.xlsx"
    path.write_bytes(answer.content)
    plan = imports.plan([path])
    said = [row for part in plan.parts if table in part.tables for row in part.tables[table].select(["key", field]).to_pylist()]
    wanted = {f"{table[0].upper()}-{n}": text for n, text in enumerate(TEXTS)}
    assert {row["key"]: row[field] for row in said if as_read(row[field] or "") != as_read(wanted[row["key"]])} == {}
    assert len(said) == len(TEXTS)
