"""The choice of projects of this home, solved once for each state of the data and each set of limits."""

from __future__ import annotations

import logging
from collections import OrderedDict
from dataclasses import dataclass, field, replace
from datetime import date
from threading import Event, Lock
from typing import Final

from pupitre.desk import derived
from pupitre.desk.attainment import past
from pupitre.desk.background import apart
from pupitre.desk.homes import current
from pupitre.desk.snapshot import ModelSnapshot, take
from pupitre.impact.arbitration import Limit
from pupitre.impact.arbitration.answer import Answer, Told, answer
from pupitre.impact.arbitration.case import ASSUMED, Case, case_of
from pupitre.impact.arbitration.frontier import POINTS
from pupitre.impact.arbitration.reading import Means, read
from pupitre.impact.inputs import READS
from pupitre.impact.model import model_of
from pupitre.impact.world import World
from pupitre.kernel import N_, InputError, Text
from pupitre.records.models import DerivedTable

logger = logging.getLogger(__name__)
KEPT: Final = 32
PATIENCE: Final = 0.8
"""Seconds that a page waits for an answer before it shows how far the work is."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked.

    Args:
        limits: Limit → another most allowed. budget: Most that all projects together may take, beside the limits declared.
        keep: Projects that must be run. out: Projects that must not be.
        points: Budgets of the frontier.
    """

    limits: tuple[tuple[str, float], ...] = ()
    budget: float | None = None
    keep: frozenset[str] = frozenset()
    out: frozenset[str] = frozenset()
    points: int = POINTS


@dataclass(frozen=True, slots=True)
class Ground:
    """What the choice rests on, on one day, in one state of the data.

    Args:
        state: What tells this state of the data from others. world: What the probabilities are drawn from. means: The rows.
        acting: Projects whose effects count. currency: The currency of the money.
    """

    state: str
    world: World
    means: Means
    acting: frozenset[str]
    currency: str


@dataclass(frozen=True, slots=True)
class Ready:
    """An answer. `wanted` is what was asked."""

    ground: Ground
    wanted: Wanted
    case: Case
    answer: Answer


@dataclass(slots=True)
class Underway:
    """Work that goes on: the step it is at, and the share that is done."""

    step: str = "drawing"
    share: float = 0.0
    fault: BaseException | None = None
    ended: Event = field(default_factory=Event)


Asked = Ready | Underway
_ready: OrderedDict[tuple[str, Wanted], Ready] = OrderedDict()
_underway: dict[tuple[str, Wanted], Underway] = {}
_grounds: OrderedDict[str, Ground] = OrderedDict()
_turn = Lock()


def ground(*, on: date, seed: int = 0) -> Ground:
    """Return what the choice rests on today: the rows as they are now, the forecasts as the last examination left them."""
    snapshot = take(on=on, seed=seed)
    runs = DerivedTable.objects.order_by("-run_id").values_list("run_id", flat=True).first() or 0
    state = f"{current().path}|{on}|{seed}|{snapshot.known}|{runs}"
    with _turn:
        if state in _grounds:
            return _grounds[state]
    found = _ground(snapshot, state)
    with _turn:
        _grounds[state] = found
        while len(_grounds) > 2:
            _grounds.popitem(last=False)
    return found


def _ground(snapshot: ModelSnapshot, state: str) -> Ground:
    names = [name for name in (*READS, "portfolio.task_criticality") if "." in name]
    for name, rows in derived.latest_of(names).items():
        snapshot.publish(name, rows)
    world = model_of(snapshot, past()).world
    running = {project.key for project in world.projects if not project.is_over}
    acting = frozenset(e.source for e in world.effects if e.source_kind == "project" and e.source in running)
    return Ground(state, world, read(snapshot), acting, snapshot.currency)


def absent(of: Ground) -> Text | None:
    """Return why nothing can be chosen; None when something can."""
    if not of.world.objectives or not of.world.measures:
        return Text(N_("No objective has a probability yet: each needs a key result with a KPI, a target, a date and enough readings."))
    if not of.acting:
        return Text(N_("No running project says which KPI it moves: without an effect, no project can be weighed against another."))
    return None


def case(of: Ground, wanted: Wanted) -> Case:
    """Return the choice that is asked.

    Raises:
        InputError: Nothing can be chosen yet, a limit or a project that is not there is named, or one project must both be run and be
            left out.
    """
    why = absent(of)
    if why is not None:
        raise InputError(why, mend=Text(N_("Declare what the projects change in the KPIs, by hand or by a file of effects.")))
    means = of.means
    other = dict(wanted.limits)
    declared = {limit.key for limit in means.limits}
    assumed = case_of(means, of.acting)
    known = declared or {limit.key for limit in assumed.limits}
    _refuse_unknown(sorted(set(other) - known), N_('There is no limit "%(key)s".'), sorted(known))
    projects = {*assumed.works, *(work.key for work in assumed.kept)}
    _refuse_unknown(sorted((wanted.keep | wanted.out) - projects), N_('There is no project "%(key)s" that can still be decided about.'), [])
    both = sorted(wanted.keep & wanted.out)
    if both:
        raise InputError(
            Text(N_('"%(key)s" cannot be both kept and left out.'), key=both[0]), mend=Text(N_("Say only one of the two for each project."))
        )
    limits = [replace(limit, value=other.get(limit.key, limit.value)) for limit in assumed.limits]
    if wanted.budget is not None:
        limits = [one for one in limits if declared] + [Limit(ASSUMED, "budget", wanted.budget)]
    made = case_of(means, of.acting, limits, keep=wanted.keep, out=wanted.out)
    return replace(made, is_assumed=assumed.is_assumed and wanted.budget is None)


def _refuse_unknown(unknown: list[str], said: str, known: list[str]) -> None:
    if unknown:
        mend = Text(N_("Known: %(known)s."), known=", ".join(known)) if known else Text(N_("Check its code in the list of projects."))
        raise InputError(Text(said, key=unknown[0]), mend=mend)


def solve(of: Ground, wanted: Wanted, *, told: Told | None = None) -> Ready:
    """Answer at once.

    Raises:
        InputError: What is asked names something that is not there.
    """
    made = case(of, wanted)
    return Ready(of, wanted, made, answer(of.world, made, points=wanted.points, told=told))


def ask(of: Ground, wanted: Wanted, *, patience: float = PATIENCE) -> Asked:
    """Return the answer when it is there or comes within the patience of a page, else how far the work is.

    Raises:
        InputError: What is asked names something that is not there.
    """
    key = (of.state, wanted)
    with _turn:
        if key in _ready:
            _ready.move_to_end(key)
            return _ready[key]
    made = case(of, wanted)
    with _turn:
        work = _underway.get(key)
        if work is None:
            work = _underway[key] = Underway()
            apart(lambda: _work(key, of, wanted, made, work))
    work.ended.wait(patience)
    with _turn:
        if key in _ready:
            return _ready[key]
    if work.fault is not None:
        raise work.fault
    return work


def _work(key: tuple[str, Wanted], of: Ground, wanted: Wanted, made: Case, work: Underway) -> None:
    def told(step: str, share: float) -> None:
        work.step, work.share = step, share

    try:
        found = Ready(of, wanted, made, answer(of.world, made, points=wanted.points, told=told))
        with _turn:
            _ready[key] = found
            while len(_ready) > KEPT:
                _ready.popitem(last=False)
    except Exception as fault:  # raised again for the page that waits, by `ask`
        logger.exception("the choice of projects failed")
        work.fault = fault
    finally:
        with _turn:
            _underway.pop(key, None)
        work.ended.set()
