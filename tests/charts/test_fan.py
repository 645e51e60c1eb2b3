"""What a fan and a waterfall draw: what may come, the target at its date, steps that add up, each with its table."""

from __future__ import annotations

import re
from datetime import date
from xml.etree import ElementTree as ET

import pytest

from pupitre.charts import PRINT, Aim, Chart, Spread, Step, series, waterfall

SVG = "{http://www.w3.org/2000/svg}"
READ = [(date(2026, 1, 1), 20.0), (date(2026, 2, 1), 19.0)]
FAN = [Spread(date(2026, 2, 1), *[19.0] * 5), Spread(date(2026, 4, 1), 15.0, 17.0, 18.0, 19.0, 21.0)]


def write(value: float) -> str:
    return f"{value:g} d"


def change(value: float) -> str:
    return f"{value:+g} d"


def opened(**more: object) -> Chart:
    return series(READ, title="Lead time", write=write, lang="en", fan=FAN, **more)


def fallen(*changes: float, is_up: bool = False, **more: object) -> Chart:
    steps = [Step(f"s{n}", value) for n, value in enumerate(changes)]
    return waterfall(
        ("As it goes", 20.0), steps, "Expected", is_up=is_up, title="Gap", write=write, change=change, lang="en", **{"width": 640.0, **more}
    )


def test_a_fan_opens_from_the_last_reading_as_two_areas_one_within_the_other():
    outer, inner = ET.fromstring(opened().svg).iter(f"{SVG}polygon")
    places = [[tuple(map(float, one.split(","))) for one in shape.get("points").split()] for shape in (outer, inner)]
    assert places[0][0] == places[1][0]
    heights = [max(y for _, y in shape) - min(y for _, y in shape) for shape in places]
    assert heights[0] > heights[1] > 0
    assert [shape.get("fill") for shape in (outer, inner)] == ["var(--accent)"] * 2


def test_what_may_come_is_in_the_table_with_its_chances():
    chart = opened()
    assert chart.columns == ("Date", "Lead time", "5 chances in 100 to be below", "20 in 100", "1 in 2", "80 in 100", "95 in 100")
    assert chart.rows[1] == ("1\xa0February\xa02026", "19 d", "", "", "", "", "")
    assert chart.rows[2][1:] == ("", "15 d", "17 d", "18 d", "19 d", "21 d")
    assert len(chart.rows) == 3


def test_the_target_is_a_line_up_to_its_date_with_its_words():
    chart = opened(aim=Aim(date(2026, 5, 1), 17.0, "target 17 d on 1 May"), width=640, message="It will miss.")
    line = next(one for one in ET.fromstring(chart.svg).iter(f"{SVG}line") if one.get("stroke-dasharray") == "6 4")
    assert line.get("y1") == line.get("y2")
    assert float(line.get("x2")) == pytest.approx(640 - 12)
    assert "target 17 d on 1 May" in chart.svg
    assert chart.summary == "It will miss."


def test_today_is_marked_within_the_axis_only():
    assert "today" in opened(today=date(2026, 3, 1)).svg
    assert "today" not in opened(today=date(2027, 3, 1)).svg


def test_a_series_without_fan_keeps_its_table():
    assert series(READ, title="Lead time", write=write, lang="en").columns == ("Date", "Lead time")


def test_the_steps_of_a_waterfall_add_up_in_its_table():
    chart = fallen(-3.0, 1.0, aim=("Target", 17.5))
    assert chart.rows == (
        ("As it goes", "", "20 d"),
        ("s0", "-3 d", "17 d"),
        ("s1", "+1 d", "18 d"),
        ("Expected", "", "18 d"),
        ("Target", "", "17.5 d"),
    )
    assert chart.summary == "As it goes 20 d, then s0 -3 d and s1 +1 d, gives Expected 18 d."


def test_each_step_starts_where_the_one_before_ended():
    boxes = list(ET.fromstring(fallen(-3.0, 1.0).svg).iter(f"{SVG}rect"))
    start, end, first, second = [(float(box.get("x")), float(box.get("x")) + float(box.get("width"))) for box in boxes]
    assert first == (pytest.approx(second[0], abs=0.1), pytest.approx(start[1], abs=0.1))
    assert end[1] == pytest.approx(second[1], abs=0.1)


@pytest.mark.parametrize(("is_up", "colours"), [(False, ["good", "bad"]), (True, ["bad", "good"])])
def test_a_step_towards_the_target_is_good_and_carries_its_sign(is_up, colours):
    chart = fallen(-3.0, 1.0, is_up=is_up)
    fills = [box.get("fill") for box in ET.fromstring(chart.svg).iter(f"{SVG}rect")]
    assert fills[2:] == [f"var(--{colour})" for colour in colours]
    assert "-3 d" in chart.svg
    assert "+1 d" in chart.svg


def test_nothing_leaves_the_drawing_on_a_phone_nor_on_paper():
    chart = fallen(-30.0, 4.0, 0.0, palette=PRINT, width=320, stacked=True, aim=("Target", 50.0))
    boxes = [(float(box.get("x")), float(box.get("width"))) for box in ET.fromstring(chart.svg).iter(f"{SVG}rect")]
    assert all(x >= 0 and x + width <= 320 for x, width in boxes)
    assert "var(" not in chart.svg
    assert re.search(r'viewBox="0 0 320 ', chart.svg)
