"""What a dated line shows beside its readings: what was decided, where readings usually stand, what is announced."""

import re
from datetime import date, timedelta
from itertools import pairwise
from xml.etree import ElementTree as ET

from pupitre.charts import Band, Chart, Level, Mark, series, sparkline

FIRST = date(2026, 1, 5)
SVG = "{http://www.w3.org/2000/svg}"


def week(number: int) -> date:
    return FIRST + timedelta(weeks=number)


def drawn(**more: object) -> Chart:
    points = [(week(n), float(n % 3)) for n in range(10)]
    return series(points, title="Service rate", write=lambda value: f"{value:g}", lang="en", **{"width": 720.0, **more})


def test_a_mark_is_a_link_with_its_words():
    chart = drawn(marks=[Mark(week(4), "D-031", "/decide/D-031/", "Kanban on line 4")])
    (link,) = ET.fromstring(chart.svg).iter(f"{SVG}a")
    assert link.get("href") == "/decide/D-031/"
    assert link.get("aria-label") == "D-031 Kanban on line 4"
    assert 'role="group"' in chart.svg


def test_what_happened_stands_in_the_table_beside_the_next_reading():
    chart = drawn(marks=[Mark(week(4) - timedelta(days=2), "D-031", text="Kanban"), Mark(week(4), "D-032"), Mark(week(30), "D-040")])
    assert chart.columns == ("Date", "Service rate", "What happened")
    assert [row[2] for row in chart.rows] == ["", "", "", "", "D-031 Kanban; D-032", "", "", "", "", "D-040"]


def test_a_mark_before_the_first_reading_is_left_out_and_one_after_the_last_lengthens_the_axis():
    def ends_at(chart):
        return float(re.search(r'points="[^"]* ([\d.]+),[\d.]+"', chart.svg)[1])

    assert "D-001" not in drawn(marks=[Mark(week(-3), "D-001")]).svg
    assert ends_at(drawn(marks=[Mark(week(18), "D-040")])) < ends_at(drawn()) / 1.5


def test_labels_of_one_day_stand_above_each_other_and_a_fourth_is_a_shape():
    chart = drawn(marks=[Mark(week(5), f"D-{n}") for n in range(4)])
    tops = [float(box.get("y")) for box in ET.fromstring(chart.svg).iter(f"{SVG}rect") if box.get("height") == "20"]
    assert tops == [0.5, 26.5, 52.5]
    assert chart.svg.count("<polygon") == 1


def test_the_usual_stretch_is_an_area_within_the_axis():
    chart = drawn(bands=[Band(FIRST, week(9), -4.0, 6.0)])
    area = next(box for box in ET.fromstring(chart.svg).iter(f"{SVG}rect") if box.get("fill") == "var(--calm-soft)")
    assert 0 < float(area.get("y")) < float(area.get("y")) + float(area.get("height")) < 260


def test_what_is_announced_is_dotted_and_in_the_table():
    chart = drawn(ahead=[(week(10), 5.0)])
    assert chart.svg.count('stroke-dasharray="1 6"') == 1
    assert chart.rows[-1] == ("16\xa0March\xa02026", "5")


def test_names_of_levels_never_overlap_in_the_margin():
    levels = [Level(FIRST, week(9), 1.0, "mean 1"), Level(FIRST, week(9), 1.01, "target 1", dash=""), Level(FIRST, week(9), 0.99, "limit")]
    root = ET.fromstring(drawn(levels=levels).svg)
    places = [float(text.get("y")) for text in root.iter(f"{SVG}text") if text.text in ("mean 1", "target 1", "limit")]
    assert [round(below - above) for above, below in pairwise(places)] == [14, 14]


def test_a_small_curve_shows_where_readings_usually_stand_and_the_state_of_the_last_one():
    points = [(week(n), float(n)) for n in range(4)]
    small = sparkline(points, title="Service rate", lang="en", limits=(-3.0, 6.0), tone="bad", has_table=False, height=44.0)
    area, dot = ET.fromstring(small.svg).iter(f"{SVG}rect")
    assert (area.get("y"), area.get("height")) == ("4", "36")
    assert dot.get("fill") == "var(--bad)"
    assert small.rows == ()
