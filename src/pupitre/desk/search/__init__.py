"""Finding anything of the company by its name or its code."""

from pupitre.desk.search.index import Hit, find, index_now
from pupitre.desk.search.matching import SEARCHED, Entry, Index, folded

__all__ = ["SEARCHED", "Entry", "Hit", "Index", "find", "folded", "index_now"]
