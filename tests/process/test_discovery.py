"""The inductive miner finds the published structure of small logs, and its nets are sound."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pupitre.kernel import InputError
from pupitre.maths.process.conformance import fault, replay
from pupitre.maths.process.discovery import TAU, Block, Leaf, block, mine, to_net
from pupitre.maths.process.discovery.cuts import Cut
from pupitre.maths.process.discovery.pnml import pnml
from pupitre.maths.process.discovery.split import split

LOGS = st.dictionaries(st.lists(st.sampled_from("abcdef"), max_size=9).map(tuple), st.integers(1, 9), min_size=1, max_size=12)


def paths(text: str) -> dict[tuple[str, ...], int]:
    """Read `abc*3 ab*2`."""
    return {tuple(word.split("*")[0]): int(word.split("*")[1]) for word in text.split()}


@pytest.mark.parametrize(
    ("log", "tree"),
    [
        # van der Aalst, "Process mining", 2016, log L1.
        ("abcd*3 acbd*2 aed*1", "->( 'a', X( +( 'b', 'c' ), 'e' ), 'd' )"),
        # The same, log L2, with its loop.
        (
            "abcd*3 acbd*4 abcefbcd*2 abcefcbd*1 acbefbcd*2 acbefbcefcbd*1",
            "->( 'a', *( +( 'b', 'c' ), ->( 'e', 'f' ) ), 'd' )",
        ),
        # The same, log L4.
        ("acd*45 bcd*42 ace*38 bce*22", "->( X( 'a', 'b' ), 'c', X( 'd', 'e' ) )"),
        # Two parts passed over together are one optional part (strict sequence).
        ("abcd*10 ad*5", "->( 'a', X( tau, ->( 'b', 'c' ) ), 'd' )"),
        ("abcd*10 abd*5 acd*5", "->( 'a', X( tau, 'b' ), X( tau, 'c' ), 'd' )"),
    ],
)
def test_a_log_without_noise_gives_its_structure(log: str, tree: str):
    assert str(mine(paths(log), 0).tree) == tree


def test_a_rare_edge_is_left_out():
    log = paths("abcde*5 acbde*5 abdce*3 edcba*1")
    assert str(mine(log, 0.2).tree) == "->( 'a', +( 'c', 'b', 'd' ), 'e' )"


def test_few_empty_cases_are_noise_and_many_are_not():
    assert str(mine(paths("ab*10 a*2"), 0.2).tree) == "->( 'a', 'b' )"
    assert str(mine(paths("ab*10 a*3"), 0.2).tree) == "->( 'a', X( tau, 'b' ) )"


@pytest.mark.parametrize(
    ("log", "name"),
    [
        ("a*3 *2", "empty_traces"),
        ("cb*1 bac*1", "activity_once_per_trace"),
        ("cc*1 acba*1", "activity_concurrent"),
        ("abab*5 ab*5", "strict_tau_loop"),
        # A round begins with d, and is over wherever the next one begins.
        ("dbab*1 dbaad*2", "tau_loop"),
        # Six activities of which each second one may come after two of the others: no part is first, none is alone.
        ("ad*1 ae*1 be*1 bf*1 cf*1 cd*1", "flower"),
    ],
)
def test_what_falls_through_is_named(log: str, name: str):
    assert name in {fall.name for fall in mine(paths(log), 0).fallthroughs}


def test_what_has_no_structure_may_come_in_any_order():
    assert str(mine(paths("ad*1 ae*1 be*1 bf*1 cf*1 cd*1"), 0).tree) == "*( X( 'a', 'b', 'c', 'd', 'e', 'f' ), tau )"


def test_a_round_that_begins_again_before_its_end_is_a_loop():
    assert str(mine(paths("dbab*1 dbaad*2"), 0).tree).startswith("*( ->( 'd', ")


def test_a_log_with_a_plain_structure_falls_through_nowhere():
    assert mine(paths("abcd*3 acbd*2 aed*1"), 0.2).fallthroughs == ()


def test_nothing_at_all_is_a_silent_step():
    assert mine({}).tree == TAU
    assert mine({(): 4}).tree == TAU


def test_a_path_of_two_choices_alike_goes_to_the_smaller_one():
    parts = split({(1, 4): 5, (1, 2, 4): 3, (3,): 2}, Cut("xor", (frozenset({1, 2, 3}), frozenset({4}))))
    assert parts == [{(1, 2): 3, (3,): 2}, {(4,): 5}]


@given(LOGS)
def test_without_noise_every_path_is_allowed_and_the_net_is_sound(log: dict[tuple[str, ...], int]):
    net = to_net(mine(log, 0).tree)
    assert fault(net) is None
    assert all(row.fits for row in replay(net, log).paths)


@given(LOGS)
def test_with_noise_the_net_is_sound(log: dict[tuple[str, ...], int]):
    assert fault(to_net(mine(log, 0.2).tree)) is None


@given(LOGS, st.randoms())
def test_the_order_of_the_paths_does_not_matter(log: dict[tuple[str, ...], int], chance):
    rows = list(log.items())
    chance.shuffle(rows)
    assert mine(dict(rows)) == mine(log)


def test_silent_transitions_that_change_nothing_are_left_out():
    net = to_net(Block("sequence", (Leaf("a"), Block("loop", (Leaf("b"), TAU)), Leaf("c"))))
    assert sorted(t.label or "" for t in net.transitions) == ["", "a", "b", "c"]
    assert fault(net) is None


def test_blocks_within_blocks_of_the_same_kind_are_opened():
    inner = block("xor", [Leaf("a"), TAU])
    assert str(block("xor", [inner, Leaf("b"), TAU])) == "X( tau, 'a', 'b' )"
    assert block("sequence", [TAU, Leaf("a")]) == Leaf("a")


def test_a_log_with_too_many_activities_is_refused_in_words():
    with pytest.raises(InputError, match="100000 different activities"):
        mine({(f"a{number}",): 1 for number in range(100_000)})


def test_many_activities_without_structure_take_seconds_only():
    names = [f"a{number:03}" for number in range(150)]
    log = {tuple(names[(start * step) % 150] for step in range(1, 30)): 1 for start in range(1, 120)}
    assert fault(to_net(mine(log).tree), 50) in {None, "too_large"}


def test_the_net_of_a_tree_is_written_for_other_tools():
    text = pnml(to_net(mine(paths("ab*2 a*1"), 0).tree), "Commandes & retours")
    assert "Commandes &amp; retours" in text
    assert text.count("<transition") == 3
    assert text.count("$invisible$") == 1
