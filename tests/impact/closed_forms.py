"""Worlds whose probability is known by a formula: the list of docs/methods/attainment.md, in its order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from math import asin, comb, factorial, pi
from statistics import NormalDist

import numpy as np
from scipy.special import ndtri
from scipy.stats import multivariate_normal

from pupitre.impact.attainment import Cancel, Change, Delay, Run, Shift, Treat
from pupitre.impact.world import Block, Effect, Measure, Objective, Part, Project, Risk, Sample, World

PHI = NormalDist().cdf
P99 = np.arange(1, 100) / 100


@dataclass(frozen=True, slots=True)
class Case:
    name: str
    world: World
    expected: float
    changes: Sequence[Change] = ()


def normal(
    key: str, mean: float, spread: float, target: float, *, up: bool = True, at: float = 365, group: str = "", base: float = 0.0
) -> Measure:
    return Measure(key, key, "", group, at, P99, mean + spread * ndtri(P99), base, target, up)


def uniform(key: str, target: float, *, up: bool = True, low: float = 0.0, high: float = 1.0) -> Measure:
    return Measure(key, key, "", "", 365, np.array([0.0, 1.0]), np.array([low, high]), 0.0, target, up)


def sure(key: str, value: float, target: float, *, at: float = 365, **more: object) -> Measure:
    return Measure(key, key, "", "", at, np.array([0.5]), np.array([value]), 0.0, target, is_up=True, **more)


def world(
    measures: Sequence[Measure],
    *,
    projects: Sequence[Project] = (),
    effects: Sequence[Effect] = (),
    risks: Sequence[Risk] = (),
    objectives: Sequence[Objective] = (),
    loading: float = 0.0,
) -> World:
    whole = Objective("O", tuple(Part("measure", measure.key, 1.0) for measure in measures), 365)
    return World(
        date(2026, 1, 1), 20260101, tuple(projects), tuple(measures), tuple(effects), tuple(risks), (whole, *objectives), {"G": loading}
    )


def with_rule(
    measures: Sequence[Measure], rule: str, threshold: float, *, weights: Sequence[float] = (), must: Sequence[str] = ()
) -> World:
    weights = weights or [1.0] * len(measures)
    parts = tuple(Part("measure", m.key, w, m.key in must) for m, w in zip(measures, weights, strict=True))
    return World(date(2026, 1, 1), 7, (), tuple(measures), (), (), (Objective("O", parts, 365, rule, threshold),))


def landed(projects: Sequence[Project], by: Sequence[tuple[str, float]], *, risks: Sequence[Risk] = ()) -> World:
    """Make a world whose objective is reached when these projects have finished by these days."""
    return world(
        [sure(f"by {key} {day}", 0, 1, at=day) for key, day in by],
        projects=projects,
        effects=[Effect("project", key, f"by {key} {day}", 1, 1, 1) for key, day in by],
        risks=risks,
    )


def triangle(x: float, low: float, likely: float, high: float) -> float:
    """Distribution function of a triangular variable."""
    if x <= likely:
        return (x - low) ** 2 / ((high - low) * (likely - low)) if x > low else 0.0
    return 1 - (high - x) ** 2 / ((high - low) * (high - likely)) if x < high else 1.0


def irwin_hall(x: float, n: int) -> float:
    """Distribution function of the sum of n uniform variables."""
    return sum((-1) ** k * comb(n, k) * (x - k) ** n for k in range(int(x) + 1)) / factorial(n)


def both_below(a: float, b: float, correlation: float) -> float:
    return float(multivariate_normal([0, 0], [[1, correlation], [correlation, 1]]).cdf([a, b]))


def within(yearly: float, days: float) -> float:
    """Chance that something of this yearly chance happens within so many days."""
    return 1 - (1 - yearly) ** (days / 365)


def indicators() -> list[Case]:
    cases = [
        Case(f"normal indicator, target at {z} standard deviations", world([normal("M", 50, 5, 50 + 5 * z)]), PHI(-z))
        for z in (-2, -0.5, 0, 1)
    ]
    cases += [
        Case(f"normal indicator better when lower, at {z}", world([normal("M", 50, 5, 50 + 5 * z, up=False)]), PHI(z)) for z in (-1, 0.5)
    ]
    cases += [Case(f"normal indicator in the tail, at {z}", world([normal("M", 0, 1, z)]), PHI(-z)) for z in (2.5, -2.5)]
    for chance, size in ((0.1, 5), (0.3, 10), (0.9, 3)):
        shock = Effect("risk", "R", "M", -size, -size, -size)
        expected = (1 - chance) * PHI(0.4) + chance * PHI(0.4 - size / 5)
        cases.append(
            Case(
                f"normal indicator and a shock of chance {chance}",
                world([normal("M", 50, 5, 48)], effects=[shock], risks=[Risk("R", "", chance)]),
                expected,
            )
        )
    half_year = world([normal("M", 50, 5, 48, at=180)], effects=[Effect("risk", "R", "M", -8, -8, -8)], risks=[Risk("R", "", 0.4)])
    hit = within(0.4, 180)
    cases.append(Case("shock over half a year", half_year, (1 - hit) * PHI(0.4) + hit * PHI(0.4 - 1.6)))
    for x in (0.8, 1.5, 2.2):
        summed = world([uniform("M", x, up=False)], effects=[Effect("decision", "D", "M", 0, 1, 2)])
        cases.append(Case(f"uniform indicator and a triangular effect: sum of three uniforms below {x}", summed, irwin_hall(x, 3)))
    cases.append(
        Case(
            "normal indicator under a ceiling", world([Measure("M", "K", "", "", 365, P99, 5 * ndtri(P99), 0, 2, True, high_bound=1)]), 0.0
        )
    )
    sized = world([sure("M", 0, 6)], effects=[Effect("decision", "D", "M", 2, 5, 10)])
    cases.append(Case("triangular effect alone", sized, 1 - triangle(6, 2, 5, 10)))
    harm = world([sure("M", 0, -3)], effects=[Effect("decision", "D", "M", -6, -4, -1)])
    cases.append(Case("effect that harms", harm, 1 - triangle(-3, -6, -4, -1)))
    return cases


def schedules() -> list[Case]:
    block = Project("P", "", Block(10, 20, 50, 110))
    cases = [
        Case(f"one triangular project, by day {day}", landed([block], [("P", day)]), triangle(day - 10, 20, 50, 110))
        for day in (45, 60, 95)
    ]
    spread = Sample(np.linspace(0, 100, 4001), start=0)
    one, two = Project("P", "", spread), Project("Q", "", spread)
    after = Project("Q", "", spread, after=(("P", 0.0),))
    cases += [
        Case(f"chain of two uniform projects, by day {day}", landed([one, after], [("Q", day)]), irwin_hall(day / 100, 2))
        for day in (70, 130)
    ]
    cases += [
        Case(f"two parallel uniform paths, by day {day}", landed([one, two], [("P", day), ("Q", day)]), (day / 100) ** 2)
        for day in (60, 90)
    ]
    gate = Project("S", "", Sample(np.zeros(1), start=0), after=(("P", 0.0), ("Q", 0.0)))
    cases.append(Case("a project that waits for two uniform ones", landed([one, two, gate], [("S", 80)]), 0.64))
    lagged = Project("S", "", Sample(np.zeros(1), start=0), after=(("P", 15.0),))
    cases.append(Case("a project that waits, with a lag", landed([one, lagged], [("S", 80)]), 0.65))
    steps = [Project("A", "", Block(0, 0, 50, 100)), *(Project(k, "", Block(0, 0, 50, 100), after=((b, 0.0),)) for b, k in ("AB", "BC"))]
    cases += [
        Case(f"chain of two triangular projects, by day {day}", landed(steps[:2], [("B", day)]), irwin_hall(day / 50, 4))
        for day in (75, 120)
    ]
    cases.append(Case("chain of three triangular projects, by day 170", landed(steps, [("C", 170)]), irwin_hall(170 / 50, 6)))
    for chance in (0.2, 0.7):
        fixed = Project("P", "", Block(0, 100, 100, 100))
        risk = Risk("R", "", chance, {"P": (0, 50, 100)})
        hit = within(chance, 100)
        cases.append(
            Case(
                f"sure project delayed by a risk of chance {chance}",
                landed([fixed], [("P", 130)], risks=[risk]),
                1 - hit + hit * triangle(30, 0, 50, 100),
            )
        )
    return cases


def ramps() -> list[Case]:
    spread = Project("P", "", Sample(np.linspace(0, 100, 4001)))
    half = world([sure("M", 0, 5, at=100)], projects=[spread], effects=[Effect("project", "P", "M", 10, 10, 10, ramp_days=50)])
    ramped = world([sure("M", 0, 10, at=100)], projects=[spread], effects=[Effect("project", "P", "M", 10, 10, 10, ramp_days=50)])
    cases = [Case("half of a ramp after a uniform finish", half, 0.75), Case("whole of a ramp after a uniform finish", ramped, 0.5)]
    for years, left in ((1, 0.8), (2, 0.64)):
        fading = world([normal("M", 0, 5, 6, at=365 * years)], effects=[Effect("decision", "D", "M", 10, 10, 10, decay_share=0.2)])
        cases.append(Case(f"effect that fades by a fifth a year, after {years}", fading, PHI((10 * left - 6) / 5)))
    both = Effect("decision", "D", "M", 10, 10, 10, ramp_days=73, decay_share=0.5, lands_days=73)
    cases.append(Case("ramp, then fading", world([normal("M", 0, 5, 5, at=511)], effects=[both]), PHI((10 * 0.5 - 5) / 5)))
    over = Project("P", "", Sample(np.array([-30.0])), is_over=True)
    held = world([normal("M", 0, 5, 5)], projects=[over], effects=[Effect("project", "P", "M", 10, 10, 10, ramp_days=120)])
    cases.append(Case("finished project: only what is left of its ramp", held, PHI((7.5 - 5) / 5)))
    gone = world([normal("M", 0, 5, 1)], effects=[Effect("decision", "D", "M", 10, 10, 10, lands_days=-10)])
    cases.append(Case("past decision: history holds its effect", gone, PHI(-0.2)))
    slow = world([sure("M", 0, -4)], effects=[Effect("risk", "R", "M", -8, -8, -8, ramp_days=100)], risks=[Risk("R", "", 0.5)])
    cases.append(Case("loss that grows from the day of the risk", slow, 1 - within(0.5, 315)))
    return cases


def rules() -> list[Case]:
    coins = [uniform(f"M{at}", 0.4) for at in range(5)]
    cases = []
    for n, k in ((5, 3), (4, 1), (5, 5)):
        expected = sum(comb(n, i) * 0.6**i * 0.4 ** (n - i) for i in range(k, n + 1))
        cases.append(Case(f"{k} of {n} independent indicators", with_rule(coins[:n], "count", k), expected))
    cases.append(Case("all of three", with_rule(coins[:3], "all", 1), 0.6**3))
    must = 0.6 * (1 - 0.4**2)
    cases.append(Case("two of three, one of which is a must", with_rule(coins[:3], "count", 2, must=["M0"]), must))
    pair = [uniform("A", 1), uniform("B", 1)]
    for threshold in (0.4, 0.7):
        expected = 1 - irwin_hall(2 * threshold, 2)
        cases.append(Case(f"mean score of two uniforms of at least {threshold}", with_rule(pair, "score", threshold), expected))
    # 3A + B over 4 at least 0.7: the area above the line B = 2.8 - 3A in the unit square.
    cases.append(Case("weighted score of two uniforms", with_rule(pair, "score", 0.7, weights=(3, 1)), 1 - (0.6 + 2.8 / 3) / 2))
    scored = with_rule([uniform("A", 0.8), uniform("B", 1)], "score", 0.5, must=["A"])
    cases.append(Case("score with a must", scored, 0.2))
    child = Objective("C", (Part("measure", "M0", 1.0), Part("measure", "M1", 1.0)), 365)
    shared = Objective("O", (Part("objective", "C", 1.0), Part("measure", "M1", 1.0)), 365)
    tree = World(date(2026, 1, 1), 7, (), tuple(coins[:2]), (), (), (child, shared))
    cases.append(Case("an indicator that serves twice counts once", tree, 0.36))
    return cases


def together() -> list[Case]:
    cases = []
    for loading in (0.2, 0.5, 0.8):
        two = [normal("A", 0, 1, 0, group="G"), normal("B", 0, 1, 0, group="G")]
        cases.append(
            Case(f"correlated pair at {loading}, targets in the middle", world(two, loading=loading), 0.25 + asin(loading) / (2 * pi))
        )
    apart = [normal("A", 0, 1, 1, group="G"), normal("B", 0, 1, -0.5, group="G")]
    cases.append(Case("correlated pair, targets apart", world(apart, loading=0.5), both_below(-1, 0.5, 0.5)))
    mixed = [normal("A", 0, 1, 1, group="G"), normal("B", 0, 1, 0.5, up=False, group="G")]
    cases.append(Case("correlated pair, one better when lower", world(mixed, loading=0.5), both_below(-1, 0.5, 0.5)))
    late = Project("P", "G", Sample(np.linspace(0, 100, 4001)))
    effect = Effect("project", "P", "B", 1, 1, 1)
    luck = world([normal("A", 0, 1, 1, group="G"), sure("B", 0, 1, at=80)], projects=[late], effects=[effect], loading=0.5)
    cases.append(Case("a project and an indicator of one department", luck, both_below(-1, NormalDist().inv_cdf(0.8), 0.5)))
    hit = world(
        [normal("A", 0, 1, 0, group="G"), sure("B", 0, -1)],
        effects=[Effect("risk", "R", "B", -2, -2, -2)],
        risks=[Risk("R", "G", 0.3)],
        loading=0.5,
    )
    cases.append(Case("a risk and an indicator of one department", hit, both_below(0, NormalDist().inv_cdf(0.7), 0.5)))
    return cases


def changed() -> list[Case]:
    spread = Project("P", "", Sample(np.linspace(0, 100, 4001)))
    base = world(
        [normal("M", 0, 5, 4, at=80)],
        projects=[spread],
        effects=[Effect("project", "P", "M", 10, 10, 10), Effect("risk", "R", "M", -5, -5, -5)],
        risks=[Risk("R", "", 0.6)],
    )

    def chance(share: float, hit: float, *, size: float = 10, by: float = 0) -> float:
        mixed: Callable[[float], float] = lambda add: share * PHI((add + size - 4) / 5) + (1 - share) * PHI((add - 4) / 5)  # noqa: E731
        return (1 - hit) * mixed(by) + hit * mixed(by - 5)

    hit = within(0.6, 80)
    return [
        Case("project and risk together", base, chance(0.8, hit)),
        Case("the same, project stopped", base, chance(0, hit), (Cancel("P"),)),
        Case("the same, project 30 days later", base, chance(0.5, hit), (Delay("P", 30),)),
        Case("the same, 10 days sooner with half of the effect", base, chance(0.9, hit, size=5), (Run("P", -10, 0.5),)),
        Case("the same, a third of the risk's chance", base, chance(0.8, within(0.2, 80)), (Treat("R", 1 / 3),)),
        Case("the same, indicator 2 higher", base, chance(0.8, hit, by=2), (Shift("M", 2),)),
    ]


CASES = [*indicators(), *schedules(), *ramps(), *rules(), *together(), *changed()]
