"""The made-up workplaces on which played processes are judged."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from pupitre.bench.process_simulation.periods import judged, leads, summed
from pupitre.bench.process_simulation.workshop import HOUR, MONDAY, Job, Workshop, logged, week
from pupitre.bench.process_simulation.worlds import busy

OFFICE = week(5, 9, 17)
SHOP = Workshop({"a": Job(("p",), 1.0)}, {"p": OFFICE}, lambda kind, draws: ["a"], 2.0, OFFICE)


def hours(table: pa.Table, name: str) -> np.ndarray:
    return (np.asarray(table.column(name).to_numpy()) / 1e6 - MONDAY) / HOUR


def test_one_person_does_one_thing_at_a_time_in_working_hours():
    log = logged(SHOP, 60, 1)
    begin, end = hours(log, "start"), hours(log, "ts")
    assert (begin[1:] >= end[:-1] - 1e-6).all()
    assert all(OFFICE[int(at) % 168] for at in begin)


def test_a_lot_begins_once_it_is_full():
    shop = Workshop({"a": Job(("p",), 0.1, lot=4)}, {"p": OFFICE}, lambda kind, draws: ["a"], 2.0, OFFICE)
    log = logged(shop, 10, 1)
    assert log.num_rows == 8


def test_a_log_is_the_same_for_the_same_seed_alone():
    assert logged(SHOP, 20, 1).equals(logged(SHOP, 20, 1))
    assert not logged(SHOP, 20, 1).equals(logged(SHOP, 20, 2))


def test_lead_times_run_from_the_first_begin():
    log = pa.table({"case": ["x", "x"], "activity": ["a", "b"], "start": [0, 7_200_000_000], "ts": [3_600_000_000, 9_000_000_000]})
    assert leads(log).tolist() == [2.5]
    assert leads(log.drop_columns(["start"])).tolist() == [1.5]


def test_a_half_is_judged_on_the_other():
    """A desk of one: its lead time is its work, which the other half gives nearly alike."""
    world = busy()
    one = judged(world.name, logged(world.shop, 400, 1), world, -0.15)
    assert one.cases == 200
    assert abs(one.mean / one.next_mean - 1) < 0.25
    (row,) = summed([one])
    assert (row["logs"], row["true"]) == (1, -0.15)
