"""How likely it is that one thing serves another: what speaks for each pair, weighed by what the company linked already."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Final

from pupitre.kernel import N_, Text
from pupitre.maths.similarity import features, plain

TRUST: Final = 10.0
"""How many links of the company weigh as much as what is supposed before any is known."""
NONE: Final = 0.15
"""Share of the things that serve nothing, before anything is known."""
PEERS: Final = 3.0
"""How many links of a department weigh as much as those of the whole company."""
SHOWN: Final = 0.25
"""Confidence from which a link is proposed."""
SURE: Final = 0.5
"""Confidence from which a link is called likely."""
MOST: Final = 3
"""Proposals for one thing."""
OWN: Final = frozenset({"words", "owner", "axis"})
"""Signs that tell two things of one department apart; a second proposal needs one of them."""
WORDS_TOLD: Final = 4
SHORTEST: Final = 4
"""Letters from which a word says something to a reader."""
STEPS: Final = (("words_strong", 0.30), ("words_fair", 0.15), ("words_weak", 0.06))
"""Closeness of the words, by step."""
SUPPOSED: Final[Mapping[str, tuple[float, float]]] = {
    "words_strong": (0.25, 0.01),
    "words_fair": (0.30, 0.04),
    "words_weak": (0.25, 0.15),
    "words_none": (0.20, 0.80),
    "unit": (0.50, 0.12),
    "owner": (0.15, 0.03),
    "axis": (0.90, 0.20),
}
"""What each sign is supposed to be worth before the company linked anything: how often it is there in a true link, and in any pair."""


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that serves, or that is served.

    Args:
        key: Its code. name: What it is called. text: All that is said of it.
        unit: Its department. units: Its department and those above it. owner: Who carries it. axis: Its axis.
        starts_on: When it starts. ends_on: When it ends, or is due.
    """

    key: str
    name: str
    text: str
    unit: str = ""
    units: frozenset[str] = frozenset()
    owner: str = ""
    axis: str = ""
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """What speaks for a link.

    Args:
        sign: `words`, `unit`, `owner`, `axis`, `peers` or `dates`. text: The sentence. weight: How many times likelier it makes the link.
    """

    sign: str
    text: Text
    weight: float


@dataclass(frozen=True, slots=True)
class Proposal:
    """A link that nobody has judged.

    Args:
        source: What serves. target: What is served. confidence: How likely it is, 0–1. reasons: What speaks for it, the strongest first.
    """

    source: Thing
    target: Thing
    confidence: float
    reasons: tuple[Reason, ...]

    @property
    def is_likely(self) -> bool:
        """Whether it is more likely than not."""
        return self.confidence >= SURE


class Weighing:
    """Weighs pairs of things, from their words and from what is linked already.

    Args:
        sources: What may serve. targets: What may be served.
        linked: The pairs of keys that the company wrote down or accepted.
    """

    def __init__(self, sources: Sequence[Thing], targets: Sequence[Thing], linked: Collection[tuple[str, str]]) -> None:
        self._targets = list(targets)
        self._sources = {one.key: one for one in sources}
        self._close = _Closeness(sources, targets)
        by_key = {one.key: one for one in targets}
        true = [(self._sources[s], by_key[t]) for s, t in linked if s in self._sources and t in by_key]
        self._lift = self._learnt(true)
        self._count = Counter(t.key for _, t in true)
        self._by_unit: dict[str, Counter[str]] = defaultdict(Counter)
        for source, target in true:
            self._by_unit[source.unit][target.key] += 1

    def _learnt(self, true: Sequence[tuple[Thing, Thing]]) -> dict[str, float]:
        """Return how many times likelier each sign makes a link: what is supposed, corrected by the company's own links."""
        hits: Counter[str] = Counter(chain.from_iterable(self._signs(s, t) for s, t in true))
        pairs = len(self._sources) * len(self._targets)
        seen: Counter[str] = Counter(chain.from_iterable(self._signs(s, t) for s in self._sources.values() for t in self._targets))
        lift = {}
        for sign, (in_true, in_any) in SUPPOSED.items():
            here = (hits[sign] + TRUST * in_true) / (len(true) + TRUST)
            anywhere = (seen[sign] + TRUST * in_any) / (pairs + TRUST)
            lift[sign] = here / anywhere
        return lift

    def _signs(self, source: Thing, target: Thing) -> list[str]:
        closeness = self._close.of(source.key, target.key)
        signs = [next((name for name, least in STEPS if closeness >= least), "words_none")]
        if target.unit and target.unit in source.units:
            signs.append("unit")
        if source.owner and source.owner == target.owner:
            signs.append("owner")
        if source.axis and source.axis == target.axis:
            signs.append("axis")
        return signs

    def proposals(self, source: Thing, *, without: Collection[str] = ()) -> list[Proposal]:
        """Return what a thing may serve, the likeliest first: three at most, each with a confidence of a quarter or more.

        Args:
            source: The thing. without: Targets that are linked already or were refused.
        """
        weighed = [(target, self._weight(source, target)) for target in self._targets if _can_meet(source, target)]
        nothing = NONE
        total = nothing + (1 - NONE) * sum(weight for _, weight in weighed)
        ranked = sorted(((t, (1 - NONE) * w / total) for t, w in weighed), key=lambda pair: (-pair[1], pair[0].key))
        open_ones = [(target, share) for target, share in ranked if target.key not in without]
        found = []
        for target, share in open_ones[:MOST]:
            reasons = self._reasons(source, target)
            if share >= SHOWN and reasons and (not found or any(reason.sign in OWN for reason in reasons)):
                found.append(Proposal(source, target, share, reasons))
        return found

    def _weight(self, source: Thing, target: Thing) -> float:
        lifts = [self._lift[sign] for sign in self._signs(source, target)]
        return self._prior(source, target) * math.prod(lifts)

    def _prior(self, source: Thing, target: Thing) -> float:
        """Return how often a thing of this department serves the target, before anything else is known of it."""
        every = sum(self._count.values())
        common = (self._count[target.key] + 1) / (every + len(self._targets))
        mine = self._by_unit.get(source.unit, Counter())
        return float((mine[target.key] + PEERS * common) / (sum(mine.values()) + PEERS))

    def _reasons(self, source: Thing, target: Thing) -> tuple[Reason, ...]:
        found = []
        signs = self._signs(source, target)
        shared = self._close.shared(source.key, target.key)
        if shared and signs[0] != "words_none":
            found.append(Reason("words", Text(N_("both speak of %(words)s"), words=tuple(shared)), self._lift[signs[0]]))
        if "unit" in signs:
            found.append(Reason("unit", Text(N_("same department")), self._lift["unit"]))
        if "owner" in signs:
            found.append(Reason("owner", Text(N_("same owner")), self._lift["owner"]))
        if "axis" in signs:
            found.append(Reason("axis", Text(N_("same axis")), self._lift["axis"]))
        mine = self._by_unit.get(source.unit, Counter())
        if source.unit and mine[target.key] > 1:
            text = Text(
                N_("%(count)s links out of %(total)s of its department lead there"), count=mine[target.key], total=sum(mine.values())
            )
            found.append(Reason("peers", text, 1 + mine[target.key] / sum(mine.values())))
        told = tuple(sorted(found, key=lambda reason: -reason.weight))
        if told and _overlap(source, target):
            told = (*told, Reason("dates", Text(N_("it ends in time to count")), 1.0))
        return told


def _can_meet(source: Thing, target: Thing) -> bool:
    """Tell whether their dates allow one to serve the other: what starts after the end cannot, nor what ended before the start."""
    starts_after = source.starts_on and target.ends_on and source.starts_on > target.ends_on
    ended_before = source.ends_on and target.starts_on and source.ends_on < target.starts_on
    return not (starts_after or ended_before)


def _overlap(source: Thing, target: Thing) -> bool:
    return bool(source.ends_on and target.ends_on and target.starts_on and target.starts_on <= source.ends_on <= target.ends_on)


class _Closeness:
    """How close the words of sources and targets are: cosine of tf-idf vectors over ideas, words and beginnings."""

    def __init__(self, sources: Sequence[Thing], targets: Sequence[Thing]) -> None:
        found = {("s", one.key): features(one.text) for one in sources} | {("t", one.key): features(one.text) for one in targets}
        spread = Counter(chain.from_iterable(f.weights for f in found.values()))
        self._rarity = {name: math.log((1 + len(found)) / (1 + count)) for name, count in spread.items()}
        self._found = found
        self._texts = {("s", one.key): one.text for one in sources} | {("t", one.key): one.text for one in targets}
        self._vectors = {where: self._vector(f.weights) for where, f in found.items()}

    def _vector(self, weights: Mapping[str, float]) -> dict[str, float]:
        values = {name: math.sqrt(weight) * self._rarity[name] for name, weight in weights.items()}
        length = math.sqrt(sum(value * value for value in values.values()))
        return {name: value / length for name, value in values.items()} if length else {}

    def of(self, source: str, target: str) -> float:
        """Return the closeness of two things, 0–1."""
        one, other = self._vectors["s", source], self._vectors["t", target]
        if len(other) < len(one):
            one, other = other, one
        return sum(value * other[name] for name, value in one.items() if name in other)

    def shared(self, source: str, target: str) -> list[str]:
        """Return the words of the source that the target says too, the rarest first, each idea once."""
        one, other = self._found["s", source], self._found["t", target]
        common = sorted(one.weights.keys() & other.weights.keys(), key=lambda name: (-self._rarity[name], name))
        told: dict[str, str] = {}
        for name in common:
            ours, theirs = one.shown[name], other.shown[name]
            if self._rarity[name] <= 0 or len(ours) < SHORTEST or any(ours in known or known.startswith(ours[:5]) for known in told):
                continue
            said = _as_written(ours, self._texts["s", source])
            told[ours] = said if ours[:4] == theirs[:4] else f"{said} / {_as_written(theirs, self._texts['t', target])}"
        return list(told.values())[:WORDS_TOLD]


def _as_written(words: str, text: str) -> str:
    """Return plain words as a text writes them, with their accents."""
    marked = text.replace("œ", "oe").replace("Œ", "Oe").replace("’", "'").replace("–", "-").replace("—", "-")
    found = re.search(r"\b" + r"\W+".join(map(re.escape, words.split())) + r"\b", plain(marked))
    return marked[found.start() : found.end()].lower() if found and len(plain(marked)) == len(marked) else words
