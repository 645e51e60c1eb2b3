"""The character NUL, which no database but SQLite keeps: refused in a question, left out of a row."""

from __future__ import annotations

import pytest

from pupitre.desk import changes
from pupitre.kernel import Text
from pupitre.records.models import MODELS

ASKED = {"/en/portfolio/project/a%00b/": 404, "/en/search/?q=a%00b": 400, "/en/findings/?domain=%00": 400}


@pytest.mark.parametrize(("address", "status"), ASKED.items())
def test_a_question_that_holds_it_is_refused(admin, address, status):
    assert admin.get(address).status_code == status


def test_a_form_that_holds_it_is_refused(admin):
    assert admin.post("/en/objects/new/project/", {"name": "a\x00b"}).status_code == 400


def test_a_row_is_written_without_it(home):
    changes.write("project", {"key": "P", "name": "Pa\x00int"}, by="Claire", why=Text("New"))
    assert MODELS["project"].objects.get().name == "Paint"
    assert changes.verify_chain().is_whole
