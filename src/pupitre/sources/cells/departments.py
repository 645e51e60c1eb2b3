"""Spellings of departments matched to the company's own list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from pupitre.sources.cells.folding import LIGATURES, STOP, folded, stem

GENERIC = frozenset(
    [
        "direction",
        "departement",
        "department",
        "dept",
        "service",
        "pole",
        "division",
        "equipe",
        "team",
        "unite",
        "unit",
        "bureau",
        "office",
        "secteur",
        "cellule",
    ]
)
TRUNCATED = 28
"""Length from which a name may have been cut by the system that wrote it (often at 30 characters)."""


@dataclass(frozen=True, slots=True)
class Match:
    """What a spelling was taken for.

    Args:
        name: The department as the reference list writes it, or the spelling itself when unknown.
        exact: Whether it is written exactly so. known: Whether it was matched at all.
    """

    name: str
    exact: bool
    known: bool


def match_departments(spellings: Sequence[str], known: Sequence[str]) -> dict[str, Match]:
    """Return what each spelling stands for; with an empty reference list each stands for itself.

    A spelling matches by, in this order: the same letters without accents, case and punctuation; the same roots (singular and plural); an
    acronym; a name cut short; abbreviated words; one typing fault. A spelling that fits two departments equally is left unknown.
    """
    if not known:
        return {s: Match(s, True, True) for s in spellings}
    return {s: _match(s, tuple(known)) for s in spellings}


def _match(spelling: str, known: tuple[str, ...]) -> Match:
    if spelling in known:
        return Match(spelling, True, True)
    for rule in (_same_letters, _same_roots, _same_core, _acronym, _cut_short, _abbreviated, _mistyped):
        fits = [name for name in known if rule(spelling, name)]
        if len(fits) == 1:
            return Match(fits[0], False, True)
        if len(fits) > 1:
            break
    return Match(spelling, False, False)


@lru_cache(maxsize=8_192)
def _words(name: str) -> tuple[str, ...]:
    words = [w for w in folded(name.replace("&", " et ")).split() if w not in STOP]
    return tuple(words)


@lru_cache(maxsize=8_192)
def _rooted(name: str) -> tuple[str, ...]:
    return tuple(w[:-1] if len(w) > 3 and w[-1] in "sx" else w for w in (stem(w) for w in _words(name)))


@lru_cache(maxsize=8_192)
def _core(name: str) -> frozenset[str]:
    """Return the roots that tell, without `direction`, `service`, `department`…"""
    generic = {stem(g) for g in GENERIC}
    return frozenset(w for w in _rooted(name) if w not in generic)


def _same_letters(a: str, b: str) -> bool:
    return folded(a).replace(" ", "") == folded(b).replace(" ", "")


def _same_roots(a: str, b: str) -> bool:
    return bool(_rooted(a)) and sorted(_rooted(a)) == sorted(_rooted(b))


def _same_core(a: str, b: str) -> bool:
    return bool(_core(a)) and _core(a) == _core(b)


def _acronym(a: str, b: str) -> bool:
    """`R&D` for Recherche et développement, `DG` for Direction générale, in either direction."""
    return _is_acronym(a, b) or _is_acronym(b, a)


def _is_acronym(short: str, long: str) -> bool:
    letters = re.sub(r"[^a-z0-9]", "", short.translate(LIGATURES).lower()).strip()
    if not 2 <= len(letters) <= 6 or (len(short.split()) > 1 and "&" not in short):
        return False
    words = folded(long).split()
    telling = [w for w in words if w not in STOP]
    if len(telling) < 2:
        return False
    starts = "".join(w[0] for w in telling)
    with_little = "".join(w[0] for w in words)
    return letters in (starts, with_little) or letters == "d" + starts


def _cut_short(a: str, b: str) -> bool:
    """A name cut by the system that wrote it: one is the beginning of the other."""
    x, y = folded(a), folded(b)
    short, long = (x, y) if len(x) < len(y) else (y, x)
    return len(short) >= 6 and long.startswith(short) and (len(a if len(x) < len(y) else b) >= TRUNCATED or len(short) >= 0.6 * len(long))


def _abbreviated(a: str, b: str) -> bool:
    """Each word of one begins the word at the same place in the other: `Dir. gén.`, `Rech. & dév.`, `Cust. Service`."""
    x, y = _words(a), _words(b)
    if len(x) != len(y) or not x:
        return False
    pairs = [(p, q) if len(p) <= len(q) else (q, p) for p, q in zip(x, y, strict=True)]
    return all(len(p) >= 2 and (q.startswith(p) or stem(p) == stem(q) or _skips(p, q)) for p, q in pairs)


def _skips(short: str, long: str) -> bool:
    """Whether the letters of an abbreviation stand in order in the word and both begin alike: `mktg`, `dept`."""
    if short[0] != long[0] or len(short) > 5 or len(short) < 3:
        return False
    rest = iter(long)
    return all(c in rest for c in short)


def _mistyped(a: str, b: str) -> bool:
    x, y = folded(a), folded(b)
    if re.findall(r"\d+", x) != re.findall(r"\d+", y):
        return False  # workshop 1 and workshop 2 are two workshops, not one and a typing fault
    return min(len(x), len(y)) >= 5 and SequenceMatcher(None, x, y).ratio() >= 0.88
