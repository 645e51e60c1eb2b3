"""Which projects have a path to an objective, where somebody looked."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from pupitre.domains.strategy.analysis.weights import normalised
from pupitre.domains.strategy.inputs import Contribution, Model, Project

REVIEWED_SHARE = 0.5
"""Links count as reviewed where more than this share of the projects has one that their files declare."""
REVIEWED_COUNT = 3
"""…and where at least this many have one: two links in a list of three say nothing of a habit."""
FAMILY = 5
"""A programme with at least this many live projects is judged by itself, a smaller one with the whole portfolio."""
FORGOTTEN = timedelta(days=183)
"""A project without any report whose due date passed this long ago is taken as ended."""
ENDED = ("done", "stopped")


@dataclass(frozen=True, slots=True)
class Link:
    """A live project and its path to an objective.

    Args:
        is_linked: Whether it serves an objective that somebody declared or accepted and that is not dropped, or names a known axis.
        is_reviewed: Whether somebody said that it serves nothing, or the links of its programme, or of the portfolio, were reviewed.
        reason: `linked`, `orphan`, `only_dropped`, `mandatory`, or `not_reviewed`.
        budget: The last known budget. left: What is left of it to spend, when the spending is known.
    """

    project: Project
    is_linked: bool
    is_reviewed: bool
    reason: str
    budget: Decimal | None
    left: Decimal | None
    since: date


def live_projects(model: Model) -> list[Project]:
    """Return the projects still running: not reported done or stopped, nor forgotten long after their due date."""
    running = []
    for project in model.projects:
        report = model.reports.get(project.key)
        if report is not None and report.status in ENDED:
            continue
        if report is None and project.due_on is not None and project.due_on < model.on - FORGOTTEN:
            continue
        running.append(project)
    return running


def accepted(model: Model) -> dict[str, list[Contribution]]:
    """Return, by project, its links to known objectives that somebody declared or accepted; a link of unknown basis is declared."""
    known = {o.key for o in model.objectives}
    found: dict[str, list[Contribution]] = {}
    for link in model.contributions:
        if link.basis in ("declared", "accepted", None) and link.objective in known:
            found.setdefault(link.project, []).append(link)
    return found


def names_axis(model: Model, project: Project) -> bool:
    """Tell whether the project list itself lays a project to a known axis."""
    return any(axis.key == project.axis for axis in model.axes)


def shares(links: list[Contribution]) -> dict[str, float]:
    """Return the share of a project that serves each objective; they add up to one, or to less when the declared shares do."""
    declared = [link.share for link in links]
    weights = normalised(declared)
    part = weights.total if weights.rule == "rescaled" and weights.total < 1 else 1.0
    return {link.objective: share * part for link, share in zip(links, weights.shares, strict=True)}


def links(model: Model) -> list[Link]:
    """Return every live project with its path to an objective and whether its absence means anything."""
    linked: dict[str, list[Contribution]] = {project.key: [] for project in model.projects if names_axis(model, project)} | accepted(model)
    dropped = {o.key for o in model.objectives if o.status == "dropped"}
    running = live_projects(model)
    # Links accepted one by one say nothing of the projects that nobody looked at yet.
    declared = {key for key, its in linked.items() if not its or any(link.basis != "accepted" for link in its)}
    reviewed = _reviewed(running, declared)
    apart = {link.project for link in model.contributions if link.basis == "refused" and not link.objective}
    return [_link(model, project, linked.get(project.key, []), dropped, reviewed, is_set_apart=project.key in apart) for project in running]


def _reviewed(running: list[Project], linked: Collection[str]) -> dict[str, bool]:
    """Whether links were reviewed, by programme; the empty programme is the whole portfolio."""
    families: dict[str, list[str]] = {"": [p.key for p in running]}
    for project in running:
        if project.programme:
            families.setdefault(project.programme, []).append(project.key)
    answer = {}
    for programme, keys in families.items():
        if programme and len(keys) < FAMILY:
            continue
        count = sum(key in linked for key in keys)
        answer[programme] = count >= REVIEWED_COUNT and count > REVIEWED_SHARE * len(keys)
    return answer


def _link(
    model: Model, project: Project, its: list[Contribution], dropped: set[str], reviewed: Mapping[str, bool], *, is_set_apart: bool
) -> Link:
    is_linked = names_axis(model, project) or any(link.objective not in dropped for link in its)
    is_reviewed = is_set_apart or reviewed.get(project.programme or "", reviewed[""])
    if is_linked:
        reason = "linked"
    elif project.is_mandatory:
        reason = "mandatory"
    elif not is_reviewed:
        reason = "not_reviewed"
    else:
        reason = "only_dropped" if its else "orphan"
    report = model.reports.get(project.key)
    budget = report.budget if report is not None and report.budget is not None else project.budget
    spent = report.spent if report is not None else None
    left = max(budget - spent, Decimal(0)) if budget is not None and spent is not None else None
    starts = [day for day in (project.starts_on, model.on) if day is not None and day <= model.on]
    return Link(project, is_linked, is_reviewed, reason, budget, left, min(starts))
