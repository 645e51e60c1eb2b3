"""What really moved: the findings, the table, the pages, the notes."""

from __future__ import annotations

import numpy as np

from pupitre.domains.performance.tests.readings import kpi, months
from pupitre.domains.performance.tests.test_web import (  # noqa: F401  # the fixtures of the pages
    _today,
    as_role,
    examined,
    home,
    page,
    signed_in,
)

QUIET = np.random.default_rng(3).normal(50, 1, 48).round(2)
SHIFTED = [*QUIET[:41].tolist(), *(QUIET[41:] + 8).round(2).tolist()]


def firm(direction="down"):
    others = [f"Q{number}" for number in range(8)]
    quiet = [np.random.default_rng(number).normal(20, 1, 48).round(2).tolist() for number in range(8)]
    rows = [row for key, values in zip(others, quiet, strict=True) for row in months(values, key=key)]
    return {"kpi": [kpi(direction=direction), *(kpi(key) for key in others)], "measure": [*months(SHIFTED), *rows]}


def moves():
    from pupitre.records.models import Finding

    return [
        one.body for one in Finding.objects.filter(domain="performance") if one.rule in ("performance.level_shift", "performance.drift")
    ]


def test_a_shift_for_the_worse_is_a_finding_with_its_date_and_size(examined):  # noqa: F811
    examined(**firm())
    (body,) = moves()
    assert body["rule"] == "performance.level_shift"
    assert body["subjects"] == [{"kind": "kpi", "key": "A"}]
    (row,) = body["evidence"][0]["values"]
    assert 6.5 < row[5] < 9.5


def test_a_shift_for_the_better_is_on_the_wall_and_no_finding(signed_in, examined):  # noqa: F811
    examined(**firm(direction="up"))
    assert moves() == []
    text = page(signed_in, "/en/performance/")
    assert "1 KPI out of 9 really moved in the last year" in text
    assert "For the better." in text


def test_the_page_says_what_moved_and_takes_a_note(signed_in, examined):  # noqa: F811
    examined(**firm())
    text = page(signed_in, "/en/performance/kpi/A/")
    assert "Higher by" in text
    assert "For the worse." in text
    signed_in.post("/en/performance/note/A/", {"text": "New supplier", "on": "2020-01-05"})
    text = page(signed_in, "/en/performance/kpi/A/")
    assert "New supplier" in text
    assert "Noted on" in text


def test_an_empty_note_and_one_about_tomorrow_are_refused(signed_in, examined):  # noqa: F811
    examined(**firm())
    for said in ({"text": " ", "on": "2020-01-05"}, {"text": "x", "on": "2999-01-05"}, {"text": "x" * 301, "on": "2020-01-05"}):
        signed_in.post("/en/performance/note/A/", said)
        assert "Nothing was noted" in page(signed_in, "/en/performance/kpi/A/")
    assert signed_in.get("/en/performance/note/A/").status_code == 405
    assert signed_in.post("/en/performance/note/Z/", {}).status_code == 404


def test_an_auditor_reads_the_notes_and_writes_none(signed_in, examined):  # noqa: F811
    examined(**firm())
    as_role(signed_in, "auditor")
    assert "Add the note" not in page(signed_in, "/en/performance/kpi/A/")
    assert signed_in.post("/en/performance/note/A/", {"text": "x", "on": "2020-01-05"}).status_code == 403
