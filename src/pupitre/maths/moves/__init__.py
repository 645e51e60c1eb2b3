"""What really moved in many figures, and why; docs/methods/what-moved.md and drivers.md tell how."""

from pupitre.maths.moves.discoveries import bar, discoveries
from pupitre.maths.moves.drivers import MixRate, added, mix_rate, multiplied, shapley
from pupitre.maths.moves.episodes import ENOUGH, Found, Move, moved

__all__ = ["ENOUGH", "Found", "MixRate", "Move", "added", "bar", "discoveries", "mix_rate", "moved", "multiplied", "shapley"]
