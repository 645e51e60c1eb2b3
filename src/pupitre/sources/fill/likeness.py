"""When two spellings of a department deserve to be compared by a person."""

from __future__ import annotations

import re

from pupitre.sources.cells.departments import GENERIC, match_departments
from pupitre.sources.cells.folding import STOP, folded

LONGEST_ACRONYM = 6
WORD = 3
"""Letters from which the beginning of a word tells something."""
MORE_GENERIC = GENERIC | frozenset(
    ["administration", "admin", "agency", "authority", "board", "city", "company", "comm", "commission", "corp", "corporation", "council"]
)
"""Words that many departments of one organisation share, so that sharing one proves nothing."""


def telling_words(name: str) -> tuple[str, ...]:
    """Return the folded words of a name that tell which department it is."""
    words = [w for w in folded(name.replace("&", " et ")).split() if w not in STOP]
    return tuple(w for w in words if w not in MORE_GENERIC) or tuple(words)


def share_a_word(a: str, b: str) -> bool:
    """Whether two names that carry the same number are alike: a telling word in common, even abbreviated, or one is the other's acronym.

    >>> share_a_word("Office of Technology and Innovation", "DEPT OF INFO TECH & TELECOMM")
    True
    >>> share_a_word("Police Department", "Department of Education")
    False
    """
    if match_departments([a], [b])[a].known or _abbreviates(a, b) or _abbreviates(b, a):
        return True
    return any(_begins(x, y) for x in telling_words(a) for y in telling_words(b))


def resemble(a: str, b: str) -> bool:
    """Whether one name may stand for the other: all its telling words are in it, or it looks like a loose acronym of it.

    >>> resemble("Achats", "Supply chain & achats"), resemble("NYPD", "New York City Police Department")
    (True, True)
    """
    x, y = telling_words(a), telling_words(b)
    short, long = (x, y) if len(x) <= len(y) else (y, x)
    contained = bool(short) and all(any(_begins(w, v) for v in long) for w in short)
    return contained or _abbreviates(a, b) or _abbreviates(b, a)


def _begins(a: str, b: str) -> bool:
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    return a == b or (len(short) >= WORD and long.startswith(short))


def is_acronym(name: str) -> bool:
    """Whether a name is one short word in capitals."""
    letters = name.strip()
    return bool(letters) and " " not in letters and len(letters) <= LONGEST_ACRONYM and letters == letters.upper() and not letters.isdigit()


def has_initials(short: str, long: str) -> bool:
    """Whether an acronym is exactly the initials of a name, its little words counted or not.

    >>> has_initials("DOITT", "Dept of Info Tech & Telecomm"), has_initials("DDC", "Department of Correction")
    (True, False)
    """
    letters, words = re.sub(r"[^a-z0-9]", "", folded(short)), folded(long).split()
    if not is_acronym(short) or len(words) < 2:
        return False
    return letters in ("".join(w[0] for w in words), "".join(w[0] for w in words if w not in STOP))


def _abbreviates(short: str, long: str) -> bool:
    """Whether an acronym has the initials of a name in order, some words or the place being left out or added at the end."""
    letters = re.sub(r"[^a-z0-9]", "", folded(short))
    initials = "".join(w[0] for w in folded(long).split() if w not in STOP)
    if not is_acronym(short) or min(len(letters), len(initials)) < 2:
        return False
    rest = iter(initials)
    return all(letter in rest for letter in letters) or letters.startswith(initials)
