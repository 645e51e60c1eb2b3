"""The ranges shipped with the forecasts, learned again on public series."""

from __future__ import annotations

import argparse
import csv
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

RHYTHMS = {"YEARLY": "year", "QUARTERLY": "quarter", "MONTHLY": "month", "OTHER": "other"}
SHORT = range(3, 8)
"""Lengths that series are cut to, to learn how far the last reading of a short one is from those that follow."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, required=True, help="folder with m3_dev.csv")
    parser.add_argument("--out", type=Path, help="where to write the table (default: the one shipped)")


def run(args: argparse.Namespace) -> int:
    from importlib import resources

    sets = read_sets(args.data / "m3_dev.csv")
    tables = learned(sets)
    out = args.out or Path(str(resources.files("pupitre.maths.forecast").joinpath("prior.json")))
    out.write_text(json.dumps({"schema": "pupitre.forecast-prior/1", "learned_on": "M3, 600 series", "quantiles": tables}) + "\n")
    print(
        json.dumps({"schema": "pupitre.bench-forecast-prior/1", "out": out.name, "series": sum(len(one.train) for one in sets)}, indent=2)
    )
    return 0


@dataclass(frozen=True, slots=True)
class Set:
    """Series of one frequency, with the readings that came after them."""

    name: str
    rhythm: Any  # one of the words of maths.forecast.Rhythm
    season: int
    horizon: int
    train: list[Floats]
    test: list[Floats]

    def of(self, places: Iterable[int]) -> Set:
        """Return some of the series, by position."""
        chosen = list(places)
        return Set(self.name, self.rhythm, self.season, self.horizon, [self.train[i] for i in chosen], [self.test[i] for i in chosen])


def read_sets(path: Path) -> list[Set]:
    """Return the series of each frequency of a file of the M3 competition."""
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    found = []
    for name, rhythm in RHYTHMS.items():
        own = [row for row in rows if row["period"] == name]
        train, test = ([np.array(row[part].split(), dtype=np.float64) for row in own] for part in ("train", "test"))
        if own:
            found.append(Set(name, rhythm, int(own[0]["season"]), int(own[0]["horizon"]), train, test))
    return found


def learned(sets: Iterable[Set]) -> dict[str, dict[str, list[list[float]]]]:
    """Return the quantiles of the scaled errors at each step, for grown and for short series of each rhythm."""
    tables: dict[str, dict[str, list[list[float]]]] = {"grown": {}, "short": {}}
    for one in sets:
        tables["grown"][one.rhythm] = _rounded(_grown(one))
        tables["short"][one.rhythm] = _rounded(_short(one))
    return tables


def _grown(one: Set) -> Floats:
    """Return the quantiles over the errors of the back-tests and those of the readings that came after, (horizon, 99)."""
    from pupitre.maths.forecast.bands import P, back_tests, scale, widths
    from pupitre.maths.forecast.panel import gathered
    from pupitre.maths.forecast.points import points

    seasons = (one.season,) if one.season > 1 else ()
    panel, order = gathered(one.train)
    actual = np.array([one.test[at] for at in order]).T
    made = points(panel, one.horizon, seasons)
    missed = back_tests(panel, one.horizon, seasons)
    width = widths(missed, np.zeros((one.horizon, len(P))), weight=0.0)
    after = (actual - made.ahead) / scale(panel, made.error, one.horizon, one.season) / width.whole
    errors = np.concatenate([missed.errors / width.apart[:, None, :], after[None]])
    return np.stack([np.quantile(step[np.isfinite(step)], P, method="weibull") for step in np.moveaxis(errors, 1, 0)])


def _short(one: Set) -> Floats:
    """Return the quantiles over the readings that came after the series cut to a few readings, (horizon, 99)."""
    from pupitre.maths.forecast.bands import P
    from pupitre.maths.forecast.special import moves

    errors = [(test - train[-1]) / moves(train[-n:]) for train, test in zip(one.train, one.test, strict=True) for n in SHORT]
    return np.asarray(np.quantile(np.array(errors), P, axis=0, method="weibull").T)


def _rounded(table: Floats) -> list[list[float]]:
    return [[round(float(value), 3) for value in np.maximum.accumulate(row)] for row in table]
