"""Which names answer to what somebody types: accents, case, word order and one slip of the finger do not matter."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

SEARCHED: Final = (
    "objective",
    "kpi",
    "project",
    "person",
    "decision",
    "action",
    "risk",
    "supplier",
    "unit",
    "axis",
    "programme",
    "process",
    "improvement",
    "finding",
)
"""Kinds that are searched; of two that answer as well, the first of this list comes first."""
EXACT, STARTS, HOLDS, NEAR, KIND = 5.0, 4.0, 2.0, 1.0, 0.5
"""What a word typed is worth: it is a word of the name, begins one, stands inside one, is a slip away from one, names the kind."""
HOLDS_FROM: Final = 3
"""Letters from which a word is also looked for inside others."""
NEAR_FROM: Final = 4
"""Letters from which one slip is forgiven: below, everything would be near."""
KIND_FROM: Final = 4
"""Letters from which a word may name a kind."""
CODE: Final = 20.0
"""What it is worth to have typed the code."""
WHOLE: Final = 6.0
"""What it is worth that the name begins with all that was typed."""

Name = tuple[str, str]
"""The kind and the code of something."""


def folded(text: str) -> str:
    """Return a text in small letters without accents, its punctuation as blanks.

    >>> folded("Délai n°4 : l'Œuvre")
    'delai n 4 l oeuvre'
    """
    plain = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "oe").replace("æ", "ae")).casefold()
    return " ".join(re.findall(r"[^\W_]+", "".join(letter for letter in plain if not unicodedata.combining(letter))))


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that can be found.

    Args:
        kind: What it is. key: Its code. name: Its name as written. about: What stands beside its name, such as a department; not searched.
        plain: Its name, folded. words: The words it answers to.
    """

    kind: str
    key: str
    name: str
    about: str
    plain: str
    words: frozenset[str]

    @classmethod
    def of(cls, kind: str, key: str, name: str, about: str = "") -> Entry:
        """Return an entry from what is written."""
        plain = folded(name)
        return cls(kind, key, name, about, plain, frozenset([*plain.split(), *folded(key).split()]))


class Index:
    """Every name by its words.

    Args:
        kinds: By kind, the folded words that name it in any language, such as "project" and "projet".
    """

    def __init__(self, kinds: dict[str, frozenset[str]] | None = None) -> None:
        self.entries: dict[Name, Entry] = {}
        self.holders: dict[str, set[Name]] = {}
        self.codes: dict[str, set[Name]] = {}
        self._kinds = kinds or {}

    def put(self, entry: Entry) -> None:
        """Add something, or replace what has its kind and code."""
        name = (entry.kind, entry.key)
        self.drop(name)
        self.entries[name] = entry
        self.codes.setdefault(folded(entry.key), set()).add(name)
        for word in entry.words:
            self.holders.setdefault(word, set()).add(name)

    def drop(self, name: Name) -> None:
        """Forget something; what is not known is forgotten already."""
        entry = self.entries.pop(name, None)
        if entry is None:
            return
        self.codes.get(folded(entry.key), set()).discard(name)
        for word in entry.words:
            held = self.holders[word]
            held.discard(name)
            if not held:
                del self.holders[word]

    def best(self, asked: str, *, limit: int, is_seen: Callable[[Name], bool]) -> list[Entry]:
        """Return what answers to all the words typed, the best first.

        Args:
            asked: What was typed. limit: How many at most. is_seen: Whether something may be shown.
        """
        plain = folded(asked)
        scores = self._scored(plain.split())
        for name in self.codes.get(plain, ()):
            scores[name] = scores.get(name, 0.0) + CODE
        ranked = sorted(scores, key=lambda name: self._order(name, scores[name], plain))
        return [self.entries[name] for name in _first(ranked, limit, is_seen)]

    def _scored(self, typed: list[str]) -> dict[Name, float]:
        named = [self._kinds_of(word) for word in typed]
        found = [self._word(word) for word in typed]
        if not any(found):
            return {}
        # The rarest word comes first: what it leaves is all that the others have to be compared with.
        order = sorted(range(len(typed)), key=lambda at: (bool(named[at]), len(found[at])))
        scores = dict(found[order[0]])
        for at in order[1:]:
            kept = {}
            for name, score in scores.items():
                worth = found[at].get(name, KIND if name[0] in named[at] else 0.0)
                if worth:
                    kept[name] = score + worth
            scores = kept
        return scores

    def _word(self, typed: str) -> dict[Name, float]:
        """Return what has a word that answers to one typed; slips are looked for only when nothing is written so."""
        found: dict[Name, float] = {}
        for word, names in self.holders.items():
            worth = EXACT if word == typed else STARTS if word.startswith(typed) else 0.0
            if not worth and len(typed) >= HOLDS_FROM and typed in word:
                worth = HOLDS
            if worth:
                _raise(found, names, worth)
        if not found and len(typed) >= NEAR_FROM:
            for word, names in self.holders.items():
                if is_near(typed, word):
                    _raise(found, names, NEAR)
        return found

    def _kinds_of(self, typed: str) -> frozenset[str]:
        if len(typed) < KIND_FROM:
            return frozenset()
        return frozenset(kind for kind, words in self._kinds.items() if any(word.startswith(typed) for word in words))

    def _order(self, name: Name, score: float, plain: str) -> tuple[float, int, int, str, str]:
        entry = self.entries[name]
        whole = WHOLE if entry.plain.startswith(plain) else 0.0
        return -(score + whole), SEARCHED.index(entry.kind), len(entry.plain), entry.plain, entry.key


def _raise(found: dict[Name, float], names: Iterable[Name], worth: float) -> None:
    for name in names:
        if found.get(name, 0.0) < worth:
            found[name] = worth


def _first(ranked: Iterable[Name], limit: int, is_seen: Callable[[Name], bool]) -> list[Name]:
    shown: list[Name] = []
    for name in ranked:
        if len(shown) == limit:
            break
        if is_seen(name):
            shown.append(name)
    return shown


def is_near(typed: str, word: str) -> bool:
    """Tell whether one letter more, less, other, or two exchanged make the word, or its beginning.

    >>> is_near("logisitque", "logistique"), is_near("logstiq", "logistique"), is_near("achat", "rachis")
    (True, True, False)
    """
    length = len(typed)
    if len(word) < length - 1 or (word[0] != typed[0] and word[:2] != typed[1::-1]):
        return False
    return any(one_slip(typed, word[:end]) for end in {min(len(word), size) for size in (length - 1, length, length + 1)})


def one_slip(one: str, other: str) -> bool:
    """Tell whether two texts differ by one letter added, removed, changed, or by two neighbours exchanged."""
    if abs(len(one) - len(other)) > 1:
        return False
    start = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        start += 1
    rest, left = one[start:], other[start:]
    if len(rest) == len(left):
        return rest[1:] == left[1:] or (len(rest) > 1 and rest[:2] == left[1::-1] and rest[2:] == left[2:])
    return rest[1:] == left if len(rest) > len(left) else rest == left[1:]
