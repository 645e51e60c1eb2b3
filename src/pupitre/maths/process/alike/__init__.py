"""Work that several departments do alike: steps, whole processes, and the same thing entered twice."""

from pupitre.maths.process.alike.entries import Entry, double_entries
from pupitre.maths.process.alike.processes import Processes, duplicate_processes
from pupitre.maths.process.alike.profiles import Step
from pupitre.maths.process.alike.steps import Pair, duplicate_steps

__all__ = ["Entry", "Pair", "Processes", "Step", "double_entries", "duplicate_processes", "duplicate_steps"]
