"""Short labels compared as people read them: without case, accents, signs, small words or plurals."""

from __future__ import annotations

import re

from pupitre.maths.similarity.words import plain

SMALL = (
    "a an and as at by de des du d en et for from in l la le les of on or ou par per pour s sur the to un une with avec au aux "
    "calcul calculation formule formula defined definition"
)
SMALL_WORDS = frozenset(SMALL.split())
LONG_WORD = 6
"""In words this long, one wrong letter that is not the first is a slip of the pen."""


def spelled(text: str) -> tuple[str, ...]:
    """Return the words of a label in order, in small letters without accents; a percent sign is a word.

    >>> spelled("Taux de Qualité (OTIF), %")
    ('taux', 'de', 'qualite', 'otif', 'percent')
    """
    return tuple(re.findall(r"[^\W_]+", plain(text.replace("%", " percent "))))


def words(text: str) -> tuple[str, ...]:
    """Return the words that carry the meaning of a label, singular and sorted.

    >>> words("Les taux de services")
    ('service', 'taux')
    """
    kept = (word for word in spelled(text) if word not in SMALL_WORDS)
    return tuple(sorted(word[:-1] if len(word) > 3 and word.endswith("s") else word for word in kept))


def is_slip(one: str, other: str) -> bool:
    """Tell whether two long words are one, a letter changed, added, left out, or swapped with its neighbour, the first one kept.

    >>> is_slip("service", "sevrice"), is_slip("formal", "normal")
    (True, False)
    """
    if one == other or one[:1] != other[:1] or min(len(one), len(other)) < LONG_WORD or any(c.isdigit() for c in one + other):
        return False
    if len(one) > len(other):
        one, other = other, one
    if len(other) - len(one) > 1:
        return False
    start = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    if len(one) < len(other):
        return one[start:] == other[start + 1 :]
    swapped = one[start : start + 2] == other[start : start + 2][::-1] and one[start + 2 :] == other[start + 2 :]
    return swapped or one[start + 1 :] == other[start + 1 :]
