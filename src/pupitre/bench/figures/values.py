"""Whether a figure shown says the same value as the page that proves it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from pupitre.bench.figures.reading import GAPS, Element
from pupitre.words.dates import DAYS_IN, DURATIONS, MONTHS, SHORT_MONTHS

FIGURE: Final = re.compile(r"\d+(?:[ ,.]\d{3}(?!\d))*(?:[.,]\d+)?")
DECIMALS: Final = re.compile(r"[.,](\d{1,2}|\d{4,})$")
POWERS: Final = {"k": 1e3, "m": 1e6, "md": 1e9, "bn": 1e9, "b": 1e9}
POWER: Final = re.compile(r" ?(k|K|M|Md|bn|B)(?= ?[€$£]|(?![A-Za-zÀ-ÿ]))")
UNIT_WORD: Final = re.compile(r" ?([A-Za-zÀ-ÿ]+)")
IN_FIGURES: Final = re.compile(r"(\d{2})/(\d{2})/(\d{4})|(\d{4})-(\d{2})-(\d{2})")
DIGIT_STUCK: Final = re.compile(r"[A-Za-zÀ-ÿ]\d+")
"""Part of a unit or of a code, such as m3 or Q2."""

Day = tuple[int | None, int, int | None]
"""Year, month, day; what a text leaves out is None."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as shown: its value in its own unit, and half of its last digit."""

    value: float
    half: float

    def says(self, other: float) -> bool:
        """Tell whether another number, rounded the way this one is, would be shown alike; a sign may be said in words."""
        return abs(abs(other) - self.value) <= self.half * 1.000001 + 1e-9


@dataclass(slots=True)
class Values:
    """The values that a text or a page shows.

    Args:
        figures: Each number, with the other ways to read it: in thousands, in days. days: The dates.
    """

    figures: list[tuple[Figure, ...]] = field(default_factory=list)
    days: list[Day] = field(default_factory=list)

    @property
    def plain(self) -> list[float]:
        """Every value that a number may stand for."""
        return [way.value for ways in self.figures for way in ways]

    def are_in(self, proof: Values) -> bool:
        """Tell whether each value shown is one of those that a proof shows."""
        others = proof.plain
        return all(any(way.says(other) for way in ways for other in others) for ways in self.figures) and all(
            any(_is_same_day(day, other) for other in proof.days) for day in self.days
        )


@cache
def months() -> dict[str, int]:
    """Return the number of each name of a month."""
    every = (names for table in (MONTHS, SHORT_MONTHS) for names in table.values())
    return {name.lower().rstrip("."): at for names in every for at, name in enumerate(names, start=1)}


@cache
def dated() -> re.Pattern[str]:
    """Return what finds a date in words: a day, a month, a year; the day or the year may be left out."""
    names = "|".join(sorted(map(re.escape, months()), key=len, reverse=True))
    return re.compile(rf"(?:\b(\d{{1,2}})(?:er)? )?\b({names})\b\.?(?: (\d{{4}}))?", re.IGNORECASE)


@cache
def lengths() -> dict[str, float]:
    """Return the days in each word of a duration."""
    return {word: DAYS_IN[unit] for table in DURATIONS.values() for unit, pair in table.items() for word in pair}


def values_of(text: str) -> Values:
    """Return the values that a text shows.

    >>> found = values_of("late by 12 weeks on 4 August 2027, €23k")
    >>> [[way.value for way in ways] for ways in found.figures], found.days
    ([[12.0, 84.0], [23000.0]], [(2027, 8, 4)])
    """
    found = Values()

    def take(match: re.Match[str]) -> str:
        day, name, year = match.groups()
        if day is None and year is None:
            return str(match.group())
        found.days.append((int(year) if year else None, months()[name.lower()], int(day) if day else None))
        return " · "

    def take_figures(match: re.Match[str]) -> str:
        parts = match.groups()
        year, month, day = (parts[2], parts[1], parts[0]) if parts[0] else parts[3:]
        found.days.append((int(year), int(month), int(day)))
        return " · "

    rest = DIGIT_STUCK.sub(" ", IN_FIGURES.sub(take_figures, dated().sub(take, GAPS.sub(" ", text))))
    found.figures += [_ways(match, rest) for match in FIGURE.finditer(rest)]
    return found


def _ways(match: re.Match[str], text: str) -> tuple[Figure, ...]:
    value, digits = _read(match.group())
    half = 0.5 * 10**-digits
    after = text[match.end() :]
    if power := POWER.match(after):
        size = POWERS[power.group(1).lower()]
        return (Figure(value * size, half * size),)
    word = UNIT_WORD.match(after)
    size = lengths().get(word.group(1), 1.0) if word else 1.0
    return (Figure(value, half),) if size == 1.0 else (Figure(value, half), Figure(value * size, half * size))


def _read(written: str) -> tuple[float, int]:
    """Return a number as written in either language, with how many decimals it shows: a mark before three figures parts thousands."""
    whole, mark, decimals = written, "", ""
    if found := DECIMALS.search(written):
        whole, mark, decimals = written[: found.start()], ".", found.group(1)
    return float(re.sub(r"[ ,.]", "", whole) + mark + decimals), len(decimals)


def _is_same_day(shown: Day, other: Day) -> bool:
    return all(mine is None or mine == its for mine, its in zip(shown, other, strict=True))


def joined(several: Iterable[Values]) -> Values:
    """Return the values of several proofs together."""
    every = list(several)
    return Values([one for each in every for one in each.figures], [one for each in every for one in each.days])


def shown_by(*parts: Element, without: Element | None = None) -> Values:
    """Return the values of the pages of a proof: their numbers and dates, their rows counted, and rows of a like cell counted by column."""
    found = Values()
    for part in parts:
        for holder, text in part.texts():
            if without is None or without is not holder:
                one = values_of(text)
                found.figures += one.figures
                found.days += one.days
    found.figures += [(Figure(float(count), 0.5),) for count in counted(*parts)]
    return found


def counted(*parts: Element) -> Iterator[int]:
    """Yield how many rows the tables of the pages have, and how many hold each text of each column; a list goes on over its pages."""
    held: Counter[tuple[str, int, str]] = Counter()
    for table in (one for part in parts for one in part.every() if one.name == "table"):
        lines = [[cell.text for cell in row.children if isinstance(cell, Element)] for row in table.every() if row.name == "tr"]
        head = " ".join(lines[0]) if lines else ""
        held.update((head, at, text) for row in lines[1:] for at, text in enumerate(row))
        held.update((head, -1, "") for _ in lines[1:])
    yield from sorted(set(held.values()))
