"""The different paths that cases take."""

from __future__ import annotations

import pyarrow as pa

from pupitre.maths.process.log import Log

MODULUS = 2**31


def variants(log: Log, *, top: int = 20) -> pa.Table:
    """Return the most frequent paths of cases.

    A path is told from another by the sum of the hashes of (place, activity) and its length; the first paths are then decoded from one of
    their cases.

    Args:
        log: The events.
        top: How many to decode.

    Returns:
        `path` (list of activities), `count`, the most frequent first; how many there are in all, `total_variants` and `total_cases`, stand
        in the metadata of the schema.
    """
    steps = log.steps
    coded = steps.mutate(code=((steps.k.cast("int64") * 1_000_003 + steps.aid.cast("int64")).hash() % MODULUS).cast("int64"))
    cases = coded.group_by("cid").aggregate(size=coded.count(), code=coded.code.sum())
    paths = cases.group_by(["size", "code"]).aggregate(count=cases.count(), cid=cases.cid.min())
    kept = log.rows(paths)
    total = kept.num_rows, int(sum(kept.column("count").to_pylist()))
    first = kept.sort_by([("count", "descending"), ("cid", "ascending")]).slice(0, top)
    path_of = _decoded(log, first.column("cid").to_pylist())
    table = pa.table(
        {
            "path": pa.array([path_of[cid] for cid in first.column("cid").to_pylist()], pa.list_(pa.string())),
            "count": first.column("count"),
        }
    )
    return table.replace_schema_metadata({"total_variants": str(total[0]), "total_cases": str(total[1])})


def _decoded(log: Log, cids: list[int]) -> dict[int, list[str]]:
    """Return the activities of some cases, in order."""
    if not cids:
        return {}
    found = log.rows(log.steps.filter(log.steps.cid.isin(cids)).select("cid", "k", "aid"))
    found = found.sort_by([("cid", "ascending"), ("k", "ascending")])
    path_of: dict[int, list[str]] = {}
    for cid, aid in zip(found.column("cid").to_pylist(), found.column("aid").to_pylist(), strict=True):
        path_of.setdefault(cid, []).append(log.activities[aid])
    return path_of
