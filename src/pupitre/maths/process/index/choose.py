"""Which cases of an index a filter keeps."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pupitre.maths.process.filters import Filter
from pupitre.maths.process.index.kept import Bools, Index, Ints
from pupitre.maths.process.log import Log


def chosen(index: Index, log: Log, which: Filter) -> Bools:
    """Return the cases that a filter keeps, shape (cases,).

    Args:
        index: The log as arrays. log: The log itself, asked for attributes of many values.
        which: What the cases must answer to, as `filters.filtered` reads it.
    """
    kept = np.ones(len(index.cases.cid), bool)
    if which.since is not None:
        kept &= index.cases.first >= which.since
    if which.until is not None:
        kept &= index.cases.first < which.until
    for name, values in which.attributes.items():
        kept &= _with_values(index, log, name, values)
    ways = _ways(index, which)
    if ways is not None:
        kept &= ways[index.cases.path]
    if which.units:
        kept &= _by_units(index, which.units)
    if which.variants is not None:
        kept &= np.isin(index.cases.path, most(index, kept, which.variants))
    return kept


def most(index: Index, kept: Bools, top: int) -> Ints:
    """Return the most frequent paths of some cases, those of one frequency by the name of their first case."""
    path = index.cases.path
    counts = np.bincount(path[kept], minlength=index.paths.count)
    taken = np.flatnonzero(counts)
    if not len(taken) or top < 1:
        return taken[:0]
    least = np.partition(counts[taken], -min(top, len(taken)))[-min(top, len(taken))]
    some = counts >= least
    some[counts == 0] = False
    at = np.flatnonzero(kept & some[path])
    first = np.zeros(index.paths.count, np.int64)
    first[path[at][::-1]] = at[::-1]  # cases stand in order of their names, and the last one written stays: the first name of each path
    ways = np.flatnonzero(some)
    return ways[np.lexsort((first[ways], -counts[ways]))][:top]


def _with_values(index: Index, log: Log, name: str, values: tuple[str, ...]) -> Bools:
    """Return the cases that hold one of some values of an attribute."""
    count = len(index.cases.cid)
    if name not in log.attributes:
        return np.zeros(count, bool)
    if name in index.cases.codes:
        wanted = pc.index_in(pa.array(values, pa.string()), value_set=index.cases.values[name]).drop_null().to_numpy()
        return np.isin(index.cases.codes[name], wanted)
    rows = log.rows(log.facts.filter(log.facts[name].isin(values)).select("cid"))
    return np.isin(index.cases.cid, rows.column("cid").to_numpy())


def _ways(index: Index, which: Filter) -> Bools | None:
    """Return the paths that hold all steps and passages asked for and none of those refused; None when nothing is asked of them."""
    if not which.activities and not which.without and not which.paths:
        return None
    paths, kept = index.paths, np.ones(index.paths.count, bool)
    for wanted, names in ((True, which.activities), (False, which.without)):
        for name in names:
            has = np.zeros(paths.count, bool)
            has[paths.step_path[paths.step_aid == index.activity(name)]] = True
            kept &= has == wanted
    for start, end in which.paths:
        has = np.zeros(paths.count, bool)
        at = np.flatnonzero(paths.edge == index.edge(index.activity(start), index.activity(end)))
        has[np.searchsorted(paths.opening, at, side="right") - 1] = True
        kept &= has
    return kept


def _by_units(index: Index, names: tuple[str, ...]) -> Bools:
    """Return the cases with an event of one of some departments."""
    has = np.zeros(len(index.cases.cid), bool)
    if index.events.hands is None:
        return has
    wanted = [at for at, name in enumerate(index.units) if name in names]
    done = np.isin(index.events.hands // (index.resources + 1), wanted)
    has[index.events.case[done]] = True
    return has
