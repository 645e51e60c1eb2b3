"""The names of months, French and English, short and long."""

from __future__ import annotations

from pupitre.sources.cells.folding import folded

_NAMES = (
    ("janvier", "janv", "jan", "january", "jr"),
    ("fevrier", "fevr", "fev", "feb", "february", "febr"),
    ("mars", "mar", "mrs", "march"),
    ("avril", "avr", "apr", "april"),
    ("mai", "may"),
    ("juin", "jun", "june"),
    ("juillet", "juil", "jul", "july", "jui", "jil"),
    ("aout", "aou", "aug", "august"),
    ("septembre", "sept", "sep", "september"),
    ("octobre", "oct", "october"),
    ("novembre", "nov", "november"),
    ("decembre", "dec", "december"),
)
MONTHS: dict[str, int] = {name: number for number, names in enumerate(_NAMES, 1) for name in names if name not in ("jr", "jui", "jil")}
"""Folded name → number of the month."""

FRENCH_ONLY = frozenset(
    [
        "janvier",
        "janv",
        "fevrier",
        "fevr",
        "fev",
        "mars",
        "avril",
        "avr",
        "mai",
        "juin",
        "juillet",
        "juil",
        "aout",
        "aou",
        "septembre",
        "octobre",
        "novembre",
        "decembre",
    ]
)
ENGLISH_ONLY = frozenset(
    [
        "january",
        "february",
        "feb",
        "march",
        "april",
        "apr",
        "may",
        "june",
        "july",
        "august",
        "aug",
        "september",
        "october",
        "november",
        "december",
    ]
)

DAYS = frozenset(
    [
        "lundi",
        "mardi",
        "mercredi",
        "jeudi",
        "vendredi",
        "samedi",
        "dimanche",
        "lun",
        "mer",
        "jeu",
        "ven",
        "sam",
        "dim",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "mon",
        "tue",
        "tues",
        "wed",
        "thu",
        "thur",
        "thurs",
        "fri",
        "sat",
        "sun",
    ]
)


def month_of(word: str) -> int:
    """Return the month that a word names, or 0."""
    return MONTHS.get(folded(word), 0)
