"""Periods as offices write them: months, quarters, weeks, half-years, years, days."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from pupitre.sources.cells.dates import Order, parse_date, year_of
from pupitre.sources.cells.folding import LIGATURES, folded
from pupitre.sources.cells.months import MONTHS

Grain = Literal["day", "week", "month", "quarter", "half", "year"]

YEAR = r"(?P<year>(?:19|20)\d{2})"
ANY_YEAR = r"(?P<year>(?:19|20)\d{2}|\d{2})"
GAP = r"[\s\-–_/.,:;'’]*"
MONTH_WORD = r"(?P<word>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\.?"


@dataclass(frozen=True, slots=True)
class When:
    """A period found in a text.

    Args:
        grain: Its size.
        number: Of the month, quarter, half or week; 0 for a year.
        year: The year, or 0 when the text has none.
        start, end: Where it stands in the folded text.
    """

    grain: Grain
    number: int
    year: int
    start: int = 0
    end: int = 0
    day: dt.date | None = None

    def canonical(self, year: int = 0) -> str:
        """Return `2025-03`, `2025-Q3`, `2025-H1`, `2025-W47`, `2025` or a day; empty without year."""
        full = self.year or year
        if self.day is not None:
            return self.day.isoformat()
        if not full:
            return ""
        match self.grain:
            case "month":
                return f"{full:04d}-{self.number:02d}"
            case "quarter":
                return f"{full:04d}-Q{self.number}"
            case "half":
                return f"{full:04d}-H{self.number}"
            case "week":
                return f"{full:04d}-W{self.number:02d}"
            case _:
                return f"{full:04d}"


def _flat(text: str) -> str:
    """Return a text in lower case without accents, its marks kept, one character for one."""
    out = []
    for char in text.lower():
        base = unicodedata.normalize("NFKD", char)[0] if char not in "œæ" else char
        out.append(" " if base in "\u00a0\u202f\n\r\t" else base)
    return "".join(out)


_QUARTER_WORDS = {"premier": 1, "deuxieme": 2, "second": 2, "troisieme": 3, "quatrieme": 4, "first": 1, "third": 3, "fourth": 4}
_ORDINAL = r"(?P<ordinal>[1-4]|premier|deuxieme|second|troisieme|quatrieme|first|third|fourth)(?:er|re|e|eme|nd|st|rd|th)?"

_Maker = Callable[[re.Match[str]], When | None]


def _number(found: re.Match[str]) -> int:
    raw = found.group("ordinal") if "ordinal" in found.re.groupindex else found.group("number")
    return int(raw) if raw.isdecimal() else _QUARTER_WORDS[raw]


def _year(found: re.Match[str]) -> int:
    raw = found.groupdict().get("year")
    return year_of(raw) if raw else 0


def _make(grain: Grain, top: int) -> _Maker:
    def maker(found: re.Match[str]) -> When | None:
        number = _number(found)
        return When(grain, number, _year(found), found.start(), found.end()) if 1 <= number <= top else None

    return maker


def _month_word(found: re.Match[str]) -> When | None:
    return When("month", MONTHS[found.group("word")], _year(found), found.start(), found.end())


def _month_number(found: re.Match[str]) -> When | None:
    number = int(found.group("number"))
    return When("month", number, _year(found), found.start(), found.end()) if 1 <= number <= 12 else None


def _plain_year(found: re.Match[str]) -> When | None:
    return When("year", 0, _year(found), found.start(), found.end())


def _wrap(pattern: str) -> re.Pattern[str]:
    return re.compile(r"(?<![a-z0-9])(?:" + pattern + r")(?![a-z0-9])")


_QUARTER = r"(?:trimestre|trim\.?|quarter|qtr|quart\.?)"
_HALF = r"(?:semestre|half(?:[ -]year)?|sem\.)"
_WEEK = r"(?:semaine|sem\.?|week|wk\.?|kw|cw|calendar week|s|w)"
_PATTERNS: tuple[tuple[re.Pattern[str], _Maker], ...] = (
    (_wrap(rf"{YEAR}{GAP}(?:t|q){GAP}(?P<number>[1-4])"), _make("quarter", 4)),
    (_wrap(rf"(?:t|q){GAP}(?P<number>[1-4]){GAP}(?:fy|ex)?{GAP}{ANY_YEAR}"), _make("quarter", 4)),
    (_wrap(rf"(?P<number>[1-4])(?:t|q){GAP}{ANY_YEAR}"), _make("quarter", 4)),
    (_wrap(rf"{_ORDINAL}{GAP}{_QUARTER}{GAP}(?:of |de )?{ANY_YEAR}"), _make("quarter", 4)),
    (_wrap(rf"{_QUARTER}{GAP}(?P<number>[1-4]){GAP}{ANY_YEAR}"), _make("quarter", 4)),
    (_wrap(rf"{YEAR}{GAP}(?P<number>[1-4])(?:e|eme|er)?{GAP}{_QUARTER}"), _make("quarter", 4)),
    (_wrap(rf"{YEAR}{GAP}{_WEEK}{GAP}(?P<number>\d{{1,2}})"), _make("week", 53)),
    (_wrap(rf"{_WEEK}{GAP}(?P<number>\d{{1,2}}){GAP}{ANY_YEAR}"), _make("week", 53)),
    (_wrap(rf"{_ORDINAL}{GAP}{_HALF}{GAP}(?:of |de )?{ANY_YEAR}"), _make("half", 2)),
    (_wrap(rf"h(?P<number>[12]){GAP}{ANY_YEAR}"), _make("half", 2)),
    (_wrap(rf"{YEAR}{GAP}h(?P<number>[12])"), _make("half", 2)),
    (_wrap(rf"{MONTH_WORD}{GAP}{ANY_YEAR}"), _month_word),
    (_wrap(rf"{YEAR}{GAP}{MONTH_WORD}"), _month_word),
    (_wrap(rf"{YEAR}[\-/._ ]?m?(?P<number>0[1-9]|1[0-2]|[1-9])"), _month_number),
    (_wrap(rf"m?(?P<number>0?[1-9]|1[0-2])[\-/._ ]{YEAR}"), _month_number),
    (_wrap(rf"m(?P<number>0?[1-9]|1[0-2]){GAP}{ANY_YEAR}"), _month_number),
    (_wrap(rf"(?:fy|exercice|exo|annee|year|ex\.?|cy){GAP}{ANY_YEAR}(?:\s?[/-]\s?\d{{2,4}})?"), _plain_year),
    (_wrap(rf"{YEAR}\s?[/-]\s?(?:(?:19|20)\d{{2}}|\d{{2}})"), _plain_year),
    (_wrap(r"(?:t|q)\s?(?P<number>[1-4])"), _make("quarter", 4)),
    (_wrap(r"(?P<number>[1-4])\s?(?:t|q)"), _make("quarter", 4)),
    (_wrap(rf"{_ORDINAL}{GAP}{_QUARTER}"), _make("quarter", 4)),
    (_wrap(rf"{_WEEK}{GAP}(?P<number>\d{{1,2}})"), _make("week", 53)),
    (_wrap(rf"{_ORDINAL}{GAP}{_HALF}"), _make("half", 2)),
    (_wrap(r"h(?P<number>[12])"), _make("half", 2)),
    (_wrap(rf"{MONTH_WORD}"), _month_word),
    (_wrap(rf"{YEAR}"), _plain_year),
)
"""Most exact first: a pattern with its year wins over one without."""


def find_period(text: str, order: Order = "dmy") -> When | None:
    """Return the period named in a text, wherever it stands, or None.

    >>> find_period("Réalisé T3 2025 (k€)").canonical()
    '2025-Q3'
    """
    flat = _flat(text).strip()
    numeric = re.match(r"^\d{4}[-/]\d{1,2}[-/]\d{1,2}|^\d{1,2}[/.\-]\d{1,2}[/.\-]\d{2,4}", flat)
    if numeric or re.match(r"^\d{1,2}(?:er)?[ -][a-z]+\.?[ -]\d{4}$", flat):
        day, _ = parse_date(text.strip(), order, False)
        if day or numeric:
            return When("day", 0, day.year, 0, len(flat), day) if day else None
    for pattern, maker in _PATTERNS:
        if (found := pattern.search(flat)) and (when := maker(found)):
            return when
    return None


def rest_of(text: str, when: When) -> str:
    """Return what a text says besides its period."""
    flat = text.strip()
    if len(_flat(flat)) != len(flat):
        flat = folded(flat.translate(LIGATURES))
    return re.sub(r"\s+", " ", f"{flat[: when.start]} {flat[when.end :]}").strip(" -–_/.,:;'’()[]")


def is_only_period(text: str, order: Order = "dmy") -> bool:
    """Whether a text is a period and nothing more."""
    when = find_period(text, order)
    return when is not None and not re.search(r"[^\W\d_]{2,}|\d", re.sub(r"\(.*?\)", "", rest_of(text, when)))


def months_from_days(days: list[dt.date]) -> bool:
    """Whether days stand for months: all of them the first, or all the last, of their month, over more than one month."""
    if len({(d.year, d.month) for d in days}) != len(set(days)) or len(set(days)) < 2:
        return False
    return all(d.day == 1 for d in days) or all((d + dt.timedelta(days=1)).day == 1 for d in days)
