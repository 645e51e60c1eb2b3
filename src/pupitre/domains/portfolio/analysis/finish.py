"""When each project is likely to finish, by the best method its data allow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from pupitre.domains.portfolio.analysis.history import History
from pupitre.domains.portfolio.analysis.tasks import TaskRun
from pupitre.domains.portfolio.inputs import Model
from pupitre.maths.schedule import quantile
from pupitre.maths.streams import stream

DRAWS = 2000
VERY_LATE_DAYS = 42
"""Past six weeks after the date promised, a project is very late."""
CHANGES_NEEDED = 30
"""Changes of announced dates in the portfolio below which they say nothing of the next ones."""
FURTHEST_DAYS = 20 * 365
OLD_LIST_SHARE = 1 / 3
"""When more of the open projects than this are past their date, and there are ten of them, the list itself is old."""

Ordinals = npt.NDArray[np.int64]
"""Days as `date.toordinal` counts them, one per draw."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """The likely finish of a project by one method.

    Args:
        method: `tasks`, `reports`, `slips`, `pace` or `announced`.
        finish: The finish in each draw; one value for `announced`.
    """

    method: str
    finish: Ordinals

    def by(self, p: float) -> date:
        """Return the day by which a share `p` of the draws has finished."""
        return date.fromordinal(quantile(self.finish, p))

    def chance_after(self, day: date) -> float:
        """Return the share of the draws that finish after a day."""
        return float(np.mean(self.finish > day.toordinal()))


@dataclass(frozen=True, slots=True)
class Outlook:
    """What can be said of the finish of a project.

    Args:
        history: The project.
        estimates: Best first; empty when nothing can be said.
        reason: Why there is none: `over`, `unreported`, `stalled`, `no_dates`, `loop`, `old_list`.
    """

    history: History
    estimates: tuple[Estimate, ...]
    reason: str = ""

    @property
    def best(self) -> Estimate | None:
        """The estimate shown."""
        return self.estimates[0] if self.estimates else None

    @property
    def late_days(self) -> int | None:
        """Days from the date promised to the median finish."""
        due = self.history.due_on
        return (self.best.by(0.5) - due).days if self.best and due else None

    @property
    def fact_days(self) -> int | None:
        """Days late by the project's own facts: its work when it is known, else the date it announces; not what happens to others."""
        if self.best and self.best.method == "slips" and self.history.due_on:
            return (self.estimates[-1].by(0.5) - self.history.due_on).days
        return self.late_days

    @property
    def late_chance(self) -> float | None:
        """Chance of finishing more than six weeks after the date promised: the mean over the methods that look at the work itself.

        A mean of probabilities of several methods is the linear opinion pool (Stone, 1961). Methods that repeat an announced date do
        not count beside one that looks at tasks or progress.
        """
        due = self.history.due_on
        if not due or not self.estimates:
            return None
        looked = [e for e in self.estimates if e.method in ("tasks", "reports", "pace")] or list(self.estimates[:1])
        return float(np.mean([e.chance_after(due + timedelta(days=VERY_LATE_DAYS)) for e in looked]))


def outlooks(model: Model, told: Sequence[History], runs: Mapping[str, TaskRun]) -> tuple[Outlook, ...]:
    """Return the outlook of every project, in the order given."""
    changes, is_old = _changes(told), list_is_old(model, told)
    return tuple(_outlook(model, history, runs.get(history.project.key), changes, is_old=is_old) for history in told)


def list_is_old(model: Model, told: Sequence[History]) -> bool:
    """Tell whether the list of projects is older than the day it says: no company lets so many projects pass their date together."""
    dues = [h.due_on for h in told if h.is_alive and h.due_on]
    past = sum((model.seen_on - due).days > VERY_LATE_DAYS for due in dues)
    return len(dues) >= 10 and past > OLD_LIST_SHARE * len(dues)


def _outlook(model: Model, history: History, run: TaskRun | None, changes: npt.NDArray[np.float64], *, is_old: bool) -> Outlook:
    if not history.is_alive:
        return Outlook(history, (), "unreported" if history.life == "unreported" else "over")
    if run and run.loops:
        return Outlook(history, (), "loop")
    by_work = [run.finish] if run and run.finish is not None else []
    found = [Estimate("tasks", finish) for finish in by_work]
    advance = by_reports(model, history)
    for method, finish in (
        ("reports", advance),
        ("slips", by_slips(model, history, changes)),
        ("pace", by_pace(model, history) if advance is None else None),
        ("announced", _announced(model, history)),
    ):
        if finish is not None:
            found.append(Estimate(method, finish))
    if is_old and found[:1] and found[0].method == "announced" and found[0].by(0.5) <= model.seen_on:
        return Outlook(history, (), "old_list")
    if not found:
        return Outlook(history, (), "stalled" if _has_stalled(history) else "no_dates")
    return Outlook(history, tuple(found))


def by_reports(model: Model, history: History) -> Ordinals | None:
    """Return the finish if the work goes on advancing by steps drawn among its own last twelve.

    Needs four steps of progress; None when the last steps did not advance.

    Source:
        Bootstrap of observed throughput; docs/methods/project-finish.md.
    """
    told = [(r.at, r.progress) for r in history.reports if r.progress is not None][-13:]
    steps = np.array([((b[0] - a[0]).days, max(b[1] - a[1], 0.0)) for a, b in pairwise(told)])
    if len(steps) < 4 or steps[-4:, 1].sum() <= 0 or told[-1][1] >= 1 or told[-1][1] <= 0:
        return None
    left = 1.0 - told[-1][1]
    most = min(int(np.ceil(4 * left / max(steps[:, 1].mean(), 1e-6))) + 4, 240)
    drawn = steps[stream(model.seed, "progress", history.project.key).integers(0, len(steps), (DRAWS, most))]
    done, days = drawn[:, :, 1].cumsum(axis=1), drawn[:, :, 0].cumsum(axis=1)
    reached = (done >= left - 1e-12).argmax(axis=1)
    rows = np.arange(DRAWS)
    never = done[:, -1] < left - 1e-12
    over = (done[rows, reached] - left) / np.maximum(drawn[rows, reached, 1], 1e-9)
    spent = days[rows, reached] - over * drawn[rows, reached, 0]
    spent = np.where(never, days[:, -1] * left / np.maximum(done[:, -1], 1e-6), spent)
    return _ordinals(told[-1][0], spent)


def by_pace(model: Model, history: History) -> Ordinals | None:
    """Return the finish if the work goes on as it did since its start, straight or along a curve.

    The share done after a time t of a work lasting T is (t/T)^k with k between 0.75 (a fast start) and 1.5 (a slow one), drawn.
    Needs a start, at least a tenth done and sixty days.

    Source:
        docs/methods/project-finish.md.
    """
    last, start = history.last, history.project.starts_on
    if not last or not start or last.progress is None or not 0.1 <= last.progress < 1 or (last.at - start).days < 60:
        return None
    bend = stream(model.seed, "pace", history.project.key).triangular(0.75, 1.0, 1.5, DRAWS)
    return _ordinals(start, (last.at - start).days / last.progress ** (1.0 / bend))


def by_slips(model: Model, history: History, changes: npt.NDArray[np.float64]) -> Ordinals | None:
    """Return the finish if the date announced goes on moving as dates did in this portfolio.

    Each step draws one change among all those seen between two reports of a project: so many days passed, the date moved by so many.
    Dates are moved no further ahead than half the time the reports cover: beyond, nothing was seen that could be repeated.

    Source:
        Reference class forecasting: Flyvbjerg 2006; docs/methods/project-finish.md.
    """
    told = history.finishes
    if len(changes) < CHANGES_NEEDED or not told or told[-1][1] <= told[-1][0]:
        return None
    ahead = told[-1][0].toordinal() + _days_reported(model) // 2
    seen, finish = np.full(DRAWS, float(told[-1][0].toordinal())), np.full(DRAWS, float(told[-1][1].toordinal()))
    chance = stream(model.seed, "slips", history.project.key)
    running = np.arange(DRAWS)
    for _ in range(120):
        step = changes[chance.integers(0, len(changes), len(running))]
        # Only the part of a step before the finish counts: the finish draws nearer by the days that pass less those it moves.
        nearing = np.maximum(step[:, 0] - step[:, 1], 1e-9)
        part = np.minimum((finish[running] - seen[running]) / nearing, 1)
        finish[running] = np.maximum(finish[running] + step[:, 1] * part, seen[running])
        seen[running] += step[:, 0]
        running = running[(seen[running] < finish[running]) & (seen[running] < ahead)]
        if not len(running):
            break
    moved: Ordinals = np.rint(finish).astype(np.int64)
    return moved


def _days_reported(model: Model) -> int:
    """Return the days from the first report of the portfolio to the last."""
    days = [report.at for reports in model.reports.values() for report in (reports[0], reports[-1])]
    return (max(days) - min(days)).days if days else 0


def _changes(told: Sequence[History]) -> npt.NDArray[np.float64]:
    """Return the days between two reports and the days the finish moved, for all projects."""
    pairs = [
        ((after[0] - before[0]).days, (after[1] - before[1]).days)
        for history in told
        for before, after in pairwise(history.finishes)
        if before[1] > before[0]
    ]
    return np.array(pairs, np.float64).reshape(-1, 2)


def _announced(model: Model, history: History) -> Ordinals | None:
    """Return the date announced; a project still open after it finishes today at the soonest."""
    day = history.finishes[-1][1] if history.finishes else history.project.due_on
    return None if day is None else np.array([max(day, model.seen_on).toordinal()], np.int64)


def _has_stalled(history: History) -> bool:
    told = [r.progress for r in history.reports if r.progress is not None]
    return len(told) >= 5 and told[-1] <= told[-5]


def _ordinals(origin: date, days: npt.NDArray[np.float64]) -> Ordinals:
    counted: Ordinals = (origin.toordinal() + np.ceil(np.minimum(days, FURTHEST_DAYS))).astype(np.int64)
    return counted
