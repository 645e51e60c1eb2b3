"""Effects: how often nothing is taken for something, how often a change is seen, and the published cases."""

from __future__ import annotations

import argparse
import csv
import json
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

CASES = (("monthly", 12, 6), ("monthly", 12, 12), ("quarterly", 4, 4), ("yearly", 1, 3))
"""Frequency, readings in a season, readings after the date."""
SIMULATED = {"white": 0.0, "ar_5": 0.5, "ar_9": 0.9, "random_walk": 1.0}
"""Share of a reading that stays in the next one."""
SEED = 20261123


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, required=True, metavar="DIR", help="holds m3_dev.csv and the published cases")
    parser.add_argument("--series", type=int, default=400, help="simulated series of each kind")


def run(args: argparse.Namespace) -> int:
    start = time.process_time()
    report = {
        "schema": "pupitre.bench-effects/1",
        "series": [judged(args.data, *case, at) for case in CASES for at in ("end", "train")],
        "simulated": [simulated(kind, stays, horizon, args.series) for kind, stays in SIMULATED.items() for horizon in (6, 12)],
        "published": published(args.data),
    }
    print(json.dumps(report | {"cpu_seconds": round(time.process_time() - start, 1)}, indent=2))
    return 0


def judged(data: Path, frequency: str, season: int, horizon: int, at: str) -> dict[str, Any]:
    """Return the rates on real series: false positives on each half of them apart and together, and the share of steps seen."""
    import numpy as np

    series, cuts = [], []
    for row in csv.DictReader((data / "m3_dev.csv").open()):
        if row["period"] == frequency.upper():
            values = np.array([float(one) for one in f"{row['train']} {row['test']}".split()])
            cuts.append(len(values) - horizon if at == "end" else int(row["n_train"]))
            series.append(values[: cuts[-1] + horizon])
    halves = [rates(series[part::2], cuts[part::2], season)["false_positives"] for part in (0, 1)]
    lifted = {
        f"seen_{percent}": rates(
            [np.concatenate([one[:cut], one[cut:] * (1 + percent / 100)]) for one, cut in zip(series, cuts, strict=True)], cuts, season
        )["false_positives"]
        for percent in (10, 20)
    }
    return (
        {"frequency": frequency, "horizon": horizon, "at": at, "count": len(series)}
        | rates(series, cuts, season)
        | lifted
        | {"halves": halves}
    )


def rates(series: list[Floats], cuts: list[int], season: int) -> dict[str, Any]:
    """Return how often the p-value is 5 % or less, how often the 90 % range holds nothing, and how often nothing could be measured."""
    from pupitre.maths.causal import JUDGED, placebo_in_time

    found = placebo_in_time(series, cuts, season=season)
    measured = [one for one in found if one.method != "none"]
    held = [low <= 0 <= high for low, high in (one.bounds(JUDGED) for one in measured)]
    return {
        "false_positives": round(sum(one.p_value <= 0.05 for one in measured) / max(len(measured), 1), 3),
        "range_90_holds": round(sum(held) / max(len(held), 1), 3),
        "absent": len(found) - len(measured),
    }


def simulated(kind: str, stays: float, horizon: int, count: int) -> dict[str, Any]:
    """Return the rates on simulated series where nothing happened, at any date and just after an extreme reading."""
    import numpy as np

    chance = np.random.default_rng(SEED)
    noise = chance.standard_normal((count, 134))
    walk = np.zeros_like(noise)
    for step in range(1, noise.shape[1]):
        walk[:, step] = stays * walk[:, step - 1] + noise[:, step]
    values = 100 + 3 * walk[:, 50:]
    extreme = (values[:, 48:72].argmax(axis=1) + 49).tolist()
    after = [one[: cut + horizon] for one, cut in zip(values, extreme, strict=True)]
    return {
        "kind": kind,
        "horizon": horizon,
        "false_positives": rates([one[: 60 + horizon] for one in values], [60] * count, 12)["false_positives"],
        "after_an_extreme": rates(after, extreme, 12)["false_positives"],
    }


def published(data: Path) -> list[dict[str, Any]]:
    """Return three published cases as this method sees them."""
    import numpy as np

    from pupitre.maths.causal import Estimate, placebo_in_time, synthetic_control

    def told(name: str, source: str, one: Estimate, **more: Any) -> dict[str, Any]:
        bounds = [round(bound, 1) for bound in one.bounds(90)]
        shown = {"estimate": round(one.estimate, 1), "range_90": bounds, "p_value": round(one.p_value, 3)}
        return {"case": name, "source": source} | shown | more

    nile = np.array([float(row["volume"]) for row in csv.DictReader((data / "nile.csv").open())])
    belts = list(csv.DictReader((data / "uk_seatbelts.csv").open()))
    law = [row["label"] for row in belts].index("1")
    states = list(csv.DictReader((data / "california_prop99.csv").open()))
    sales = {name: np.array([float(row[name]) for row in states]) for name in states[0] if name != "Year"}
    cut = [row["Year"] for row in states].index("1989")
    prop = synthetic_control(sales["California"], [one for name, one in sales.items() if name != "California"], cut)
    killed = placebo_in_time([np.array([float(row["KSI"]) for row in belts])], [law], season=12)[0]
    return [
        told("Nile, 1899", "Cobb 1978: the level falls between 1898 and 1899, from about 1,100 to 850", placebo_in_time([nile], [28])[0]),
        told(
            "UK seat belts, February 1983",
            "Harvey and Durbin 1986: 23 % fewer car drivers killed or seriously injured",
            killed,
            share=round(killed.estimate / float(killed.without.mean()), 3),
        ),
        told(
            "Proposition 99",
            "Abadie, Diamond, Hainmueller 2010: about 26 packs a head fewer in 2000, 1 chance in 39",
            prop,
            in_2000=round(float(prop.actual[-1] - prop.without[-1]), 1),
        ),
    ]
