"""Which projects to run for the means there are."""

from __future__ import annotations

from pupitre.impact.arbitration.checking import broken, used
from pupitre.impact.arbitration.conflict import Conflict, conflict
from pupitre.impact.arbitration.frontier import Point, frontier
from pupitre.impact.arbitration.improving import improved
from pupitre.impact.arbitration.planning import Choosing, Pace, Plan, best, cheapest, gains, sets, standings
from pupitre.impact.arbitration.prices import Price, prices
from pupitre.impact.arbitration.problem import Broken, Choice, Limit, Problem, Rule, settled
from pupitre.impact.arbitration.program import Aim, Program, Solved, is_possible
from pupitre.impact.arbitration.sampling import Goal, Sample, value_of

__all__ = [
    "Aim",
    "Broken",
    "Choice",
    "Choosing",
    "Conflict",
    "Goal",
    "Limit",
    "Pace",
    "Plan",
    "Point",
    "Price",
    "Problem",
    "Program",
    "Rule",
    "Sample",
    "Solved",
    "best",
    "broken",
    "cheapest",
    "conflict",
    "frontier",
    "gains",
    "improved",
    "is_possible",
    "prices",
    "sets",
    "settled",
    "standings",
    "used",
    "value_of",
]
