"""Whether the data behind a figure are older than they should be."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from pupitre.kernel import N_, Text

ALLOWED: Final[Mapping[str, int]] = {"day": 3, "week": 8, "month": 32, "quarter": 93, "year": 367}
"""Days that may pass since the last day read before a figure of this frequency is old; a day's figure may wait for a weekend."""
USUAL: Final = 32
"""What is allowed when nobody said how often: most files of a company come once a month."""


def is_late(data_on: date | None, *, frequency: str, on: date) -> bool:
    """Tell whether data up to a day are older than their frequency allows."""
    return data_on is not None and (on - data_on).days > ALLOWED.get(frequency, USUAL)


def late(data_on: date | None, *, frequency: str, on: date) -> Text | None:
    """Return the age of data that are older than their frequency allows, nothing for others.

    Args:
        data_on: The last day that they speak of.
        frequency: How often a new one is expected: `day`, `week`, `month`, `quarter`, `year`, or nothing when nobody said.
        on: Today.
    """
    return age(data_on, on=on) if data_on is not None and is_late(data_on, frequency=frequency, on=on) else None


def age(data_on: date, *, on: date) -> Text:
    """Return the age of data, in days: whoever reads it compares it with how often they come."""
    days = (on - data_on).days
    if days <= 0:
        return Text(N_("data of %(day)s"), day=data_on)
    return Text.many(N_("data of %(day)s, %(count)s day ago"), N_("data of %(day)s, %(count)s days ago"), count=days, day=data_on)


def read(day: date, *, on: date) -> Text:
    """Return when data that speak of no day were read."""
    days = (on - day).days
    if days <= 0:
        return Text(N_("read today"))
    return Text.many(N_("read %(count)s day ago"), N_("read %(count)s days ago"), count=days)
