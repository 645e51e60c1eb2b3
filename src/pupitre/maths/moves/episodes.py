"""What really moved among many figures: level shifts and drifts with their dates and sizes, one alarm for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from pupitre.maths.moves.candidates import KINDS, Design, Weighed, design, weighed
from pupitre.maths.moves.chance import Quiet, pool_of
from pupitre.maths.moves.discoveries import bar
from pupitre.maths.moves.isolated import isolated, mended
from pupitre.maths.moves.noise import MEMORIES, codes, lines, shares, spread, surprises, without
from pupitre.maths.moves.yearly import came_back, yearly

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

ENOUGH = 12
"""Fewer readings say nothing of what is usual."""
PAST = 8
"""Readings kept as the usual past, at least."""
LONGEST = 60
"""What moved is looked for in so many last readings at most."""
MOST = 3
"""Episodes told for one series."""
WITHIN = 6.6
"""Dates whose squared score is within this of the best one are as likely; measured so that 90 ranges in 100 hold the true date."""
CERTAIN = 1e-6
"""Kinds of moves that are all surer than this are told apart by their scores: tails so far are no measure."""
NINETY = 1.645
"""Standard errors on each side of a range of 90 %."""
UNLIKELY = 0.03
"""A memory believed less than this share of the most believed one is left out (Occam's window)."""
RATE = 0.07
"""Share of false alarms accepted among those told, over figures whose level does not wander by itself."""


@dataclass(frozen=True, slots=True)
class Move:
    """One thing that happened to a series.

    Args:
        kind: `level_shift` or `drift`.
        at, earliest, latest: Reading it begins on, and the range of those it may have begun on.
        size, size_low, size_high: Of a shift: how far the level moved. Of a drift: how far it has come by the last reading.
        slope, slope_low, slope_high: Of a drift: by reading; 0 for a shift.
        score: Standard errors from nothing, signed. p_value: Chance that a quiet series shows as much somewhere.
        is_over: Whether a later move took it back.
    """

    kind: str
    at: int
    earliest: int
    latest: int
    size: float
    size_low: float
    size_high: float
    slope: float
    slope_low: float
    slope_high: float
    score: float
    p_value: float
    is_over: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in one series.

    Args:
        moves: Oldest first. alone: Readings that stand alone.
        is_seasonal: Whether a season was taken out. p_value: Of its strongest move, told or not; NaN when not tested.
        reason: `too_few`, `constant`, `season` (a move that came a year before too), or empty.
    """

    moves: tuple[Move, ...]
    alone: tuple[int, ...]
    is_seasonal: bool
    p_value: float
    reason: str


@dataclass(frozen=True, slots=True)
class _Group:
    """Series of one length and one season, their season and lonely readings taken out.

    Args:
        places: Positions in the input. rows: Shape (series, readings). is_plain: Without a season.
        believed: How much each memory is to be believed, shape (series, memories).
    """

    places: Ints
    rows: Floats
    is_plain: Bools
    season: int
    believed: Floats

    @property
    def first(self) -> int:
        """The first reading that a move may begin on."""
        return recent(self.rows.shape[1], self.season)

    def designs(self, at: int) -> list[Design]:
        """Return what may have moved, under one memory."""
        made = (design(kind, self.rows.shape[1], self.first, at) for kind in KINDS)
        return [one for one in made if len(one.firsts)]


def recent(readings: int, season: int) -> int:
    """Return the first reading that a move may begin on: the last year, at most a third of the past."""
    window = min(max(season, 8), readings // 3, LONGEST)
    return max(readings - window, PAST)


def moved(series: Sequence[Floats], *, season: Sequence[int] | int = 1, rate: float = RATE) -> list[Found]:
    """Return what happened lately to each series, false alarms held to a share of those told over all of them.

    Args:
        series: Readings of each, oldest first, shape (readings,); NaN is a missing reading, and a straight line stands for it.
        season: Readings in a year, one for all or one per series; 1 when a season makes no sense.
        rate: Share of false alarms accepted among those told.

    Source:
        Chen and Liu, *Joint estimation of model parameters and outlier effects*, J. Am. Stat. Assoc. 88 (1993), with conformal p-values and
        Benjamini-Hochberg over the series; docs/methods/what-moved.md.
    """
    seasons = np.broadcast_to(np.asarray(season, dtype=np.int64), (len(series),))
    whole = [_filled(np.asarray(one, dtype=np.float64)) for one in series]
    found = [Found((), (), False, np.nan, _why_not(one)) for one in whole]
    ready = [at for at, one in enumerate(found) if not one.reason]
    groups = _grouped(whole, seasons, ready, found)
    if not groups:
        return found
    quiet = Quiet(pool_of(np.concatenate([_standard(group) for group in groups])))
    chances = [_chances(group, quiet) for group in groups]
    limit = bar(np.concatenate(chances), rate=rate)
    for group, chance in zip(groups, chances, strict=True):
        _tell(group, chance, limit, quiet, found)
    return found


def _filled(one: Floats) -> Floats:
    known = np.flatnonzero(np.isfinite(one))
    if len(known) == 0:
        return np.empty(0)
    return np.asarray(np.interp(np.arange(known[0], known[-1] + 1), known, one[known]))


def _why_not(one: Floats) -> str:
    return "too_few" if len(one) < ENOUGH else "constant" if _is_flat(one) else ""


def _is_flat(one: Floats) -> bool:
    return bool(np.median(np.abs(one - np.median(one))) == 0 and np.mean(np.diff(one) != 0) < 0.2)


def _grouped(whole: Sequence[Floats], seasons: Ints, ready: Sequence[int], found: list[Found]) -> list[_Group]:
    """Gather series that one design serves, their season and lonely readings taken out."""
    alike: dict[tuple[int, int], list[int]] = {}
    for at in ready:
        alike.setdefault((len(whole[at]), int(seasons[at])), []).append(at)
    if not alike:
        return []
    ready_groups = []
    for (n, season), places in sorted(alike.items()):
        rows, alone, is_seasonal = _cleaned(np.stack([whole[at] for at in places]), recent(n, season), season)
        for row, at in enumerate(places):
            found[at] = replace(found[at], alone=tuple(np.flatnonzero(alone[row]).tolist()), is_seasonal=bool(is_seasonal[row]))
        ready_groups.append((np.asarray(places), rows, ~is_seasonal, season))
    believed = shares([codes(rows[:, : recent(rows.shape[1], season)]) for _, rows, _, season in ready_groups])
    return [_Group(*one, _kept(share)) for one, share in zip(ready_groups, believed, strict=True)]


def _kept(believed: Floats) -> Floats:
    kept = np.where(believed >= UNLIKELY * believed.max(axis=1, keepdims=True), believed, 0.0)
    return np.asarray(kept / kept.sum(axis=1, keepdims=True))


def _cleaned(rows: Floats, past: int, season: int) -> tuple[Floats, Bools, Bools]:
    alone = isolated(rows)
    rows = mended(rows, alone)
    if season < 2 or past < 2 * season:
        return rows, alone, np.zeros(len(rows), dtype=bool)
    part, is_seasonal = yearly(rows, past, season)
    rows = rows - part
    more = isolated(rows)
    return mended(rows, more), alone | more, is_seasonal


def _standard(group: _Group) -> Floats:
    """Return the surprises of the past of a group over their spread, under the memory most believed, for the pool."""
    past = recent(group.rows.shape[1], group.season)
    best = group.believed.argmax(axis=1)
    found = [np.empty(0)]
    for at in np.unique(best).tolist():
        memory = MEMORIES[at]
        held = lines(past, memory)
        left = without(surprises(group.rows[best == at, :past], memory), held)
        size = spread(left, past - len(held))[:, None]
        found.append(np.asarray((left / np.where(size > 0, size, np.nan))[:, 1:]).ravel())
    return np.concatenate(found)


def _chances(group: _Group, quiet: Quiet) -> Floats:
    """Return the chance that a quiet series shows as much as each one, over the memories it may have."""
    chance = np.zeros(len(group.rows))
    for at in np.flatnonzero(group.believed.any(axis=0)).tolist():
        some = np.flatnonzero(group.believed[:, at])
        chance[some] += group.believed[some, at] * _best(group.rows[some], group.designs(at), group.first, quiet)[0]
    if group.season > 1 and group.first < 2 * group.season < 2 * group.rows.shape[1]:
        chance[group.is_plain & _came_back(group, quiet)] = 1.0
    return chance


def _best(rows: Floats, designs: Sequence[Design], first: int, quiet: Quiet) -> tuple[Floats, Ints, list[Weighed]]:
    """Return the chance of the best move of each series over the kinds of moves, its kind, and all that was weighed."""
    found = [weighed(rows, moves) for moves in designs]
    p = np.stack([quiet.p_values(one.score, moves, first) for one, moves in zip(found, designs, strict=True)])
    scores = np.stack([np.abs(one.score) for one in found])
    kinds = np.where(p <= np.maximum(p.min(axis=0), CERTAIN), scores, -1.0).argmax(axis=0)
    return np.minimum(p.min(axis=0) * len(designs), 1.0), np.asarray(kinds), found


def _came_back(group: _Group, quiet: Quiet) -> Bools:
    """Tell which moves came a year before too, where the past is too short to learn the season."""
    best = group.believed.argmax(axis=1)
    back = np.zeros(len(group.rows), dtype=bool)
    for at in np.unique(best).tolist():
        some = np.flatnonzero(best == at)
        designs = group.designs(at)
        _, kinds, found = _best(group.rows[some], designs, group.first, quiet)
        for kind, (moves, one) in enumerate(zip(designs, found, strict=True)):
            those = np.flatnonzero(kinds == kind)
            size = one.sizes[those, one.best[those]] * (2.0 if moves.is_slope else 1.0)
            back[some[those]] = came_back(group.rows[some[those]], size, moves.firsts[one.best[those]], group.season)
    return back


def _tell(group: _Group, chance: Floats, limit: float, quiet: Quiet, found: list[Found]) -> None:
    for row, place in enumerate(group.places.tolist()):
        told: list[Move] = []
        if chance[row] <= limit:
            designs = group.designs(int(group.believed[row].argmax()))
            told = _episodes(group.rows[row], designs, group.first, quiet, float(chance[row]), limit)
        found[place] = replace(found[place], moves=tuple(_over(sorted(told, key=lambda m: m.at))), p_value=float(chance[row]))


def _episodes(row: Floats, designs: Sequence[Design], first: int, quiet: Quiet, chance: float, limit: float) -> list[Move]:
    """Tell the moves of one series, the strongest first; each is taken out before the next is looked for."""
    told: list[Move] = []
    time = np.arange(len(row))
    left = row.copy()
    for turn in range(MOST):
        p, kind, found = _best(left[None], designs, first, quiet)
        if turn and float(p[0]) > limit:
            break
        move = _move(found, designs, int(kind[0]), chance if not turn else float(p[0]))
        told.append(move)
        left = left - (move.slope * np.maximum(time - move.at + 1, 0) if move.kind == "drift" else move.size * (time >= move.at))
    return told


def _move(found: Sequence[Weighed], designs: Sequence[Design], kind: int, p: float) -> Move:
    """Return a move with its ranges; fresh and older shifts share one range of dates."""
    moves, one = designs[kind], found[kind]
    best, error, readings = int(one.best[0]), float(one.error[0]), moves.readings
    same = [at for at, other in enumerate(designs) if other.is_slope == moves.is_slope]
    firsts = np.concatenate([designs[at].firsts for at in same])
    squares = np.concatenate([(found[at].sizes[0] * designs[at].lengths / error) ** 2 for at in same])
    alike = firsts[squares >= squares.max() - WITHIN]
    at, size, wide = int(moves.firsts[best]), float(one.sizes[0, best]), NINETY * error / float(moves.lengths[best])
    by = readings - at if moves.is_slope else 1
    slope = (size, size - wide, size + wide) if moves.is_slope else (0.0, 0.0, 0.0)
    span = (min(int(alike.min()), at), max(int(alike.max()), at)) if len(alike) else (at, at)
    whole = (size * by, (size - wide) * by, (size + wide) * by)
    return Move("drift" if moves.is_slope else "level_shift", at, *span, *whole, *slope, float(one.score[0]), p)


def _over(moves: Sequence[Move]) -> list[Move]:
    """Mark the shifts that a later one took back, by half or more."""
    told = []
    for at, move in enumerate(moves):
        later = sum(other.size for other in moves[at + 1 :])
        told.append(replace(move, is_over=bool(later * move.size < 0 and abs(later) >= abs(move.size) / 2)))
    return told


__all__ = ["ENOUGH", "Found", "Move", "moved", "recent"]
