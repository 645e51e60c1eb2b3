"""When the effects of projects land: their finish in many draws, with what delays them."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pupitre.impact.model.gaps import Gap
from pupitre.impact.model.rows import Hazard, Rows
from pupitre.impact.world import Floats, Project, Sample
from pupitre.maths.graph import loops, without_knots

PRECEDES = "precedes"


def projects_of(rows: Rows, draws: pa.Table, promised: pa.Table, wanted: Collection[str]) -> tuple[tuple[Project, ...], list[Gap]]:
    """Return the projects whose finish is known, in order of key, and what is left out.

    Args:
        rows: The small rows. draws: `portfolio.finish_draw`. promised: `portfolio.project_finish`, for the dates promised.
        wanted: Projects that have effects; those they wait for come with them.
    """
    waits = [(c.project, str(c.other)) for c in rows.constraints if c.kind == PRECEDES and c.other]
    kept = without_knots(waits)
    gaps = [Gap("project", key, "precedence_loop") for loop in loops(waits) for key in loop]
    before: dict[str, list[str]] = {}
    for first, then in kept:
        before.setdefault(then, []).append(first)
    needed = _with_those_before(wanted, before)
    finishes = _finishes(draws, needed, rows)
    due = dict(zip(promised["project"].to_pylist(), promised["due_on"].to_pylist(), strict=True))
    found = []
    for key in sorted(needed & rows.projects.keys()):
        over = _over_days(rows, key)
        finish = np.array([over]) if over is not None else finishes.get(key)
        if finish is None:
            continue
        day = due.get(key) or rows.projects[key].due_on
        found.append(
            Project(
                key,
                rows.projects[key].unit or "",
                Sample(np.sort(finish if over is not None else _delayed(rows, key, finish))),
                after=tuple((other, 0.0) for other in sorted(before.get(key, ()))),
                due_days=float((day - rows.on).days) if day else float("nan"),
                is_over=over is not None,
            )
        )
    known = {project.key for project in found}
    return tuple(_waiting_for(project, known) for project in found), gaps


def _waiting_for(project: Project, known: Collection[str]) -> Project:
    after = tuple(one for one in project.after if one[0] in known)
    return Project(project.key, project.group, project.finish, after, project.due_days, project.is_over)


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
