"""Whether long-term objectives have near steps, and near ones a far aim."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pupitre.domains.strategy.analysis.cascade import live, services, serving
from pupitre.domains.strategy.analysis.links import accepted, live_projects
from pupitre.domains.strategy.inputs import Model, Objective
from pupitre.maths.graph import reached_from

SHORT_DAYS = 183
"""Due within about six months: short term."""
MEDIUM_DAYS = 548
"""Due within about eighteen months: medium term; later is long term."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """An objective and what ties it to the other horizon.

    Args:
        horizon: `short`, `medium`, `long`, or empty when neither the horizon nor the due date is known.
        near_count: Objectives of short or medium term that serve it. far_count: Objectives of medium or long term that it serves.
        project_count: Live projects, of it or of what serves it, due within the medium term.
        is_covered: For a long-term objective, whether something near serves it; for a short-term one, whether it serves something
            farther; None for the others, and where neither cascade nor projects are linked.
    """

    objective: str
    horizon: str
    near_count: int
    far_count: int
    project_count: int
    is_covered: bool | None


def horizon(objective: Objective, on: date) -> str:
    """Return the declared horizon of an objective, else that of its due date.

    An objective declared long when set stays long until its date says otherwise: the date wins when both are known and the date is near.
    """
    if objective.due_on is None:
        return objective.horizon or ""
    days = (objective.due_on - on).days
    by_date = "short" if days <= SHORT_DAYS else "medium" if days <= MEDIUM_DAYS else "long"
    return by_date if objective.horizon is None or by_date == "short" else objective.horizon


def coverage(model: Model) -> list[Coverage]:
    """Return the ties of every live objective between near and far."""
    objectives = live(model)
    below = serving(model)
    above: dict[str, list[str]] = {}
    for service in services(model):
        above.setdefault(service.child, []).append(service.parent)
    of = {key: horizon(o, model.on) for key, o in objectives.items()}
    near_projects = {p.key for p in live_projects(model) if p.due_on is None or (p.due_on - model.on).days <= MEDIUM_DAYS}
    working: dict[str, set[str]] = {}
    for project, its in accepted(model).items():
        for link in its:
            if project in near_projects:
                working.setdefault(link.objective, set()).add(project)
    is_tied = bool(above or working)
    found = []
    for key in objectives:
        near = sum(of[child] in ("short", "medium") for child in below[key])
        far = sum(of[parent] in ("medium", "long") for parent in reached_from(key, above) - {key})
        projects = len(set().union(*(working.get(one, set()) for one in (key, *below[key]))))
        is_covered = {"long": near + projects > 0, "short": far > 0}.get(of[key]) if is_tied else None
        if of[key] == "short" and not above:
            is_covered = None
        found.append(Coverage(key, of[key], near, far, projects, is_covered))
    return found
