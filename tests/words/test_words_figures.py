"""Numbers, shares and amounts as French and English readers write them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pupitre.kernel import Money, Quantity, Share
from pupitre.words import money, money_range, number, points, quantity, share, spelled

NNBSP, NBSP = "\u202f", "\u00a0"


@pytest.mark.parametrize(
    ("value", "fr", "en"),
    [
        (0, "0", "0"),
        (999, "999", "999"),
        (1234.5, f"1{NNBSP}234,5", "1,234.5"),
        (-1234567, f"−1{NNBSP}234{NNBSP}567", "−1,234,567"),
        (Decimal("0.10"), "0,1", "0.1"),
        (2.675, "2,68", "2.68"),
        (-0.001, "0", "0"),
        (1e15, f"1{NNBSP}000{NNBSP}000{NNBSP}000{NNBSP}000{NNBSP}000", "1,000,000,000,000,000"),
    ],
)
def test_a_number_takes_the_marks_of_its_language(value, fr, en):
    assert number(value, "fr") == fr
    assert number(value, "en") == en


def test_asked_decimals_are_all_shown():
    assert number(3, "fr", digits=2) == "3,00"
    assert number(2.5, "en", digits=0) == "3"


def test_a_sign_is_shown_when_asked_but_never_on_zero():
    assert number(4, "en", signed=True) == "+4"
    assert number(0.004, "en", digits=1, signed=True) == "0.0"


@pytest.mark.parametrize("value", [float("nan"), float("inf"), Decimal("NaN")])
def test_a_number_that_does_not_exist_is_not_shown(value):
    with pytest.raises(ValueError, match="not a number"):
        number(value, "fr")


def test_a_share_is_read_in_percent():
    assert share(Share(0.43), "fr") == f"43{NNBSP}%"
    assert share(Share(0.123, 1), "fr") == f"12,3{NNBSP}%"
    assert share(1.43, "en") == "143%"
    assert share(0.285, "en", digits=1, signed=True) == "+28.5%"


def test_a_gap_between_shares_is_read_in_points():
    assert points(-0.21, "fr") == f"−21{NBSP}pts"
    assert points(0.005, "en", digits=1) == f"+0.5{NBSP}pts"


def test_a_quantity_keeps_its_unit():
    assert quantity(Quantity(8900, "tCO2e"), "fr") == f"8{NNBSP}900{NBSP}tCO₂e"
    assert quantity(Quantity(12.34, "%", 1), "fr") == f"12,3{NNBSP}%"
    assert quantity(Quantity(12.34, "%", 1), "en") == "12.3%"
    assert quantity(Quantity(7), "en") == "7"


@pytest.mark.parametrize(
    ("amount", "fr", "en"),
    [
        ("0", f"0{NBSP}€", "€0"),
        ("9999", f"9{NNBSP}999{NBSP}€", "€9,999"),
        ("9999.60", f"10{NNBSP}000{NBSP}€", "€10,000"),
        ("10000", f"10{NBSP}k€", "€10k"),
        ("412000", f"412{NBSP}k€", "€412k"),
        ("999499", f"999{NBSP}k€", "€999k"),
        ("999500", f"1{NBSP}M€", "€1M"),
        ("1250000", f"1,3{NBSP}M€", "€1.3M"),
        ("68000000", f"68{NBSP}M€", "€68M"),
        ("123400000", f"123{NBSP}M€", "€123M"),
        ("999600000", f"1{NBSP}Md€", "€1B"),
        ("-3400000000", f"−3,4{NBSP}Md€", "−€3.4B"),
        ("1234567000000", f"1{NNBSP}235{NBSP}Md€", "€1,235B"),
    ],
)
def test_an_amount_is_shortened_without_changing_power_wrongly(amount, fr, en):
    assert money(Money(Decimal(amount), "EUR"), "fr") == fr
    assert money(Money(Decimal(amount), "EUR"), "en") == en


def test_an_exact_amount_shows_its_cents_only_when_it_has_some():
    assert money(Money(Decimal("1234567.00"), "EUR"), "fr", exact=True) == f"1{NNBSP}234{NNBSP}567{NBSP}€"
    assert money(Money(Decimal("-0.5"), "USD"), "en", exact=True) == "−$0.50"


def test_other_currencies_keep_their_code_apart_from_the_figure():
    assert money(Money(Decimal(240000), "CHF"), "fr") == f"240{NBSP}k{NBSP}CHF"
    assert money(Money(Decimal(240000), "CHF"), "en") == f"CHF{NBSP}240k"
    assert money(Money(Decimal(240000), "USD"), "fr") == f"240{NBSP}k$"


def test_an_amount_of_cents_is_not_rounded_to_nothing_when_exact():
    assert money(Money(Decimal("-0.4"), "EUR"), "en", exact=True) == "−€0.40"
    assert money(Money(Decimal("-0.4"), "EUR"), "en", signed=True) == "€0"


def test_a_range_of_amounts_reads_as_a_phrase():
    low, high = Money(Decimal(90_000), "EUR"), Money(Decimal(1_400_000), "EUR")
    assert money_range(low, high, "fr") == f"90{NBSP}k€ à 1,4{NBSP}M€"


def test_small_counts_are_spelled():
    assert [spelled(n, "fr") for n in (0, 1, 7, 11)] == ["zéro", "un", "sept", "11"]
    assert spelled(1, "fr", feminine=True) == "une"
    assert spelled(1, "en", feminine=True) == "one"


@given(st.integers(-(10**14), 10**14))
def test_the_digits_of_an_integer_survive_in_both_languages(value):
    for lang in ("fr", "en"):
        assert "".join(c for c in number(value, lang) if c.isdigit()) == str(abs(value))


@given(st.decimals(min_value=10_000, max_value=10**12, places=2))
def test_a_shortened_amount_is_never_more_than_five_percent_away(amount):
    text = money(Money(amount, "EUR"), "en").removeprefix("€").replace(",", "")
    power = {"k": 10**3, "M": 10**6, "B": 10**9}[text[-1]]
    assert abs(Decimal(text[:-1]) * power / amount - 1) <= Decimal("0.05")
