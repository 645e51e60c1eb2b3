"""What the draws of a schedule must obey, against results known in closed form."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from pupitre.kernel import InputError
from pupitre.maths.schedule import Link, network, quantile, simulate
from pupitre.maths.schedule import simulation as engine
from pupitre.maths.streams import stream

CHAIN = network("ab", [Link("a", "b")])


def test_sure_durations_give_one_date() -> None:
    result = simulate(CHAIN, {"a": (480, 480, 480), "b": (60, 60, 60)}, seed=1, scope="P", draws=16)
    assert set(result.finish.tolist()) == {540}
    assert result.criticality == {"a": 1.0, "b": 1.0}


def test_the_mean_of_a_chain_is_the_sum_of_the_means() -> None:
    """A triangle on (a, m, b) has mean (a+m+b)/3 and variance (a²+m²+b²−ab−am−bm)/18."""
    points = {"a": (4800, 9600, 19200), "b": (480, 480, 4800)}
    result = simulate(CHAIN, points, seed=3, scope="P", draws=40_000)
    mean = sum(sum(p) / 3 for p in points.values())
    spread = sum((a * a + m * m + b * b - a * b - a * m - b * m) / 18 for a, m, b in points.values()) ** 0.5
    assert abs(result.finish.mean() - mean) < 4 * spread / 200
    assert result.finish.std() == pytest.approx(spread, rel=0.02)


def test_the_median_of_a_triangle_is_the_known_one() -> None:
    """With the likely value at the low end, F(x) = 1 − ((b−x)/(b−a))²: the median is b − (b−a)/√2."""
    result = simulate(network("a", []), {"a": (0, 0, 10_000)}, seed=5, scope="P", draws=40_000)
    assert quantile(result.finish, 0.5) == pytest.approx(10_000 * (1 - 0.5**0.5), abs=90)


def test_two_equal_tasks_side_by_side_are_each_critical_half_of_the_time() -> None:
    points = {"a": (0, 4800, 9600), "b": (0, 4800, 9600)}
    result = simulate(network("ab", []), points, seed=2, scope="P", draws=20_000)
    assert result.criticality["a"] == pytest.approx(0.5, abs=0.015)
    assert result.criticality["a"] + result.criticality["b"] >= 1


def test_draws_stay_between_the_shortest_and_the_longest() -> None:
    result = simulate(network("a", []), {"a": (100, 130, 150)}, seed=1, scope="P", draws=20_000)
    assert result.finish.min() >= 100
    assert result.finish.max() <= 150
    assert {100, 150} & set(result.finish.tolist())


def test_another_task_leaves_the_draws_of_the_first_alone() -> None:
    points = {"a": (480, 960, 4800), "b": (0, 0, 0)}
    alone = simulate(network("a", []), points, seed=1, scope="P", draws=500).finish
    beside = simulate(network("ab", [Link("b", "a")]), points, seed=1, scope="P", draws=500).finish
    assert np.array_equal(alone, beside)


def test_another_seed_or_project_draws_otherwise() -> None:
    points = {"a": (480, 960, 4800)}
    draws = [simulate(network("a", []), points, seed=s, scope=p, draws=500).finish for s, p in ((1, "P"), (2, "P"), (1, "Q"))]
    assert not np.array_equal(draws[0], draws[1])
    assert not np.array_equal(draws[0], draws[2])


def test_small_blocks_give_the_same_bits(monkeypatch: pytest.MonkeyPatch) -> None:
    points = {"a": (480, 960, 4800), "b": (480, 4800, 9600)}
    whole = simulate(CHAIN, points, seed=1, scope="P", draws=1000)
    monkeypatch.setattr(engine, "MEMORY", 1)
    seen: list[int] = []
    cut = simulate(CHAIN, points, seed=1, scope="P", draws=1000, progress=seen.append)
    assert np.array_equal(whole.finish, cut.finish)
    assert whole.criticality == cut.criticality
    assert seen[:2] == [1, 2]
    assert seen[-1] == 1000


def test_fewer_draws_are_the_first_ones() -> None:
    points = {"a": (480, 960, 4800), "b": (480, 4800, 9600)}
    many = simulate(CHAIN, points, seed=1, scope="P", draws=100).finish
    assert np.array_equal(many[:33], simulate(CHAIN, points, seed=1, scope="P", draws=33).finish)


def test_a_task_that_is_done_holds_nobody() -> None:
    """a was done before today: b starts today."""
    result = simulate(
        CHAIN, {"a": (900, 900, 900), "b": (60, 60, 60)}, seed=1, scope="P", draws=8, started={"a": -960}, done=frozenset("a")
    )
    assert set(result.finish.tolist()) == {60}
    assert result.criticality == {"a": 0.0, "b": 1.0}


def test_a_lag_after_a_task_that_is_done_still_runs() -> None:
    """Done 60 minutes ago, with a wait of 100: b starts in 40."""
    net = network("ab", [Link("a", "b", "FS", 100)])
    result = simulate(net, {"a": (900, 900, 900), "b": (60, 60, 60)}, seed=1, scope="P", draws=8, started={"a": -960}, done=frozenset("a"))
    assert set(result.finish.tolist()) == {100}


def test_a_task_under_way_counts_from_its_start() -> None:
    result = simulate(CHAIN, {"a": (480, 480, 480), "b": (60, 60, 60)}, seed=1, scope="P", draws=8, started={"a": -200})
    assert set(result.finish.tolist()) == {340}


def test_a_task_that_started_too_early_is_not_pushed_back() -> None:
    result = simulate(CHAIN, {"a": (480, 480, 480), "b": (960, 960, 960)}, seed=1, scope="P", draws=8, started={"b": -100})
    assert set(result.finish.tolist()) == {860}


def test_a_task_under_way_still_waits_to_finish() -> None:
    net = network("ab", [Link("a", "b", "FF", 20)])
    result = simulate(net, {"a": (480, 480, 480), "b": (110, 110, 110)}, seed=1, scope="P", draws=8, started={"b": -100})
    assert set(result.finish.tolist()) == {500}
    assert result.criticality == {"a": 1.0, "b": 1.0}


def test_very_long_chains_are_counted_in_wider_numbers() -> None:
    longest = engine.LONGEST - 1
    keys = [f"t{i:03}" for i in range(200)]
    net = network(keys, [Link(a, b) for a, b in itertools.pairwise(keys)])
    result = simulate(net, dict.fromkeys(keys, (longest, longest, longest)), seed=1, scope="P", draws=8)
    assert result.finish.tolist() == [200 * longest] * 8


@pytest.mark.parametrize("points", [(2, 1, 3), (-1, 0, 1), (1, 3, 2), (0, 0, engine.LONGEST)])
def test_durations_out_of_order_are_refused(points: tuple[int, int, int]) -> None:
    with pytest.raises(InputError, match='"a"'):
        simulate(network("a", []), {"a": points}, seed=1, scope="P", draws=8)


def test_luck_that_is_shared_keeps_the_mean_and_widens_the_end() -> None:
    keys = [f"t{i:02}" for i in range(30)]
    net = network(keys, [Link(a, b) for a, b in itertools.pairwise(keys)])
    points = dict.fromkeys(keys, (480, 960, 4800))
    alone, together = (simulate(net, points, seed=1, scope="P", draws=20_000, shared=share).finish for share in (0.0, 0.5))
    assert together.mean() == pytest.approx(alone.mean(), rel=0.01)
    # Thirty equal tasks correlated by a quarter: the variance grows from 30 to 30 + 30 × 29 / 4 times that of one.
    assert together.std() / alone.std() == pytest.approx((1 + 29 / 4) ** 0.5, rel=0.03)


def test_a_quantile_is_a_value_that_was_drawn() -> None:
    values = np.arange(10, 0, -1).astype(np.int64)
    assert [quantile(values, p) for p in (0.0, 0.1, 0.11, 0.5, 0.8, 1.0)] == [1, 1, 2, 5, 8, 10]


def test_a_stretch_of_a_stream_is_the_same_alone() -> None:
    whole = stream(1, "task", "P/a").random(64, np.float32)
    assert np.array_equal(whole[16:40], stream(1, "task", "P/a", start=16).random(24, np.float32))
    with pytest.raises(ValueError, match="multiple of 8"):
        stream(1, "task", "P/a", start=3)


def test_streams_are_even_and_unrelated() -> None:
    first, second = (stream(1, "task", key).random(50_000, np.float32) for key in ("P/a", "P/b"))
    assert abs(float(first.mean()) - 0.5) < 0.006
    assert abs(float(np.corrcoef(first, second)[0, 1])) < 0.02


def test_kinds_and_keys_do_not_run_into_each_other() -> None:
    assert stream(1, "task", "a").random() != stream(1, "tas", "ka").random()
