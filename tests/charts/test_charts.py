"""Charts: what is drawn, that it says it in words too, that no word can break out of it."""

from __future__ import annotations

import re
from datetime import date, timedelta
from xml.etree import ElementTree as ET

import pytest

from pupitre.charts import PAGE, PRINT, Level, Pair, Parts, Range, paired_bars, range_bars, series, sparkline, stacked_bars
from pupitre.charts.axis import day_ticks, number_ticks
from pupitre.charts.canvas import fitted

ON = date(2026, 11, 23)
SVG = "{http://www.w3.org/2000/svg}"


def percent(value: float) -> str:
    return f"{round(100 * value)}%"


def late(label: str = "ERP", **more: object) -> Range:
    return Range(label, ON + timedelta(days=70), ON + timedelta(days=120), **more)


ALL = {
    "ranges": range_bars(
        [late(declared_on=ON, from_on=ON - timedelta(days=90), tone="bad", word="late")], title="Finish", on=ON, lang="en"
    ),
    "stacked ranges": range_bars([late(word="late")], title="Finish", on=ON, lang="en", width=330, stacked=True),
    "pairs": paired_bars([Pair("Clients", 0.3, 0.09)], title="Weights", names=("declared", "spent"), write=percent, lang="en"),
    "parts": stacked_bars([Parts("R&D", (1.0, 2.0))], title="Money", names=("actual", "committed"), write=percent, lang="en"),
    "series": series([(ON, 1.0), (ON + timedelta(days=40), 3.0)], title="OTD", write=percent, lang="en"),
    "sparkline": sparkline([(ON, 1.0), (ON + timedelta(days=40), 3.0)], title="OTD", lang="en"),
}


@pytest.mark.parametrize("name", ALL)
def test_every_chart_is_sound_svg_with_a_name_a_summary_and_a_table(name):
    chart = ALL[name]
    root = ET.fromstring(chart.svg)
    assert root.get("role") == "img"
    title, desc = root.findall(f"{SVG}title")[0], root.findall(f"{SVG}desc")[0]
    assert root.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"
    assert title.text == chart.title
    assert chart.summary
    assert all(len(row) == len(chart.columns) for row in chart.rows)


def test_words_of_a_file_cannot_break_out_of_a_chart():
    chart = range_bars([late('<script>alert("x")</script>', note="a & b")], title="<b>", on=ON, lang="en", width=4000)
    assert "<script" not in chart.svg
    assert not list(ET.fromstring(chart.svg).iter(f"{SVG}script"))


def test_a_link_makes_the_chart_a_group_whose_links_can_be_reached():
    root = ET.fromstring(range_bars([late(link="/fr/x/?a=1&b=2")], title="Finish", on=ON, lang="en").svg)
    assert root.get("role") == "group"
    assert [a.get("href") for a in root.iter(f"{SVG}a")] == ["/fr/x/?a=1&b=2"]


def test_a_bar_lies_between_its_two_dates_on_the_scale_of_the_axis():
    chart = range_bars([late(), Range("B", ON + timedelta(days=120), ON + timedelta(days=170))], title="Finish", on=ON, lang="en")
    bars = [r for r in ET.fromstring(chart.svg).iter(f"{SVG}rect") if r.get("height") == "12"]
    first, second = ((float(b.get("x")), float(b.get("width"))) for b in bars if b.get("stroke"))
    assert first[0] + first[1] == pytest.approx(second[0], abs=0.05)
    assert first[1] == pytest.approx(second[1], abs=0.05)


def test_the_two_bars_of_a_pair_keep_their_proportion():
    root = ET.fromstring(ALL["pairs"].svg)
    widths = [float(r.get("width")) for r in root.iter(f"{SVG}rect") if r.get("height") == "12"]
    assert widths[1] / widths[0] == pytest.approx(0.09 / 0.3, rel=0.01)


def test_an_absent_reading_breaks_the_line():
    points = [(ON + timedelta(days=day), value) for day, value in enumerate((1.0, 2.0, None, 3.0, 4.0))]
    assert series(points, title="OTD", write=percent, lang="en").svg.count("<polyline") == 2
    assert sparkline(points, title="OTD", lang="en").svg.count("<polyline") == 2


@pytest.mark.parametrize("draw", [series, sparkline])
def test_a_curve_without_a_reading_is_refused(draw):
    more = {"write": percent} if draw is series else {}
    with pytest.raises(ValueError, match="needs a reading"):
        draw([(ON, None)], title="OTD", lang="en", **more)


def test_a_flat_curve_is_drawn():
    assert "nan" not in sparkline([(ON, 2.0), (ON, 2.0)], title="OTD", lang="en").svg
    assert "nan" not in series([(ON, 0.0)], title="OTD", write=percent, lang="en", levels=[Level(ON, ON, 0.0, "target")]).svg


def test_colours_are_names_on_a_page_and_values_on_paper():
    chart = range_bars([late(tone="bad", word="late")], title="Finish", on=ON, lang="en", palette=PRINT)
    assert "var(" not in chart.svg
    assert "#e0434a" in chart.svg
    assert len(PAGE.series) == len(PRINT.series)


def test_charts_speak_french(monkeypatch):
    chart = series([(ON, 1.0)], title="OTD", write=percent, lang="fr")
    assert chart.columns[0] == "Date"
    assert "23\u00a0novembre\u00a02026" in chart.rows[0][0]


def test_a_long_label_is_cut_and_kept_whole_in_a_tooltip():
    assert fitted("abcdefghij", 30, 12) == "abc…"
    chart = range_bars(
        [late("A very long name of a project that does not fit in the room it has beside its bar")], title="Finish", on=ON, lang="en"
    )
    assert re.search(r"<title>A very long name[^<]*beside its bar</title>", chart.svg)


def test_month_marks_are_round_and_the_year_is_said_once():
    ticks = day_ticks(date(2026, 9, 12), date(2027, 5, 20), most=6, lang="en")
    assert [(day, name, year) for day, name, year in ticks] == [
        (date(2026, 11, 1), "Nov", "2026"),
        (date(2027, 1, 1), "Jan", "2027"),
        (date(2027, 3, 1), "Mar", ""),
        (date(2027, 5, 1), "May", ""),
    ]


def test_years_are_marked_on_a_long_axis():
    assert [name for _, name, _ in day_ticks(date(2015, 1, 1), date(2026, 1, 1), most=6, lang="en")] == [
        "2016",
        "2018",
        "2020",
        "2022",
        "2024",
        "2026",
    ]


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [(0, 1, [0, 0.2, 0.4, 0.6, 0.8, 1.0]), (12.3, 13.8, [12, 12.5, 13, 13.5, 14]), (-3, 47, [-10, 0, 10, 20, 30, 40, 50])],
)
def test_number_marks_cover_the_readings(low, high, ticks):
    found = number_ticks(low, high, most=6)
    assert found[0] <= low
    assert found[-1] >= high
    assert found == pytest.approx(ticks)


def test_a_name_with_characters_that_no_drawing_may_hold_is_drawn_without_them():
    chart = range_bars([Range("a\x01b\x0c\ufffe", ON, ON)], title="t\x00", on=ON, lang="en")
    assert ET.fromstring(chart.svg).tag == f"{SVG}svg"
    assert "ab" in chart.svg
