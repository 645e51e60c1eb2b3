"""What names a row: the declared key, or the one that the file itself shows."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pupitre.sources.grid import Cells
from pupitre.sources.mapping.headers import best_likeness
from pupitre.sources.mapping.kinds import LABELS, Columns, Pairing

JOINERS = ("code", "department", "department_code", "project", "account", "category", "category_code", "site", "axis", "skill", "owner")
"""Columns that may join a key whose rows repeat, the most telling first."""
REPEATED = 0.02
"""Share of repeated keys above which the key is not the one the author had in mind, if another column tells the rows apart."""


def key_of(pairing: Pairing) -> tuple[str, ...]:
    """Return the canonical columns that name a row by what was found; a name stands for a code that the file has not."""
    assert pairing.kind is not None
    kind, found = pairing.kind, set(pairing.fields.values())
    if pairing.periods or "year" in found:
        found.add("period")
    key = [k for k in kind.key if k in found or (kind.name == "ledger" and k == "line")]
    if len(kind.key) == 1 and not key:
        key = [next(label for label in LABELS if label in found)]
    if kind.name == "kpis" and "name" not in found:
        key = ["code", *(k for k in key if k == "period")]
    if kind.name in ("tasks", "services") and "code" not in found and "name" in found and "name" not in key:
        key.append("name")
    return (*key, *(k for k in kind.optional_key if k in found))


def proven_key(key: tuple[str, ...], values: dict[str, pa.Array], kind: str) -> tuple[str, ...]:
    """Return the key that tells the rows apart.

    A code that every KPI row has replaces its name, since two KPIs may share one. Otherwise the declared key stays, unless more than 2 % of
    the rows repeat it (and at least 3) and one more column makes nearly all of them different.
    """
    if kind == "kpis" and "name" in key and "code" in values:
        coded = tuple("code" if k == "name" else k for k in key)
        complete = values["code"].null_count <= 0.02 * len(values["code"])
        if complete and _repeats([values[k] for k in coded if k in values]) <= _repeats([values[k] for k in key if k in values]):
            key = coded
    present = [k for k in key if k in values]
    repeated = _repeats([values[k] for k in present])
    size = len(next(iter(values.values()))) if values else 0
    if repeated < 3 or repeated <= REPEATED * size:
        return key
    for joiner in JOINERS:
        if joiner in key or joiner not in values or not pa.types.is_string(values[joiner].type):
            continue
        if _repeats([values[k] for k in (*present, joiner)]) <= 0.1 * repeated:
            return (*key, joiner)
    return key


def _repeats(columns: Sequence[pa.Array]) -> int:
    """Return how many rows repeat the key of another; rows with an empty key do not count."""
    if not columns:
        return 0
    texts = [c if pa.types.is_string(c.type) else pc.cast(c, pa.string()) for c in columns if not pa.types.is_list(c.type)]
    joined = pc.binary_join_element_wise(*(pc.fill_null(t, "") for t in texts), "\x1f") if len(texts) > 1 else texts[0]
    joined = joined.filter(pc.is_valid(texts[0]))
    return len(joined) - int(pc.count_distinct(joined).as_py())


def dated_by_content(pairing: Pairing, columns: Columns, cells: Sequence[Cells]) -> Pairing:
    """Return the pairing with the column that dates each report, when codes repeat and one column of dates makes them unique."""
    kind = pairing.kind
    if kind is None or "at" not in kind.optional_key:
        return pairing
    if "at" in pairing.fields.values():
        return _forecasting(pairing, columns)
    coded = next((i for i, name in pairing.fields.items() if name in kind.key), None)
    if coded is None:
        return pairing
    code = cells[coded].text
    repeated = _repeats([code])
    if repeated < 3 or repeated < 0.2 * len(code):
        return pairing
    free = [i for i in range(len(cells)) if pairing.scores.get(i, 0.0) < 0.6 and columns.profiles[i].date > 0.8]
    for i in free:
        day = cells[i].text
        if _repeats([code, day]) <= 0.02 * len(code):
            pairing.fields[i], pairing.scores[i] = "at", 0.7
            return _forecasting(pairing, columns)
    return pairing


def _forecasting(pairing: Pairing, columns: Columns) -> Pairing:
    """Read the one end date of dated reports as a forecast when its header may say so: what is estimated anew each month is no promise."""
    assert pairing.kind is not None
    names = set(pairing.fields.values())
    if "end" not in names or "forecast_end" in names or not any(c.name == "forecast_end" for c in pairing.kind.columns):
        return pairing
    i = next(i for i, name in pairing.fields.items() if name == "end")
    if best_likeness(columns.headers[i].roots, pairing.kind.name, "forecast_end") >= 0.9:
        pairing.fields[i] = "forecast_end"
    return pairing


def lines_of(entries: Sequence[pa.Array]) -> pa.Array:
    """Return the rank of each row among the rows of the same entry, from 1, in the order of the file."""
    joined = pc.binary_join_element_wise(*(pc.fill_null(e, "") for e in entries), "\x1f")
    codes = pc.dictionary_encode(joined).indices.to_numpy(zero_copy_only=False)
    order = np.argsort(codes, kind="stable")
    ordered = codes[order]
    starts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]])
    rank = np.arange(len(ordered)) - np.repeat(starts, np.diff(np.r_[starts, len(ordered)]))
    out = np.empty(len(codes), dtype=np.int64)
    out[order] = rank + 1
    return pa.array(out)
