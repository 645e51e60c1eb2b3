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


def prior(rhythm: Rhythm, horizon: int, kind: Kind = "grown") -> Floats:
    """Return the quantiles 1 to 99 % of the scaled error at each step ahead, shape (horizon, 99).

    Beyond the steps that were learned, the range grows with the square root of time.
    """
    known = np.asarray(_tables()[kind][rhythm], dtype=np.float64)
    steps = np.minimum(np.arange(horizon), len(known) - 1)
    growth = np.sqrt(np.maximum(np.arange(1, horizon + 1) / len(known), 1.0))
    return np.asarray(known[steps] * growth[:, None])
