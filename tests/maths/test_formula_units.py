"""Units of readings, and the formulas that mix them."""

from __future__ import annotations

import pytest

from pupitre.maths.formula import FormulaError, fits, parse, unit, unit_of
from pupitre.words import render

UNITS = {
    "cost": unit("k€"),
    "price": unit("€"),
    "hours": unit("h"),
    "days": unit("jours"),
    "orders": unit("orders"),
    "parts": unit("pièces"),
    "scrap": unit("%"),
    "usd": unit("$"),
    "co2": unit("tCO2e"),
    "steel": unit("t"),
    "power": unit("kWh"),
    "odd": None,
}


def given(text):
    found = unit_of(parse(text), UNITS)
    return None if found is None else (found.dimensions, found.size)


def refused(text):
    with pytest.raises(FormulaError) as caught:
        unit_of(parse(text), UNITS)
    return caught.value


def test_units_are_read_as_people_write_them():
    assert (unit("%").size, unit("pct").dimensions, unit("‰").size) == (0.01, (), 0.001)
    assert unit("k€") == unit(" K€ ") or unit("k€").is_same(unit(" K€ "))
    assert unit("MWh").size == 1000 * unit("kWh").size
    assert unit("MJ").size == pytest.approx(unit("kWh").size / 3.6)
    assert unit("tCO₂e").is_same(unit("tCO2e"))
    assert unit("semaines").size == 7 * unit("j").size
    assert (unit(""), unit(None), unit("-")) == (None, None, None)


def test_a_word_that_is_not_known_counts_things():
    assert unit("dossiers").is_same(unit("orders"))
    assert not unit("dossiers").is_same(unit("h"))


def test_a_quotient_of_units_is_read():
    assert unit("€/h").dimensions == (("money EUR", 1.0), ("time", -1.0))
    assert unit("€ par heure").is_same(unit("€/h"))
    assert unit("kWh/m²/year").dimensions[-1] == ("time", -1.0)
    assert unit("h/h").dimensions == ()


def test_things_of_one_unit_are_added():
    assert given("cost + cost - cost") == (unit("k€").dimensions, 1000.0)
    assert given("orders + parts")[0] == (("count", 1.0),)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("cost + hours", 5),
        ("cost + price", 5),
        ("price - usd", 6),
        ("co2 + steel", 4),
        ("2 * (orders + hours)", 12),
        ("hours > days", 6),
        ("max(hours, days)", 0),
        ("if(1, hours, cost)", 0),
        ("scrap + orders / parts", 6),
        ("safe_div(cost, hours, cost)", 0),
    ],
)
def test_things_of_two_units_are_not_put_together(text, at):
    assert refused(text).at == at


def test_two_sizes_of_one_unit_say_by_how_much_to_multiply():
    fault = refused("cost + price")
    assert render(fault.what, "en") == "“k€” and “€” are not put together, at character 6 of “cost + price”."
    assert render(fault.mend, "en") == "Multiply or divide one of them by 1,000."
    assert render(refused("cost + hours").mend, "en").startswith("Convert one of them")


def test_a_written_number_takes_the_unit_of_what_stands_beside_it():
    assert given("100 - scrap") == ((), 0.01)
    assert given("2 * hours") == given("hours / 2") == given("hours + 1") == given("hours")
    assert given("1 / hours")[0] == (("time", -1.0),)
    assert given("2 + 3 * 4") is None


def test_products_and_quotients_make_units():
    assert given("cost / hours") == ((("money EUR", 1.0), ("time", -1.0)), pytest.approx(1000 / 3600))
    assert given("orders / parts") == ((), 1.0)
    assert given("hours * hours")[0] == (("time", 2.0),)
    assert given("hours ^ 2") == given("hours * hours")
    assert given("safe_div(cost, orders)") == given("cost / orders")


def test_a_comparison_and_a_year_on_year_are_plain_shares():
    assert given("hours > 3") == given("yoy(cost)") == ((), 1.0)


def test_functions_over_time_keep_the_unit():
    for text in (
        "lag(hours, 1)",
        "ytd(hours)",
        "rolling(hours, 3)",
        "abs(hours)",
        "-hours",
        "target(hours)",
        "coalesce(hours, 0)",
        "nullif(hours, 0)",
    ):
        assert given(text) == given("hours")


def test_nothing_is_said_of_a_unit_that_is_not_known():
    assert given("odd * hours") is None
    assert given("odd + 1") is None
    assert given("odd + hours") == given("hours")
    assert refused("hours + odd + cost").at == 12


def test_a_formula_must_give_what_its_kpi_is_counted_in():
    def check(text, declared):
        fits(parse(text), unit_of(parse(text), UNITS), unit(declared))

    check("100 * orders / parts", "%")
    check("cost / hours", "€/h")
    check("odd", "€")
    check("orders", None)
    with pytest.raises(FormulaError):
        check("orders / parts", "€")
    with pytest.raises(FormulaError):
        check("cost", "h")
