"""Names that differ by a number, a year or a phase only: the next of a series, not the same thing twice."""

from __future__ import annotations

import re

from pupitre.maths.similarity.words import ENGLISH, FRENCH, plain

MARK = re.compile(
    r"\b(?:phase|ph|lot|lots|tranche|vague|wave|batch|part|partie|volet|etape|step|stage|section|segment|zone|area|tome|vol|version|v|n|no)"
    r"\.?\s*([a-z]|[ivx]+|\d+)\b"
)
ROMAN = re.compile(r"\b(?=[ivx]{2})(?:x{0,2}(?:ix|iv|v?i{0,3}))\b")
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
ROMANS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10, "xi": 11, "xii": 12}


def marks(name: str) -> frozenset[str]:
    """Return what places a name in a series: its numbers, years, versions and phases, in figures.

    >>> sorted(marks("Audit fournisseurs 2025, phase II"))
    ['2', '2025']
    """
    text = plain(name)
    found = set(NUMBER.findall(text)) | set(MARK.findall(text)) | set(ROMAN.findall(text))
    return frozenset(str(ROMANS.get(mark, mark)) for mark in found)


def of_one_series(first: str, second: str, *, places: frozenset[str] = frozenset()) -> bool:
    """Tell whether two names are two of a series: each carries numbers, phases or places that the other does not.

    Args:
        first: A name. second: Another.
        places: Words that name a place of the organisation, without accents, in small letters.

    >>> of_one_series("Audit fournisseurs 2025", "Audit fournisseurs 2026")
    True
    >>> of_one_series("Audit fournisseurs", "Audit fournisseurs 2026")
    False
    """
    one, other = marks(first), marks(second)
    if one and other and one != other:
        return True
    words = [_words(name) for name in (first, second)]
    where = [word & places for word in words]
    if where[0] and where[1] and not where[0] & where[1]:
        return True
    # The same words around one that differs: two places or two objects, whatever they are called.
    return len(words[0] & words[1]) >= 2 and len(words[0] - words[1]) == 1 == len(words[1] - words[0])


def _words(name: str) -> frozenset[str]:
    return frozenset(word for word in re.findall(r"[a-z]+", plain(name)) if word not in ENGLISH and word not in FRENCH)
