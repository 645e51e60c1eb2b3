"""Axes, objectives with their cascade, key results, services."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from pupitre.sources.fill.columns import Column, Rows, built, distinct_count, mapped, mapped_pairs, one_per_key
from pupitre.sources.fill.context import FillContext, Filled
from pupitre.sources.fill.keys import slug
from pupitre.sources.fill.references import References, listed
from pupitre.sources.fill.words import ATTAINMENT, HORIZON, OBJECTIVE_LIFE, SHAPE, chosen


def axes(rows: Rows, refs: References, context: FillContext) -> Filled:
    """Return the axes of a list with their declared weight."""
    key = pc.coalesce(rows.text("code"), mapped(rows.text("name"), slug))
    columns = {"key": key, "name": rows.text("name"), "weight": rows.typed("weight", "share"), "extra": rows.extra()}
    return Filled({"axis": built("axis", columns, rows.source_row)})


def objectives(rows: Rows, refs: References, context: FillContext) -> Filled:
    """Return objectives, the parents they serve, and a key result where the row names its own number."""
    key = pc.coalesce(rows.text("code"), mapped(rows.text("name"), slug))
    axis = refs.keys("axis", "axis")
    owner = refs.keys("person", "owner")
    weight, axis_weight = rows.typed("weight", "share"), rows.typed("axis_weight", "share")
    cascade = _cascade(rows, refs, key, weight)
    result = _own_number(rows, refs, key)
    table = built(
        "objective",
        {
            "key": key,
            "name": rows.text("name"),
            "axis": axis,
            "unit": refs.department(),
            "owner": owner,
            "starts_on": rows.typed("start", "date"),
            "due_on": rows.typed("due", "date"),
            "horizon": chosen(rows.text("horizon"), HORIZON),
            "is_must": rows.typed("must", "bool"),
            "status": chosen(rows.text("status"), OBJECTIVE_LIFE),
            "rule": chosen(rows.text("rule"), ATTAINMENT),
            "threshold": rows.typed("threshold", "number"),
            "description": rows.text("description"),
            "extra": rows.extra(_words_not_understood(rows)),
        },
        rows.source_row,
    )
    tables = {**refs.created(), "objective": table, **cascade, **result}
    if axis_weight.null_count < rows.count:
        weighed = built("axis", {"key": axis, "name": rows.text("axis"), "weight": axis_weight}, rows.source_row)
        tables["axis"] = one_per_key(weighed, ("key",))
    return Filled(tables)


def _words_not_understood(rows: Rows) -> dict[str, Column]:
    kept = {}
    for name, words in (("horizon", HORIZON), ("status", OBJECTIVE_LIFE), ("rule", ATTAINMENT)):
        text = rows.text(name)
        kept[name] = pc.if_else(pc.is_null(chosen(text, words)), text, pa.scalar(None, pa.string()))
    return kept


def _cascade(rows: Rows, refs: References, key: Column, weight: Column) -> dict[str, pa.Table]:
    """Return one row per parent; the weight is split evenly where one row serves several."""
    which, named = listed(rows, "parent")
    if len(which) == 0:
        return {}
    served = pc.cast(pc.list_value_length(rows.typed("parent", "list")).take(which), pa.float64())
    columns = {
        "child": key.take(which),
        "parent": refs.keys("objective", "parent", named),
        "weight": pc.divide(weight.take(which), served),
    }
    return {"cascade": one_per_key(built("cascade", columns, named[1]), ("child", "parent"))}


def _own_number(rows: Rows, refs: References, key: Column) -> dict[str, pa.Table]:
    target, baseline = rows.typed("target", "number"), rows.typed("baseline", "number")
    named = rows.text("kpi")
    there = pc.or_(pc.is_valid(named), pc.is_valid(target))
    if not pc.any(there).as_py():
        return {}
    columns = {
        "key": pc.if_else(there, pc.binary_join_element_wise(key, "kr", "-"), pa.scalar(None, pa.string())),
        "objective": key,
        "name": named,
        "kpi": refs.keys("kpi", "kpi"),
        "baseline": baseline,
        "target": target,
        "starts_on": rows.typed("start", "date"),
        "due_on": rows.typed("due", "date"),
    }
    return {"key_result": built("key_result", columns, rows.source_row)}


def key_results(rows: Rows, refs: References, context: FillContext) -> Filled:
    """Return the numbers that tell whether objectives are reached."""
    columns = {
        "key": rows.text("code"),
        "objective": refs.keys("objective", "objective"),
        "name": rows.text("name"),
        "kpi": refs.keys("kpi", "kpi"),
        "baseline": rows.typed("baseline", "number"),
        "target": rows.typed("target", "number"),
        "starts_on": rows.typed("start", "date"),
        "due_on": rows.typed("due", "date"),
        "shape": chosen(rows.text("shape"), SHAPE),
        "weight": rows.typed("weight", "share"),
        "extra": rows.extra(),
    }
    return Filled({"key_result": built("key_result", columns, rows.source_row)})


def services(rows: Rows, refs: References, context: FillContext) -> Filled:
    """Return each service as an objective, with the budget unit that carries it as a part of its department.

    A service that several departments render belongs to none of them alone.
    """
    name, department = rows.text("name"), refs.department()
    key = mapped(name, lambda text: context.known.find("objective", text) or slug(text))
    part = mapped_pairs(department, rows.text("unit_code"), lambda unit, code: f"{unit}/{code}" if unit and code else None)
    parts = built(
        "unit",
        {"key": part, "name": pc.coalesce(rows.text("unit_name"), rows.text("unit_code")), "parent": department},
        rows.source_row,
    )
    homes = distinct_count(pa.table({"key": key, "unit": department}), "key", "unit")
    alone = pc.is_in(key, value_set=pa.array([k for k, count in homes.items() if count == 1], pa.string()))
    columns = {
        "key": key,
        "name": name,
        "unit": pc.if_else(alone, department, pa.scalar(None, pa.string())),
        "extra": rows.extra({"unit_code": rows.text("unit_code"), **refs.as_written()}),
    }
    served = one_per_key(built("objective", columns, rows.source_row), ("key",))
    return Filled({"unit": one_per_key(parts, ("key",)), "objective": served})
