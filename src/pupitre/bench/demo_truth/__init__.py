"""How much of what is planted in the demo companies is found, and how much is said for nothing."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from datetime import date, datetime
from functools import reduce
from multiprocessing import get_context

from pupitre.bench.demo_truth.road import Travelled, travel
from pupitre.bench.demo_truth.score import Json, Tally, loud_decoys, tally
from pupitre.bench.demo_truth.tables import held_against, praised_decoys


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the measurement takes."""
    parser.add_argument("--seeds", type=seeds_of, default=range(21), metavar="A-B", help="companies drawn (default: 0-20)")
    parser.add_argument("--size", type=int, choices=(20, 420), default=420, help="people in each company (default: 420)")
    parser.add_argument("--disguise", action="store_true", help="other names, language, currency and dates; each problem 0 to 3 times")
    parser.add_argument("--plant", type=int, action="append", metavar="N", help="only these planted problems, and their domains")
    parser.add_argument("--on", type=date.fromisoformat, default=None, help="the companies' today (default: today)")
    parser.add_argument("--sentences", action="store_true", help="print every finding of every company, in French")
    parser.add_argument("--json", action="store_true", help="print the scores as JSON")
    parser.add_argument("--jobs", type=int, default=1, help="companies at once (default: 1)")


def seeds_of(said: str) -> range:
    """Return the seeds written as `3` or `0-20`."""
    first, _, last = said.partition("-")
    return range(int(first), int(last or first) + 1)


def run(args: argparse.Namespace) -> int:
    """Take every company down the road, score it, and return 0 when precision and recall reach 0.90 with silent decoys."""
    on = args.on or datetime.now().astimezone().date()
    with ProcessPoolExecutor(args.jobs, mp_context=get_context("spawn"), max_tasks_per_child=1) as pool:
        jobs = [pool.submit(travel, seed, args.size, args.disguise, on, tuple(args.plant or ())) for seed in args.seeds]
        travelled = []
        for job in jobs:
            travelled.append(job.result())
            print(progress(travelled[-1], sentences=args.sentences), file=sys.stderr, flush=True)
    report = scores(travelled)
    print(json.dumps(report, ensure_ascii=False, indent=1) if args.json else as_table(report))
    return 0 if report["passes"] else 1


def judged(plant: Json, one: Travelled) -> Tally:
    """Return how a plant of a company fared, in its findings or in the tables it is held against."""
    return held_against(plant, one.tables) if "table" in plant else tally(plant, one.findings)


def progress(one: Travelled, *, sentences: bool) -> str:
    """Return what to say of one company as soon as it is done."""
    seconds = ", ".join(f"{stage} {spent:.1f}" for stage, spent in one.seconds.items())
    all_of_it = total(judged(plant, one) for plant in one.truth["plants"])
    score = f"{all_of_it.found} of {all_of_it.planted} found, {all_of_it.unwanted} unwanted"
    lines = [f"seed {one.seed}: {score}; {len(one.findings)} findings; seconds of processor: {seconds}"]
    lines += [f"  {remark}" for remark in all_of_it.remarks]
    lines += [
        f"  {line}"
        for line in (
            *one.failures,
            *one.differences,
            *(f"question: {q}" for q in one.questions),
            *(f"by hand: {c}" for c in one.corrections),
        )
    ]
    lines += [f"  {line}" for line in one.sentences if sentences]
    return "\n".join(lines)


def scores(travelled: list[Travelled]) -> dict[str, object]:
    """Return the scores over all companies.

    Returns:
        `schema`, `companies`, `plants` (one per rule: planted, found, unwanted, precision, recall, remarks), `precision`, `recall`,
        `decoys` (those that were not silent), `others` (findings of rules without a plant, by rule), `by_hand` (kinds and columns that
        a person had to correct in the import, per company), `differences`, `seconds`, `passes`.
    """
    tallies: dict[str, Tally] = {}
    others: Counter[str] = Counter()
    decoys: list[str] = []
    for one in travelled:
        planted = {plant["rule"] for plant in one.truth["plants"]}
        others.update(finding["rule"] for finding in one.findings if finding["rule"] not in planted)
        loud = [*loud_decoys(one.truth["decoys"], one.findings), *praised_decoys(one.truth["decoys"], one.tables)]
        decoys += [f"seed {one.seed}: {line}" for line in loud]
        for plant in one.truth["plants"]:
            scored = judged(plant, one)
            scored.remarks = [f"seed {one.seed}: {remark}" for remark in scored.remarks]
            before = tallies.get(plant["rule"], Tally(plant["plant"], plant["rule"]))
            tallies[plant["rule"]] = before.joined(scored)
    whole = total(tallies.values())
    faults = [f"seed {one.seed}: {line}" for one in travelled for line in (*one.failures, *one.differences)]
    return {
        "schema": "pupitre.demo-truth-scores/1",
        "companies": len(travelled),
        "plants": [described(scored) for scored in tallies.values()],
        "precision": whole.precision,
        "recall": whole.recall,
        "decoys": decoys,
        "others": dict(others.most_common()),
        "by_hand": round(sum(len(one.corrections) for one in travelled) / len(travelled), 1),
        "differences": faults,
        "seconds": round(sum(sum(one.seconds.values()) for one in travelled) / len(travelled), 1),
        "passes": (whole.precision or 0) >= 0.9 and (whole.recall or 0) >= 0.9 and not decoys,
    }


def total(tallies: Iterable[Tally]) -> Tally:
    """Return all tallies as one."""
    return reduce(Tally.joined, tallies, Tally(0, "all"))


def described(scored: Tally) -> dict[str, object]:
    """Return a tally as JSON."""
    names = ("plant", "rule", "planted", "found", "unwanted", "faint", "precision", "recall", "remarks")
    return {name: getattr(scored, name) for name in names}


def as_table(report: dict[str, object]) -> str:
    """Return the scores as a table to read, then what was missed, unwanted or not silent."""
    plants: list[dict[str, object]] = report["plants"]  # type: ignore[assignment]  # the shape that `scores` gives
    lines = [f"{'plant':>5}  {'rule':<34}{'planted':>8}{'found':>7}{'unwanted':>9}{'precision':>10}{'recall':>8}"]
    for one in plants:
        lines.append(
            f"{one['plant']:>5}  {one['rule']:<34}{one['planted']:>8}{one['found']:>7}{one['unwanted']:>9}"
            f"{_share(one['precision']):>10}{_share(one['recall']):>8}"
        )
    lines.append(f"{'':>5}  {'all':<34}{'':>24}{_share(report['precision']):>10}{_share(report['recall']):>8}")
    lines.append(f"{report['companies']} companies, {report['seconds']} s of processor each; other rules: {report['others']}")
    lines.append(f"corrected by hand in the import: {report['by_hand']} kinds and columns per company")
    remarks: list[str] = [remark for one in plants for remark in one["remarks"]]  # type: ignore[attr-defined]  # lists of text
    lines += [*remarks, *(report["decoys"] or ["decoys: silent"])]  # type: ignore[misc]  # lists of text
    return "\n".join(str(line) for line in lines)


def _share(value: object) -> str:
    return f"{value:.2f}" if isinstance(value, float) else "-"
