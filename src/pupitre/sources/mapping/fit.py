"""How well the cells of a column suit a field."""

from __future__ import annotations

from pupitre.sources.cells.folding import roots
from pupitre.sources.mapping.headers import Header
from pupitre.sources.mapping.profile import Profile
from pupitre.tables.exchange import Column

NUMBERED = frozenset(r for word in ("semaine", "week", "sem", "mois", "month", "trimestre", "quarter") for r in roots(word))
"""Roots of headers under which bare numbers are weeks, months or quarters."""
NEUTRAL = 0.6
"""What an empty column is worth: it proves nothing."""


def fit(column: Column, seen: Profile, header: Header) -> float:
    """Return how well the cells suit a field, 0 (they contradict it) to 1."""
    if seen.count == 0:
        return NEUTRAL
    match column.type:
        case "date":
            return _date(seen)
        case "moment":
            return _moment(seen)
        case "money":
            return 0.0 if seen.stored_date > 0.5 else max(0.0, seen.number - 0.8 * seen.percent - 0.5 * seen.siret)
        case "number" | "int":
            return 0.0 if seen.stored_date > 0.5 else max(0.0, seen.number - 0.6 * seen.money * (column.type == "int"))
        case "percent":
            return _percent(seen, header)
        case "period":
            numbered = seen.integer > 0.9 and seen.low >= 1 and seen.top <= 53 and bool(set(header.roots) & NUMBERED)
            return max(seen.period, 0.85 * seen.date, 0.8 * seen.serial if seen.serial > 0.9 else 0.0, 0.7 if numbered else 0.0)
        case "bool":
            return _truth(seen)
        case "status":
            return max(seen.status, 0.25 if seen.kinds <= 8 and seen.number < 0.3 and seen.words < 4 else 0.0)
        case "unit":
            return _unit(seen)
        case "code":
            return _code(column, seen)
        case "list":
            return 1.0 - max(0.9 * seen.date, 0.6 * seen.money)
        case _:
            return _text(column, seen)


def _date(seen: Profile) -> float:
    return max(seen.date, 0.9 * seen.serial, 0.0 if seen.number > 0.5 else 0.5 * seen.date)


def _moment(seen: Profile) -> float:
    """A day alone may be a moment too, less surely; a number with decimals may be one that a spreadsheet counts in days."""
    return max(seen.timed, 0.85 * seen.date, 0.8 * seen.serial, 0.8 * seen.counted)


def _percent(seen: Profile, header: Header) -> float:
    if seen.number < 0.5 or seen.stored_date > 0.5:
        return 0.3 * seen.number
    if seen.percent > 0.5 or header.percent:
        return seen.number
    inside = seen.low >= -1 and seen.top <= 150
    return seen.number * (0.9 if inside else 0.2)


def _truth(seen: Profile) -> float:
    few = seen.kinds <= 12
    return seen.truth if few else 0.2 * seen.truth


def _unit(seen: Profile) -> float:
    if seen.unit_known >= 0.5:
        return 1.0
    if seen.number > 0.5 or seen.date > 0.3:
        return 0.1
    repeated = 1.0 if seen.distinct < 0.7 or seen.count < 8 else 0.75
    return repeated * (0.8 if seen.words <= 7 else 0.3) * (1.0 - 0.5 * seen.status * (seen.kinds <= 6))


def _code(column: Column, seen: Profile) -> float:
    if column.name == "siret":
        return max(seen.siret, 0.4 if seen.code > 0.6 and seen.length >= 8 else 0.1)
    if seen.siret > 0.5 and column.name not in ("code", "id"):
        return 0.2
    if seen.date > 0.5 and seen.code < 0.5:
        return 0.1
    if column.name == "decision" and seen.code < 0.5 and seen.words < 3:
        # A word or two are the meeting or the body it comes from; a decision is a code or a sentence.
        return 0.25
    short = 1.0 if seen.words <= 2 and seen.length <= 24 else (0.75 if seen.words <= 8 else 0.5)
    coded = 0.6 + 0.4 * seen.code
    decimals = seen.number - seen.integer if seen.number > seen.integer else 0.0
    return max(0.0, short * coded - 0.8 * decimals - 0.6 * seen.money)


def _text(column: Column, seen: Profile) -> float:
    wordless = max(seen.number, seen.date, 0.6 * seen.serial)
    base = max(0.05, 1.0 - wordless)
    match column.name:
        case "owner":
            return base * (1.0 if seen.person > 0.4 else 0.75) * (1.0 if seen.words <= 6 else 0.4)
        case "side":
            return 1.0 if seen.side > 0.7 else 0.1
        case "link":
            return 1.0 if seen.link > 0.8 else base * (1.0 if seen.kinds <= 8 else 0.4)
        case "direction":
            return 1.0 if seen.direction > 0.6 else 0.1
        case "unit":
            if seen.number > 0.3 and seen.measure_unit < 0.5:
                return 0.05
            return 1.0 if seen.measure_unit > 0.5 else (0.6 if seen.length <= 12 and seen.unit_known < 0.5 else 0.2)
        case "name" | "title" | "statement":
            if seen.digits > 0.9 and seen.code > 0.9:
                # Codes under the name of the thing: they name it all the same, but as codes.
                return 0.3 * base
            varied = 1.0 if seen.distinct > 0.5 or seen.count < 8 else 0.8
            return base * varied * (0.6 if seen.unit_known > 0.6 else 1.0) * (0.7 if seen.status > 0.8 and seen.kinds <= 6 else 1.0)
        case "objective" | "goal":
            # An objective is a sentence; one or two words are the name of a department or a category.
            return base * (1.0 if seen.words >= 3 or seen.code > 0.6 else 0.6) * (0.5 if seen.unit_known > 0.6 else 1.0)
        case "activity" | "resource":
            # Systems number their steps and their people; a date or an amount is neither.
            if seen.truth > 0.9 and seen.kinds <= 2:
                return 0.1
            numbered = 0.8 if seen.integer > 0.9 and seen.date < 0.1 and seen.money < 0.1 and seen.kinds <= 0.5 * seen.count else 0.0
            return max(numbered, base)
        case "frequency" | "aggregation" | "horizon" | "shape" | "sex":
            return base * (1.0 if seen.kinds <= 8 else 0.4)
        case _:
            return base * (1.0 if seen.unit_known < 0.6 else 0.7)


def by_content(column: Column, seen: Profile, *, rank: int, unique_first: bool) -> float:
    """Return how much the cells alone suggest a field when the header says nothing, 0–0.55.

    Args:
        column: The field. seen: The cells.
        rank: Place of the column in the file, 0 first.
        unique_first: Whether the column is the first one and holds different short codes on every row.
    """
    if seen.count < 3:
        return 0.0
    if column.name == "siret":
        return 0.55 * seen.siret
    match column.type:
        case "status" if seen.status > 0.8 and 2 <= seen.kinds <= 8:
            return 0.5
        case "unit" if seen.unit_known > 0.7:
            return 0.55
        case "period" if seen.period > 0.85:
            return 0.5
        case "percent" if seen.percent > 0.8 and column.name in ("progress", "probability", "weight"):
            return 0.42
        case "bool" if seen.truth > 0.95 and seen.kinds <= 2 and column.name in ("done", "critical", "manager"):
            return 0.45
        case "code" if column.required and unique_first and seen.code > 0.8:
            return 0.5
        case "text" if column.name == "owner" and seen.person > 0.85 and seen.distinct < 0.95:
            return 0.45
        case "text" if column.name == "direction" and seen.direction > 0.7:
            return 0.5
        case "text" if column.name == "unit" and seen.measure_unit > 0.7:
            return 0.5
        case "text" if column.name == "link" and seen.link > 0.8:
            return 0.55
        case "text" if (
            column.name in ("name", "title", "statement")
            and seen.words >= 2
            and seen.distinct > 0.9
            and seen.person < 0.6
            and seen.number + seen.date < 0.1
        ):
            return 0.43
    return 0.0
