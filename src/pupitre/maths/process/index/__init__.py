"""A log held in memory as arrays of numbers, for answers about any of its cases in a fraction of a second."""

from pupitre.maths.process.index.build import MOST, indexed, worked
from pupitre.maths.process.index.choose import chosen
from pupitre.maths.process.index.kept import Index, Worked
from pupitre.maths.process.index.some import Some

__all__ = ["MOST", "Index", "Some", "Worked", "chosen", "indexed", "worked"]
