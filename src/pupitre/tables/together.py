"""Together: decisions, actions, and what the company is exposed to."""

from __future__ import annotations

from pupitre.kernel.text import N_
from pupitre.tables.field import Field, Table

DECISION = Table(
    "decision",
    N_("A choice made, with what it was expected to change."),
    ("key",),
    (
        Field("key", "key", N_("Code"), required=True, ref="decision"),
        Field("title", "text", N_("Question decided"), required=True),
        Field("unit", "key", N_("Department"), ref="unit"),
        Field("owner", "key", N_("Owner"), ref="person"),
        Field("decided_on", "date", N_("Decided on")),
        Field("due_on", "date", N_("Due on")),
        Field("review_on", "date", N_("Reviewed on")),
        Field("status", "choice", N_("Life"), choices=("open", "decided", "done", "dropped")),
        Field("choice", "text", N_("Option chosen")),
        Field("starts_on", "date", N_("In force from")),
        Field("applies_to", "list", N_("Departments or lines where it applies, when not everywhere"), ref="unit"),
        Field("kpi", "key", N_("KPI expected to move"), ref="kpi"),
        Field("expected_low", "number", N_("Expected effect, low")),
        Field("expected_likely", "number", N_("Expected effect, likely")),
        Field("expected_high", "number", N_("Expected effect, high")),
        Field("cost", "money", N_("Cost")),
        Field("currency", "key", N_("Currency, ISO 4217")),
        Field("finding", "key", N_("Finding it answers")),
        Field("comment", "text", N_("Comment")),
    ),
)
ACTION = Table(
    "action",
    N_("Something one person must do by a date."),
    ("key",),
    (
        Field("key", "key", N_("Code"), required=True, ref="action"),
        Field("title", "text", N_("What to do"), required=True),
        Field("owner", "key", N_("Owner"), ref="person"),
        Field("unit", "key", N_("Department"), ref="unit"),
        Field("decision", "key", N_("Decision it carries out"), ref="decision"),
        Field("decided_on", "date", N_("Decided on")),
        Field("due_on", "date", N_("Due on")),
        Field("is_done", "bool", N_("Done")),
        Field("done_on", "date", N_("Done on")),
        Field("blocked_on", "date", N_("Blocked since")),
        Field("blocked_by", "text", N_("What it waits for")),
        Field("finding", "key", N_("Finding it answers")),
        Field("comment", "text", N_("Comment")),
    ),
)
RISK = Table(
    "risk",
    N_("Something that may happen and what it would cost."),
    ("key",),
    (
        Field("key", "key", N_("Code"), required=True, ref="risk"),
        Field("title", "text", N_("Risk"), required=True),
        Field("unit", "key", N_("Department"), ref="unit"),
        Field("owner", "key", N_("Owner"), ref="person"),
        Field("likelihood", "share", N_("Likelihood over a year")),
        Field("consequence", "number", N_("Consequence, on the company's scale")),
        Field("due_on", "date", N_("Treatment due on")),
    ),
)
HAZARD = Table(
    "hazard",
    N_("Something that has happened or is announced, with what it delays or costs."),
    ("key",),
    (
        Field("key", "key", N_("Code"), required=True, ref="hazard"),
        Field("title", "text", N_("What happens"), required=True),
        Field("happens_on", "date", N_("Happens on")),
        Field("projects", "list", N_("Projects it delays"), ref="project"),
        Field("tasks", "list", N_("Tasks it delays, all those open when empty"), ref="task"),
        Field("delay_days", "number", N_("Delay"), unit="days"),
        Field("cost", "money", N_("Cost")),
        Field("currency", "key", N_("Currency, ISO 4217")),
        Field("supplier", "key", N_("Supplier it comes from"), ref="supplier"),
        Field("owner", "key", N_("Owner"), ref="person"),
        Field("comment", "text", N_("Comment")),
    ),
)
COMMENT = Table(
    "comment",
    N_("What somebody noted about a thing, on a date of its life."),
    ("kind", "subject", "at"),
    (
        Field("kind", "key", N_("Kind of thing"), required=True),
        Field("subject", "key", N_("Code of the thing"), required=True),
        Field("at", "moment", N_("Noted at"), required=True),
        Field("by", "text", N_("Noted by")),
        Field("on", "date", N_("Date it speaks of")),
        Field("text", "text", N_("Note"), required=True),
    ),
)
SUPPLIER = Table(
    "supplier",
    N_("A company that sells to ours."),
    ("key",),
    (
        Field("key", "key", N_("SIRET or code"), required=True, ref="supplier"),
        Field("name", "text", N_("Name"), required=True),
        Field("amount", "money", N_("Yearly amount")),
        Field("currency", "key", N_("Currency, ISO 4217")),
        Field("is_critical", "bool", N_("Critical")),
        Field("since_on", "date", N_("Supplier since")),
    ),
)

TABLES = (DECISION, ACTION, RISK, HAZARD, COMMENT, SUPPLIER)
