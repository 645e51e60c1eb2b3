"""The curve of what money buys at best: its points in place, its plans named, its table."""

from __future__ import annotations

import re

import pytest

from pupitre.charts import Chart, Spot, frontier


def drawn(points: list[tuple[float, float]], spots: list[Spot]) -> Chart:
    return frontier(
        points,
        spots,
        title="Money",
        message="Less buys nearly as much.",
        across="money",
        columns=("Plan", "Money", "Chance"),
        curve="Best",
        write_x=lambda value: f"{value:g} EUR",
        write_y=lambda value: f"{value:.0%}",
    )


def test_points_rise_with_their_chance_and_stand_at_their_money() -> None:
    chart = drawn([(0.0, 0.1), (50.0, 0.3), (100.0, 0.3)], [])
    (line,) = re.findall(r'polyline[^>]*points="([^"]+)"', chart.svg)
    places = [tuple(map(float, pair.split(","))) for pair in line.split()]
    assert places[0][1] > places[1][1] == places[2][1]
    assert places[1][0] - places[0][0] == pytest.approx(places[2][0] - places[1][0], abs=0.2)


def test_both_plans_are_named_and_stand_first_in_the_table() -> None:
    chart = drawn([(0.0, 0.1), (100.0, 0.3)], [Spot(90.0, 0.25, "Today", "calm"), Spot(95.0, 0.28, "Best plan", "accent")])
    assert ">Today<" in chart.svg
    assert ">Best plan<" in chart.svg
    assert chart.rows[:2] == (("Today", "90 EUR", "25%"), ("Best plan", "95 EUR", "28%"))
    assert chart.summary == "Less buys nearly as much."


def test_a_curve_without_points_is_refused() -> None:
    with pytest.raises(ValueError, match="point"):
        drawn([], [])
