"""A simulated process: hours, queues against Erlang's formula, changes with the same draws, what is found in a log."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pyarrow as pa
import pytest

from pupitre.maths.process.encode import from_arrow
from pupitre.maths.process.simulation import (
    ALWAYS,
    Changes,
    Clock,
    Empirical,
    Exponential,
    Model,
    Played,
    Pool,
    Routing,
    Step,
    compare,
    fit,
    play,
)
from pupitre.maths.process.simulation.clock import HOUR, hours_of

START, END = -1, -2
DAY = 24 * HOUR
OFFICE = tuple(day < 5 and 9 <= hour < 17 for day in range(7) for hour in range(24))
"""From Monday to Friday, 9:00 to 17:00."""


def chain(*steps: Step, pools: tuple[Pool, ...], every: float, cases: int = 200) -> Model:
    """Return a process whose cases go through each step once; one comes every so many seconds."""
    order = [START, *range(len(steps)), END]
    ways = {("", (a, 0)): ((b, 1.0),) for a, b in pairwise(order)}
    rate = np.full(672, 1 / every)
    return Model(steps, pools, Routing("step", {"": 1.0}, "", ways), Empirical(np.ones(1)), rate, cases, warm=0.0)


def lasting(seconds: float) -> Empirical:
    return Empirical(np.array([seconds]))


def queue(rate: float, servers: int, cases: int) -> Model:
    """Return a queue with Poisson arrivals and exponential service of mean 1 s."""
    steps = (Step("come", 0, lasting(0)), Step("serve", 1, Exponential(1.0)))
    model = chain(*steps, pools=(Pool("door", 0), Pool("desk", servers)), every=1 / rate, cases=cases)
    return replace(model, gaps=Exponential(1.0), warm=0.1)


def erlang_wait(rate: float, servers: int) -> float:
    """Return the mean wait of M/M/c with service rate 1: Erlang C / (c − λ)."""
    below = sum(rate**k / math.factorial(k) for k in range(servers))
    last = rate**servers / math.factorial(servers) * servers / (servers - rate)
    return last / (below + last) / (servers - rate)


def test_work_stops_at_night_and_goes_on_in_the_morning():
    clock = Clock(OFFICE)
    assert clock.worked(np.array([16 * HOUR, DAY + 10 * HOUR, 3 * HOUR, 7 * DAY])).tolist() == [7 * HOUR, 9 * HOUR, 0, 40 * HOUR]
    assert clock.ended(np.array([8 * HOUR, 8.5 * HOUR, 48 * HOUR])).tolist() == [17 * HOUR, DAY + 9.5 * HOUR, 7 * DAY + 17 * HOUR]
    assert clock.begun(np.array([8 * HOUR, 40 * HOUR])).tolist() == [DAY + 9 * HOUR, 7 * DAY + 9 * HOUR]
    assert Clock(ALWAYS).ended(np.array([400 * HOUR])).tolist() == [400 * HOUR]


def test_hours_of_a_week_without_work_are_refused():
    with pytest.raises(ValueError, match="168 hours"):
        Clock((False,) * 168)


def test_hours_are_found_but_for_who_stayed_late():
    office = [day * DAY + hour * HOUR + 60 * k for day in range(5) for hour in range(9, 17) for k in range(10)]
    found = hours_of(np.array([*office, 20 * HOUR]))
    assert found == OFFICE


def test_hours_that_too_few_events_tell_are_all_hours():
    assert hours_of(np.arange(20) * HOUR) == ALWAYS


@pytest.mark.parametrize(("rate", "servers"), [(0.7, 1), (3.5, 5)])
def test_a_queue_waits_as_erlang_says(rate: float, servers: int):
    waits = [play(queue(rate, servers, 8_000), seed=5, replication=at).pool_wait[1] for at in range(8)]
    error = float(np.std(waits, ddof=1)) / len(waits) ** 0.5
    assert abs(np.mean(waits) - erlang_wait(rate, servers)) < 4 * error
    assert error < 0.1 * erlang_wait(rate, servers)


def test_no_queue_where_there_is_room():
    model = chain(Step("a", 0, lasting(60)), Step("b", 1, lasting(30)), pools=(Pool("x", 1), Pool("y", 1)), every=100)
    run = play(model, seed=1)
    assert run.wait.max() == 0
    assert run.lead == pytest.approx(np.full(200, 90.0))
    assert run.use[0] == pytest.approx(0.6, abs=0.01)


def test_nothing_changed_makes_exactly_no_difference():
    told = compare(Played(queue(0.8, 1, 500)), Changes())
    assert (told.lead_mean.mean, told.lead_mean.low, told.lead_mean.high) == (0.0, 0.0, 0.0)


def test_a_second_pair_of_hands_shortens_the_wait_for_sure():
    told = compare(Played(queue(0.8, 1, 2_000)), Changes(capacity={"desk": 2}))
    assert told.lead_mean.high < 0
    assert told.lead_share.mean < -0.5
    assert told.then.use["desk"] == pytest.approx(told.now.use["desk"] / 2, rel=0.05)


def gained(model: Model, **changes: object) -> float:
    return compare(Played(model), Changes(**changes), least=2, most=2).lead_mean.mean  # type: ignore[arg-type]  # any change


def test_a_step_removed_or_merged_saves_its_time():
    model = chain(Step("a", 0, lasting(60)), Step("b", 0, lasting(30)), Step("c", 0, lasting(10)), pools=(Pool("x", 0),), every=100)
    assert gained(model, removed=("b",)) == pytest.approx(-30)
    assert gained(model, merged=(("a", "b"),), merged_share=0.5) == pytest.approx(-15)
    assert gained(model, merged=(("c", "b"),), merged_share=0.5) == pytest.approx(-15)
    assert gained(model, duration={"a": 0.5}) == pytest.approx(-30)


def test_a_step_that_no_longer_waits_saves_its_delay():
    model = chain(Step("a", 0, lasting(60)), Step("b", 0, lasting(30), delay=lasting(500)), pools=(Pool("x", 0),), every=100)
    assert gained(model, delay={"b": 0.2}) == pytest.approx(-400)
    assert gained(model, removed=("b",)) == pytest.approx(-530)


def test_a_team_that_opens_on_saturday_shortens_the_wait():
    saturday = tuple(day < 6 and 9 <= hour < 17 for day in range(7) for hour in range(24))
    model = chain(Step("a", 0, lasting(3 * HOUR)), pools=(Pool("x", 0, OFFICE),), every=5 * HOUR)
    assert gained(model, hours={"x": saturday}) < 0
    assert gained(model, hours={"x": ALWAYS}) < gained(model, hours={"x": saturday})


def test_more_cases_wait_longer():
    assert gained(queue(0.7, 1, 2_000), arrivals=1.2) > 0


def test_a_case_that_does_not_pass_by_the_step_kept_does_the_other_one_apart():
    model = chain(Step("a", 0, lasting(60)), Step("b", 0, lasting(30)), pools=(Pool("x", 0),), every=100)
    half = {("", (START, 0)): ((0, 0.5), (1, 0.5)), ("", (0, 0)): ((1, 1.0),), ("", (1, 0)): ((END, 1.0),)}
    merged = replace(model, routing=Routing("step", {"": 1.0}, "", half), within={1: (0, 1.0)})
    assert set(play(merged, seed=1).lead.round().tolist()) == {90.0, 30.0}


def test_plays_stop_once_the_range_is_narrow():
    told = compare(Played(queue(0.8, 1, 500)), Changes(duration={"serve": 0.9}), least=3, most=30)
    half = (told.lead_share.high - told.lead_share.low) / 2
    assert 3 <= told.replications < 30
    assert half <= abs(told.lead_share.mean) / 10


def test_a_team_asked_for_more_than_it_has_says_so():
    told = compare(Played(queue(0.8, 1, 500)), Changes(arrivals=1.5), least=2, most=2)
    assert told.then.use["desk"] > 1


def test_two_steps_side_by_side_take_the_longer_of_both():
    model = chain(Step("a", 0, lasting(60)), Step("b", 0, lasting(90)), Step("c", 0, lasting(10)), pools=(Pool("x", 0),), every=100)
    beside = replace(model, beside=frozenset({(0, 1), (1, 0)}))
    assert play(beside, seed=1).lead == pytest.approx(np.full(200, 100.0))


def test_an_unknown_team_is_refused():
    with pytest.raises(KeyError):
        compare(Played(queue(0.8, 1, 50)), Changes(capacity={"nobody": 2}))


def log_of_two_steps(cases: int) -> pa.Table:
    """Return a log: one case an hour in office hours; 10 min with one of two people, then 5 min, sent back once in four cases."""
    rows = []
    for case in range(cases):
        week, hour = divmod(case, 40)
        day, hour = divmod(hour, 8)
        begin = 4 * DAY + week * 7 * DAY + day * DAY + (9 + hour) * HOUR
        steps = [("check", 10), ("sign", 5), *([("check", 10)] if case % 4 == 0 else [])]
        for name, minutes in steps:
            end = begin + minutes * 60
            rows.append((f"c{case}", name, int(end * 1e6), int(begin * 1e6), f"p{case % 2}" if name == "check" else "boss"))
            begin = end
    return pa.table(dict(zip(("case", "activity", "ts", "start", "resource"), map(list, zip(*rows, strict=True)), strict=True)))


def test_a_process_is_found_in_its_log():
    model = fit(from_arrow(log_of_two_steps(240)))
    check, sign = model.steps
    assert [step.activity for step in model.steps] == ["check", "sign"]
    assert (check.service.mean, sign.service.mean) == (pytest.approx(600), pytest.approx(300))
    assert check.often == pytest.approx(1.25)
    assert {pool.name: pool.capacity for pool in model.pools} == {"check": 2, "sign": 1}
    assert model.pools[0].hours == OFFICE
    assert dict(model.routing.ways[("", (0, START if model.routing.state == "pair" else 1))])[1] == 1.0
    run = play(model, seed=2)
    assert run.lead.mean() == pytest.approx(900 + 0.25 * 600, rel=0.1)


def test_a_log_without_begins_has_no_capacity_to_change():
    model = fit(from_arrow(log_of_two_steps(240).drop_columns(["start"])))
    assert not model.has_begins
    assert {pool.capacity for pool in model.pools} == {0}


def test_a_log_without_begins_counts_from_the_first_end():
    """Ten minutes to check, five to sign, a check again in one case of four: 5 + 10 / 4 minutes from the first end to the last."""
    model = fit(from_arrow(log_of_two_steps(240).drop_columns(["start"])))
    assert model.lead == pytest.approx(300 + 600 / 4)
    assert play(model, seed=2).lead.mean() == pytest.approx(model.lead, rel=0.1)


def test_a_handful_of_cases_is_too_few():
    with pytest.raises(ValueError, match="20 cases"):
        fit(from_arrow(log_of_two_steps(19)))
