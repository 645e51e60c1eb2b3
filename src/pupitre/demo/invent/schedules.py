"""The tasks of every project, their links, and how far they got."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import numpy as np

from pupitre.demo.company import Company, Link, Project, Skill, Task
from pupitre.demo.lexicon import Row, rows
from pupitre.demo.streams import stream

LINKS_PER_TASK = 1700 / 1150
MARGIN = 0.97
"""Share of the planned time that the tasks of a project in order take: a plan keeps a little in hand."""
LOW, LIKELY, HIGH = 0.9, 0.97, 1.14
"""Three-point durations around the true one; their mean is the true one."""
SKILLS_OF = {
    "digital": ("data", "systems", "change"),
    "product": ("mechanics", "electronics", "embedded", "tests", "quality"),
    "industrial": ("methods", "automation", "maintenance", "purchasing"),
    "organisation": ("change", "quality", "methods", "purchasing"),
}


def add_skills(company: Company) -> None:
    """Add the skills that projects ask for."""
    small = company.profile.scale.people < 100
    for row in rows("skills"):
        people = max(1, round(int(row["people"]) / 8)) if small else int(row["people"])
        company.skills.append(Skill(row["id"], company.profile.lexicon.word(row), company.profile.role(row["role"]), people))


def add_schedules(company: Company) -> None:
    """Add tasks and links to every project."""
    for project in company.projects:
        listed = [row for row in rows("tasks") if row["kind"] == project.kind]
        rng = stream(company.profile.seed, "tasks", project.name)
        arcs = _arcs(listed, rng)
        on_time = project.late < 42
        days = _durations(listed, arcs, _working_days(project.starts, project.due) * (MARGIN if on_time else 1.0), rng)
        company.tasks += _tasks(company, project, listed, days, _earliest(days, arcs), rng)
        company.links += [Link(project.code, f"T{a + 1:02d}", f"T{b + 1:02d}", kind, lag) for a, b, kind, lag in arcs]


Arc = tuple[int, int, str, int]


def _working_days(start: date, end: date) -> int:
    return int(np.busday_count(start, end)) + 1


def _arcs(listed: list[Row], rng: np.random.Generator) -> list[Arc]:
    """Return links between tasks, always forward: phases follow each other, some tasks of a phase overlap."""
    phases: dict[str, list[int]] = {}
    for index, row in enumerate(listed):
        phases.setdefault(row["phase"], []).append(index)
    arcs: dict[tuple[int, int], tuple[str, int]] = {}
    before: list[int] = []
    for members in phases.values():
        for last in before:
            arcs[last, members[0]] = ("FS", 0)
        ends = [members[0]]
        for earlier, later in pairwise(members):
            draw = rng.random()
            if draw < 0.45:
                arcs[earlier, later] = ("FS", int(rng.integers(0, 3)) if rng.random() < 0.2 else 0)
                ends = [*ends[:-1], later]
            elif draw < 0.75:
                arcs[members[0], later] = ("FS", 0)
                ends.append(later)
            else:
                arcs[earlier, later] = ("SS", int(rng.integers(1, 4)))
                ends.append(later)
        before = ends
    wanted = round(len(listed) * LINKS_PER_TASK)
    while len(arcs) < wanted:
        first = int(rng.integers(0, len(listed) - 6))
        later = first + int(rng.integers(3, 8))
        if later < len(listed):
            arcs.setdefault((first, later), ("FF" if rng.random() < 0.1 else "FS", 0))
    return [(a, b, kind, lag) for (a, b), (kind, lag) in sorted(arcs.items())]


def _earliest(days: np.ndarray, arcs: list[Arc]) -> np.ndarray:
    """Return the earliest start of each task in working days, tasks being in an order that follows the links."""
    start = np.zeros(len(days))
    for before, after, kind, lag in sorted(arcs, key=lambda arc: arc[1]):
        if kind == "FS":
            floor = start[before] + days[before] + lag
        elif kind == "SS":
            floor = start[before] + lag
        else:
            floor = start[before] + days[before] + lag - days[after]
        start[after] = max(start[after], floor)
    return start


def _durations(listed: list[Row], arcs: list[Arc], length: float, rng: np.random.Generator) -> np.ndarray:
    """Return durations in half days such that the whole takes the length given."""
    days = rng.uniform(4, 14, len(listed))
    for _ in range(6):
        makespan = float((_earliest(days, arcs) + days).max())
        days = np.maximum(np.round(days * length / makespan * 2) / 2, 0.5)
    return days


def _tasks(
    company: Company, project: Project, listed: list[Row], days: np.ndarray, starts: np.ndarray, rng: np.random.Generator
) -> list[Task]:
    """Return the tasks with their planned dates, and the true ones as far as today."""
    on = company.profile.on
    planned_length = (project.due - project.starts).days
    stretch = 1.0 if project.state == "planned" else (planned_length + project.late) / planned_length
    skills = {skill.id: skill.name for skill in company.skills}
    wanted = SKILLS_OF[project.kind]
    lang = "en" if project.bilbao else company.profile.lexicon.lang
    share = days / days.sum()
    found = []
    for index, row in enumerate(listed):
        plan = (_day(project.starts, starts[index]), _day(project.starts, starts[index] + days[index] - 0.5))
        true_days = days[index] * stretch
        began, ended = _day(project.starts, starts[index] * stretch), _day(project.starts, (starts[index] + days[index]) * stretch - 0.5)
        actual, progress = _so_far(began, ended, on, over=project.state == "done")
        found.append(
            Task(
                project=project.code,
                code=f"T{index + 1:02d}",
                name=row[lang],
                days=(_half(true_days * LOW), _half(true_days * LIKELY), _half(true_days * HIGH)),
                planned=plan,
                actual=actual,
                progress=progress,
                skill=skills[wanted[int(rng.integers(len(wanted)))]],
                budget=round(project.budget * float(share[index]) / 100) * 100,
            )
        )
    return found


def _so_far(began: date, ended: date, on: date, *, over: bool) -> tuple[tuple[date | None, date | None], float]:
    """Return the true dates known today and the progress of the task."""
    if ended < on or over:
        return (began, min(ended, on - timedelta(days=1))), 1.0
    if began >= on:
        return (None, None), 0.0
    length = max(_working_days(began, ended), 1)
    return (began, None), min(round((_working_days(began, on) - 1) / length * 20) / 20, 0.95)


def _half(days: float) -> float:
    return max(round(days * 2) / 2, 0.5)


def _day(start: date, offset: float) -> date:
    """Return the working day that lies a number of working days after another."""
    moved = np.busday_offset(np.datetime64(start), int(offset + 1e-9), roll="forward")
    return moved.astype(date)  # type: ignore[no-any-return]  # numpy gives the date as Any
