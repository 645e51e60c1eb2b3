"""The brief says what the desk says."""

import json
import re

import pyarrow as pa
import pytest

from pupitre.brief.content import document
from pupitre.brief.pdf import pdf
from pupitre.desk import changes
from pupitre.desk.changes import SourceRef
from pupitre.desk.rights import Viewer
from pupitre.desk.web.board import board
from pupitre.kernel import Text
from pupitre.web.sign_in import new_token
from pupitre.words import render

pytestmark = pytest.mark.django_db
WHY = Text("A test")
CLAIRE = Viewer("claire", "direction")


def test_a_home_without_data_has_a_brief_that_says_so(home):
    made = document(CLAIRE, lang="en")
    assert made["findings"]["rows"] == []
    assert made["title"]
    assert b"/Count 2" in pdf(made)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_brief_has_the_figures_of_the_screen(examined, lang):
    desk = board(CLAIRE, lang=lang)
    made = document(CLAIRE, lang=lang)
    assert made["title"] == desk.answer.headline.rstrip(".")
    assert [row["title"] for row in made["findings"]["rows"]] == [render(card.text, lang) for card in desk.cards]
    assert made["lang"] == lang


def test_the_second_page_names_the_axis_the_decisions_and_the_files(examined):
    sections = {section["title"]: section for section in document(CLAIRE, lang="en")["sections"]}
    assert [row[1] for row in sections["Decisions to follow"]["table"]["rows"]] == ["nobody yet", "X", "X"]
    assert sections["On which data this rests"]["table"]["rows"][0][0] == "portefeuille.xlsx"
    assert sections["On which data this rests"]["table"]["rows"][0][2:] == ["9", "1"]


def test_files_beyond_five_are_summed_and_an_undone_one_is_not_counted(examined):
    done = [
        changes.commit({"unit": pa.table({"key": [n], "name": [n]})}, by="test", why=WHY, source=SourceRef(f"{n}.csv", rows_read=2))
        for n in "abcdefg"
    ]
    changes.undo(done[0].change_id, by="test")
    rows = next(one for one in document(CLAIRE, lang="en")["sections"] if one["title"] == "On which data this rests")["table"]["rows"]
    assert len(rows) == 6
    assert rows[5] == ["2 other files", "", "4", "0"]


def test_nothing_is_left_to_be_filled_in(examined):
    assert not re.search(r"%\(|Project-Id", json.dumps(document(CLAIRE, lang="fr")))


def test_the_page_downloads_the_brief(client, home):
    assert client.get("/fr/brief.pdf").status_code == 401
    client.get(f"/sign-in/{new_token(home, name='Claire')}/")
    answer = client.get("/fr/brief.pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")
