"""What the tables of the portfolio show: dates, costs, load, money, work done twice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pupitre.domains.portfolio.analysis.costs import Cost, costs
from pupitre.domains.portfolio.analysis.earned_time import EarnedTime, earned_times
from pupitre.domains.portfolio.analysis.finish import Outlook, outlooks
from pupitre.domains.portfolio.analysis.history import histories
from pupitre.domains.portfolio.analysis.load import Overload, Week, overloads, skill_weeks
from pupitre.domains.portfolio.analysis.money import Line, money
from pupitre.domains.portfolio.analysis.tasks import TaskRun, task_runs
from pupitre.domains.portfolio.analysis.twins import Twins, twins
from pupitre.domains.portfolio.inputs import Model


@dataclass(frozen=True, slots=True)
class Analysis:
    """Everything portfolio works out; outlooks and costs are in the order of the projects."""

    outlooks: tuple[Outlook, ...]
    costs: tuple[Cost, ...]
    runs: Mapping[str, TaskRun]
    times: Mapping[str, EarnedTime]
    weeks: tuple[Week, ...]
    overloads: tuple[Overload, ...]
    money: tuple[Line, ...]
    twins: tuple[Twins, ...]


def analyse(model: Model) -> Analysis:
    """Return what the tables of the portfolio show on the day of the model."""
    told = histories(model)
    runs = task_runs(model)
    weeks = skill_weeks(model)
    return Analysis(
        outlooks=outlooks(model, told, runs),
        costs=costs(model, told),
        runs=runs,
        times=earned_times(model),
        weeks=weeks,
        overloads=overloads(weeks, after=model.seen_on),
        money=money(model),
        twins=twins(model, told),
    )
