"""What drawing a world promises: the same numbers for the same things, exact explanations, clear refusals."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from math import nan

import numpy as np
import pytest
from scipy.special import ndtri

from pupitre.impact.attainment import (
    Cancel,
    Delay,
    Draws,
    Fix,
    Learn,
    Run,
    Shift,
    Treat,
    chances,
    declared_share,
    draw,
    families,
    gains,
    measure_chances,
    waterfall,
    what_if,
    worth_knowing,
)
from pupitre.impact.attainment.luck import Luck, Span
from pupitre.impact.attainment.promises import Kept, corrected, kept
from pupitre.impact.world import Block, Effect, Measure, Objective, Part, Project, Risk, Sample, World
from pupitre.kernel import InputError

P99 = np.arange(1, 100) / 100


def measure(key: str, *, group: str = "", target: float = 60, at: float = 365, mean: float = 50) -> Measure:
    return Measure(key, key, "", group, at, P99, mean + 5 * ndtri(P99), 45, target, is_up=True)


def company() -> World:
    return World(
        date(2026, 1, 1),
        11,
        projects=(
            Project("P1", "RD", Block(0, 100, 200, 320), due_days=200),
            Project("P2", "RD", Sample(np.linspace(100, 300, 50), start=50), after=(("P1", 5.0),), due_days=210),
            Project("P3", "IT", Block(0, 50, 60, 90), due_days=60, short_days=10),
            Project("P0", "IT", Sample(np.array([-20.0])), is_over=True),
        ),
        measures=(measure("M1", group="RD"), measure("M2", group="IT", target=55), measure("M3", target=52)),
        effects=(
            Effect("project", "P1", "M1", 4, 8, 12, ramp_days=60),
            Effect("project", "P2", "M1", 1, 3, 5),
            Effect("project", "P3", "M2", 2, 5, 6, decay_share=0.1, basis="measured"),
            Effect("project", "P0", "M2", 1, 1, 1, ramp_days=90),
            Effect("risk", "R1", "M1", -8, -5, -2),
            Effect("decision", "D1", "M3", 0, 2, 3, lands_days=100),
        ),
        risks=(Risk("R1", "RD", 0.3, {"P1": (10, 20, 60)}), Risk("R2", "", 0.2, {"P3": (30, 30, 90)})),
        objectives=(
            Objective("O1", (Part("measure", "M1", 2.0), Part("measure", "M2", 1.0)), 365),
            Objective("O2", (Part("measure", "M2", 1.0), Part("measure", "M3", 1.0)), 365, "score", 0.7),
            Objective("O3", (Part("measure", "M3", 1.0),), 365),
            Objective("TOP", (Part("objective", "O1", 1.0), Part("objective", "O2", 1.0)), 400, "count", 1),
        ),
    )


def bits(drawn: Draws) -> tuple[bytes, ...]:
    rows = (drawn.finish, drawn.strikes, drawn.base, drawn.values, drawn.met, drawn.reached, drawn.scores)
    return tuple(row.tobytes() for row in rows)


@pytest.fixture(scope="module")
def drawn() -> Draws:
    return draw(company(), draws=4_000)


@pytest.mark.parametrize(("block", "threads"), [(4_000, 1), (333, 1), (1_001, 3), (504, 2)])
def test_blocks_and_threads_give_the_same_bits(drawn, block, threads):
    assert bits(draw(company(), draws=4_000, block=block, threads=threads)) == bits(drawn)


def test_fewer_draws_are_the_first_of_more(drawn):
    assert np.array_equal(draw(company(), draws=1_234).values, drawn.values[:, :1_234])


def test_the_order_of_things_changes_no_bit(drawn):
    world = company()
    turned = {name: getattr(world, name)[::-1] for name in ("projects", "measures", "effects", "risks", "objectives")}
    assert bits(draw(replace(world, **turned), draws=4_000)) == bits(drawn)


def test_another_thing_leaves_all_other_draws_alone(drawn):
    world = company()
    project, other = Project("P9", "RD", Block(0, 1, 2, 3)), measure("M0", group="RD")
    again = draw(replace(world, projects=(*world.projects, project), measures=(*world.measures, other)), draws=4_000)
    for key in ("M1", "M2", "M3"):
        assert np.array_equal(again.values[again.row("measure", key)], drawn.values[drawn.row("measure", key)])
    assert chances(again) == chances(drawn)


def test_another_seed_gives_other_draws(drawn):
    assert not np.array_equal(draw(replace(company(), seed=12), draws=4_000).values, drawn.values)


CHANGED = {
    Delay("P3", 45): {"projects": {"P3": {"finish": Block(45, 50, 60, 90), "due_days": 60}}},
    Run("P1", 30, 0.5): {
        "projects": {"P1": {"finish": Block(0, 130, 230, 350)}},
        "effects": {"P1": {"low": 2.0, "likely": 4.0, "high": 6.0}},
    },
    Treat("R1", 0.5): {"risks": {"R1": {"yearly_chance": 0.15}}},
}


@pytest.mark.parametrize("change", CHANGED, ids=str)
def test_a_what_if_is_what_a_fresh_drawing_of_the_changed_world_gives(drawn, change):
    world = company()
    for kind, things in CHANGED[change].items():
        name = "source" if kind == "effects" else "key"
        changed = tuple(replace(thing, **things.get(getattr(thing, name), {})) for thing in getattr(world, kind))
        world = replace(world, **{kind: changed})
    answer = what_if(drawn, [change])
    fresh = chances(draw(world, draws=4_000))
    assert {key: gain.after for key, gain in answer.objectives.items()} == {key: chance.share for key, chance in fresh.items()}


def test_what_a_change_does_not_touch_moves_by_exactly_nothing(drawn):
    answer = what_if(drawn, [Cancel("P1"), Treat("R1")])
    assert answer.objectives["O1"].gain < 0
    assert [(answer.objectives[key].gain, answer.objectives[key].error) for key in ("O2", "O3")] == [(0.0, 0.0)] * 2
    assert set(answer.measures) == {"M1"}


def test_stopping_a_project_stops_those_that_wait_for_it(drawn):
    assert what_if(drawn, [Cancel("P1")]).finishes["P2"][1] == np.inf


def test_the_error_of_a_change_counts_only_the_draws_that_turn(drawn):
    gain = what_if(drawn, [Shift("M3", 0.5)]).objectives["O3"]
    turned = gain.gain * 4_000
    assert gain.error == pytest.approx(np.sqrt(turned - turned**2 / 4_000) / 4_000)
    assert not gain.is_noise
    assert what_if(drawn, [Shift("M3", 1e-9)]).objectives["O3"].is_noise


def test_what_is_learnt_replaces_what_is_drawn(drawn):
    known = what_if(drawn, [Learn("D1", "M3", 10)]).means["M3"][1]
    assert known == pytest.approx(60, abs=0.3)


def test_the_gap_of_each_indicator_adds_up_exactly(drawn):
    for fall in waterfall(drawn).values():
        assert fall.trend + fall.effects + fall.late + fall.risks == pytest.approx(fall.target - fall.mean, abs=1e-9)
    first = waterfall(drawn)["M1"]
    assert (first.effects < -9, first.late > 0, first.risks > 0) == (True, True, True)
    assert first.trend == pytest.approx(10, abs=0.4)


def test_the_points_of_the_families_add_up_to_all_that_is_missing(drawn):
    shares = chances(drawn)
    for key, points in families(drawn).items():
        assert sum(points.values()) == pytest.approx(1 - shares[key].share, abs=1e-9)


def test_a_family_that_touches_nothing_costs_nothing(drawn):
    third = families(drawn)["O3"]
    assert [third[family] for family in ("lateness", "risks", "capacity", "dependencies")] == [0, 0, 0, 0]
    assert families(drawn)["O1"]["dependencies"] > 0


def test_a_project_overdue_already_costs_what_it_still_delays():
    late = Project("P", "", Block(-200, 400, 400, 400), due_days=-50)
    only = World(
        date(2026, 1, 1),
        1,
        (late,),
        (measure("M", at=150),),
        (Effect("project", "P", "M", 10, 10, 10),),
        (),
        (Objective("O", (Part("measure", "M", 1.0),), 150),),
    )
    fall = waterfall(draw(only, draws=1_000))["M"]
    assert (fall.effects, fall.late) == (pytest.approx(-10, abs=1e-4), pytest.approx(10, abs=1e-4))


def test_removing_a_cause_gives_what_the_same_what_if_gives(drawn):
    causes = {(c.objective, c.kind, c.key, c.family): c for c in gains(drawn)}
    assert causes["O1", "risk", "R1", "risks"].gain == what_if(drawn, [Treat("R1")]).objectives["O1"].gain
    assert causes["O1", "project", "P1", "lateness"].gain == what_if(drawn, [Fix("project", "P1", "lateness")]).objectives["O1"].gain
    assert ("O3", "project", "P1", "lateness") not in causes
    assert all(cause.gain >= 0 for cause in causes.values())


def test_the_largest_cause_comes_first(drawn):
    of_one = [cause.gain for cause in gains(drawn) if cause.objective == "O1"]
    assert of_one == sorted(of_one, reverse=True)


def test_what_decides_an_objective_alone_is_worth_knowing_most(drawn):
    worth = [each for each in worth_knowing(drawn) if each.objective == "O3"]
    assert (worth[0].kind, worth[0].key) == ("measure", "M3")
    assert 0 < worth[0].points <= 0.5


def test_what_is_measured_only_has_no_declared_share():
    alone = World(date(2026, 1, 1), 1, (), (measure("M", target=50),), (), (), (Objective("O", (Part("measure", "M", 1.0),), 365),))
    assert declared_share(draw(alone, draws=2_000)) == {"O": pytest.approx(0, abs=1e-12)}


def test_what_is_declared_only_is_declared_whole():
    sure = Measure("M", "M", "", "", 365, np.array([0.5]), np.array([0.0]), 0, 5, is_up=True)
    effect = Effect("decision", "D", "M", 0, 5, 10)
    world = World(date(2026, 1, 1), 1, (), (sure,), (effect,), (), (Objective("O", (Part("measure", "M", 1.0),), 365),))
    assert declared_share(draw(world))["O"] == pytest.approx(1, abs=0.04)
    measured = replace(world, effects=(replace(effect, basis="measured"),))
    assert declared_share(draw(measured))["O"] == pytest.approx(0, abs=1e-12)


def test_an_objective_without_a_readable_indicator_has_no_chance():
    world = company()
    blind = replace(measure("M3"), values=np.full(99, nan))
    drawn = draw(replace(world, measures=(*world.measures[:2], blind)), draws=200)
    assert set(chances(drawn)) == {"O1", "O2", "TOP"}
    assert drawn.layout.left_out["O2"] == ("M3",)
    assert set(measure_chances(drawn)) == {"M1", "M2"}


def test_an_objective_without_a_part_it_must_have_has_no_chance():
    parts = (Part("measure", "M1", 1.0), Part("measure", "GONE", 1.0, is_must=True))
    world = replace(company(), objectives=(Objective("O", parts, 365),))
    assert chances(draw(world, draws=200)) == {}


def refused(**changes: object) -> str:
    with pytest.raises(InputError) as caught:
        draw(replace(company(), **changes), draws=8)
    return str(caught.value.what.msgid) + " " + " ".join(str(value) for value in caught.value.what.values.values())


def test_a_circle_of_objectives_is_named():
    circle = tuple(Objective(key, (Part("objective", other, 1.0),), 365) for key, other in ("AB", "BC", "CA"))
    assert "A → B → C → A" in refused(objectives=circle)


def test_a_circle_of_projects_is_named():
    circle = tuple(Project(key, "", Block(0, 1, 2, 3), after=((other, 0.0),)) for key, other in ("AB", "BA"))
    assert "A → B → A" in refused(projects=circle, effects=(), risks=())


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"effects": (Effect("project", "P1", "M9", 1, 2, 3),)}, "M9"),
        ({"effects": (Effect("project", "P8", "M1", 1, 2, 3),)}, "P8"),
        ({"effects": (Effect("project", "P1", "M1", 3, 2, 1),)}, "not in order"),
        ({"risks": (Risk("R1", "", 1.4),)}, "R1"),
        ({"objectives": (Objective("O", (), 1), Objective("O", (), 1))}, "same code"),
    ],
)
def test_what_contradicts_itself_is_refused_by_name(changes, said):
    assert said in refused(**changes)


@pytest.mark.parametrize("change", [Cancel("P0"), Cancel("P8"), Treat("R1", 9), Shift("M1", nan)], ids=str)
def test_an_impossible_change_is_refused(drawn, change):
    with pytest.raises(InputError):
        what_if(drawn, [change])


class LastFraction:
    def random(self, count: int, *, dtype: type) -> np.ndarray:
        return np.full(count, 1 - 2**-24, dtype)


def test_the_last_fraction_there_is_keeps_a_finite_luck(monkeypatch):
    monkeypatch.setattr("pupitre.impact.attainment.luck.stream", lambda *_name, **_start: LastFraction())
    luck = Luck(1).normal("measure", "M", Span(0, 8), group="", common={})
    assert np.isfinite(luck).all()


def test_past_effects_that_gave_half_are_drawn_towards_half():
    past = kept([10.0] * 12, [5.0] * 12, [1.0] * 12)
    # Twelve shares of 0.5 with an error of 0.1 weigh 1,200; the prior of 1 with a spread of 0.5 weighs 4.
    assert past.share == pytest.approx((1_200 * 0.5 + 4) / 1_204)
    assert (past.spread, past.cases) == (0.0, 12)


def test_nine_past_effects_correct_nothing():
    world = company()
    assert kept([10.0] * 9, [5.0] * 9, [1.0] * 9) is None
    assert corrected(world, None) is world


def test_only_what_is_declared_is_corrected():
    halved = corrected(company(), Kept(0.5, 0.0, 20)).effects
    assert [(effect.low, effect.likely, effect.high) for effect in halved[:3]] == [(2, 4, 6), (0.5, 1.5, 2.5), (2, 5, 6)]
    assert halved[4] == company().effects[4]


def test_cases_that_differ_widen_the_range():
    wide = corrected(company(), Kept(1.0, 0.2, 20)).effects[0]
    assert wide.high - wide.likely == pytest.approx(np.sqrt(4**2 + 6 * (0.2 * 8) ** 2))


def test_an_uncertain_indicator_on_its_way_lacks_nothing_but_luck():
    sure = World(
        date(2026, 1, 1),
        3,
        (),
        (measure("M", target=50),),
        (Effect("decision", "D", "M", -0.02, 0.0, 0.02),),
        (),
        (Objective("O", (Part("measure", "M", 1.0),), 365),),
    )
    drawn = draw(sure, draws=4_000)
    assert [cause.gain for cause in gains(drawn) if cause.family == "trend"] == [0.0]
    points = families(drawn)["O"]
    # A tiny effect costs next to nothing, and half of the draws are missed by the indicator's own uncertainty.
    assert points["trend"] == pytest.approx(0.5, abs=0.03)
    assert points["weak_effects"] == pytest.approx(0, abs=0.005)
