"""Text, numbers, money, dates for one reader: the only place that knows a locale."""

from pupitre.words.dates import Style, ago, day, days, hour, moment, month, period
from pupitre.words.figures import money, money_range, number, points, quantity, share, spelled
from pupitre.words.language import LANGUAGES, NARROW, NBSP, Lang, language
from pupitre.words.sentences import listed, opening, render, written, yes_no
from pupitre.words.translations import CatalogueMissingError, catalogue

__all__ = [
    "LANGUAGES",
    "NARROW",
    "NBSP",
    "CatalogueMissingError",
    "Lang",
    "Style",
    "ago",
    "catalogue",
    "day",
    "days",
    "hour",
    "language",
    "listed",
    "moment",
    "money",
    "money_range",
    "month",
    "number",
    "opening",
    "period",
    "points",
    "quantity",
    "render",
    "share",
    "spelled",
    "written",
    "yes_no",
]
