"""Search as a page and as a palette, help, saved views, the pulse, the frame by role."""

from __future__ import annotations

import io
import re

import pyarrow as pa
import pytest
from django.conf import settings
from django.core import signing

from pupitre.desk import changes
from pupitre.desk.web.search import saved
from pupitre.kernel import Text
from pupitre.records.models import Account, SavedView, Source


@pytest.fixture
def company(home):
    tables = {
        "unit": pa.table({"key": ["DSI", "RH"], "name": ["Direction des systèmes", "Ressources humaines"]}),
        "person": pa.table({"key": ["HR", "LL"], "name": ["Hugo Roche", "Léa Lemaire"], "unit": ["DSI", "RH"]}),
        "project": pa.table(
            {"key": ["P/1", "P-2"], "name": ["Refonte de la GED", "Refonte <b>paie</b>"], "unit": ["DSI", "RH"], "owner": ["HR", "LL"]}
        ),
    }
    changes.commit(tables, by="Hugo Roche", why=Text("Load"))


def as_role(client, role: str, *units: str) -> None:
    account = Account.objects.create_user(f"{role}@example.test", name="Inès Faure", role=role, units=list(units))
    client.force_login(account, backend=settings.AUTHENTICATION_BACKENDS[0])


def text(answer) -> str:
    return answer.content.decode()


def test_the_page_of_search_finds_a_project_without_script(signed_in, company):
    page = text(signed_in.get("/fr/search/?q=refonte ged"))
    assert "Refonte de la GED" in page
    assert "<html" in page


def test_the_palette_gets_lines_only_and_never_markup_of_a_name(signed_in, company):
    lines = text(signed_in.get("/fr/search/?q=refonte&from=/fr/", headers={"HX-Request": "true"}))
    assert "<html" not in lines
    assert lines.count('role="option"') >= 2
    assert "Refonte &lt;b&gt;paie&lt;/b&gt;" in lines


def test_a_head_finds_what_is_in_reach_and_nothing_else(signed_in, company):
    as_role(signed_in, "head", "DSI")
    page = text(signed_in.get("/fr/search/?q=refonte"))
    assert "GED" in page
    assert "paie" not in page


def test_screens_and_commands_answer_in_both_languages(signed_in, company):
    for asked in ("données", "data"):
        assert "/fr/data/" in text(signed_in.get(f"/fr/search/?q={asked}"))
    assert "/fr/data/import/" in text(signed_in.get("/fr/search/?q=charger", headers={"HX-Request": "true"}))


def test_a_member_is_not_offered_to_import(signed_in, company):
    as_role(signed_in, "member", "DSI")
    assert "/fr/data/import/" not in text(signed_in.get("/fr/search/?q=importer"))


def test_nothing_found_says_so(signed_in, company):
    assert "Rien ne répond à ces mots" in text(signed_in.get("/fr/search/?q=zzzz"))


def test_searching_asks_the_database_a_fixed_number_of_questions(signed_in, company, django_assert_max_num_queries):
    signed_in.get("/fr/search/?q=refonte", headers={"HX-Request": "true"})
    with django_assert_max_num_queries(6):
        signed_in.get("/fr/search/?q=refonte", headers={"HX-Request": "true"})


def test_a_person_in_charge_leads_to_what_they_hold(signed_in, company):
    page = text(signed_in.get("/fr/search/person/HR/"))
    assert "Hugo Roche" in page
    assert "Refonte de la GED" in page
    assert "paie" not in page


@pytest.mark.parametrize("address", ["/fr/search/person/XX/", "/fr/search/nothing/HR/", "/fr/search/task/HR/"])
def test_what_does_not_exist_is_not_found(signed_in, company, address):
    assert signed_in.get(address).status_code == 404


def test_somebody_out_of_reach_is_answered_like_an_unknown_one(signed_in, company):
    as_role(signed_in, "head", "DSI")
    there, unknown = signed_in.get("/fr/search/person/LL/"), signed_in.get("/fr/search/person/XX/")
    assert (there.status_code, unknown.status_code) == (404, 404)
    assert text(there).replace("LL", "XX") == text(unknown)


def test_the_pulse_says_nothing_while_nothing_changes(signed_in, company, django_assert_max_num_queries):
    seen = signed_in.get("/fr/pulse/").json()["state"]
    with django_assert_max_num_queries(4):  # one for the state; the others know who asks
        answer = signed_in.get(f"/fr/pulse/?seen={seen}")
    assert answer.status_code == 204


def test_the_pulse_says_who_wrote(signed_in, company):
    seen = signed_in.get("/fr/pulse/").json()["state"]
    changes.write("project", {"key": "P-2", "name": "Paie"}, by="Hugo Roche", why=Text("Rename"))
    told = signed_in.get(f"/fr/pulse/?seen={seen}").json()
    assert told["others"] is True
    assert "Hugo Roche" in told["text"]
    assert told["state"] != seen


def test_my_own_writing_is_no_news(signed_in, company):
    seen = signed_in.get("/fr/pulse/").json()["state"]
    changes.write("project", {"key": "P-2", "name": "Paie"}, by="Claire Vasseur", why=Text("Rename"))
    assert signed_in.get(f"/fr/pulse/?seen={seen}").json()["others"] is False


def test_a_scoped_role_is_not_told_who_writes_elsewhere(signed_in, company):
    as_role(signed_in, "member", "RH")
    assert "Hugo" not in text(signed_in.get("/fr/pulse/?seen=0-0"))


@pytest.mark.parametrize("seen", ["", "x", "-", "9" * 40, "1-", "<script>"])
def test_the_pulse_takes_any_state(signed_in, company, seen):
    assert signed_in.get("/fr/pulse/", {"seen": seen}).status_code == 200


def test_a_view_is_kept_found_removed_and_brought_back(signed_in, company):
    address = "/fr/findings/?state=closed"
    signed_in.post("/fr/views/keep/", {"title": "Refermés", "address": address})
    assert SavedView.objects.get().address == address
    assert address in text(signed_in.get("/fr/search/?q=referm"))
    assert "/en/findings/?state=closed" in text(signed_in.get("/en/search/?q=referm"))
    signed_in.post(f"/fr/views/{SavedView.objects.get().pk}/remove/")
    assert not SavedView.objects.exists()
    undo = re.search(r'action="(/fr/views/restore/[^"]+)"', text(signed_in.get("/fr/views/")))
    signed_in.post(undo[1])
    assert SavedView.objects.get().title == "Refermés"


@pytest.mark.parametrize(
    "address",
    ["https://elsewhere.example/", "//elsewhere.example/fr/", "/fr/nothing/here/", "javascript:alert(1)", "", "/fr//elsewhere.example/"],
)
def test_a_view_leads_to_our_own_pages_only(signed_in, company, address):
    assert signed_in.post("/fr/views/keep/", {"title": "A", "address": address}).status_code == 404


def test_a_view_needs_a_name(signed_in, company):
    assert signed_in.post("/fr/views/keep/", {"title": " ", "address": "/fr/"}).status_code == 422
    assert not SavedView.objects.exists()


def test_an_account_keeps_so_many_views(signed_in, company, monkeypatch):
    monkeypatch.setattr(saved, "MOST", 1)
    signed_in.post("/fr/views/keep/", {"title": "A", "address": "/fr/"})
    assert signed_in.post("/fr/views/keep/", {"title": "B", "address": "/fr/"}).status_code == 422
    assert signed_in.post("/fr/views/keep/", {"title": "A", "address": "/fr/findings/"}).status_code == 302


def test_nobody_touches_the_views_of_another(signed_in, company):
    other = Account.objects.create_user("other@example.test", name="Other", role="direction")
    view = SavedView.objects.create(account=other, title="Theirs", address="/fr/")
    assert signed_in.post(f"/fr/views/{view.pk}/remove/").status_code == 404
    token = signing.dumps([other.pk, "X", "/fr/"], salt=saved.SALT, compress=True)
    assert signed_in.post(f"/fr/views/restore/{token}/").status_code == 404
    assert signed_in.post("/fr/views/restore/forged/").status_code == 404
    assert "Theirs" not in text(signed_in.get("/fr/views/"))


def test_the_help_is_about_the_page_one_comes_from(signed_in, company):
    page = text(signed_in.get("/fr/help/?from=/fr/"))
    assert "Qu’est-ce qui mérite mon attention aujourd’hui" in page
    assert "Constat suivant" in page
    assert "Puis-je me fier à ces chiffres" in text(signed_in.get("/fr/help/?from=/fr/data/"))
    assert signed_in.get("/fr/help/?from=https://elsewhere.example/").status_code == 200


def test_the_frame_shows_what_a_role_may_do(signed_in, company):
    assert "add-menu" in text(signed_in.get("/fr/"))
    as_role(signed_in, "auditor")
    assert "add-menu" not in text(signed_in.get("/fr/"))


def test_a_page_is_presented_without_its_frame(signed_in, company):
    page = text(signed_in.get("/fr/?present=1"))
    assert 'class="presenting"' in page
    assert 'class="presenting"' not in text(signed_in.get("/fr/data/?present=1"))


def test_nobody_signed_in_gets_no_line(client, home):
    for address in ("/fr/search/?q=a", "/fr/pulse/", "/fr/views/", "/fr/help/"):
        assert client.get(address).status_code == 401


def test_the_findings_go_out_as_a_workbook(signed_in, company):
    from python_calamine import CalamineWorkbook

    answer = signed_in.get("/fr/findings/?format=xlsx")
    assert answer["Content-Disposition"].startswith('attachment; filename="constats-')
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    assert book.sheet_names == ["Constats", "Source"]
    assert book.get_sheet_by_index(0).to_python()[0][0] == "Constat"


def test_the_files_read_and_their_faults_go_out_as_workbooks(signed_in, home):
    from python_calamine import CalamineWorkbook

    rows = pa.table({"key": ["P-1"], "name": ["GED"]})
    source = changes.SourceRef(name="=plan.xlsx", digest="0" * 64, size=9, format="xlsx", kinds=("projects",), rows_read=1)
    changes.commit({"project": rows}, by="Claire Vasseur", why=Text("Load"), source=source)
    book = CalamineWorkbook.from_filelike(io.BytesIO(signed_in.get("/fr/data/?format=xlsx").content))
    assert book.sheet_names[0] == "Fichiers lus"
    assert book.get_sheet_by_index(0).to_python()[1][0] == "'=plan.xlsx"
    number = Source.objects.get().pk
    assert signed_in.get(f"/fr/data/sources/{number}/?format=xlsx")["Content-Disposition"].startswith("attachment")


def test_a_member_gets_no_workbook_of_the_files(signed_in, company):
    as_role(signed_in, "member", "DSI")
    assert "Content-Disposition" not in signed_in.get("/fr/data/?format=xlsx")


def test_the_objectives_go_out_as_a_workbook(signed_in, company):
    from python_calamine import CalamineWorkbook

    changes.write("objective", {"key": "O-1", "name": "Livrer à l'heure", "unit": "DSI"}, by="Claire Vasseur", why=Text("Add"))
    book = CalamineWorkbook.from_filelike(io.BytesIO(signed_in.get("/fr/strategy/?format=xlsx").content))
    assert book.get_sheet_by_index(0).to_python()[1][:4] == ["O-1", "Livrer à l'heure", "", "Direction des systèmes"]
