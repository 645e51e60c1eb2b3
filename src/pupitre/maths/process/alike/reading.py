"""What the name of a step says is done, and to what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain
from typing import Final

from pupitre.maths.process.alike.forms import LITTLE, MISTYPED, fold, folded, is_done, lacking, mistyped, root, shortened, words
from pupitre.maths.process.alike.lexicon import DEEDS, QUALITIES, THINGS
from pupitre.maths.similarity.concepts import GROUPS
from pupitre.maths.similarity.words import ENGLISH, FRENCH

DEED: Final = "deed:"
THING: Final = "thing:"
EITHER: Final = "either:"
QUALITY: Final = "quality:"
LIGHT: Final = frozenset({"deed:perform", "deed:handle"})
"""Verbs that say little: another word of the name may say what is done."""
MAYBE: Final = "~"
"""Stands before a word that may have the sense of its line, and mostly has another."""
LONGEST: Final = 6
NOUNS: Final = ("ation", "ition", "ement", "ment", "ag", "ing", "al")
"""How words end that name what is done as well as what comes of it (`autorisation`)."""
PEOPLE: Final = (
    *("customer", "supplier", "employee", "insured", "patient", "user", "citizen", "prospect", "manager", "team", "technician", "doctor"),
)
PARTIES: Final = frozenset(
    {*(f"thing:{name}" for name in PEOPLE), *(f"either:{name}" for name in ("customer", "supplier", "employee", "sale", "purchase"))}
)
GENERAL: Final = frozenset(
    {"either:document", *(f"thing:{name}" for name in ("file", "document", "request", "form", "accounts", "department"))}
)
MEANT: Final = frozenset(["programme", "program", "project", "projects", "projet", "projets", "phase", "travaux", "work", "works", "new"])
"""Words that say nothing of a project and something of a step."""
TOLD: Final = frozenset(["before", "after", "avant", "apres", "non", "not", "do", "faire", "mise", "mettre", "avoir"])
SMALL: Final = (ENGLISH | FRENCH | LITTLE) - MEANT - TOLD
IMPLIED: Final[Mapping[str, tuple[str, ...]]] = {
    "deed:invoice": ("thing:invoice",),
    "deed:sample": ("thing:sample",),
    "deed:compensate": ("thing:compensation",),
    "deed:prescribe": ("thing:medication", "thing:prescription"),
    "deed:recover": ("thing:payment", "thing:overdue"),
    "deed:clear": ("thing:customs", "thing:goods"),
    "deed:count": ("thing:stock",),
    "deed:pick": ("thing:goods", "thing:order", "thing:part"),
    "deed:order": ("thing:order", "thing:order/purchase"),
    "deed:machine": ("thing:part",),
    "deed:scrap": ("thing:part", "thing:product"),
    "deed:meet": ("thing:appointment",),
    "deed:acknowledge": ("thing:receipt",),
    "deed:grade": ("thing:exam",),
    "deed:train": ("thing:training",),
    "deed:interview": ("thing:candidate", "thing:application", "thing:interview"),
    "deed:hire": ("thing:candidate", "thing:employee"),
}
"""What some deeds are always done to, whether the name says so or not."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a name, or a phrase that names one idea.

    Args:
        shown: As written, without accents. root: What it shares with words of its family.
        ideas: What lexicons say it names; none when unknown. also: What it may name too.
        is_known: Whether a lexicon holds it as it is written, but for number and gender, not only a word of its family.
        is_deed: Whether it says what is done; the others say to what.
        is_implied: Whether the name does not say it, but what is done does.
    """

    shown: str
    root: str
    ideas: frozenset[str]
    also: frozenset[str]
    is_known: bool
    is_deed: bool = False
    is_implied: bool = False

    @property
    def is_about(self) -> bool:
        """Whether it names a party, a file or a shade, more than what the work is done to."""
        said = self.ideas or self.also
        return bool(said) and all(idea in PARTIES or idea in GENERAL or idea.startswith(QUALITY) for idea in said)

    def is_of(self, *kinds: str) -> bool:
        """Tell whether it names an idea of these kinds."""
        return any(idea.startswith(kinds) for idea in self.ideas | self.also)


NOTHING: Final = Token("", "", frozenset(), frozenset(), is_known=False, is_deed=True)
"""What is done when a name does not say it."""


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
    said = words(name)
    found, at = [], 0
    while at < len(said):
        length = next((size for size in range(min(LONGEST, len(said) - at), 1, -1) if _is_phrase(said[at : at + size])), 1)
        part = said[at : at + length]
        if length > 1 or (part[0] not in SMALL and len(part[0]) > 1):
            found.append(_token(tuple(part)))
        at += length
    if found and is_done(name) and not found[-1].is_of(DEED):
        found[-1] = replace(found[-1], ideas=found[-1].ideas | _sure(_deeds(_all(_by_root().get(found[-1].root, ())))))
    return _by_role(found, is_done=is_done(name))


def _is_phrase(said: Sequence[str]) -> bool:
    # A little word at either end belongs to the rest of the name.
    return said[0] not in LITTLE and said[-1] not in LITTLE and len(folded(said)) > 1 and folded(said) in _phrases()


def _token(said: tuple[str, ...]) -> Token:
    ideas, is_known = _ideas(said)
    sure = _sure(ideas)
    also = frozenset(idea.removeprefix(MAYBE) for idea in ideas - sure) - sure
    return Token(" ".join(said), " ".join(root(word) for word in said), sure, also, is_known)


def _by_role(found: Sequence[Token], *, is_done: bool) -> tuple[tuple[Token, ...], ...]:
    if not found:
        return ((),)
    places = [at for at, token in enumerate(found) if token.is_of(DEED)]
    heavy = [at for at in places if not _is_light(found[at])]
    if len(heavy) < len(places) and any(not found[at].is_of(THING) for at in heavy):
        # `Faire le contrôle`: the verb only carries the noun.
        found = [token for at, token in enumerate(found) if at in heavy or at not in places]
        places = [at for at, token in enumerate(found) if token.is_of(DEED)]
    last = len(found) - 1
    may_end = last in places and not found[last].is_of(THING)
    may_begin = 0 in places and any(idea.startswith(DEED) for idea in found[0].ideas)
    is_noun = found[0].is_of(THING, EITHER, QUALITY)
    if last and last in places and ((is_done and (is_noun or not may_begin)) or (may_end and 0 in places and not may_begin)):
        return (_told(found, last),)
    if last and may_end and 0 in places and is_noun:
        return _told(found, 0), _told(found, last)
    if 0 in places:
        return (_told(found, 0),)
    if not places and found[0].is_of(THING, EITHER, QUALITY):
        return ((NOTHING, *(_kept(token, is_deed=False) for token in found)),)
    sure = [at for at in places if not found[at].is_of(THING)]
    return (_told(found, (sure or places or [0])[-1]),)


def _is_light(token: Token) -> bool:
    """Tell whether a word says that something is done, not what."""
    return bool(token.ideas) and token.ideas <= LIGHT


def _told(found: Sequence[Token], deed: int) -> tuple[Token, ...]:
    done = _kept(found[deed], is_deed=True)
    things = [_kept(token, is_deed=False) for at, token in enumerate(found) if at != deed]
    implied = frozenset(chain.from_iterable(IMPLIED.get(idea, ()) for idea in done.ideas))
    if implied and len(done.ideas) <= 2 and not any(token.is_of(THING, EITHER) and not token.is_about for token in things):
        things.append(Token("", "", implied, frozenset(), is_known=True, is_implied=True))
    return (done, *things)


def _kept(token: Token, *, is_deed: bool) -> Token:
    """Return a word in its role, with the ideas of that role alone when it has some."""
    roles = (DEED, QUALITY) if is_deed else (THING, EITHER, QUALITY)
    mine, also = (frozenset(idea for idea in said if idea.startswith(roles)) for said in (token.ideas, token.also))
    # A general idea may be done as well as be a thing: alone, it sets no two deeds apart.
    kept = (mine, also) if mine or also else (token.ideas, token.also)
    return replace(token, ideas=kept[0], also=kept[1], is_known=token.is_known and bool(mine or also), is_deed=is_deed)


@cache
def _phrases() -> Mapping[tuple[str, ...], frozenset[str]]:
    """Return the ideas that each word and each phrase of the lexicons names.

    The general ideas of `pupitre.maths.similarity` speak only for words that the lexicons of steps do not hold.
    """
    found: dict[tuple[str, ...], set[str]] = {}
    for kind, groups in ((DEED, DEEDS), (THING, THINGS)):
        for line in groups.strip().splitlines():
            parts = [part.strip() for part in line.split("|")]
            for part in parts:
                sense = kind + parts[0]
                found.setdefault(folded(words(part)), set()).add(MAYBE + sense if part.startswith(MAYBE) else sense)
    for row, line in enumerate(QUALITIES.strip().splitlines()):
        for at, place in enumerate(line.split("/")):
            for part in place.split("|"):
                found.setdefault(folded(words(part)), set()).add(f"{QUALITY}{row}.{at}")
    own = {part for part in found if part}
    families = _families(own)
    for family in families.values():
        _shared(found, family)
    for line in GROUPS.strip().splitlines():
        for spelt in (folded(words(part)) for part in line.split("|")):
            mates = families.get(root(spelt[0]), ()) if len(spelt) == 1 else ()
            if spelt not in own:
                found.setdefault(spelt, set()).update(
                    chain.from_iterable(found[mate,] for mate in mates) if mates else {EITHER + line.split("|")[0].strip()}
                )
    return {part: frozenset(ideas) for part, ideas in found.items() if part}


def _shared(found: Mapping[tuple[str, ...], set[str]], family: Sequence[str]) -> None:
    """Let the words of a family that share a deed share all they do: a noun means what its verb means."""
    deeds = {word: {idea for idea in found[word,] if idea.removeprefix(MAYBE).startswith(DEED)} for word in family}
    for word in family:
        sure = {idea for idea in deeds[word] if not idea.startswith(MAYBE)}
        found[word,].update(chain.from_iterable(deeds[mate] for mate in family if deeds[mate] & sure))


def _families(known: Iterable[tuple[str, ...]]) -> Mapping[str, tuple[str, ...]]:
    """Return single words by their roots."""
    found: dict[str, list[str]] = {}
    for word, *rest in sorted(known):
        if not rest and len(word) > 3:
            found.setdefault(root(word), []).append(word)
    return {one: tuple(family) for one, family in found.items()}


@cache
def _by_root() -> Mapping[str, tuple[str, ...]]:
    return _families(_phrases())


@cache
def _by_letters() -> Mapping[str, frozenset[str]]:
    """Return the long single words of the lexicons by what is left of them when a letter is missing."""
    found: dict[str, set[str]] = {}
    for word, *rest in _phrases():
        if not rest and len(word) >= MISTYPED - 1:
            for part in lacking(word):
                found.setdefault(part, set()).add(word)
    return {part: frozenset(family) for part, family in found.items()}


def _ideas(said: tuple[str, ...]) -> tuple[frozenset[str], bool]:
    """Return what a word or a phrase names, and whether a lexicon holds it."""
    exact = _phrases().get(folded(said), frozenset())
    word = fold(said[-1])
    family = _by_root().get(root(word), ())
    if exact and len(said) == 1 and word.endswith(NOUNS) and not _deeds(exact):
        exact |= _deeds(_all(family))
    if exact or len(said) > 1:
        return exact, True
    if family:
        return _all(family), False
    short = shortened(word, (one for (one, *rest) in _phrases() if not rest))
    common = frozenset.intersection(*(_phrases()[(one,)] for one in short)) if short else frozenset[str]()
    return common or _all(mistyped(word, _by_letters())), False


def _deeds(ideas: frozenset[str]) -> frozenset[str]:
    return frozenset(idea for idea in ideas if idea.removeprefix(MAYBE).startswith(DEED))


def _sure(ideas: frozenset[str]) -> frozenset[str]:
    return frozenset(idea for idea in ideas if not idea.startswith(MAYBE))


def _all(family: Sequence[str] | frozenset[str]) -> frozenset[str]:
    return frozenset(chain.from_iterable(_phrases()[(word,)] for word in family))
