"""Working hours and days as offices write them."""

from __future__ import annotations

import re

from pupitre.sources.fill.keys import fold

DAYS = (
    ("lun", "mon", "lundi", "monday", "lu", "mo"),
    ("mar", "tue", "mardi", "tuesday", "tues", "ma", "tu"),
    ("mer", "wed", "mercredi", "wednesday", "me", "we"),
    ("jeu", "thu", "jeudi", "thursday", "thur", "thurs", "je", "th"),
    ("ven", "fri", "vendredi", "friday", "ve", "fr"),
    ("sam", "sat", "samedi", "saturday", "sa"),
    ("dim", "sun", "dimanche", "sunday", "di", "su"),
)
NUMBERS = {name: number for number, names in enumerate(DAYS) for name in names}
HOUR = r"(\d{1,2})\s*(?:[hH:.]\s*(\d{2})?)?"
SPAN = re.compile(rf"{HOUR}\s*(?:-|–|à|a|to|/|>)\s*{HOUR}")


def hours_of(text: str) -> str | None:
    """Return working hours as `08:00-17:00`, several spans separated by commas; None when they cannot be read.

    >>> hours_of("8h-12h / 13h30-17h"), hours_of("24h/24")
    ('08:00-12:00,13:30-17:00', None)
    """
    spans = []
    for found in SPAN.finditer(text):
        first, begun, last, ended = (int(part or 0) for part in found.groups())
        if first > 24 or last > 24 or begun > 59 or ended > 59 or (first, begun) >= (last, ended):
            return None
        spans.append(f"{first:02d}:{begun:02d}-{last:02d}:{ended:02d}")
    return ",".join(spans) or None


def weekdays_of(text: str) -> str | None:
    """Return a week as seven digits from Monday to Sunday, 1 for a working day; None when it cannot be read.

    >>> weekdays_of("du lundi au vendredi"), weekdays_of("Mon, Wed, Fri"), weekdays_of("7/7"), weekdays_of("1111110")
    ('1111100', '1010100', '1111111', '1111110')
    """
    plain = text.strip()
    if re.fullmatch(r"[01]{7}", plain):
        return plain
    if found := re.fullmatch(r"([1-7])\s*(?:/\s*7|j(?:ours)?|days?(?: a week)?)", plain, re.IGNORECASE):
        count = int(found.group(1))
        return "1" * count + "0" * (7 - count)
    week = [0] * 7
    last, is_span = None, False
    for word in re.findall(r"[^\W\d_]+|[-–>]", plain):
        folded = fold(word)
        if folded in NUMBERS:
            day = NUMBERS[folded]
            days = range(last, day + 1) if is_span and last is not None and last <= day else (day,)
            for one in days:
                week[one] = 1
            last, is_span = day, False
        else:
            is_span = is_span or word in ("-", "–", ">") or folded in ("au", "a", "to", "through", "thru")
    return "".join(map(str, week)) if any(week) else None
