"""One form for the many endings of a word, in French and English."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Final

from pupitre.maths.similarity import plain

WORD: Final = re.compile(r"[a-z]+")
HUMP: Final = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")
"""Where a word begins in a name written in one piece (`CheckInvoice`)."""
ORDER: Final = re.compile(r"\bOF(?=\s*(?:$|[\d:-]))")
"""A French acronym (`lancement OF`) that is a little word in English."""
DONE: Final = re.compile(r"(?:[^\W\d_]{2}[éÉ][eE]?[sS]?|(?i:[a-z]{2}[^e\W]ed|sent|paid|built|sold|bought|made|done|emise?|reçue?s?))$")
LETTER: Final = re.compile(r"(?<=\s)[A-Z](?=$|[\s.)-])")
LITTLE: Final = frozenset(["a", "an", "au", "aux", "d", "de", "des", "du", "l", "la", "le", "les", "of", "the"])
"""Words that stand in a phrase in one language or one company and not in another."""
ENDINGS: Final = (
    *(
        "issement",
        "isation",
        "ization",
        "ication",
        "ation",
        "ition",
        "ement",
        "aison",
        "ateur",
        "ionner",
        "ution",
        "ionnement",
        "ment",
        "ance",
        "ence",
        "iser",
    ),
    *(
        "iser",
        "izer",
        "able",
        "ible",
        "ion",
        "age",
        "ant",
        "ent",
        "eur",
        "ing",
        "ise",
        "ize",
        "ate",
        "ure",
        "ier",
        "oir",
        "at",
        "iz",
        "is",
        "if",
    ),
    *("iv", "ic", "air", "er", "ir", "or", "ed", "al", "ag", "ur", "et", "anc", "enc", "re", "r", "i", "u", "y"),
)
VOWELS: Final = frozenset("aeiouy")
SAME: Final = (("qu", "c"), ("q", "c"), ("gu", "g"), ("ll", "l"), ("tt", "t"), ("nn", "n"), ("pp", "p"), ("ss", "s"))
SHORTEST: Final = 4
"""Letters of a root under which two words only look alike."""
BEGINNING: Final = 4
"""Letters from which a word cut short is still known."""
MISTYPED: Final = 7
"""Letters from which a word with one letter wrong, missing or too many is still known."""
NOT: Final = ("un", "de", "des", "dis", "in", "im", "non", "re")
"""What a word begins with when it says the contrary of the rest, or that it is done again."""


def is_done(name: str) -> bool:
    """Tell whether a name ends by saying that something has been done (`facture validée`, `order shipped`).

    >>> [is_done(name) for name in ("Commande validée", "Order shipped", "Commande valide", "Payment feed")]
    [True, True, False, False]
    """
    return bool(DONE.search(name.strip()))


def letters(name: str) -> frozenset[str]:
    """Return the single capitals that number the parts of a name (`ligne A`)."""
    return frozenset(LETTER.findall(name))


def words(name: str) -> list[str]:
    """Return the words of a name, in small letters without accents.

    >>> words("3. CheckInvoice – vérifié")
    ['check', 'invoice', 'verifie']
    """
    return WORD.findall(plain(HUMP.sub(" ", ORDER.sub("ordre de fabrication", name))))


@cache
def fold(word: str) -> str:
    """Return a word without the endings of number and gender.

    >>> [fold(word) for word in ("factures", "controlee", "deliveries", "delivery")]
    ['factur', 'control', 'delivery', 'delivery']
    """
    if len(word) == 3 and word.endswith("s") and not set(word) & VOWELS:
        return word[:-1]
    bare = word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
    if len(bare) > 4 and bare.endswith("ie"):
        return bare[:-2] + "y"
    return bare.rstrip("es") if len(bare.rstrip("es")) >= 3 and len(bare) > 4 and bare.endswith("e") else bare


def folded(said: Iterable[str]) -> tuple[str, ...]:
    """Return the words of a phrase by which it is looked up: folded, without little words."""
    return tuple(fold(word) for word in said if word not in LITTLE)


@cache
def root(word: str) -> str:
    """Return what a word shares with others of its family.

    >>> {root(word) for word in ("etalonner", "etalonnage")}, {root(word) for word in ("convoquer", "convocation")}
    ({'etalon'}, {'convoc'})
    """
    made = fold(word)
    while True:
        ending = next((end for end in ENDINGS if made.endswith(end) and len(made) - len(end) >= SHORTEST), None)
        if ending is None:
            break
        made = made[: -len(ending)]
    for one, other in SAME:
        if made.endswith(one):
            made = made[: -len(one)] + other
    return made


def is_contrary(one: str, other: str) -> bool:
    """Tell whether one word is the other after a syllable that denies or repeats it.

    >>> is_contrary("désactiver".replace("é", "e"), "activer"), is_contrary("reopen", "open"), is_contrary("devis", "vis")
    (True, True, False)
    """
    short, long = sorted((one, other), key=len)
    head = long[: len(long) - len(short)] if long.endswith(short) else ""
    rooted = next((begin for begin in NOT if long.startswith(begin) and root(long[len(begin) :]) == root(short)), None)
    return len(short) >= SHORTEST and (head in NOT or rooted is not None)


def shortened(word: str, known: Iterable[str]) -> list[str]:
    """Return the words that one cut short may stand for."""
    return [one for one in known if len(one) > len(word) and one.startswith(word)] if len(word) >= BEGINNING else []


def lacking(word: str) -> frozenset[str]:
    """Return a word, and the word without each of its letters in turn."""
    return frozenset({word, *(word[:at] + word[at + 1 :] for at in range(len(word)))})


def mistyped(word: str, known: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Return the words that differ from one by a letter, by what is left of them (`lacking`)."""
    if len(word) < MISTYPED:
        return frozenset()
    return frozenset(
        one for part in lacking(word) for one in known.get(part, frozenset()) if abs(len(one) - len(word)) <= 1 and one[0] == word[0]
    )
