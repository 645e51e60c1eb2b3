"""How much the names of two steps say the same thing, in one language or in two."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain
from typing import Final

import numpy as np
import numpy.typing as npt

from pupitre.maths.process.alike.forms import is_contrary, letters
from pupitre.maths.process.alike.lexicon import NEAR_DEEDS, NEAR_THINGS
from pupitre.maths.process.alike.reading import DEED, GENERAL, LIGHT, NOTHING, QUALITY, THING, Token, readings, tokens
from pupitre.maths.similarity import of_one_series

__all__ = ["Floats", "Names", "compared", "readings", "tokens"]

Floats = npt.NDArray[np.float64]

OTHER: Final = 0.05
"""What is left when two words name things known to be different."""
MAYBE: Final = 0.46
"""What is left when two deeds share a sense that is not the first of both: `to route`, `to send`."""
MAYBE_THING: Final = 0.64
"""The same of two things: `application`, `demande`."""
CLOSE: Final = 0.33
"""What is left when two deeds are neighbours, often one work in two departments: to open a file, to enter it."""
OPENING: Final = frozenset({"deed:create", "deed:register"})
RECORDS: Final = frozenset(
    THING + name
    for name in (
        *("file", "request", "claim", "incident", "application", "nonconformity", "complaint", "requisition"),
        *("customer/record", "supplier/record", "employee/record"),
    )
)
"""What is opened by being entered: `ouvrir le sinistre`, `enregistrer le sinistre`."""
UNSURE: Final = 0.3
"""What is left when a word of one name is in no lexicon: it may or may not be the other's."""
MORE: Final = 0.6
"""What is left when one name says something that the other does not: a party, a file, a word of no lexicon."""
ELSE: Final = 0.15
"""The same when what it says more is a thing known: the complaint of a customer is no customer."""
BARE: Final = 0.64
"""What is left when neither name says to what it is done."""
CRAFT: Final = 0.5
"""What is left when one name alone says to what a work of one trade is done: `usinage`, `usiner la pièce`."""
KIND: Final = 0.85
"""What a thing and one of its kinds are worth."""
PARTY: Final = 0.4
"""A word that names a party or a file weighs less than what it is about."""
SIDES: Final = {
    "thing:customer": "out",
    "either:sale": "out",
    "either:customer": "out",
    "thing:supplier": "in",
    "either:purchase": "in",
    "either:supplier": "in",
    "thing:employee": "own",
    "either:employee": "own",
}
"""The parties of a company, by the side on which they stand."""
CRAFTS: Final = frozenset(
    DEED + name
    for name in (
        *(
            "machine",
            "turn",
            "mill",
            "drill",
            "grind",
            "cut",
            "bend",
            "weld",
            "mould",
            "paint",
            "mix",
            "assemble",
            "dismantle",
            "calibrate",
        ),
        *("sample", "weigh", "pick", "pack", "load", "unload", "label", "count", "prescribe", "discharge", "invoice", "sterilise", "hire"),
        *("transfuse", "interview", "backup", "prepare", "scrap", "compensate"),
    )
)
"""Work that says by itself what it is done to."""
UNREAD: Final = 1.0
"""What a word weighs in the reading that did not count it."""
COUSINS: Final = 0.8
"""What two words written nearly alike are worth (`contract`, `contrat`)."""
BEGINNING: Final = 6
DICE: Final = 0.6


@cache
def _evidence(one: Token, other: Token) -> float:
    """Return how likely two words name the same thing, 0–1."""
    if one.ideas & other.ideas or (one.root and one.root == other.root):
        return 1.0
    if (one.ideas | one.also) & (other.ideas | other.also):
        return MAYBE if one.is_deed else MAYBE_THING
    if one.is_deed and other.is_deed and (one.ideas | other.ideas) & LIGHT:
        return COUSINS if one.ideas & LIGHT and other.ideas & LIGHT else UNSURE
    if _are_kin(one.ideas, other.ideas):
        return KIND
    if _side(one) is not None and _side(one) == _side(other):
        return KIND
    if is_contrary(one.shown, other.shown):
        return OTHER
    if one.ideas and other.ideas and _are_near(one.ideas, other.ideas):
        return CLOSE
    if one.is_known and other.is_known:
        return OTHER
    if _cousins(one.shown, other.shown):
        return COUSINS
    return UNSURE


def _are_kin(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether one names a kind of what the other names."""
    parts = ((mine.partition("/"), yours.partition("/")) for mine in one for yours in other if mine.startswith(THING))
    return any(mine[0] == yours[0] and bool(mine[1]) != bool(yours[1]) for mine, yours in parts)


@cache
def _neighbours() -> frozenset[frozenset[str]]:
    rows = ((kind, line.split()) for kind, lines in ((DEED, NEAR_DEEDS), (THING, NEAR_THINGS)) for line in lines.strip().splitlines())
    return frozenset(frozenset((kind + head, kind + other)) for kind, (head, *others) in rows for other in others)


def _are_near(one: frozenset[str], other: frozenset[str]) -> bool:
    return any(frozenset((mine, yours)) in _neighbours() for mine in one for yours in other)


def _cousins(one: str, other: str) -> bool:
    if min(len(one), len(other)) < 5 or one[0] != other[0]:
        return False
    if one[:BEGINNING] == other[:BEGINNING]:
        return True
    ours, theirs = ({word[at : at + 3] for at in range(len(word) - 2)} for word in (one, other))
    return 2 * len(ours & theirs) / (len(ours) + len(theirs)) >= DICE


@cache
def _side(token: Token) -> str | None:
    sides = {SIDES[idea] for idea in token.ideas if idea in SIDES}
    return sides.pop() if len(sides) == 1 else None


@cache
def _is_general(token: Token) -> bool:
    """Tell whether a word names one of the company's parties, a file or a shade: another one is no other work."""
    return token.is_about and (_side(token) is not None or bool(token.ideas & GENERAL) or _is_shade(token))


@cache
def _is_shade(token: Token) -> bool:
    return bool(token.ideas) and all(idea.startswith(QUALITY) for idea in token.ideas)


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
    them in one series (line 1, line 2) and shades of one row (first, last).
    """
    return _compared(tuple(names))


@lru_cache(maxsize=2)
def _compared(names: tuple[str, ...]) -> Names:
    # Steps, whole processes and entries are told from the same names in turn.
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
            if alike > UNSURE and (_in_series(names[first], names[second]) or _are_opposed(said[first][0], said[second][0])):
                alike = OTHER
            same[first, second] = same[second, first] = alike
            near[first, second] = near[second, first] = shared
    same.flags.writeable = near.flags.writeable = False
    return Names(same, near)


def _in_series(one: str, other: str) -> bool:
    """Tell whether two names differ by numbers, or by capitals that number them, as two of a series do."""
    if letters(one) and letters(other) and not letters(one) & letters(other):
        return True
    return any(letter.isdigit() for letter in one + other) and of_one_series(one, other)


def _are_opposed(one: Sequence[Token], other: Sequence[Token]) -> bool:
    """Tell whether two names hold two places of one row: `contrôle initial`, `contrôle final`."""
    mine, yours = _places(one), _places(other)
    return any(row in yours and not mine[row] & yours[row] for row in mine)


@cache
def _places_of(token: Token) -> tuple[tuple[str, str], ...]:
    found = (idea.removeprefix(QUALITY).partition(".") for idea in token.ideas if idea.startswith(QUALITY))
    return tuple((row, place) for row, _, place in found)


def _places(reading: Sequence[Token]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for row, place in chain.from_iterable(_places_of(token) for token in reading):
        found.setdefault(row, set()).add(place)
    return found


def _head(token: Token) -> str:
    return min(token.ideas or token.also, default=token.root)


Weighed = Sequence[tuple[Token, float]]


def _weighed(reading: Sequence[Token], rarity: Mapping[str, float]) -> Weighed:
    """Return the words of a name with what each weighs."""
    parties = [PARTY if _is_general(token) and not token.is_deed else 1.0 for token in reading]
    return [(token, part * rarity.get(_head(token), UNREAD)) for token, part in zip(reading, parties, strict=True)]


def _pair(one: Weighed, other: Weighed) -> tuple[float, float]:
    """Return how likely two names say the same, and the share of what they say that is the same.

    What is done counts for half and what it is done to for the other half.
    """
    if not one or not other:
        return 0.0, 0.0
    deed = 1.0 if one[0][0] is NOTHING is other[0][0] else _evidence(one[0][0], other[0][0])
    bare = CRAFT if deed == 1.0 and one[0][0].ideas & other[0][0].ideas & CRAFTS else UNSURE
    things, common, total = _things(one[1:], other[1:], bare)
    if deed == CLOSE and all(said[0][0].ideas & OPENING and any(token.ideas & RECORDS for token, _ in said[1:]) for said in (one, other)):
        deed = MAYBE
    weight = one[0][1] + other[0][1]
    if one[0][0] is NOTHING is other[0][0]:
        deed = things
    return float(np.sqrt(deed * things)), (common + weight * (deed >= COUSINS)) / (total + weight)


def _things(one: Weighed, other: Weighed, bare: float) -> tuple[float, float, float]:
    """Return how likely two sets of words name the same thing, the weight of what both say, and that of all they say."""
    if not one or not other:
        return (bare if one or other else BARE), 0.0, sum(weight for _, weight in (*one, *other))
    scores = sorted(
        (
            (_evidence(token, mate), _is_general(token) == _is_general(mate), heavy + weighty, at, to)
            for at, (token, heavy) in enumerate(one)
            for to, (mate, weighty) in enumerate(other)
        ),
        key=lambda row: (-row[0], not row[1], -row[2], row[3], row[4]),
    )
    ours, theirs = set(range(len(one))), set(range(len(other)))
    total, logs, common, is_named, most = 0.0, 0.0, 0.0, False, 1.0
    for likely, _, weight, at, to in scores:
        if at in ours and to in theirs:
            ours.discard(at)
            theirs.discard(to)
            mates, score = (one[at][0], other[to][0]), likely
            sides = [_side(token) for token in mates]
            if score == OTHER and None not in sides:
                # Two parties that differ are no detail: the invoice of a customer is not that of a supplier.
                weight /= PARTY
            elif score < COUSINS and all(_is_general(token) for token in mates):
                score = ELSE if _is_shade(mates[0]) != _is_shade(mates[1]) else MORE
            elif score == UNSURE and is_named:
                # Once both name the same thing, words that nothing is known of only tell more of it.
                score = MORE
            # What is added to two words of which nothing is known makes them no likelier.
            most = UNSURE if score == UNSURE else most
            total += weight
            logs += weight * float(np.log(score))
            common += weight * (score >= COUSINS)
            is_named = is_named or (score >= COUSINS and not _is_general(mates[0]))
    left = [(one[at], at, one) for at in sorted(ours)] + [(other[to], to, other) for to in sorted(theirs)]
    for (token, weight), place, said in left:
        # `Incident ticket`: the second word says no more than the first.
        if not token.is_implied and not any(token.ideas & mate.ideas for at, (mate, _) in enumerate(said) if at != place):
            total += weight
            logs += weight * float(np.log(ELSE if token.is_known and not token.is_about else MORE))
    return min(float(np.exp(logs / total)), 1.0 if is_named else most) if total else BARE, common, total
