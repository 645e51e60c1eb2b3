"""What a process would become if something changed: a queueing network found in the log, played again and again."""

from pupitre.maths.process.simulation.clock import ALWAYS, Clock
from pupitre.maths.process.simulation.difference import LEAST, Changes, Difference, Outcome, Played, Range, compare, expected
from pupitre.maths.process.simulation.fit import FEWEST_CASES, MOST_STEPS, fit
from pupitre.maths.process.simulation.model import Empirical, Exponential, Model, Pool, Routing, Scaled, Step, Stretches
from pupitre.maths.process.simulation.run import Run, play

__all__ = [
    "ALWAYS",
    "FEWEST_CASES",
    "LEAST",
    "MOST_STEPS",
    "Changes",
    "Clock",
    "Difference",
    "Empirical",
    "Exponential",
    "Model",
    "Outcome",
    "Played",
    "Pool",
    "Range",
    "Routing",
    "Run",
    "Scaled",
    "Step",
    "Stretches",
    "compare",
    "expected",
    "fit",
    "play",
]
