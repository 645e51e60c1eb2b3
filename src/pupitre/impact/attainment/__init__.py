"""How likely each objective is, and why: a world drawn many times, changed and explained."""

from __future__ import annotations

from pupitre.impact.attainment.changes import (
    FAMILIES,
    Answer,
    Cancel,
    Change,
    Delay,
    Family,
    Fix,
    Gain,
    Learn,
    Run,
    Shift,
    Treat,
    what_if,
)
from pupitre.impact.attainment.draws import DRAWS, Chance, Draws, chances, draw, measure_chances
from pupitre.impact.attainment.explain import Cause, Waterfall, gains, waterfall
from pupitre.impact.attainment.families import families
from pupitre.impact.attainment.knowing import Worth, declared_share, worth_knowing
from pupitre.impact.attainment.promises import Kept, corrected, kept

__all__ = [
    "DRAWS",
    "FAMILIES",
    "Answer",
    "Cancel",
    "Cause",
    "Chance",
    "Change",
    "Delay",
    "Draws",
    "Family",
    "Fix",
    "Gain",
    "Kept",
    "Learn",
    "Run",
    "Shift",
    "Treat",
    "Waterfall",
    "Worth",
    "chances",
    "corrected",
    "declared_share",
    "draw",
    "families",
    "gains",
    "kept",
    "measure_chances",
    "waterfall",
    "what_if",
    "worth_knowing",
]
