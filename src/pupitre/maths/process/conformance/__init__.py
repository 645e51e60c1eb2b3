"""How the cases of a process keep to a model of it."""

from pupitre.maths.process.conformance.align import Aligned, Alignment, align
from pupitre.maths.process.conformance.deviations import Deviation, Deviations, deviations
from pupitre.maths.process.conformance.precision import Precision, precision
from pupitre.maths.process.conformance.replay import Replay, Replayed, replay
from pupitre.maths.process.conformance.states import fault

__all__ = [
    "Aligned", "Alignment", "Deviation", "Deviations", "Precision", "Replay", "Replayed", "align", "deviations", "fault", "precision",
    "replay",
]  # fmt: skip
