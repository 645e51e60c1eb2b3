"""What the address of a process asks for: which cases, which level of detail, which step or path is looked at."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.http import QueryDict

from pupitre.maths.process.filters import Filter

ARROW = " → "
"""Between the two ends of a path, in an address as on the page."""
LEVELS: dict[str, float] = {"1": 0.5, "2": 0.7, "3": 0.85, "4": 0.95, "all": 1.0}
"""Levels of detail of the map: the share of all passages that its paths hold together."""
USUAL, BAREST = "3", "1"
TOPS = (1, 3, 5, 10)
"""How many of the most frequent paths may be kept alone."""
OTHER = "with_"
"""What the names of the choices of a second group of cases begin with."""
Pair = tuple[str, str]
One = TypeVar("One")


@dataclass(frozen=True, slots=True)
class Asked:
    """The choices that an address carries; the default of each is what a page shows first.

    Args:
        since, until: The cases that began between these days, both included.
        attributes: Values of cases, by attribute: any of those of one, all attributes together.
        through, without: Steps that the cases have, or have not. paths: Steps they have right after one another.
        top: Only the cases of that many most frequent paths.
        level: Detail of the map. by: `count` or `time`. step, way: What is looked at; is_open: the cases still open are.
        is_choosing: Whether the form of filters is shown.
    """

    since: date | None = None
    until: date | None = None
    attributes: tuple[Pair, ...] = ()
    through: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    paths: tuple[Pair, ...] = ()
    top: int | None = None
    level: str = USUAL
    by: str = "count"
    step: str = ""
    way: Pair | None = None
    is_choosing: bool = False
    is_open: bool = False

    @property
    def is_filtered(self) -> bool:
        """Whether some cases are left out."""
        return bool(self.since or self.until or self.attributes or self.through or self.without or self.paths or self.top)

    @property
    def filter(self) -> Filter:
        """The cases asked for, as the engine knows them."""
        values: dict[str, tuple[str, ...]] = {}
        for name, value in self.attributes:
            values[name] = (*values.get(name, ()), value)
        return Filter(
            since=micros(self.since) if self.since else None,
            until=micros(self.until + timedelta(days=1)) if self.until else None,
            attributes=values,
            activities=self.through,
            without=self.without,
            paths=self.paths,
            variants=self.top,
        )

    @property
    def pairs(self) -> list[Pair]:
        """The choices as they are written in an address; what is as usual is left out."""
        said = [("since", self.since.isoformat() if self.since else ""), ("until", self.until.isoformat() if self.until else "")]
        said += [("of", f"{name}={value}") for name, value in self.attributes]
        said += [("through", one) for one in self.through] + [("without", one) for one in self.without]
        said += [("path", ARROW.join(one)) for one in self.paths]
        said += [("top", str(self.top or "")), ("level", self.level if self.level != USUAL else "")]
        said += [("by", self.by if self.by != "count" else ""), ("step", self.step), ("way", ARROW.join(self.way or ()))]
        said += [("open", "1" if self.is_open else "")]
        return [(name, value) for name, value in said if value]

    def address(self, **changes: Any) -> str:  # values of any field
        """Return the question of an address with some choices changed; `?` alone when nothing is left."""
        return "?" + urlencode(replace(self, **{"is_choosing": False, "is_open": False, **changes}).pairs)

    @property
    def cases_only(self) -> Asked:
        """The same cases, without what is looked at."""
        return replace(self, level=USUAL, by="count", step="", way=None, is_choosing=False, is_open=False)


def asked(given: QueryDict, *, activities: Collection[str], side: str = "") -> Asked:
    """Return what an address asks for; what cannot be read, or names a step that the process has not, is left out.

    Args:
        given: The question of the address. activities: The steps of the process.
        side: What the names of its choices begin with: nothing, or `OTHER` for a second group of cases.
    """
    level, by = given.get("level", USUAL), given.get("by", "count")
    ways = _ways(given.getlist("way"), activities)
    top = given.get(f"{side}top", "")
    return Asked(
        since=_day(given.get(f"{side}since", "")),
        until=_day(given.get(f"{side}until", "")),
        attributes=_distinct(
            (name, value) for name, sign, value in (one.partition("=") for one in given.getlist(f"{side}of")) if sign and name and value
        ),
        through=_distinct(one for one in given.getlist(f"{side}through") if one in activities),
        without=_distinct(one for one in given.getlist(f"{side}without") if one in activities),
        paths=_ways(given.getlist(f"{side}path"), activities),
        top=int(top) if top.isdecimal() and 0 < int(top) <= 1000 else None,
        level=level if level in LEVELS else USUAL,
        by=by if by in ("count", "time") else "count",
        step=given.get("step", "") if given.get("step") in activities else "",
        way=ways[0] if ways else None,
        is_choosing="choose" in given,
        is_open="open" in given,
    )


def micros(day: date) -> int:
    """Return the first moment of a day, in microseconds since 1970 UTC."""
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp() * 1_000_000)


def _distinct(values: Iterable[One]) -> tuple[One, ...]:
    return tuple(dict.fromkeys(values))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _ways(texts: Iterable[str], activities: Collection[str]) -> tuple[Pair, ...]:
    """Return the paths named by texts; a step whose name holds the arrow is told by where the names of steps end."""
    found = []
    for text in texts:
        parts = text.split(ARROW)
        cuts = ((ARROW.join(parts[:at]), ARROW.join(parts[at:])) for at in range(1, len(parts)))
        found += [cut for cut in cuts if cut[0] in activities and cut[1] in activities][:1]
    return _distinct(found)
