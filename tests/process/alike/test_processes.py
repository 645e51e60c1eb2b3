"""Which whole processes two departments run alike."""

from __future__ import annotations

import pytest

from pupitre.maths.process.alike import duplicate_processes

FRENCH = (
    ("Recevoir la réclamation", "QUA", 0.2),
    ("Enregistrer la réclamation", "QUA", 0.3),
    ("Analyser la réclamation", "QUA", 2.0),
    ("Valider l'avoir", "QUA", 0.3),
    ("Clôturer la réclamation", "QUA", 0.1),
)
ENGLISH = (
    ("Receive complaint", "SAV", 0.2),
    ("Log complaint", "SAV", 0.3),
    ("Analyse complaint", "SAV", 2.0),
    ("Call the customer", "SAV", 0.3),
    ("Close complaint", "SAV", 0.1),
)


def test_the_same_process_in_two_languages_is_told(log_of):
    (pair,) = duplicate_processes({"rec": log_of(*FRENCH), "cla": log_of(*ENGLISH)})
    assert pair.keys == ("cla", "rec")
    assert ("Log complaint", "Enregistrer la réclamation") in pair.steps
    assert len(pair.steps) == 4
    assert pair.covered == pytest.approx(0.8)
    assert pair.flow == pytest.approx(1)
    assert pair.hours_year is not None


def test_the_same_steps_in_another_order_are_another_process(log_of):
    other = [ENGLISH[at] for at in (1, 0, 4, 3, 2)]
    assert duplicate_processes({"rec": log_of(*FRENCH), "cla": log_of(*other)}) == ()


def test_a_few_steps_in_common_make_no_process_alike(log_of):
    other = (
        *ENGLISH[:2],
        ("Plan training", "SAV", 1.0),
        ("Pay invoice", "SAV", 1.0),
        ("Ship parcel", "SAV", 1.0),
        ("Hire staff", "SAV", 1.0),
    )
    assert duplicate_processes({"rec": log_of(*FRENCH), "cla": log_of(*other)}) == ()


def test_one_department_may_run_a_process_twice(log_of):
    mine = tuple((name, "QUA", hours) for name, _, hours in ENGLISH)
    assert duplicate_processes({"rec": log_of(*FRENCH), "cla": log_of(*mine)}) == ()


def test_a_process_of_two_steps_is_like_none(log_of):
    assert duplicate_processes({"rec": log_of(*FRENCH[:2]), "cla": log_of(*ENGLISH[:2])}) == ()
