"""`pupitre forecast`: what it prints, what it refuses and with which code."""

from __future__ import annotations

import json

import pytest

from pupitre.cli import main

YEAR = [3.0, 5.0, 4.0, 8.0, 7.0, 9.0, 8.0, 11.0, 10.0, 13.0, 12.0, 14.0]


def rows(values, key="a", dates=None):
    return [f"{key},{dates[n] if dates else n + 1},{value}" for n, value in enumerate(values)]


@pytest.fixture
def told(tmp_path, capsys):
    def call(lines, *words, head="id,t,value", code=0):
        path = tmp_path / "series.csv"
        path.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
        assert main(["forecast", str(path), "--horizon", "2", *words]) == code
        return capsys.readouterr()

    return call


def document(told, lines, *words, **more):
    return json.loads(told(lines, "--json", *words, **more).out)


def test_every_step_has_its_mean_and_its_99_quantiles_in_order(told):
    found = document(told, rows(YEAR))
    assert found["schema"] == "pupitre.forecast/1"
    assert list(found["series"]["a"]) == ["1", "2"]
    step = found["series"]["a"]["1"]
    assert list(step) == ["mean", *map(str, range(1, 100))]
    quantiles = [step[str(p)] for p in range(1, 100)]
    assert quantiles == sorted(quantiles)
    assert quantiles[0] >= 0
    assert (found["methods"], found["absent"]) == ({"a": "combination"}, {})


def test_rows_in_any_order_give_the_same(told):
    assert document(told, rows(YEAR)[::-1]) == document(told, rows(YEAR))


def test_months_are_told_by_their_dates(told):
    dates = [f"2025-{month:02}" for month in range(1, 13)]
    assert document(told, rows(YEAR, dates=dates))["series"] == document(told, rows(YEAR), "--rhythm", "month")["series"]


def test_a_month_that_is_missing_is_seen(told):
    dates = [f"2025-{month:02}-01" for month in range(1, 13)]
    lines = rows(YEAR, dates=dates)
    assert document(told, lines[:5] + lines[6:])["series"] == document(told, [*lines[:5], "a,2025-06-01,", *lines[6:]])["series"]


def test_commas_mark_decimals_between_semicolons(told):
    plain = document(told, rows([value + 0.5 for value in YEAR]))
    lines = [line.replace(",", ";").replace(".", ",") for line in rows([value + 0.5 for value in YEAR])]
    assert document(told, lines, head="ID;T;Value") == plain


@pytest.mark.parametrize(
    ("line", "what", "column"),
    [
        ("b,2,x", 'The value "x" of series "b" is not a number.', "value"),
        ("b,2,inf", 'The value "inf" of series "b" is not a number.', "value"),
        ("b,1,4", 'Series "b" has two readings for 1.', "t"),
        ("b,soon,4", 'The time "soon" of series "b" cannot be read.', "t"),
        (",3,4", "The name of the series is missing.", "id"),
    ],
)
def test_a_bad_cell_sets_aside_its_series_and_no_other(told, line, what, column):
    found = document(told, [*rows(YEAR), "b,1,4", line])
    (fault,) = [fault for key, fault in found["absent"].items() if key == line.split(",")[0]]
    assert (fault["what"], fault["where"]) == (what, {"file": "series.csv", "row": 15, "column": column})
    assert fault["mend"]
    assert list(found["series"]) == ["a"]


def test_one_reading_says_how_many_are_needed(told):
    said = told(["a,1,4"], code=1).err
    assert said.splitlines()[0] == 'Series "a" has 1 reading only.'
    assert "8 for a forecast" in said


@pytest.mark.parametrize("values", [[4.0], [""] * 9])
def test_no_series_to_forecast_is_refused_and_no_number_is_made_up(told, values):
    found = document(told, rows(values), code=1)
    assert found["series"] == {}
    assert list(found["absent"]) == ["a"]


def test_a_series_that_never_moves_says_so(told):
    found = document(told, rows([4.0] * 9))
    assert found["methods"] == {"a": "constant"}
    assert set(found["series"]["a"]["2"].values()) == {4.0}


def test_readings_below_zero_may_go_on_below(told):
    found = document(told, rows([-value for value in YEAR]))
    assert found["series"]["a"]["1"]["50"] < 0


def test_bounds_asked_for_hold(told):
    found = document(told, rows(YEAR), "--low", "12", "--high", "15")
    assert min(found["series"]["a"]["1"].values()) >= 12
    assert max(found["series"]["a"]["2"].values()) <= 15


@pytest.mark.parametrize(
    ("lines", "head", "what"),
    [
        (["a,1"], "id,t", 'Column "value" is missing'),
        ([], "id,t,value", "The file has no reading."),
        (["a,1,2", "a,2"], "id,t,value", "The file is not a table: its rows do not all have the same number of cells."),
        (["a,soon,2"], "id,t,value", 'The times "soon" are neither whole numbers nor dates.'),
    ],
)
def test_a_file_of_another_shape_is_refused_with_its_place(told, lines, head, what):
    said = told(lines, head=head, code=1).err.splitlines()
    assert said[0] == what
    assert said[1].startswith("series.csv")
    assert said[2]


def test_no_such_file_is_refused(tmp_path, capsys):
    assert main(["forecast", str(tmp_path / "none.csv"), "--horizon", "2"]) == 1
    assert capsys.readouterr().err.startswith("There is no such file.")


@pytest.mark.parametrize("words", [[], ["--horizon", "0"], ["--horizon", "two"], ["--horizon", "2", "--season", "0"]])
def test_a_wrong_call_is_no_refusal(words):
    with pytest.raises(SystemExit) as stopped:
        main(["forecast", "series.csv", *words])
    assert stopped.value.code == 2


def test_without_json_a_person_reads_the_range_in_french(told):
    said = told(rows(YEAR), "--lang", "fr").out.replace("\xa0", " ").replace("\u202f", " ")
    assert said.splitlines()[0] == "a :"
    assert "avec 80 % de chances" in said
