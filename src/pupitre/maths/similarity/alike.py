"""Pairs of texts that share most of what they are about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import numpy.typing as npt

from pupitre.maths.similarity.words import Features, features

Floats = npt.NDArray[np.float64]

CLOSE = 0.30
"""Cosine under which two texts are not looked at."""


@dataclass(frozen=True, slots=True)
class Document:
    """A text to compare.

    Args:
        key: What names it.
        text: All that it says.
    """

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two texts that say much the same.

    Args:
        first: Key of one. second: Key of the other, later in the list.
        closeness: Cosine between the two, 0–1.
        common_share: Share of what the shorter one says, weighed by rarity, that the other says too, 0–1.
        shared: What both say, most telling first; a word of the first, then that of the second when it is another.
    """

    first: str
    second: str
    closeness: float
    common_share: float
    shared: tuple[tuple[str, str], ...]


def alike(
    documents: Sequence[Document], *, pair_allowed: Callable[[str, str], bool] = lambda _first, _second: True
) -> tuple[Likeness, ...]:
    """Return the pairs of texts that say the same thing, closest first.

    Two texts are alike when they are close (cosine of 0.30 or more), share at least a third of what the shorter says, and share five
    different things; texts of few words share three, and nearly all they say. The bounds were set on the aims of public projects.

    Args:
        documents: The texts, each key once.
        pair_allowed: Tells from two keys whether the pair is worth looking at.

    Source:
        Cosine of tf-idf vectors: Salton and Buckley, "Term-weighting approaches in automatic text retrieval", 1988. Stems: Porter,
        Snowball, 2001. docs/methods/duplicate-projects.md gives the weights and the limits.
    """
    found = [features(document.text) for document in documents]
    spread = Counter(chain.from_iterable(f.weights for f in found))
    rarity = {feature: float(np.log((1 + len(found)) / (1 + count))) for feature, count in spread.items()}
    pairs = []
    for first, second, closeness in _close_pairs(found, rarity):
        one, other = documents[first].key, documents[second].key
        if pair_allowed(one, other):
            shared = _shared(found[first], found[second], rarity)
            common = _common_share(found[first], found[second], rarity)
            if _say_the_same(closeness, common, len(shared)):
                pairs.append(Likeness(one, other, closeness, common, shared))
    return tuple(sorted(pairs, key=lambda p: (-p.closeness, p.first, p.second)))


def _say_the_same(closeness: float, common_share: float, things: int) -> bool:
    if things >= 5:
        return closeness >= CLOSE and common_share >= 0.33
    return things >= 3 and closeness >= 0.70 and common_share >= 0.70


def _close_pairs(found: Sequence[Features], rarity: dict[str, float]) -> list[tuple[int, int, float]]:
    """Return the pairs of positions whose cosine is at least 0.30, with it."""
    columns: dict[str, int] = {}
    vectors: list[tuple[npt.NDArray[np.int64], Floats]] = []
    for text in found:
        names = [name for name in text.weights if rarity[name] > 0]
        values = np.array([np.sqrt(text.weights[name]) * rarity[name] for name in names], np.float64)
        length = float(np.sqrt((values**2).sum()))
        where = np.array([columns.setdefault(name, len(columns)) for name in names], np.int64)
        vectors.append((where, values / length if length else values))
    postings: list[list[tuple[int, float]]] = [[] for _ in columns]
    pairs = []
    for position, (where, values) in enumerate(vectors):
        scores = np.zeros(position)
        for column, value in zip(where.tolist(), values.tolist(), strict=True):
            if postings[column]:
                earlier = np.array(postings[column])
                np.add.at(scores, earlier[:, 0].astype(np.int64), earlier[:, 1] * value)
            postings[column].append((position, value))
        pairs += [(int(other), position, min(float(scores[other]), 1.0)) for other in np.flatnonzero(scores >= CLOSE)]
    return pairs


def _common_share(one: Features, other: Features, rarity: dict[str, float]) -> float:
    """Return the share, by rarity, of the features of the lighter text that the other has."""
    weights = [sum(rarity[f] for f in text.weights) for text in (one, other)]
    return sum(rarity[f] for f in one.weights.keys() & other.weights.keys()) / min(weights) if min(weights) else 0.0


def _shared(one: Features, other: Features, rarity: dict[str, float]) -> tuple[tuple[str, str], ...]:
    """Return the different things that both texts say, most telling first: ideas, then words, then beginnings not yet counted."""
    common = one.weights.keys() & other.weights.keys()
    kinds = {"idea": 0, "word": 1, "start": 2}
    counted: set[str] = set()
    things: list[tuple[float, tuple[str, str]]] = []
    for feature in sorted(common, key=lambda f: (kinds[f.split(":")[0]], f)):
        ours, theirs = one.shown[feature], other.shown[feature]
        parts = {*ours.split(), *theirs.split()}
        if rarity[feature] > 0 and not parts & counted:
            counted |= parts
            things.append((rarity[feature], (ours, theirs)))
    return tuple(words for _, words in sorted(things, key=lambda thing: (-thing[0], thing[1])))
