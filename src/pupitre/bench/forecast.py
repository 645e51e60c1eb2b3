"""Forecasts: accuracy beside the published errors, coverage of the ranges, time beside AutoETS in the same run."""

from __future__ import annotations

import argparse
import csv
import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from pupitre.bench.forecast_prior import Floats, Set, learned, read_sets

THEIRS = """
import json, sys, time
import numpy as np
from statsforecast.models import AutoETS
case = json.load(sys.stdin)
model = AutoETS(season_length=case["season"])
start = time.process_time()
for one in case["series"]:
    model.forecast(y=np.array(one), h=case["horizon"], level=[80, 95])
print(json.dumps({"seconds": time.process_time() - start}))
"""

MANY = """
import resource, json, time
import numpy as np
from pupitre.maths.forecast import forecast
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
rng = np.random.default_rng(1)
season = 1 + 0.2 * np.sin(np.arange(36) * np.pi / 6)
series = [season * (100 + np.cumsum(rng.normal(size=36))) for _ in range({count})]
start = time.process_time()
forecast(series, horizon=12, season=12, rhythm="month", low=0.0)
seconds = time.process_time() - start
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
told = dict(series={count}, points=36, horizon=12, cpu_seconds=round(seconds, 2), peak_mib=round(peak), mib_before=round(before))
print(json.dumps(told))
"""

ONE_CORE = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, required=True, help="folder with m3_dev.csv and m3_published_errors.csv")
    parser.add_argument("--firms", type=int, default=100, help="firms of 30 KPIs drawn from the series (default: 100)")
    parser.add_argument("--many", type=int, default=10_000, help="monthly series of 36 points forecast at once (default: 10,000)")
    parser.add_argument("--peer", type=Path, default=Path(os.environ.get("PUPITRE_ORACLES", ".venv-oracles/bin/python")))
    parser.add_argument("--peer-series", type=int, default=40, help="monthly series given to AutoETS (default: 40)")


def run(args: argparse.Namespace) -> int:
    sets = read_sets(args.data / "m3_dev.csv")
    published = _published(args.data / "m3_published_errors.csv")
    report = {
        "schema": "pupitre.bench-forecast/1",
        "accuracy": accuracy(sets, published),
        "ranges": [_ranges(one) for one in sets],
        "firms_of_30": _firms(sets, args.firms),
        "many": json.loads(_child([sys.executable, "-c", MANY.replace("{count}", str(args.many))])),
        "peer": _peer(next(one for one in sets if one.name == "MONTHLY"), args),
    }
    print(json.dumps(report, indent=2))
    return 0


def accuracy(sets: Sequence[Set], published: Mapping[tuple[str, str], tuple[float, float]]) -> list[dict[str, object]]:
    """Return sMAPE (%) and MASE by frequency and over all series, beside the best published methods on the same series."""
    rows, everything, weights = [], [], []
    for one in sets:
        errors = _errors(one, _forecast(one).mean)
        everything.append(errors)
        weights.append(len(one.train))
        rows.append(_row(one.name, errors.mean(axis=0), published))
    mean = np.concatenate(everything).mean(axis=0)
    theirs = {(m, "ALL"): tuple(np.average([published[m, one.name] for one in sets], axis=0, weights=weights)) for m in METHODS}
    return [*rows, _row("ALL", mean, theirs)]


METHODS, MEASURES = ("THETA", "ForecastPro"), ("smape", "mase")


def _row(name: str, mean: Floats, published: Mapping[tuple[str, str], tuple[float, float]]) -> dict[str, object]:
    theirs = {f"{m}_{what}": round(v, 3) for m in METHODS for what, v in zip(MEASURES, published[m, name], strict=True)}
    return {"part": name, "smape": round(float(mean[0]), 3), "mase": round(float(mean[1]), 3)} | theirs


def _published(path: Path) -> dict[tuple[str, str], tuple[float, float]]:
    with path.open(newline="", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["part"] == "dev"]
    return {(row["method"], row["period"]): (float(row["smape"]), float(row["mase"])) for row in rows}


def _forecast(one: Set) -> Any:  # a Forecast, whose module is imported late
    from pupitre.maths.forecast import forecast

    return forecast(one.train, horizon=one.horizon, season=one.season, rhythm=one.rhythm, low=_low(one))


def _low(one: Set) -> Floats:
    return np.array([0.0 if train.min() >= 0 else -np.inf for train in one.train])


def _errors(one: Set, mean: Floats) -> Floats:
    """Return sMAPE and MASE of each series, shape (series, 2)."""
    found = []
    for train, test, made in zip(one.train, one.test, mean, strict=True):
        off = np.abs(test - made)
        naive = np.abs(train[one.season :] - train[: -one.season]).mean()
        found.append((200 * (off / (np.abs(test) + np.abs(made))).mean(), off.mean() / naive))
    return np.array(found)


def _ranges(one: Set) -> dict[str, object]:
    """Return the coverage and MSIS of the ranges shipped, and of ranges whose shipped part was learned on the other half of the series."""
    shipped = judged(one, _forecast(one).values)
    halves = [one.of(range(start, len(one.train), 2)) for start in (0, 1)]
    apart = [judged(half, quantiles(half, other)) for half, other in zip(halves, halves[::-1], strict=True)]
    return {"part": one.name, "series": len(one.train), "shipped": _coverage(one, [shipped]), "left_out": _coverage(one, apart)}


def quantiles(one: Set, other: Set) -> Floats:
    """Return the predictive quantiles of series by their own pool and what was learned on others, (series, horizon, 99)."""
    from pupitre.maths.forecast.bands import back_tests, pooled, scale, tested, widths
    from pupitre.maths.forecast.panel import gathered
    from pupitre.maths.forecast.points import points

    shipped = np.array(learned([other])["grown"][other.rhythm])
    seasons = (one.season,) if one.season > 1 else ()
    panel, order = gathered(one.train)
    made, reach = points(panel, one.horizon, seasons), tested(panel, one.horizon)
    missed = back_tests(panel, reach, seasons)
    width = widths(missed, shipped[:reach])
    table = pooled(missed, width, shipped[:reach])
    size = width.whole * scale(panel, made.error, one.horizon, one.season)
    found = np.empty((len(order), one.horizon, 99))
    found[order] = (made.ahead[..., None] + size[..., None] * table[:, None]).transpose(1, 0, 2)
    return np.maximum(found, _low(one)[:, None, None])


def judged(one: Set, values: Floats) -> dict[str, Floats]:
    """Return for each series the share of readings inside its ranges, its MSIS at 95 % and its length."""
    actual = np.array(one.test)
    low, high = (values[..., 1] + values[..., 2]) / 2, (values[..., 96] + values[..., 97]) / 2
    naive = np.array([np.abs(t[one.season :] - t[: -one.season]).mean() for t in one.train])
    off = high - low + 40 * np.maximum(low - actual, 0) + 40 * np.maximum(actual - high, 0)
    return {
        "in_80": ((actual >= values[..., 9]) & (actual <= values[..., 89])).mean(axis=1),
        "in_95": ((actual >= low) & (actual <= high)).mean(axis=1),
        "msis": off.mean(axis=1) / naive,
        "length": np.array([float(len(t)) for t in one.train]),
    }


def _coverage(one: Set, parts: Sequence[Mapping[str, Floats]]) -> dict[str, object]:
    whole = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    order = np.array_split(np.argsort(whole["length"], kind="stable"), 3)
    found: dict[str, object] = {name: round(float(whole[name].mean()), 3) for name in ("in_80", "in_95", "msis")}
    for name in ("in_80", "in_95"):
        found[f"{name}_by_length"] = [round(float(whole[name][third].mean()), 3) for third in order]
    return found


def _firms(sets: Sequence[Set], count: int) -> list[dict[str, object]]:
    """Return the coverage in firms of 30 KPIs, their shipped ranges learned on the series that are not theirs."""
    found: list[dict[str, object]] = []
    for one in sets:
        rng = np.random.default_rng(1)
        told = []
        for _ in range(count if len(one.train) >= 100 else 0):
            places = rng.permutation(len(one.train))
            part = judged(one.of(places[:30]), quantiles(one.of(places[:30]), one.of(places[30:])))
            told.append((part["in_80"].mean(), part["in_95"].mean()))
        if told:
            mean, spread = np.mean(told, axis=0), np.std(told, axis=0)
            row = {"in_80": mean[0], "in_80_sd": spread[0], "in_95": mean[1], "in_95_sd": spread[1]}
            found.append({"part": one.name, "firms": count} | {name: round(float(v), 3) for name, v in row.items()})
    return found


def _child(command: Sequence[str | Path], said: str | None = None) -> str:
    return subprocess.run(command, input=said, capture_output=True, text=True, check=True, env=os.environ | ONE_CORE).stdout


def _peer(one: Set, args: argparse.Namespace) -> dict[str, object] | None:
    """Return processor seconds per series of both, on the same monthly series; nothing where the peer is not there."""
    if not args.peer.exists():
        print(f"statsforecast is not there ({args.peer}): only our own time is measured.", file=sys.stderr)
        return None
    from pupitre.maths.forecast import forecast

    some = one.train[: args.peer_series]
    case = json.dumps({"season": one.season, "horizon": one.horizon, "series": [train.tolist() for train in some]})
    theirs = json.loads(_child([args.peer, "-c", THEIRS], case))["seconds"] / len(some)
    start = time.process_time()
    forecast(one.train, horizon=one.horizon, season=one.season, rhythm=one.rhythm)
    ours = (time.process_time() - start) / len(one.train)
    return {"autoets_ms": round(1000 * theirs, 2), "ours_ms": round(1000 * ours, 3), "times_faster": round(theirs / ours)}
