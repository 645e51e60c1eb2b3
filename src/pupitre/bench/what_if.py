"""What a what-if of a large company waits for, asked through the API."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pupitre.desk.attainment import Held
    from pupitre.impact.world import World

SIZES = (("objectives", 200), ("measures", 2_000), ("projects", 2_000), ("effects", 6_000), ("risks", 500))


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the measurement takes."""
    for name, size in SIZES:
        parser.add_argument(f"--{name}", type=int, default=size)
    parser.add_argument("--draws", type=int, default=10_000)
    parser.add_argument("--count", type=int, default=200, help="questions asked (default: 200)")


def run(args: argparse.Namespace) -> int:
    """Draw a large world, ask the API, and print the waits."""
    from pupitre.desk.homes import open_home

    with tempfile.TemporaryDirectory(prefix="pupitre-what-if-") as folder:
        open_home(folder)
        report = measured(args)
    print(json.dumps(report, indent=2))
    return 0


def measured(args: argparse.Namespace) -> dict[str, Any]:
    """Return what the questions waited for: the whole request, then the simulation alone."""
    from pupitre.bench.attainment import random_world
    from pupitre.desk import what_if
    from pupitre.desk.rights import EVERYTHING

    print("drawing…", file=sys.stderr)
    held, ask = prepared(random_world(args, seed=1), args.draws)
    asked = [question(held.draws.layout, at) for at in range(args.count)]
    ask(asked[0])  # what a server reads once in its life
    whole, busy, alone = [], [], []
    for change in asked:
        start, begun = time.perf_counter(), time.process_time()
        status = ask(change)
        whole.append(1000 * (time.perf_counter() - start))
        busy.append(1000 * (time.process_time() - begun))
        if status != 200:
            raise AssertionError(f"{change} was answered {status}")
        start = time.perf_counter()
        what_if.suppose(held, [change], EVERYTHING)
        alone.append(1000 * (time.perf_counter() - start))
    sizes = {name: getattr(args, name) for name, _ in SIZES} | {"draws": args.draws}
    return {
        "schema": "pupitre.bench-what-if/1",
        **sizes,
        "count": len(whole),
        "api_ms": waits(whole),
        "api_cpu_ms": waits(busy),
        "simulation_ms": waits(alone),
    }


def waits(times: list[float]) -> dict[str, float]:
    """Return the median, the 95th percentile and the worst of times."""
    ordered = sorted(times)
    return {
        "median": round(ordered[len(ordered) // 2], 1),
        "p95": round(ordered[min(round(0.95 * len(ordered)), len(ordered) - 1)], 1),
        "worst": round(ordered[-1], 1),
    }


def prepared(world: World, draws: int) -> tuple[Held, Any]:
    """Return the draws of a world, held as those of an examination, and what asks the API a question and returns its status."""
    from django.test import Client
    from django.utils import timezone

    from pupitre.desk import attainment
    from pupitre.desk.homes import current
    from pupitre.desk.rights import tokens
    from pupitre.desk.snapshot import take
    from pupitre.impact.attainment import draw
    from pupitre.impact.model import model_of
    from pupitre.records.models import Account, DerivedTable, ExaminationRun
    from pupitre.web.api import rate

    run = ExaminationRun.objects.create(on=timezone.localdate(), seed=0, known=0, started_at=timezone.now(), state="done")
    DerivedTable.objects.create(run=run, name=attainment.TABLE, file="", rows=0)
    snapshot = take(on=run.on)
    for name, rows in attainment.published().items():
        snapshot.publish(name, rows)
    held = attainment.Held(run.pk, run.on, model_of(snapshot), draw(world, draws=draws))
    attainment.hold((current().path, run.pk), held)
    account = Account.objects.create_user("bench@example.org", "a rather long sentence", name="Bench", role="direction")
    headers = {"Authorization": f"Bearer {tokens.make(account, 'bench', may_write=False, expires_at=None)[1]}"}
    client = Client(SERVER_NAME="127.0.0.1")

    def ask(change: dict[str, object]) -> int:
        rate.forget()
        answer = client.post("/api/v1/what-if", {"changes": [change]}, content_type="application/json", headers=headers)
        return int(answer.status_code)

    return held, ask


def question(layout: Any, at: int) -> dict[str, object]:
    """Return a change of one kind after the other, spread over the company."""
    projects = [key for key, one in layout.projects.items() if not one.is_over]
    project, risk = projects[at * 37 % len(projects)], list(layout.risks)[at * 11 % len(layout.risks)]
    measure = list(layout.measures)[at * 53 % len(layout.measures)]
    kinds: tuple[dict[str, object], ...] = (
        {"do": "cancel", "project": project},
        {"do": "delay", "project": project, "days": 60},
        {"do": "run", "project": project, "days": -20, "effect_share": 1.2},
        {"do": "treat", "risk": risk, "chance_share": 0.3},
        {"do": "shift", "key_result": measure, "by": 0.5},
    )
    return kinds[at % len(kinds)]
