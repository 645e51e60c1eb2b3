"""What must be known before files are filled in: the departments they name, and every name the home has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pyarrow as pa
import pyarrow.compute as pc

from pupitre.desk.snapshot import ModelSnapshot
from pupitre.kernel import Place
from pupitre.sources.fill import Names
from pupitre.sources.fill.columns import Column, Rows
from pupitre.sources.fill.crosswalk import Crosswalk, Group, Mention
from pupitre.sources.reading import ReadTable
from pupitre.tables import TABLES

NAMED = {
    "person": "name",
    "axis": "name",
    "objective": "name",
    "kpi": "name",
    "key_result": "name",
    "project": "name",
    "skill": "name",
    "programme": "name",
    "decision": "title",
    "risk": "title",
    "supplier": "name",
    "process": "name",
}
"""Tables whose rows other files name, with the column of the name."""


def known_names(snapshot: ModelSnapshot) -> Names:
    """Return everything in the home that has a key and a name."""
    things: list[tuple[str, str, str]] = []
    for kind, name in NAMED.items():
        rows = snapshot.table(kind)
        keys, names = rows.column("key").to_pylist(), rows.column(name).to_pylist()
        things += [(kind, key, said or "") for key, said in zip(keys, names, strict=True)]
    return Names().joined(things)


def known_units(snapshot: ModelSnapshot) -> list[tuple[str, str, list[str]]]:
    """Return the departments of the home: key, name, other spellings."""
    rows = snapshot.table("unit").select(["key", "name", "aliases"]).to_pylist()
    return [(row["key"], row["name"], row["aliases"] or []) for row in rows]


def known_aliases(snapshot: ModelSnapshot) -> dict[str, str]:
    """Return the spellings of departments that were decided before."""
    rows = snapshot.table("alias")
    rows = rows.filter(pc.equal(rows.column("kind"), "unit"))
    return dict(zip(rows.column("old").to_pylist(), rows.column("new").to_pylist(), strict=True))


def mentions_in(file: str, table: ReadTable) -> list[Mention]:
    """Return the departments that a table of a file names."""
    rows = Rows(table.data)
    if table.kind == "units":
        return [*_listed(file, table, rows), *_pairs(file, table, rows.code("parent"), None, rows.source_row, "owner", "parent")]
    found = _pairs(file, table, rows.code("department"), rows.code("department_code"), rows.source_row, "owner", "department")
    for kind, column in (("projects", "client"), ("decisions", "applies_to")):
        if table.kind == kind and rows.has(column):
            lists = rows.typed(column, "list")
            texts = pc.utf8_trim_whitespace(pc.list_flatten(lists))
            found += _pairs(file, table, texts, None, rows.source_row.take(pc.list_parent_indices(lists)), "client", column)
    return found


def _listed(file: str, table: ReadTable, rows: Rows) -> list[Mention]:
    """Return the departments of a list, each with its other spellings."""
    cells = (rows.text("name"), rows.code("code"), rows.typed("alias", "list"), rows.source_row)
    return [
        Mention(
            name or "", code or "", Place(file, table.sheet, row, "name"), 1, "list", tuple(o.strip() for o in others or () if o.strip())
        )
        for name, code, others, row in zip(*(cell.to_pylist() for cell in cells), strict=True)
        if name or code
    ]


def _pairs(file: str, table: ReadTable, names: Column, codes: Column | None, row: Column, role: str, column: str) -> list[Mention]:
    pairs = pa.table({"name": names, "code": pa.nulls(len(names), pa.string()) if codes is None else codes, "row": row})
    groups = pairs.group_by(["name", "code"]).aggregate([("row", "min"), ("row", "count")]).to_pylist()
    return [
        Mention(g["name"] or "", g["code"] or "", Place(file, table.sheet, g["row_min"], column), g["row_count"], role)
        for g in groups
        if g["name"] or g["code"]
    ]


def unit_rows(walk: Crosswalk, known: Iterable[tuple[str, str, list[str]]]) -> Mapping[str, pa.Table]:
    """Return, by file, the departments named there first or written there in a new way, with all their spellings."""
    before = {key: {name, *others} for key, name, others in known}
    by_file: dict[str, list[Group]] = {}
    for group in walk.groups.values():
        if group.first and not set(group.names) <= before.get(group.key, set()):
            by_file.setdefault(group.first.place.file, []).append(group)
    return {file: _units(groups) for file, groups in by_file.items()}


def _units(groups: list[Group]) -> pa.Table:
    places = [group.first.place for group in groups if group.first]
    columns = {
        "key": [group.key for group in groups],
        "name": [group.name for group in groups],
        "parent": [group.parent or None for group in groups],
        "aliases": [sorted(set(group.names) - {group.name}) or None for group in groups],
    }
    schema = TABLES["unit"].schema
    made = {name: pa.array(values, schema.field(name).type) for name, values in columns.items()}
    rows = pa.table({f.name: made.get(f.name, pa.nulls(len(groups), f.type)) for f in schema}, schema=schema)
    return rows.append_column("source_row", pa.array([place.row for place in places], pa.int64())).append_column(
        "source_sheet", pa.array([place.sheet for place in places], pa.string())
    )


def alias_rows(walk: Crosswalk) -> pa.Table:
    """Return the spellings decided in this import, to be remembered."""
    old = sorted(walk.aliases)
    rows = {"kind": ["unit"] * len(old), "old": old, "new": [walk.aliases[spelling] for spelling in old]}
    return pa.table({name: pa.array(values, pa.string()) for name, values in rows.items()})
