"""Days and times of the day that stand in two columns, found so that they can be read as one moment."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from pupitre.sources.cells.folding import folded
from pupitre.sources.cells.missing import is_missing
from pupitre.sources.grid import Cells
from pupitre.sources.mapping.profile import Profile

SURE = 0.9
"""Share of the cells that must be times of the day."""
LOOKED_AT = 2_000
CLOCK = r"^(?:[01]?\d|2[0-4]) ?[:hH.] ?(?:[0-5]\d)?(?: ?[:mM.'] ?(?:[0-5]\d)?)?(?:[.,]\d{1,9})? ?(?:[aApP]\.?[mM]\.?)?$"
"""A time of the day with marks: 8:05, 08:05:30.250, 8h05, 8:05 PM."""
DIGITS = r"^(?:[01]?\d|2[0-3])[0-5]\d[0-5]\d$"
"""The same without a mark, as SAP writes it: 080530, or 80530 where a number lost its zero."""
FRACTION = r"^0?[.,]\d+$|^0$"
"""The same as spreadsheets store it: a part of a day."""
NAMED = re.compile(r"time|heure|hour|hora|horaire|uhrzeit|zeit|zet|clock|tm$|hms|hh")
"""What the header of digits or fractions must say for them to be times."""
OF_CLOCK = re.compile(r"uhrzeit|uzeit|zeit|zet|times?|heures?|hours?|horaires?|horas?|clock|tm$|hms|hh")
OF_DAY = re.compile(r"datum|dates?|dat$|days?|jours?|fechas?|tag|dt$")
OFF = 0.05
"""Share of the days that may hold a time already."""


@dataclass(frozen=True, slots=True)
class Clock:
    """A day and its time.

    Args:
        day: Position of the column of days. time: That of the column of times. form: `marks`, `digits` or `fraction`.
    """

    day: int
    time: int
    form: str


def clocks(names: Sequence[str], cells: Sequence[Cells], profiles: Sequence[Profile]) -> list[Clock]:
    """Return which columns of days have their time in another column; two times may share one day.

    A time goes with the day whose header says the same but for the words of day and time; else with the day beside it, or the only one.
    """
    days = [i for i, seen in enumerate(profiles) if seen.count and seen.date >= SURE and seen.timed <= OFF]
    if not days:
        return []
    times = {i: form for i, (name, some) in enumerate(zip(names, cells, strict=True)) if i not in days and (form := _form(name, some))}
    found: list[Clock] = []
    for i, form in times.items():
        alike = [day for day in days if _bare(names[day], OF_DAY) == _bare(names[i], OF_CLOCK)]
        near = [day for day in days if abs(day - i) == 1 and day not in {one.day for one in found}]
        candidates = alike or sorted(near, key=lambda one: i - one) or (days if len(days) == 1 else [])
        if candidates:
            found.append(Clock(candidates[0], i, form))
    return found


def joined_texts(day: pa.Array, time: pa.Array, form: str) -> pa.Array:
    """Return days with their times as one text each; a day whose time is missing stands alone."""
    if form == "digits":
        time = pc.utf8_lpad(time, 6, "0")
    elif form == "fraction":
        time = _spelt(time)
    bare = pc.replace_substring_regex(day, r"[ T]0{1,2}:00(?::00(?:\.0+)?)?$", "")
    both = pc.binary_join_element_wise(bare, time, " ", null_handling="emit_null")
    return pc.coalesce(both, bare)


def joined_cells(day: Cells, time: Cells, form: str) -> Cells:
    """Return the same of cells."""
    return Cells(joined_texts(day.text, time.text, form), day=day.day)


def joined_name(names: Sequence[str], one: Clock) -> str:
    """Return the header of a day and its time."""
    return f"{names[one.day]} + {names[one.time]}"


def _form(name: str, cells: Cells) -> str:
    """Return how a column writes times of the day; empty when it does not."""
    text = cells.text[:LOOKED_AT] if len(cells.text) > LOOKED_AT else cells.text
    some = text.filter(pc.invert(is_missing(text, among_words=False)))
    if not len(some):
        return ""
    if _share(some, CLOCK) >= SURE and _share(some, r"[:hH]") >= SURE:
        return "marks"
    if not NAMED.search(folded(name).replace(" ", "")):
        return ""
    if _share(some, DIGITS) >= SURE:
        return "digits"
    return "fraction" if _share(some, FRACTION) >= SURE else ""


def _share(texts: pa.Array, pattern: str) -> float:
    return (pc.sum(pc.match_substring_regex(texts, pattern)).as_py() or 0) / max(1, len(texts))


def _bare(name: str, words: re.Pattern[str]) -> str:
    """Return what a header says besides the day or the time."""
    left = [re.sub(r"^(?:d|l|de|du|des|of|the|von|der)$", "", words.sub("", word)) for word in folded(name).split()]
    return "".join(left)


def _spelt(fraction: pa.Array) -> pa.Array:
    """Return parts of a day as hours, minutes and seconds."""
    number = pc.cast(
        pc.replace_substring(pc.if_else(pc.match_substring_regex(fraction, FRACTION), fraction, pa.scalar(None, pa.string())), ",", "."),
        pa.float64(),
    )
    second = pc.cast(pc.round(pc.multiply(number, 86_400.0)), pa.int64())
    parts = [pc.divide(second, 3_600), pc.divide(pc.subtract(second, pc.multiply(pc.divide(second, 3_600), 3_600)), 60)]
    parts.append(pc.subtract(second, pc.multiply(pc.divide(second, 60), 60)))
    return pc.binary_join_element_wise(*(pc.utf8_lpad(pc.cast(part, pa.string()), 2, "0") for part in parts), ":")
