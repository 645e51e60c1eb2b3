"""Business keys and names in a form that can be compared."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

LONGEST_KEY = 64
WRITTEN = ("person", "process")
"""Kinds of which the name is shown again as it was written."""
_APART = re.compile(r"[^\w]+|_+")


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Return a name without case, accents or punctuation: the form in which two spellings are the same.

    >>> fold("Qualité - R.S.E.")
    'qualite r s e'
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(word for word in _APART.split(plain.casefold()) if word)


def slug(text: str) -> str:
    """Return the business key of a thing that has a name and no code; a very long name is cut and closed by six digits of its digest.

    >>> slug("Refonte du site — phase 2")
    'refonte-du-site-phase-2'
    """
    key = fold(text).replace(" ", "-")
    if len(key) <= LONGEST_KEY:
        return key
    return f"{key[: LONGEST_KEY - 7].rstrip('-')}-{hashlib.sha256(key.encode()).hexdigest()[:6]}"


def fold_person(text: str) -> str:
    """Return a person's name in a form where the order of first and last name does not matter.

    >>> fold_person("DURAND, Sophie") == fold_person("Sophie Durand")
    True
    """
    return " ".join(sorted(fold(text).split()))


@dataclass(frozen=True, slots=True)
class Names:
    """What is already known by name: kind → spelling → key.

    Args:
        keys: For each kind, every key.
        names: For each kind, folded name → key; an empty key marks a name that several things share.
        written: Folded name of a person or a process → the name as written first.
    """

    keys: Mapping[str, frozenset[str]] = field(default_factory=dict)
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    written: Mapping[str, str] = field(default_factory=dict)

    def find(self, kind: str, text: str) -> str | None:
        """Return the key that a code or a name stands for; None when nothing or several things are called so."""
        if text in self.keys.get(kind, ()):
            return text
        return self.names.get(kind, {}).get(folded(kind, text)) or None

    def is_shared(self, kind: str, text: str) -> bool:
        """Whether several things of that kind have this name."""
        return self.names.get(kind, {}).get(folded(kind, text)) == ""

    def knows(self, kind: str) -> bool:
        """Whether at least one thing of that kind is known."""
        return bool(self.keys.get(kind))

    def joined(self, things: Iterable[tuple[str, str, str]]) -> Names:
        """Return these names and more: `(kind, key, name)` each."""
        keys = {kind: set(known) for kind, known in self.keys.items()}
        names = {kind: dict(known) for kind, known in self.names.items()}
        written = dict(self.written)
        for kind, key, name in things:
            keys.setdefault(kind, set()).add(key)
            known, spelling = names.setdefault(kind, {}), folded(kind, name)
            if spelling:
                known[spelling] = key if known.get(spelling, key) == key else ""
                if kind in WRITTEN:
                    written.setdefault(spelling, name)
        return Names({k: frozenset(v) for k, v in keys.items()}, names, written)


def abbreviates(short: str, full: str) -> bool:
    """Tell whether a person's name may be another one with initials, both as `fold_person` writes them.

    >>> abbreviates(fold_person("C. Dubois"), fold_person("DUBOIS Claire"))
    True
    >>> abbreviates(fold_person("Dubois"), fold_person("DUBOIS Claire"))
    False
    """
    written, rest = short.split(), full.split()
    initials = [word for word in written if len(word) == 1]
    for word in written:
        if len(word) > 1:
            if word not in rest:
                return False
            rest.remove(word)
    return 0 < len(initials) < len(written) and sorted(initials) == sorted(word[0] for word in rest)


def folded(kind: str, text: str) -> str:
    """Return a name as it is compared for that kind of thing."""
    return fold_person(text) if kind == "person" else fold(text)
