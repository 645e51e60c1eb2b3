"""Random trees are compared by what they allow, not by how they are written."""

from __future__ import annotations

import random

from pupitre.bench.process_miner.trees import beside, logs, plain, plan, read
from pupitre.maths.process.discovery import mine


def test_the_order_of_choices_and_of_parallel_parts_does_not_matter():
    one, other = read("->( 'a', X( tau, +( 'b', 'c' ) ) )"), read("->( 'a', X( +( 'c', 'b' ), tau ) )")
    assert plain(one) == plain(other)
    assert plain(read("->( 'a', 'b' )")) != plain(read("->( 'b', 'a' )"))
    assert plain(read("*( 'a', 'b' )")) != plain(read("*( 'b', 'a' )"))


def test_a_loop_of_several_ways_back_is_one_of_a_choice():
    assert plain(read("*( 'a', 'b', 'c' )")) == plain(read("*( 'a', X( 'c', 'b' ) )"))


def test_a_random_plan_holds_each_name_once():
    names = [f"a{n}" for n in range(9)]
    told = str(plan(random.Random(3), names))
    assert [told.count(f"'{name}'") for name in names] == [1] * 9


def test_the_same_trees_are_counted_and_the_others_told():
    made = logs(3, seed=4, noise=0.1, cases=60)
    theirs = [str(mine(paths).tree) for paths in made]
    assert beside(made, theirs) == {"logs": 3, "same": 3, "sound": 3, "too_large_to_tell": 0, "differing": []}
    (told,) = beside(made[:1], ["->( 'begin', 'never done' )"])["differing"]
    assert told["theirs"] == "->( 'begin', 'never done' )"
    assert 0 <= told["fitness"][1] < told["fitness"][0] <= 1
