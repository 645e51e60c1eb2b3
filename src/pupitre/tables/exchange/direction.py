"""Exchange files about where to: axes, objectives, KPIs."""

from __future__ import annotations

from pupitre.kernel.text import N_
from pupitre.tables.exchange.declare import Column, Kind

AXES = Kind(
    "axes",
    N_("A strategic axis."),
    ("name",),
    (
        Column("code", "code"),
        Column("name", "text", required=True),
        Column("weight", "percent"),
    ),
)
OBJECTIVES = Kind(
    "objectives",
    N_("An objective of the strategy."),
    ("code",),
    (
        Column("code", "code", required=True),
        Column("name", "text", required=True),
        Column("axis", "text"),
        Column("axis_weight", "percent"),
        Column("parent", "list"),
        Column("weight", "percent"),
        Column("department", "unit"),
        Column("owner", "text"),
        Column("start", "date"),
        Column("due", "date"),
        Column("horizon", "text"),
        Column("must", "bool"),
        Column("status", "text"),
        Column("description", "text"),
        Column("kpi", "text"),
        Column("baseline", "number"),
        Column("target", "number"),
    ),
)
KEY_RESULTS = Kind(
    "key_results",
    N_("The number that tells whether an objective is reached."),
    ("code",),
    (
        Column("code", "code", required=True),
        Column("objective", "code", required=True),
        Column("name", "text"),
        Column("kpi", "text"),
        Column("baseline", "number"),
        Column("target", "number"),
        Column("start", "date"),
        Column("due", "date"),
        Column("shape", "text"),
        Column("weight", "percent"),
    ),
)
KPIS = Kind(
    "kpis",
    N_("A KPI and its readings."),
    (
        "name",
        "period",
    ),
    (
        Column("code", "code"),
        Column("name", "text"),
        Column("period", "period"),
        Column("value", "number"),
        Column("target", "number"),
        Column("unit", "text"),
        Column("department", "unit"),
        Column("department_code", "code"),
        Column("direction", "text"),
        Column("aggregation", "text"),
        Column("frequency", "text"),
        Column("formula", "text"),
        Column("definition", "text"),
        Column("parent", "code"),
        Column("owner", "text"),
        Column("critical", "bool"),
        Column("category", "text"),
        Column("objective", "text"),
        Column("goal", "text"),
        Column("year", "int"),
        Column("month", "int"),
    ),
    wide=(
        "value",
        "target",
    ),
)
SERVICES = Kind(
    "services",
    N_("A service and the department or budget unit that carries it."),
    (
        "name",
        "unit_code",
    ),
    (
        Column("name", "text", required=True),
        Column("department", "unit"),
        Column("department_code", "code"),
        Column("unit_code", "code"),
        Column("unit_name", "text"),
        Column("raw_name", "text"),
    ),
    optional_key=("department_code",),
)

KINDS = (AXES, OBJECTIVES, KEY_RESULTS, KPIS, SERVICES)
