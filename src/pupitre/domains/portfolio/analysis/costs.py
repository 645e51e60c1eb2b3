"""What each project is likely to cost, against the budget first decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal

from pupitre.domains.portfolio.analysis.history import History
from pupitre.domains.portfolio.inputs import Model
from pupitre.maths.earned_value import EarnedValue

CENT = Decimal("0.01")
JUMP = 10
"""From so many times its first budget on, a landing is more likely another scope or another unit than a drift."""
DRIFT_SHARE = Decimal("0.10")
"""Past a tenth over its first budget, a project drifts."""
MATERIAL_SHARE = Decimal("0.001")
"""Under a thousandth of all budgets, a drift is left for the project's own review."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a project costs.

    Args:
        budget: First decided.
        landing: Cost at completion, with the range of the ways to work it out.
        method: `forecast` (the project's own), `budget_moved` (the budget reported last) or `earned_value`.
        planned_share: Share of the planned time gone.
        earned_value: The state of earned value, when budget, progress, dates and spending are known.
        per_day: What the project costs per day while it runs.
    """

    history: History
    budget: Decimal | None
    landing: Decimal | None
    low: Decimal | None
    high: Decimal | None
    method: str
    planned_share: float | None
    earned_value: EarnedValue | None
    per_day: Decimal | None

    @property
    def over(self) -> Decimal | None:
        """Landing minus budget."""
        return None if self.landing is None or self.budget is None else self.landing - self.budget

    @property
    def is_jump(self) -> bool:
        """Whether the landing is so far from the budget that the figures themselves are to be checked."""
        return self.landing is not None and bool(self.budget) and self.landing >= JUMP * (self.budget or 0)

    @property
    def is_drifting(self) -> bool:
        """Whether even the lowest landing is more than a tenth over the budget."""
        return self.low is not None and self.budget is not None and self.low > self.budget * (1 + DRIFT_SHARE)


def costs(model: Model, told: Sequence[History]) -> tuple[Cost, ...]:
    """Return the cost of every project, in the order given."""
    return tuple(_cost(model, history) for history in told)


def drifting(found: Sequence[Cost]) -> tuple[Cost, ...]:
    """Return the live projects whose cost drifts by an amount that counts in the portfolio."""
    total = sum((cost.budget for cost in found if cost.budget), Decimal())
    return tuple(c for c in found if c.history.is_alive and c.is_drifting and c.over is not None and c.over >= total * MATERIAL_SHARE)


def _cost(model: Model, history: History) -> Cost:
    budget, last = history.budget, history.last
    state = _earned_value(history)
    landing, low, high, method = None, None, None, ""
    if last and last.forecast_cost is not None:
        landing, method = last.forecast_cost, "forecast"
    elif len(set(history.budgets)) > 1:
        landing, method = history.budgets[-1], "budget_moved"
    elif state and state.landing_at_this_cost is not None and state.earned >= 0.2 * state.budget:
        # Two ways to work out the landing: the rest costs what was planned, or what the work so far did.
        ways = sorted(Decimal(way) for way in (state.landing_as_planned, state.landing_at_this_cost))
        landing, low, high, method = (ways[0] + ways[-1]) / 2, ways[0], ways[-1], "earned_value"
    return Cost(
        history,
        budget,
        cents(landing),
        cents(low if low is not None else landing),
        cents(high if high is not None else landing),
        method,
        time_share(history),
        state,
        _per_day(history),
    )


def time_share(history: History) -> float | None:
    """Return the share of the planned time gone at the last report."""
    start, due, last = history.project.starts_on, history.due_on, history.last
    if not last or not start or not due or due <= start:
        return None
    return min(max((last.at - start).days / (due - start).days, 0.0), 1.0)


def _earned_value(history: History) -> EarnedValue | None:
    """Return the state of earned value at the last report; the planned value runs straight from the start to the date promised."""
    gone, last = time_share(history), history.last
    if gone is None or not last or last.progress is None or not last.spent or not history.budget or not 0 <= last.progress <= 1:
        return None
    budget = float(history.budget)
    return EarnedValue(budget=budget, planned=budget * gone, earned=budget * last.progress, spent=max(float(last.spent), 0.0))


def _per_day(history: History) -> Decimal | None:
    """Return the cost of a day: spent so far over the days gone, else the budget over the days planned."""
    start, due, last = history.project.starts_on, history.due_on, history.last
    if last and last.spent and start and (last.at - start).days >= 60:
        return cents(last.spent / (last.at - start).days)
    if history.budget and start and due and due > start:
        return cents(history.budget / (due - start).days)
    return None


def cents(amount: Decimal | None) -> Decimal | None:
    """Round to the cent."""
    return None if amount is None else amount.quantize(CENT, ROUND_HALF_EVEN)
