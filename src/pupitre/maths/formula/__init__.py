"""Formulas of KPIs over other KPIs: a small language that can only compute."""

from pupitre.maths.formula.compare import canonical
from pupitre.maths.formula.compute import REASONS, Calendar, Column, compute
from pupitre.maths.formula.reading import FUNCTIONS, FormulaError, parse
from pupitre.maths.formula.tree import Formula, references
from pupitre.maths.formula.units import Unit, fits, unit, unit_of

__all__ = [
    "FUNCTIONS",
    "REASONS",
    "Calendar",
    "Column",
    "Formula",
    "FormulaError",
    "Unit",
    "canonical",
    "compute",
    "fits",
    "parse",
    "references",
    "unit",
    "unit_of",
]
