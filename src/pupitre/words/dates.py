"""Days, periods, durations as a person reads them."""

from __future__ import annotations

from datetime import date, datetime, timedelta, tzinfo
from typing import Final, Literal

from pupitre.kernel import Days, Period
from pupitre.words.figures import number, rounded
from pupitre.words.language import DASH, NBSP, Lang

Style = Literal["long", "short", "month", "figures"]

MONTHS: Final[dict[Lang, tuple[str, ...]]] = {
    "fr": ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"),
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"),
}
SHORT_MONTHS: Final[dict[Lang, tuple[str, ...]]] = {
    "fr": ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}
DURATIONS: Final[dict[Lang, dict[str, tuple[str, str]]]] = {
    "fr": {"day": ("jour", "jours"), "week": ("semaine", "semaines"), "month": ("mois", "mois"), "year": ("an", "ans")},
    "en": {"day": ("day", "days"), "week": ("week", "weeks"), "month": ("month", "months"), "year": ("year", "years")},
}
DAYS_IN: Final = {"day": 1.0, "week": 7.0, "month": 365.25 / 12, "year": 365.25}


def day(value: date, lang: Lang, *, style: Style = "long") -> str:
    """Return a date whose parts never part at the end of a line.

    Args:
        value: The day.
        lang: The language.
        style: `long` (7 March 2026), `short` (7 Mar), `month` (March 2026), `figures` (07/03/2026 or 2026-03-07).

    >>> day(date(2026, 3, 7), "fr").replace("\\xa0", " "), day(date(2026, 3, 1), "fr", style="short").replace("\\xa0", " ")
    ('7 mars 2026', '1er mars')
    """
    first = "1er" if lang == "fr" and value.day == 1 else str(value.day)
    match style:
        case "long":
            return f"{first}{NBSP}{MONTHS[lang][value.month - 1]}{NBSP}{value.year}"
        case "short":
            return f"{first}{NBSP}{SHORT_MONTHS[lang][value.month - 1]}"
        case "month":
            return f"{MONTHS[lang][value.month - 1]}{NBSP}{value.year}"
        case "figures":
            return f"{value:%d/%m/%Y}" if lang == "fr" else f"{value:%Y-%m-%d}"


def month(value: date, lang: Lang) -> str:
    """Return the short name of a month, for an axis."""
    return SHORT_MONTHS[lang][value.month - 1]


def moment(value: datetime, lang: Lang, *, zone: tzinfo | None = None) -> str:
    """Return a day and its hour, in a time zone when one is given.

    >>> moment(datetime(2026, 3, 7, 8, 40), "en").replace("\\xa0", " ")
    '7 March 2026, 08:40'
    """
    there = value.astimezone(zone) if zone else value
    return f"{day(there, lang)}{' à' if lang == 'fr' else ','} {hour(there, lang)}"


def hour(value: datetime, lang: Lang, *, zone: tzinfo | None = None) -> str:
    """Return the hour of a moment, in a time zone when one is given: 08:40, 8 h 40."""
    there = value.astimezone(zone) if zone else value
    return f"{there.hour}{NBSP}h{NBSP}{there.minute:02}" if lang == "fr" else f"{there:%H:%M}"


def period(value: Period, lang: Lang) -> str:
    """Return a half-open period by its shortest true name: a year, a quarter, a month, a range of days.

    >>> period(Period(date(2026, 4, 1), date(2026, 7, 1)), "en").replace("\\xa0", " ")
    'Q2 2026'
    """
    start, end = value.start, value.end
    last = end - timedelta(days=1) if end > start else start
    if start.day == 1 and end.day == 1 and end > start:
        months = (end.year - start.year) * 12 + end.month - start.month
        if months == 12 and start.month == 1:
            return str(start.year)
        if months == 3 and start.month % 3 == 1:
            return f"{'T' if lang == 'fr' else 'Q'}{start.month // 3 + 1}{NBSP}{start.year}"
        if months == 1:
            return day(start, lang, style="month")
        opening = MONTHS[lang][start.month - 1] if start.year == last.year else day(start, lang, style="month")
        return f"{opening}{NBSP}{DASH} {day(last, lang, style='month')}"
    if start == last:
        return day(start, lang)
    if (start.year, start.month) == (last.year, last.month):
        return f"{_day_of_month(start, lang)}{DASH}{day(last, lang)}"
    if start.year == last.year:
        return f"{_day_of_month(start, lang)}{NBSP}{MONTHS[lang][start.month - 1]}{NBSP}{DASH} {day(last, lang)}"
    return f"{day(start, lang)}{NBSP}{DASH} {day(last, lang)}"


def days(value: Days | float, lang: Lang) -> str:
    """Return a duration in the unit people would use: days under three weeks, weeks under six months, then months, then years.

    Decimals stay only under three days and between two and four years.

    >>> days(12, "en").replace("\\xa0", " "), days(44, "en").replace("\\xa0", " ")
    ('12 days', '6 weeks')
    """
    length = value.value if isinstance(value, Days) else value
    size = abs(length)
    unit = "day" if size < 21 else "week" if size < 182 else "month" if size < 730 else "year"
    digits = 1 if (unit == "day" and size < 3) or (unit == "year" and size < 1461) else 0
    count = rounded(length / DAYS_IN[unit], digits)
    if count == count.to_integral_value():
        count = rounded(count, 0)
    one, many = DURATIONS[lang][unit]
    is_one = abs(count) < 2 if lang == "fr" else abs(count) == 1
    return f"{number(count, lang)}{NBSP}{one if is_one else many}"


def ago(value: date, lang: Lang, *, on: date) -> str:
    """Return how long before or after a day another one stands, as a phrase.

    >>> ago(date(2026, 3, 6), "en", on=date(2026, 3, 7)), ago(date(2026, 3, 10), "fr", on=date(2026, 3, 7)).replace("\\xa0", " ")
    ('yesterday', 'dans 3 jours')
    """
    gap = (on - value).days
    near = {"fr": {0: "aujourd’hui", 1: "hier", -1: "demain"}, "en": {0: "today", 1: "yesterday", -1: "tomorrow"}}[lang]
    if gap in near:
        return near[gap]
    length = days(abs(gap), lang)
    if lang == "fr":
        return f"il y a {length}" if gap > 0 else f"dans {length}"
    return f"{length} ago" if gap > 0 else f"in {length}"


def _day_of_month(value: date, lang: Lang) -> str:
    return "1er" if lang == "fr" and value.day == 1 else str(value.day)
