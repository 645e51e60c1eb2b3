"""Which rows a person may see: those of their departments, and those of the whole company.

A row belongs to a department by its own field, else by its owner's, else by what it hangs on (a task by its project, an action by its
decision). Axes, and objectives and KPIs that no department holds, are the company's: everybody sees them. Anything else that no department
holds is seen by those who see everything only, and what one owns is always in reach.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from pupitre.desk.findings import Kept
from pupitre.desk.rights.viewer import Viewer
from pupitre.desk.rows import columns, read
from pupitre.kernel import Evidence, Finding
from pupitre.records.models import Change
from pupitre.records.system import BULK, ROWS

OF_THE_COMPANY: Final = frozenset({"objective", "kpi"})
"""Kinds whose rows belong to the whole company when no department holds them."""
OWNED: Final = ("project", "objective", "kpi", "decision", "action", "risk", "process")
"""Kinds whose rows say their department or their owner."""
HANGING: Final[Mapping[str, str]] = {"key_result": "objective", "improvement": "process"}
"""Kinds whose rows belong where another belongs."""
SAME: Final[Mapping[str, str]] = {"measure": "key_result", "effect": "project", "treatment": "risk"}
"""Kinds of computed tables that name a thing of another: a measure is that of a key result, an effect that of a project."""
SCOPED: Final = frozenset({"unit", "person", *OWNED, *HANGING})
"""Kinds that not everybody may see."""


@dataclass(frozen=True, slots=True)
class Reach:
    """What one person may see.

    Args:
        is_everything: Whether nothing is hidden.
        keys: By scoped kind, the keys in reach.
        own: By scoped kind, the keys of their own departments: those that a head of department may write.
    """

    is_everything: bool
    keys: Mapping[str, frozenset[str]] = field(default_factory=dict)
    own: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def sees(self, kind: str, key: str | None) -> bool:
        """Tell whether something is in reach; what has no department is."""
        return self.is_everything or not key or kind not in SCOPED or key in self.keys[kind]

    def holds(self, kind: str, key: str | None) -> bool:
        """Tell whether something is of their own departments, hence theirs to write when their role writes."""
        return self.is_everything or (kind in SCOPED and key is not None and key in self.own[kind])

    def table(self, name: str, rows: pa.Table) -> pa.Table:
        """Return the rows in reach of a table of the company model or a derived one.

        A row is in reach when everything it names is: see `kinds_in`.
        """
        if self.is_everything or not rows.num_rows:
            return rows
        keep = None
        for column, kind in kinds_in(name, rows.column_names).items():
            allowed = pa.array(["", *sorted(self.keys[kind])], pa.string())
            seen = pc.is_in(pc.fill_null(rows.column(column), ""), allowed)
            keep = seen if keep is None else pc.and_(keep, seen)
        if {"kind", "key"} <= set(rows.column_names):
            pairs = zip(rows.column("kind").to_pylist(), rows.column("key").to_pylist(), strict=True)
            named = pa.array([self.sees(SAME.get(str(kind), str(kind)), key) for kind, key in pairs])
            keep = named if keep is None else pc.and_(keep, named)
        if {"source_kind", "source"} <= set(rows.column_names):
            pairs = zip(rows.column("source_kind").to_pylist(), rows.column("source").to_pylist(), strict=True)
            acting = pa.array([self.sees(str(kind), key) for kind, key in pairs])
            keep = acting if keep is None else pc.and_(keep, acting)
        return rows if keep is None else rows.filter(keep)

    def finding(self, finding: Finding) -> bool:
        """Tell whether everything that a finding is about, and everything that proves it, is in reach."""
        return self.is_everything or (all(self.sees(s.kind, s.key) for s in finding.subjects) and all(map(self._proof, finding.evidence)))

    def findings(self, kept: Collection[Kept]) -> tuple[Kept, ...]:
        """Return the findings in reach, in their order."""
        return tuple(one for one in kept if self.finding(one.finding))

    def _proof(self, evidence: Evidence) -> bool:
        declared = ROWS.get(evidence.table) or BULK.get(evidence.table)
        if declared is not None:
            parts = kinds_in(evidence.table, declared.key)
            places = [(declared.key.index(name), kind) for name, kind in parts.items()]
            if not all(self.sees(kind, key[at]) for key in evidence.keys for at, kind in places if at < len(key)):
                return False
        shown = [(at, name) for at, name in enumerate(evidence.columns) if name in SCOPED]
        return all(self.sees(kind, str(row[at])) for row in evidence.values for at, kind in shown if row[at] is not None)


EVERYTHING: Final = Reach(True)


def kinds_in(name: str, present: Collection[str]) -> dict[str, str]:
    """Return the columns of a table that name something scoped, with the kind they name.

    The declaration of a table says it (`ref`); a derived table names a column after the kind it holds. Who owns, leads or reports something
    is no reason to hide it: people restrict the rows of their own table only.
    """
    declared = ROWS.get(name) or BULK.get(name)
    if declared is None:
        return {column: column for column in present if column in SCOPED and column != "person"}
    named = {f.name: f.ref for f in declared.fields if f.ref in SCOPED and f.name in present and f.type == "key"}
    return {column: kind for column, kind in named.items() if kind and (kind != "person" or (name == "person" and column == "key"))}


def reach(viewer: Viewer) -> Reach:
    """Return what a person may see; reads the database for those whose role is scoped only, once for each state of the home."""
    if not viewer.is_scoped:
        return EVERYTHING
    last = Change.objects.order_by("-id").values_list("digest", flat=True).first() or ""
    return _scoped(viewer.units, viewer.person, last)


@lru_cache(maxsize=256)
def _scoped(assigned: frozenset[str], person: str, _state: str) -> Reach:
    rows = {kind: _rows(kind) for kind in ("unit", "person", *OWNED, *HANGING)}
    units = _under(assigned, {key: row["parent"] for key, row in rows["unit"].items()})
    homes = {"person": {key: row["unit"] for key, row in rows["person"].items()}}
    for kind in OWNED:  # decisions come before actions, which may hang on one
        homes[kind] = {key: _home(row, homes) for key, row in rows[kind].items()}
    own = {"unit": units, "person": _of(homes["person"], units) | ({person} if person else frozenset())}
    keys = dict(own)
    for kind in OWNED:
        mine = frozenset(key for key, row in rows[kind].items() if person and row["owner"] == person)
        own[kind] = _of(homes[kind], units) | mine
        company = frozenset(key for key, unit in homes[kind].items() if unit is None) if kind in OF_THE_COMPANY else frozenset()
        keys[kind] = own[kind] | company
    for kind, holder in HANGING.items():
        own[kind] = frozenset(key for key, row in rows[kind].items() if row[holder] in own[holder])
        keys[kind] = frozenset(key for key, row in rows[kind].items() if row[holder] in keys[holder])
    return Reach(False, keys, own)


def _of(homes: Mapping[str, str | None], units: frozenset[str]) -> frozenset[str]:
    return frozenset(key for key, unit in homes.items() if unit in units)


def _home(row: Mapping[str, str | None], homes: Mapping[str, Mapping[str, str | None]]) -> str | None:
    """Return the department of a row: its own, else its owner's, else its decision's."""
    return row["unit"] or homes["person"].get(row["owner"] or "") or homes.get("decision", {}).get(row.get("decision") or "")


def _under(units: frozenset[str], parents: Mapping[str, str | None]) -> frozenset[str]:
    """Return departments with everything under them."""
    found, fresh = set(units), set(units)
    while fresh:
        fresh = {key for key, parent in parents.items() if parent in fresh} - found
        found |= fresh
    return frozenset(found)


def _rows(kind: str) -> dict[str, dict[str, str | None]]:
    """Return the rows of a table by key, with the columns that hold keys."""
    table = ROWS[kind]
    places = [(at, name) for at, name in enumerate(columns(table)) if name != "extra" and table.field(name).type == "key"]
    return {str(key[0]): {name: None if row[at] is None else str(row[at]) for at, name in places} for key, row in read(table).items()}
