"""Follow every figure shown by every screen to its proof, and list those that lead nowhere."""

from pupitre.bench.figures.crawl import Crawl, Shown, crawl
from pupitre.bench.figures.measure import add_arguments, run

__all__ = ["Crawl", "Shown", "add_arguments", "crawl", "run"]
