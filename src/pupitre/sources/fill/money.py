"""Budget lines and ledger entries."""

from __future__ import annotations

from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pupitre.sources.fill.columns import Column, Rows, built, grouped, one_per_key
from pupitre.sources.fill.context import FillContext, Filled
from pupitre.sources.fill.periods import bounds
from pupitre.sources.fill.references import References


def budgets(rows: Rows, refs: References, context: FillContext, *, stated: date) -> Filled:
    """Return budget lines; one without a period is of the company's year in which the file's stated day falls."""
    year_start = int(context.answers.get("year_start", "1"))
    year = context.answers.get("year") or str(stated.year + (1 if year_start > 1 and stated.month >= year_start else 0))
    starts, ends = bounds(pc.coalesce(rows.text("period"), pa.scalar(year)), year_start)
    columns = {
        "unit": refs.department(),
        "project": refs.keys("project", "project"),
        "line": rows.text("line"),
        "starts_on": starts,
        "ends_on": ends,
        "axis": refs.keys("axis", "axis"),
        "account": rows.text("account"),
        "planned": rows.typed("planned", "money"),
        "committed": rows.typed("committed", "money"),
        "actual": rows.typed("actual", "money"),
        "landing": rows.typed("landing", "money"),
        "currency": pa.array([context.currency] * rows.count, pa.string()),
        "extra": rows.extra(refs.as_written()),
    }
    table = one_per_key(built("budget_line", columns, rows.source_row), ("unit", "project", "line", "starts_on"))
    return Filled({**refs.created(), "budget_line": table})


def ledger(rows: Rows, refs: References, context: FillContext) -> Filled:
    """Return ledger lines, numbered within each entry when the file does not number them."""
    journal, entry = rows.text("journal"), rows.text("entry")
    line = rows.typed("line", "count")
    columns = {
        "journal": journal,
        "entry": entry,
        "line": line if not line.null_count else _numbered(journal, entry),
        "at": rows.typed("at", "date"),
        "account": rows.text("account"),
        "account_name": rows.text("account_name"),
        "label": rows.text("label"),
        "document": rows.text("document"),
        "debit": _or_zero(rows.typed("debit", "money")),
        "credit": _or_zero(rows.typed("credit", "money")),
        "currency": pa.array([context.currency], pa.string()).take(pa.array(np.zeros(rows.count, dtype=np.int64))),
        "unit": refs.department(),
        "project": refs.keys("project", "project"),
        "extra": rows.extra(),
    }
    return Filled({"ledger_entry": built("ledger_entry", columns, rows.source_row)})


def _or_zero(amounts: Column) -> Column:
    """Return amounts where an empty side of an entry is zero, as accountants leave it."""
    return pc.fill_null(amounts, pa.scalar(0, amounts.type))


def _numbered(journal: Column, entry: Column) -> Column:
    """Return the rank of each line within its entry, from 1, in the order of the file."""
    group, _ = grouped(pa.table({"journal": journal, "entry": entry}), ("journal", "entry"))
    order = np.argsort(group, kind="stable")
    ordered = group[order]
    starts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]]) if len(ordered) else np.zeros(0, dtype=np.int64)
    first = np.repeat(starts, np.diff(np.r_[starts, len(ordered)]))
    rank = np.empty(len(group), dtype=np.int64)
    rank[order] = np.arange(len(group)) - first + 1
    return pa.array(rank)
