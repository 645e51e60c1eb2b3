"""What is said of a change made to go faster."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

from pupitre.maths.process.proof import proved

DAY = 86_400_000_000
WEEK = 7 * DAY


def process(true: float, *, before: int = 80, after: int = 40, each: int = 40, season: float = 0.0, seed: int = 1) -> pa.Table:
    """Return cases of ten days or so, `true` more or less after moment 0; `season` swings over a year."""
    chance = np.random.default_rng(seed)
    begin = np.sort(chance.integers(-before * WEEK, after * WEEK, (before + after) * each))
    swing = season * np.sin(2 * np.pi * begin / (365.25 * DAY))
    days = chance.lognormal(np.log(10), 0.6, len(begin)) * np.exp(swing) * np.where(begin >= 0, 1 + true, 1.0)
    end = begin + (days * DAY).astype(np.int64)
    return pa.table({"begin": begin, "end": pa.array(end, mask=end > after * WEEK), "left": np.zeros(len(begin), bool)})


def judged(cases: pa.Table, after: int = 40, **more):
    return proved(cases, 0, until=after * WEEK, **more)


def test_a_large_cut_works_and_reaches_its_target():
    one = judged(process(-0.35))
    assert (one.verdict, one.method, one.is_target_reached) == ("works", "interrupted_series", True)
    low, high = one.bounds(90)
    assert low < -0.35 < high <= -0.2


def test_a_cut_that_is_sure_may_be_short_of_its_target():
    one = judged(process(-0.2))
    assert (one.verdict, one.is_target_reached) == ("works", False)
    assert one.needed < -0.2 < 0 < one.smallest < 0.2


def test_a_process_that_slows_down_is_harmed():
    assert judged(process(0.3)).verdict == "harmful"


def test_where_nothing_moved_the_change_has_no_effect():
    one = judged(process(0.0, before=110, after=55, each=80), after=55)
    assert one.verdict == "no_effect"
    assert one.change == pytest.approx(0, abs=0.05)


def test_a_season_is_not_a_gain():
    # The half year after the change is the fast one of every year.
    cases = process(0.0, before=104, after=26, season=-0.2)
    assert not judged(cases, 26).is_target_reached
    assert judged(cases, 26).verdict != "works"


def test_ranges_hold_one_another():
    one = judged(process(-0.3))
    bounds = [one.bounds(level) for level in (80, 90, 95)]
    assert bounds[2][0] < bounds[1][0] < bounds[0][0] < one.change < bounds[0][1] < bounds[1][1] < bounds[2][1]


def test_the_same_seed_gives_the_same_bounds():
    cases = process(-0.3)
    assert judged(cases, seed=3).ranges == judged(cases, seed=3).ranges


def test_the_unit_of_time_of_a_process_changes_nothing():
    cases = process(-0.3)
    begin, end = cases.column("begin"), cases.column("end")
    moved = pa.table({"begin": pa.compute.add(begin, 5 * WEEK), "end": pa.compute.add(end, 5 * WEEK)})
    assert proved(moved, 5 * WEEK, until=45 * WEEK).change == judged(cases).change


def both(true: float, common: float) -> pa.Table:
    touched, left = process(true, seed=4), process(0.0, seed=5)
    joined = pa.concat_tables([touched, left])
    begin, end = joined.column("begin").to_numpy(), joined.column("end")
    lasted = pa.compute.fill_null(end, 10**17).to_numpy() - begin
    later = begin + np.where(begin >= 0, lasted * (1 + common), lasted).astype(np.int64)
    is_left = np.arange(joined.num_rows) >= touched.num_rows
    return pa.table({"begin": begin, "end": pa.array(later, mask=later > 40 * WEEK), "left": is_left})


def test_what_also_moved_in_an_untouched_group_is_no_gain():
    cases = both(0.0, -0.3)
    assert judged(cases.filter(pa.compute.invert(cases.column("left")))).verdict == "works"
    one = judged(cases, control="left")
    assert (one.method, one.verdict == "works") == ("difference_in_differences", False)
    assert one.change == pytest.approx(0, abs=0.1)


def test_a_gain_beside_an_untouched_group_is_told():
    assert judged(both(-0.3, 0.2), control="left").change == pytest.approx(-0.3, abs=0.08)


def test_an_untouched_group_too_small_is_not_compared_with():
    cases = process(-0.3).set_column(2, "left", pa.array(np.arange(120 * 40) % 500 == 0))
    assert judged(cases, control="left").method == "interrupted_series"


def test_the_path_tells_what_would_have_been():
    one = judged(process(-0.3))
    is_after = one.at >= 0
    assert len(one.at) == len(one.level) == len(one.without)
    assert np.median(one.level[is_after] / one.without[is_after]) == pytest.approx(0.7, abs=0.05)
    assert np.median(one.level[~is_after] / one.without[~is_after]) == pytest.approx(1, abs=0.05)
    assert one.before_days == pytest.approx(10, abs=0.5)


@pytest.mark.parametrize(
    ("cases", "after", "reason"),
    [
        (process(0.0, each=0), 40, "empty"),
        (process(0.0, before=2, each=10), 40, "too_few_before"),
        (process(0.0, before=5), 40, "too_short_before"),
        (process(0.0, after=1, each=10), 1, "too_few_after"),
        (process(0.0, after=2), 2, "nothing_after"),
    ],
)
def test_what_cannot_be_judged_says_why(cases, after, reason):
    one = judged(cases, after)
    assert (one.verdict, one.method, one.reason) == ("cannot_tell", "none", reason)
    assert not one.is_target_reached


def test_without_a_touched_case_there_is_nothing_to_judge():
    cases = process(0.0).set_column(2, "left", pa.array(np.ones(120 * 40, bool)))
    assert judged(cases, control="left").reason == "empty"


def test_cases_of_new_sorts_are_counted_apart():
    cases = process(-0.3)
    begin = cases.column("begin").to_numpy()
    kind = np.where(np.arange(len(begin)) % 2, "K", "J").astype(object)
    slower = np.where(kind == "K", 2, 1) * (pa.compute.fill_null(cases.column("end"), 10**17).to_numpy() - begin)
    kind[(begin > 30 * WEEK) & (np.arange(len(begin)) % 7 == 0)] = "new"
    made = pa.table({"begin": begin, "end": pa.array(begin + slower, mask=begin + slower > 40 * WEEK), "kind": kind.tolist()})
    one = judged(made, strata=("kind",))
    assert one.left_out == (kind == "new").sum()
    assert one.columns == ("kind",)


def test_cases_that_are_all_of_new_sorts_compare_with_nothing():
    cases = process(0.0, before=0)
    older = pa.table({"begin": [-5 * WEEK] * 40, "end": [-4 * WEEK] * 20 + [-3 * WEEK] * 20, "left": [True] * 40})
    joined = pa.concat_tables([older, cases], promote_options="permissive")
    sort = ["J"] * 20 + ["K"] * 20 + ["new"] * cases.num_rows
    assert judged(joined.append_column("sort", pa.array(sort)), strata=("sort",), control="left").reason == "not_comparable"
