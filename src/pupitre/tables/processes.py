"""Processes: how work goes from step to step, the rules it keeps, what was done to make it better."""

from __future__ import annotations

from pupitre.kernel.text import N_
from pupitre.tables.field import Field, Table

PROCESS = Table(
    "process",
    N_("A way of working that repeats itself, case after case."),
    ("key",),
    (
        Field("key", "key", N_("Code"), required=True, ref="process"),
        Field("name", "text", N_("Name"), required=True),
        Field("unit", "key", N_("Department"), ref="unit"),
        Field("owner", "key", N_("Owner"), ref="person"),
        Field("kpis", "list", N_("KPIs that follow it"), ref="kpi"),
        Field("systems", "list", N_("Systems it runs on")),
        Field("target_days", "number", N_("Lead time promised"), unit="days"),
        Field("hour_cost", "money", N_("Cost of an hour of work")),
        Field("delay_cost", "money", N_("Cost of a day of delay for a case")),
        Field("currency", "key", N_("Currency, ISO 4217")),
        Field("work_hours", "text", N_("Working hours, such as 08:00-17:00; all day when empty")),
        Field("weekdays", "text", N_("Week, from Monday to Sunday: 1 for a working day, 0 for another")),
        Field("comment", "text", N_("Comment")),
    ),
)
EVENT = Table(
    "event",
    N_("A step done on a case, at a moment."),
    ("process", "case", "activity", "at", "copy"),
    (
        Field("process", "key", N_("Process"), required=True, ref="process"),
        Field("case", "key", N_("Case"), required=True),
        Field("activity", "key", N_("Step"), required=True),
        Field("at", "moment", N_("Ended at"), required=True),
        Field("copy", "count", N_("Number among the same steps of the case written at the same moment, from 0"), required=True),
        Field("position", "count", N_("Place in the file, which orders steps of one moment")),
        Field("start", "moment", N_("Began at")),
        Field("resource", "key", N_("Who or what did it, under a made-up code")),
        Field("unit", "key", N_("Department"), ref="unit"),
        Field("cost", "number", N_("Cost, in the currency of the company")),
        Field("attributes", "text", N_("What else the log says of the case, as JSON")),
    ),
    store="bulk",
)
PROCESS_RULE = Table(
    "process_rule",
    N_("Something that every case of a process must keep to."),
    ("process", "key"),
    (
        Field("process", "key", N_("Process"), required=True, ref="process"),
        Field("key", "key", N_("Code"), required=True),
        Field("name", "text", N_("Rule")),
        Field("kind", "choice", N_("Kind"), choices=("order", "four_eyes", "forbidden", "required", "deadline"), required=True),
        Field("first", "text", N_("Step")),
        Field("second", "text", N_("Other step")),
        Field("days", "number", N_("Within"), unit="days"),
    ),
)
IMPROVEMENT = Table(
    "improvement",
    N_("Something done to make a process better, from plan to proof."),
    ("key",),
    (
        Field("key", "key", N_("Code"), required=True, ref="improvement"),
        Field("title", "text", N_("What is done"), required=True),
        Field("process", "key", N_("Process"), ref="process"),
        Field("owner", "key", N_("Owner"), ref="person"),
        Field("stage", "choice", N_("Stage"), choices=("plan", "do", "check", "act")),
        Field("starts_on", "date", N_("In force from")),
        Field("review_on", "date", N_("Reviewed on")),
        Field("target_share", "share", N_("Change of lead time aimed at, −0.2 for a fifth less")),
        Field("applies_to", "text", N_("Where it applies, when not everywhere, as attribute=value")),
        Field("gain", "money", N_("Yearly gain declared")),
        Field("currency", "key", N_("Currency, ISO 4217")),
        Field("decision", "key", N_("Decision it carries out"), ref="decision"),
        Field("comment", "text", N_("Comment")),
    ),
)

TABLES = (PROCESS, EVENT, PROCESS_RULE, IMPROVEMENT)
