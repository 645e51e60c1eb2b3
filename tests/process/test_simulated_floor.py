"""A play against one written the long way, and the numbers it draws against those published."""

from __future__ import annotations

import heapq

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pupitre.maths.process.simulation import ALWAYS, Clock, Empirical, Exponential, Model, Pool, Routing, Step, play
from pupitre.maths.process.simulation.clock import HOUR
from pupitre.maths.process.simulation.draws import philox, uniforms
from pupitre.maths.process.simulation.run import _arrivals, _lasting
from pupitre.maths.process.simulation.walk import links, walked

START, END = -1, -2
OFFICE = tuple(day < 5 and 9 <= hour < 17 for day in range(7) for hour in range(24))
CASES = 8
LATE = tuple(day < 6 and 14 <= hour < 22 for day in range(7) for hour in range(24))


@pytest.mark.parametrize(
    ("counter", "key", "words"),
    [
        ((0, 0, 0, 0), (0, 0), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
        (
            (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
            (0xA4093822, 0x299F31D0),
            (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
        ),
    ],
)
def test_draws_are_those_that_their_authors_publish(counter, key, words):
    """Known answers of Philox-4x32-10 in the Random123 distribution."""
    found = philox([np.array([word], dtype=np.uint64) for word in counter], key)
    assert tuple(int(word[0]) for word in found) == words


def test_a_case_has_the_same_luck_whatever_else_is_drawn():
    alone, among = uniforms(7, 2, np.array([40]), 3, 1), uniforms(7, 2, np.arange(100), 3, 1)
    assert alone[:, 0].tolist() == among[:, 40].tolist()
    assert abs(float(uniforms(7, 0, np.arange(20_000)).mean()) - 0.5) < 0.005


def the_long_way(model: Model, seed: int) -> list[tuple[float, float]]:
    """Return when each step done begins and ends, one event after the other, the way of the wall."""
    walk = walked(model, seed=seed, replication=0)
    came = _arrivals(model, walk.gap)
    work = _lasting([step.service for step in model.steps], walk.step, walk.work)
    pause = _lasting([step.delay for step in model.steps], walk.step, walk.pause)
    pairs = links(walk.case, walk.step, model.beside, len(model.steps))
    size = walk.step.size
    if pairs is None:
        pairs = tuple(np.array([(at, at + 1) for at in range(size - 1) if walk.case[at] == walk.case[at + 1]]).reshape(-1, 2).T)
    befores: dict[int, list[int]] = {at: [] for at in range(size)}
    for one, other in zip(*pairs, strict=True):
        befores[int(other)].append(int(one))
    clocks = [Clock(pool.hours) for pool in model.pools]
    free = [[0.0] * pool.capacity for pool in model.pools]
    done: dict[int, tuple[float, float]] = {}
    queue: list[tuple[float, int]] = []

    def enter(at: int) -> None:
        ready = max((done[one][1] for one in befores[at]), default=float(came[walk.case[at]]))
        heapq.heappush(queue, (after(clocks[model.steps[walk.step[at]].pool], ready, pause[at]), at))

    for at in range(size):
        if not befores[at]:
            enter(at)
    while queue:
        ready, at = heapq.heappop(queue)
        pool = model.steps[walk.step[at]].pool
        begin = max(ready, min(free[pool], default=0.0))
        if work[at]:  # what takes no time is done at once, at night too
            begin = opening(clocks[pool], begin)
        end = after(clocks[pool], begin, work[at])
        if free[pool]:
            heapq.heapreplace(free[pool], end)
        done[at] = (begin, end)
        for other in range(at + 1, size):
            if walk.case[other] != walk.case[at]:
                break
            if at in befores[other] and all(one in done for one in befores[other]):
                enter(other)
    return [done[at] for at in range(size)]


def opening(clock: Clock, at: float) -> float:
    """Return the first time worked from a time on."""
    while not clock.hours[int(at // HOUR) % 168]:
        at = (at // HOUR + 1) * HOUR
    return at


def after(clock: Clock, at: float, work: float) -> float:
    """Return when work begun at a time ends."""
    if not work:
        return at
    at = opening(clock, at)
    while True:
        left = (at // HOUR + 1) * HOUR - at
        if work <= left:
            return at + work
        work, at = work - left, opening(clock, at + left)


SHORT, LONG = (np.random.default_rng(3).exponential(mean, 200_000) for mean in (700.0, 6_000.0))
"""Readings without ties: which of two cases that come at one moment goes first is not said."""
STEPS = st.builds(
    Step,
    st.just("s"),
    st.integers(0, 1),
    st.sampled_from([Exponential(900.0), Empirical(LONG), Empirical(SHORT)]),
    st.sampled_from([Empirical(np.zeros(0)), Empirical(np.concatenate((LONG, np.zeros(70_000))))]),
)


def test_what_takes_no_time_is_done_at_once_at_night_too():
    steps = (Step("a", 0, Empirical(np.zeros(1))), Step("b", 0, Empirical(np.zeros(1))), Step("c", 0, Empirical(np.array([HOUR]))))
    ways = {("", (START, 0)): ((0, 1.0),), ("", (0, 0)): ((1, 1.0),), ("", (1, 0)): ((2, 1.0),), ("", (2, 0)): ((END, 1.0),)}
    night = np.zeros(672)
    night[3 * 4] = 1 / 900  # Monday, 3:00
    pools = (Pool("x", 2, OFFICE),)
    for more in ((), (Pool("y", 1, LATE),)):
        model = Model(steps, (*pools, *more), Routing("step", {"": 1.0}, "", ways), Empirical(np.ones(1)), night, 2, warm=0.0)
        assert play(model, seed=1).lead == pytest.approx([6.875 * HOUR] * 2)  # from 3:07:30 to 10:00


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    steps=st.lists(STEPS, min_size=2, max_size=4),
    sizes=st.tuples(st.integers(0, 3), st.integers(0, 3)),
    hours=st.tuples(st.sampled_from([ALWAYS, OFFICE, LATE]), st.sampled_from([ALWAYS, OFFICE, LATE])),
    is_beside=st.booleans(),
    seed=st.integers(0, 2**40),
)
def test_a_play_gives_what_the_long_way_gives(steps, sizes, hours, is_beside, seed):
    count = len(steps)
    ways = {("", (START, 0)): ((0, 1.0),)}
    for at in range(count):
        ways["", (at, 0)] = ((at + 1 if at + 1 < count else END, 0.7), (0, 0.3))
    pools = tuple(Pool(str(at), size, own) for at, (size, own) in enumerate(zip(sizes, hours, strict=True)))
    beside = frozenset({(0, 1), (1, 0)}) if is_beside else frozenset()
    routing = Routing("step", {"": 1.0}, "", ways)
    model = Model(tuple(steps), pools, routing, Exponential(1.0), np.full(672, 1 / 1500), CASES, warm=0.0, beside=beside)
    run, walk = play(model, seed=seed), walked(model, seed=seed, replication=0)
    done = the_long_way(model, seed)
    first, last = np.full(CASES, np.inf), np.zeros(CASES)
    np.minimum.at(first, walk.case, np.array([begin for begin, _ in done]))
    np.maximum.at(last, walk.case, np.array([end for _, end in done]))
    assert run.lead == pytest.approx(last - first, abs=1e-3)
    assert run.entry == pytest.approx(first - _arrivals(model, walk.gap), abs=1e-3)
