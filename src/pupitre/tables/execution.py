"""How: programmes, projects, their reports, tasks, money and load."""

from __future__ import annotations

from pupitre.kernel.text import N_
from pupitre.tables.field import Field, Table

STATUSES = ("green", "amber", "red", "done", "not_started", "stopped")

PROGRAMME = Table(
    "programme",
    N_("A family of projects run together."),
    ("key",),
    (
        Field("key", "key", N_("Code"), required=True, ref="programme"),
        Field("name", "text", N_("Name"), required=True),
        Field("owner", "key", N_("Owner"), ref="person"),
    ),
)
PROJECT = Table(
    "project",
    N_("Work with dates and a budget, that serves objectives."),
    ("key",),
    (
        Field("key", "key", N_("Code"), required=True, ref="project"),
        Field("name", "text", N_("Name"), required=True),
        Field("description", "text", N_("Description")),
        Field("unit", "key", N_("Department"), ref="unit"),
        Field("owner", "key", N_("Owner"), ref="person"),
        Field("programme", "key", N_("Programme"), ref="programme"),
        Field("axis", "key", N_("Axis, as the project list names it"), ref="axis"),
        Field("category", "text", N_("Category")),
        Field("clients", "list", N_("Departments it is done for"), ref="unit"),
        Field("sites", "list", N_("Sites")),
        Field("starts_on", "date", N_("Starts on")),
        Field("due_on", "date", N_("Due on, as planned")),
        Field("budget", "money", N_("Budget")),
        Field("currency", "key", N_("Currency, ISO 4217")),
        Field("is_mandatory", "bool", N_("Mandatory")),
    ),
)
PROJECT_REPORT = Table(
    "project_report",
    N_("What was said of a project at a date; the history is the series of them."),
    ("project", "at"),
    (
        Field("project", "key", N_("Project"), required=True, ref="project"),
        Field("at", "date", N_("Reported on"), required=True),
        Field("status", "choice", N_("Declared status"), choices=STATUSES),
        Field("status_text", "text", N_("Status as written")),
        Field("phase", "text", N_("Phase")),
        Field("progress", "share", N_("Progress declared")),
        Field("finish_on", "date", N_("Finish forecast")),
        Field("budget", "money", N_("Budget at that date")),
        Field("spent", "money", N_("Spent so far")),
        Field("forecast_cost", "money", N_("Cost forecast at completion")),
        Field("period_budget", "money", N_("Budget of the current year")),
        Field("period_forecast", "money", N_("Forecast of the current year")),
        Field("currency", "key", N_("Currency, ISO 4217")),
        Field("slip_days", "number", N_("Days of slip published with the report"), unit="days"),
        Field("budget_change", "money", N_("Budget change published with the report")),
        Field("comment", "text", N_("Comment")),
    ),
)
CONTRIBUTION = Table(
    "contribution",
    N_("A project that serves an objective."),
    ("project", "objective"),
    (
        Field("project", "key", N_("Project"), required=True, ref="project"),
        Field("objective", "key", N_("Objective"), required=True, ref="objective"),
        Field("share", "share", N_("Share of the project that serves it")),
        Field("basis", "choice", N_("Who says so"), choices=("declared", "proposed", "accepted", "refused")),
    ),
)
TASK = Table(
    "task",
    N_("A piece of a project with a three-point duration."),
    ("project", "key"),
    (
        Field("project", "key", N_("Project"), required=True, ref="project"),
        Field("key", "key", N_("Code"), required=True, ref="task"),
        Field("name", "text", N_("Name")),
        Field("optimistic_days", "number", N_("Shortest duration"), unit="working days"),
        Field("likely_days", "number", N_("Likely duration"), unit="working days"),
        Field("pessimistic_days", "number", N_("Longest duration"), unit="working days"),
        Field("starts_on", "date", N_("Planned start")),
        Field("due_on", "date", N_("Planned finish")),
        Field("started_on", "date", N_("Started on")),
        Field("finished_on", "date", N_("Finished on")),
        Field("progress", "share", N_("Progress")),
        Field("budget", "money", N_("Budget")),
        Field("skill", "key", N_("Skill it needs"), ref="skill"),
        Field("person", "key", N_("Person in charge"), ref="person"),
        Field("effort_hours", "number", N_("Work"), unit="hours"),
        Field("is_milestone", "bool", N_("Milestone")),
    ),
)
TASK_LINK = Table(
    "task_link",
    N_("A task that waits for another of the same project."),
    ("project", "before", "after", "kind"),
    (
        Field("project", "key", N_("Project"), required=True, ref="project"),
        Field("before", "key", N_("Task that comes first"), required=True, ref="task"),
        Field("after", "key", N_("Task that waits"), required=True, ref="task"),
        Field("kind", "choice", N_("Kind of link"), choices=("FS", "SS", "FF", "SF"), required=True),
        Field("lag_days", "number", N_("Lag"), unit="working days"),
    ),
)
CALENDAR = Table(
    "calendar",
    N_("The days on which a project is worked on; those of the company when no project is named."),
    ("project",),
    (
        Field("project", "key", N_("Project"), ref="project"),
        Field("weekdays", "text", N_("Week, from Monday to Sunday: 1 for a working day, 0 for another")),
        Field("days_off", "list", N_("Days off")),
    ),
)
ALLOCATION = Table(
    "allocation",
    N_("The hours of a skill that a project asks for in one week."),
    ("project", "skill", "unit", "starts_on"),
    (
        Field("project", "key", N_("Project"), required=True, ref="project"),
        Field("skill", "key", N_("Skill"), required=True, ref="skill"),
        Field("unit", "key", N_("Department"), ref="unit"),
        Field("starts_on", "date", N_("Week starting on"), required=True),
        Field("hours", "number", N_("Hours asked"), unit="hours", required=True),
    ),
)
BUDGET_LINE = Table(
    "budget_line",
    N_("Money planned, committed and expected for a department, an axis or a project over a period."),
    ("unit", "project", "line", "starts_on"),
    (
        Field("unit", "key", N_("Department"), ref="unit"),
        Field("project", "key", N_("Project"), ref="project"),
        Field("line", "text", N_("Budget line")),
        Field("starts_on", "date", N_("From"), required=True),
        Field("ends_on", "date", N_("To (excluded)"), required=True),
        Field("axis", "key", N_("Axis"), ref="axis"),
        Field("account", "key", N_("Ledger account")),
        Field("planned", "money", N_("Budget")),
        Field("committed", "money", N_("Committed")),
        Field("actual", "money", N_("Actual, as the budget file says")),
        Field("landing", "money", N_("Forecast at completion, as the budget file says")),
        Field("currency", "key", N_("Currency, ISO 4217")),
    ),
)
LEDGER_ENTRY = Table(
    "ledger_entry",
    N_("One line of the ledger (French FEC)."),
    ("journal", "entry", "line"),
    (
        Field("journal", "key", N_("Journal"), required=True),
        Field("entry", "key", N_("Entry number"), required=True),
        Field("line", "count", N_("Line of the entry"), required=True),
        Field("at", "date", N_("Accounting date"), required=True),
        Field("account", "key", N_("Account"), required=True),
        Field("account_name", "text", N_("Account name")),
        Field("label", "text", N_("Label")),
        Field("document", "key", N_("Document")),
        Field("debit", "money", N_("Debit"), required=True),
        Field("credit", "money", N_("Credit"), required=True),
        Field("currency", "key", N_("Currency, ISO 4217")),
        Field("unit", "key", N_("Department (analytical section)"), ref="unit"),
        Field("project", "key", N_("Project (analytical code)"), ref="project"),
    ),
    store="bulk",
)
EFFECT = Table(
    "effect",
    N_("What a project, a decision, a treatment or a risk is expected to change in a KPI, in the KPI's own unit, with its sign."),
    ("source_kind", "source", "kpi", "unit"),
    (
        Field("source_kind", "choice", N_("Kind of what acts"), choices=("project", "decision", "treatment", "risk"), required=True),
        Field("source", "key", N_("Project, decision, treatment or risk that acts"), required=True),
        Field("kpi", "key", N_("KPI that moves"), required=True, ref="kpi"),
        Field("unit", "key", N_("Department where it moves, when not everywhere"), ref="unit"),
        Field("low", "number", N_("Effect, low")),
        Field("likely", "number", N_("Effect, likely"), required=True),
        Field("high", "number", N_("Effect, high")),
        Field("ramp_days", "number", N_("Days from the landing to the full effect"), unit="days"),
        Field("decay_share", "share", N_("Share lost each year after")),
        Field("starts_on", "date", N_("Lands on, when the finish of the project does not say")),
        Field("basis", "choice", N_("Who says so"), choices=("declared", "measured")),
    ),
)
MODE = Table(
    "mode",
    N_("Another way to run a project: more people, other scope, later."),
    ("project", "key"),
    (
        Field("project", "key", N_("Project"), required=True, ref="project"),
        Field("key", "key", N_("Code"), required=True, ref="mode"),
        Field("name", "text", N_("Name"), required=True),
        Field("cost", "money", N_("Cost more or less than as it runs")),
        Field("currency", "key", N_("Currency, ISO 4217")),
        Field("days", "number", N_("Days later or sooner"), unit="days"),
        Field("hours_share", "share", N_("Share of the hours asked today")),
        Field("effect_share", "share", N_("Share of the effects expected today")),
    ),
)
LIMIT = Table(
    "limit",
    N_("What may not be passed over a period."),
    ("key",),
    (
        Field("key", "key", N_("Code"), required=True, ref="limit"),
        Field(
            "kind", "choice", N_("What is limited"), choices=("budget", "skill_hours", "carbon", "change_load", "projects"), required=True
        ),
        Field("skill", "key", N_("Skill"), ref="skill"),
        Field("unit", "key", N_("Department"), ref="unit"),
        Field("starts_on", "date", N_("From")),
        Field("ends_on", "date", N_("To (excluded)")),
        Field("value", "number", N_("Most allowed"), required=True),
    ),
)
CONSTRAINT = Table(
    "constraint",
    N_("What the choice of projects must respect."),
    ("kind", "project", "other"),
    (
        Field("kind", "choice", N_("Kind"), choices=("precedes", "excludes", "mandatory"), required=True),
        Field("project", "key", N_("Project"), required=True, ref="project"),
        Field("other", "key", N_("Other project"), ref="project"),
    ),
)

TABLES = (
    PROGRAMME,
    PROJECT,
    PROJECT_REPORT,
    CONTRIBUTION,
    TASK,
    TASK_LINK,
    CALENDAR,
    ALLOCATION,
    BUDGET_LINE,
    LEDGER_ENTRY,
    EFFECT,
    MODE,
    LIMIT,
    CONSTRAINT,
)
