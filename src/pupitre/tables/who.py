"""Who: the company, its departments, its people and what they can do."""

from __future__ import annotations

from pupitre.kernel.text import N_
from pupitre.tables.field import Field, Table

ENTITY = Table(
    "entity",
    N_("A company or legal entity, with the currency it counts in."),
    ("key",),
    (
        Field("key", "key", N_("Code"), required=True),
        Field("name", "text", N_("Name"), required=True),
        Field("currency", "key", N_("Currency, ISO 4217")),
        Field("country", "key", N_("Country, ISO 3166")),
    ),
)
UNIT = Table(
    "unit",
    N_("A department or team, dated: one that splits keeps its history."),
    ("key",),
    (
        Field("key", "key", N_("Code"), required=True, ref="unit"),
        Field("name", "text", N_("Name"), required=True),
        Field("parent", "key", N_("Department it belongs to"), ref="unit"),
        Field("entity", "key", N_("Company it belongs to"), ref="entity"),
        Field("starts_on", "date", N_("Exists from")),
        Field("ends_on", "date", N_("Ceased on")),
        Field("aliases", "list", N_("Other spellings")),
        Field("headcount", "number", N_("People or full-time equivalents")),
        Field("site", "text", N_("Site")),
    ),
)
ALIAS = Table(
    "alias",
    N_("Another spelling or a former key of something, remembered once decided."),
    ("kind", "old"),
    (
        Field("kind", "key", N_("Kind of thing"), required=True),
        Field("old", "text", N_("As written"), required=True),
        Field("new", "key", N_("Key it stands for"), required=True),
    ),
)
PERSON = Table(
    "person",
    N_("A person, by the code or name the files use."),
    ("key",),
    (
        Field("key", "key", N_("Code"), required=True, ref="person"),
        Field("name", "text", N_("Name"), required=True),
        Field("unit", "key", N_("Department"), ref="unit"),
        Field("role", "text", N_("Role")),
        Field("is_manager", "bool", N_("Manages people")),
        Field("fte", "share", N_("Working time, as a share of full time")),
        Field("starts_on", "date", N_("Joined on")),
        Field("ends_on", "date", N_("Left on")),
        Field("email", "text", N_("E-mail address")),
    ),
)
SKILL = Table(
    "skill",
    N_("Something people know how to do."),
    ("key",),
    (Field("key", "key", N_("Code"), required=True, ref="skill"), Field("name", "text", N_("Name"), required=True)),
)
CAPACITY = Table(
    "capacity",
    N_("The hours that a skill can give in one week."),
    ("skill", "unit", "starts_on"),
    (
        Field("skill", "key", N_("Skill"), required=True, ref="skill"),
        Field("unit", "key", N_("Department"), ref="unit"),
        Field("starts_on", "date", N_("Week starting on"), required=True),
        Field("hours", "number", N_("Hours available"), unit="hours", required=True),
    ),
)
STAFFING = Table(
    "staffing",
    N_("Planned and filled posts of a department at a date."),
    ("unit", "category", "at"),
    (
        Field("unit", "key", N_("Department"), required=True, ref="unit"),
        Field("category", "text", N_("Category of posts")),
        Field("at", "date", N_("Date")),
        Field("adopted", "number", N_("Posts in the adopted budget"), unit="posts"),
        Field("planned", "number", N_("Posts planned"), unit="posts"),
        Field("actual", "number", N_("Posts filled"), unit="posts"),
    ),
)

TABLES = (ENTITY, UNIT, ALIAS, PERSON, SKILL, CAPACITY, STAFFING)
