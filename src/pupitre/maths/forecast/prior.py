"""Ranges learned on public series, for firms whose own history is too young to learn them on."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import Literal

import numpy as np

from pupitre.maths.forecast.panel import Floats

Rhythm = Literal["year", "quarter", "month", "week", "day", "other"]
"""How often a series is read; it chooses the ranges learned on public series."""

Kind = Literal["grown", "short"]
"""Series with enough readings for the five methods, and shorter ones whose last reading serves."""


@cache
def _tables() -> dict[str, dict[str, list[list[float]]]]:
    text = resources.files("pupitre.maths.forecast").joinpath("prior.json").read_text(encoding="utf-8")
    found: dict[str, dict[str, list[list[float]]]] = json.loads(text)["quantiles"]
    return found


MONTHS: dict[Rhythm, float] = {"week": 7 / 30.44, "day": 1 / 30.44}
"""Months in a step, for rhythms that no public set was learned on: their range is that of months, over the same time."""


def prior(rhythm: Rhythm, horizon: int, kind: Kind = "grown") -> Floats:
    """Return the quantiles 1 to 99 % of the scaled error at each step ahead, shape (horizon, 99).

    Beyond the steps that were learned, the range grows with the square root of time.
    """
    known = np.asarray(_tables()[kind]["month" if rhythm in MONTHS else rhythm], dtype=np.float64)
    times = np.maximum(np.arange(1, horizon + 1) * MONTHS.get(rhythm, 1.0), 1.0)
    low = np.minimum(times.astype(np.int64), len(known)) - 1
    high = np.minimum(low + 1, len(known) - 1)
    share = np.clip(times - 1 - low, 0.0, 1.0)[:, None]
    growth = np.sqrt(np.maximum(times / len(known), 1.0))[:, None]
    return np.asarray(((1 - share) * known[low] + share * known[high]) * growth)
