"""What each objective weighs, and where the cascade is broken."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pupitre.domains.strategy.analysis.cascade import BadSum, LateChild, Loop, Unknown, axis_of_objectives, faults, serving, weighed
from pupitre.domains.strategy.analysis.weights import normalised
from pupitre.domains.strategy.inputs import read
from pupitre.domains.strategy.tests.company import company, link, objective


def serve(child, parent, weight=None):
    return {"child": child, "parent": parent, "weight": weight}


def weights(**rows):
    return {w.objective: round(w.weight, 9) for w in weighed(read(company(**rows)))}


def test_missing_weights_share_what_the_others_leave():
    assert normalised([0.5, None, None]).shares == (0.5, 0.25, 0.25)
    assert normalised([0.5, None, None]).rule == "completed"


def test_no_weight_at_all_means_equal_ones():
    assert normalised([None, None]).shares == (0.5, 0.5)
    assert normalised([0, None]).shares == (0.5, 0.5)
    assert normalised([]).shares == ()


def test_whole_points_are_points_and_not_a_fault():
    found = normalised([3, 2, 1])
    assert (found.shares, found.rule, found.total) == ((0.5, 1 / 3, 1 / 6), "points", 6)
    assert normalised([3, 1, None]).shares == pytest.approx((0.5, 1 / 6, 1 / 3))


def test_three_thirds_written_as_33_per_cent_are_one():
    assert normalised([0.33, 0.33, 0.33]).rule == "declared"
    assert normalised([0.5, 0.3]).rule == "rescaled"
    assert normalised([0.6, 0.6]).rule == "rescaled"
    assert sum(normalised([0.6, 0.6]).shares) == 1


def test_a_missing_weight_beside_a_full_hundred_takes_the_mean():
    assert normalised([0.6, 0.4, None]).shares == pytest.approx((0.4, 4 / 15, 1 / 3))


def test_a_negative_weight_is_read_as_missing():
    assert normalised([0.75, -1]).shares == (0.75, 0.25)


@given(st.lists(st.one_of(st.none(), st.floats(0, 10)), min_size=1, max_size=8))
def test_shares_add_up_to_one_and_none_is_negative(declared):
    shares = normalised(declared).shares
    assert sum(shares) == pytest.approx(1)
    assert min(shares) >= 0


def test_axes_share_the_whole_and_their_objectives_share_the_axis():
    assert weights() == {"O1": 0.3, "O2": 0.3, "O3": 0.4}


def test_an_objective_hands_its_weight_down():
    rows = [objective("O1", "G"), objective("O3", "S"), objective("A"), objective("B")]
    assert weights(objective=rows, cascade=[serve("A", "O1", 0.75), serve("B", "O1", 0.25)]) == {"A": 0.45, "B": 0.15, "O1": 0.6, "O3": 0.4}


def test_an_objective_that_serves_two_adds_both_up():
    rows = [objective("O1", "G"), objective("O3", "S"), objective("A")]
    found = weighed(read(company(objective=rows, cascade=[serve("A", "O1"), serve("A", "O3")])))
    assert [(w.objective, round(w.weight, 9), w.depth) for w in found] == [("O1", 0.6, 0), ("O3", 0.4, 0), ("A", 1.0, 1)]
    assert found[2].axis == "G"


def test_without_axes_the_top_shares_the_whole_equally():
    assert weights(axis=[], objective=[objective("O1"), objective("O2")]) == {"O1": 0.5, "O2": 0.5}


def test_an_objective_without_axis_weighs_nothing_where_axes_are_used():
    assert weights(objective=[objective("O1", "G"), objective("O2")]) == {"O1": 1.0, "O2": 0.0}


def test_closed_objectives_weigh_nothing():
    rows = [objective("O1", "G"), objective("O2", "G", status="reached"), objective("O3", "S", status=None, due_on=date(2026, 6, 30))]
    assert weights(objective=rows) == {"O1": 1.0}


def test_an_objective_of_unknown_life_lives_until_its_date():
    assert weights(objective=[objective("O1", "G", status=None, due_on=date(2026, 7, 1))]) == {"O1": 1.0}


def test_a_loop_is_named_from_its_smallest_key_whatever_the_order_of_rows():
    links = [serve("O1", "O2"), serve("O2", "O3"), serve("O3", "O1")]
    for order in (links, links[::-1]):
        assert faults(read(company(cascade=order))) == [Loop(("O1", "O2", "O3"))]


def test_a_loop_hands_nothing_down_and_stops_nothing():
    found = weights(cascade=[serve("O1", "O2"), serve("O2", "O1")])
    assert found == {"O1": 0.3, "O2": 0.3, "O3": 0.4}


def test_a_child_due_after_its_parent_is_a_fault_and_on_the_same_day_is_not():
    def found(day):
        rows = [objective("O1", "G", due_on=date(2026, 12, 31)), objective("O2", "G", due_on=day)]
        return faults(read(company(objective=rows, contribution=[], cascade=[serve("O2", "O1")])))

    assert found(date(2027, 1, 1)) == [LateChild("O2", "O1", date(2027, 1, 1), date(2026, 12, 31))]
    assert found(date(2026, 12, 31)) == []
    assert found(None) == []


def test_weights_that_do_not_add_up_are_a_fault():
    found = faults(read(company(cascade=[serve("O2", "O1", 0.5), serve("O3", "O1", 0.3)])))
    assert found == [BadSum("O1", ("O2", "O3"), (0.5, 0.3), 0.8)]


def test_weights_of_axes_that_do_not_add_up_are_a_fault():
    axes = [{"key": "G", "name": "Growth", "weight": 0.6}, {"key": "S", "name": "Sustainability", "weight": 0.5}]
    assert faults(read(company(axis=axes))) == [BadSum("", ("G", "S"), (0.6, 0.5), 1.1)]


def test_a_weight_that_is_missing_is_filled_and_not_reproached():
    assert faults(read(company(cascade=[serve("O2", "O1", 0.5), serve("O3", "O1")]))) == []


def test_a_single_weight_under_one_is_not_a_sum():
    assert faults(read(company(cascade=[serve("O2", "O1", 0.5)]))) == []


def test_what_nobody_declares_is_named_with_what_points_to_it():
    found = faults(read(company(cascade=[serve("O1", "X"), serve("O2", "X")], contribution=[link("P1", "Z")])))
    assert found == [Unknown("objective", "X", (("objective", "O1"), ("objective", "O2"))), Unknown("objective", "Z", (("project", "P1"),))]


def test_an_unknown_axis_is_a_fault_where_axes_are_declared():
    rows = [objective("O1", "Q")]
    assert faults(read(company(objective=rows, contribution=[]))) == [Unknown("axis", "Q", (("objective", "O1"),))]
    assert faults(read(company(axis=[], objective=rows, contribution=[]))) == []


def test_projects_linked_before_any_objective_is_loaded_are_no_fault():
    assert faults(read(company(objective=[]))) == []


def test_an_objective_takes_the_axis_of_the_nearest_it_serves():
    rows = [objective("O1", "G"), objective("O3", "S"), objective("A"), objective("B"), objective("C")]
    links = [serve("A", "O3"), serve("B", "A"), serve("B", "O1")]
    assert axis_of_objectives(read(company(objective=rows, cascade=links))) == {"O1": "G", "O3": "S", "A": "S", "B": "G"}


def test_what_serves_an_objective_is_found_at_any_depth():
    rows = [objective("O1", "G"), objective("A"), objective("B")]
    below = serving(read(company(objective=rows, cascade=[serve("A", "O1"), serve("B", "A")])))
    assert below == {"O1": {"A", "B"}, "A": {"B"}, "B": set()}


@settings(max_examples=15, deadline=None)
@given(st.sets(st.tuples(st.integers(0, 6), st.integers(0, 6)).filter(lambda e: e[0] > e[1]), max_size=12), st.randoms())
def test_what_nobody_serves_adds_up_to_the_whole_whatever_the_order(edges, shuffler):
    rows = [objective(f"N{n}") for n in range(7)]
    links = [serve(f"N{child}", f"N{parent}") for child, parent in edges]
    found = weights(axis=[], objective=rows, cascade=links)
    parents = {link["parent"] for link in links}
    assert sum(weight for key, weight in found.items() if key not in parents) == pytest.approx(1)
    shuffler.shuffle(links)
    assert weights(axis=[], objective=rows, cascade=links) == found
