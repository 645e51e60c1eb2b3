"""Models found in the first half of a log, judged on its second half and on what a change truly brings."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

from pupitre.bench.process.logs import OBJECTS, REAL, read
from pupitre.bench.process_simulation.workshop import logged
from pupitre.bench.process_simulation.worlds import WORLDS, World
from pupitre.maths.process.encode import from_arrow
from pupitre.maths.process.simulation import Model, Played, compare, expected, fit
from pupitre.sources.logs.reading import form_of, objects_of

Floats = np.ndarray[Any, np.dtype[np.float64]]
CASES: Final = 800
"""Cases of each half of a made-up log."""
TRUTHS: Final = 5
"""Times that a made-up workplace is played, as it is and changed, for what the change truly brings."""
HOUR: Final = 3.6e9


@dataclass(frozen=True, slots=True)
class Judged:
    """A model of the first half of a log against the second half, lead times in hours.

    Args:
        log: Its name. cases: Of the second half. mean, least, most: Mean lead time told, with its range at 95 %. p90: Told.
        next_mean, next_p90: Those of the second half. first_mean: Of the half that the model was found in.
        told, low, high, true: What a change would bring to the mean lead time, as a share, with its range and as it truly is; None for
            a log of others.
    """

    log: str
    cases: int
    mean: float
    least: float
    most: float
    p90: float
    next_mean: float
    next_p90: float
    first_mean: float
    told: float | None = None
    low: float | None = None
    high: float | None = None
    true: float | None = None

    @property
    def holds(self) -> bool:
        """Whether the range holds the mean of the second half."""
        return self.least <= self.next_mean <= self.most


def judged(name: str, rows: pa.Table, world: World | None = None, true: float | None = None) -> Judged:
    """Return how well the first half of a log tells the second one."""
    first, second = _halves(rows)
    model = fit(from_arrow(first, attributes=tuple(one for one in ("kind",) if one in first.column_names)))
    before, after = leads(first), leads(second)
    found = expected(model, cases=after.size, seed=9)
    told = compare(Played(model, 5), world.asked(*_teams(model))).lead_share if world else None
    return Judged(
        log=name,
        cases=after.size,
        mean=found.lead_mean.mean / 3600,
        least=found.lead_mean.least / 3600,
        most=found.lead_mean.most / 3600,
        p90=found.lead_p90.mean / 3600,
        next_mean=float(after.mean()),
        next_p90=float(np.quantile(after, 0.9)),
        first_mean=float(before.mean()),
        told=told.mean if told else None,
        low=told.low if told else None,
        high=told.high if told else None,
        true=true,
    )


def made_up(seeds: int) -> list[Judged]:
    """Return the same of every made-up workplace, over several logs of each."""
    found = []
    for make in WORLDS:
        world = make()
        now, then = (
            np.mean([leads(logged(shop, 2 * CASES, 100 + at)).mean() for at in range(TRUTHS)]) for shop in (world.shop, world.changed)
        )
        for seed in range(seeds):
            found.append(judged(world.name, logged(world.shop, 2 * CASES, seed), world, float(then / now - 1)))
    return found


def of_others(data: Path) -> list[Judged]:
    """Return the same of logs of others, in the folder where they are."""
    where = data / "event-logs" if (data / "event-logs").is_dir() else data
    logs = {real.file: _ended(read(where / real.file, real)) for real in REAL if "loanapp" not in real.file}
    logs["loanapp_simplified.csv"] = _loans(where / "loanapp_simplified.csv")
    form = form_of(where / OBJECTS[0])
    assert form is not None
    objects = objects_of(where / OBJECTS[0], form)
    for kind in ("order", "item"):
        rows = objects.flattened(kind).rows
        at = pc.cast(pc.cast(rows.column("ts"), pa.timestamp("us")), pa.int64())
        logs[f"{OBJECTS[0]} {kind}"] = pa.table({"case": rows.column("case"), "activity": rows.column("activity"), "ts": at})
    return [judged(name, rows) for name, rows in logs.items()]


def summed(found: list[Judged]) -> list[dict[str, Any]]:
    """Return, by log, the mean errors of means and of 90th percentiles, how many ranges hold, and what changes bring, told and true."""
    rows = []
    for name in dict.fromkeys(one.log for one in found):
        mine = [one for one in found if one.log == name]
        mean, p90 = (
            [getattr(one, told) / getattr(one, seen) - 1 for one in mine] for told, seen in (("mean", "next_mean"), ("p90", "next_p90"))
        )
        row: dict[str, Any] = {"log": name, "logs": len(mine), "mean_bias": float(np.mean(mean)), "p90_bias": float(np.mean(p90))}
        row |= {
            "mean_error": float(np.mean(np.abs(mean))),
            "moved": float(np.mean([abs(one.next_mean / one.first_mean - 1) for one in mine])),
        }
        row |= {"held": sum(one.holds for one in mine)}
        if mine[0].true is not None:
            row |= {"told": float(np.mean([one.told for one in mine])), "true": mine[0].true}
        rows.append(row)
    return rows


def documented(found: list[Judged]) -> list[dict[str, Any]]:
    """Return every judgment as JSON holds it."""
    return [asdict(one) | {"holds": one.holds} for one in found]


def leads(rows: pa.Table) -> Floats:
    """Return the hours of each case from its first begin, or end when the log says no begin, to its last end."""
    since = "start" if "start" in rows.column_names else "ts"
    spans = rows.group_by("case").aggregate([(since, "min"), ("ts", "max")])
    return np.asarray((spans.column("ts_max").to_numpy() - spans.column(f"{since}_min").to_numpy()) / HOUR, dtype=np.float64)


def _halves(rows: pa.Table) -> tuple[pa.Table, pa.Table]:
    since = "start" if "start" in rows.column_names else "ts"
    begun = rows.group_by("case").aggregate([(since, "min")]).sort_by(f"{since}_min").column("case").combine_chunks()
    half = len(begun) // 2
    one, other = (rows.filter(pc.is_in(rows.column("case"), value_set=part)) for part in (begun.slice(0, half), begun.slice(half)))
    return one, other


def _teams(model: Model) -> tuple[dict[str, str], dict[str, int]]:
    return {step.activity: model.pools[step.pool].name for step in model.steps}, {pool.name: pool.capacity for pool in model.pools}


def _ended(rows: pa.Table) -> pa.Table:
    at = pc.cast(pc.cast(rows.column("at"), pa.timestamp("us")), pa.int64())
    kept = rows.drop_columns(["at"]).append_column("ts", at)
    return kept.filter(pc.is_valid(kept.column("ts")))


TEXTS: Final = {"case": "case:concept:name", "activity": "concept:name", "resource": "org:resource", "unit": "role"}
MOMENTS: Final = {"ts": "time:timestamp", "start": "start_timestamp"}


def _loans(path: Path) -> pa.Table:
    rows = pyarrow.csv.read_csv(path)
    moments = {new: pc.cast(pc.cast(rows.column(old), pa.timestamp("us")), pa.int64()) for new, old in MOMENTS.items()}
    texts = {new: pc.cast(rows.column(old), pa.string()) for new, old in TEXTS.items()}
    return pa.table({**texts, **moments})
