"""What really moved: alert rates, false discoveries, drifts found, streams scored, drivers that add up."""

from __future__ import annotations

import argparse
import csv
import json
import time
from pathlib import Path

import numpy as np
import numpy.typing as npt

from pupitre.bench.alerts import nab

Floats = npt.NDArray[np.float64]

NOMINAL = (0.01, 0.05)
FIRM, READINGS = 1000, 156
KINDS = ("independent", "wide tails", "trend", "season", "wandering level", "autoregressive")
USUAL_ERROR = {"wide tails": 0.95, "wandering level": 0.92}
"""Mean absolute one-step error of the noise, 0.8 for the normal ones."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, required=True, help="folder that holds kpi/ (series of others)")
    parser.add_argument("--rounds", type=int, default=3, help="simulated firms of 1,000 KPIs")
    parser.add_argument("--weeks", type=int, default=40, help="firms in which a drift is looked for")


def run(args: argparse.Namespace) -> int:
    kpi = args.data / "kpi" if (args.data / "kpi").is_dir() else args.data
    report = {
        "schema": "pupitre.bench-alerts/1",
        "rates": rates(kpi),
        "discoveries": [discoveries(number) for number in range(args.rounds)],
        "drifts": [drifts(weeks, args.weeks) for weeks in (8, 12, 16, 20)],
        "streams": streams(kpi / "nab"),
        "drivers": {"cases": 10_000, "worst_residual": residual(10_000)},
    }
    print(json.dumps(report, indent=2))
    return 0


def rates(folder: Path) -> list[dict[str, object]]:
    """Return how often readings of real series that nobody labelled are told, over what was asked for."""
    from pupitre.maths.moves.control import SETTLED, controlled

    found: list[dict[str, object]] = []
    every: list[list[Floats]] = [[], []]
    for name, series, season, rhythm in real(folder):
        control = controlled(series, season=season, rhythm=rhythm)  # type: ignore[arg-type]  # one of its rhythms
        settled = np.cumsum(np.isfinite(control.scores), axis=1) > SETTLED
        chances = [p[settled & np.isfinite(p)] for p in (control.sudden, control.slow)]
        for kept, chance in zip(every, chances, strict=True):
            kept.append(chance)
        found.append({"series": name, "count": len(series), "readings": len(chances[0]), **_ratios(chances)})
    together = [np.concatenate(kept) for kept in every]
    return [*found, {"series": "all", "readings": len(together[0]), **_ratios(together)}]


def _ratios(chances: list[Floats]) -> dict[str, object]:
    return {
        name: {str(level): round(float((chance <= level).mean() / level), 3) for level in NOMINAL}
        for name, chance in zip(("sudden", "slow"), chances, strict=True)
    }


def real(folder: Path) -> list[tuple[str, list[Floats], int, str]]:
    """Return the real series by origin, with their season and rhythm."""
    found = []
    with (folder / "m3_dev.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    for period, season, rhythm in (("MONTHLY", 12, "month"), ("QUARTERLY", 4, "quarter"), ("YEARLY", 1, "year"), ("OTHER", 1, "other")):
        series = [np.array(f"{row['train']} {row['test']}".split(), dtype=np.float64) for row in rows if row["period"] == period]
        found.append((f"m3 {period.lower()}", series, season, rhythm))
    with (folder / "insee_ipc_france_hors_nomenclature.csv").open(newline="") as file:
        prices = [np.array([float(cell) if cell else np.nan for cell in row[1:]]) for row in list(csv.reader(file))[1:]]
    with (folder / "us_employment.csv").open(newline="") as file:
        work = np.array([[float(cell) for cell in row[1:]] for row in list(csv.reader(file))[1:]])
    return [*found, ("insee", prices, 12, "month"), ("us employment", list(work.T), 12, "month")]


def noise(kind: str, count: int, chance: np.random.Generator, readings: int = READINGS) -> Floats:
    """Return weekly series in which nothing happens, shape (count, readings)."""
    normal = chance.standard_normal((count, readings))
    match kind:
        case "wide tails":
            return chance.standard_t(5, (count, readings))
        case "trend":
            return normal + np.arange(readings) * chance.normal(0, 0.05, (count, 1))
        case "season":
            return normal + 2 * np.sin(2 * np.pi * (np.arange(readings) / 52 + chance.random((count, 1))))
        case "wandering level":
            return normal + np.cumsum(chance.normal(0, 0.3, (count, readings)), axis=1)
        case "autoregressive":
            for at in range(1, readings):
                normal[:, at] += 0.4 * normal[:, at - 1]
    return normal


def discoveries(number: int) -> dict[str, object]:
    """Return what is told of a firm of 1,000 KPIs of which 5 % moved by 4 usual errors three readings ago."""
    from pupitre.maths.moves import moved

    chance = np.random.default_rng(number)
    kinds = np.repeat(KINDS, -(-FIRM // len(KINDS)))[:FIRM]
    rows = np.concatenate([noise(kind, int((kinds == kind).sum()), chance) for kind in KINDS])
    hit = np.zeros(FIRM, dtype=bool)
    hit[chance.choice(FIRM, FIRM // 20, replace=False)] = True
    sizes = np.array([4 * USUAL_ERROR.get(kind, 0.8) for kind in kinds]) * chance.choice([-1, 1], FIRM)
    rows[hit, -3:] += sizes[hit, None]
    start = time.process_time()
    told = np.array([bool(one.moves) for one in moved(list(rows), season=52)])
    wandering = kinds == "wandering level"
    return {
        "seed": number,
        "false_share": round(float((told & ~hit).sum() / max(told.sum(), 1)), 3),
        "false_share_without_wandering": round(float((told & ~hit & ~wandering).sum() / max((told & ~wandering).sum(), 1)), 3),
        "found_share": round(float(told[hit].mean()), 3),
        "found_by_noise": {kind: round(float(told[hit & (kinds == kind)].mean()), 2) for kind in KINDS if (hit & (kinds == kind)).any()},
        "cpu_seconds": round(time.process_time() - start, 2),
    }


def drifts(weeks: int, firms: int) -> dict[str, object]:
    """Return how often a drift of -0.12 a week under noise of 0.8 is told after so many weeks, among 64 KPIs that improve."""
    from pupitre.maths.moves import moved

    found = named = false = 0
    for number in range(firms):
        chance = np.random.default_rng([weeks, number])
        rows = 0.8 * chance.standard_normal((64, READINGS)) + np.arange(READINGS) * 0.04
        rows[0, -weeks:] -= 0.12 * np.arange(1, weeks + 1)
        told = moved(list(rows), season=52)
        found += bool(told[0].moves)
        named += any(move.kind == "drift" for move in told[0].moves)
        false += sum(bool(one.moves) for one in told[1:])
    return {
        "weeks": weeks,
        "found_share": round(found / firms, 3),
        "called_drift_share": round(named / firms, 3),
        "false_by_firm": false / firms,
    }


def streams(folder: Path) -> dict[str, object]:
    """Return the score of the watch on the benchmark's series, and that of a published detector written again, to check the scorer."""
    from pupitre.maths.moves.watch import Watch, watched

    judged = nab.files(folder)
    scores: dict[str, Floats] = {}
    start = time.process_time()
    for file in judged:
        watch = Watch()
        scores[file.name] = np.array([watch.update(value) for value in file.values.tolist()])
    spent, count = time.process_time() - start, sum(len(file.values) for file in judged)
    ours, threshold = nab.score(judged, scores)
    check, _ = nab.score(judged, {file.name: nab.windowed_gaussian(file.values) for file in judged})
    published = json.loads((folder / "scores_dev_part.json").read_text())
    return {
        "files": len(judged),
        "standard": round(float(ours), 2),
        "threshold": round(threshold, 4),
        "microseconds_by_reading": round(spent / count * 1e6, 2),
        "equals_batch": all(np.array_equal(watched(file.values[None])[0], scores[file.name]) for file in judged),
        "scorer_check": {"windowedGaussian": round(float(check), 2), "published": published["windowedGaussian"]["dev"]},
    }


def residual(cases: int) -> float:
    """Return by how much the drivers of random changes miss the change, over the sizes at hand, at worst."""
    from pupitre.maths.moves import mix_rate, multiplied

    chance = np.random.default_rng(1)
    worst = 0.0
    for _ in range(cases):
        count = int(chance.integers(1, 12))
        whole = 10 ** chance.uniform(-3, 3, (2, count)) * (chance.random((2, count)) > 0.2)
        whole[:, 0] += 1
        parts = whole * chance.normal(0.3, 0.4, (2, count))
        one = mix_rate(parts[0], whole[0], parts[1], whole[1])
        size = max(abs(one.before), abs(one.after), float(np.abs(one.rate).max()), float(np.abs(one.mix).max()))
        worst = max(worst, abs(float(one.rate.sum() + one.mix.sum()) - one.change) / size)
        factors = chance.normal(0, 3, (2, int(chance.integers(1, 6))))
        brought = multiplied(factors[0], factors[1])
        change = float(np.prod(factors[1]) - np.prod(factors[0]))
        size = max(float(np.abs(brought).max()), abs(float(np.prod(factors[0]))), abs(float(np.prod(factors[1]))))
        worst = max(worst, abs(float(brought.sum()) - change) / size)
    return float(f"{worst:.2g}")
