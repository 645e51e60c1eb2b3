"""The lists of the portfolio as workbooks: the headings that our own import knows, the figures beside."""

from __future__ import annotations

from datetime import timedelta

from pupitre.desk.sheets import Column, Sheet
from pupitre.domains.portfolio.web.capacity import Heat
from pupitre.domains.portfolio.web.listing import SHOWN, Listing
from pupitre.kernel import N_, Text


def of_projects(listed: Listing) -> Sheet:
    """Return the projects of every page of a list."""
    columns = (
        Column.of("projects", "code"),
        Column.of("projects", "name"),
        Column.of("projects", "department"),
        Column(Text(N_("Axis"))),
        Column(Text(N_("Owner"))),
        Column(Text(N_("Declared"))),
        Column(Text(N_("What the facts say"))),
        Column.of("projects", "progress"),
        Column(Text(N_("Promised")), "date"),
        Column(Text(N_("Likely finish (1 chance in 2)")), "date"),
        Column(Text(N_("Safe finish (4 chances in 5)")), "date"),
        Column(Text(N_("Days late")), "count"),
        Column(Text(N_("First budget")), "money"),
        Column(Text(N_("Landing")), "money"),
    )
    rows = [
        (
            row.key,
            row.name,
            row.unit_name,
            row.axis_name,
            row.owner_name,
            row.declared_word[1] if row.declared else None,
            row.factual_word[1],
            row.progress,
            row.due_on,
            row.p50_on,
            row.p80_on,
            row.late_days,
            row.budget,
            row.landing,
        )
        for row in listed.kept
    ]
    shown = SHOWN[listed.asked.get("show", "alive")]
    made = tuple((one.title, one.current.title) for one in listed.made if one.current)
    return Sheet(Text(N_("Projects")), columns, rows, ((Text(N_("Projects shown")), shown), *made))


def of_capacity(heat: Heat) -> Sheet:
    """Return the load of every skill in the weeks shown, one row per skill and week."""
    columns = (
        Column(Text(N_("Skill"))),
        Column(Text(N_("Department"))),
        Column(Text(N_("Week starting on")), "date"),
        Column(Text(N_("Hours available")), "number", 1),
        Column(Text(N_("Hours asked")), "number", 1),
        Column(Text(N_("Load")), "share"),
        Column(Text(N_("Hours missing")), "number", 1),
    )
    rows = [
        (row.name, row.units, cell.week.starts_on, cell.week.capacity, cell.week.asked, cell.week.load, cell.week.missing)
        for row in heat.rows
        for cell in row.cells
        if cell.week
    ]
    period = Text(N_("from %(start)s to %(end)s"), start=heat.weeks[0], end=heat.weeks[-1] + timedelta(days=6))
    unit = tuple((Text(N_("Department")), one.title) for one in heat.units if one.is_current and one.value)
    return Sheet(Text(N_("Capacity")), columns, rows, ((Text(N_("Weeks")), period), *unit))
