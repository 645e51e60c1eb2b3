"""What something changed in a series, beside what would have happened without it."""

from pupitre.maths.causal.controls import difference_in_differences, synthetic_control
from pupitre.maths.causal.estimate import JUDGED, LEVELS, NO_EFFECT_SHARE, Estimate, Side, Verdict, absent, verdict_of
from pupitre.maths.causal.placebo import placebo_in_time

__all__ = [
    "JUDGED",
    "LEVELS",
    "NO_EFFECT_SHARE",
    "Estimate",
    "Side",
    "Verdict",
    "absent",
    "difference_in_differences",
    "placebo_in_time",
    "synthetic_control",
    "verdict_of",
]
