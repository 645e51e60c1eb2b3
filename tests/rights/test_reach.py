"""What is in reach of a head or a member: their departments, what hangs on them, the company's; and what is not."""

from __future__ import annotations

from datetime import date

import pyarrow as pa
import pytest
from tests.desk_web.saying import a_finding

from pupitre.desk import changes
from pupitre.desk.rights import EVERYTHING, SYSTEM, Viewer, reach
from pupitre.kernel import Evidence, Subject, Text

pytestmark = pytest.mark.usefixtures("home")
ROWS = {
    "unit": [
        {"key": "IT", "name": "IT"},
        {"key": "IT-NET", "name": "Networks", "parent": "IT"},
        {"key": "IT-NET-1", "name": "Site", "parent": "IT-NET"},
        {"key": "HR", "name": "HR"},
    ],
    "person": [{"key": "ann", "name": "Ann", "unit": "IT"}, {"key": "bob", "name": "Bob", "unit": "HR"}],
    "objective": [{"key": "O-IT", "name": "a", "unit": "IT"}, {"key": "O-HR", "name": "b", "unit": "HR"}, {"key": "O-ALL", "name": "c"}],
    "key_result": [{"key": "K-IT", "objective": "O-IT"}, {"key": "K-HR", "objective": "O-HR"}, {"key": "K-ALL", "objective": "O-ALL"}],
    "project": [
        {"key": "P-NET", "name": "a", "unit": "IT-NET-1"},
        {"key": "P-HR", "name": "b", "unit": "HR"},
        {"key": "P-ANN", "name": "c", "owner": "ann"},
        {"key": "P-LENT", "name": "d", "unit": "HR", "owner": "ann"},
        {"key": "P-NONE", "name": "e"},
    ],
    "decision": [{"key": "D-IT", "title": "a", "unit": "IT"}, {"key": "D-HR", "title": "b", "owner": "bob"}],
    "action": [{"key": "A-IT", "title": "a", "decision": "D-IT"}, {"key": "A-HR", "title": "b", "decision": "D-HR"}],
    "task": [{"key": "T-1", "project": "P-NET", "name": "x"}, {"key": "T-2", "project": "P-HR", "name": "y"}],
}
HEAD = Viewer("Ann", "head", frozenset({"IT"}), "ann")


@pytest.fixture(autouse=True)
def _rows(home):
    changes.edit(ROWS, by="Ana", why=Text("Written"))


@pytest.mark.parametrize("role", ["administrator", "direction", "auditor", "hr", "pay"])
def test_other_roles_see_everything(role):
    assert reach(Viewer("x", role)) is EVERYTHING
    assert reach(SYSTEM) is EVERYTHING


@pytest.mark.parametrize(
    ("kind", "key", "sees", "holds"),
    [
        ("unit", "IT-NET-1", True, True),  # everything under one's department
        ("unit", "HR", False, False),
        ("person", "ann", True, True),
        ("person", "bob", False, False),
        ("project", "P-NET", True, True),  # two levels down
        ("project", "P-ANN", True, True),  # by its owner's department
        ("project", "P-LENT", True, True),  # one's own, in another department
        ("project", "P-HR", False, False),
        ("project", "P-NONE", False, False),  # nobody's: for those who see everything
        ("objective", "O-ALL", True, False),  # the company's: seen, not written
        ("objective", "O-HR", False, False),
        ("key_result", "K-IT", True, True),
        ("key_result", "K-ALL", True, False),
        ("key_result", "K-HR", False, False),
        ("decision", "D-IT", True, True),
        ("decision", "D-HR", False, False),  # by its owner's department
        ("action", "A-IT", True, True),  # by its decision
        ("action", "A-HR", False, False),
        ("project", "unknown", False, False),
        ("axis", "any", True, False),  # a kind that everybody sees
    ],
)
def test_a_thing_is_in_reach_by_its_department_its_owner_or_what_it_hangs_on(kind, key, sees, holds):
    mine = reach(HEAD)
    assert (mine.sees(kind, key), mine.holds(kind, key)) == (sees, holds)


def test_a_task_follows_its_project():
    tasks = pa.table({"key": ["T-1", "T-2"], "project": ["P-NET", "P-HR"]})
    assert reach(HEAD).table("task", tasks)["key"].to_pylist() == ["T-1"]


def test_a_computed_table_keeps_the_rows_of_what_is_seen():
    finish = pa.table({"project": ["P-NET", "P-HR", None], "p80_on": [date(2026, 1, 1)] * 3})
    assert reach(HEAD).table("portfolio.project_finish", finish)["project"].to_pylist() == ["P-NET", None]


def test_a_table_of_kinds_and_keys_keeps_what_is_seen():
    effects = pa.table({"kind": ["project", "project", "axis"], "key": ["P-NET", "P-HR", "X"]})
    assert reach(HEAD).table("strategy.anything", effects)["key"].to_pylist() == ["P-NET", "X"]


def test_a_finding_is_hidden_when_its_subject_or_a_row_of_its_proof_is_foreign():
    mine = reach(HEAD)
    proof = (Evidence("project", (("P-NET",), ("P-HR",)), ("key",), (("P-NET",), ("P-HR",))),)
    shown = (Evidence("portfolio.pairs", (("1",),), ("project",), (("P-HR",),)),)
    assert mine.finding(a_finding("P-NET"))
    assert not mine.finding(a_finding("P-HR"))
    assert not mine.finding(a_finding("P-NET", evidence=proof))
    assert not mine.finding(a_finding("P-NET", evidence=shown))
    assert not mine.finding(a_finding("P-NET", subjects=(Subject("project", "P-NET"), Subject("project", "P-HR"))))


def test_reach_follows_a_change_at_once():
    assert not reach(HEAD).sees("project", "P-HR")
    changes.edit({"project": [{"key": "P-HR", "unit": "IT"}]}, by="Ana", why=Text("Moved"))
    assert reach(HEAD).sees("project", "P-HR")


def test_a_head_of_nothing_sees_the_company_only():
    mine = reach(Viewer("x", "head"))
    assert mine.sees("objective", "O-ALL")
    assert not mine.sees("project", "P-NET")
    assert not mine.sees("unit", "IT")
