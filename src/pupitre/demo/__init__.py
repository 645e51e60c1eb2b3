"""The generator of the demo company."""

from pupitre.demo.generate import FILES, TRUTH, generate
from pupitre.demo.plan import Disguise

__all__ = ["FILES", "TRUTH", "Disguise", "generate"]
