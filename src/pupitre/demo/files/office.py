"""How one company's offices write numbers, dates and departments."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date

import numpy as np

from pupitre.demo.company import Company, Unit
from pupitre.demo.files.cells import Cash, Cell, Month, Number, Pct, Week
from pupitre.demo.lexicon import Lexicon, rows
from pupitre.demo.streams import stream

MONTHS = {
    "fr": ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}
STATUSES = {
    "fr": ("Vert", "Orange", "Rouge", "Terminé", "Non démarré"),
    "fr_alt": ("Ensoleillé", "Nuageux", "Orageux", "Clos", "À venir"),
    "en": ("Green", "Amber", "Red", "Complete", "Not started"),
    "en_alt": ("On track", "At risk", "Off track", "Done", "Planned"),
}
"""Status words in the order green, amber, red, done, not started."""
STATUS_ORDER = ("green", "amber", "red", "done", "not_started")


@dataclass(frozen=True, slots=True)
class Office:
    """The habits of a company's offices.

    Args:
        lexicon: Its words. sign: Its currency sign. month_first: Whether 03/04 is the 4th of March.
        thousands: What groups digits. dates: 0 for 04/03/2025, 1 for 2025-03-04, 2 for 4 Mar 2025.
        abroad: Whether this is the English-speaking team of a French company.
    """

    lexicon: Lexicon
    sign: str
    month_first: bool = False
    thousands: str = "\u00a0"
    dates: int = 0
    abroad: bool = False

    @property
    def lang(self) -> str:
        """Language of what is written."""
        return "en" if self.abroad else self.lexicon.lang

    @property
    def variant(self) -> str:
        """Which list of headers and status words the office uses."""
        return "en" if self.abroad else self.lexicon.lang + ("_alt" if self.lexicon.other else "")

    def header(self, key: str) -> str:
        """Return a column header in the office's words, with its currency."""
        row = next(r for r in rows("headers") if r["key"] == key)
        return row[self.variant].replace("€", self.sign)

    def headers(self, *keys: str) -> list[Cell]:
        """Return several headers."""
        return [self.header(key) for key in keys]

    def say(self, french: str, english: str) -> str:
        """Return the sentence of the office's language."""
        return french if self.lang == "fr" else english

    def status(self, status: str) -> str:
        """Return a project status as the office writes it."""
        return STATUSES[self.variant][STATUS_ORDER.index(status)]

    def text(self, cell: Cell) -> str:
        """Return a cell as typed in a text file."""
        match cell:
            case None:
                return ""
            case bool():
                return (self.say("oui", "yes")) if cell else self.say("non", "no")
            case str() | int():
                return str(cell)
            case Cash():
                return self.number(cell.cents / 100_000, 1) if cell.thousands else self.number(cell.cents / 100, 2)
            case Pct():
                return self.number(cell.share * 100, cell.decimals) + self.say("\u00a0%", "%")
            case Number():
                return self.number(cell.value, cell.decimals)
            case Week():
                iso = cell.monday.isocalendar()
                return self.say(f"S{iso.week:02d} {iso.year}", f"{iso.year}-W{iso.week:02d}")
            case Month():
                return self.month(cell.first)
            case date():
                return self.day(cell)

    def number(self, value: float, decimals: int) -> str:
        """Return a number with the office's decimal mark and digit groups."""
        plain = f"{value:,.{decimals}f}"
        if self.lang == "en":
            return plain.replace(",", "") if self.abroad else plain
        return plain.replace(",", self.thousands).replace(".", ",")

    def month(self, first: date) -> str:
        """Return a month as a column header or a period."""
        return f"{MONTHS[self.lang][first.month - 1]}{self.say(' ', '-')}{first.year}"

    def day(self, day: date) -> str:
        """Return a date as typed."""
        if self.dates == 1 or self.abroad:
            return day.isoformat()
        if self.dates == 2:
            return f"{day.day} {MONTHS[self.lang][day.month - 1]} {day.year}"
        return f"{day:%m/%d/%Y}" if self.month_first else f"{day:%d/%m/%Y}"


def office(company: Company) -> Office:
    """Return the habits of the head office."""
    profile = company.profile
    if not profile.disguised:
        return Office(profile.lexicon, profile.sign)
    rng = stream(profile.seed, "office", profile.lexicon.lang)
    return Office(
        profile.lexicon,
        profile.sign,
        month_first=profile.currency == "USD",
        thousands=str(rng.choice(("\u00a0", "\u202f", " ", ""))),
        dates=int(rng.integers(0, 3)) if profile.lexicon.lang == "en" else int(rng.integers(0, 2)),
    )


def spellings(unit: Unit) -> tuple[str, str, str]:
    """Return the three ways a department is written: in full, without accents in capitals, in short."""
    plain = unicodedata.normalize("NFKD", unit.name.replace("&", "et") if unit.name != "R&D" else "R & D")
    return unit.name, "".join(c for c in plain if not unicodedata.combining(c)).upper(), unit.short


def written(company: Company, role: str, file: str, *, row: int | None = None) -> str:
    """Return a department as one file writes it; with a row number, each row has its own of the three spellings."""
    unit = next(u for u in company.units if u.role == role)
    rng = stream(company.profile.seed, "spelling", file, row if row is not None else role)
    return spellings(unit)[int(rng.choice(3, p=(0.7, 0.15, 0.15)))] if row is not None else unit.name


def spoilt(values: list[Cell], place: int, value: Cell) -> list[Cell]:
    """Return a row with one cell replaced."""
    return [*values[:place], value, *values[place + 1 :]]


def shuffled(count: int, seed: int, name: str) -> list[int]:
    """Return an order in which nobody sorted the rows."""
    return [int(i) for i in np.random.Generator.permutation(stream(seed, "order", name), count)]
