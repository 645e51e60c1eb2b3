"""Python values as cells: numbers, days and flags as they were stored, and a text for each."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Mapping, Sequence

import pyarrow as pa

from pupitre.sources.grid import Cells, trimmed

UNIT_IN_FORMAT = re.compile(r"^[#0,.? _\\()-]*(?:\[[^\]]*\])?[ \u00a0\u202f]*((?:k|K|m|M|Md|Mio|bn)[ ]?(?:€|\$|£|EUR|USD|GBP)?)$")


def cells_of(values: Sequence[object], formats: Mapping[int, str] | None = None) -> Cells:
    """Return one column of cells.

    Args:
        values: Values as a reader gives them; None and empty texts are empty cells.
        formats: Position → number format, where it changes how the number reads.
    """
    formats = formats or {}
    texts: list[str | None] = []
    numbers: list[float | None] = []
    days: list[dt.date | None] = []
    flags: list[bool | None] = []
    percents: list[bool | None] = []
    for position, value in enumerate(values):
        number = day = flag = percent = None
        text: str | None
        match value:
            case bool():
                flag, text = value, "TRUE" if value else "FALSE"
            case int() | float():
                number, text, percent = _number(float(value), formats.get(position))
            case dt.datetime():
                day = value.date()
                text = day.isoformat() if value.time() == dt.time() else value.isoformat(" ")
            case dt.date():
                day, text = value, value.isoformat()
            case dt.time() | dt.timedelta():
                text = str(value)
            case None:
                text = None
            case _:
                text = str(value)
        texts.append(text)
        numbers.append(number)
        days.append(day)
        flags.append(flag)
        percents.append(percent)
    return Cells(
        trimmed(pa.array(texts, pa.string())),
        pa.array(numbers, pa.float64()) if any(n is not None for n in numbers) else None,
        pa.array(days, pa.date32()) if any(d is not None for d in days) else None,
        pa.array(flags, pa.bool_()) if any(f is not None for f in flags) else None,
        pa.array(percents, pa.bool_()) if any(percents) else None,
    )


def _number(value: float, code: str | None) -> tuple[float | None, str | None, bool | None]:
    """Return a stored number, its text, and whether it is shown as a percentage.

    A format of zeros shows a code (`002786`): it is text. A format that writes `k€` after the number shows thousands: the text keeps the
    unit and the number is left to the reader of texts.
    """
    if math.isnan(value) or math.isinf(value):
        return None, None, None
    value = float(f"{value:.15g}")
    text = str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value)
    if code is None:
        return value, text, None
    bare = code.split(";")[0]
    if "%" in bare:
        return value, text, True
    if re.match(r"^0{2,}[0 .\\/-]*$", bare) and value == int(value) and value >= 0:
        return None, _in_zeros(str(int(value)), bare.replace("\\", "")), None
    unit = UNIT_IN_FORMAT.match(bare.replace('"', "").replace("\\", ""))
    if unit and not re.search(r"[0#?],+(?:$|[^0#?])", bare):
        return None, f"{text.replace('.', ',')} {unit.group(1).strip()}", None
    return value, text, None


def _in_zeros(digits: str, code: str) -> str:
    """Return digits shown through a format of zeros: `2786` through `000000` is `002786`."""
    digits = digits.rjust(code.count("0"), "0")
    shown, position = [], len(digits) - code.count("0")
    shown.append(digits[:position])
    for char in code:
        if char == "0":
            shown.append(digits[position])
            position += 1
        else:
            shown.append(char)
    return "".join(shown)
