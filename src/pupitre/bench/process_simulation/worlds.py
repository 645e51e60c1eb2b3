"""Workplaces of different shapes, each with a change whose effect their own play tells."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from pupitre.bench.process_simulation.workshop import Draws, Job, Workshop, week
from pupitre.maths.process.simulation import Changes

DAY_SHIFT, EARLY, LATE, ALWAYS = week(5, 8, 17), week(5, 6, 14), week(5, 14, 22), week(7, 0, 24)


@dataclass(frozen=True, slots=True)
class World:
    """A workplace, the same changed, and the change as the simulation is asked for it, from the names of its teams by step.

    Args:
        name: What it is. shop, changed: Before and after. asked: The change, given the team of each step.
        weak: Why the simulation cannot be right here, empty when it should.
    """

    name: str
    shop: Workshop
    changed: Workshop
    asked: Callable[[dict[str, str], dict[str, int]], Changes]
    weak: str = ""


def people(prefix: str, count: int) -> tuple[str, ...]:
    """Return made-up names."""
    return tuple(f"{prefix}{at}" for at in range(count))


def _shifts(hours: Sequence[bool], *teams: tuple[str, ...]) -> dict[str, Sequence[bool]]:
    return {name: hours for team in teams for name in team}


def _more(step: str, extra: int = 1) -> Callable[[dict[str, str], dict[str, int]], Changes]:
    return lambda team, size: Changes(capacity={team[step]: size[team[step]] + extra})


def _quicker(step: str, factor: float) -> Callable[[dict[str, str], dict[str, int]], Changes]:
    return lambda team, size: Changes(duration={step: factor})


def _with(shop: Workshop, step: str, job: Job, hours: Sequence[bool] = DAY_SHIFT) -> Workshop:
    shifts = dict(shop.shifts) | {name: hours for name in job.people if name not in shop.shifts}
    return replace(shop, jobs={**shop.jobs, step: job}, shifts=shifts)


def office() -> World:
    """Return three teams by department, in office hours; dear files are checked again."""
    clerks, experts, chief = people("clerk", 4), people("expert", 5), people("chief", 2)
    units = {**dict.fromkeys(clerks, "DESK"), **dict.fromkeys(experts, "STUDY"), **dict.fromkeys(chief, "HEAD")}

    def way(kind: str, draws: Draws) -> Sequence[str | tuple[str, ...]]:
        steps: list[str | tuple[str, ...]] = ["register"]
        while True:
            steps += ["study", "check"]
            if draws.random() > (0.35 if kind == "dear" else 0.08):
                return [*steps, "sign"] if kind == "dear" else steps

    jobs = {
        "register": Job(clerks, 0.5),
        "study": Job(experts, 1.6, factor={"dear": 1.5}),
        "check": Job(chief, 0.35),
        "sign": Job(chief, 0.3),
    }
    shop = Workshop(jobs, _shifts(DAY_SHIFT, clerks, experts, chief), way, 0.62, DAY_SHIFT, {"dear": 0.3, "cheap": 0.7}, department=units)
    more = people("expert", 6)
    changed = replace(_with(shop, "study", replace(jobs["study"], people=more)), department={**units, "expert5": "STUDY"})
    return World("office with rework", shop, changed, _more("study"))


def hospital() -> World:
    """Return a ward that never closes, with tests done side by side by day teams and a discharge that waits for a letter."""
    nurses, lab, images, doctors = people("nurse", 3), people("lab", 3), people("image", 3), people("doctor", 3)

    def way(kind: str, draws: Draws) -> Sequence[str | tuple[str, ...]]:
        tests: tuple[str, ...] = ("blood", "scan") if draws.random() < 0.6 else ("blood",)
        return ["admit", tests if len(tests) > 1 else tests[0], "visit", "discharge"]

    jobs = {
        "admit": Job(nurses, 0.6),
        "blood": Job(lab, 0.8),
        "scan": Job(images, 1.2),
        "visit": Job(doctors, 0.9),
        "discharge": Job(nurses, 0.4, wait=5.0),
    }
    shifts = {**_shifts(ALWAYS, nurses, doctors), **_shifts(week(7, 7, 20), lab, images)}
    shop = Workshop(jobs, shifts, way, 0.62, ALWAYS)
    changed = _with(shop, "blood", replace(jobs["blood"], hours=0.4))
    return World("hospital ward day and night", shop, changed, _quicker("blood", 0.5))


def freight() -> World:
    """Return a depot of two shifts where lorries bring 12 parcels at once."""
    dock, sort, load = people("dock", 3), people("sort", 2), people("load", 2)

    def way(kind: str, draws: Draws) -> Sequence[str | tuple[str, ...]]:
        return ["unload", "sort", "load"] if draws.random() < 0.9 else ["unload", "sort", "repack", "sort", "load"]

    jobs = {"unload": Job(dock, 0.2), "sort": Job(sort, 0.22), "repack": Job(dock, 0.4), "load": Job(load, 0.2)}
    hours = week(5, 6, 22)
    shop = Workshop(jobs, _shifts(hours, dock, sort, load), way, 0.17, hours, batch=12)
    more = people("sort", 3)
    return World("depot fed by lorries", shop, _with(shop, "sort", replace(jobs["sort"], people=more), hours), _more("sort"))


def shared() -> World:
    """Return six people who do three steps, without departments in the log."""
    crew, boss = people("crew", 6), people("boss", 1)

    def way(kind: str, draws: Draws) -> Sequence[str | tuple[str, ...]]:
        return ["open", "fill", "approve", "send"] if draws.random() < 0.8 else ["open", "fill", "approve", "fill", "approve", "send"]

    jobs = {"open": Job(crew, 0.4), "fill": Job(crew, 1.5), "approve": Job(boss, 0.25), "send": Job(crew, 0.3)}
    shop = Workshop(jobs, _shifts(DAY_SHIFT, crew, boss), way, 0.56, DAY_SHIFT)
    more = people("crew", 7)
    changed = shop
    for step in ("open", "fill", "send"):
        changed = _with(changed, step, replace(jobs[step], people=more))
    return World("one crew for three steps", shop, changed, _more("fill"))


def supplier() -> World:
    """Return purchases that wait days for a supplier, with heavy tails."""
    buyers, store = people("buyer", 3), people("store", 2)

    def way(kind: str, draws: Draws) -> Sequence[str | tuple[str, ...]]:
        return ["ask", "order", "receive", "pay"]

    jobs = {
        "ask": Job(buyers, 0.7),
        "order": Job(buyers, 0.5, wait=20.0, wait_spread=0.8),
        "receive": Job(store, 0.6, wait=120.0, wait_spread=0.9),
        "pay": Job(buyers, 0.2, wait=40.0),
    }
    shop = Workshop(jobs, _shifts(DAY_SHIFT, buyers, store), way, 0.7, DAY_SHIFT)
    changed = _with(shop, "receive", replace(jobs["receive"], wait=60.0))
    return World("suppliers that take days", shop, changed, lambda team, size: Changes(delay={"receive": 0.5}))


def busy() -> World:
    """Return one desk busy 90 % of the time: its queue of one month says little of the next."""
    desk = people("desk", 1)

    def way(kind: str, draws: Draws) -> Sequence[str | tuple[str, ...]]:
        return ["serve"]

    jobs = {"serve": Job(desk, 0.40, 0.6)}
    shop = Workshop(jobs, _shifts(DAY_SHIFT, desk), way, 0.40 * float(np.exp(0.18)) / 0.88, DAY_SHIFT)
    return World("a desk nearly always busy", shop, _with(shop, "serve", replace(jobs["serve"], hours=0.34)), _quicker("serve", 0.85))


def nights() -> World:
    """Return a workshop of two crews, one early and one late, that hand over unfinished cases."""
    early, late, test = people("early", 3), people("late", 3), people("test", 2)

    def way(kind: str, draws: Draws) -> Sequence[str | tuple[str, ...]]:
        steps: list[str | tuple[str, ...]] = ["mill", "paint", "test"]
        return steps if draws.random() > 0.12 else ["mill", "paint", "test", "paint", "test"]

    jobs = {"mill": Job(early, 1.5), "paint": Job(late, 1.25), "test": Job(test, 0.7)}
    shifts = {**_shifts(EARLY, early), **_shifts(LATE, late), **_shifts(DAY_SHIFT, test)}
    units = {**dict.fromkeys(early, "MILL"), **dict.fromkeys(late, "PAINT"), **dict.fromkeys(test, "TEST")}
    shop = Workshop(jobs, shifts, way, 0.65, EARLY, department=units)
    wide = week(5, 14, 24)
    changed = replace(shop, shifts={**shifts, **_shifts(wide, late)})
    return World("two shifts and a test bench", shop, changed, lambda team, size: Changes(hours={team["paint"]: wide}))


def urgent() -> World:
    """Return a team where one case in five goes first."""
    crew = people("crew", 4)

    def way(kind: str, draws: Draws) -> Sequence[str | tuple[str, ...]]:
        return ["sort", "treat"]

    jobs = {"sort": Job(crew, 0.2), "treat": Job(crew, 1.3, 0.8)}
    shop = Workshop(jobs, _shifts(DAY_SHIFT, crew), way, 0.62, DAY_SHIFT, urgent=0.2)
    more = people("crew", 5)
    changed = _with(_with(shop, "sort", replace(jobs["sort"], people=more)), "treat", replace(jobs["treat"], people=more))
    return World("urgent cases first", shop, changed, _more("treat"), weak="priorities")


def lots() -> World:
    """Return a step that begins once eight cases are there."""
    crew, oven = people("crew", 3), people("oven", 2)

    def way(kind: str, draws: Draws) -> Sequence[str | tuple[str, ...]]:
        return ["clean", "sterilise", "pack"]

    jobs = {"clean": Job(crew, 0.5), "sterilise": Job(oven, 0.35, lot=8), "pack": Job(crew, 0.3)}
    shop = Workshop(jobs, _shifts(DAY_SHIFT, crew, oven), way, 0.4, DAY_SHIFT)
    return World("lots of eight", shop, _with(shop, "clean", replace(jobs["clean"], hours=0.25)), _quicker("clean", 0.5), weak="batches")


def absent() -> World:
    """Return a team of which one in five is away on any day."""
    crew, boss = people("crew", 5), people("boss", 2)

    def way(kind: str, draws: Draws) -> Sequence[str | tuple[str, ...]]:
        return ["prepare", "sign"]

    jobs = {"prepare": Job(crew, 1.6), "sign": Job(boss, 0.2)}
    shop = Workshop(jobs, _shifts(DAY_SHIFT, crew, boss), way, 0.56, DAY_SHIFT, away=0.2)
    more = people("crew", 6)
    return World("one in five away", shop, _with(shop, "prepare", replace(jobs["prepare"], people=more)), _more("prepare"), weak="absences")


def ends() -> World:
    """Return the office again, whose log says only when steps end."""
    world = office()
    shop = replace(world.shop, has_begins=False)
    more = replace(shop, jobs={**shop.jobs, "register": replace(shop.jobs["register"], hours=0.25)})
    return World("office, ends only", shop, more, _quicker("register", 0.5), weak="no begins")


WORLDS: Final = (office, hospital, freight, shared, supplier, busy, nights, urgent, lots, absent, ends)
