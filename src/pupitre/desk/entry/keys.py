"""The key of a row in an address, and the code of a row that is being made."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from typing import Final
from urllib.parse import quote, unquote

from pupitre.desk.naming import next_code
from pupitre.desk.rows import read
from pupitre.kernel import N_, InputError, Text
from pupitre.records.system import ROWS
from pupitre.sources.fill.keys import slug
from pupitre.tables import Table

NUMBERED: Final = re.compile(r"^(.*?)(\d{1,6})$")
HABIT: Final = 3
"""Codes of one form from which the form is a habit."""


def key_text(table: Table, parts: Sequence[object]) -> str:
    """Return a key as one text: itself when it has one part, its parts quoted and parted by a stroke otherwise."""
    return str(parts[0]) if len(table.key) == 1 else "/".join(quote(str(part), safe="") for part in parts)


def parts_of(table: Table, text: str) -> tuple[str, ...] | None:
    """Return the parts of a key written as one text; None when it cannot be one of this table."""
    parts = (text,) if len(table.key) == 1 else tuple(unquote(part) for part in text.split("/"))
    return parts if len(parts) == len(table.key) and any(parts) else None


def next_in_pattern(known: Collection[str]) -> str | None:
    """Return the code that follows those known; None when they follow no pattern.

    >>> next_in_pattern(["OBJ-01", "OBJ-02", "OBJ-07", "autre"])
    'OBJ-08'
    """
    found = [(m.group(1), m.group(2)) for m in map(NUMBERED.match, known) if m]
    if not found:
        return None
    (prefix, width), times = Counter((prefix, len(number)) for prefix, number in found).most_common(1)[0]
    if times < HABIT or times * 4 < len(known) or not prefix:
        return None
    last = max(int(number) for other, number in found if other == prefix)
    return f"{prefix}{last + 1:0{width}}"


def new_code(table: str, code: str, name: str, among: Collection[str]) -> str:
    """Return a free code for something new.

    Args:
        table: Its table. code: How its code is made (`Kind.code`). name: What it is called.
        among: The codes it must differ from.

    Raises:
        InputError: Its name holds no letter to make a code of.
    """
    if code == "own":
        return next_code(table)
    if code == "pattern" and (following := next_in_pattern(among)):
        return following
    start = slug(name)
    if not start:
        raise InputError(Text(N_("This name holds no letter or figure.")), mend=Text(N_("Write a name that people can read.")))
    taken, number, free = frozenset(among), 1, start
    while free in taken:
        number += 1
        free = f"{start}-{number}"
    return free


def known_codes(table: str, holder: str = "") -> list[str]:
    """Return the codes in use in a table: those of one holder when the holder is part of the key."""
    keys = read(ROWS[table])
    return [str(key[-1]) for key in keys if len(key) == 1 or str(key[0]) == holder]
