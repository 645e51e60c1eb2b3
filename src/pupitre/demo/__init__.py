"""The generator of the demo company."""

from pupitre.demo.generate import ANSWERS, COMPANY, FILES, MAPPING, TRUTH, generate
from pupitre.demo.plan import Disguise

__all__ = ["ANSWERS", "COMPANY", "FILES", "MAPPING", "TRUTH", "Disguise", "generate"]
