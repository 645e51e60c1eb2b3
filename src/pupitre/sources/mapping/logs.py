"""Which column of a log of events is the case, the step, the moment: by names and cells, and by what changes within a case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pupitre.sources.grid import Cells
from pupitre.sources.mapping.assign import best_pairs
from pupitre.sources.mapping.fit import fit
from pupitre.sources.mapping.foreign import likeness_elsewhere
from pupitre.sources.mapping.headers import best_likeness
from pupitre.sources.mapping.kinds import ACCEPTED, Columns, score
from pupitre.tables.exchange import KINDS

EVENTS = KINDS["events"]
LIVELY = ("activity", "at", "start")
"""Columns whose cells change from one event of a case to the next; what stays the same all along is said of the case."""
STILL = 0.35
"""What is left of the likeness of a column that never changes within a case."""
CODED, COARSE = 0.45, 0.5
"""What codes that come back are worth as cases whatever their name, and what is left of the likeness of the coarsest."""
NUMBERED = 0.85
"""Likeness from which a column of numbers is one of departments: systems number them."""


def paired(
    columns: Columns, cells: Sequence[Cells], given: Mapping[int, str] | None = None, wanted: Sequence[str] = ()
) -> tuple[dict[int, str], dict[int, float]]:
    """Return the column of the kind `events` that each column of a table is, with how sure that is (0–1).

    Args:
        columns: The columns, taken apart. cells: Their cells, or the first of them, in the order of the file.
        given: Column → field, for those that are known.
        wanted: The fields looked for; all of them when empty.
    """
    fields = dict(given or {})
    names = [c.name for c in EVENTS.columns if c.name not in fields.values() and (not wanted or c.name in wanted)]
    free = [i for i in range(len(columns.headers)) if i not in fields and i not in columns.repeated]
    sure = np.array([[_likeness(columns, i, name) for name in names] for i in free], dtype=float).reshape(len(free), len(names))
    if "case" in names and free:
        sure[:, names.index("case")] = _cases(sure[:, names.index("case")], columns, cells, free)
    case = next((i for i, name in fields.items() if name == "case"), None)
    if case is None:
        case = next((free[row] for row, at in best_pairs(_gains(sure, free)) if names[at] == "case"), None)
    if case is not None:
        change = np.array([STILL + (1 - STILL) * min(1.0, 2 * changing(cells[case].text, cells[i].text)) for i in free])
        scaled = np.where([name in LIVELY for name in names], sure * change[:, None], sure)
        told = {names[at] for _, at in best_pairs(_gains(scaled, free))}
        # When nothing that changes could be the step or the moment, what stays the same is better than nothing.
        sure = scaled if {"activity", "at"} & set(names) <= told else sure
    scores = dict.fromkeys(fields, 1.0)
    for row, at in best_pairs(_gains(sure, free)):
        fields[free[row]], scores[free[row]] = names[at], min(1.0, float(sure[row, at]))
    return fields, scores


def _cases(sure: np.ndarray, columns: Columns, cells: Sequence[Cells], free: Sequence[int]) -> np.ndarray:
    """Return how much each column may be the case, from its likeness: of columns of codes that come back, the finest is the case.

    What is said of a case, such as its family or the size of its lot, comes back with it, yet tells fewer cases apart.
    """
    kinds = np.array([pc.count_distinct(cells[i].text).as_py() or 0 for i in free], dtype=float)
    rows = max((len(cells[i].text) for i in free), default=0)
    seen = [columns.profiles[i] for i in free]
    is_code = np.array([one.code > 0.8 and one.date < 0.1 and one.money < 0.1 for one in seen])
    comes_back = (kinds > 0) & (kinds <= 0.9 * rows)
    likely = np.maximum(sure, np.where(is_code & comes_back, CODED, 0.0))
    most = kinds[comes_back & (likely > ACCEPTED)].max(initial=1.0)
    return np.asarray(np.where(comes_back, likely * (COARSE + (1 - COARSE) * np.minimum(1.0, kinds / most)), likely))


def changing(case: pa.Array, column: pa.Array) -> float:
    """Return the share of the events that follow another one of their case and whose cell differs from it; 1 when none follows.

    The events of a case need not stand together in the file.
    """
    codes = pc.fill_null(case, "").dictionary_encode().indices.to_numpy()
    values = pc.fill_null(column, "").dictionary_encode().indices.to_numpy()
    order = np.argsort(codes, kind="stable")
    same = codes[order][1:] == codes[order][:-1]
    if not same.any():
        return 1.0
    return float(np.mean(values[order][1:][same] != values[order][:-1][same]))


def _gains(sure: np.ndarray, free: Sequence[int]) -> np.ndarray:
    """Return what each pair gains; of two columns alike, the first of the file wins."""
    return np.where(sure > ACCEPTED, sure - ACCEPTED + 1e-4 * np.arange(len(free), 0, -1)[:, None], 0.0)


def _likeness(columns: Columns, i: int, name: str) -> float:
    found = score(EVENTS, EVENTS.column(name), columns, i)
    seen = columns.profiles[i]
    if elsewhere := likeness_elsewhere(columns.headers[i].roots, name):
        found = max(found, elsewhere * (0.2 + 0.8 * fit(EVENTS.column(name), seen, columns.headers[i])))
    if name == "department" and found < ACCEPTED and seen.integer > 0.9 and seen.kinds <= 0.5 * seen.count:
        named = best_likeness(columns.headers[i].roots, EVENTS.name, name)
        return 0.8 * named if named >= NUMBERED else found
    return found
