"""Loops and order in a directed graph."""

from __future__ import annotations

from graphlib import CycleError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pupitre.maths.graph import in_order, knots, loops, reached_from, without_knots

EDGES = st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")), max_size=14)


def test_a_chain_has_no_knot():
    assert knots([("a", "b"), ("b", "c"), ("a", "c")]) == []


def test_two_knots_are_found_apart():
    edges = [("c", "d"), ("d", "c"), ("a", "b"), ("b", "a"), ("b", "c")]
    assert knots(edges) == [frozenset("ab"), frozenset("cd")]


def test_a_node_that_points_to_itself_is_a_knot():
    assert knots([("a", "a"), ("a", "b")]) == [frozenset("a")]
    assert loops([("a", "a")]) == [("a",)]


def test_a_knot_joined_by_two_loops_is_one():
    assert knots([("a", "b"), ("b", "a"), ("b", "c"), ("c", "b"), ("d", "a")]) == [frozenset("abc")]


def test_the_shortest_loop_through_the_smallest_key_is_told():
    edges = [("a", "b"), ("b", "c"), ("c", "a"), ("c", "d"), ("d", "e"), ("e", "c"), ("b", "a")]
    assert loops(edges) == [("a", "b")]


def test_a_loop_is_written_along_its_edges():
    assert loops([("x", "m"), ("m", "z"), ("z", "x")]) == [("m", "z", "x")]


def test_a_long_chain_of_ten_thousand_does_not_overflow():
    edges = [(f"{n:05}", f"{n + 1:05}") for n in range(10_000)]
    assert knots(edges) == []
    assert knots([*edges, ("10000", "00000")]) == [frozenset(f"{n:05}" for n in range(10_001))]


def test_edges_inside_a_knot_are_left_out_and_edges_between_knots_stay():
    edges = [("a", "b"), ("b", "a"), ("b", "c"), ("c", "d"), ("d", "c"), ("e", "a"), ("f", "f"), ("f", "a")]
    assert without_knots(edges) == [("b", "c"), ("e", "a"), ("f", "a")]


def test_every_node_comes_after_those_that_point_to_it_and_ties_by_key():
    assert in_order("dcba", [("c", "a"), ("d", "a")]) == ["b", "c", "d", "a"]
    with pytest.raises(CycleError):
        in_order("ab", [("a", "b"), ("b", "a")])


def test_what_can_be_reached_leaves_the_start_out_unless_a_loop_leads_back():
    ways = {"a": ["b"], "b": ["c"], "d": ["a"]}
    assert reached_from("a", ways) == {"b", "c"}
    assert reached_from("c", ways) == frozenset()
    assert reached_from("a", ways | {"c": ["a"]}) == {"a", "b", "c"}


@given(EDGES)
def test_without_its_knots_a_graph_has_an_order(edges):
    ordered = in_order("abcdef", without_knots(edges))
    assert sorted(ordered) == list("abcdef")
    assert all(ordered.index(a) < ordered.index(b) for a, b in without_knots(edges))


@given(EDGES, st.randoms())
def test_knots_and_loops_do_not_depend_on_the_order_of_edges(edges, shuffler):
    shuffled = list(edges)
    shuffler.shuffle(shuffled)
    assert (knots(shuffled), loops(shuffled)) == (knots(edges), loops(edges))


@given(EDGES)
def test_the_nodes_of_a_knot_all_reach_one_another(edges):
    ways = {node: [b for a, b in edges if a == node] for node in "abcdef"}
    expected = {frozenset(m for m in "abcdef" if m in reached_from(n, ways) and n in reached_from(m, ways)) for n in "abcdef"} - {
        frozenset()
    }
    assert set(knots(edges)) == expected
    for loop in loops(edges):
        assert all((a, b) in edges for a, b in zip(loop, (*loop[1:], loop[0]), strict=True))
