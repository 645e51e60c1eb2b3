"""How often a series in which nothing happens looks as if something did."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from pupitre.maths.moves.candidates import Design, design, weighed_surprises

Floats = npt.NDArray[np.float64]

EXACT, STEP = 40, 1.15
"""Longer series are judged by quiet ones of the nearest of some lengths, each longer than the last by this factor."""
DRAWS = 4000
"""Quiet series drawn for each design."""
TAIL = 0.02
"""Beyond this share of the draws the tail is that of a normal law with the spread of the draws beyond."""
PRIOR = 400
"""Below this many surprises of its own a firm borrows those of a Student law with 6 degrees of freedom."""


def pool_of(surprises: Floats, seed: int = 1) -> Floats:
    """Return standardised surprises to draw from: those of the firm, completed by a wide law when they are few."""
    own = surprises[np.isfinite(surprises)]
    if len(own) >= PRIOR:
        return own
    law = np.random.default_rng(seed).standard_t(6, PRIOR - len(own)) / np.sqrt(1.5)
    return np.concatenate([own, law])


def highest(pool: Floats, moves: Design, *, seed: int = 1) -> Floats:
    """Return the best scores of series drawn from a pool of surprises, falling, shape (draws,)."""
    chance = np.random.default_rng(np.random.SeedSequence([seed, moves.readings, len(moves.firsts), moves.memory]))
    raw = chance.choice(pool, size=(DRAWS, moves.readings)) * chance.choice(np.array([-1.0, 1.0]), size=(DRAWS, moves.readings))
    return np.asarray(np.sort(np.abs(weighed_surprises(raw, moves).score))[::-1])


class Quiet:
    """The best scores of series in which nothing happens, drawn once for each length and memory."""

    def __init__(self, pool: Floats, *, seed: int = 1) -> None:
        """Draw from a pool of standardised surprises."""
        self.pool = pool
        self.seed = seed
        self.known: dict[tuple[str, int, int, int], Floats] = {}

    def p_values(self, scores: Floats, moves: Design, first: int) -> Floats:
        """Return the chance that a quiet series has a score as high, moves being looked for from the reading `first` on."""
        n, window = moves.readings, moves.readings - first
        length = n if n < EXACT else round(EXACT * STEP ** round(np.log(n / EXACT) / np.log(STEP)))
        key = (moves.kind, length, window, moves.memory)
        if key not in self.known:
            alike = design(moves.kind, length, length - window, moves.memory)
            self.known[key] = highest(self.pool, alike, seed=self.seed)
        return p_values(scores, self.known[key])


def p_values(scores: Floats, quiet: Floats) -> Floats:
    """Return the share of quiet series with a score as high, the tail beyond the draws falling as that of a normal law fitted to it."""
    size = np.abs(scores)
    count = len(quiet)
    rank = count - np.searchsorted(quiet[::-1], size, side="left")
    far = max(int(count * TAIL), 10)
    start = quiet[far]
    scale = max(float((quiet[:far] ** 2 - start**2).mean()), 1e-9)
    tail = far / count * np.exp(-(size**2 - start**2) / scale)
    return np.asarray(np.clip(np.where(size > start, tail, (rank + 1) / (count + 1)), 1e-12, 1.0))
