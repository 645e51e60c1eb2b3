"""The choices around a map: its detail, what its width says, the cases kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pupitre.domains.processes.web.asked import ARROW, LEVELS, TOPS, Asked
from pupitre.domains.processes.web.cases import Attribute
from pupitre.domains.processes.web.sight import Sight
from pupitre.kernel import N_, Text

DETAIL = {
    "1": Text(N_("The backbone: half of the passages")),
    "2": Text(N_("The main paths: 70%% of the passages")),
    "3": Text(N_("The usual paths: 85%% of the passages")),
    "4": Text(N_("Nearly all paths: 95%% of the passages")),
    "all": Text(N_("Every path")),
}
BYS = {"count": Text(N_("Frequency")), "time": Text(N_("Time"))}
PATHS = 30
"""Paths offered to choose from, the most frequent first."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a choice."""

    title: Text
    is_current: bool
    link: str


def levels(asked: Asked) -> tuple[Choice, ...]:
    """Return the levels of detail."""
    return tuple(Choice(DETAIL[name], asked.level == name, asked.address(level=name)) for name in LEVELS)


def bys(asked: Asked) -> tuple[Choice, ...]:
    """Return what the width of a path may say."""
    return tuple(Choice(title, asked.by == name, asked.address(by=name)) for name, title in BYS.items())


@dataclass(frozen=True, slots=True)
class Made:
    """A choice that narrows the cases, in words, and the address without it."""

    text: Text
    link: str


def made(asked: Asked) -> tuple[Made, ...]:
    """Return what the cases are narrowed to."""
    found = []
    if asked.since:
        found.append(Made(Text(N_("begun from %(day)s"), day=asked.since), asked.address(since=None)))
    if asked.until:
        found.append(Made(Text(N_("begun until %(day)s"), day=asked.until), asked.address(until=None)))
    for one in asked.attributes:
        text = Text(N_("%(name)s: %(value)s"), name=one[0], value=one[1])
        found.append(Made(text, asked.address(attributes=tuple(other for other in asked.attributes if other != one))))
    for name in asked.through:
        text = Text(N_("with “%(step)s”"), step=name)
        found.append(Made(text, asked.address(through=tuple(other for other in asked.through if other != name))))
    for name in asked.without:
        text = Text(N_("without “%(step)s”"), step=name)
        found.append(Made(text, asked.address(without=tuple(other for other in asked.without if other != name))))
    for pair in asked.paths:
        text = Text(N_("“%(start)s” then “%(end)s”"), start=pair[0], end=pair[1])
        found.append(Made(text, asked.address(paths=tuple(other for other in asked.paths if other != pair))))
    if asked.top:
        text = Text.many(N_("the most frequent path"), N_("the %(count)s most frequent paths"), count=asked.top)
        found.append(Made(text, asked.address(top=None)))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Offered:
    """An attribute in the form: its values, how many cases hold each, whether it is chosen."""

    name: str
    values: tuple[tuple[str, int, bool], ...]


@dataclass(frozen=True, slots=True)
class Form:
    """What the cases may be narrowed to.

    Args:
        kept: Choices of the address that the form does not change. first: The first day of the log.
    """

    kept: tuple[tuple[str, str], ...]
    attributes: tuple[Offered, ...]
    steps: tuple[str, ...]
    paths: tuple[str, ...]
    made_paths: tuple[str, ...]
    tops: tuple[int, ...]
    first: date | None
    close: str


def form(seen: Sight, asked: Asked, attributes: Sequence[Attribute], *, first: date | None) -> Form:
    """Return the form of filters with what is chosen in it."""
    chosen = set(asked.attributes)
    ways = sorted(seen.flow.ways.values(), key=lambda way: -way["event_count"])[:PATHS]
    offered = tuple(
        Offered(one.name, tuple((value, count, (one.name, value) in chosen) for value, count in one.values)) for one in attributes
    )
    return Form(
        kept=tuple(pair for pair in asked.pairs if pair[0] in ("level", "by")),
        attributes=offered,
        steps=tuple(sorted({*seen.flow.steps, *asked.through, *asked.without})),
        paths=tuple(dict.fromkeys([*(ARROW.join(one) for one in asked.paths), *(ARROW.join((way["from"], way["to"])) for way in ways)])),
        made_paths=tuple(ARROW.join(one) for one in asked.paths),
        tops=TOPS,
        first=first,
        close=asked.address(),
    )
