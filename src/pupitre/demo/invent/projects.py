"""The portfolio: which projects there are, what they cost, where they truly stand."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from pupitre.demo.company import Company, Project
from pupitre.demo.invent.stretch import OBJECTIVE, choose_projects, give_dates
from pupitre.demo.lexicon import Row, rows
from pupitre.demo.spans import closed_months, month_end
from pupitre.demo.streams import stream

DONE_SHARE, PLANNED_SHARE, AMBER_SHARE, RED_SHARE = 0.24, 0.09, 0.15, 0.07
"""Shares of the portfolio that are over, not begun, and declared amber or red."""
LARGEST_TILT = 1.6
"""How far the sizes of projects may lean towards those at work this year, so that an axis spends what its share says."""
SMALLEST = {420: 15, 20: 5}
"""Thousands under which nobody speaks of a project, by size of company."""


def add_projects(company: Company) -> None:
    """Add the planted projects, the look-alikes that are no problem, then others up to the company's size."""
    profile, scale = company.profile, company.profile.scale
    chosen = [*_pairs(company), *_recurring(company), *_orphans(company)]
    taken = {project.name for project in chosen}
    pool = [row for row in rows("projects") if row["axis"] in scale.axes and profile.lexicon.word(row) not in taken]
    drawn = [pool[int(i)] for i in stream(profile.seed, "mix").permutation(len(pool))]
    kept = sorted(drawn, key=lambda row: row["axis"] != company.starved_axis) if scale.people > 100 else _in_turn(drawn)
    chosen += [_regular(company, row) for row in kept[: scale.projects - len(chosen)]]
    order = stream(profile.seed, "codes").permutation(len(chosen))
    prefix = "P-" if not profile.disguised else "CH" if profile.lexicon.lang == "fr" else "INI-"
    for project, number in zip(chosen, order, strict=True):
        project.code = f"{prefix}{int(number) + 1:03d}"
    company.projects = sorted(chosen, key=lambda project: project.code)
    _give_states(company)
    for project in company.projects:
        _give_dates(company, project)
    _give_budgets(company)
    _give_objectives(company)


def _in_turn(drawn: list[Row]) -> list[Row]:
    """Return projects with their axes in turn, so that a short portfolio serves them all."""
    seen: dict[str, int] = {}
    turns = []
    for row in drawn:
        seen[row["axis"]] = seen.get(row["axis"], 0) + 1
        turns.append(seen[row["axis"]])
    return [row for _, row in sorted(zip(turns, drawn, strict=True), key=lambda pair: pair[0])]


def _new(company: Company, row: Row, *, role: str, size: float, suffix: str = "", tag: str = "") -> Project:
    """Return a project of a content row, in English when the Bilbao team runs it."""
    lexicon, bilbao = company.profile.lexicon, row.get("bilbao") == "1"
    names = ("en", "en_text") if bilbao else (f"{lexicon.lang}{suffix}", f"{lexicon.lang}{suffix}_text")
    return Project(
        code="",
        name=row[names[0]],
        text=row[names[1]],
        role=company.profile.role(role),
        axis=row["axis"],
        kind=row["kind"],
        owner=company.owner(company.profile.role(role), "project", row[names[0]], bilbao=bilbao),
        size=size,
        bilbao=bilbao,
        tag=tag,
    )


def _regular(company: Company, row: Row) -> Project:
    rng = stream(company.profile.seed, "project size", row["en"])
    return _new(company, row, role=row["role"], size=float(row["size"]) * float(rng.uniform(0.85, 1.15)))


def _pairs(company: Company) -> list[Project]:
    """Return the same initiatives twice, in two departments and other words."""
    profile = company.profile
    able = [r for r in rows("pairs") if r["axis"] in profile.scale.axes and profile.role(r["role_a"]) != profile.role(r["role_b"])]
    if profile.disguised:
        able = [able[int(i)] for i in stream(profile.seed, "pairs").permutation(len(able))]
    found = []
    for number, (row, overlap) in enumerate(zip(able, company.plan.overlaps, strict=False)):
        larger = overlap * float(stream(profile.seed, "pair", number).uniform(1.1, 1.5))
        found.append(_new(company, row, role=row["role_a"], size=float(overlap), suffix="_a", tag=f"duplicate:{number}"))
        found.append(_new(company, row, role=row["role_b"], size=larger, suffix="_b", tag=f"duplicate:{number}"))
    return found


def _recurring(company: Company) -> list[Project]:
    """Return one yearly piece of work, last year's and this year's: alike, and no duplicate."""
    profile = company.profile
    able = [row for row in rows("recurring") if profile.role(row["role_a"]) != profile.role(row["role_b"])]
    row = able[int(stream(profile.seed, "recurring").integers(len(able)))] if profile.disguised else able[0]
    found = []
    for role, year in ((row["role_a"], profile.on.year - 1), (row["role_b"], profile.on.year)):
        project = _new(company, row, role=role, size=40.0 if profile.scale.people > 100 else 12.0, tag="recurring")
        project.name = project.name.format(year=year)
        project.state = "done" if year < profile.on.year else "running"
        found.append(project)
    return found


def _orphans(company: Company) -> list[Project]:
    """Return the projects that serve no objective."""
    able = [row for row in rows("projects") if row["loose"] == "1"]
    drawn = stream(company.profile.seed, "orphans").permutation(len(able))
    found = []
    for index, size in zip(drawn, company.plan.orphans, strict=False):
        project = _new(company, able[int(index)], role=able[int(index)]["role"], size=float(size), tag="orphan")
        project.axis = None
        found.append(project)
    return found


def _give_states(company: Company) -> None:
    """Say which projects are over, to come, late and said to be green, late and said so, or fine and said to be red."""
    rng = stream(company.profile.seed, "states")
    free = [p for p in company.projects if not p.tag]
    free = sorted((free[int(i)] for i in rng.permutation(len(free))), key=lambda p: str(p.axis))
    choose_projects(company, free)
    total = len(company.projects)
    for project in _spread(free, round(total * DONE_SHARE), rng):
        project.state = "done"
    for project in _spread(free, round(total * PLANNED_SHARE), rng):
        project.state = "planned"
    for project, late in zip(_spread(free, len(company.plan.late_green), rng), company.plan.late_green, strict=True):
        project.tag, project.late = "late_green", late
    for fine in _spread(free, 1, rng):
        fine.tag, fine.declared, fine.late = "red_fine", "red", int(rng.integers(-8, 6))
    for share, declared, low, high in ((AMBER_SHARE, "amber", 16, 38), (RED_SHARE, "red", 50, 100)):
        for project in _spread(free, round(total * share), rng):
            project.declared, project.late = declared, int(rng.integers(low, high))
    if company.profile.scale.people > 100:
        free[0].tag = "begun"
    for project in company.projects:
        if project.late == 0 and project.state != "planned":
            project.late = int(np.clip(rng.normal(0, 6), -12, 12))
        project.cost = float(rng.uniform(0.97, 1.04))


def _spread(free: list[Project], count: int, rng: np.random.Generator) -> list[Project]:
    """Take some projects out of a list sorted by axis, at even steps, so that every axis has its part of them."""
    count = min(count, len(free))
    first = float(rng.random())
    taken = [free[int((place + first) * len(free) / count)] for place in range(count)]
    for project in taken:
        free.remove(project)
    return taken


def _give_dates(company: Company, project: Project) -> None:
    """Give the planned start and finish; what is true follows from the lateness."""
    on, rng = company.profile.on, stream(company.profile.seed, "dates", project.name)
    length = int(rng.integers(260, 500))
    if project.tag in ("lever", "mainstay"):
        give_dates(company, project, rng)
        project.due = _working_day(project.due)
        return
    if project.tag == "recurring":
        year = int(project.name[-4:])
        project.starts, project.due = date(year, 1, 8), date(year, 12, 18)
        project.late = int(rng.integers(-4, 4)) if project.state == "running" else 0
        if project.state == "running" and (on - project.starts).days < 45:
            project.state = "planned" if on <= project.starts else "running"
        return
    if project.state == "done":
        length = int(rng.integers(150, 380))
        project.starts = on - timedelta(days=int(rng.integers(length + 60, min(1040, length + 500))))
    elif project.state == "planned":
        project.starts = on + timedelta(days=int(rng.integers(12, 120)))
    else:
        low, high = {"late_green": (0.5, 0.8), "begun": (0.06, 0.09)}.get(project.tag, (0.3, 0.85))
        if project.tag.startswith("duplicate"):
            low, high, length = 0.35, 0.5, 330 if project.role in ("quality", "sales", "production") else 400
        project.starts = on - timedelta(days=round(length * float(rng.uniform(low, high))))
    project.due = project.starts + timedelta(days=length)
    project.due = _working_day(project.due)


def _working_day(day: date) -> date:
    """Return the last working day up to a day."""
    return day - timedelta(days=max(day.weekday() - 4, 0))


def truly_done(project: Project, day: date) -> float:
    """Return the share of a project's work that is truly done on a day: straight from its start to its true finish."""
    length = (project.due - project.starts).days + project.late
    return float(np.clip((day - project.starts).days / length, 0, 1))


def _give_budgets(company: Company) -> None:
    """Scale the projects of each axis so that budgets and the money of the last twelve months both have the axis's share."""
    months = closed_months(company.profile.on, 12)
    fixed = [p for p in company.projects if p.tag in ("orphan", "recurring") or p.tag.startswith("duplicate")]
    for project in fixed:
        project.budget = round(project.size) * 1000
    total = company.profile.scale.total_budget - sum(p.budget for p in fixed if p.axis is None)
    served = [p for p in company.projects if p.axis is not None]
    year = {p.code: p.cost * (truly_done(p, month_end(months[-1])) - truly_done(p, months[0])) for p in served}
    pace = sum(p.size * year[p.code] for p in served) / sum(p.size for p in served)
    for axis in company.axes:
        free = [p for p in served if p.axis == axis.id and p not in fixed]
        if not free:
            continue
        kept = [p for p in served if p.axis == axis.id and p in fixed]
        wanted = axis.share * total - sum(p.budget for p in kept)
        spent = axis.share * total * pace - sum(p.budget * year[p.code] for p in kept)
        spending = np.array([year[p.code] for p in free])
        for project, size in zip(free, _sizes(np.array([p.size for p in free]), spending, wanted, spent), strict=True):
            project.budget = max(round(size / 1000), SMALLEST[company.profile.scale.people]) * 1000


def _sizes(sizes: np.ndarray, done: np.ndarray, wanted: float, spent: float) -> np.ndarray:
    """Return sizes that add up to `wanted`, tilted towards the projects at work until `spent` is reached.

    The tilt is a power of a common base, so no project is turned to nothing: bisection on its strength, then one common factor.
    """
    low, high = -LARGEST_TILT, LARGEST_TILT
    tilted = sizes
    for _ in range(40):
        middle = (low + high) / 2
        tilted = sizes * np.exp(middle * (done - done.mean()))
        tilted = tilted * wanted / tilted.sum()
        low, high = (middle, high) if float(tilted @ done) < spent else (low, middle)
    return tilted


def _give_objectives(company: Company) -> None:
    """Link every project but the orphans to one or two objectives of its axis."""
    for project in company.projects:
        if project.axis is None:
            continue
        rng = stream(company.profile.seed, "objectives of", project.name)
        codes = [o.code for o in company.objectives if o.axis == project.axis]
        near = [o.code for o in company.objectives if o.axis == project.axis and o.role == project.role] or codes
        first = near[int(rng.integers(len(near)))]
        if project.tag in ("lever", "mainstay"):
            first = next(o.code for o in company.objectives if o.id == OBJECTIVE)
        others = [code for code in codes if code != first]
        second = (others[int(rng.integers(len(others)))],) if others and rng.random() < 0.3 else ()
        project.objectives = (first, *second)
