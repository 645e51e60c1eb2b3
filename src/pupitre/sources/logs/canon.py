"""Events of any log under the same few names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pupitre.sources.cells.missing import is_missing
from pupitre.sources.grid import one_array
from pupitre.sources.logs.defects import SHOWN, Defect
from pupitre.sources.logs.named import INSTANCE, LIFECYCLE, fields_of
from pupitre.sources.logs.pairs import Folded, folded, is_paired
from pupitre.sources.logs.times import microseconds

ROLES = ("case", "activity", "ts", "start", "resource", "unit", "cost", "row", "said")
CASE = "case:concept:name"
"""Where XES logs name their cases."""
NONE = pa.scalar(None, pa.string())


@dataclass(slots=True)
class Canon:
    """Lines of a log under the names of `ROLES`, in the order of the file.

    Args:
        rows: `case`, `activity`, `ts`, `row`, `said` (the time as written), and those of `start`, `resource`, `unit`, `cost` that the log
            has; then its other columns, as texts.
        fields: Role → the column it was read from.
        defects: What reading it found.
    """

    rows: pa.Table
    fields: Mapping[str, str]
    defects: list[Defect] = field(default_factory=list)

    @property
    def attributes(self) -> tuple[str, ...]:
        """The other columns."""
        return tuple(name for name in self.rows.column_names if name not in ROLES)


def from_xes(
    raw: pa.Table,
    *,
    fold: bool = True,
    told: Mapping[str, str] | None = None,
    known: Mapping[str, str] | None = None,
    classifiers: Sequence[Sequence[str]] = (),
) -> Canon:
    """Return the events of an XES log.

    The two lines of a step, where the log writes its beginning too, are one event. Without `fold` they stay two, `lifecycle` and `instance`
    are kept, and other attributes are not: for a block of a log, whose other blocks may say more.

    Args:
        raw: The events, as they were read. fold: Whether it is a whole log.
        told: Field → attribute, for those that a person named. known: What earlier blocks gave.
        classifiers: The attributes that make a step, as the log says.
    """
    told = told or {}
    fields = fields_of(raw, told, known or {}, classifiers)
    said = _column(raw, fields.get("ts", ""))
    columns = {
        "case": _filled(_column(raw, fields["case"])) if "case" in fields else one_array(raw.column("case")),
        "activity": _filled(_joined(raw, fields.get("activity", ""))),
        "ts": microseconds(said),
        "row": one_array(raw.column("row")),
        "said": said,
    }
    if "start" in fields:
        columns["start"] = microseconds(_column(raw, fields["start"]))
    for role in ("resource", "unit"):
        if role in fields:
            columns[role] = _known(_column(raw, fields[role]))
    if "cost" in fields:
        columns["cost"] = _number(_column(raw, fields["cost"]))
    lifecycle = _column(raw, LIFECYCLE)
    if not fold:
        rows = pa.table(columns | {"lifecycle": lifecycle, "instance": _column(raw, INSTANCE)})
        return Canon(rows, {"case": CASE, **fields})
    used = {*fields.values(), *fields.get("activity", "").split("+"), "case", "row", LIFECYCLE, INSTANCE}
    columns |= {name if name not in ROLES else f"{name} ": _column(raw, name) for name in raw.column_names if name not in used}
    canon = Canon(pa.table(columns), {"case": CASE, **fields})
    if LIFECYCLE in raw.column_names and is_paired(lifecycle):
        return paired(canon, lifecycle, _column(raw, INSTANCE))
    return canon


def _joined(raw: pa.Table, names: str) -> pa.Array:
    """Return an attribute, or several joined by `+` as the texts of one."""
    parts = [_column(raw, one) for one in names.split("+")] if names not in raw.column_names else [_column(raw, names)]
    return parts[0] if len(parts) == 1 else pc.binary_join_element_wise(*(pc.fill_null(one, "") for one in parts), "+")


def from_objects(rows: pa.Table, unlinked: int, faults: Mapping[str, int], fields: Mapping[str, str] | None = None) -> Canon:
    """Return the events of a log of objects once it was flattened."""
    canon = Canon(rows.append_column("said", pa.nulls(rows.num_rows, pa.string())), fields or {})
    canon.defects += [Defect("unlinked", unlinked), *(Defect(kind, count) for kind, count in faults.items())]
    return canon


def paired(canon: Canon, lifecycle: pa.Array, instance: pa.Array) -> Canon:
    """Return the events of a log that writes the beginning of its steps beside their end."""
    rows = canon.rows
    made = _folded(rows, lifecycle, instance)
    number = one_array(rows.column("row")).to_numpy()
    kept = rows.take(pa.array(made.rows))
    start = pa.array(made.start, mask=made.start < 0)
    if "start" in kept.column_names:
        own = one_array(kept.column("start"))
        kept = kept.set_column(kept.schema.get_field_index("start"), "start", pc.coalesce(own, start))
    else:
        kept = kept.append_column("start", start)
    defects = [
        Defect(kind, len(at), tuple(int(n) for n in number[at[:SHOWN]]))
        for kind, at in (
            ("pair", made.paired),
            ("start_without_end", made.alone),
            ("end_without_start", made.unbegun),
            ("other_lifecycle", made.left),
        )
    ]
    return Canon(kept, canon.fields, [*canon.defects, *defects])


def _folded(rows: pa.Table, lifecycle: pa.Array, instance: pa.Array) -> Folded:
    """Pair lines by case, step and instance; by case and step alone when that leaves fewer lines alone: some tools number every line."""
    parts = [pc.fill_null(one_array(rows.column(name)), "") for name in ("case", "activity")]
    ts = pc.fill_null(one_array(rows.column("ts")), 0).to_numpy()

    def by(*named: pa.Array) -> Folded:
        step = pc.binary_join_element_wise(*named, "\x1f").dictionary_encode().indices.to_numpy()
        return folded(step.astype(np.int64), lifecycle, ts)

    plain = by(*parts)
    if instance.null_count == len(instance):
        return plain
    told = by(*parts, pc.fill_null(instance, ""))
    return min((told, plain), key=lambda one: len(one.alone) + len(one.unbegun))


def _column(rows: pa.Table, name: str) -> pa.Array:
    return one_array(rows.column(name)) if name in rows.column_names else pa.nulls(rows.num_rows, pa.string())


def _filled(text: pa.Array) -> pa.Array:
    clean = pc.utf8_trim_whitespace(text)
    return pc.if_else(pc.equal(clean, ""), NONE, clean)


def _known(text: pa.Array) -> pa.Array:
    """Return texts where a mark of absence such as `?` or `NA` is none."""
    return pc.if_else(is_missing(pc.utf8_trim_whitespace(text), among_words=False), NONE, text)


def _number(text: pa.Array) -> pa.Array:
    is_such = pc.fill_null(pc.match_substring_regex(text, r"^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$"), False)
    return pc.cast(pc.if_else(is_such, text, NONE), pa.float64())


def kept_columns(rows: pa.Table, names: Sequence[str]) -> dict[str, pa.Array]:
    """Return columns that hold something, by name."""
    return {name: one_array(rows.column(name)) for name in names if rows.column(name).null_count < rows.num_rows}
