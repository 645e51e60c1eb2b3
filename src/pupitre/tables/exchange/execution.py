"""Exchange files about how: projects, tasks, load, money."""

from __future__ import annotations

from pupitre.kernel.text import N_
from pupitre.tables.exchange.declare import Column, Kind

PROJECTS = Kind(
    "projects",
    N_("A project, or what was reported of it at a date."),
    ("code",),
    (
        Column("code", "code", required=True),
        Column("name", "text"),
        Column("at", "date"),
        Column("start", "date"),
        Column("end", "date"),
        Column("department", "unit"),
        Column("budget", "money"),
        Column("spent", "money"),
        Column("progress", "percent"),
        Column("owner", "text"),
        Column("status", "status"),
        Column("description", "text"),
        Column("category", "text"),
        Column("programme", "text"),
        Column("phase", "text"),
        Column("site", "list"),
        Column("client", "list"),
        Column("forecast_end", "date"),
        Column("forecast_cost", "money"),
        Column("year_budget", "money"),
        Column("year_forecast", "money"),
        Column("slip_days", "number"),
        Column("budget_change", "money"),
        Column("objective", "list"),
        Column("axis", "text"),
        Column("comment", "text"),
        Column("mandatory", "bool"),
    ),
    optional_key=("at",),
)
CONTRIBUTIONS = Kind(
    "contributions",
    N_("A project that serves an objective."),
    (
        "project",
        "objective",
    ),
    (
        Column("project", "code", required=True),
        Column("objective", "code", required=True),
        Column("share", "percent"),
    ),
)
TASKS = Kind(
    "tasks",
    N_("A task of a project."),
    (
        "project",
        "code",
    ),
    (
        Column("project", "code", required=True),
        Column("code", "code", required=True),
        Column("name", "text"),
        Column("optimistic", "number"),
        Column("duration", "number"),
        Column("pessimistic", "number"),
        Column("start", "date"),
        Column("end", "date"),
        Column("actual_start", "date"),
        Column("actual_end", "date"),
        Column("progress", "percent"),
        Column("budget", "money"),
        Column("skill", "text"),
        Column("owner", "text"),
        Column("hours", "number"),
        Column("predecessors", "list"),
        Column("milestone", "bool"),
    ),
)
LINKS = Kind(
    "links",
    N_("A task that waits for another."),
    (
        "project",
        "before",
        "after",
    ),
    (
        Column("project", "code", required=True),
        Column("before", "code", required=True),
        Column("after", "code", required=True),
        Column("link", "text"),
        Column("lag", "number"),
    ),
    optional_key=("link",),
)
ALLOCATIONS = Kind(
    "allocations",
    N_("The hours a project asks of a skill in a week."),
    (
        "project",
        "skill",
        "period",
    ),
    (
        Column("project", "code", required=True),
        Column("skill", "text", required=True),
        Column("department", "unit"),
        Column("period", "period", required=True),
        Column("hours", "number", required=True),
    ),
    optional_key=("department",),
    wide=("hours",),
)
BUDGETS = Kind(
    "budgets",
    N_("Money planned and spent by a department over a period."),
    (
        "department",
        "line",
        "period",
    ),
    (
        Column("department", "unit"),
        Column("line", "text"),
        Column("period", "period"),
        Column("planned", "money"),
        Column("actual", "money"),
        Column("committed", "money"),
        Column("landing", "money"),
        Column("project", "code"),
        Column("axis", "text"),
        Column("account", "code"),
    ),
    optional_key=("project",),
    wide=(
        "planned",
        "actual",
        "committed",
        "landing",
    ),
)
LEDGER = Kind(
    "ledger",
    N_("A line of the ledger (French FEC)."),
    (
        "journal",
        "entry",
        "line",
    ),
    (
        Column("journal", "code", required=True),
        Column("journal_name", "text"),
        Column("entry", "code", required=True),
        Column("line", "int"),
        Column("at", "date", required=True),
        Column("account", "code", required=True),
        Column("account_name", "text"),
        Column("auxiliary", "code"),
        Column("auxiliary_name", "text"),
        Column("document", "code"),
        Column("document_date", "date"),
        Column("label", "text"),
        Column("debit", "money", required=True),
        Column("credit", "money", required=True),
        Column("lettering", "text"),
        Column("lettering_date", "date"),
        Column("validated", "date"),
        Column("foreign_amount", "money"),
        Column("foreign_currency", "text"),
        Column("department", "unit"),
        Column("project", "code"),
    ),
)

KINDS = (PROJECTS, CONTRIBUTIONS, TASKS, LINKS, ALLOCATIONS, BUDGETS, LEDGER)
