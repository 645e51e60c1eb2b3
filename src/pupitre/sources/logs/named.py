"""Which attribute of an XES log holds each field of an event."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from pupitre.sources.cells.folding import folded, roots
from pupitre.sources.grid import one_array
from pupitre.sources.logs.times import PLAIN, ZONED
from pupitre.sources.mapping.headers import best_likeness

XES: Mapping[str, tuple[str, ...]] = {
    "activity": ("concept:name", "Activity", "activity"),
    "ts": ("time:timestamp",),
    "start": ("start_timestamp", "time:start", "startTime", "start"),
    "resource": ("org:resource",),
    "unit": ("org:group", "org:role", "org:department"),
    "cost": ("cost:total", "cost:amount"),
}
"""Where XES logs write each field, the standard extension first."""
LIFECYCLE, INSTANCE = "lifecycle:transition", "concept:instance"
ALIKE: Mapping[str, str] = {"activity": "activity", "resource": "resource"}
"""Fields that are looked for under other names when the standard ones are not there → the column of events whose names they bear."""
OF_NAME = 0.85
"""Likeness from which a name is one of a field."""
MOMENTS = 0.9
"""Share of the values of an attribute that are moments, from which it can be the time of events."""
LOOKED_AT = 400


def attribute(name: str, names: Sequence[str]) -> str | None:
    """Return the attribute that a person means: of events, else of cases; as written, else as read without accents, case and marks."""
    for written in (name, f"case:{name}"):
        if written in names:
            return written
    alike = [one for one in names if folded(one) == folded(name)] or [one for one in names if folded(one) == folded(f"case {name}")]
    return alike[0] if len(alike) == 1 else None


def fields_of(raw: pa.Table, told: Mapping[str, str], known: Mapping[str, str], classifiers: Sequence[Sequence[str]]) -> dict[str, str]:
    """Return field → attribute for a block of a log; several attributes that make a step together are joined by `+`.

    Args:
        raw: The block. told: Field → attribute, for those that a person named. known: What earlier blocks gave.
        classifiers: The attributes that make a step, as the log says.
    """
    names = raw.column_names
    own = [name for name in names if name not in ("case", "row", LIFECYCLE, INSTANCE) and not name.startswith("case:")]
    found = dict(known)
    for field, name in told.items():
        if attributed := attribute(name, names):
            found[field] = attributed
    for field, usual in XES.items():
        if field not in found and field not in told and (name := next((one for one in usual if one in names), "")):
            found[field] = name
    left = [name for name in own if name not in found.values()]
    if "activity" not in found and "activity" not in told:
        keys = next((kept for one in classifiers if (kept := [k for k in one if k != LIFECYCLE]) and set(kept) <= set(names)), None)
        if keys:
            found["activity"] = "+".join(keys)
    for field, column in ALIKE.items():
        if field not in found and field not in told and (name := _likest(left, column)):
            found[field] = name
    if "ts" not in found and "ts" not in told:
        moments = [name for name in left if _is_moment(raw.column(name))]
        if moments:
            found["ts"] = _likest(moments, "at") or moments[0]
    return found


def _likest(names: Sequence[str], column: str) -> str:
    scored = [(best_likeness(roots(name), "events", column), -at, name) for at, name in enumerate(names) if "/" not in name]
    best = max(scored, default=(0.0, 0, ""))
    return best[2] if best[0] >= OF_NAME else ""


def _is_moment(column: pa.ChunkedArray) -> bool:
    some = one_array(column.drop_null()[:LOOKED_AT])
    if not len(some):
        return False
    such = pc.or_(pc.match_substring_regex(some, ZONED), pc.match_substring_regex(some, PLAIN))
    return float(pc.mean(pc.cast(such, pa.float64())).as_py()) >= MOMENTS
