"""Changes that somebody supposes, and what they would do to the objectives in their reach."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import isfinite
from typing import Final

from pupitre.desk.attainment import Held
from pupitre.desk.rights import Reach
from pupitre.impact.attainment import FAMILIES, Cancel, Change, Delay, Fix, Gain, Learn, Run, Shift, Treat, what_if
from pupitre.kernel import N_, InputError, Place, Text

MOST_CHANGES: Final = 100
LARGEST_DAYS: Final = 20 * 365.0
Said = Mapping[str, object]
"""A change as it is written: `do`, the code of what changes, and by how much."""


@dataclass(frozen=True, slots=True)
class Moved:
    """What changes do to an objective or a key result: its chance before and after, their difference and its standard error."""

    key: str
    gain: Gain


@dataclass(frozen=True, slots=True)
class Supposed:
    """What changes would do.

    Args:
        run: The examination whose futures were used. on: The day examined.
        objectives: All those in reach that have a probability. key_results: Those in reach that move.
        finishes: The median finish before and after of the projects in reach that move; None when it never does.
    """

    run: int
    on: date
    objectives: tuple[Moved, ...]
    key_results: tuple[Moved, ...]
    finishes: tuple[tuple[str, date | None, date | None], ...]


def suppose(held: Held, changes: Sequence[Said], within: Reach) -> Supposed:
    """Return what changes would do together.

    Args:
        held: The simulated futures. changes: As they are written. within: What the reader may see.

    Raises:
        InputError: A change that is not one, or that names nothing known; what is out of reach is as unknown as what does not exist.
    """
    if len(changes) > MOST_CHANGES:
        raise InputError(Text(N_("That makes too many changes at once.")), mend=Text(N_("Suppose %(count)s at most."), count=MOST_CHANGES))
    answer = what_if(held.draws, [one for at, said in enumerate(changes, 1) for one in _read(held, said, within, at)])
    seen = held.draws.layout.objectives
    own = {reading.result.key: reading.result.objective for reading in held.model.readings}
    return Supposed(
        run=held.run,
        on=held.on,
        objectives=tuple(Moved(key, answer.objectives[key]) for key in seen if key in answer.objectives and within.sees("objective", key)),
        key_results=tuple(Moved(key, gain) for key, gain in answer.measures.items() if key in own and within.sees("key_result", key)),
        finishes=tuple(
            (key, _day(held, before), _day(held, after)) for key, (before, after) in answer.finishes.items() if within.sees("project", key)
        ),
    )


def _day(held: Held, days: float) -> date | None:
    return held.on + timedelta(days=round(days)) if isfinite(days) else None


@dataclass(frozen=True, slots=True)
class _Reader:
    """One change being read, with its number in the list."""

    held: Held
    said: Said
    within: Reach
    at: int

    def key(self, name: str, kind: str) -> str:
        """Return the code of something that the probabilities rest on."""
        value = self.said.get(name)
        if not isinstance(value, str) or not value:
            raise self.wrong(Text(N_('Change %(number)s lacks "%(field)s".'), number=self.at, field=name), name)
        known = ("measure" if kind == "key_result" else kind, value) in self.held.draws.rows
        if not known or not self.within.sees(kind, value):
            raise self.unknown(name, value)
        return value

    def unknown(self, name: str, value: str) -> InputError:
        what = Text(N_('Change %(number)s: no probability rests on anything called "%(key)s".'), number=self.at, key=value)
        mend = Text(N_("Name a project, a risk or a key result that an objective rests on, by its code."))
        return InputError(what, where=Place(column=name), mend=mend)

    def number(self, name: str, default: float | None, low: float, high: float) -> float:
        """Return a number within bounds."""
        value = self.said.get(name, default)
        if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
            what = Text(
                N_('Change %(number)s: "%(field)s" is not a number from %(low)s to %(high)s.'),
                number=self.at,
                field=name,
                low=low,
                high=high,
            )
            raise InputError(what, where=Place(column=name), mend=Text(N_("Give a number between these bounds.")))
        return float(value)

    def wrong(self, what: Text, name: str) -> InputError:
        mend = Text(N_("The documentation of the what-if lists the changes and their fields."))
        return InputError(what, where=Place(column=name), mend=mend)


def _read(held: Held, said: Said, within: Reach, at: int) -> list[Change]:
    reader = _Reader(held, said, within, at)
    kind = said.get("do")
    make = _MAKERS.get(kind) if isinstance(kind, str) else None
    if make is None:
        words = ", ".join(_MAKERS)
        raise reader.wrong(Text(N_('Change %(number)s: "do" is none of %(words)s.'), number=at, words=words), "do")
    known = _FIELDS[str(kind)]
    strange = next((name for name in said if name != "do" and name not in known), None)
    if strange is not None:
        raise reader.wrong(Text(N_('Change %(number)s: a change of this kind has no "%(field)s".'), number=at, field=strange), strange)
    return make(reader)


def _cancel(one: _Reader) -> list[Change]:
    return [Cancel(one.key("project", "project"))]


def _delay(one: _Reader) -> list[Change]:
    return [Delay(one.key("project", "project"), one.number("days", None, -LARGEST_DAYS, LARGEST_DAYS))]


def _run(one: _Reader) -> list[Change]:
    project = one.key("project", "project")
    days, share = 0.0, 1.0
    name = one.said.get("mode")
    if name is not None:
        mode = next((m for m in one.held.model.rows.modes if m.project == project and m.key == name), None)
        if mode is None:
            raise one.unknown("mode", str(name))
        days, share = mode.days or 0.0, 1.0 if mode.effect_share is None else mode.effect_share
    return [Run(project, one.number("days", days, -LARGEST_DAYS, LARGEST_DAYS), one.number("effect_share", share, 0, 10))]


def _treat(one: _Reader) -> list[Change]:
    return [Treat(one.key("risk", "risk"), one.number("chance_share", 0.0, 0, 1))]


def _shift(one: _Reader) -> list[Change]:
    by = one.number("by", None, -1e15, 1e15)
    if "kpi" not in one.said:
        return [Shift(one.key("key_result", "key_result"), by)]
    kpi = str(one.said["kpi"])
    own = [r.result.key for r in one.held.model.readings if r.measure is not None and r.result.kpi == kpi]
    if not own or not one.within.sees("kpi", kpi):
        raise one.unknown("kpi", kpi)
    return [Shift(key, by) for key in own]


def _learn(one: _Reader) -> list[Change]:
    measure, source = one.key("key_result", "key_result"), str(one.said.get("source") or "")
    kinds = {e.source_kind for e in one.held.model.world.effects if e.source == source and e.measure == measure}
    if not kinds or not all(one.within.sees(kind, source) for kind in kinds):
        raise one.unknown("source", source)
    return [Learn(source, measure, one.number("size", None, -1e15, 1e15))]


def _fix(one: _Reader) -> list[Change]:
    kind, family = one.said.get("kind"), one.said.get("family")
    if family not in FAMILIES:
        what = Text(N_('Change %(number)s: "family" is none of %(words)s.'), number=one.at, words=", ".join(FAMILIES))
        raise one.wrong(what, "family")
    if kind in ("measure", "key_result"):
        return [Fix("measure", one.key("key", "key_result"), family)]
    if kind in ("project", "risk"):
        return [Fix(kind, one.key("key", kind), family)]
    key = str(one.said.get("key") or "")
    if (str(kind), key) not in one.held.draws.layout.moved_by or not one.within.sees(str(kind), key):
        raise one.unknown("key", key)
    return [Fix(str(kind), key, family)]


_MAKERS: Final[Mapping[str, Callable[[_Reader], list[Change]]]] = {
    "cancel": _cancel,
    "delay": _delay,
    "run": _run,
    "treat": _treat,
    "shift": _shift,
    "learn": _learn,
    "fix": _fix,
}
_FIELDS: Final[Mapping[str, frozenset[str]]] = {
    "cancel": frozenset({"project"}),
    "delay": frozenset({"project", "days"}),
    "run": frozenset({"project", "days", "effect_share", "mode"}),
    "treat": frozenset({"risk", "chance_share"}),
    "shift": frozenset({"key_result", "kpi", "by"}),
    "learn": frozenset({"source", "key_result", "size"}),
    "fix": frozenset({"kind", "key", "family"}),
}
