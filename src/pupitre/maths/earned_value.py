"""Earned value: what was done, against what was planned by now and what was spent."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from pupitre.kernel import N_, InputError, Text


@dataclass(frozen=True, slots=True)
class EarnedValue:
    """The state of a piece of work on one day, all amounts in one currency.

    A ratio whose divisor is zero is None: it has no meaning yet.

    Args:
        budget: Budget at completion (BAC).
        planned: Value of the work planned by that day (PV).
        earned: Budgeted value of the work done by that day (EV).
        spent: What the work done has cost (AC).

    Source:
        ANSI/EIA-748; PMI, Practice Standard for Earned Value Management. docs/methods/earned-value.md.

    >>> EarnedValue(budget=100.0, planned=50.0, earned=40.0, spent=60.0).schedule_variance
    -10.0
    """

    budget: float
    planned: float
    earned: float
    spent: float

    def __post_init__(self) -> None:
        """Refuse amounts that no work can have."""
        if min(self.budget, self.planned, self.earned, self.spent) < 0 or self.earned > self.budget * (1 + 1e-9):
            raise InputError(
                Text(N_("Earned value needs amounts of zero or more, and no more earned than the budget.")),
                mend=Text(N_("Check the budget, the progress and the amount spent.")),
            )

    @property
    def schedule_variance(self) -> float:
        """Earned minus planned (SV): negative when late."""
        return self.earned - self.planned

    @property
    def cost_variance(self) -> float:
        """Earned minus spent (CV): negative when over cost."""
        return self.earned - self.spent

    @property
    def schedule_index(self) -> float | None:
        """Earned over planned (SPI): below 1 when late."""
        return _ratio(self.earned, self.planned)

    @property
    def cost_index(self) -> float | None:
        """Earned over spent (CPI): below 1 when over cost."""
        return _ratio(self.earned, self.spent)

    @property
    def landing_as_planned(self) -> float:
        """Cost at completion if the rest costs what was planned: AC + (BAC − EV)."""
        return self.spent + self.budget - self.earned

    @property
    def landing_at_this_cost(self) -> float | None:
        """Cost at completion if the rest costs as the work so far did: BAC / CPI."""
        return _ratio(self.budget * self.spent, self.earned)

    @property
    def landing_at_this_cost_and_pace(self) -> float | None:
        """Cost at completion if cost and pace both weigh on the rest: AC + (BAC − EV) / (CPI × SPI)."""
        cost, pace = self.cost_index, self.schedule_index
        rest = None if cost is None or pace is None else _ratio(self.budget - self.earned, cost * pace)
        return None if rest is None else self.spent + rest

    @property
    def to_complete(self) -> float | None:
        """What is still to be spent at this cost (ETC)."""
        landing = self.landing_at_this_cost
        return None if landing is None else landing - self.spent

    @property
    def variance_at_completion(self) -> float | None:
        """Budget minus cost at completion at this cost (VAC): negative when it will pass the budget."""
        landing = self.landing_at_this_cost
        return None if landing is None else self.budget - landing

    @property
    def index_to_keep_budget(self) -> float | None:
        """Cost index the rest must have for the budget to hold (TCPI); None when the budget is used up."""
        return _ratio(self.budget - self.earned, self.budget - self.spent) if self.budget > self.spent else None


def earned_schedule(times: Sequence[float], planned: Sequence[float], earned: float) -> float:
    """Return the time at which the plan had earned what has been earned.

    Args:
        times: Times of the plan, rising.
        planned: Value planned by each of them, never falling; same length.
        earned: Value earned so far.

    Returns:
        A time of the plan, between its first and its last; straight lines between its points.

    Raises:
        InputError: The plan has fewer than two points, or lists of two lengths.

    Source:
        Lipke, "Schedule is different", The Measurable News, 2003.

    >>> earned_schedule([0, 1, 2], [0, 10, 30], 20)
    1.5
    """
    if len(times) < 2 or len(times) != len(planned):
        raise InputError(
            Text(N_("A plan over time needs at least two points, each with a time and a value.")),
            mend=Text(N_("Give the planned value at the start and at the end.")),
        )
    if earned <= planned[0]:
        return float(times[0])
    if earned >= planned[-1]:
        return float(times[-1])
    at = bisect_right(planned, earned) - 1
    return times[at] + (earned - planned[at]) / (planned[at + 1] - planned[at]) * (times[at + 1] - times[at])


def _ratio(top: float, bottom: float) -> float | None:
    return top / bottom if bottom > 0 else None
