"""The names of months, short and long: French and English, and those of German and Spanish systems."""

from __future__ import annotations

from pupitre.sources.cells.folding import folded

_NAMES = (
    ("janvier", "janv", "jan", "january", "jr", "januar", "enero"),
    ("fevrier", "fevr", "fev", "feb", "february", "febr", "februar", "febrero"),
    ("mars", "mar", "mrs", "march", "marz", "maerz", "mrz", "marzo"),
    ("avril", "avr", "apr", "april", "abril"),
    ("mai", "may", "mayo"),
    ("juin", "jun", "june", "juni", "junio"),
    ("juillet", "juil", "jul", "july", "jui", "jil", "juli", "julio"),
    ("aout", "aou", "aug", "august", "agosto"),
    ("septembre", "sept", "sep", "september", "septiembre"),
    ("octobre", "oct", "october", "oktober", "okt", "octubre"),
    ("novembre", "nov", "november", "noviembre"),
    ("decembre", "dec", "december", "dezember", "dez", "diciembre"),
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
