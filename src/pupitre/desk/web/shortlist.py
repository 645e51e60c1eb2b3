"""The few findings that the desk shows, without letting one kind take all the room."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pupitre.desk.findings import Kept

SHOWN = 7
"""The desk never shows more findings than this."""
OF_A_KIND = 3
"""While others wait, no more findings of one rule than this are shown: three show the kind, its link shows the rest."""


def shortlist(ranked: Sequence[Kept]) -> tuple[Kept, ...]:
    """Return the findings shown, in their order of rank: at most three of a rule, unless nothing else is left to show.

    Args:
        ranked: Every finding that waits, those that weigh most first.
    """
    seen: Counter[str] = Counter()
    first: list[int] = []
    spare: list[int] = []
    for place, item in enumerate(ranked):
        seen[item.finding.rule] += 1
        (first if seen[item.finding.rule] <= OF_A_KIND else spare).append(place)
    return tuple(ranked[place] for place in sorted([*first, *spare][:SHOWN]))


def others_of_a_kind(ranked: Sequence[Kept], shown: Sequence[Kept]) -> dict[str, int]:
    """Return, by the fingerprint of the last finding shown of each rule, how many more of that rule are not shown."""
    all_of, shown_of = Counter(i.finding.rule for i in ranked), Counter(i.finding.rule for i in shown)
    last = {item.finding.rule: item.fingerprint for item in shown}
    return {last[rule]: all_of[rule] - shown_of[rule] for rule in last if all_of[rule] > shown_of[rule]}
