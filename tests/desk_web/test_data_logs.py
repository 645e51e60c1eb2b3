"""The way in for logs of events: what the wizard shows of them, and of nobody."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.desk_web.saying import page
from tests.desk_web.test_data_import import drop, examined, follow  # noqa: F401 - the fixture does the work of the threads on the spot

LOGS = Path(__file__).parents[2] / "examples" / "logs"


@pytest.mark.parametrize(
    ("name", "rows", "person"),
    [
        ("claims.xes.gz", 19, "agent 1"),
        ("purchases.ocel.json", 12, "anne"),
        ("purchases.ocel.xml", 12, "anne"),
    ],
)
def test_a_log_is_recognised_shown_without_its_persons_and_loaded(signed_in, name, rows, person):
    at = drop(signed_in, SimpleUploadedFile(name, (LOGS / name).read_bytes()))
    text = page(signed_in, at)
    assert "Events of processes" in text
    assert not re.search(rf"\b{person}\b", text)
    follow(signed_in, signed_in.post(at, {"load": "1"})["Location"])
    from pupitre.desk import snapshot

    assert snapshot.take(on=date(2026, 11, 23)).table("event").num_rows == rows


def test_a_damaged_log_says_what_is_wrong_and_how_to_mend_it(signed_in):
    at = drop(signed_in, SimpleUploadedFile("cut.xes", (LOGS / "claims.xes").read_bytes()[:3000]))
    text = page(signed_in, at)
    assert "The log stops before its end: the file is cut." in text
    assert "Export it again from your tool" in text


def test_the_persons_of_an_export_are_not_shown_either(signed_in):
    text = page(signed_in, drop(signed_in, SimpleUploadedFile("atelier.csv", (LOGS / "atelier.csv").read_bytes())))
    assert "Events of processes" in text
    assert "Opérateur" in text
    assert "MARTIN" not in text
