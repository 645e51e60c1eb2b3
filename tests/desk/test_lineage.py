"""Every row leads back to its file, its sheet and its line."""

from __future__ import annotations

from datetime import date

from pupitre.desk import changes, lineage
from pupitre.desk.changes import SourceRef
from pupitre.kernel import Text

WHY = Text("Because")
DAY = date(2026, 3, 2)


def test_a_row_leads_to_the_lines_that_made_it_the_latest_first(home, rows):
    first = rows("project", {"key": "P-1", "name": "Paint", "source_row": 4, "source_sheet": "Projets"})
    changes.commit({"project": first}, by="Ana", why=WHY, source=SourceRef("a.xlsx"))
    second = rows("project", {"key": "P-1", "category": "Works", "source_row": 9})
    changes.commit({"project": second}, by="Ana", why=WHY, source=SourceRef("b.csv"))
    places = [(one.file, one.sheet, one.row, one.fields) for one in lineage.lineage("project", ["P-1"])]
    assert places == [("b.csv", None, 9, ("category",)), ("a.xlsx", "Projets", 4, ("key", "name"))]


def test_a_row_written_by_hand_says_who(home):
    changes.write("project", {"key": "P-1", "name": "Paint"}, by="Ana", why=WHY)
    (one,) = lineage.lineage("project", ["P-1"])
    assert (one.file, one.by) == (None, "Ana")


def test_a_bulk_row_leads_to_its_line(home, rows):
    for name, value, line in (("jan.csv", 1.0, 7), ("feb.csv", 2.0, 12)):
        batch = rows("measure", {"kpi": "K", "starts_on": DAY, "ends_on": DAY, "value": value, "source_row": line})
        changes.commit({"measure": batch}, by="Ana", why=WHY, source=SourceRef(name))
    places = [(one.file, one.row) for one in lineage.lineage("measure", ["K", "", "2026-03-02"])]
    assert places == [("feb.csv", 12), ("jan.csv", 7)]


def test_a_bulk_row_that_was_withdrawn_leads_nowhere(home, rows):
    batch = rows("measure", {"kpi": "K", "starts_on": DAY, "ends_on": DAY, "value": 1.0})
    done = changes.commit({"measure": batch}, by="Ana", why=WHY, source=SourceRef("jan.csv"))
    changes.undo(done.change_id, by="Ana")
    assert lineage.lineage("measure", ["K", "", "2026-03-02"]) == ()


def test_many_rows_take_few_queries(home, rows, django_assert_max_num_queries):
    batch = rows("project", *({"key": f"P-{n}", "name": "x", "source_row": n} for n in range(40)))
    changes.commit({"project": batch}, by="Ana", why=WHY, source=SourceRef("a.csv"))
    with django_assert_max_num_queries(1):
        found = lineage.lineages("project", [(f"P-{n}",) for n in range(40)])
    assert {key[0]: origins[0].row for key, origins in found.items()} == {f"P-{n}": n for n in range(40)}


def test_a_derived_row_leads_nowhere(home):
    assert lineage.lineage("portfolio.project_finish", ["P-1"]) == ()


def test_an_unknown_row_leads_nowhere(home):
    assert lineage.lineage("project", ["P-9"]) == ()
