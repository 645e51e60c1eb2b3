"""Choice of projects: what it gains over a linear program, how close to the best of all plans, and how fast."""

from __future__ import annotations

import argparse
import csv
import json
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

PARTS = ("fresh", "exhaustive", "large", "mknap")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, help="folder that holds mknap/ and best_known.csv; without it that part is left out")
    parser.add_argument("--part", action="append", choices=PARTS, help="only this part (default: all)")
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--instances", type=int, default=3, help="instances of each mknap file; 30 for all")
    parser.add_argument("--seconds", type=float, default=10.0, help="time of one mknap instance")


def run(args: argparse.Namespace) -> int:
    wanted = args.part or PARTS
    report: dict[str, Any] = {"schema": "pupitre.bench-arbitration/1"}
    if "fresh" in wanted:
        report["fresh"] = _summed([fresh(seed) for seed in range(args.seeds)])
    if "exhaustive" in wanted:
        report["exhaustive"] = exhaustive_all()
    if "large" in wanted:
        report["large"] = large(seed=0)
    if "mknap" in wanted and args.data:
        report["mknap"] = mknap(args.data, each=args.instances, seconds=args.seconds)
    print(json.dumps(report, indent=2))
    return 0


def company(seed: int, *, projects: int, kpis: int, effects: int, share: float = 0.5) -> tuple[Any, Any]:
    """Return a synthetic choice under two budgets, and what draws its measures: a function of (seed, draws)."""
    import numpy as np

    from pupitre.impact.arbitration import Choice, Goal, Limit, Problem, Sample

    chance = np.random.default_rng((41, seed))
    cost, people = chance.lognormal(4, 0.8, projects), chance.lognormal(3, 0.7, projects)
    spread = chance.uniform(0.5, 3.0, kpis)
    gap = chance.uniform(0.2, 2.2, kpis) * spread
    weight = chance.uniform(0.2, 1.8, kpis)
    at = sorted({(int(p), int(k)) for p, k in zip(np.arange(effects) % projects, chance.integers(0, kpis, effects), strict=True)})
    size = np.array([chance.lognormal(0, 0.5) * 0.8 * spread[k] for _, k in at])
    size *= np.where(chance.random(len(at)) < 0.08, -0.5, 1.0)
    lands = chance.uniform(0.55, 0.98, projects)
    limits = (Limit("MONEY", "budget", float(share * cost.sum())), Limit("PEOPLE", "skill_hours", float(share * people.sum())))
    choices = tuple(Choice(f"P{p:04}", "as_is", float(cost[p]), is_current=False) for p in range(projects))
    goals = tuple(Goal(float(weight[k]), (k,)) for k in range(kpis))

    def drawn(of: int, draws: int) -> Sample:
        luck = np.random.default_rng((43, seed, of))
        base = (luck.standard_t(6, (kpis, draws)) * spread[:, None] / np.sqrt(1.5) - gap[:, None]).astype(np.float32)
        in_time = luck.random((projects, draws)) < lands[:, None]
        lifts: dict[int, list[Any]] = {}
        for (p, k), one in zip(at, size, strict=True):
            low, high = sorted((0.4 * one, 1.5 * one))
            lifts.setdefault(p, []).append((k, (luck.triangular(low, one, high, draws) * in_time[p]).astype(np.float32)))
        return Sample(base, {p: tuple(rows) for p, rows in lifts.items()}, goals)

    return Problem(choices, limits, np.vstack([cost, people])), drawn


def linear(problem: Any, sample: Any, *, is_full: bool) -> Any:
    """Return the plan of the usual linear program: each project is worth what it changes alone, from no project or from all of them."""
    import numpy as np

    from pupitre.impact.arbitration import Aim, Program
    from pupitre.impact.arbitration.sampling import Stand

    count = len(problem.choices)
    stand = Stand(sample, np.full(count, is_full))
    worth = np.array([-stand.gain([at], []) if is_full else stand.gain([], [at]) for at in range(count)])
    nothing = np.zeros(0)
    return Program(problem, Aim(nothing, nothing, np.zeros((0, count)), worth)).solve(gap=1e-4, seconds=10).taken


def fresh(seed: int) -> dict[str, Any]:
    """Solve on 2,000 draws, judge on 20,000 others."""
    import numpy as np

    from pupitre.impact.arbitration import Choosing, best, broken, value_of

    problem, drawn = company(seed, projects=200, kpis=300, effects=900)
    search, judge = drawn(1, 2_000), drawn(2, 20_000)
    began = time.perf_counter()
    found = best(Choosing(problem, search, search), np.zeros(200, dtype=bool))
    seconds = time.perf_counter() - began
    plans = {"none": linear(problem, search, is_full=False), "all": linear(problem, search, is_full=True), "ours": found}
    worth = {name: value_of(judge, taken) for name, taken in plans.items()}
    print(f"fresh {seed}: {worth} {seconds:.1f} s", file=sys.stderr, flush=True)
    return {
        "seed": seed,
        "linear_from_none": round(worth["none"], 3),
        "linear_from_all": round(worth["all"], 3),
        "ours": round(worth["ours"], 3),
        "over_none": round(worth["ours"] / worth["none"] - 1, 4),
        "over_all": round(worth["ours"] / worth["all"] - 1, 4),
        "seen_less_fresh": round(value_of(search, found) - worth["ours"], 3),
        "seconds": round(seconds, 2),
        "broken": len(broken(problem, found)),
    }


def _summed(rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "seeds": rows,
        "least_over_none": min(row["over_none"] for row in rows),
        "least_over_all": min(row["over_all"] for row in rows),
        "broken": sum(row["broken"] for row in rows),
    }


def exhaustive_all() -> dict[str, Any]:
    """Compare with the best of all plans, on fresh draws, for several numbers of projects."""
    rows = [exhaustive(seed, projects) for seed, projects in enumerate((8, 10, 12, 12, 14, 14, 16, 16, 18, 20))]
    return {"cases": rows, "worst": min(row["share"] for row in rows), "broken": sum(row["broken"] for row in rows)}


def exhaustive(seed: int, projects: int) -> dict[str, Any]:
    """Judge every plan of a small company: what ours is worth, as a share of the best of all, both on the same fresh draws."""
    import numpy as np

    from pupitre.impact.arbitration import Choosing, best, broken, value_of

    problem, drawn = company(100 + seed, projects=projects, kpis=projects, effects=3 * projects)
    judge = drawn(2, 4_000)
    search = drawn(1, 2_000)
    began = time.perf_counter()
    found = best(Choosing(problem, search, search), np.zeros(projects, dtype=bool))
    seconds = time.perf_counter() - began
    top = _best_of_all(problem, judge)
    ours = value_of(judge, found)
    print(f"exhaustive {projects}: {ours / top:.4f} {seconds:.2f} s", file=sys.stderr, flush=True)
    return {
        "projects": projects,
        "share": round(ours / top, 4),
        "seconds": round(seconds, 2),
        "broken": len(broken(problem, found)),
    }


def _best_of_all(problem: Any, judge: Any) -> float:
    """Return the value of the best plan by counting them all, measure by measure, without any code of the search."""
    import numpy as np

    count = len(problem.choices)
    plans = np.arange(2**count)
    value = np.zeros(2**count)
    for goal in judge.goals:
        (k,) = goal.measures
        moving = [(p, lift) for p, rows in judge.lifts.items() for measure, lift in rows if measure == k]
        chance = np.empty(2 ** len(moving))
        for subset in range(len(chance)):
            values = judge.base[k] + sum((lift for at, (_, lift) in enumerate(moving) if subset >> at & 1), np.float32(0))
            chance[subset] = np.mean(values >= 0)
        place = sum(((plans >> p & 1) << at for at, (p, _) in enumerate(moving)), np.zeros(2**count, dtype=np.int64))
        value += goal.weight * chance[place]
    taken = (plans[:, None] >> np.arange(count) & 1).astype(np.float64)
    is_allowed = np.all(taken @ problem.use.T <= np.array([limit.value for limit in problem.limits]), axis=1)
    return float(value[is_allowed].max())


def large(seed: int) -> dict[str, Any]:
    """Choose among 2,000 projects under 8 quarterly budgets, 12 skills in 8 quarters and a carbon cap."""
    import numpy as np

    from pupitre.impact.arbitration import Aim, Choice, Limit, Problem, Program, Rule, broken

    count, quarters, skills = 2_000, 8, 12
    chance = np.random.default_rng((47, seed))
    worth = chance.lognormal(0, 0.7, count)
    spread = chance.dirichlet(np.ones(quarters) * 0.6, count)
    money = chance.lognormal(4, 0.9, count)[:, None] * worth[:, None] ** 0.5 * spread
    needs = np.where(chance.random((count, skills)) < 0.25, chance.lognormal(4, 0.7, (count, skills)), 0.0)
    hours = (needs[:, :, None] * spread[:, None, :]).reshape(count, skills * quarters)
    carbon = chance.normal(5, 12, count)
    use = np.vstack([money.T, hours.T, carbon[None, :]])
    level = use.clip(0).sum(axis=1) * 0.45
    limits = tuple(
        Limit(f"L{row}", "budget" if row < quarters else "skill_hours" if row < len(use) - 1 else "carbon", float(level[row]))
        for row in range(len(use))
    )
    pick = chance.integers(0, count, (count // 10 + count // 20, 2))
    rules = [Rule("precedes" if at < count // 10 else "excludes", f"P{a:04}", f"P{b:04}") for at, (a, b) in enumerate(pick) if a != b]
    rules += [Rule("mandatory", f"P{a:04}") for a in chance.choice(count, count // 100, replace=False)]
    problem = Problem(tuple(Choice(f"P{at:04}", "as_is", float(money[at].sum())) for at in range(count)), limits, use, tuple(rules))
    nothing = np.zeros(0)
    began, cpu = time.perf_counter(), time.process_time()
    solved = Program(problem, Aim(nothing, nothing, np.zeros((0, count)), worth)).solve(gap=1e-2, seconds=60)
    told = {"seconds": round(time.perf_counter() - began, 2), "cpu_seconds": round(time.process_time() - cpu, 2)}
    print(f"large: {told}", file=sys.stderr, flush=True)
    if solved is None:
        return told | {"gap": None, "broken": None}
    return told | {"gap": round(solved.gap, 5), "broken": len(broken(problem, solved.taken))}


def mknap(data: Path, *, each: int, seconds: float) -> dict[str, Any]:
    """Choose under several capacities, on published instances, beside the best values known."""
    import numpy as np

    from pupitre.impact.arbitration import Aim, Program, broken

    with (data / "best_known.csv").open(newline="") as file:
        known = {(row["family"], int(row["index"])): float(row["best_known"]) for row in csv.DictReader(file) if row["set"] == "mknap"}
    rows = []
    for path in sorted((data / "mknap").glob("mknapcb*")):
        family = path.name.split(".")[0]
        for index, (profit, problem) in islice(enumerate(instances(path)), each):
            nothing = np.zeros(0)
            program = Program(problem, Aim(nothing, nothing, np.zeros((0, len(profit))), profit))
            solved = program.solve(gap=0.0, seconds=seconds)
            value = float(profit[solved.taken].sum()) if solved else 0.0
            rows.append({"family": family, "index": index, "value": value, "off": round(value / known[family, index] - 1, 6)})
            rows[-1]["broken"] = len(broken(problem, solved.taken)) if solved else 0
            print(rows[-1], file=sys.stderr, flush=True)
    mean = sum(row["off"] for row in rows) / max(1, len(rows))
    equal = sum(row["off"] >= 0 for row in rows)
    return {
        "instances": rows,
        "mean_off": round(mean, 6),
        "as_good_or_better": equal,
        "count": len(rows),
        "broken": sum(row["broken"] for row in rows),
    }


def instances(path: Path) -> Iterator[tuple[Any, Any]]:
    """Return the profits and the problem of each instance of a file of OR-Library."""
    import numpy as np

    from pupitre.impact.arbitration import Choice, Limit, Problem

    numbers = (float(word) for word in path.read_text().split())
    for _ in range(int(next(numbers))):
        count, rows, _known = (int(next(numbers)) for _ in range(3))
        profit = np.array(list(islice(numbers, count)))
        use = np.array(list(islice(numbers, count * rows))).reshape(rows, count)
        limits = tuple(Limit(f"R{at}", "budget", value) for at, value in enumerate(islice(numbers, rows)))
        choices = tuple(Choice(f"X{at}", "as_is", 0.0) for at in range(count))
        yield profit, replace(Problem(choices, limits, use))
