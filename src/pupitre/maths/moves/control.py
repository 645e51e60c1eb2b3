"""Which readings their own past did not announce, one by one and little by little."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pupitre.maths.forecast import Rhythm, one_step

Floats = npt.NDArray[np.float64]

SETTLED = 16
"""Scores of a series before this many are of a forecast still learning: they are judged, and judge no other."""
SLACK, FAR = 0.8, 5.0
"""A score under the slack is taken as usual; none weighs more than `FAR` in a sum. The usual score is 1 on average."""
RECENT = 0.1
"""How fast the usual size of the scores of a series follows them: about the last twenty."""
LATEST = 12
"""Readings are compared with the scores of all series in so many steps before."""
LEAST = 200
"""Earlier scores to compare with, below which nothing is judged."""


@dataclass(frozen=True, slots=True)
class Control:
    """How surprising each reading is, shape (series, readings of the longest), NaN where it is not judged.

    Args:
        scores: Reading less forecast, over the usual error. sudden: Conformal p-value of the reading alone.
        sums: The larger of the two cumulative sums of the scores. slow: Conformal p-value of that sum.
    """

    scores: Floats
    sudden: Floats
    sums: Floats
    slow: Floats


def controlled(series: Sequence[Floats], *, season: int = 1, rhythm: Rhythm = "other") -> Control:
    """Return how surprising each reading of some series of one rhythm is, from one-step forecasts made with the past only.

    Args:
        series: Readings of each, oldest first. season, rhythm: As in `maths.forecast`.

    Source:
        Conformal p-values by rank among the earlier scores of all series; cumulative sums of Page, Biometrika 41 (1954).
    """
    scores = local(one_step(series, season=season, rhythm=rhythm).scores)
    sums = cumulated(scores)
    return Control(scores, ranked(np.abs(scores)), sums, ranked(sums))


def local(scores: Floats) -> Floats:
    """Return scores over the usual size of the latest ones of their series, so that a figure that calmed down is judged as it is now."""
    usual = np.full(len(scores), np.nan)
    found = np.full(scores.shape, np.nan)
    for at in range(scores.shape[1]):
        size = np.abs(scores[:, at])
        known = np.isfinite(size)
        begun = known & np.isfinite(usual) & (usual > 0)
        found[begun, at] = scores[begun, at] / usual[begun]
        held = np.where(begun, np.minimum(size, FAR * usual), size)
        usual = np.where(known, np.where(np.isfinite(usual), usual + RECENT * (held - usual), held), usual)
    return found


def cumulated(scores: Floats) -> Floats:
    """Return the larger of the two one-sided cumulative sums of scores after each reading, NaN where there is none."""
    up, down = np.zeros(len(scores)), np.zeros(len(scores))
    found = np.full(scores.shape, np.nan)
    for at in range(scores.shape[1]):
        known = np.isfinite(scores[:, at])
        score = np.clip(np.where(known, scores[:, at], 0.0), -FAR, FAR)
        up = np.where(known, np.maximum(up + score - SLACK, 0.0), up)
        down = np.where(known, np.maximum(down - score - SLACK, 0.0), down)
        found[known, at] = np.maximum(up, down)[known]
    return found


def ranked(sizes: Floats) -> Floats:
    """Return the share of the earlier sizes of all series, once settled, that are as large, NaN where too few are known."""
    found = np.full(sizes.shape, np.nan)
    settled = np.where(np.cumsum(np.isfinite(sizes), axis=1) > SETTLED, sizes, np.nan)
    for at in range(sizes.shape[1]):
        known = np.isfinite(sizes[:, at])
        pool = settled[:, max(at - LATEST, 0) : at]
        pool = np.sort(pool[np.isfinite(pool)])
        if len(pool) >= LEAST and known.any():
            found[known, at] = (len(pool) - np.searchsorted(pool, sizes[known, at], side="left") + 1) / (len(pool) + 1)
    return found
