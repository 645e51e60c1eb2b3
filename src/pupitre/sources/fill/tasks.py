"""Tasks, the links between them, with those written as lists of predecessors."""

from __future__ import annotations

import re

import pyarrow as pa
import pyarrow.compute as pc

from pupitre.kernel import N_, Place, Problem, Text
from pupitre.sources.fill.columns import Column, Rows, built, one_per_key
from pupitre.sources.fill.context import FillContext, Filled
from pupitre.sources.fill.keys import fold
from pupitre.sources.fill.references import References
from pupitre.sources.fill.words import LINK, chosen

PREDECESSOR = re.compile(
    r"""(?P<code>.+?)\s*
        (?P<kind>FS|SS|FF|SF|FD|DD|DF)?\s*
        (?:(?P<sign>[+-])\s*(?P<lag>\d+(?:[.,]\d+)?)\s*(?P<unit>[a-zA-Zé.]*))?""",
    re.VERBOSE | re.IGNORECASE,
)
DAYS = {"": 1.0, "d": 1.0, "day": 1.0, "days": 1.0, "j": 1.0, "jour": 1.0, "jours": 1.0, "w": 5.0, "week": 5.0, "weeks": 5.0, "wk": 5.0}
DAYS |= {"sem": 5.0, "semaine": 5.0, "semaines": 5.0, "s": 5.0, "h": 0.125, "hr": 0.125, "hrs": 0.125, "heure": 0.125, "heures": 0.125}
DAYS |= {"ed": 1.0, "mo": 20.0, "mois": 20.0, "month": 20.0, "months": 20.0}
"""Working days in the units that planning tools write after a lag."""


def tasks(rows: Rows, refs: References, context: FillContext) -> Filled:
    """Return tasks with their three-point durations (working days), and the links their predecessors make."""
    project, key = refs.keys("project", "project"), rows.text("code")
    likely = rows.typed("duration", "number")
    links, problems = _links(rows, context, refs.sheet, project, key)
    table = built(
        "task",
        {
            "project": project,
            "key": key,
            "name": rows.text("name"),
            "optimistic_days": rows.typed("optimistic", "number"),
            "likely_days": likely,
            "pessimistic_days": rows.typed("pessimistic", "number"),
            "starts_on": rows.typed("start", "date"),
            "due_on": rows.typed("end", "date"),
            "started_on": rows.typed("actual_start", "date"),
            "finished_on": rows.typed("actual_end", "date"),
            "progress": rows.typed("progress", "share"),
            "budget": rows.typed("budget", "money"),
            "skill": refs.keys("skill", "skill"),
            "person": refs.keys("person", "owner"),
            "effort_hours": rows.typed("hours", "number"),
            "is_milestone": rows.typed("milestone", "bool"),
            "extra": rows.extra(),
        },
        rows.source_row,
    )
    return Filled({**refs.created(), "task": table, "task_link": links}, problems)


def links(rows: Rows, refs: References, context: FillContext) -> Filled:
    """Return the links of a list; one without a kind goes from finish to start."""
    kind = pc.coalesce(chosen(rows.text("link"), LINK), pa.scalar("FS"))
    columns = {
        "project": refs.keys("project", "project"),
        "before": rows.text("before"),
        "after": rows.text("after"),
        "kind": kind,
        "lag_days": rows.typed("lag", "number"),
        "extra": rows.extra(),
    }
    return Filled({"task_link": one_per_key(built("task_link", columns, rows.source_row), ("project", "before", "after", "kind"))})


def calendars(rows: Rows, refs: References, context: FillContext) -> Filled:
    """Return the days on which each project is worked on; days off are written as they are stored, in ISO form."""
    week = pc.ascii_lower(rows.text("weekdays"))
    for sign, stored in (("x", "1"), ("-", "0")):
        week = pc.replace_substring(week, sign, stored)
    columns = {
        "project": refs.keys("project", "project"),
        "weekdays": week,
        "days_off": rows.typed("days_off", "list"),
        "extra": rows.extra(),
    }
    return Filled({"calendar": one_per_key(built("calendar", columns, rows.source_row), ("project",))})


def predecessor(text: str, known: frozenset[str]) -> tuple[str, str, float] | None:
    """Return the task, the kind of link and the lag (working days) that a planning tool writes in one cell; None when it cannot be read.

    Args:
        text: Such as `3FS+2d`, `T-12 SS - 1w`, `4`.
        known: The codes of the tasks of the project: a whole cell that is a code is that task.

    >>> predecessor("3FS+2d", frozenset({"3"}))
    ('3', 'FS', 2.0)
    """
    text = text.strip()
    if text in known:
        return text, "FS", 0.0
    match = PREDECESSOR.fullmatch(text)
    if match is None or match["code"] not in known:
        return None
    days = DAYS.get(fold(match["unit"] or ""))
    if days is None:
        return None
    lag = float((match["lag"] or "0").replace(",", ".")) * days
    return match["code"], LINK[fold(match["kind"] or "FS")], -lag if match["sign"] == "-" else lag


def _links(rows: Rows, context: FillContext, sheet: str | None, project: Column, key: Column) -> tuple[pa.Table, tuple[Problem, ...]]:
    written = rows.typed("predecessors", "list")
    known: dict[str, set[str]] = {}
    for home, code in zip(project.to_pylist(), key.to_pylist(), strict=True):
        known.setdefault(home, set()).add(code)
    codes = {home: frozenset(c for c in found if c) for home, found in known.items()}
    made: list[tuple[str, str, str, str, float, int]] = []
    problems = []
    cells = zip(project.to_pylist(), key.to_pylist(), written.to_pylist(), rows.source_row.to_pylist(), strict=True)
    for home, after, before, row in cells:
        for text in before or ():
            if not text.strip():
                continue
            link = predecessor(text, codes.get(home, frozenset()))
            if link is None:
                problems.append(_unread(text, Place(context.file, sheet, row, "predecessors")))
            else:
                made.append((home, link[0], after, link[1], link[2], row))
    columns = dict(zip(("project", "before", "after", "kind", "lag_days"), zip(*made, strict=True), strict=False)) if made else {}
    arrays = {name: pa.array(values, pa.float64() if name == "lag_days" else pa.string()) for name, values in columns.items()}
    table = built("task_link", arrays, pa.array([one[5] for one in made], pa.int64()))
    return one_per_key(table, ("project", "before", "after", "kind")), tuple(problems)


def _unread(text: str, place: Place) -> Problem:
    return Problem(
        rule="link.unreadable",
        severity="absent",
        where=place,
        found=text,
        what=Text(N_('The predecessor "%(text)s" is not a task of this project, or its lag is in a unit that is not known.'), text=text),
        mend=Text(N_("Write the code of a task of the same project, such as 12, 12FS or 12FS+2d.")),
        reason="unknown_predecessor",
    )
