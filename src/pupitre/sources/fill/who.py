"""Departments, people, posts and hours available."""

from __future__ import annotations

from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from pupitre.sources.fill.columns import Column, Rows, built, mapped, mapped_pairs, one_per_key
from pupitre.sources.fill.context import FillContext, Filled
from pupitre.sources.fill.keys import fold, slug
from pupitre.sources.fill.periods import bounds
from pupitre.sources.fill.references import References


def units(rows: Rows, refs: References, context: FillContext) -> Filled:
    """Return the departments of a list, each with the one it belongs to."""
    entity = rows.text("entity")
    table = built(
        "unit",
        {
            "key": refs.department("name", "code"),
            "name": rows.text("name"),
            "parent": refs.department("parent", ""),
            "entity": mapped(entity, slug),
            "starts_on": rows.typed("start", "date"),
            "ends_on": rows.typed("end", "date"),
            "aliases": rows.typed("alias", "list"),
            "headcount": rows.typed("headcount", "number"),
            "site": rows.text("site"),
            "extra": rows.extra(),
        },
        rows.source_row,
    )
    entities = one_per_key(built("entity", {"key": mapped(entity, slug), "name": entity}, rows.source_row), ("key",))
    return Filled({"entity": entities, "unit": table})


def full_names(rows: Rows) -> Column:
    """Return the name of each person, the first name before it when it stands in a column of its own and the name does not hold it."""

    def joined(first: str, name: str) -> str | None:
        holds = set(fold(first).split()) <= set(fold(name).split())
        return name if name and holds else " ".join(filter(None, (first, name))) or None

    return mapped_pairs(rows.text("first_name"), rows.text("name"), joined)


def people(rows: Rows, refs: References, context: FillContext) -> Filled:
    """Return the people of a list; pay, sex and birth were dropped before.

    Columns that no field takes are dropped too: what a file says besides of a person is a mark, an absence, a bonus.
    """
    names = full_names(rows)
    table = built(
        "person",
        {
            "key": pc.coalesce(rows.text("id"), mapped(names, slug)),
            "name": names,
            "unit": refs.department(),
            "role": rows.text("role"),
            "is_manager": rows.typed("manager", "bool"),
            "fte": rows.typed("fte", "number"),
            "starts_on": rows.typed("hired", "date"),
            "ends_on": rows.typed("left", "date"),
        },
        rows.source_row,
    )
    return Filled({"person": table})


def staffing(rows: Rows, refs: References, context: FillContext, *, stated: date) -> Filled:
    """Return posts by department and category, at the date of the row or, failing that, the one the file states."""
    table = built(
        "staffing",
        {
            "unit": refs.department(),
            "category": rows.text("category"),
            "at": pc.coalesce(rows.typed("at", "date"), pa.scalar(stated)),
            "adopted": rows.typed("adopted", "number"),
            "planned": rows.typed("planned", "number"),
            "actual": rows.typed("actual", "number"),
            "extra": rows.extra(refs.as_written()),
        },
        rows.source_row,
    )
    return Filled({"staffing": table})


def capacity(rows: Rows, refs: References, context: FillContext) -> Filled:
    """Return the hours a skill can give, week by week."""
    starts, _ = bounds(rows.text("period"))
    table = built(
        "capacity",
        {
            "skill": refs.keys("skill", "skill"),
            "unit": refs.department(),
            "starts_on": starts,
            "hours": rows.typed("hours", "number"),
            "extra": rows.extra(),
        },
        rows.source_row,
    )
    return Filled({**refs.created(), "capacity": table})


def allocations(rows: Rows, refs: References, context: FillContext) -> Filled:
    """Return the hours a project asks of a skill, week by week."""
    starts, _ = bounds(rows.text("period"))
    table = built(
        "allocation",
        {
            "project": refs.keys("project", "project"),
            "skill": refs.keys("skill", "skill"),
            "unit": refs.department(),
            "starts_on": starts,
            "hours": rows.typed("hours", "number"),
            "extra": rows.extra(),
        },
        rows.source_row,
    )
    return Filled({**refs.created(), "allocation": table})
