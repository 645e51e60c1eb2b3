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

TABLES = (DECISION, ACTION, RISK, SUPPLIER)
