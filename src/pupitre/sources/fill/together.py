"""Decisions, actions, risks, suppliers."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from pupitre.sources.fill.columns import Column, Rows, built, in_order, mapped
from pupitre.sources.fill.context import FillContext, Filled
from pupitre.sources.fill.keys import slug
from pupitre.sources.fill.references import References
from pupitre.sources.fill.words import DECISION_LIFE, chosen


def decisions(rows: Rows, refs: References, context: FillContext) -> Filled:
    """Return decisions; one without a known status is decided when it has a date, open otherwise."""
    status, decided = rows.text("status"), rows.typed("decided", "date")
    life = chosen(status, DECISION_LIFE)
    low, high = in_order(rows.typed("expected_low", "number"), rows.typed("expected_high", "number"))
    columns = {
        "key": pc.coalesce(rows.text("code"), mapped(rows.text("title"), slug)),
        "title": rows.text("title"),
        "unit": refs.department(),
        "owner": refs.keys("person", "owner"),
        "decided_on": decided,
        "due_on": rows.typed("due", "date"),
        "review_on": rows.typed("review", "date"),
        "status": pc.coalesce(life, pc.if_else(pc.is_valid(decided), "decided", "open")),
        "choice": rows.text("choice"),
        "starts_on": rows.typed("start", "date"),
        "applies_to": _where(rows, context),
        "kpi": refs.keys("kpi", "kpi"),
        "expected_low": low,
        "expected_likely": rows.typed("expected", "number"),
        "expected_high": high,
        "cost": rows.typed("cost", "money"),
        "currency": pa.array([context.currency] * rows.count, pa.string()),
        "comment": rows.text("comment"),
        "extra": rows.extra({"status": pc.if_else(pc.is_null(life), status, pa.scalar(None, pa.string()))}),
    }
    return Filled({**refs.created(), "decision": built("decision", columns, rows.source_row)})


def _where(rows: Rows, context: FillContext) -> Column:
    """Return the departments or lines where each decision applies; one that no list holds is kept as written."""
    lists = rows.typed("applies_to", "list").to_pylist()
    keys = [[context.departments.get((text.strip(), ""), text.strip()) for text in said or () if text.strip()] or None for said in lists]
    return pa.array(keys, pa.list_(pa.string()))


def actions(rows: Rows, refs: References, context: FillContext) -> Filled:
    """Return actions; one with a date of completion is done."""
    done_on = rows.typed("done_on", "date")
    columns = {
        "key": pc.coalesce(rows.text("code"), mapped(rows.text("title"), slug)),
        "title": rows.text("title"),
        "owner": refs.keys("person", "owner"),
        "unit": refs.department(),
        "decision": refs.keys("decision", "decision"),
        "decided_on": rows.typed("decided", "date"),
        "due_on": rows.typed("due", "date"),
        "is_done": pc.coalesce(rows.typed("done", "bool"), pc.if_else(pc.is_valid(done_on), True, pa.scalar(None, pa.bool_()))),
        "done_on": done_on,
        "blocked_on": rows.typed("blocked_since", "date"),
        "blocked_by": rows.text("blocked_by"),
        "comment": rows.text("comment"),
        "extra": rows.extra(),
    }
    return Filled({**refs.created(), "action": built("action", columns, rows.source_row)})


def risks(rows: Rows, refs: References, context: FillContext) -> Filled:
    """Return risks with their likelihood over a year and their consequence on the company's own scale."""
    columns = {
        "key": pc.coalesce(rows.text("code"), mapped(rows.text("title"), slug)),
        "title": rows.text("title"),
        "unit": refs.department(),
        "owner": refs.keys("person", "owner"),
        "likelihood": rows.typed("probability", "share"),
        "consequence": rows.typed("impact", "number"),
        "due_on": rows.typed("due", "date"),
        "extra": rows.extra(),
    }
    return Filled({**refs.created(), "risk": built("risk", columns, rows.source_row)})


def suppliers(rows: Rows, refs: References, context: FillContext) -> Filled:
    """Return suppliers with their yearly amount."""
    columns = {
        "key": pc.coalesce(rows.text("siret"), mapped(rows.text("name"), slug)),
        "name": rows.text("name"),
        "amount": rows.typed("amount", "money"),
        "currency": pa.array([context.currency] * rows.count, pa.string()),
        "is_critical": rows.typed("critical", "bool"),
        "since_on": rows.typed("since", "date"),
        "extra": rows.extra(),
    }
    return Filled({"supplier": built("supplier", columns, rows.source_row)})
