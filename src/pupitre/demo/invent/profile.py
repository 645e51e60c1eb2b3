"""Who the company is: its language, names, currency, today."""

from __future__ import annotations

from datetime import date, timedelta

from pupitre.demo.company import SCALES, Profile
from pupitre.demo.lexicon import Lexicon
from pupitre.demo.plan import Disguise
from pupitre.demo.streams import stream

CURRENCIES = {"EUR": "€", "GBP": "£", "USD": "$", "CHF": "CHF"}
FURTHEST_DAYS = 900
"""How far a disguise moves the company's today into the past."""


def profile(seed: int, *, on: date, size: int, disguise: Disguise | None) -> Profile:
    """Return the identity of a company.

    Raises:
        KeyError: There is no company of this size.
    """
    scale = SCALES[size]
    if disguise is None:
        return Profile(seed, on, scale, Lexicon("fr"), "EUR", "€", disguised=False)
    rng = stream(disguise.seed, "disguise", seed)
    english = bool(rng.random() < 0.6)
    currency = str(rng.choice(("GBP", "USD", "EUR") if english else ("EUR", "CHF")))
    other = not english or bool(rng.random() < 0.5)
    moved = on - timedelta(days=int(rng.integers(0, FURTHEST_DAYS)))
    return Profile(seed, moved, scale, Lexicon("en" if english else "fr", other), currency, CURRENCIES[currency], disguised=True)
