"""The paths that cases take, and how long each takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import pyarrow.compute as pc

from pupitre.domains.processes.analysis.finished import Cases
from pupitre.maths.process.log import Log
from pupitre.maths.process.measures import variants
from pupitre.maths.process.measures.variants import coded

SHOWN: Final = 20


@dataclass(frozen=True, slots=True)
class Path:
    """A path: its steps, the cases that take it, and the seconds within which half of the finished ones are over."""

    steps: tuple[str, ...]
    cases: int
    median_s: float | None


def paths_of(log: Log, cases: Cases) -> tuple[tuple[Path, ...], int]:
    """Return the most frequent paths, and how many there are."""
    table = variants(log, top=SHOWN)
    total = int((table.schema.metadata or {}).get(b"total_variants", b"0"))
    medians = _medians(log, cases, table.num_rows)
    columns = zip(table.column("path").to_pylist(), table.column("count").to_pylist(), strict=True)
    return tuple(Path(tuple(steps), int(count), medians.get(tuple(steps))) for steps, count in columns), total


def _medians(log: Log, cases: Cases, top: int) -> dict[tuple[str, ...], float]:
    """Return how long half of the finished cases of the most frequent paths take."""
    rows = log.rows(coded(log).select("cid", "events", "variant")).sort_by("cid")
    pairs = np.stack([rows.column(name).to_numpy().astype(np.int64) for name in ("events", "variant")], axis=1)
    first, kind, counted = np.unique(pairs, axis=0, return_index=True, return_inverse=True, return_counts=True)[1:]
    kind = kind.reshape(-1)
    # Paths as frequent as one another stand in the order of their first case, as those shown do.
    wanted = np.lexsort((first, -counted))[: 2 * top]
    steps_of = _decoded(log, cases.cid[first[wanted]].tolist())
    found = {}
    for at, steps in zip(wanted.tolist(), steps_of, strict=True):
        mine = cases.lead_s[(kind == at) & cases.is_finished]
        if len(mine):
            found[steps] = float(np.median(mine))
    return found


def _decoded(log: Log, cids: list[int]) -> list[tuple[str, ...]]:
    """Return the steps of some cases, in order."""
    rows = log.rows(log.steps.filter(log.steps.cid.isin(cids)).select("cid", "k", "aid"))
    rows = rows.sort_by([("cid", "ascending"), ("k", "ascending")])
    found = []
    for cid in cids:
        mine = rows.filter(pc.equal(rows.column("cid"), cid)).column("aid").to_pylist()
        found.append(tuple(log.activities[aid] for aid in mine))
    return found
