"""The two languages and the marks each one writes numbers with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Lang = Literal["fr", "en"]

LANGUAGES: Final[tuple[Lang, ...]] = ("fr", "en")
NBSP: Final = "\N{NO-BREAK SPACE}"
NARROW: Final = "\N{NARROW NO-BREAK SPACE}"
MINUS: Final = "\N{MINUS SIGN}"
DASH: Final = "\N{EN DASH}"


@dataclass(frozen=True, slots=True)
class Marks:
    """What one language puts between, before and after digits.

    Args:
        thousands: Between groups of three digits.
        decimal: Before the decimals.
        percent: The sign and the space before it.
        money_after: Whether the currency follows the number.
        powers: Letters of thousand, million, thousand million when an amount is shortened.
    """

    thousands: str
    decimal: str
    percent: str
    money_after: bool
    powers: tuple[str, str, str]


MARKS: Final[dict[Lang, Marks]] = {
    "fr": Marks(NARROW, ",", NARROW + "%", True, ("k", "M", "Md")),
    "en": Marks(",", ".", "%", False, ("k", "M", "B")),
}


def language(code: str) -> Lang:
    """Return the language that serves a code such as `fr-CA`; English serves every other.

    >>> language("fr-ch"), language("de")
    ('fr', 'en')
    """
    return "fr" if code.lower().replace("_", "-").split("-")[0] == "fr" else "en"
