"""Where to: axes, objectives, key results, KPIs, their targets and readings."""

from __future__ import annotations

from pupitre.kernel.text import N_
from pupitre.tables.field import Field, Table

AXIS = Table(
    "axis",
    N_("A strategic axis and the weight the company declares for it."),
    ("key",),
    (
        Field("key", "key", N_("Code"), required=True, ref="axis"),
        Field("name", "text", N_("Name"), required=True),
        Field("weight", "share", N_("Declared weight")),
    ),
)
OBJECTIVE = Table(
    "objective",
    N_("What should be true by a date."),
    ("key",),
    (
        Field("key", "key", N_("Code"), required=True, ref="objective"),
        Field("name", "text", N_("Name"), required=True),
        Field("axis", "key", N_("Axis"), ref="axis"),
        Field("unit", "key", N_("Department"), ref="unit"),
        Field("owner", "key", N_("Owner"), ref="person"),
        Field("starts_on", "date", N_("Starts on")),
        Field("due_on", "date", N_("Due on")),
        Field("horizon", "choice", N_("Horizon"), choices=("short", "medium", "long")),
        Field("is_must", "bool", N_("Must be reached (otherwise aspirational)")),
        Field("status", "choice", N_("Life"), choices=("draft", "open", "reached", "missed", "dropped")),
        Field("rule", "choice", N_("Reached when"), choices=("all", "score", "count")),
        Field("threshold", "number", N_("Score to reach (0 to 1), or how many of its measures")),
        Field("description", "text", N_("Description")),
    ),
)
CASCADE = Table(
    "cascade",
    N_("An objective that serves another, with its weight."),
    ("child", "parent"),
    (
        Field("child", "key", N_("Objective that serves"), required=True, ref="objective"),
        Field("parent", "key", N_("Objective served"), required=True, ref="objective"),
        Field("weight", "share", N_("Weight among those that serve the parent")),
    ),
)
KEY_RESULT = Table(
    "key_result",
    N_("The number that tells whether an objective is reached."),
    ("key",),
    (
        Field("key", "key", N_("Code"), required=True, ref="key_result"),
        Field("objective", "key", N_("Objective"), required=True, ref="objective"),
        Field("name", "text", N_("Name")),
        Field("kpi", "key", N_("KPI"), ref="kpi"),
        Field("baseline", "number", N_("Baseline")),
        Field("target", "number", N_("Target")),
        Field("starts_on", "date", N_("Starts on")),
        Field("due_on", "date", N_("Due on")),
        Field("shape", "choice", N_("Shape of the path"), choices=("linear", "s_curve", "step")),
        Field("weight", "share", N_("Weight in the objective")),
    ),
)
KPI = Table(
    "kpi",
    N_("The definition of a number the company follows."),
    ("key",),
    (
        Field("key", "key", N_("Code"), required=True, ref="kpi"),
        Field("name", "text", N_("Name"), required=True),
        Field("parent", "key", N_("KPI it details"), ref="kpi"),
        Field("objective", "key", N_("Objective"), ref="objective"),
        Field("unit", "key", N_("Department"), ref="unit"),
        Field("owner", "key", N_("Owner"), ref="person"),
        Field("measured_in", "text", N_("Unit of the readings")),
        Field("direction", "choice", N_("Better when"), choices=("up", "down", "none")),
        Field("aggregation", "choice", N_("How readings add up over time"), choices=("last", "sum", "mean", "max", "min", "none")),
        Field("frequency", "choice", N_("Expected frequency"), choices=("day", "week", "month", "quarter", "year")),
        Field("formula", "text", N_("Formula over other KPIs")),
        Field("definition", "text", N_("Definition")),
        Field("is_critical", "bool", N_("Critical")),
        Field("category", "text", N_("Category")),
    ),
)
TARGET = Table(
    "target",
    N_("What a KPI should read over a period."),
    ("kpi", "unit", "starts_on"),
    (
        Field("kpi", "key", N_("KPI"), required=True, ref="kpi"),
        Field("unit", "key", N_("Department"), ref="unit"),
        Field("starts_on", "date", N_("From"), required=True),
        Field("ends_on", "date", N_("To (excluded)")),
        Field("value", "number", N_("Target"), required=True),
    ),
    store="bulk",
)
MEASURE = Table(
    "measure",
    N_("One reading of a KPI over a period."),
    ("kpi", "unit", "starts_on"),
    (
        Field("kpi", "key", N_("KPI"), required=True, ref="kpi"),
        Field("unit", "key", N_("Department"), ref="unit"),
        Field("starts_on", "date", N_("From"), required=True),
        Field("ends_on", "date", N_("To (excluded)"), required=True),
        Field("value", "number", N_("Reading")),
        Field("basis", "choice", N_("Read or projected"), choices=("actual", "projected")),
    ),
    store="bulk",
)
ASSUMPTION = Table(
    "assumption",
    N_("Something the plan takes for granted, with the reading that would break it."),
    ("key",),
    (
        Field("key", "key", N_("Code"), required=True, ref="assumption"),
        Field("statement", "text", N_("What is taken for granted"), required=True),
        Field("kpi", "key", N_("Reading that tells"), ref="kpi"),
        Field("holds_when", "choice", N_("Holds as long as the reading stays"), choices=("above", "below")),
        Field("threshold", "number", N_("Threshold")),
        Field("objectives", "list", N_("Objectives that rest on it"), ref="objective"),
        Field("owner", "key", N_("Owner"), ref="person"),
        Field("review_on", "date", N_("Reviewed on")),
    ),
)

TABLES = (AXIS, OBJECTIVE, CASCADE, KEY_RESULT, KPI, TARGET, MEASURE, ASSUMPTION)
