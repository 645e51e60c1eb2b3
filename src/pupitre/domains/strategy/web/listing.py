"""Which objectives a page shows and in which order: the choices its address carries."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from pupitre.domains.strategy.web.atlas import Atlas, Goal
from pupitre.domains.strategy.web.pace import STATES
from pupitre.kernel import N_, Text

LIFE: Mapping[str, Text] = {"live": Text(N_("To be reached")), "closed": Text(N_("Closed")), "all": Text(N_("All objectives"))}
VIEWS: Mapping[str, Text] = {"map": Text(N_("Map")), "list": Text(N_("List"))}
WORST = {state: place for place, state in enumerate(STATES)}
ORDERS: Mapping[str, Callable[[Goal], tuple[object, ...]]] = {
    "name": lambda g: (g.name.lower(), g.key),
    "axis": lambda g: (g.axis_name.lower(), g.depth, g.key),
    "unit": lambda g: (g.unit_name.lower(), g.key),
    "owner": lambda g: (not g.owner_name, g.owner_name.lower(), g.key),
    "due": lambda g: (g.due_on or date.max, g.key),
    "state": lambda g: (WORST[g.state], g.key),
    "progress": lambda g: (g.progress is None, g.progress or 0.0, g.key),
    "chance": lambda g: (g.chance.share is None, g.chance.share or 0.0, g.key),
    "weight": lambda g: (-(g.weight or 0.0), g.key),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One value that a page may be narrowed to."""

    value: str
    title: Text | str
    is_current: bool
    link: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the list.

    Args:
        name: Its place in an address, empty when it does not sort. type: As columns of tables are typed.
        direction: `ascending` or `descending` when the list is sorted by it.
    """

    title: Text
    type: str
    name: str = ""
    link: str = ""
    direction: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """The objectives asked for, and the choices around them."""

    goals: tuple[Goal, ...]
    total: int
    view: str
    views: tuple[Choice, ...]
    lives: tuple[Choice, ...]
    axes: tuple[Choice, ...]
    units: tuple[Choice, ...]
    owners: tuple[Choice, ...]
    states: tuple[Choice, ...]
    columns: tuple[Column, ...]
    asked: Mapping[str, str]

    @property
    def is_narrowed(self) -> bool:
        """Whether any choice leaves objectives out."""
        return any(name in self.asked for name in ("axis", "unit", "owner", "state"))


def listing(known: Atlas, given: Mapping[str, str]) -> Listing:
    """Return the objectives that an address asks for; a choice that is not offered is left out."""
    goals = sorted(known.goals.values(), key=lambda g: (not g.is_live, g.depth, g.key))
    offered: dict[str, Mapping[str, Text | str]] = {
        "view": VIEWS,
        "show": LIFE,
        "axis": _values((g.axis, g.axis_name) for g in goals),
        "unit": _values((g.unit, g.unit_name) for g in goals),
        "owner": _values((g.owner, g.owner_name) for g in goals),
        "state": {state: word for state, (_, word) in STATES.items() if any(g.state == state for g in goals)},
        "order": dict.fromkeys([*ORDERS, *(f"-{name}" for name in ORDERS)], ""),
    }
    asked = {name: given[name] for name, values in offered.items() if given.get(name) in values}
    kept = [goal for goal in goals if _is_kept(goal, asked)]
    order = asked.get("order", "")
    if order:
        kept = sorted(kept, key=ORDERS[order.removeprefix("-")], reverse=order.startswith("-"))
    return Listing(
        goals=tuple(kept),
        total=sum(goal.is_live for goal in goals),
        view=asked.get("view", "map"),
        views=_choices("view", offered["view"], asked, "map"),
        lives=_choices("show", offered["show"], asked, "live"),
        axes=_choices("axis", offered["axis"], asked),
        units=_choices("unit", offered["unit"], asked),
        owners=_choices("owner", offered["owner"], asked),
        states=_choices("state", offered["state"], asked),
        columns=tuple(_columns(asked)),
        asked=asked,
    )


COLUMNS = (
    Column(Text(N_("Objective")), "text", "name"),
    Column(Text(N_("Axis")), "text", "axis"),
    Column(Text(N_("Department")), "text", "unit"),
    Column(Text(N_("Owner")), "text", "owner"),
    Column(Text(N_("Due on")), "date", "due"),
    Column(Text(N_("Chances")), "share", "chance"),
    Column(Text(N_("Pace")), "text", "state"),
    Column(Text(N_("Way done")), "share", "progress"),
    Column(Text(N_("Due by now")), "share"),
    Column(Text(N_("Weight")), "share", "weight"),
    Column(Text(N_("Projects")), "count"),
)


def _columns(asked: Mapping[str, str]) -> list[Column]:
    order = asked.get("order", "")
    found = []
    for column in COLUMNS:
        if not column.name:
            found.append(column)
            continue
        direction = {column.name: "ascending", f"-{column.name}": "descending"}.get(order, "")
        link = _address(asked, order=f"-{column.name}" if direction == "ascending" else column.name)
        found.append(Column(column.title, column.type, column.name, link, direction))
    return found


def _values(pairs: object) -> dict[str, Text | str]:
    return dict(sorted({(key, name) for key, name in pairs if key}, key=lambda pair: (pair[1].lower(), pair[0])))  # type: ignore[attr-defined]  # any run of pairs


def _is_kept(goal: Goal, asked: Mapping[str, str]) -> bool:
    show = asked.get("show", "live")
    # A state is asked for on purpose: what it holds is not hidden by the usual list of what is to be reached.
    if (show == "live" and not goal.is_live and "state" not in asked) or (show == "closed" and goal.is_live):
        return False
    given = (("axis", goal.axis), ("unit", goal.unit), ("owner", goal.owner), ("state", goal.state))
    return all(asked.get(name, value) == value for name, value in given)


def _choices(name: str, values: Mapping[str, Text | str], asked: Mapping[str, str], default: str = "") -> tuple[Choice, ...]:
    chosen = asked.get(name, default)
    return tuple(Choice(value, title, value == chosen, _address(asked, **{name: value})) for value, title in values.items())


def _address(asked: Mapping[str, str], **changed: str) -> str:
    return f"?{urlencode({**asked, **changed})}"
