"""Expected effects, limits, assumptions, hazards."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from pupitre.sources.fill.columns import Column, Rows, built, in_order, mapped, mapped_pairs, one_per_key
from pupitre.sources.fill.context import FillContext, Filled
from pupitre.sources.fill.keys import slug
from pupitre.sources.fill.periods import bounds
from pupitre.sources.fill.references import References, named_lists
from pupitre.sources.fill.words import BASIS, LIMITED, SIDE, SOURCE, chosen

DAYS_PER_MONTH = 30.4
ACTING = ("project", "decision", "risk")
"""What may act, in the order in which a code is looked for among the things known."""
NONE = pa.scalar(None, pa.string())


def effects(rows: Rows, refs: References, context: FillContext) -> Filled:
    """Return expected effects; a code that nothing says the kind of is that of a project, a decision or a risk, in this order."""
    said = chosen(rows.text("source_kind"), SOURCE)
    kind, source = _acting(rows, refs, context, said)
    ramp = pc.coalesce(rows.typed("ramp_days", "number"), pc.multiply(rows.typed("ramp_months", "number"), DAYS_PER_MONTH))
    basis = chosen(rows.text("basis"), BASIS)
    low, high = in_order(rows.typed("low", "number"), rows.typed("high", "number"))
    columns = {
        "source_kind": kind,
        "source": source,
        "kpi": refs.keys("kpi", "kpi"),
        "unit": refs.department(),
        "low": low,
        "likely": rows.typed("likely", "number"),
        "high": high,
        "ramp_days": pc.round(ramp),
        "decay_share": rows.typed("decay", "share"),
        "starts_on": rows.typed("start", "date"),
        "basis": pc.coalesce(basis, pa.scalar("declared")),
        "extra": rows.extra({"basis": pc.if_else(pc.is_null(basis), rows.text("basis"), NONE)}),
    }
    made = one_per_key(built("effect", columns, rows.source_row), ("source_kind", "source", "kpi", "unit"))
    return Filled({**refs.created(), "effect": made})


def _acting(rows: Rows, refs: References, context: FillContext, said: Column) -> tuple[Column, Column]:
    """Return the kind and the key of what acts on each row; a code that no list holds is kept, and said."""
    known, written = context.known, rows.text("source")

    def kind_of(kind: str, text: str) -> str | None:
        if not text:
            return None
        return kind or next((one for one in ACTING if known.find(one, text) is not None), "project")

    kind = mapped_pairs(said, written, kind_of)
    key = written
    for one in ACTING:
        mine = pc.if_else(pc.equal(kind, one), written, NONE)
        key = pc.coalesce(refs.keys(one, "source", (mine, rows.source_row)), key)
    return kind, key


def limits(rows: Rows, refs: References, context: FillContext) -> Filled:
    """Return limits; one that names a skill and no kind is about its hours."""
    what, skill = rows.text("what"), rows.text("skill")
    kind = pc.coalesce(chosen(what, LIMITED), pc.if_else(pc.is_valid(skill), "skill_hours", NONE))
    starts, ends = bounds(rows.text("period"))
    # A person who writes "to 31/03" means that day too; a period ends where the next one begins.
    last = pc.cast(pc.add(pc.cast(rows.typed("end", "date"), pa.int32()), pa.scalar(1, pa.int32())), pa.date32())
    starts, ends = pc.coalesce(rows.typed("start", "date"), starts), pc.coalesce(last, ends)
    parts = (what, skill, rows.text("department"), pc.cast(starts, pa.string()))
    named = pc.binary_join_element_wise(*(pc.fill_null(part, "") for part in parts), " ")
    columns = {
        "key": pc.coalesce(rows.text("code"), mapped(named, slug)),
        "kind": kind,
        "skill": refs.keys("skill", "skill"),
        "unit": refs.department(),
        "starts_on": starts,
        "ends_on": ends,
        "value": rows.typed("value", "number"),
        "extra": rows.extra({"what": pc.if_else(pc.is_null(kind), what, NONE)}),
    }
    return Filled({**refs.created(), "limit": one_per_key(built("limit", columns, rows.source_row), ("key",))})


def assumptions(rows: Rows, refs: References, context: FillContext) -> Filled:
    """Return assumptions with the reading that would break each of them."""
    side = rows.text("holds_when")
    holds = chosen(side, SIDE)
    columns = {
        "key": pc.coalesce(rows.text("code"), mapped(rows.text("statement"), slug)),
        "statement": rows.text("statement"),
        "kpi": refs.keys("kpi", "kpi"),
        "holds_when": holds,
        "threshold": rows.typed("threshold", "number"),
        "objectives": named_lists(rows, refs, "objective", "objectives"),
        "owner": refs.keys("person", "owner"),
        "review_on": rows.typed("review", "date"),
        "extra": rows.extra({"holds_when": pc.if_else(pc.is_null(holds), side, NONE)}),
    }
    return Filled({**refs.created(), "assumption": built("assumption", columns, rows.source_row)})


def hazards(rows: Rows, refs: References, context: FillContext) -> Filled:
    """Return hazards with the projects they delay and what they cost."""
    columns = {
        "key": pc.coalesce(rows.text("code"), mapped(rows.text("title"), slug)),
        "title": rows.text("title"),
        "happens_on": rows.typed("happens", "date"),
        "projects": named_lists(rows, refs, "project", "projects"),
        "tasks": rows.typed("tasks", "list"),
        "delay_days": rows.typed("delay", "number"),
        "cost": rows.typed("cost", "money"),
        "currency": pa.array([context.currency] * rows.count, pa.string()),
        "supplier": refs.keys("supplier", "supplier"),
        "owner": refs.keys("person", "owner"),
        "comment": rows.text("comment"),
        "extra": rows.extra(),
    }
    return Filled({**refs.created(), "hazard": built("hazard", columns, rows.source_row)})
