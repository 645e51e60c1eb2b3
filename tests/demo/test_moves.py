"""What truly moves in a made-up company, what its decisions do, what its objective needs."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from pupitre.demo.company import Company, Kpi
from pupitre.demo.invent.company import invent
from pupitre.demo.plan import Disguise, draw

ON = date(2026, 3, 18)


@pytest.fixture(scope="module")
def landreval() -> Company:
    return invent(0, size=420, on=ON)[0]


def known(company: Company, id: str) -> Kpi:
    kpi = company.kpi(id)
    assert kpi is not None
    return kpi


def step(values: np.ndarray, since: int) -> float:
    return float(np.mean(values[since:]) - np.mean(values[since - 12 : since]))


def test_scrap_of_the_second_plant_steps_up_by_two_points_and_the_first_stays(landreval: Company) -> None:
    (moved,) = landreval.shifts
    scrap = known(landreval, "scrap")
    since = scrap.starts.index(moved.starts)
    sizes = {place: step(values, since) for place, values in scrap.places.items()}
    assert moved.place == "PROD-2"
    assert sizes["PROD-2"] == pytest.approx(2.06, abs=0.3)
    assert abs(sizes["PROD-1"]) < 0.6
    assert len(scrap.starts) - since == 14


def test_the_company_reads_the_weighted_mean_of_its_plants(landreval: Company) -> None:
    scrap = known(landreval, "scrap")
    first, second = scrap.places.values()
    assert np.allclose(scrap.values, 0.575 * first + 0.425 * second, atol=0.006)


def test_on_time_delivery_loses_an_eighth_of_a_point_a_week(landreval: Company) -> None:
    (moved,) = landreval.drifts
    otd = known(landreval, "otd")
    since = otd.starts.index(moved.starts)
    slope = np.polyfit(np.arange(len(otd.values) - since), (otd.values - otd.plain)[since:], 1)[0]
    assert (moved.size, slope) == (pytest.approx(-0.12), pytest.approx(-0.12, abs=0.01))


def test_a_decision_changes_its_line_and_no_other(landreval: Company) -> None:
    works = next(one for one in landreval.judged if one.kind == "works")
    timed = known(landreval, "line_time")
    since = timed.starts.index(works.starts)
    sizes = {place: step(values, since) for place, values in timed.places.items()}
    rest = np.mean([size for place, size in sizes.items() if place != works.place])
    assert sizes[works.place] - rest == pytest.approx(-1.7, abs=0.4)
    assert works.effect == pytest.approx(-1.7)
    assert {one.place for one in landreval.judged if one.place} == {"PROD-L2", "PROD-L3"}


def test_a_bonus_harms_after_its_lag_and_not_before(landreval: Company) -> None:
    harms = next(one for one in landreval.judged if one.kind == "harms")
    ppm = known(landreval, "ppm")
    since = ppm.starts.index(harms.starts)
    change = ppm.values - ppm.plain
    assert not change[: since + 8].any()
    assert set(change[since + 8 :]) == {153.0}
    assert harms.expected[1] < 0 < harms.effect


def test_one_month_is_far_worse_just_before_a_decision_without_effect(landreval: Company) -> None:
    extreme = next(one for one in landreval.judged if one.kind == "extreme")
    hiring = known(landreval, "vacancy")
    at = hiring.starts.index(extreme.starts) - 1
    assert hiring.values[at] - hiring.plain[at] == pytest.approx(3.2 * 3, abs=0.6)
    assert extreme.effect == 0


def test_every_judged_decision_stands_in_the_record_with_what_it_hoped_for(landreval: Company) -> None:
    recorded = {one.code: one.judged for one in landreval.decisions if one.judged}
    assert [recorded[one.decision] for one in landreval.judged] == landreval.judged
    assert all(recorded[code].starts > next(d.decided for d in landreval.decisions if d.code == code) for code in recorded)


def test_the_stretched_objective_needs_both_levers(landreval: Company) -> None:
    stretch = landreval.stretch
    assert stretch is not None
    assert stretch.base == pytest.approx(0.62, abs=0.02)
    assert stretch.both == pytest.approx(0.86, abs=0.02)
    assert stretch.base < stretch.alone < 0.8 < stretch.both


def test_levers_are_due_before_their_objective_and_land_after_it(landreval: Company) -> None:
    due = next(o.due for o in landreval.objectives if landreval.stretch and o.code == landreval.stretch.objective)
    levers = [p for p in landreval.projects if p.tag == "lever"]
    assert len(levers) == 2
    assert all(p.due + timedelta(days=20) < due < p.due + timedelta(days=p.late) for p in levers)


def test_every_axis_has_projects_that_promise_something_on_its_key_results(landreval: Company) -> None:
    axes = {p.code: p.axis for p in landreval.projects}
    aimed = {result.kpi.code for result in landreval.key_results}
    assert {axes[effect.project] for effect in landreval.effects} == {axis.id for axis in landreval.axes}
    assert {effect.kpi for effect in landreval.effects} <= aimed
    better = {kpi.code: 1 if kpi.up else -1 for kpi in landreval.kpis}
    assert all(min(e.low * better[e.kpi], e.likely * better[e.kpi], e.high * better[e.kpi]) >= 0 for e in landreval.effects)


def test_past_objectives_were_reached_or_missed_as_their_readings_say(landreval: Company) -> None:
    outcomes = [objective.outcome for objective in landreval.past]
    assert 6 <= outcomes.count("reached") <= 18
    for objective, result in zip(landreval.past, landreval.past_results, strict=True):
        better = 1 if result.kpi.up else -1
        read = [float(v) for v, start in zip(result.kpi.values, result.kpi.starts, strict=True) if start <= result.due and not np.isnan(v)]
        assert (better * (read[-1] - result.target) >= 0) == (objective.outcome == "reached")
        assert better * (result.target - result.baseline) > 0


def test_one_assumption_no_longer_holds(landreval: Company) -> None:
    kpis = {kpi.code: kpi for kpi in landreval.kpis}
    held = []
    for one in landreval.assumptions:
        late = float(np.mean(kpis[one.kpi].values[-8:]))
        held.append(late > one.threshold if one.above else late < one.threshold)
    assert held.count(False) == 1


def test_a_disguise_moves_kpis_none_to_three_times() -> None:
    plans = [draw(seed, size=420, disguise=Disguise(seed)) for seed in range(40)]
    assert {len(plan.steps) for plan in plans} == {0, 1, 2, 3}
    assert {len(plan.slopes) for plan in plans} == {0, 1, 2, 3}
    assert {len(plan.harms) for plan in plans} == {0, 1, 2, 3}
    assert {plan.reach is None for plan in plans} == {True, False}


@pytest.mark.parametrize("seed", range(4))
def test_what_is_planted_in_disguise_leaves_a_line_and_a_kpi_alone(seed: int) -> None:
    company, _ = invent(seed, size=420, on=ON, disguise=Disguise(seed))
    lines = [one.place for one in company.judged if one.place]
    assert len(set(lines)) == len(lines) <= 3
    moved = [one.kpi for one in company.drifts] + [one.kpi for one in company.judged if not one.place]
    assert len(set(moved)) == len(moved)
