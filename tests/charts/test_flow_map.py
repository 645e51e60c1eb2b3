"""The map of a process: who stands below whom, what is drawn how."""

from __future__ import annotations

import re
from itertools import pairwise
from xml.etree import ElementTree as ET

from hypothesis import given, settings
from hypothesis import strategies as st

from pupitre.charts import Box, Way, flow_map
from pupitre.charts.layers import layered

WIDTHS = {"a": 100.0, "b": 100.0, "c": 100.0, "d": 100.0}


def drawn(boxes, ways, **more):
    return flow_map(boxes, ways, title="Map", summary="Said", columns=("From",), rows=(("a",),), **more)


def test_each_box_stands_below_all_that_lead_to_it():
    laid = layered(WIDTHS, {("a", "b"): 5, ("b", "c"): 5, ("a", "c"): 1, ("c", "d"): 5}, gap=10)
    assert dict(laid.ranks) == {"a": 0, "b": 1, "c": 2, "d": 3}
    assert laid.backward == frozenset()


def test_the_lightest_line_of_a_circle_goes_back_up():
    laid = layered(WIDTHS, {("a", "b"): 9, ("b", "c"): 9, ("c", "b"): 2, ("c", "d"): 9}, gap=10)
    assert laid.backward == {("c", "b")}
    assert laid.ranks["b"] < laid.ranks["c"]


def test_a_straight_process_is_drawn_straight():
    laid = layered(WIDTHS, {("a", "b"): 9, ("b", "c"): 9, ("c", "d"): 9}, gap=10)
    assert len({round(x, 3) for x in laid.across.values()}) == 1


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("abcdefgh")), st.integers(1, 1000), max_size=20))
def test_boxes_of_one_rank_never_touch(weights):
    laid = layered(dict.fromkeys("abcdefgh", 100.0), {edge: float(weight) for edge, weight in weights.items()}, gap=10)
    for rank in set(laid.ranks.values()):
        places = sorted(x for name, x in laid.across.items() if laid.ranks[name] == rank)
        assert all(right - left >= 110 - 1e-6 for left, right in pairwise(places))


def test_a_box_that_waits_bears_a_shape_and_its_words():
    chart = drawn([Box("a", "Check", figures="12 · waits 5 d", tone="bad", link="?step=Check", text="Check, 12, waits 5 d")], [])
    assert 'href="?step=Check" aria-label="Check, 12, waits 5 d"' in chart.svg
    assert "12 · waits 5 d" in chart.svg
    assert 'width="9" height="9"' in chart.svg


def test_a_line_that_goes_back_is_dashed_and_one_to_itself_is_drawn():
    boxes = [Box("a", "One"), Box("b", "Two")]
    chart = drawn(boxes, [Way("a", "b", 9, "9"), Way("b", "a", 2, "2"), Way("b", "b", 1, "1")])
    assert len(re.findall("<path [^>]*stroke-dasharray", chart.svg)) == 2
    assert len(re.findall("<path ", chart.svg)) == 3


def test_the_labels_of_two_opposite_lines_stand_apart():
    boxes = [Box("a", "One"), Box("b", "Two")]
    chart = drawn(boxes, [Way("a", "b", 9, "9.8 d", tone="bad"), Way("b", "a", 2, "18 h")])
    (one, width, _), (two, _, _) = labels(chart.svg)
    assert one + width < two


def labels(svg: str) -> list[tuple[float, float, float]]:
    """Return left edge, width and top of each label, from left to right."""
    marks = [mark for mark in re.findall("<rect [^>]*>", svg) if 'height="18"' in mark]
    return sorted(tuple(float(re.search(rf' {name}="([^"]+)"', mark)[1]) for name in ("x", "width", "y")) for mark in marks)


def test_a_line_to_nowhere_is_left_out():
    assert "<path " not in drawn([Box("a", "One")], [Way("a", "z", 9, "9")]).svg


def test_hostile_names_stay_text_and_the_drawing_is_xml():
    chart = drawn([Box("a", '<script>"&', link="?x", text="'<b>")], [Way("a", "a", 1, "<i>", link='"')])
    assert "<script" not in chart.svg
    assert ET.fromstring(chart.svg).tag.endswith("svg")


def test_a_narrow_drawing_is_narrower_and_says_less():
    box = Box("a", "One", figures="1,240 · waits 5 d", brief="1,240 · 5 d")
    wide, narrow = drawn([box], []), drawn([box], [], narrow=True)
    assert "waits" in wide.svg
    assert "waits" not in narrow.svg
