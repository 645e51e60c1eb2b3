"""Exchange files about who: departments, people, posts."""

from __future__ import annotations

from pupitre.kernel.text import N_
from pupitre.tables.exchange.declare import Column, Kind

UNITS = Kind(
    "units",
    N_("A department or team."),
    ("code",),
    (
        Column("code", "code", required=True),
        Column("name", "text", required=True),
        Column("parent", "unit"),
        Column("headcount", "number"),
        Column("site", "text"),
        Column("start", "date"),
        Column("end", "date"),
        Column("alias", "list"),
        Column("entity", "text"),
    ),
)
PEOPLE = Kind(
    "people",
    N_("A person."),
    ("id",),
    (
        Column("id", "code", required=True),
        Column("name", "text", required=True),
        Column("department", "unit"),
        Column("role", "text"),
        Column("manager", "bool"),
        Column("fte", "number"),
        Column("hired", "date"),
        Column("left", "date"),
        Column("salary", "money", personal=True),
        Column("sex", "text", personal=True),
        Column("birth", "date", personal=True),
    ),
)
STAFFING = Kind(
    "staffing",
    N_("Planned and filled posts of a department."),
    ("department",),
    (
        Column("department", "unit", required=True),
        Column("department_code", "code"),
        Column("category", "text"),
        Column("category_code", "code"),
        Column("at", "date"),
        Column("adopted", "number"),
        Column("planned", "number"),
        Column("actual", "number"),
        Column("vacancy_rate", "percent"),
    ),
    optional_key=(
        "category",
        "at",
    ),
)
CAPACITY = Kind(
    "capacity",
    N_("The hours a skill or team can give in a week."),
    (
        "skill",
        "period",
    ),
    (
        Column("skill", "text", required=True),
        Column("department", "unit"),
        Column("period", "period", required=True),
        Column("hours", "number", required=True),
    ),
    optional_key=("department",),
    wide=("hours",),
)

KINDS = (UNITS, PEOPLE, STAFFING, CAPACITY)
