"""KPI rows as definitions, targets and readings."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pupitre.sources.fill.columns import Column, Rows, built, distinct_count, mapped, mapped_pairs, one_per_key
from pupitre.sources.fill.context import FillContext, Filled
from pupitre.sources.fill.keys import slug
from pupitre.sources.fill.periods import bounds, from_year_month, year_of
from pupitre.sources.fill.references import References
from pupitre.sources.fill.words import AGGREGATION, DIRECTION, FREQUENCY, chosen

NONE = pa.scalar(None, pa.string())
DEFINING = ("formula", "definition", "unit", "direction")
"""What tells two KPIs of one name apart."""


def kpi_keys(rows: Rows, unit: Column) -> Column:
    """Return the key of the KPI of each row: its code, else its name, completed by the department when departments define it otherwise."""
    code, name = rows.text("code"), rows.text("name")
    by_name = mapped(name, slug)
    if code.null_count == 0 and rows.count:
        return code
    said = pc.binary_join_element_wise(*(pc.fill_null(rows.text(field), "") for field in DEFINING), "\x1f")
    ways = distinct_count(pa.table({"key": by_name, "said": said}), "key", "said")
    shared = pc.is_in(by_name, value_set=pa.array([key for key, count in ways.items() if count > 1], pa.string()))
    own = mapped_pairs(by_name, unit, lambda key, home: slug(f"{key} {home}") if home else key)
    return pc.coalesce(code, pc.if_else(shared, own, by_name))


def kpis(rows: Rows, refs: References, context: FillContext, *, stated: date, wide: bool) -> Filled:
    """Return the definition of each KPI, its targets and its readings, with the objectives named beside them.

    A KPI of one department carries it; the readings of one that several departments follow carry theirs. In a file without periods a
    reading is of the day the file states, and a target holds from the first of January of that year on.
    """
    department = refs.department()
    key = kpi_keys(rows, department)
    homes = distinct_count(pa.table({"key": key, "unit": department}), "key", "unit")
    alone = pc.is_in(key, value_set=pa.array([k for k, count in homes.items() if count == 1], pa.string()))
    serves, ladder = _objectives(rows, refs, context, department)
    periods = rows.text("period")
    if periods.null_count and rows.has("year"):
        periods = pc.coalesce(periods, from_year_month(rows.typed("year", "count"), rows.typed("month", "count")))
    rows.used("year", "month")
    per_kpi = wide or periods.null_count == rows.count
    starts, ends = bounds(periods, int(context.answers.get("year_start", "1")))
    starts, ends = pc.coalesce(starts, pa.scalar(stated)), pc.coalesce(ends, pa.scalar(stated + timedelta(days=1)))
    reading = {"kpi": key, "unit": pc.if_else(alone, NONE, department), "starts_on": starts, "ends_on": ends}
    value, target = rows.typed("value", "number"), rows.typed("target", "number")
    definition = _definition(rows, refs, key, pc.if_else(alone, department, NONE), serves)
    silent = pa.nulls(rows.count, pa.string())
    extra = rows.extra(refs.as_written() if per_kpi else None)
    if per_kpi:
        definition["extra"] = extra
    measure = built(
        "measure",
        {
            **reading,
            "value": value,
            "basis": _basis(periods, value, context),
            "extra": silent if per_kpi else extra,
        },
        rows.source_row,
    )
    tables = {
        **refs.created(),
        **ladder,
        "kpi": one_per_key(built("kpi", definition, rows.source_row), ("key",)),
        "measure": _read(measure),
        "target": _targets(reading, target, periods, rows, context),
    }
    return Filled(tables)


def _definition(rows: Rows, refs: References, key: Column, unit: Column, serves: Column) -> dict[str, Column]:
    parent = rows.text("parent")
    return {
        "key": key,
        "name": rows.text("name"),
        "parent": pc.if_else(pc.is_in(parent, value_set=pa.array(["0", "-"])), NONE, parent),
        "objective": serves,
        "unit": unit,
        "owner": refs.keys("person", "owner"),
        "measured_in": mapped(rows.text("unit"), lambda text: None if text in {"-", "–", "/"} else text),
        "direction": chosen(rows.text("direction"), DIRECTION),
        "aggregation": chosen(rows.text("aggregation"), AGGREGATION),
        "frequency": chosen(rows.text("frequency"), FREQUENCY),
        "formula": rows.text("formula"),
        "definition": rows.text("definition"),
        "is_critical": rows.typed("critical", "bool"),
        "category": rows.text("category"),
    }


def _objectives(rows: Rows, refs: References, context: FillContext, department: Column) -> tuple[Column, Mapping[str, pa.Table]]:
    """Return the objective each KPI serves, with rows for objectives and goals that no list has named yet.

    A goal is the closer of the two: the KPI serves it, and it serves the objective. A goal worded like its objective is the same one.
    """
    served, goal = rows.text("objective"), rows.text("goal")

    def key_of(text: str) -> str:
        return context.known.find("objective", text) or slug(text)

    upper, lower = mapped(served, key_of), mapped(goal, key_of)
    closest = pc.coalesce(lower, upper)
    named = pa.concat_tables(
        built("objective", {"key": keys, "name": names, "unit": department}, rows.source_row)
        for keys, names in ((upper, served), (lower, goal))
    )
    fresh = pc.invert(pc.is_in(named.column("key"), value_set=pa.array(sorted(context.known.keys.get("objective", ())), pa.string())))
    homes = distinct_count(named, "key", "unit")
    alone = pc.is_in(named.column("key"), value_set=pa.array([k for k, count in homes.items() if count == 1], pa.string()))
    at = named.schema.get_field_index("unit")
    named = named.set_column(at, "unit", pc.if_else(alone, named.column("unit"), NONE)).filter(fresh)
    differ = pc.not_equal(lower, upper)
    links = built("cascade", {"child": lower, "parent": pc.if_else(differ, upper, NONE)}, rows.source_row)
    return closest, {"objective": one_per_key(named, ("key",)), "cascade": one_per_key(links, ("child", "parent"))}


def _basis(periods: Column, value: Column, context: FillContext) -> Column:
    """Return `projected` where the file's reader said that a period holds a projection, else `actual`."""
    projected = pa.array(sorted(p.strip() for p in context.answers.get("projected", "").split(",") if p.strip()), pa.string())
    basis = pc.if_else(pc.is_in(periods, value_set=projected), "projected", "actual")
    return pc.if_else(pc.is_valid(value), basis, NONE)


def _read(measure: pa.Table) -> pa.Table:
    return one_per_key(measure.filter(pc.is_valid(measure.column("value"))), ("kpi", "unit", "starts_on"))


def _targets(reading: Mapping[str, Column], target: Column, periods: Column, rows: Rows, context: FillContext) -> pa.Table:
    """Return the targets; one that stands in one cell beside several periods holds in the year of the last of them."""
    if periods.null_count == rows.count and rows.count:
        first = pc.cast(pc.floor_temporal(reading["starts_on"], unit="year"), pa.date32())
        reading = {**reading, "starts_on": first, "ends_on": pa.nulls(rows.count, pa.date32())}
    table = one_per_key(built("target", {**reading, "value": target}, rows.source_row), ("kpi", "unit", "starts_on"))
    asked = context.answers.get("target_period")
    if asked == "all" or (asked != "last" and not _stands_alone(rows, periods, target)) or not table.num_rows:
        return table
    last = pc.max(table.column("starts_on")).as_py()
    return table.filter(pc.greater_equal(table.column("starts_on"), pa.scalar(year_of(last, int(context.answers.get("year_start", "1"))))))


def _stands_alone(rows: Rows, periods: Column, target: Column) -> bool:
    """Whether each row of the file has one cell of target beside several periods."""
    several = pa.table({"row": rows.source_row, "period": periods, "target": target}).filter(pc.is_valid(target))
    counts = several.group_by("row").aggregate([("period", "count_distinct"), ("target", "count_distinct")])
    spans, values = np.asarray(counts.column("period_count_distinct")), np.asarray(counts.column("target_count_distinct"))
    return bool((spans > 1).any() and (values <= 1).all())
