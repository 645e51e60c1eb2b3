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
    from pupitre.impact.world import Effect, Measure, Objective, Project, World

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
    # The one that counts comes first, cold: the second finds its memory ready.
    drawn, seconds = _timed(lambda: draw(world, draws=args.draws))
    peak = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    apart, without = _timed(lambda: draw(world, draws=args.draws, loading=0.0))
    apart_chances = chances(apart)
    del apart
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
    busy: list[float] = []
    strays = 0
    for change in _changes(drawn, count):
        start, began = time.perf_counter(), time.process_time()
        answer = what_if(drawn, [change])
        times.append((time.perf_counter() - start) * 1000)
        busy.append((time.process_time() - began) * 1000)
        touched = drawn.layout.served(answer.measures)
        strays += sum(gain.gain != 0 or gain.error != 0 for key, gain in answer.objectives.items() if key not in touched)
    times.sort()
    busy.sort()
    return {
        "count": len(times),
        "p50_ms": round(times[len(times) // 2], 2),
        "p95_ms": round(times[int(len(times) * 0.95)], 2),
        "p95_cpu_ms": round(busy[int(len(busy) * 0.95)], 2),
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


GROUPS = [f"D{at:02}" for at in range(20)]


def random_world(args: argparse.Namespace, *, seed: int) -> World:
    """Return a company of that size: departments, projects in chains, effects with ramps, risks that delay and cost."""
    from pupitre.impact.world import Risk, World

    chance = random.Random(seed)
    projects = _projects(args, chance)
    measures = _measures(args, chance)
    risks = [
        Risk(
            f"R{at:04}",
            chance.choice(GROUPS),
            chance.uniform(0.05, 0.5),
            {f"P{chance.randrange(args.projects):05}": (5.0, 20.0, 60.0) for _ in range(2)},
        )
        for at in range(args.risks)
    ]
    effects, objectives = _effects(args, chance), _objectives(args, chance)
    return World(date(2026, 1, 5), seed, tuple(projects), tuple(measures), tuple(effects), tuple(risks), tuple(objectives))


def _projects(args: argparse.Namespace, chance: random.Random) -> list[Project]:
    from pupitre.impact.world import Block, Project

    found = []
    for at in range(args.projects):
        start, likely = chance.uniform(-100, 200), chance.uniform(60, 300)
        before = chance.sample(range(max(0, at - 40), at), 1) if at and chance.random() < 0.4 else []
        found.append(
            Project(
                f"P{at:05}",
                chance.choice(GROUPS),
                Block(start, likely * 0.7, likely, likely * chance.uniform(1.2, 2.2)),
                after=tuple((f"P{one:05}", 0.0) for one in before),
                due_days=start + likely * 1.1,
            )
        )
    return found


def _measures(args: argparse.Namespace, chance: random.Random) -> list[Measure]:
    import numpy as np
    from scipy.special import ndtri

    from pupitre.impact.world import Measure

    p = np.arange(1, 100) / 100
    found = []
    for at in range(args.measures):
        level, spread = chance.uniform(20, 80), chance.uniform(1, 6)
        target = level + spread * chance.uniform(-1, 2.5)
        # The measures of one objective are of one department.
        group, unit, days = GROUPS[at % args.objectives % len(GROUPS)], chance.choice(GROUPS), chance.uniform(180, 540)
        found.append(Measure(f"M{at:05}", f"K{at:05}", unit, group, days, p, level + spread * ndtri(p), level, target, is_up=True))
    return found


def _effects(args: argparse.Namespace, chance: random.Random) -> list[Effect]:
    from pupitre.impact.world import Effect

    found = []
    for at in range(args.effects):
        is_risk = at % 12 == 0
        size = chance.uniform(0.5, 4) * (-1 if is_risk else 1)
        low, high = sorted((size * 0.4, size * 1.4))
        found.append(
            Effect(
                "risk" if is_risk else "project",
                f"R{chance.randrange(args.risks):04}" if is_risk else f"P{chance.randrange(args.projects):05}",
                f"M{chance.randrange(args.measures):05}",
                low,
                size,
                high,
                ramp_days=chance.choice((0.0, 30.0, 90.0)),
                decay_share=chance.choice((0.0, 0.0, 0.2)),
            )
        )
    return found


def _objectives(args: argparse.Namespace, chance: random.Random) -> list[Objective]:
    """Share all the measures among the objectives; one objective in two serves another, near the top of the tree."""
    from pupitre.impact.world import Objective, Part

    found = []
    for at in range(args.objectives):
        parts = [Part("measure", f"M{key:05}", chance.uniform(0.5, 2)) for key in range(at, args.measures, args.objectives)]
        if at % 2:
            parts.append(Part("objective", f"O{chance.randrange(at):04}", 1.0))
        rule = chance.choice(("all", "score", "count"))
        threshold = {"all": 1, "score": chance.uniform(0.4, 0.8), "count": len(parts) // 2}[rule]
        found.append(Objective(f"O{at:04}", tuple(parts), 365, rule=rule, threshold=threshold))
    return found
