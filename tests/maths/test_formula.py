"""Formulas of KPIs: what is read, what is refused, what is computed."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pupitre.maths.formula import REASONS, Calendar, FormulaError, canonical, compute, parse, references
from pupitre.maths.formula.tree import Binary, Call, Minus, Name, Number, Power
from pupitre.words import render

MONTHS = np.arange(np.datetime64("2025-01"), np.datetime64("2026-07")).astype("datetime64[D]")
CALENDAR = Calendar(MONTHS, 12)
NAN = np.nan


def value(text, **readings):
    return result(text, **readings)[0]


def result(text, targets=None, **readings):
    """The first value and its reason, over one month."""
    one = {name: np.array([x], dtype=float) for name, x in readings.items()}
    found = compute(parse(text), Calendar(MONTHS[:1], 12), one, {k: np.array([x]) for k, x in (targets or {}).items()})
    return found.values[0], found.reasons[0]


def column(text, values, *, starts=MONTHS, per_year=12):
    values = np.array(values, dtype=float)
    found = compute(parse(text), Calendar(starts[: len(values)], per_year), {"x": values})
    return found.values.tolist(), found.reasons


def refused(text):
    with pytest.raises(FormulaError) as caught:
        parse(text)
    return caught.value


def test_products_bind_tighter_than_sums_and_powers_tighter_still():
    assert value("2 + 3 * 4 ^ 2") == 50
    assert value("(2 + 3) * 4") == 20
    assert value("-2 ^ 2") == -4
    assert value("2 * -3") == -6


def test_sums_and_products_go_from_left_to_right():
    assert value("10 - 4 - 3") == 3
    assert value("24 / 4 / 3") == 2
    assert value("24 / 4 * 3") == 18


def test_each_part_knows_its_place():
    tree = parse("a - [b c] / max(2, -d)").tree
    quotient = Binary("/", Name("b c", 4), Call("max", (Number(2.0, 16), Minus(Name("d", 20), 19)), 12), 10)
    assert tree == Binary("-", Name("a", 0), quotient, 2)
    assert parse("x ^ 2").tree == Power(Name("x", 0), 2.0, 2)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("6 × 2", 12),
        ("6 ÷ 2", 3),
        ("6 − 2", 4),
        ("6 – 2", 4),
        ("6 · 2", 12),
        ("max(1; 2)", 2),
        ("12 %", 0.12),
        ("50% * 4", 2),
        (".5 * 2", 1),
    ],
)
def test_the_signs_that_people_type_are_read(text, expected):
    assert value(text) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 < 2", 1),
        ("2 <= 2", 1),
        ("2 ≤ 1", 0),
        ("3 > 2", 1),
        ("2 ≥ 3", 0),
        ("2 = 2", 1),
        ("2 == 3", 0),
        ("2 <> 3", 1),
        ("2 ≠ 2", 0),
        ("1 != 1", 0),
    ],
)
def test_a_comparison_is_one_or_zero(text, expected):
    assert value(text) == expected


def test_names_may_hold_accents_dots_and_anything_between_brackets():
    assert references(parse("qualité.rebut + [Taux de service (OTIF)] + K_12")) == {"qualité.rebut", "Taux de service (OTIF)", "K_12"}


def test_a_function_name_without_parenthesis_is_a_kpi():
    assert references(parse("target / max")) == {"target", "max"}
    assert value("IF(1, 2, 3)") == 2


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("", 0),
        ("   ", 0),
        ("a +", 3),
        ("a b", 2),
        ("1 000", 2),
        ("0,5 * a", 1),
        ("(a + b", 0),
        ("a)", 1),
        ("a < b < c", 6),
        ("2 ** 3", 3),
        ("2 ^ x", 4),
        ("2 ^ 11", 4),
        ("2 ^ 3 ^ 2", 6),
        ("2 ^", 3),
        ("[ ]", 0),
        ("a & b", 2),
        ("sqrt(4)", 0),
        ("max()", 0),
        ("abs(1, 2)", 0),
        ("if(1, 2)", 0),
        ("lag(a, b)", 7),
        ("lag(a, 0)", 7),
        ("lag(a, 1.5)", 7),
        ("rolling(a, 521)", 11),
        ("target(a + b)", 9),
        ("a . b", 2),
        ("9" * 400, 0),
    ],
)
def test_a_fault_is_told_with_its_place(text, at):
    assert refused(text).at == at


def test_a_fault_reads_as_a_sentence_with_what_to_write_instead():
    fault = refused("Taux de service / 2")
    assert render(fault.what, "en") == "“de” cannot stand there, at character 6 of “Taux de service / 2”."
    assert render(fault.mend, "en") == "Put a sign between the two, or square brackets around a name with spaces."
    assert render(refused("0,5 * a").mend, "en") == "A comma only separates what a function is given: write decimals with a point."
    assert render(refused("2 ** 3").mend, "en") == "Write a power with ^."


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os').system('id')",
        "().__class__.__bases__[0]",
        "[x for x in (1,2)]()",
        "lambda: 1",
        "open('/etc/passwd')",
        "eval(1)",
        "9**9**9**9",
        "9^9^9^9",
        "a := 1",
        "{a}",
        "a['b']",
        "a; import os",
        "f'{a}'",
    ],
)
def test_nothing_can_be_called(text):
    refused(text)


def test_the_limits_of_a_formula_hold():
    assert parse("1" + "+1" * 99)
    assert "more than 200 parts" in render(refused("1" + "+1" * 100).what, "en")
    assert "longer than 500" in render(refused("1" + " " * 500).what, "en")
    assert parse("(" * 40 + "1" + ")" * 40)
    assert "nested too deep" in render(refused("(" * 41 + "1" + ")" * 41).what, "en")
    assert parse("-" * 40 + "1")
    assert "nested too deep" in render(refused("-" * 41 + "1").what, "en")


def test_a_parenthesis_that_is_closed_leaves_its_level():
    assert value("+".join(["(1)"] * 50)) == 50
    assert "nested too deep" in render(refused("(1) + (1) + " + "(" * 41 + "1" + ")" * 41).what, "en")
    assert refused("1" + "+1" * 100).at == 0


def test_a_long_formula_is_cut_in_its_message():
    assert "…”" in render(refused("a " + "b" * 200).what, "en")


def test_dividing_by_zero_is_absent_with_its_reason():
    assert result("a / b", a=1, b=0)[1] == "division_by_zero"
    assert result("b ^ -1", b=0)[1] == "division_by_zero"
    assert result("safe_div(a, b)", a=1, b=0)[1] == "division_by_zero"
    assert result("safe_div(a, b, 7)", a=1, b=0) == (7, "")
    assert result("safe_div(a, b, 7)", a=6, b=3) == (2, "")
    assert result("safe_div(a, b, 7)", a=NAN, b=0)[1] == "no_reading"


def test_an_absent_reading_makes_the_result_absent():
    assert result("a + 1", a=NAN)[1] == "no_reading"
    assert result("-a", a=NAN)[1] == "no_reading"
    assert result("a < 1", a=NAN)[1] == "no_reading"
    assert result("min(a, 1)", a=NAN)[1] == "no_reading"
    assert result("a / b", a=NAN, b=0)[1] == "no_reading"


def test_what_is_no_number_is_out_of_range():
    assert result("a ^ 0.5", a=-4)[1] == "out_of_range"
    assert result("a * a", a=1e200)[1] == "out_of_range"


def test_functions_by_hand():
    assert value("abs(a)", a=-3) == 3
    assert (value("min(3, 1, 2)"), value("max(3, 1, 2)")) == (1, 3)
    assert (value("if(a > 2, 10, 20)", a=3), value("if(a > 2, 10, 20)", a=2)) == (10, 20)
    assert result("if(a, 1, b)", a=1, b=NAN) == (1, "")
    assert result("if(a, 1, b)", a=0, b=NAN)[1] == "no_reading"
    assert result("if(a, 1, 2)", a=NAN)[1] == "no_reading"
    assert value("coalesce(a, b, 5)", a=NAN, b=NAN) == 5
    assert value("coalesce(a, b, 5)", a=NAN, b=4) == 4
    assert result("coalesce(a, b)", a=NAN, b=NAN)[1] == "no_reading"
    assert result("nullif(a, 0)", a=0)[1] == "made_absent"
    assert result("nullif(a, 0)", a=2) == (2, "")
    assert value("x / target(x)", targets={"x": 80.0}, x=60) == 0.75
    assert result("target(x)", x=60)[1] == "no_reading"


def test_lag_looks_back_whole_periods():
    assert column("lag(x, 2)", [1, 2, 3, 4])[0][2:] == [1, 2]
    assert column("lag(x, 2)", [1, NAN, 3, 4])[1] == ["no_history", "no_history", "", "no_reading"]
    assert column("lag(x, 9)", [1, 2])[1] == ["no_history"] * 2


def test_rolling_is_the_mean_of_the_last_periods():
    assert column("rolling(x, 3)", [1, 2, 6, 4])[0][2:] == [3, 4]
    assert column("rolling(x, 3)", [1, NAN, 6, 4, 2])[1] == ["no_history", "no_history", "no_reading", "no_reading", ""]
    assert column("rolling(x, 3)", [1, 2])[1] == ["no_history"] * 2


def test_year_to_date_adds_up_from_january():
    values, _ = column("ytd(x)", range(1, 15))
    assert values[:3] == [1, 3, 6]
    assert values[11:] == [78, 13, 27]
    assert column("ytd(x)", [1, NAN, 3])[1] == ["", "no_reading", "no_reading"]


def test_a_year_whose_start_is_not_held_has_no_year_to_date():
    values, reasons = column("ytd(x)", range(1, 12), starts=MONTHS[4:])
    assert reasons[:8] == ["no_history"] * 8
    assert values[8:] == [9, 19, 30]


def test_year_on_year_compares_with_the_same_period_a_year_before():
    values, reasons = column("yoy(x)", [10.0] * 12 + [12.0, 0.0])
    assert values[12:] == pytest.approx([0.2, -1.0])
    assert reasons[:12] == ["no_history"] * 12
    quarters = MONTHS[::3]
    assert column("yoy(x)", [4, 4, 4, 4, 5], starts=quarters, per_year=4)[0][4] == pytest.approx(0.25)


def test_a_formula_names_a_kpi_that_was_not_given():
    with pytest.raises(KeyError):
        compute(parse("a"), CALENDAR, {})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a + b - c", "b - c + a"),
        ("a * b / c", "(b / c) * a"),
        ("a / b / c", "a / (b * c)"),
        ("-(a - b)", "b - a"),
        ("a > b", "b < a"),
        ("a >= b", "b <= a"),
        ("a = b", "b = a"),
        ("min(a, b)", "min(b, a)"),
        ("[Taux  de Service]", "[taux de service]"),
        ("12 %", "0.12"),
    ],
)
def test_two_ways_of_writing_one_formula_are_the_same(one, other):
    assert canonical(parse(one)) == canonical(parse(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a - b", "b - a"),
        ("a / b", "b / a"),
        ("a + b", "a * b"),
        ("a + b * c", "(a + b) * c"),
        ("if(a, b, c)", "if(a, c, b)"),
        ("a < b", "a <= b"),
        ("a ^ 2", "a ^ 3"),
        ("lag(a, 1)", "lag(a, 2)"),
        ("a = b", "a <> b"),
        ("a - (b - c)", "a - b - c"),
        ("a / (b / c)", "a / b / c"),
    ],
)
def test_two_formulas_that_differ_are_told_apart(one, other):
    assert canonical(parse(one)) != canonical(parse(other))


@settings(max_examples=300)
@given(st.text(alphabet="ab10.,;()[]+-*/^<>=% ilfgmax_é'\"\\", max_size=60))
def test_any_text_is_read_or_refused_with_its_place(text):
    try:
        formula = parse(text)
    except FormulaError as fault:
        sentences = [render(fault.what, "en"), render(fault.mend, "en")]
        place = fault.at
    else:
        sentences, place = ["computed"], 0
        readings = {name: np.array([1.0]) for name in references(formula)}
        found = compute(formula, Calendar(MONTHS[:1], 12), readings)
        assert np.isnan(found.values[0]) == bool(found.reasons[0])
        assert set(found.reasons) <= set(REASONS)
    assert all(sentences)
    assert 0 <= place <= len(text)


TREES = st.recursive(
    st.one_of(st.sampled_from(["a", "b"]), st.integers(0, 9).map(str)),
    lambda inner: st.tuples(inner, st.sampled_from("+-*/"), inner).map(lambda t: f"({t[0]} {t[1]} {t[2]})"),
    max_leaves=8,
)


@given(TREES, st.integers(-9, 9), st.integers(-9, 9))
def test_arithmetic_is_that_of_python(text, a, b):
    try:
        expected = eval(text, {"a": a, "b": b})
    except ZeroDivisionError:
        assert result(text, a=a, b=b)[1] == "division_by_zero"
    else:
        assert result(text, a=a, b=b)[0] == pytest.approx(expected)
