"""How a KPI stands, in one word, and why nothing can be said of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pupitre.charts.palette import Tone
from pupitre.kernel import N_, Text
from pupitre.maths.xmr import ENOUGH

STATES: Final[Mapping[str, tuple[Tone, Text]]] = {
    "missed": ("bad", Text(N_("misses its target"))),
    "shifted": ("warn", Text(N_("really moved"))),
    "moved": ("warn", Text(N_("out of its usual range"))),
    "stale": ("warn", Text(N_("no longer comes in"))),
    "kept": ("good", Text(N_("at its target"))),
    "few": ("calm", Text(N_("too few points"))),
    "no_target": ("calm", Text(N_("no target"))),
    "ended": ("calm", Text(N_("ended"))),
    "unread": ("calm", Text(N_("never read"))),
}
"""By state: its tone and its word, those that ask for attention first."""
COUNTED: Final[Mapping[str, Text]] = {
    "missed": Text(N_("Target missed")),
    "shifted": Text(N_("Really moved")),
    "moved": Text(N_("Out of their usual range")),
    "stale": Text(N_("No longer coming in")),
    "kept": Text(N_("At their target")),
    "few": Text(N_("Too few points")),
    "no_target": Text(N_("Without target")),
    "ended": Text(N_("Ended")),
    "unread": Text(N_("Never read")),
}
"""By state: the words of the list of those in it."""
NO_LIMITS: Final[Mapping[str, Text]] = {
    "constant": Text(N_("No usual range: it always reads the same.")),
    "season": Text(N_("No usual range: it has a yearly season, and fixed limits would mislead.")),
    "trend": Text(N_("No usual range: it follows a trend, and fixed limits would mislead.")),
    "autocorrelated": Text(N_("No usual range: each reading follows the one before, and fixed limits would mislead.")),
}
NO_VERDICT: Final[Mapping[str, Text]] = {
    "no_target": Text(N_("No target holds on the days of its readings.")),
    "no_direction": Text(N_("Nothing says whether higher or lower is better: its target cannot be judged.")),
    "other_period": Text(N_("Its target is for another length of time than its readings, and nothing says how they add up.")),
}


def no_limits(reason: str, count: int) -> Text:
    """Return why a KPI has no usual range; for one with too few points, how many more are needed."""
    if reason in NO_LIMITS:
        return NO_LIMITS[reason]
    return Text.many(
        N_("No usual range yet: %(count)s more point is needed."),
        N_("No usual range yet: %(count)s more points are needed."),
        count=max(ENOUGH - count, 1),
    )
