"""How long things take, in the few characters that a map or a table has for it."""

from __future__ import annotations

from pupitre import words
from pupitre.kernel import N_, Quantity, Text
from pupitre.words import Lang

HOUR = 1 / 24
MINUTE = HOUR / 60


def lasting(days: float | None, lang: Lang) -> str:
    """Return a duration in its unit: minutes, hours or days; a dash when it is not known."""
    return "–" if days is None else words.render(length(days), lang)


def length(days: float) -> Text:
    """Return a duration as words: 12 min, 3.4 h, 18.2 d."""
    size = abs(days)
    if size < HOUR:
        return Text(N_("%(count)s min"), count=_figure(days / MINUTE, 0))
    if size < 1:
        return Text(N_("%(count)s h"), count=_figure(days / HOUR, 1 if size < 10 * HOUR else 0))
    return Text(N_("%(count)s d"), count=_figure(days, 1 if size < 100 else 0))


def _figure(value: float, digits: int) -> Quantity:
    return Quantity(value, "", 0 if round(value, digits).is_integer() else digits)
