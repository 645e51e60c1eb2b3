"""The way in for files: what each step shows and refuses; the work of the threads is done on the spot."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from tests.desk_web.saying import page

LIST = "Code;Nom du projet;Direction;Date de début;Date de fin;Budget;Statut\n"
ROWS = "P-01;Portail;DSI;01/01/2026;30/06/2026;120000;vert\nP-02;Entrepôt;Achats;15/01/2026;31/10/2026;80000;orange\n"
IMPOSSIBLE = "P-03;Atelier;DSI;01/02/2026;31/02/2026;5000;vert\n"


@pytest.fixture(autouse=True)
def examined(home, monkeypatch) -> list[str]:
    """Work on the spot, in this thread; note that an examination was asked for."""
    from pupitre.desk import background

    (home / "incoming").mkdir()
    asked: list[str] = []
    monkeypatch.setattr(background, "apart", lambda work: work())
    monkeypatch.setattr(background, "examine_soon", lambda: asked.append("examine"))
    return asked


def file(text: str = LIST + ROWS, name: str = "projets.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode())


def drop(client, *files: SimpleUploadedFile) -> str:
    """Drop files, wait for them to be read, and return the address of step two."""
    answer = client.post("/en/data/import/", {"files": files})
    assert answer.status_code == 302
    assert client.get(answer["Location"])["Location"] == f"{answer['Location']}wait/?to=recognise"
    assert client.get(f"{answer['Location']}wait/?to=recognise")["Location"] == answer["Location"]
    return answer["Location"]


def follow(client, address: str) -> str:
    """Follow redirects to a page that answers, and return its address."""
    for _ in range(6):
        answer = client.get(address)
        if answer.status_code == 200:
            return address
        address = answer["Location"]
    raise AssertionError(f"no page answers from {address}")


def test_a_sure_file_is_loaded_in_one_click_from_the_step_that_shows_it(signed_in, examined):
    at = drop(signed_in, file())
    text = page(signed_in, at)
    assert "Everything was recognised:" in text
    assert 'name="load"' in text
    assert signed_in.post(at, {"load": "1"})["Location"] == f"{at}wait/?to=confirm"
    assert signed_in.get(f"{at}wait/?to=confirm")["Location"] == "/en/"
    assert examined == ["examine"]
    desk = page(signed_in)
    assert "rows loaded." in desk
    assert re.search(r'action="/en/data/imports/\d+/undo/"', desk)
    from pupitre.records.models import Project

    assert sorted(Project.objects.values_list("key", flat=True)) == ["P-01", "P-02"]


def test_what_was_loaded_is_no_longer_listed_as_begun(signed_in):
    at = drop(signed_in, file())
    assert "Begun and not loaded yet" in page(signed_in, "/en/data/import/")
    signed_in.post(at, {"load": "1"})
    assert "Begun and not loaded yet" not in page(signed_in, "/en/data/import/")


def test_a_refused_row_leads_to_the_step_of_repairs_and_no_one_click(signed_in):
    at = drop(signed_in, file(LIST + ROWS + IMPOSSIBLE))
    assert 'name="load"' not in page(signed_in, at)
    assert signed_in.post(at, {"load": "1"})["Location"] == f"{at}onward/"
    assert follow(signed_in, f"{at}onward/") == f"{at}repair/"
    assert "31/02/2026" in page(signed_in, f"{at}repair/")


def test_a_cell_put_right_in_place_is_read_again_and_its_row_loaded(signed_in):
    at = drop(signed_in, file(LIST + ROWS + IMPOSSIBLE))
    cell = re.search(r'name="(c\d+-\d+)"[^>]*placeholder="31/02/2026"', page(signed_in, f"{at}repair/"))
    assert cell is not None
    answer = signed_in.post(f"{at}repair/", {cell[1]: "28/02/2026"})
    assert follow(signed_in, answer["Location"]) == f"{at}confirm/"
    signed_in.post(f"{at}confirm/")
    from pupitre.records.models import Project

    assert Project.objects.get(key="P-03").due_on.isoformat() == "2026-02-28"


def test_a_cell_put_wrong_again_is_shown_again(signed_in):
    at = drop(signed_in, file(LIST + ROWS + IMPOSSIBLE))
    cell = re.search(r'name="(c\d+-\d+)"[^>]*placeholder="31/02/2026"', page(signed_in, f"{at}repair/"))
    answer = signed_in.post(f"{at}repair/", {cell[1]: "32/02/2026"})
    assert follow(signed_in, answer["Location"]) == f"{at}repair/"
    assert "32/02/2026" in page(signed_in, f"{at}repair/")


def test_faults_seen_once_do_not_stop_the_way_a_second_time(signed_in):
    at = drop(signed_in, file(LIST + ROWS + IMPOSSIBLE))
    assert follow(signed_in, f"{at}onward/") == f"{at}repair/"
    assert follow(signed_in, signed_in.post(f"{at}repair/")["Location"]) == f"{at}confirm/"
    assert follow(signed_in, f"{at}onward/") == f"{at}confirm/"


def test_another_kind_is_read_again_and_its_columns_are_shown_again(signed_in):
    at = drop(signed_in, file())
    answer = signed_in.post(at, {"t0-0": "actions"})
    assert answer["Location"] == at
    assert follow(signed_in, at) == at
    assert '<option value="actions" selected>' in page(signed_in, at)


def test_a_table_left_out_is_left_out(signed_in):
    at = drop(signed_in, file())
    assert follow(signed_in, signed_in.post(at, {"t0-0": "none"})["Location"]) == f"{at}confirm/"
    assert "Nothing in these files can be loaded." in page(signed_in, f"{at}confirm/")


def test_a_column_said_to_be_another_is_read_as_that_one(signed_in):
    at = drop(signed_in, file())
    budget = re.search(r'name="(t0-0-\d+)" aria-labelledby="\1-h">(?:(?!</select>).)*<option value="budget" selected>', page(signed_in, at))
    assert budget is not None
    answer = signed_in.post(at, {budget[1]: ""})
    follow(signed_in, answer["Location"])
    assert '<option value="budget" selected>' not in page(signed_in, at)


def test_a_corrected_column_goes_on_without_loading_at_once(signed_in):
    at = drop(signed_in, file())
    col = re.search(r'name="(t0-0-\d+)" aria-labelledby="\1-h"><option value="">', page(signed_in, at))
    assert col is not None
    assert signed_in.post(at, {col[1]: "", "load": "1"})["Location"] == f"{at}onward/"
    from pupitre.records.models import Project

    assert not Project.objects.exists()


def test_a_file_that_cannot_be_read_says_why_beside_those_that_can(signed_in):
    at = drop(signed_in, file("", "vide.csv"), file())
    text = page(signed_in, at)
    assert "vide.csv</strong> – The file is empty." in text
    assert "projets.csv" in text
    assert 'name="load"' not in text


@pytest.mark.parametrize("name", ["memo.txt", "rapport.pdf"])
def test_a_file_without_a_table_is_named_and_leads_to_other_files(signed_in, name):
    at = drop(signed_in, file("Bonjour, ceci est une note.\n", name))
    text = page(signed_in, at)
    assert "Nothing in these files can be loaded." in text
    assert f"<strong>{name}</strong>" in text
    assert signed_in.post(f"{at}forget/", {"then": "import"})["Location"] == "/en/data/import/"
    assert signed_in.get(at).status_code == 404


@pytest.mark.parametrize(
    ("given", "kept"),
    [("../../x.csv", "x.csv"), ("C:\\Users\\x.csv", "x.csv"), ("..", "file"), ("a\x00b<i>.csv", "a_b_i_.csv"), (f"{'é' * 300}.csv", None)],
)
def test_names_of_files_never_leave_their_folder(given, kept):
    from pupitre.desk.web.data.drops import safe_name

    name = safe_name(given)
    assert name == kept or (kept is None and len(name) <= 120 and name.endswith(".csv"))
    assert Path(name).name == name


def test_two_files_of_one_name_are_both_kept(signed_in):
    at = drop(signed_in, file(), file(LIST + "P-09;Quai;DSI;01/01/2026;30/06/2026;1000;vert\n"))
    text = page(signed_in, at)
    assert "projets.csv" in text
    assert "projets (2).csv" in text


def test_a_drop_without_a_file_says_so_where_the_file_is_chosen(signed_in):
    answer = signed_in.post("/en/data/import/", {})
    assert answer.status_code == 422
    assert 'aria-describedby="files-help files-fault"' in answer.content.decode()
    assert "Choose at least one file." in answer.content.decode()


def test_files_too_large_for_a_page_are_sent_to_the_command_line(signed_in, monkeypatch):
    from pupitre.desk.web.data import drops

    monkeypatch.setattr(drops, "MAX_BYTES", 10)
    answer = signed_in.post("/en/data/import/", {"files": [file()]})
    assert answer.status_code == 422
    assert "load them with the command line" in answer.content.decode()


@pytest.mark.parametrize("token", ["0" * 24, "nothing", "..", "0" * 23 + "g"])
@pytest.mark.parametrize("step", ["", "wait/", "onward/", "repair/", "confirm/"])
def test_a_token_of_nothing_finds_nothing(signed_in, token, step):
    assert signed_in.get(f"/en/data/import/{token}/{step}").status_code == 404


def test_pages_that_write_refuse_to_be_read_and_pages_that_read_refuse_to_write(signed_in):
    at = drop(signed_in, file())
    assert signed_in.get(f"{at}forget/").status_code == 405
    assert signed_in.post(f"{at}wait/").status_code == 405
    assert signed_in.post(f"{at}onward/").status_code == 405
    assert signed_in.put(f"{at}confirm/").status_code == 405


def test_someone_without_a_link_sees_no_step(client, home):
    for address in ("/en/data/", "/en/data/import/", f"/en/data/import/{'0' * 24}/", "/en/data/templates/projects.xlsx"):
        assert client.get(address).status_code == 401


def test_a_page_of_progress_leads_only_to_a_step_of_this_drop(signed_in):
    at = drop(signed_in, file())
    assert signed_in.get(f"{at}wait/?to=https://elsewhere.example/")["Location"] == at
    assert signed_in.get(f"{at}wait/?to=confirm")["Location"] == f"{at}confirm/"


def test_progress_shows_while_the_work_is_under_way_and_moves_the_whole_page_after(signed_in):
    from pupitre.desk.locks import alone
    from pupitre.desk.web.data import drops

    at = drop(signed_in, file())
    one = drops.find(at.rstrip("/").rsplit("/", 1)[-1])
    one.note(stage="reading", what="projets.csv", done=0, total=1)
    with alone(one.folder / "work.lock"):
        part = page(signed_in, f"{at}wait/?to=repair", headers={"HX-Request": "true"})
        assert "Reading the files…" in part
        assert f'hx-get="{at}wait/?to=repair"' in part
        assert "<html" not in part
    answer = signed_in.get(f"{at}wait/?to=repair", headers={"HX-Request": "true"})
    assert answer["HX-Redirect"] == f"{at}repair/"


def test_a_load_cut_by_a_stopped_server_can_be_confirmed_again(signed_in):
    from pupitre.desk.web.data import drops

    at = drop(signed_in, file())
    drops.find(at.rstrip("/").rsplit("/", 1)[-1]).note(stage="writing")
    assert follow(signed_in, at) == at
    assert "Load and examine" in page(signed_in, f"{at}confirm/")


def test_a_refused_load_says_what_and_how_to_mend_it(signed_in, monkeypatch):
    from pupitre.desk import imports
    from pupitre.kernel import InputError, Text

    def refuse(*_args, **_options):
        raise InputError(Text("The disk is full"), mend=Text("Make room"))

    at = drop(signed_in, file())
    monkeypatch.setattr(imports, "commit", refuse)
    signed_in.post(f"{at}confirm/")
    text = page(signed_in, f"{at}wait/?to=confirm")
    assert "The disk is full" in text
    assert "Make room" in text
    assert "hx-get" not in text.split('id="far"')[1].split("</section>")[0]


def test_loading_again_what_is_known_says_so(signed_in):
    signed_in.post(drop(signed_in, file()), {"load": "1"})
    at = drop(signed_in, file())
    assert "These files say nothing that is not known already." in page(signed_in, f"{at}confirm/")


@pytest.mark.parametrize(("lang", "header"), [("fr", "Projets"), ("en", "Projects")])
def test_a_template_comes_in_the_language_of_the_page(signed_in, lang, header):
    answer = signed_in.get(f"/{lang}/data/templates/projects.xlsx")
    assert answer.status_code == 200
    assert answer.content[:2] == b"PK"
    assert "pupitre-projects.xlsx" in answer["Content-Disposition"]
    assert header in page(signed_in, f"/{lang}/data/import/")


def test_a_template_of_no_kind_is_not_found(signed_in):
    assert signed_in.get("/en/data/templates/nothing.xlsx").status_code == 404


def test_steps_ask_the_database_a_pinned_number_of_questions(signed_in):
    at = drop(signed_in, file(LIST + ROWS + IMPOSSIBLE))
    assert {step: questions(signed_in, f"{at}{step}") for step in ("", "repair/", "confirm/")} == {"": 6, "repair/": 6, "confirm/": 6}


def questions(client, address: str) -> int:
    asked = []

    def count(execute, sql, params, many, context):
        asked.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count):
        assert client.get(address).status_code == 200
    return len(asked)


def test_files_left_for_a_week_are_removed_by_the_next_drop(signed_in, home):
    import os
    import time

    left = home / "incoming" / drop(signed_in, file()).rstrip("/").rsplit("/", 1)[-1]
    fresh = home / "incoming" / drop(signed_in, file()).rstrip("/").rsplit("/", 1)[-1]
    os.utime(left, (time.time() - 8 * 24 * 3600,) * 2)
    drop(signed_in, file())
    assert (left.exists(), fresh.exists()) == (False, True)


def test_bringing_back_an_import_that_was_undone_examines_again(signed_in, examined):
    from pupitre.records.models import Change

    at = drop(signed_in, file())
    signed_in.post(at, {"load": "1"})
    signed_in.post(f"/en/data/imports/{Change.objects.get(kind='import').pk}/undo/")
    undone = Change.objects.filter(kind="undo").latest("pk")
    before = len(examined)
    signed_in.post(f"/en/undo/{undone.pk}/")
    assert len(examined) == before + 1
