"""When the effects of projects land: their finish in many draws, with what delays them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pupitre.impact.model.gaps import Gap
from pupitre.impact.model.rows import Hazard, Rows
from pupitre.impact.world import Floats, Project, Sample
from pupitre.maths.graph import loops, without_knots

PRECEDES = "precedes"


@dataclass(frozen=True, slots=True)
class Portfolio:
    """What the portfolio says of projects: `finish_draw`, `project_finish`, and the days that missing hands add (see `shortage`)."""

    draws: pa.Table
    finish: pa.Table
    short: Mapping[str, float]


def projects_of(rows: Rows, told: Portfolio, wanted: Collection[str]) -> tuple[tuple[Project, ...], list[Gap]]:
    """Return the projects whose finish is known, in order of key, and what is left out.

    A finish drawn from tasks knows nothing of hands that are missing: their days are added. One drawn from reports went through them.

    Args:
        rows: The small rows. told: What the portfolio says.
        wanted: Projects that have effects; those they wait for come with them.
    """
    waits = [(c.project, str(c.other)) for c in rows.constraints if c.kind == PRECEDES and c.other]
    kept = without_knots(waits)
    gaps = [Gap("project", key, "precedence_loop") for loop in loops(waits) for key in loop]
    before: dict[str, list[str]] = {}
    for first, then in kept:
        before.setdefault(then, []).append(first)
    needed = _with_those_before(wanted, before)
    finishes = _finishes(told.draws, needed, rows)
    columns = (told.finish[name].to_pylist() for name in ("project", "due_on", "method"))
    said = {key: (due, method) for key, due, method in zip(*columns, strict=True)}
    found = []
    for key in sorted(needed & rows.projects.keys()):
        due, method = said.get(key, (None, None))
        short = told.short.get(key, 0.0) if method == "tasks" else 0.0
        project = _project(rows, key, finishes.get(key), due or rows.projects[key].due_on, short)
        if project is not None:
            found.append(project)
    known = {project.key for project in found}
    return tuple(replace(one, after=tuple((key, 0.0) for key in sorted(before.get(one.key, ())) if key in known)) for one in found), gaps


def _project(rows: Rows, key: str, drawn: Floats | None, due_on: date | None, short: float) -> Project | None:
    row, over = rows.projects[key], _over_days(rows, key)
    if over is None and drawn is None:
        return None
    due = float((due_on - rows.on).days) if due_on else float("nan")
    if over is not None or drawn is None:
        return Project(key, row.unit or "", Sample(np.array([over or 0.0])), due_days=due, is_over=True)
    starts = float((row.starts_on - rows.on).days) if row.starts_on and row.starts_on > rows.on else float("nan")
    finish = Sample(np.sort(_delayed(rows, key, drawn) + short), starts)
    return Project(key, row.unit or "", finish, due_days=due, short_days=short)


def _with_those_before(wanted: Collection[str], before: Mapping[str, list[str]]) -> set[str]:
    found, level = set(wanted), list(wanted)
    while level:
        level = [one for key in level for one in before.get(key, ()) if one not in found]
        found.update(level)
    return found


def _finishes(draws: pa.Table, needed: Collection[str], rows: Rows) -> dict[str, Floats]:
    """Return the finish of each project in each draw, in days from today."""
    own = (
        draws.filter(pc.is_in(draws["project"], pa.array(sorted(needed), pa.string()))).select(["project", "finish_on"]).sort_by("project")
    )
    days = np.asarray(own["finish_on"].cast(pa.int32()), np.float64) - float(np.datetime64(rows.on, "D").astype(int))
    counts = pc.value_counts(own["project"].combine_chunks()).to_pylist()
    found, start = {}, 0
    for one in counts:
        found[one["values"]] = days[start : start + one["counts"]]
        start += one["counts"]
    return found


def _over_days(rows: Rows, key: str) -> float | None:
    """Return the day a finished project finished, from today; None when it goes on.

    The day is the finish that its last report gives when it is past, else the day of the first report that says that it is done.
    """
    if rows.life.get(key) != "done":
        return None
    reports = rows.reports.get(key, ())
    if not reports:
        return None
    last = reports[-1]
    if last.finish_on is not None and last.finish_on <= last.at:
        return float((last.finish_on - rows.on).days)
    first = next((r for r in reports if r.status == "done"), last)
    return float((first.at - rows.on).days)


def _delayed(rows: Rows, key: str, finish: Floats) -> Floats:
    """Add what announced events delay, unless a report made after the event tells it already."""
    told = rows.reports[key][-1].at if rows.reports.get(key) else None
    for hazard in rows.hazards:
        is_new = told is None or hazard.happens_on is None or hazard.happens_on > told
        if is_new and hazard.delay_days and key in (hazard.projects or ()):
            finish = finish + hazard.delay_days * _moved(rows, hazard, key, len(finish))
    return finish


def _moved(rows: Rows, hazard: Hazard, key: str, count: int) -> Floats:
    """Return 1 for the draws that an event delays: all, or those in which one of the tasks it names holds the finish."""
    shares = [rows.critical[key, task] for task in hazard.tasks or () if (key, task) in rows.critical]
    if not shares:
        return np.ones(count)
    share = max(shares)
    steps: Floats = np.floor(np.arange(1, count + 1) * share) - np.floor(np.arange(count) * share)
    return steps
