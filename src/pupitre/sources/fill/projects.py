"""Project lists as projects, what was reported of them, and the objectives they serve."""

from __future__ import annotations

from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pupitre.sources.fill.columns import Column, Rows, built, mapped, one_per_key, with_texts
from pupitre.sources.fill.context import FillContext, Filled
from pupitre.sources.fill.keys import slug
from pupitre.sources.fill.references import References, listed

NONE = pa.scalar(None, pa.string())
AS_SAID = ("name", "description", "category", "department", "client", "site", "programme", "owner", "start")
"""Fields that live on the project; a report that says them otherwise keeps its own words."""


def projects(rows: Rows, refs: References, context: FillContext, *, stated: date) -> Filled:
    """Return one project per key with what was said last, one report per project and date, and the objectives named.

    Args:
        rows: With the column `at` the rows are snapshots; without it every row is reported on `stated`.
    """
    key = pc.coalesce(rows.text("code"), mapped(rows.text("name"), slug))
    said = {name: _said(rows, name) for name in AS_SAID}
    at = pc.coalesce(rows.typed("at", "date"), pa.scalar(stated))
    order = pc.sort_indices(pa.table({"at": at}), sort_keys=[("at", "ascending")])
    currency = pa.array([context.currency] * rows.count, pa.string())
    served = _contributions(rows, refs, key)
    project = _project(rows, refs, key, currency)
    report = _report(rows, key, at, currency)
    project["extra"] = with_texts(pa.nulls(rows.count, pa.string()), refs.as_written())
    left = rows.extra(refs.as_written())
    last = one_per_key(built("project", project, rows.source_row).take(order), ("key",))
    report["extra"] = _differing(left, said, key, order)
    tables = {
        **refs.created(),
        "project": last,
        "project_report": one_per_key(built("project_report", report, rows.source_row), ("project", "at")),
        "contribution": served,
    }
    return Filled(tables)


def contributions(rows: Rows, refs: References, context: FillContext) -> Filled:
    """Return the links between projects and objectives that a list declares."""
    columns = {
        "project": refs.keys("project", "project"),
        "objective": refs.keys("objective", "objective"),
        "share": rows.typed("share", "share"),
        "basis": pa.array(["declared"] * rows.count, pa.string()),
        "extra": rows.extra(),
    }
    return Filled({"contribution": one_per_key(built("contribution", columns, rows.source_row), ("project", "objective"))})


def _project(rows: Rows, refs: References, key: Column, currency: Column) -> dict[str, Column]:
    return {
        "key": key,
        "name": rows.text("name"),
        "description": rows.text("description"),
        "unit": refs.department(),
        "owner": refs.keys("person", "owner"),
        "programme": refs.keys("programme", "programme"),
        "axis": refs.keys("axis", "axis"),
        "category": rows.text("category"),
        "clients": _clients(rows, refs),
        "sites": rows.typed("site", "list"),
        "starts_on": rows.typed("start", "date"),
        "due_on": rows.typed("end", "date"),
        "budget": rows.typed("budget", "money"),
        "currency": currency,
        "is_mandatory": rows.typed("mandatory", "bool"),
    }


def _report(rows: Rows, key: Column, at: Column, currency: Column) -> dict[str, Column]:
    status = rows.text("status")
    return {
        "project": key,
        "at": at,
        "status": status,
        "status_text": pc.coalesce(rows.text("status_text"), status),
        "phase": rows.text("phase"),
        "progress": rows.typed("progress", "share"),
        "finish_on": pc.coalesce(rows.typed("forecast_end", "date"), rows.typed("end", "date")),
        "budget": rows.typed("budget", "money"),
        "spent": rows.typed("spent", "money"),
        "forecast_cost": rows.typed("forecast_cost", "money"),
        "period_budget": rows.typed("year_budget", "money"),
        "period_forecast": rows.typed("year_forecast", "money"),
        "currency": currency,
        "slip_days": rows.typed("slip_days", "number"),
        "budget_change": rows.typed("budget_change", "money"),
        "comment": rows.text("comment"),
    }


def _contributions(rows: Rows, refs: References, key: Column) -> pa.Table:
    which, objectives = listed(rows, "objective")
    columns = {
        "project": key.take(which),
        "objective": refs.keys("objective", "objective", objectives),
        "basis": pa.array(["declared"] * len(which), pa.string()),
    }
    return one_per_key(built("contribution", columns, objectives[1]), ("project", "objective"))


def _clients(rows: Rows, refs: References) -> Column:
    """Return the keys of the departments each project is done for; a name that is no department stays as written."""
    written = rows.typed("client", "list")
    keys = mapped(pc.utf8_trim_whitespace(pc.list_flatten(written)), lambda name: refs.context.departments.get((name, "")) or name)
    lengths = np.asarray(pc.fill_null(pc.list_value_length(written), 0))
    offsets = pa.array(np.concatenate([[0], np.cumsum(lengths)]), pa.int32())
    lists = pa.ListArray.from_arrays(offsets, keys)
    return pc.if_else(pc.is_valid(written), lists, pa.scalar(None, lists.type))


def _said(rows: Rows, name: str) -> Column:
    """Return a field as the row says it; several values are joined as they were written."""
    if name in rows.data.column_names and pa.types.is_list(rows.data.schema.field(name).type):
        return pc.binary_join(rows.typed(name, "list"), ", ")
    return rows.text(name)


def _differing(left: Column, said: dict[str, Column], key: Column, order: Column) -> Column:
    """Return the extra of each report: besides the unmapped columns, what it says otherwise than the project's last word."""
    differing = {}
    for name, column in said.items():
        if column.null_count == len(column):
            continue
        last = one_per_key(pa.table({"key": key, "said": column}).take(order), ("key",))
        at = pc.index_in(key, value_set=last.column("key").combine_chunks())
        final = last.column("said").combine_chunks().take(at)
        differing[name] = pc.if_else(pc.equal(column, final), NONE, column)
    return with_texts(left, differing)
