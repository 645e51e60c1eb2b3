"""What the reports of a project say over time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from statistics import median

from pupitre.domains.portfolio.inputs import Model, Project, Report

OVER = ("done", "stopped")


@dataclass(frozen=True, slots=True)
class History:
    """A project and its reports, oldest first.

    Args:
        life: `planned`, `running`, `done`, `stopped`, or `unreported` when the last lists do not
            say whether it goes on.
        due_on: The date promised: the planned one, or the first announced when the file's planned date follows the forecast.
    """

    project: Project
    reports: tuple[Report, ...]
    life: str
    due_on: date | None

    @property
    def last(self) -> Report | None:
        """The last report."""
        return self.reports[-1] if self.reports else None

    @property
    def is_alive(self) -> bool:
        """Whether it is still to be finished, as far as the reports say."""
        return self.life in ("planned", "running")

    @property
    def finishes(self) -> tuple[tuple[date, date], ...]:
        """The finish dates announced, with the date of each report."""
        return tuple((r.at, r.finish_on) for r in self.reports if r.finish_on)

    @property
    def slip_days(self) -> int | None:
        """Days between the first finish announced and the last; None with one announcement only."""
        told = self.finishes
        return (told[-1][1] - told[0][1]).days if len(told) > 1 else None

    @property
    def progress(self) -> float | None:
        """The last progress declared."""
        return self.last.progress if self.last else None

    @property
    def spent(self) -> Decimal | None:
        """The last amount spent."""
        return self.last.spent if self.last else None

    @property
    def budgets(self) -> tuple[Decimal, ...]:
        """The budgets reported, oldest first."""
        return tuple(r.budget for r in self.reports if r.budget)

    @property
    def budget(self) -> Decimal | None:
        """The budget first decided: the first one reported, else that of the project."""
        return self.budgets[0] if self.budgets else self.project.budget


def histories(model: Model) -> tuple[History, ...]:
    """Return every project with its reports and where it stands in its life, in order of key."""
    still_reported = _still_reported(model)
    return tuple(_history(model, project, still_reported) for project in model.projects)


def _history(model: Model, project: Project, still_reported: date) -> History:
    reports = model.reports.get(project.key, ())
    return History(project, reports, _life(model, project, reports, still_reported), _promised(project, reports))


def _still_reported(model: Model) -> date:
    """Return the date at or after which a project's last report must be for it to be still reported.

    Reports come at a rhythm, the median time between two of a project; three quarters of it are left for the slower ones.
    """
    gaps = [(b.at - a.at).days for reports in model.reports.values() for a, b in pairwise(reports)]
    last = max((reports[-1].at for reports in model.reports.values()), default=model.seen_on)
    return last - timedelta(days=max(round(0.75 * median(gaps)), 20) if gaps else 92)


def _life(model: Model, project: Project, reports: Sequence[Report], still_reported: date) -> str:
    if not reports:
        return "planned" if project.starts_on and project.starts_on > model.seen_on else "running"
    last = reports[-1]
    if last.status in OVER:
        return str(last.status)
    if last.progress is not None and last.progress >= 1:
        return "done"
    told_more = any(r.phase or r.finish_on or r.progress is not None or r.status for r in reports)
    silent = not (last.phase or last.finish_on or last.status) and last.progress is None
    if last.at < still_reported or (silent and told_more) or _may_be_over(last):
        return "unreported"
    not_begun = last.status == "not_started" or (project.starts_on is not None and project.starts_on > model.seen_on)
    return "planned" if not_begun and not last.progress else "running"


def _may_be_over(last: Report) -> bool:
    """Tell whether the announced finish is past without a word on the state: finished or overdue, nobody can say."""
    return last.finish_on is not None and last.finish_on < last.at and last.status is None and last.progress is None


def _promised(project: Project, reports: Iterable[Report]) -> date | None:
    told = [r.finish_on for r in reports if r.finish_on]
    if project.due_on and (not told or project.due_on != told[-1]):
        return project.due_on
    return told[0] if told else None
