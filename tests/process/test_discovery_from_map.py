"""The map of a log alone gives the structure that its paths give, wherever cuts divide it."""

from __future__ import annotations

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pupitre.domains.processes.web import model
from pupitre.kernel import InputError
from pupitre.maths.process.conformance import fault, replay
from pupitre.maths.process.discovery import activities, mine, mine_map, to_net
from pupitre.maths.process.discovery.graph import graph_of
from pupitre.maths.process.encode import from_arrow

LOGS = st.dictionaries(st.lists(st.sampled_from("abcdef"), min_size=1, max_size=9).map(tuple), st.integers(1, 9), min_size=1, max_size=9)


def paths(text):
    """Read `abc*3 ab*2`."""
    return {tuple(word.split("*")[0]): int(word.split("*")[1]) for word in text.split()}


def mined(log, noise=0.0):
    graph = graph_of(log)
    return mine_map(graph.edges, graph.starts, graph.ends, noise)


@pytest.mark.parametrize(
    ("log", "tree"),
    [
        # The logs L1, L2 and L4 of van der Aalst, "Process mining", 2016.
        ("abcd*3 acbd*2 aed*1", "->( 'a', X( +( 'b', 'c' ), 'e' ), 'd' )"),
        ("abcd*3 acbd*4 abcefbcd*2 abcefcbd*1 acbefbcd*2 acbefbcefcbd*1", "->( 'a', *( +( 'b', 'c' ), ->( 'e', 'f' ) ), 'd' )"),
        ("acd*45 bcd*42 ace*38 bce*22", "->( X( 'a', 'b' ), 'c', X( 'd', 'e' ) )"),
        ("abcd*10 ad*5", "->( 'a', X( tau, ->( 'b', 'c' ) ), 'd' )"),
        ("abcd*10 abd*5 acd*5", "->( 'a', X( tau, 'b' ), X( tau, 'c' ), 'd' )"),
        ("abab*5 ab*5", "*( ->( 'a', 'b' ), tau )"),
        ("aab*5 ab*5", "->( *( 'a', tau ), 'b' )"),
        ("ad*1 ae*1 be*1 bf*1 cf*1 cd*1", "*( X( 'a', 'b', 'c', 'd', 'e', 'f' ), tau )"),
    ],
)
def test_a_map_gives_its_structure(log, tree):
    assert str(mined(paths(log)).tree) == str(mine(paths(log), 0).tree) == tree


def test_what_is_rare_is_left_out():
    assert str(mined(paths("abcde*5 acbde*5 abdce*3 edcba*1"), 0.2).tree) == "->( 'a', +( 'c', ->( 'b', 'd' ) ), 'e' )"
    assert str(mined(paths("ab*50 aab*1"), 0.2).tree) == "->( 'a', 'b' )"
    assert str(mined(paths("ab*10 a*2"), 0.2).tree) == "->( 'a', 'b' )"
    assert str(mined(paths("ab*10 a*3"), 0.2).tree) == "->( 'a', X( tau, 'b' ) )"


def test_what_a_map_does_not_tell():
    log = paths("ab*3 ba*3 a*3")
    assert str(mined(log).tree) == "+( 'a', 'b' )"
    assert str(mine(log, 0).tree) != "+( 'a', 'b' )"


@given(LOGS, st.sampled_from((0.0, 0.2)))
def test_the_net_of_a_map_is_sound_and_knows_every_activity_once(log, noise):
    tree = mined(log, noise).tree
    assert sorted(activities(tree)) == sorted({activity for path in log for activity in path})
    assert fault(to_net(tree)) is None


@given(LOGS, st.randoms())
def test_the_order_of_the_ways_does_not_matter(log, chance):
    graph = graph_of(log)
    edges = list(graph.edges.items())
    chance.shuffle(edges)
    assert mine_map(dict(edges), graph.starts, graph.ends) == mined(log, 0.2)


def test_a_map_that_begins_nowhere_is_in_any_order():
    assert str(mine_map({("a", "b"): 1, ("b", "a"): 1}, {}, {}).tree) == "*( X( 'a', 'b' ), tau )"


def test_too_many_activities_are_refused_in_words():
    with pytest.raises(InputError, match="1000 different activities"):
        mine_map({}, {f"a{number}": 1 for number in range(1000)}, {})


def test_the_map_stands_for_paths_too_many_to_be_read(monkeypatch):
    rows = [(f"c{case}", name, at) for case in range(6) for at, name in enumerate(("a", *("bc" if case % 2 else "cb"), "d"))]
    log = from_arrow(pa.table(dict(zip(("case", "activity", "ts"), map(list, zip(*rows, strict=True)), strict=True))))
    by_paths = model.tree_of(log)
    monkeypatch.setattr(model, "PATHS", 1)
    assert str(by_paths) == str(model.tree_of(log)) == "->( 'a', +( 'b', 'c' ), 'd' )"
    assert all(row.fits for row in replay(to_net(model.tree_of(log)), {tuple("abcd"): 3, tuple("acbd"): 3}).paths)
