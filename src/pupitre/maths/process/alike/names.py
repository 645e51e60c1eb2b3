"""How much the names of two steps say the same thing, in one language or in two."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain
from typing import Final

import numpy as np
import numpy.typing as npt
import snowballstemmer

from pupitre.maths.process.alike.lexicon import DEEDS, THINGS
from pupitre.maths.similarity import of_one_series, plain
from pupitre.maths.similarity.concepts import GROUPS
from pupitre.maths.similarity.words import ENGLISH, FRENCH

Floats = npt.NDArray[np.float64]

DEED: Final = "deed:"
THING: Final = "thing:"
EITHER: Final = "either:"
OTHER: Final = 0.05
"""What is left when two words name things known to be different."""
UNSURE: Final = 0.3
"""What is left when a word of one name is in no lexicon: it may or may not be the other's."""
MORE: Final = 0.6
"""What is left when one name says something that the other does not: a party, a file, a word of no lexicon."""
ELSE: Final = 0.15
"""The same when what it says more is a thing known: the complaint of a customer is no customer."""
BARE: Final = 0.64
"""What is left when neither name says to what it is done."""
PARTY: Final = 0.4
"""A word that names a party or a file weighs less than what it is about."""
SIDES: Final = frozenset({"customer", "supplier", "employee"})
PARTIES: Final = SIDES | {"sale", "file", "document"}
UNREAD: Final = 1.0
"""What a word weighs in the reading that did not count it."""
COUSINS: Final = 0.8
"""What two words written nearly alike are worth (`contract`, `contrat`)."""
BEGINNING: Final = 6
DICE: Final = 0.6
LONGEST: Final = 5
ENDING: Final = 2
"""Letters that the endings of one word may add to one another."""
WORD: Final = re.compile(r"[a-z]+")
MEANT: Final = frozenset(["programme", "program", "project", "projects", "projet", "projets", "phase", "travaux", "work", "works", "new"])
"""Words that say nothing of a project and something of a step."""
SMALL: Final = (ENGLISH | FRENCH) - MEANT


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a name, or a phrase that names one idea.

    Args:
        shown: As written, without accents. stems: Its stems in both languages. ideas: What lexicons say it names; none when unknown.
        is_known: Whether a lexicon holds it as it is written, not only a word of its family.
        is_deed: Whether it says what is done; the others say to what.
    """

    shown: str
    stems: frozenset[str]
    ideas: frozenset[str]
    is_known: bool
    is_deed: bool = False


@cache
def tokens(name: str) -> tuple[Token, ...]:
    """Return the words of a name that say something, phrases of the lexicons taken whole, what is done first.

    >>> [token.shown for token in tokens("3. Facture : mise à jour")]
    ['mise a jour', 'facture']
    """
    return readings(name)[0]


@cache
def readings(name: str) -> tuple[tuple[Token, ...], ...]:
    """Return the ways to read a name: `tokens`, and the other way round when its first and its last word may both be what is done."""
    words = WORD.findall(plain(name))
    phrases, found, at = _phrases(), [], 0
    while at < len(words):
        length = next((size for size in range(min(LONGEST, len(words) - at), 1, -1) if tuple(words[at : at + size]) in phrases), 1)
        said = tuple(words[at : at + length])
        if length > 1 or (words[at] not in SMALL and len(words[at]) > 1):
            found.append(Token(" ".join(said), _stems(" ".join(said)), _ideas(said), said in phrases))
        at += length
    return _by_role(found)


def _by_role(found: Sequence[Token]) -> tuple[tuple[Token, ...], ...]:
    if not found:
        return ((),)
    last = len(found) - 1
    may_end = _is_of_kind(found[last], DEED) and not _is_of_kind(found[last], THING)
    if last and may_end and _is_of_kind(found[0], DEED) and _is_of_kind(found[0], THING, EITHER):
        return _told(found, 0), _told(found, last)
    return (_told(found, last if may_end and not _is_of_kind(found[0], DEED) else 0),)


def _told(found: Sequence[Token], deed: int) -> tuple[Token, ...]:
    things = [_kept(token, is_deed=False) for at, token in enumerate(found) if at != deed]
    return (_kept(found[deed], is_deed=True), *things)


def _is_of_kind(token: Token, *kinds: str) -> bool:
    return any(idea.startswith(kinds) for idea in token.ideas)


def _kept(token: Token, *, is_deed: bool) -> Token:
    """Return a word in its role, with the ideas of that role alone when it has some."""
    roles = (DEED,) if is_deed else (THING, EITHER)
    mine = frozenset(idea for idea in token.ideas if idea.startswith(roles))
    # A general idea may be done as well as be a thing: alone, it sets no two deeds apart.
    return replace(token, ideas=mine or token.ideas, is_known=token.is_known and bool(mine), is_deed=is_deed)


@cache
def _phrases() -> dict[tuple[str, ...], frozenset[str]]:
    """Return the ideas that each phrase, and each stem, of the lexicons names."""
    found: dict[tuple[str, ...], set[str]] = {}
    for kind, groups in ((DEED, DEEDS), (THING, THINGS), (EITHER, GROUPS)):
        for line in groups.strip().splitlines():
            parts = [tuple(WORD.findall(plain(part))) for part in line.split("|")]
            for part in parts:
                found.setdefault(part, set()).add(f"{kind}{' '.join(parts[0])}")
    return {part: frozenset(ideas) for part, ideas in found.items()}


@cache
def _by_stem() -> dict[str, tuple[str, ...]]:
    """Return the single words of the lexicons by their stems."""
    found: dict[str, list[str]] = {}
    for part in _phrases():
        if len(part) == 1 and len(part[0]) > 3:
            for stem in _stems(part[0]):
                found.setdefault(stem, []).append(part[0])
    return {stem: tuple(words) for stem, words in found.items()}


def _ideas(words: tuple[str, ...]) -> frozenset[str]:
    exact = _phrases().get(words)
    if exact or len(words) > 1:
        return exact or frozenset()
    family = {word for stem in _stems(words[0]) for word in _by_stem().get(stem, ()) if _one_word(word, words[0])}
    return frozenset(chain.from_iterable(_phrases()[(word,)] for word in family))


def _one_word(one: str, other: str) -> bool:
    """Tell whether two words of one stem are one word, but for its ending: two languages give one stem to words that only look alike."""
    common = next((at for at, (mine, yours) in enumerate(zip(one, other, strict=False)) if mine != yours), min(len(one), len(other)))
    return common >= min(len(one), len(other)) - 1 and abs(len(one) - len(other)) <= ENDING


@cache
def _stemmer(language: str) -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer(language)


@cache
def _stems(word: str) -> frozenset[str]:
    return frozenset({str(_stemmer(language).stemWord(word)) for language in ("french", "english")})


@cache
def _evidence(one: Token, other: Token) -> float:
    """Return how likely two words name the same thing, 0–1."""
    if one.ideas & other.ideas or (one.stems & other.stems and _one_word(one.shown, other.shown)):
        return 1.0
    if one.is_known and other.is_known:
        return OTHER
    if _cousins(one.shown, other.shown):
        return COUSINS
    return UNSURE


def _cousins(one: str, other: str) -> bool:
    if min(len(one), len(other)) < 5 or one[0] != other[0]:
        return False
    if one[:BEGINNING] == other[:BEGINNING]:
        return True
    ours, theirs = ({word[at : at + 3] for at in range(len(word) - 2)} for word in (one, other))
    return 2 * len(ours & theirs) / (len(ours) + len(theirs)) >= DICE


@dataclass(frozen=True, slots=True)
class Names:
    """How names compare, each pair once.

    Args:
        same: How likely two names say the same thing done to the same thing, 0–1, shape (n, n).
        near: The share of what they say that is the same, whatever the rest, 0–1, shape (n, n).
    """

    same: Floats
    near: Floats


def compared(names: Sequence[str]) -> Names:
    """Return how names compare with one another.

    What is done is compared with what is done; each word of what it is done to, with the word of the other name that is most likely its
    own, rare words counting more. Naming one thing known to be different is enough to set two names apart, and so are numbers that set
    them in one series (line 1, line 2).
    """
    said = [readings(name) for name in names]
    spread = Counter(chain.from_iterable({_head(token) for token in one[0]} for one in said))
    rarity = {head: float(np.log((1 + len(said)) / (1 + count))) + 0.3 for head, count in spread.items()}
    weighed = [[_weighed(reading, rarity) for reading in one] for one in said]
    same, near = np.eye(len(names)), np.eye(len(names))
    for first in range(len(names)):
        for second in range(first):
            # Both names are never turned round together: their last words would then pass for what is done.
            ways = [(weighed[first][0], other) for other in weighed[second]] + [(one, weighed[second][0]) for one in weighed[first][1:]]
            alike, shared = max(_pair(one, other) for one, other in ways)
            if alike > UNSURE and _in_series(names[first], names[second]):
                alike = OTHER
            same[first, second] = same[second, first] = alike
            near[first, second] = near[second, first] = shared
    return Names(same, near)


def _in_series(one: str, other: str) -> bool:
    """Tell whether two names differ by numbers, as two of a series do."""
    return any(letter.isdigit() for letter in one + other) and of_one_series(one, other)


def _head(token: Token) -> str:
    return min(token.ideas) if token.ideas else min(token.stems)


Weighed = Sequence[tuple[Token, float]]


def _weighed(reading: Sequence[Token], rarity: Mapping[str, float]) -> Weighed:
    """Return the words of a name with what each weighs."""
    parties = [PARTY if _is_of(token, PARTIES) and not token.is_deed else 1.0 for token in reading]
    return [(token, part * rarity.get(_head(token), UNREAD)) for token, part in zip(reading, parties, strict=True)]


def _pair(one: Weighed, other: Weighed) -> tuple[float, float]:
    """Return how likely two names say the same, and the share of what they say that is the same.

    What is done counts for half and what it is done to for the other half.
    """
    if not one or not other:
        return 0.0, 0.0
    deed = _evidence(one[0][0], other[0][0])
    things, common, total = _things(one[1:], other[1:])
    weight = one[0][1] + other[0][1]
    return float(np.sqrt(deed * things)), (common + weight * (deed >= COUSINS)) / (total + weight)


def _things(one: Weighed, other: Weighed) -> tuple[float, float, float]:
    """Return how likely two sets of words name the same thing, the weight of what both say, and that of all they say."""
    if not one or not other:
        return (UNSURE if one or other else BARE), 0.0, sum(weight for _, weight in (*one, *other))
    scores = sorted(
        (
            (_evidence(token, mate), _is_of(token, SIDES) == _is_of(mate, SIDES), heavy + weighty, at, to)
            for at, (token, heavy) in enumerate(one)
            for to, (mate, weighty) in enumerate(other)
        ),
        key=lambda row: (-row[0], not row[1], -row[2], row[3], row[4]),
    )
    ours, theirs = set(range(len(one))), set(range(len(other)))
    total, logs, common, is_named = 0.0, 0.0, 0.0, False
    for likely, _, weight, at, to in scores:
        if at in ours and to in theirs:
            ours.discard(at)
            theirs.discard(to)
            mates, score = (one[at][0], other[to][0]), likely
            if score == OTHER and all(_is_of(token, SIDES) for token in mates):
                # Two parties that differ are no detail: the invoice of a customer is not that of a supplier.
                weight /= PARTY
            elif score < COUSINS and all(_is_of(token, PARTIES) for token in mates):
                score = MORE
            elif score == UNSURE and is_named:
                # Once both name the same thing, words that nothing is known of only tell more of it.
                score = MORE
            total += weight
            logs += weight * float(np.log(score))
            common += weight * (score >= COUSINS)
            is_named = is_named or (score >= COUSINS and not _is_of(mates[0], PARTIES))
    for token, weight in [one[at] for at in sorted(ours)] + [other[to] for to in sorted(theirs)]:
        total += weight
        logs += weight * float(np.log(ELSE if token.is_known and not _is_of(token, PARTIES) else MORE))
    return float(np.exp(logs / total)), common, total


def _is_of(token: Token, parties: frozenset[str]) -> bool:
    return any(idea.partition(":")[2] in parties for idea in token.ideas)
