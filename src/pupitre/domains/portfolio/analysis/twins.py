"""Projects of two departments that do the same work at the same time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pupitre.domains.portfolio.analysis.history import History
from pupitre.domains.portfolio.inputs import Model
from pupitre.maths.similarity import Document, Likeness, alike, of_one_series, plain


@dataclass(frozen=True, slots=True)
class Twins:
    """Two projects alike.

    Args:
        overlap: The smaller of the two budgets: what doing the work once would free at most.
    """

    first: History
    second: History
    likeness: Likeness
    overlap: Decimal | None


def twins(model: Model, told: Sequence[History]) -> tuple[Twins, ...]:
    """Return the pairs of live projects of different departments that describe the same work, closest first.

    Two of a series (another year, phase, version or place) are not the same work; nor are two that never run at the same time.
    """
    alive = {h.project.key: h for h in told if h.is_alive}
    places = frozenset(word for place in model.places for word in plain(place).split())
    documents = [
        Document(h.project.key, ". ".join(part for part in (h.project.name, h.project.description) if part)) for h in alive.values()
    ]

    def allowed(one: str, other: str) -> bool:
        first, second = alive[one], alive[other]
        return (
            first.project.unit != second.project.unit
            and bool(first.project.unit and second.project.unit)
            and not of_one_series(first.project.name, second.project.name, places=places)
            and _overlap_in_time(first, second)
        )

    return tuple(_twins(alive[p.first], alive[p.second], p) for p in alike(documents, pair_allowed=allowed))


def _twins(first: History, second: History, likeness: Likeness) -> Twins:
    budgets = [h.budgets[-1] if h.budgets else h.project.budget for h in (first, second)]
    known = [b for b in budgets if b]
    same_currency = first.project.currency == second.project.currency
    return Twins(first, second, likeness, min(known) if len(known) == 2 and same_currency else None)


def _overlap_in_time(first: History, second: History) -> bool:
    """Tell whether two projects run at the same time; one without dates is not known not to."""
    one, other = _span(first), _span(second)
    return one[0] < other[1] and other[0] < one[1]


def _span(history: History) -> tuple[date, date]:
    ends = [day for day in (history.due_on, *(finish for _, finish in history.finishes[-1:])) if day]
    return history.project.starts_on or date.min, max(ends, default=date.max)
