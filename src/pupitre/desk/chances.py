"""How likely each objective is, as the last examination left it, beside what the one before said."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from django.db.models import Value

from pupitre import words
from pupitre.desk import derived
from pupitre.desk.rights import Reach
from pupitre.impact.model.objectives import rule_of
from pupitre.impact.model.rows import Objective
from pupitre.impact.reasons import REASONS
from pupitre.impact.wording import LEAST, MOST, between, points, points_between, said
from pupitre.kernel import N_, Share, Text, reading
from pupitre.records.models import MODELS
from pupitre.words import Lang

__all__ = [
    "LEAST",
    "LIKELY",
    "MOST",
    "TABLE",
    "UNLIKELY",
    "VERDICTS",
    "Chance",
    "chances",
    "compared",
    "effect_size",
    "first_causes",
    "likely_count",
    "names_of",
    "percent",
    "points",
    "points_between",
    "reached_when",
    "read",
    "signed",
    "target_said",
    "told",
    "verdict_said",
    "why_absent",
]
TABLE: Final = "impact.objective_chance"
CAUSES: Final = "impact.cause"
NOUNS: Final[Mapping[str, str]] = {
    "project": "name",
    "decision": "title",
    "risk": "title",
    "treatment": "title",
    "assumption": "statement",
    "measure": "name",
}
"""By kind of thing that acts on an objective, the field that names it."""
TABLE_OF: Final[Mapping[str, str]] = {"treatment": "risk", "measure": "key_result"}
"""Where the name of a kind stands, when not in a table of its own."""
LIKELY, UNLIKELY = 2 / 3, 1 / 3
"""Two chances in three are called likely, less than one in three unlikely: the scale of the IPCC, which readers of reports know."""
STILL: Final = 0.01
"""A change of less than one point is within what another run of draws would give."""
STATES: Final[Mapping[str, tuple[str, Text]]] = {
    "likely": ("good", Text(N_("likely"))),
    "uncertain": ("warn", Text(N_("uncertain"))),
    "unlikely": ("bad", Text(N_("unlikely"))),
    "unknown": ("calm", Text(N_("no probability yet"))),
}
"""Tone and word of each state."""
NOT_EXAMINED: Final = Text(N_("It was not there at the last examination."))


@dataclass(frozen=True, slots=True)
class Chance:
    """The probability of one objective.

    Args:
        share: The probability; None with its reason.
        low, high: Its range: what the draws leave open, and how much departments share their luck.
        apart, together: The probability if nothing is shared, and if half is.
        declared: Share of the spread that comes from what people declared, not from what was measured.
        before: What it was at the examination of `before_on`; None when it was not there.
    """

    objective: str
    due_on: date | None = None
    share: float | None = None
    low: float | None = None
    high: float | None = None
    apart: float | None = None
    together: float | None = None
    declared: float | None = None
    reason: str = ""
    before: float | None = None
    before_on: date | None = None

    @property
    def state(self) -> str:
        """How likely, as a key of `STATES`."""
        if self.share is None:
            return "unknown"
        return "likely" if self.share >= LIKELY else "unlikely" if self.share < UNLIKELY else "uncertain"

    @property
    def tone(self) -> str:
        """The tone of the state."""
        return STATES[self.state][0]

    @property
    def word(self) -> Text:
        """The word of the state."""
        return STATES[self.state][1]

    @property
    def said(self) -> Text:
        """The probability as it is written: two digits at most."""
        return told(self.share)

    @property
    def short(self) -> Text:
        """The same where room is short, as in a card or a table."""
        if self.share is None:
            return Text("–")
        if self.share < LEAST:
            return Text(N_("< 1%%"))
        return Text(N_("> 99%%")) if self.share > MOST else self.said

    @property
    def range(self) -> Text:
        """Its range in words."""
        return between(self.low, self.high) if self.low is not None and self.high is not None else Text(N_("range unknown"))

    @property
    def apart_said(self) -> Text:
        """The probability if departments shared none of their luck."""
        return told(self.apart)

    @property
    def together_said(self) -> Text:
        """The probability if they shared half of it."""
        return told(self.together)

    @property
    def sentence(self) -> Text:
        """The probability with its range, or why there is none."""
        if self.share is None:
            return why_absent(self.reason)
        return Text(N_("%(chance)s likely to be reached (%(range)s)"), chance=self.said, range=self.range)

    @property
    def percent(self) -> int:
        """The width of its bar."""
        return percent(self.share)

    @property
    def low_percent(self) -> int:
        """Where its range begins on the bar."""
        return percent(self.low)

    @property
    def span_percent(self) -> int:
        """How wide its range is on the bar."""
        return max(percent(self.high) - percent(self.low), 1) if self.high is not None else 0

    @property
    def moved(self) -> float | None:
        """How much it moved since the examination before; None when that cannot be told."""
        return None if self.share is None or self.before is None else self.share - self.before

    @property
    def change(self) -> Text | None:
        """The move in words; nothing when there is nothing to compare."""
        if self.moved is None or self.before_on is None:
            return None
        if abs(self.moved) < STILL:
            return Text(N_("unchanged since %(day)s"), day=self.before_on)
        if self.moved > 0:
            return Text.many(
                N_("up %(count)s point since %(day)s"),
                N_("up %(count)s points since %(day)s"),
                count=round(100 * self.moved),
                day=self.before_on,
            )
        return Text.many(
            N_("down %(count)s point since %(day)s"),
            N_("down %(count)s points since %(day)s"),
            count=round(-100 * self.moved),
            day=self.before_on,
        )

    @property
    def way(self) -> str:
        """The sign of the move: `up`, `down`, `still`, empty when nothing can be compared."""
        if self.moved is None:
            return ""
        return "still" if abs(self.moved) < STILL else "up" if self.moved > 0 else "down"


def chances(within: Reach) -> dict[str, Chance]:
    """Return the probability of each objective in reach, by key, in one query."""
    tables = derived.of_two_days(TABLE)
    if not tables:
        return {}
    (_, rows), *earlier = tables
    found = read(within.table(TABLE, rows).to_pylist())
    return compared(found, earlier[0][1].to_pylist(), earlier[0][0]) if earlier else found


def read(rows: Sequence[Mapping[str, Any]]) -> dict[str, Chance]:  # rows of `TABLE`
    """Return the probabilities that rows of `TABLE` hold, by objective."""
    return {
        row["objective"]: Chance(
            row["objective"],
            row["due_on"],
            row["chance"],
            row["low"],
            row["high"],
            row["chance_apart"],
            row["chance_together"],
            row["declared_share"],
            row["reason"] or "",
        )
        for row in rows
    }


def compared(found: Mapping[str, Chance], before: Sequence[Mapping[str, Any]], on: date) -> dict[str, Chance]:  # rows of `TABLE`
    """Return probabilities beside what an examination of an earlier day said."""
    shares = {row["objective"]: row["chance"] for row in before}
    return {key: replace(one, before=shares.get(key), before_on=on) for key, one in found.items()}


VERDICTS: Final[Mapping[str, tuple[str, Text]]] = {
    "works": ("good", Text(N_("it works"))),
    "no_effect": ("warn", Text(N_("no effect"))),
    "harmful": ("bad", Text(N_("it harms"))),
    "cannot_tell": ("calm", Text(N_("cannot tell yet"))),
}
"""Tone and words of what a decision did."""


TARGETS: Final[Mapping[bool, Text]] = {True: Text(N_("target reached")), False: Text(N_("target not proved"))}
"""Whether the change that an improvement aimed at is proved too."""


def verdict_said(row: Mapping[str, Any]) -> Text:  # a row of `impact.decision_effect` or `processes.improvement`
    """Return a verdict in words, and whether the target is reached when one was set."""
    word, target = VERDICTS[row["verdict"]][1], target_said(row["verdict"], row["is_target_reached"])
    return Text(N_("%(verdict)s, %(target)s"), verdict=word, target=target) if target else word


def target_said(verdict: str, is_reached: bool | None) -> Text | None:
    """Return whether the target is proved, for what works: of anything else the verdict says enough."""
    return TARGETS[bool(is_reached)] if is_reached or (is_reached is not None and verdict == "works") else None


def effect_size(row: Mapping[str, Any], measured_in: str | None, lang: Lang) -> Text:  # a row of `impact.decision_effect`
    """Return what a decision changed, with the range in which it stands 9 times out of 10; nothing when that was not measured."""
    sizes = [row[name] for name in ("estimate", "low_90", "high_90")]
    if any(one is None for one in sizes):
        return Text("")
    largest = max(abs(one) for one in sizes)
    if row["improvement"]:
        change, low, high = (words.share(one, lang, signed=True) for one in sizes)
    else:
        change, low, high = (signed(words.written(reading(one, measured_in, largest=largest), lang), one) for one in sizes)
    return Text(N_("%(change)s (between %(low)s and %(high)s)"), change=change, low=low, high=high)


def signed(written: str, value: float) -> str:
    """Return a figure as it is written, with its plus when it is above zero."""
    return f"+{written}" if value > 0 else written


def first_causes(within: Reach) -> dict[str, Text]:
    """Return the first cause that holds each objective back, in words: those that stand out from chance."""
    rows = within.table(CAUSES, derived.latest(CAUSES)).to_pylist()
    best: dict[str, Mapping[str, Any]] = {}
    for row in rows:
        if not row["is_noise"] and row["gain"] and row["gain"] > 0 and row["gain"] > best.get(row["objective"], {"gain": 0.0})["gain"]:
            best[row["objective"]] = row
    named = names_of(best.values())
    return {
        key: Text(N_("%(name)s (%(points)s)"), name=named.get((row["kind"], row["key"]), row["key"]), points=points(row["gain"]))
        for key, row in best.items()
    }


def names_of(rows: Iterable[Mapping[str, Any]]) -> dict[tuple[str, str], str]:  # rows that hold a kind and a key
    """Return the names of what rows name, by kind and key, in one query; none when nothing is named."""
    listed = list(rows)
    wanted = {kind: {row["key"] for row in listed if row["kind"] == kind} for kind in NOUNS}
    parts = [
        MODELS[TABLE_OF.get(kind, kind)].objects.filter(key__in=keys).annotate(kind=Value(kind)).values_list("kind", "key", NOUNS[kind])
        for kind, keys in wanted.items()
        if keys
    ]
    found = parts[0].union(*parts[1:], all=True) if parts else ()
    return {(kind, key): name for kind, key, name in found if name}


def told(share: float | None) -> Text:
    """Return a probability as it is written, or that there is none."""
    return said(share) if share is not None else Text(N_("no probability"))


def percent(share: float | None) -> int:
    """Return the place of a probability on a bar, from 0 to 100."""
    return round(100 * min(1.0, max(0.0, share or 0.0)))


def why_absent(reason: str) -> Text:
    """Return why there is no probability, as a sentence."""
    return REASONS.get(reason, NOT_EXAMINED)


def likely_count(found: Collection[Chance]) -> tuple[int, int]:
    """Return how many objectives are likely, and how many have a probability."""
    known = [one for one in found if one.share is not None]
    return sum(one.state == "likely" for one in known), len(known)


def reached_when(row: Mapping[str, Any], *, results: int, children: int) -> Text | None:  # a row of `objective`
    """Return the rule by which an objective counts as reached, as a sentence; None when nothing measures it.

    Args:
        row: The objective. results: Its key results. children: The objectives that serve it, judged when it has no key result.
    """
    count = results or children
    if not count:
        return None
    told = Objective(row["key"], row["name"], None, None, None, row["is_must"], None, row["rule"], row["threshold"])
    rule, threshold = rule_of(told, count)
    if rule == "score":
        by_results = N_("Reached from a score of %(score)s, the weighted mean of its key results.")
        by_children = N_("Reached from a score of %(score)s, the weighted mean of the objectives that serve it.")
        return Text(by_results if results else by_children, score=Share(threshold))
    if rule == "count" and threshold < count:
        by_results = N_("Reached when %(least)s of its %(count)s key results are.")
        by_children = N_("Reached when %(least)s of the %(count)s objectives that serve it are.")
        return Text(by_results if results else by_children, least=round(threshold), count=count)
    if results:
        return Text.many(N_("Reached when its key result is."), N_("Reached when its %(count)s key results all are."), count=count)
    return Text.many(
        N_("Reached when the objective that serves it is."),
        N_("Reached when the %(count)s objectives that serve it all are."),
        count=count,
    )
