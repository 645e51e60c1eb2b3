"""The generator of the demo company."""

from pupitre.demo.generate import ANSWERS, COMPANY, FILES, TRUTH, generate
from pupitre.demo.plan import Disguise

__all__ = ["ANSWERS", "COMPANY", "FILES", "TRUTH", "Disguise", "generate"]
