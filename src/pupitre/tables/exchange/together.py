"""Exchange files about decisions, actions, risks, suppliers."""

from __future__ import annotations

from pupitre.kernel.text import N_
from pupitre.tables.exchange.declare import Column, Kind

DECISIONS = Kind(
    "decisions",
    N_("A decision."),
    ("code",),
    (
        Column("code", "code", required=True),
        Column("title", "text", required=True),
        Column("owner", "text"),
        Column("department", "unit"),
        Column("decided", "date"),
        Column("due", "date"),
        Column("review", "date"),
        Column("status", "text"),
        Column("choice", "text"),
        Column("kpi", "text"),
        Column("expected", "number"),
        Column("cost", "money"),
        Column("comment", "text"),
    ),
)
ACTIONS = Kind(
    "actions",
    N_("An action."),
    ("code",),
    (
        Column("code", "code", required=True),
        Column("title", "text", required=True),
        Column("owner", "text"),
        Column("department", "unit"),
        Column("decision", "code"),
        Column("decided", "date"),
        Column("due", "date"),
        Column("done", "bool"),
        Column("done_on", "date"),
        Column("blocked_since", "date"),
        Column("blocked_by", "text"),
        Column("comment", "text"),
    ),
)
RISKS = Kind(
    "risks",
    N_("A risk."),
    ("code",),
    (
        Column("code", "code", required=True),
        Column("title", "text", required=True),
        Column("department", "unit"),
        Column("owner", "text"),
        Column("due", "date"),
        Column("probability", "percent"),
        Column("impact", "int"),
    ),
)
SUPPLIERS = Kind(
    "suppliers",
    N_("A supplier."),
    ("siret",),
    (
        Column("siret", "code", required=True),
        Column("name", "text", required=True),
        Column("amount", "money"),
        Column("critical", "bool"),
        Column("since", "date"),
    ),
)

KINDS = (DECISIONS, ACTIONS, RISKS, SUPPLIERS)
