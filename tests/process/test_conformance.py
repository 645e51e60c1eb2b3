"""Replay, precision and alignments give what hand-worked nets say."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pupitre.maths.process.conformance import align, deviations, fault, precision, replay
from pupitre.maths.process.discovery import Net, Transition, mine, to_net

LOGS = st.dictionaries(st.lists(st.sampled_from("abcde"), max_size=7).map(tuple), st.integers(1, 9), min_size=1, max_size=8)


def paths(*words: str) -> dict[tuple[str, ...], int]:
    return {tuple(word): 1 for word in words}


def net_of(*rows: tuple[str | None, tuple[int, ...], tuple[int, ...]], places: int) -> Net:
    return Net(places, tuple(Transition(*row) for row in rows), 0, places - 1)


ABC = net_of(("a", (0,), (1,)), ("b", (1,), (2,)), ("c", (2,), (3,)), places=4)
SPLIT = net_of(
    (None, (0,), (1, 2)), ("a", (1,), (3,)), ("b", (2,), (4,)), (None, (3, 4), (5,)), ("c", (5,), (6,)), (None, (5,), (6,)), places=7
)
FLOWER = net_of((None, (0,), (1,)), ("a", (1,), (1,)), ("b", (1,), (1,)), (None, (1,), (2,)), places=3)


def test_a_path_that_fits_moves_every_token():
    row = replay(ABC, paths("abc")).paths[0]
    assert (row.missing, row.consumed, row.remaining, row.produced) == (0, 4, 0, 4)
    assert row.fits


def test_a_skipped_activity_leaves_one_token_and_misses_one():
    # Rozinat and van der Aalst, 2008: 1/2 (1 - m/c) + 1/2 (1 - r/p), with one of three tokens on each side.
    row = replay(ABC, paths("ac")).paths[0]
    assert (row.missing, row.consumed, row.remaining, row.produced) == (1, 3, 1, 3)
    assert row.fitness == pytest.approx(2 / 3)


def test_the_fitness_of_a_log_weighs_its_paths_by_their_cases():
    found = replay(ABC, {("a", "b", "c"): 3, ("a", "c"): 1})
    assert found.fitness == pytest.approx(1 - 1 / 15)
    assert found.fitting_share == pytest.approx(0.75)


def test_silent_transitions_are_walked_only_when_needed():
    assert all(row.fits for row in replay(SPLIT, paths("abc", "ba", "bac", "ab")).paths)
    assert not replay(SPLIT, paths("ac")).paths[0].fits


def test_an_activity_unknown_to_the_net_does_not_fit_and_moves_nothing():
    row = replay(ABC, paths("abxc")).paths[0]
    assert (row.unknown, row.missing, row.remaining) == (1, 0, 0)
    assert not row.fits


def test_a_net_that_allows_only_what_was_done_is_precise():
    assert precision(ABC, paths("abc")).value == 1.0


def test_precision_counts_what_was_allowed_and_never_done():
    # Start: a, b allowed, a done. After a: b allowed and done. After ab: c allowed and done (the end leaves nothing to do).
    found = precision(SPLIT, paths("abc"))
    assert (found.allowed, found.escaping) == (4, 1)
    assert found.value == pytest.approx(0.75)


def test_a_flower_allows_everything_all_the_time():
    found = precision(FLOWER, {("a", "a"): 2, ("b",): 1})
    # Start: 2 of 2 done, 3 cases. After a: 1 of 2 done, 2 cases.
    assert (found.allowed, found.escaping) == (3 * 2 + 2 * 2, 2)


def test_beginnings_that_the_net_does_not_allow_are_left_out():
    assert precision(ABC, paths("cab")).allowed == 1


@pytest.mark.parametrize(
    ("word", "cost", "inserted", "skipped"),
    [
        ("abc", 0, (), ()),
        ("ac", 1, (), ((1, "b"),)),
        ("abxc", 1, ((2, "x"),), ()),
        ("acb", 2, None, None),
        ("", 3, (), ((0, "a"), (0, "b"), (0, "c"))),
        ("bc", 1, (), ((0, "a"),)),
    ],
)
def test_the_cheapest_explanation_of_a_path_is_found(word, cost, inserted, skipped):
    row = align(ABC, paths(word)).paths[0]
    assert row.cost == cost
    if inserted is not None:
        assert (row.inserted, row.skipped) == (inserted, skipped)


def test_the_fitness_of_an_alignment_is_what_could_have_been_worse():
    # Adriansyah, 2014: "ac" has 2 events and the shortest way 3 activities: 1 - 1/5.
    assert align(ABC, paths("ac")).fitness == pytest.approx(0.8)


@settings(max_examples=50)
@given(LOGS, LOGS)
def test_both_ways_of_aligning_agree(model: dict[tuple[str, ...], int], log: dict[tuple[str, ...], int]):
    net = to_net(mine(model, 0).tree)
    exact, searched = align(net, log), align(net, log, states=1)
    assert [row.cost for row in exact.paths] == [row.cost for row in searched.paths]
    assert exact.aligned_share == 1.0


@settings(max_examples=50)
@given(LOGS, LOGS)
def test_departures_add_up_to_the_cost_and_a_path_that_fits_costs_nothing(model, log):
    net = to_net(mine(model, 0).tree)
    fits = {row.path: row.fits for row in replay(net, log).paths}
    for row in align(net, log).paths:
        assert row.cost == len(row.inserted) + len(row.skipped)
        assert (row.cost == 0) == fits[row.path]


@settings(max_examples=50)
@given(LOGS, LOGS)
def test_doubling_the_cases_changes_no_share(model, log):
    net = to_net(mine(model, 0.2).tree)
    twice = {path: 2 * count for path, count in log.items()}
    assert replay(net, twice).fitness == pytest.approx(replay(net, log).fitness)
    assert precision(net, twice).value == pytest.approx(precision(net, log).value)
    assert align(net, twice).fitness == pytest.approx(align(net, log).fitness)


def test_deviations_say_what_is_skipped_and_added_and_how_often():
    found = deviations(ABC, {("a", "b", "c"): 6, ("a", "c"): 3, ("a", "b", "x", "c"): 1})
    assert (found.cases, found.keeping, found.given_up) == (10, 6, 0)
    assert [(row.kind, row.activity, row.after, row.cases, row.share) for row in found.found] == [
        ("skipped", "b", "a", 3, 0.3),
        ("inserted", "x", "b", 1, 0.1),
    ]


def test_a_search_given_up_is_said_and_judged_by_replay():
    row = align(ABC, {("a",) * 5001: 1}).paths[0]
    assert row.method == "replay"
    assert row.cost is None
    assert deviations(ABC, {("a",) * 5001: 2}).given_up == 2


def test_a_net_with_many_branches_is_replayed_without_meeting_all_its_markings():
    names = tuple("abcdefghijklmnop")
    splits = [(None, (0,), tuple(range(1, 17))), (None, tuple(range(17, 33)), (33,))]
    ways = [(name, (at,), (at + 16,)) for at, name in enumerate(names, 1)]
    optional = [(None, (at,), (at + 16,)) for at in range(1, 17)]
    net = net_of(*splits, *ways, *optional, places=34)
    log = {names: 1, names[::-1]: 1, names[:3]: 1, ("a", "a"): 1}
    assert [row.fits for row in replay(net, log).paths] == [True, True, True, False]
    assert [row.cost for row in align(net, log).paths] == [0, 0, 0, 1]
    assert precision(net, {names: 1}).allowed == sum(range(1, 17))


@pytest.mark.parametrize(
    ("rows", "places", "found"),
    [
        ([("a", (0,), (1, 2)), ("b", (1,), (3,)), ("c", (2,), (3,))], 4, "leaves_tokens"),
        ([("a", (0,), (1,)), ("b", (0,), (2,)), ("c", (1, 2), (3,))], 4, "blocks"),
        ([("a", (0,), (2,)), ("b", (1,), (2,))], 3, "never_done"),
        ([("a", (0,), (0, 1)), ("b", (0,), (2,))], 3, "too_large"),
    ],
)
def test_what_keeps_a_net_from_being_sound_is_said(rows, places, found):
    assert fault(net_of(*rows, places=places), 500) == found
