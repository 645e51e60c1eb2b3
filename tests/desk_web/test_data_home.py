"""The data screen: what it shows of the sources, of one source, and what undoing an import does."""

from __future__ import annotations

import pyarrow as pa
import pytest
from tests.desk_web.saying import page
from tests.desk_web.test_data_import import questions

from pupitre.kernel import Place, Problem, Text


@pytest.fixture(autouse=True)
def asked(monkeypatch) -> list[str]:
    """Note that an examination was asked for, and start none."""
    from pupitre.desk import background

    seen: list[str] = []
    monkeypatch.setattr(background, "examine_soon", lambda: seen.append("examine"))
    return seen


@pytest.fixture
def load(home):
    """Return the function that loads a file of one project, with the faults it is given."""
    from pupitre.desk import changes

    def one(name: str, key: str, *faults: Problem) -> None:
        rows = pa.table({"key": [key], "name": [key], "source_row": pa.array([2])})
        refused = sum(fault.severity == "refused" for fault in faults)
        source = changes.SourceRef(
            name=name, digest=name, size=10, format="csv", problems=faults, rows_read=1 + refused, rows_refused=refused, kinds=("projects",)
        )
        changes.commit({"project": rows}, by="Claire Vasseur", why=Text("Import"), source=source)

    return one


def refused(found: str = "31/02/2026") -> Problem:
    where = Place(file="b.csv", row=7, column="Fin")
    return Problem("date.impossible", "refused", where, found, Text("No such date"), Text("Write a real date"))


def source() -> int:
    """Return the number of the first source; a server goes on counting from test to test."""
    from pupitre.records.models import Source

    return Source.objects.order_by("pk").values_list("pk", flat=True)[0]


def loaded() -> int:
    """Return the number of the change that the first source came with."""
    from pupitre.records.models import Source

    return Source.objects.order_by("pk").values_list("change_id", flat=True)[0]


def test_without_data_the_screen_says_what_to_drop_and_shows_the_ladder(signed_in):
    text = page(signed_in, "/fr/data/")
    assert "Déposez votre premier fichier" in text
    assert 'class="rung rung-next"' in text
    assert "/fr/data/templates/projects.xlsx" in text


def test_sources_that_ask_for_a_look_come_first(signed_in, load):
    load("a.csv", "P-1")
    load("b.csv", "P-2", refused())
    text = page(signed_in, "/en/data/")
    assert "1 of their 3 rows could not be loaded" in text
    assert text.index("To look at first") < text.index(">b.csv<") < text.index('class="sources-part">Sound') < text.index(">a.csv<")


def test_many_sound_files_wait_under_a_fold(signed_in, load):
    for n in range(22):
        load(f"team{chr(97 + n)}.csv", f"P-{n}")
    assert "2 more sound files" in page(signed_in, "/en/data/")


def test_a_source_shows_each_fault_with_its_place_and_how_to_mend_it(signed_in, load):
    load("b.csv", "P-2", refused())
    text = page(signed_in, f"/en/data/sources/{source()}/")
    for shown in ("row 7", "Fin", "31/02/2026", "Write a real date", "row not loaded"):
        assert shown in text


def test_words_of_a_file_cannot_break_out_of_its_page(signed_in, load):
    load("<script>x</script>.csv", "P-2", refused("<script>alert(1)</script>"))
    assert "<script>alert" not in page(signed_in, f"/en/data/sources/{source()}/")
    assert "<script>x" not in page(signed_in, "/en/data/")


def test_a_source_without_fault_says_so_and_one_that_is_not_is_not_found(signed_in, load):
    load("a.csv", "P-1")
    assert "every row was loaded as it stands" in page(signed_in, f"/en/data/sources/{source()}/")
    assert signed_in.get("/en/data/sources/99/").status_code == 404


def test_undoing_an_import_takes_its_rows_back_says_so_and_examines_again(signed_in, load, asked):
    load("a.csv", "P-1")
    assert signed_in.get(f"/en/data/sources/{source()}/undo/").status_code == 405
    assert signed_in.post(f"/en/data/sources/{source()}/undo/")["Location"] == "/en/data/"
    text = page(signed_in, "/en/data/")
    assert "The import was undone." in text
    assert ">a.csv<" not in text
    from pupitre.records.models import Project

    assert not Project.objects.exists()
    assert asked == ["examine"]


def test_an_import_is_undone_from_the_toast_too(signed_in, load, asked):
    load("a.csv", "P-1")
    answer = signed_in.post(f"/en/data/imports/{loaded()}/undo/", headers={"HX-Request": "true"})
    assert answer["HX-Redirect"] == "/en/"
    assert asked == ["examine"]
    assert signed_in.post("/en/data/imports/99/undo/").status_code == 404
    assert signed_in.get(f"/en/data/imports/{loaded()}/undo/").status_code == 405


def test_undoing_twice_undoes_once(signed_in, load, asked):
    load("a.csv", "P-1")
    signed_in.post(f"/en/data/sources/{source()}/undo/")
    assert signed_in.post(f"/en/data/sources/{source()}/undo/")["Location"] == "/en/data/"
    assert asked == ["examine"]


def test_the_screen_asks_the_database_a_pinned_number_of_questions(signed_in, load):
    load("a.csv", "P-1", refused())
    few = questions(signed_in, "/en/data/")
    for n in range(5):
        load(f"b{chr(97 + n)}.csv", f"P-{n}", refused())
    assert questions(signed_in, "/en/data/") == few
    assert few == 14
