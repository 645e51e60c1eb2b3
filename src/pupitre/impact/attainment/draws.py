"""Draw a world many times: finishes, risks, indicators, objectives, and how likely each is."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pupitre.impact.attainment.evaluate import Flags, Scene, Variant, is_reached, objective_reached, objective_score
from pupitre.impact.attainment.layout import YEAR, Layout, layout
from pupitre.impact.attainment.luck import Luck, Row, Span
from pupitre.impact.world import LOADING, World

DRAWS = 10_000


@dataclass(frozen=True, slots=True)
class Chance:
    """The share of the draws in which something is so, with the standard error that comes from drawing."""

    share: float
    error: float


@dataclass(frozen=True, slots=True)
class Draws:
    """A world drawn many times, kept for what-ifs: one row per thing, in the order of the codes.

    Args:
        layout: The world, made ready. luck: Where the numbers came from.
        finish: Days on which the projects finish, infinite when never, shape (projects, N).
        strikes: Days on which the risks happen, infinite when never, shape (risks, N).
        base: What the measures read by themselves, shape (measures, N). values: The same with effects and risks.
        met: Whether they are at their targets.
        reached: Whether the objectives are reached, shape (objectives, N); False where nothing can be said (`layout.unknown`).
        scores: How far the objectives are, 0 to 1, shape (objectives, N); NaN where nothing can be said.
        common: The luck that each group shares. rows: The row of each thing, by kind and code.
        wins: In how many draws each objective is reached, shape (objectives,).
    """

    layout: Layout
    luck: Luck
    finish: npt.NDArray[np.float32]
    strikes: npt.NDArray[np.float32]
    base: npt.NDArray[np.float32]
    values: npt.NDArray[np.float32]
    met: Flags
    reached: Flags
    scores: npt.NDArray[np.float32]
    common: Mapping[str, Row]
    rows: Mapping[tuple[str, str], int]
    wins: npt.NDArray[np.int64]

    @property
    def count(self) -> int:
        """How many draws there are."""
        return int(self.reached.shape[1])

    @property
    def hits(self) -> Flags:
        """Whether each risk happens within a year, shape (risks, N)."""
        return self.strikes <= YEAR

    def row(self, kind: str, key: str) -> int:
        """Return the row of a thing: `project`, `risk`, `measure` or `objective`."""
        return self.rows[kind, key]

    def scene(self, variant: Variant | None = None, *, span: Span | None = None) -> Scene:
        """Return the same draws for a variant of the world, to be worked out where it differs."""
        span = span or Span(0, self.count)
        common = {group: row[span.start : span.stop] for group, row in self.common.items()}
        return Scene(self.layout, self.luck, span, common, variant or Variant())


@dataclass(frozen=True, slots=True)
class Stretch:
    """The rows of some of the draws."""

    draws: Draws
    here: slice

    def finish_of(self, key: str) -> Row:
        """Return the finish of a project."""
        return self.draws.finish[self.draws.row("project", key), self.here]

    def strike_of(self, key: str) -> Row:
        """Return the day of a risk."""
        return self.draws.strikes[self.draws.row("risk", key), self.here]

    def values_of(self, key: str) -> Row:
        """Return the values of a measure."""
        return self.draws.values[self.draws.row("measure", key), self.here]

    def met_of(self, key: str) -> Flags:
        """Return whether a measure is at its target."""
        return self.draws.met[self.draws.row("measure", key), self.here]

    def reached_of(self, key: str) -> Flags:
        """Return whether an objective is reached."""
        return self.draws.reached[self.draws.row("objective", key), self.here]

    def score_of(self, key: str) -> Row:
        """Return the score of an objective."""
        return self.draws.scores[self.draws.row("objective", key), self.here]


def draw(
    world: World, *, draws: int = DRAWS, loading: float | None = None, block: int = 10_000, threads: int = 1, is_second_copy: bool = False
) -> Draws:
    """Draw a world.

    Every number is named by the seed, the kind of thing and its code: what is drawn for one thing does not depend on the others, on
    the order in which they are given, on the size of the blocks or on the number of threads.

    Args:
        world: What to draw from. draws: How many times.
        loading: Share of the variance that every group has in common; as the world says when None.
        block: Draws worked out at a time. threads: Blocks worked out at the same time.
        is_second_copy: Draw anew what is declared, keep what is measured.

    Raises:
        InputError: The world contradicts itself (see `layout`).

    Source:
        docs/methods/attainment.md.
    """
    ready = layout(world)
    loadings = {group: world.loadings.get(group, LOADING) if loading is None else loading for group in ready.groups}
    luck = Luck(world.seed, loadings, is_second_copy)
    sizes = [(len(things), draws) for things in (ready.projects, ready.risks, ready.measures, ready.objectives)]
    result = Draws(
        layout=ready,
        luck=luck,
        finish=np.empty(sizes[0], np.float32),
        strikes=np.empty(sizes[1], np.float32),
        base=np.empty(sizes[2], np.float32),
        values=np.empty(sizes[2], np.float32),
        met=np.empty(sizes[2], np.bool_),
        reached=np.zeros(sizes[3], np.bool_),
        scores=np.full(sizes[3], np.nan, np.float32),
        common={group: np.empty(draws, np.float32) for group in ready.groups},
        wins=np.zeros(len(ready.objectives), np.int64),
        rows={
            (kind, key): at
            for kind, things in (
                ("project", ready.projects),
                ("risk", ready.risks),
                ("measure", ready.measures),
                ("objective", ready.objectives),
            )
            for at, key in enumerate(things)
        },
    )
    spans = [Span(start, min(start + block, draws)) for start in range(0, draws, block)]
    if threads > 1:
        with ThreadPoolExecutor(threads) as pool:
            list(pool.map(lambda span: _fill(result, span), spans))
    else:
        for span in spans:
            _fill(result, span)
    result.wins[:] = np.count_nonzero(result.reached, axis=1)
    return result


def chances(draws: Draws) -> dict[str, Chance]:
    """Return how likely each objective is to be reached by its date; those of which nothing can be said are not there."""
    return {key: _chance(draws.reached[draws.row("objective", key)]) for key in draws.layout.objectives if key not in draws.layout.unknown}


def measure_chances(draws: Draws) -> dict[str, Chance]:
    """Return how likely each measure is to be at its target on its date."""
    return {key: _chance(draws.met[at]) for at, key in enumerate(draws.layout.measures)}


def _chance(flags: Flags) -> Chance:
    share = float(np.count_nonzero(flags)) / len(flags)
    return Chance(share, float(np.sqrt(share * (1 - share) / len(flags))))


def _fill(draws: Draws, span: Span) -> None:
    here = slice(span.start, span.stop)
    for group, row in draws.common.items():
        row[here] = draws.luck.shared(group, span)
    scene, ready, rows = draws.scene(span=span), draws.layout, Stretch(draws, here)
    for key in ready.risks:
        rows.strike_of(key)[:] = scene.strike(key)
    for key in ready.project_order:
        rows.finish_of(key)[:] = scene.finish(key, rows.finish_of, rows.strike_of)
    for key, measure in ready.measures.items():
        base = scene.base(key)
        values = scene.value(key, base, rows.finish_of, rows.strike_of)
        at = draws.row("measure", key)
        draws.base[at, here], draws.values[at, here], draws.met[at, here] = base, values, is_reached(measure, values)
    for key in ready.objective_order:
        if key not in ready.unknown:
            scores = objective_score(ready, key, rows)
            rows.score_of(key)[:] = scores
            rows.reached_of(key)[:] = objective_reached(ready, key, rows, scores)
