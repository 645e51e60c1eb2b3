"""A watch on readings that come one at a time: how far each goes beyond all that was seen before, one alarm for each episode."""

from __future__ import annotations

from math import sqrt

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

LEVEL, SPREAD = 2 / 31, 2 / 9
"""How fast the level follows the readings (about 30 of them) and their spread around it (about 8)."""
FORGET = 0.0002
"""Share of the way back to the usual that the highest and the lowest seen go at each reading."""
WARM = 50
"""Readings before which nothing is said."""
QUIET, QUIET_LEAST, QUIET_SHARE = 200, 50, 0.1
"""Readings that one alarm keeps the next silent for: from 50, a tenth of those seen, 200 at most."""
GRAVER = 2.0
"""Within that silence, only a score so many times higher is told."""


class Watch:
    """What one stream has shown so far, in a fixed number of numbers.

    Each reading moves a level and a spread around it. The score is how far either goes beyond the highest and the lowest ever seen of it,
    over what lies between these; 0 when it does not. It is brought between 0 and 1 by s/(1 + s).
    """

    __slots__ = (
        *("count", "level", "near", "noise", "said", "told"),
        *("level_high", "level_low", "level_mean", "wide_high", "wide_low", "wide_mean"),
    )

    def __init__(self) -> None:
        """Begin with nothing seen."""
        self.count = 0
        self.level = self.near = self.noise = 0.0
        self.level_high = self.level_low = self.level_mean = 0.0
        self.wide_high = self.wide_low = self.wide_mean = 0.0
        self.told, self.said = -1, 0.0

    def update(self, value: float) -> float:
        """Take the next reading and return its score, 0 to 1: above 0, an episode begins here.

        Args:
            value: The reading, a finite number; another one leaves the watch as it is and has no score.
        """
        if value - value != 0.0:
            return 0.0
        count = self.count = self.count + 1
        if count == 1:
            self.level = self.near = self.level_high = self.level_low = self.level_mean = value
            return 0.0
        share = 1 / count
        away = value - self.near
        self.level += (LEVEL if share < LEVEL else share) * (value - self.level)
        gain = SPREAD if share < SPREAD else share
        self.near += gain * away
        self.noise += gain * (away * away - self.noise)
        wide, level = sqrt(self.noise), self.level
        score = 0.0
        if count > WARM:
            far = max(level - self.level_high, self.level_low - level)
            if far > 0.0:
                score = far / max(self.level_high - self.level_low, 1e-12)
            far = max(wide - self.wide_high, self.wide_low - wide)
            if far > 0.0:
                score = max(score, far / max(self.wide_high - self.wide_low, 1e-12))
        back = FORGET if share < FORGET else share
        self.level_mean += back * (level - self.level_mean)
        self.wide_mean += back * (wide - self.wide_mean)
        self.level_high = max(level, self.level_high - FORGET * (self.level_high - self.level_mean))
        self.level_low = min(level, self.level_low + FORGET * (self.level_mean - self.level_low))
        self.wide_high = max(wide, self.wide_high - FORGET * (self.wide_high - self.wide_mean))
        self.wide_low = min(wide, self.wide_low + FORGET * (self.wide_mean - self.wide_low))
        return self._told(score) if score > 0.0 else 0.0

    def _told(self, score: float) -> float:
        """Return the score brought between 0 and 1, or 0 while the last alarm speaks for this reading too."""
        quiet = min(max(QUIET_SHARE * self.count, QUIET_LEAST), QUIET)
        if self.told >= 0 and self.count - self.told <= quiet and score <= GRAVER * self.said:
            return 0.0
        self.told, self.said = self.count, score
        return score / (1 + score)


def watched(rows: Floats) -> Floats:
    """Return the scores of many streams at once, equal to those of one `Watch` for each, shape (streams, readings).

    Args:
        rows: The readings of each, oldest first, shape (streams, readings), all finite.
    """
    streams, readings = rows.shape
    found = np.zeros(rows.shape)
    if readings == 0:
        return found
    level, near, noise = rows[:, 0].copy(), rows[:, 0].copy(), np.zeros(streams)
    high, low, mean = (np.stack([rows[:, 0], np.zeros(streams)]) for _ in range(3))
    told, said = np.full(streams, -1.0), np.zeros(streams)
    for at in range(1, readings):
        count, value = at + 1, rows[:, at]
        share = 1 / count
        away = value - near
        level = level + max(LEVEL, share) * (value - level)
        near = near + max(SPREAD, share) * away
        noise = noise + max(SPREAD, share) * (away * away - noise)
        now = np.stack([level, np.sqrt(noise)])
        if count > WARM:
            far = np.maximum(now - high, low - now) / np.maximum(high - low, 1e-12)
            score = np.maximum(far, 0.0).max(axis=0)
            quiet = min(max(QUIET_SHARE * count, QUIET_LEAST), QUIET)
            is_told = (score > 0) & ~((told >= 0) & (count - told <= quiet) & (score <= GRAVER * said))
            found[is_told, at] = score[is_told] / (1 + score[is_told])
            told, said = np.where(is_told, count, told), np.where(is_told, score, said)
        mean = mean + max(FORGET, share) * (now - mean)
        high = np.maximum(now, high - FORGET * (high - mean))
        low = np.minimum(now, low + FORGET * (mean - low))
    return found
