"""What really moved in many figures, and why; docs/methods/what-moved.md and drivers.md tell how."""

from pupitre.maths.moves.control import Control, controlled
from pupitre.maths.moves.discoveries import bar, discoveries
from pupitre.maths.moves.drivers import MixRate, added, mix_rate, multiplied, shapley
from pupitre.maths.moves.episodes import ENOUGH, Found, Move, moved
from pupitre.maths.moves.watch import Watch, watched

__all__ = [
    "ENOUGH",
    "Control",
    "Found",
    "MixRate",
    "Move",
    "Watch",
    "added",
    "bar",
    "controlled",
    "discoveries",
    "mix_rate",
    "moved",
    "multiplied",
    "shapley",
    "watched",
]
