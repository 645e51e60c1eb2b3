"""Attainment engine at full size: processor seconds, memory, what-ifs, and the same bits whatever the blocks, threads and order."""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from pupitre.impact.attainment import Change, Draws
    from pupitre.impact.world import World

Result = TypeVar("Result")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    for name, size in (("objectives", 200), ("measures", 2_000), ("projects", 2_000), ("effects", 6_000), ("risks", 500)):
        parser.add_argument(f"--{name}", type=int, default=size)
    parser.add_argument("--draws", type=int, default=10_000)
    parser.add_argument("--what-ifs", type=int, default=400)
    parser.add_argument("--explain", action="store_true", help="time the explanations too")


def run(args: argparse.Namespace) -> int:
    from pupitre.impact.attainment import chances, draw

    world = random_world(args, seed=1)
    sizes = {name: getattr(args, name) for name in ("objectives", "measures", "projects", "effects", "risks", "draws")}
    apart, without = _timed(lambda: draw(world, draws=args.draws, loading=0.0))
    apart_chances = chances(apart)
    del apart
    drawn, seconds = _timed(lambda: draw(world, draws=args.draws))
    peak = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    moved = max(abs(chance.share - apart_chances[key].share) for key, chance in chances(drawn).items())
    report: dict[str, object] = {
        "schema": "pupitre.bench-attainment/1",
        **sizes,
        "cpu_seconds": round(seconds, 2),
        "cpu_seconds_without_copula": round(without, 2),
        "peak_mib": peak,
        "largest_move_by_copula": round(moved, 3),
        "what_if": _what_ifs(drawn, args.what_ifs),
    }
    if args.explain:
        report["explain_cpu_seconds"] = _explanations(drawn)
    print("drawing again in other blocks, threads and orders…", file=sys.stderr)
    report["same_bits"] = _same_bits(world, drawn, args.draws)
    print(json.dumps(report, indent=2))
    return 0


def _timed(work: Callable[[], Result]) -> tuple[Result, float]:
    start = time.process_time()
    return work(), time.process_time() - start


def _what_ifs(drawn: Draws, count: int) -> dict[str, object]:
    """Time changes of every kind, and see that what they do not touch stays exactly where it was."""
    from pupitre.impact.attainment import what_if

    times: list[float] = []
    strays = 0
    for change in _changes(drawn, count):
        start = time.perf_counter()
        answer = what_if(drawn, [change])
        times.append((time.perf_counter() - start) * 1000)
        touched = drawn.layout.served(answer.measures)
        strays += sum(gain.gain != 0 or gain.error != 0 for key, gain in answer.objectives.items() if key not in touched)
    times.sort()
    return {
        "count": len(times),
        "p50_ms": round(times[len(times) // 2], 2),
        "p95_ms": round(times[int(len(times) * 0.95)], 2),
        "max_ms": round(times[-1], 2),
        "unrelated_moved": strays,
    }


def _changes(drawn: Draws, count: int) -> list[Change]:
    from pupitre.impact.attainment import Cancel, Delay, Run, Shift, Treat

    chance = random.Random(5)
    projects, risks, measures = (list(things) for things in (drawn.layout.projects, drawn.layout.risks, drawn.layout.measures))
    found: list[Change] = []
    for at in range(count):
        project = chance.choice(projects)
        found.append(
            (
                Cancel(project),
                Delay(project, 60),
                Run(project, -30, 1.2),
                Treat(chance.choice(risks), 0.5),
                Shift(chance.choice(measures), 1),
            )[at % 5]
        )
    return found


def _explanations(drawn: Draws) -> dict[str, float]:
    from pupitre.impact.attainment import declared_share, families, gains, waterfall, worth_knowing

    works = {"waterfall": waterfall, "gains": gains, "families": families, "worth_knowing": worth_knowing, "declared_share": declared_share}
    return {name: round(_timed(lambda work=work: work(drawn))[1], 1) for name, work in works.items()}


def _same_bits(world: World, drawn: Draws, draws: int) -> dict[str, bool]:
    from pupitre.impact.attainment import draw

    chance = random.Random(3)
    shuffled = replace(
        world,
        **{
            name: tuple(chance.sample(things, len(things)))
            for name in ("projects", "measures", "effects", "risks", "objectives")
            for things in (getattr(world, name),)
        },
    )
    first = _bits(drawn)
    return {
        "blocks_of_1001": _bits(draw(world, draws=draws, block=1001)) == first,
        "blocks_of_4096_on_2_threads": _bits(draw(world, draws=draws, block=4096, threads=2)) == first,
        "another_order": _bits(draw(shuffled, draws=draws)) == first,
    }


def _bits(drawn: Draws) -> str:
    found = hashlib.sha256()
    for rows in (drawn.finish, drawn.strikes, drawn.base, drawn.values, drawn.reached, drawn.scores):
        found.update(rows)
    return found.hexdigest()


def random_world(args: argparse.Namespace, *, seed: int) -> World:
    """Return a company of that size: departments, projects in chains, effects with ramps, risks that delay and cost."""
    import numpy as np
    from scipy.special import ndtri

    from pupitre.impact.world import Block, Effect, Measure, Objective, Part, Project, Risk, World

    chance = random.Random(seed)
    groups = [f"D{at:02}" for at in range(20)]
    p = np.arange(1, 100) / 100
    normal = ndtri(p)
    projects: list[Project] = []
    for at in range(args.projects):
        start, likely = chance.uniform(-100, 200), chance.uniform(60, 300)
        before = chance.sample(range(max(0, at - 40), at), 1) if at and chance.random() < 0.4 else []
        projects.append(
            Project(
                f"P{at:05}",
                chance.choice(groups),
                Block(start, likely * 0.7, likely, likely * chance.uniform(1.2, 2.2)),
                after=tuple((f"P{one:05}", 0.0) for one in before),
                due_days=start + likely * 1.1,
            )
        )
    measures = []
    for at in range(args.measures):
        level, spread = chance.uniform(20, 80), chance.uniform(1, 6)
        measures.append(
            Measure(
                f"M{at:05}",
                f"K{at:05}",
                chance.choice(groups),
                chance.choice(groups),
                chance.uniform(180, 540),
                p,
                level + spread * normal,
                level,
                level + spread * chance.uniform(-1, 2.5),
                is_up=True,
            )
        )
    risks = [
        Risk(
            f"R{at:04}",
            chance.choice(groups),
            chance.uniform(0.05, 0.5),
            {f"P{chance.randrange(args.projects):05}": (5.0, 20.0, 60.0) for _ in range(2)},
        )
        for at in range(args.risks)
    ]
    effects = []
    for at in range(args.effects):
        is_risk = at % 12 == 0
        size = chance.uniform(0.5, 4) * (-1 if is_risk else 1)
        effects.append(
            Effect(
                "risk" if is_risk else "project",
                f"R{chance.randrange(args.risks):04}" if is_risk else f"P{chance.randrange(args.projects):05}",
                f"M{chance.randrange(args.measures):05}",
                *sorted((size * 0.4, size, size * 1.4)),
                ramp_days=chance.choice((0.0, 30.0, 90.0)),
                decay_share=chance.choice((0.0, 0.0, 0.2)),
            )
        )
    objectives = []
    for at in range(args.objectives):
        few = chance.sample(range(args.measures), 3)
        parts = [Part("measure", f"M{one:05}", chance.uniform(0.5, 2)) for one in few]
        if at >= 20:
            parts.append(Part("objective", f"O{chance.randrange(at):04}", 1.0))
        rule = chance.choice(("all", "score", "count"))
        objectives.append(Objective(f"O{at:04}", tuple(parts), 365, rule=rule, threshold={"all": 1, "score": 0.7, "count": 2}[rule]))
    # Ten measures for each objective on average: every measure serves one.
    for at, one in enumerate(objectives):
        more = tuple(Part("measure", f"M{key:05}", 0.2) for key in range(at, args.measures, args.objectives))
        known = {part.key for part in one.parts}
        objectives[at] = replace(one, parts=one.parts + tuple(part for part in more if part.key not in known))
    return World(date(2026, 1, 5), seed, tuple(projects), tuple(measures), tuple(effects), tuple(risks), tuple(objectives))
