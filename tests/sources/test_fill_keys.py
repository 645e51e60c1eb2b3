"""Keys, names and periods."""

import json
from datetime import date

import pyarrow as pa
import pytest

from pupitre.sources.fill.columns import with_texts
from pupitre.sources.fill.keys import LONGEST_KEY, Names, fold_person, slug
from pupitre.sources.fill.periods import month_after, stated_date, stretch


def test_a_key_made_from_a_name_has_no_accent_case_or_punctuation():
    assert slug("Qualité & R.S.E. — phase 2") == "qualite-r-s-e-phase-2"


def test_two_long_names_that_begin_alike_keep_two_keys():
    first, second = slug("Objectif " + "très " * 20 + "un"), slug("Objectif " + "très " * 20 + "deux")
    assert first != second
    assert len(first) <= LONGEST_KEY
    assert len(second) <= LONGEST_KEY


def test_a_person_is_the_same_whichever_name_comes_first():
    assert fold_person("DURAND Sophie") == fold_person("Sophie Durand")


def test_a_thing_is_found_by_its_code_or_its_name():
    names = Names().joined([("axis", "A1", "Industrie durable")])
    assert names.find("axis", "A1") == "A1"
    assert names.find("axis", "INDUSTRIE  durable") == "A1"
    assert names.find("axis", "autre") is None


def test_a_name_that_two_things_share_stands_for_neither():
    names = Names().joined([("kpi", "K1", "Taux de service"), ("kpi", "K2", "Taux de service")])
    assert names.find("kpi", "Taux de service") is None
    assert names.is_shared("kpi", "taux de service")
    assert names.find("kpi", "K2") == "K2"


@pytest.mark.parametrize(
    ("period", "start", "end"),
    [
        ("2025", date(2025, 1, 1), date(2026, 1, 1)),
        ("2025-Q3", date(2025, 7, 1), date(2025, 10, 1)),
        ("2025-12", date(2025, 12, 1), date(2026, 1, 1)),
        ("2025-W01", date(2024, 12, 30), date(2025, 1, 6)),
        ("2025-03-17", date(2025, 3, 17), date(2025, 3, 18)),
    ],
)
def test_a_period_runs_from_its_first_day_to_the_day_after_its_last(period, start, end):
    assert stretch(period) == (start, end)


def test_a_year_that_begins_in_july_is_named_after_the_year_in_which_it_ends():
    assert stretch("2023", year_start=7) == (date(2022, 7, 1), date(2023, 7, 1))
    assert stretch("2023-Q1", year_start=7) == (date(2022, 7, 1), date(2022, 10, 1))
    assert stretch("2023-02", year_start=7) == (date(2023, 2, 1), date(2023, 3, 1))


@pytest.mark.parametrize("period", ["2025-13", "2025-W54", "2025-02-30", "T3", ""])
def test_what_is_no_period_gives_no_days(period):
    assert stretch(period) is None


def test_months_are_counted_over_the_turn_of_the_year():
    assert month_after(2025, 11, 3) == date(2026, 2, 1)
    assert month_after(2025, 1, -1) == date(2024, 12, 1)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Portefeuille de projets au 31/03/2025", date(2025, 3, 31)),
        ("staffing_by_agency_oct2022", date(2022, 10, 31)),
        ("suivi-2025-03-07", date(2025, 3, 7)),
        ("Tableau de bord – février 2024", date(2024, 2, 29)),
        ("Revue du 1er septembre 2025", date(2025, 9, 1)),
        ("portfolio_20250930_final", date(2025, 9, 30)),
        ("projets_2025-03", date(2025, 3, 31)),
        ("projets 2025", None),
        ("écart entre 31/03/2025 et 30/06/2025", None),
        ("31/02/2025", None),
    ],
)
def test_the_day_that_a_title_or_a_file_name_states_is_read(words, day):
    assert stated_date(words) == day


def test_more_texts_join_what_a_row_said_besides_and_never_replace_it():
    said = pa.array([None, '{"Site": "Bayonne"}', '{"Note": "dite"}', None])
    note = pa.array(['dit "oui"', "é\n", "autre", None])
    joined = with_texts(said, {"Note": note, "Vide": pa.nulls(4, pa.string())}).to_pylist()
    assert [json.loads(text) if text else None for text in joined] == [
        {"Note": 'dit "oui"'},
        {"Note": "é\n", "Site": "Bayonne"},
        {"Note": "dite"},
        None,
    ]
