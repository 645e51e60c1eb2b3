"""What the cells of a column look like, whatever its header says."""

# ruff: noqa: E501 - one list of shares

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pupitre.sources.cells.dates import LAST_SERIAL, NUMERIC, parse_date
from pupitre.sources.cells.departments import match_departments
from pupitre.sources.cells.folding import folded
from pupitre.sources.cells.missing import is_missing
from pupitre.sources.cells.moments import is_timed
from pupitre.sources.cells.numbers import match_number
from pupitre.sources.cells.periods import find_period, is_only_period
from pupitre.sources.cells.words import status_of, truth_of
from pupitre.sources.grid import Cells

Vector = npt.NDArray[Any]  # booleans or numbers, one per cell looked at
SAMPLE = 400
CODE = re.compile(r"^[A-Za-z]{0,8}[-_./ ]?\d[\w\-./]*$|^\d+$|^[A-Z]{1,6}[-_/]\w+([-_/]\w+)*$|^[A-Z0-9]{2,12}$")
PERSON = re.compile(
    r"^(?:(?:M|Mme|Mlle|Mr|Mrs|Ms|Dr)\.? )?[^\W\d_][\w'’.\-]*(?: (?:de|du|la|le|van|von|den|der|el|al|bin|d'|d’)?\s?[^\W\d_][\w'’.\-]*){1,3}$"
)
SIRET = re.compile(r"^\d{3} ?\d{3} ?\d{3} ?\d{5}$|^\d{14}$|^\d[.,]\d+E\+?1[23]$", re.IGNORECASE)
LINK = re.compile(
    r"^(?:[FSDfsd]{2}|(?:finish|start|end|fin|d[ée]but)\W*(?:to|à|a|-)?\W*(?:start|finish|end|fin|d[ée]but))(?:\W*[+-]?\s*\d.*)?$",
    re.IGNORECASE,
)
COUNTED = re.compile(r"^\d{5}(?:[.,]\d+)?$")
SIDE = re.compile(r"^(?:d|c|dr|cr|db|d[ée]bit|cr[ée]dit|d[ée]b|cr[ée]d|[+−-]?1|[+−-])$", re.IGNORECASE)
DIRECTIONS = frozenset(
    [
        "up",
        "down",
        "hausse",
        "baisse",
        "higher",
        "lower",
        "increase",
        "decrease",
        "max",
        "min",
        "maximiser",
        "minimiser",
        "augmenter",
        "diminuer",
        "reduire",
        "u",
        "d",
        "n",
        "plus",
        "moins",
        "croissant",
        "decroissant",
        "none",
        "neutral",
        "neutre",
        "stable",
        "asc",
        "desc",
        "haut",
        "bas",
    ]
)
MEASURE_UNITS = frozenset(
    [
        "%",
        "pct",
        "€",
        "eur",
        "k€",
        "m€",
        "keur",
        "meur",
        "$",
        "usd",
        "£",
        "gbp",
        "jours",
        "jour",
        "j",
        "days",
        "day",
        "h",
        "heures",
        "hours",
        "etp",
        "fte",
        "pts",
        "points",
        "nb",
        "nombre",
        "number",
        "count",
        "unites",
        "u",
        "kg",
        "t",
        "km",
        "min",
        "s",
        "kwh",
        "mwh",
        "tco2e",
        "note",
        "score",
        "/10",
        "/5",
        "-",
        "ans",
        "mois",
        "minutes",
        "ppm",
        "h/h",
        "ratio",
        "index",
        "taux",
        "pieces",
        "pcs",
        "tonnes",
        "l",
        "m3",
        "m2",
        "%",
        "ca",
        "clients",
        "salaries",
        "‰",
    ]
)


@dataclass(frozen=True, slots=True)
class Profile:
    """Shares (0–1) of the non-missing cells of a column that read one way.

    Args:
        count: Non-missing cells looked at. filled: Share of the rows that hold something.
        distinct: Different values per value.
        number, integer, date, serial, period, truth, status, percent, money, unit_known, code, person, siret, direction, measure_unit: Shares.
        words: Average number of words. length: Average length.
        top: Largest absolute number. low: Smallest number. kinds: Number of different values.
        stored_date: Share of the cells stored as dates by the file. digits: Share of single words with a digit.
        link: Share that are kinds of links between tasks. side: Share that say debit or credit.
        timed: Share that are days with their time. counted: Share that a spreadsheet may count as days, with or without a time.
    """

    count: int
    filled: float
    distinct: float
    number: float
    integer: float
    date: float
    serial: float
    period: float
    truth: float
    status: float
    percent: float
    money: float
    unit_known: float
    code: float
    person: float
    siret: float
    direction: float
    measure_unit: float
    words: float
    length: float
    top: float
    low: float
    kinds: int
    stored_date: float
    digits: float
    link: float
    side: float
    timed: float
    counted: float


NOTHING = Profile(
    count=0, filled=0.0, distinct=0.0, number=0.0, integer=0.0, date=0.0, serial=0.0, period=0.0, truth=0.0, status=0.0, percent=0.0, money=0.0,
    unit_known=0.0, code=0.0, person=0.0, siret=0.0, direction=0.0, measure_unit=0.0, words=0.0, length=0.0, top=0.0, low=0.0, kinds=0, stored_date=0.0, digits=0.0, link=0.0, side=0.0, timed=0.0, counted=0.0,
)  # fmt: skip
"""The profile of an empty column."""


def profile(cells: Cells, units: Sequence[str] = ()) -> Profile:
    """Return what the cells of a column look like, from at most 400 of them, evenly chosen."""
    height = len(cells)
    rows = np.unique(np.linspace(0, max(0, height - 1), min(height, 5 * SAMPLE)).astype(np.int64)) if height else np.zeros(0, np.int64)
    some = cells.take(pa.array(rows))
    present = pc.invert(is_missing(some.text, among_words=False))
    kept = np.flatnonzero(present.to_numpy(zero_copy_only=False))
    filled = len(kept) / max(1, len(rows))
    if len(kept) > SAMPLE:
        kept = kept[np.linspace(0, len(kept) - 1, SAMPLE).astype(np.int64)]
    some = some.take(pa.array(kept))
    texts: list[str] = some.text.to_pylist()
    if not texts:
        return NOTHING
    stored_date = some.day.is_valid().to_numpy(zero_copy_only=False) if some.day is not None else np.zeros(len(texts), bool)
    return _measured(texts, some, stored_date, filled, units)


def _measured(texts: list[str], some: Cells, stored_date: Vector, filled: float, units: Sequence[str]) -> Profile:
    number, values, percent, money = _numbers(texts, some)
    timed = np.array([is_timed(t) for t in texts])
    # Ten or fourteen digits may be a moment where one is expected; alone they are a number like another.
    written = np.array([not t.isdigit() for t in texts])
    dates = np.array([bool(d) or _is_date(t) for t, d in zip(texts, stored_date, strict=True)]) | (timed & written)
    serial = np.array([t.isdecimal() and len(t) == 5 and 20_000 <= int(t) <= LAST_SERIAL for t in texts])
    known = match_departments(sorted(set(texts)), tuple(units)) if units else {}
    finite = values[np.isfinite(values)]

    def share(mask: object) -> float:
        return float(np.mean(np.asarray(mask, dtype=float)))

    return Profile(
        count=len(texts),
        filled=filled,
        distinct=len(set(texts)) / len(texts),
        number=share(number & ~dates),
        integer=share(np.isfinite(values) & (np.mod(np.where(np.isfinite(values), values, 0.5), 1) == 0) & ~dates),
        date=share(dates),
        serial=share(serial),
        period=share([is_only_period(t) and not d for t, d in zip(texts, dates, strict=True)]),
        truth=share([truth_of(t) is not None for t in texts]),
        status=share([status_of(t) is not None for t in texts]),
        percent=share(percent),
        money=share(money),
        unit_known=share([known[t].known for t in texts]) if known else 0.0,
        code=share([bool(CODE.match(t)) and len(t) <= 24 for t in texts]),
        person=share([bool(PERSON.match(t)) and not any(c.isdigit() for c in t) and t[:1].isupper() for t in texts]),
        siret=share([bool(SIRET.match(t.replace("\u00a0", " ").replace("\u202f", " "))) for t in texts]),
        direction=share([folded(t) in DIRECTIONS for t in texts]),
        measure_unit=share([t.strip().lower().strip("().") in MEASURE_UNITS for t in texts]),
        words=float(np.mean([len(t.split()) for t in texts])),
        length=float(np.mean([len(t) for t in texts])),
        top=float(np.max(np.abs(finite))) if len(finite) else 0.0,
        low=float(np.min(finite)) if len(finite) else 0.0,
        kinds=len(set(texts)),
        stored_date=share(stored_date),
        link=share([bool(LINK.match(t)) for t in texts]),
        side=share([bool(SIDE.match(t)) for t in texts]),
        timed=share(timed),
        counted=share([bool(COUNTED.match(t)) and 20_000 <= int(t[:5]) <= LAST_SERIAL for t in texts]),
        digits=share([any(c.isdigit() for c in t) and " " not in t for t in texts]),
    )


def _numbers(texts: list[str], some: Cells) -> tuple[Vector, Vector, Vector, Vector]:
    """Return where a number is read, about how large it is, where a % sign stands, where a currency or a scale does."""
    found = [match_number(t) for t in texts]
    read = np.array([m is not None for m in found])
    percent = np.array([bool(m and m["percent"]) for m in found])
    money = np.array([bool(m and (m["before"] or m["after"] or m["late"] or m["scale"])) for m in found])
    values = np.array([_rough(re.sub(r"[ '\u00a0\u202f\u2009]", "", m["body"])) if m else np.nan for m in found])
    if some.number is not None:
        stored = some.number.is_valid().to_numpy(zero_copy_only=False)
        read = read | stored
        values = np.where(stored, np.nan_to_num(some.number.to_numpy(zero_copy_only=False).astype(float), nan=0.0), values)
    if some.shown_percent is not None:
        percent = percent | pc.fill_null(some.shown_percent, False).to_numpy(zero_copy_only=False)
    return read, values, percent, money


def _rough(body: str | None) -> float:
    """Return about how large a number is, whichever mark separates its decimals."""
    if not body:
        return math.nan
    marks = [m.start() for m in re.finditer(r"[.,]", body)]
    digits = re.sub(r"[.,]", "", body)
    if not marks or (len(body) - marks[-1] - 1 == 3 and len(digits) > 3 and not body.startswith("0")):
        return float(digits) if digits else math.nan
    return float(digits) / float(10 ** (len(body) - marks[-1] - 1))


def _is_date(text: str) -> bool:
    day, fault = parse_date(text, "dmy", False)
    if day is not None and re.fullmatch(r"\d{8}", text):
        return 1950 <= day.year <= 2100
    if day is None and fault == "impossible":
        return bool(NUMERIC.match(text)) or parse_date(text, "mdy", False)[0] is not None or not text.isdigit()
    if day is not None and find_period(text) is not None and text.isdigit():
        return len(text) == 8
    return day is not None
