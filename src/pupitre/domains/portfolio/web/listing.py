"""Which projects a page lists, in which order: the choices its address carries."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from pupitre.domains.portfolio.web.shelf import FACTUAL, ProjectRow
from pupitre.kernel import N_, Text

PAGE_SIZE = 20
SHOWN = {"alive": Text(N_("To be finished")), "green": Text(N_("Green though very late")), "all": Text(N_("All projects"))}
ORDERS: Mapping[str, Text] = {
    "late": Text(N_("Latest first")),
    "finish": Text(N_("Next to finish")),
    "cost": Text(N_("Largest budget")),
    "name": Text(N_("Name")),
}
KEYS: Mapping[str, Callable[[ProjectRow], tuple[object, ...]]] = {
    "late": lambda row: (-(row.late_days if row.late_days is not None else -(10**6)), row.name.lower(), row.key),
    "finish": lambda row: (row.p50_on or date.max, row.name.lower(), row.key),
    "cost": lambda row: (-(row.budget.amount if row.budget else 0), row.name.lower(), row.key),
    "name": lambda row: (row.name.lower(), row.key),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One value that a list may be narrowed to."""

    value: str
    title: Text | str
    is_current: bool
    link: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """The projects of one page of the list, and the choices around it.

    Args:
        rows: The projects of this page.
        count: How many the choices keep.
        page: Number of the page, from 1. pages: How many there are.
        before, after: Addresses of the neighbouring pages, empty without one.
    """

    rows: tuple[ProjectRow, ...]
    count: int
    page: int
    pages: int
    before: str
    after: str
    shown: tuple[Choice, ...]
    orders: tuple[Choice, ...]
    units: tuple[Choice, ...]
    axes: tuple[Choice, ...]
    states: tuple[Choice, ...]
    asked: Mapping[str, str]


def listing(rows: Sequence[ProjectRow], given: Mapping[str, str]) -> Listing:
    """Return the projects that an address asks for; a choice that is not offered is left out."""
    units = dict(sorted({(r.unit, r.unit_name) for r in rows if r.unit}, key=lambda pair: pair[1].lower()))
    axes = dict(sorted({(r.axis, r.axis_name) for r in rows if r.axis}, key=lambda pair: pair[1].lower()))
    states = {state: word for state, (_, word) in FACTUAL.items()}
    offered: Mapping[str, Mapping[str, Text | str]] = {
        "show": SHOWN,
        "order": ORDERS,
        "unit": units,
        "axis": axes,
        "state": states,
    }
    asked = {name: given[name] for name, values in offered.items() if given.get(name) in values}
    kept = sorted((row for row in rows if _is_kept(row, asked)), key=KEYS[asked.get("order", "late")])
    pages = max(-(-len(kept) // PAGE_SIZE), 1)
    number = min(max(int(given["page"]), 1), pages) if given.get("page", "").isdecimal() else 1
    return Listing(
        rows=tuple(kept[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]),
        count=len(kept),
        page=number,
        pages=pages,
        before=_address(asked, page=str(number - 1)) if number > 1 else "",
        after=_address(asked, page=str(number + 1)) if number < pages else "",
        shown=_choices("show", SHOWN, asked, default="alive"),
        orders=_choices("order", ORDERS, asked, default="late"),
        units=_choices("unit", units, asked),
        axes=_choices("axis", axes, asked),
        states=_choices("state", states, asked),
        asked=asked,
    )


def _is_kept(row: ProjectRow, asked: Mapping[str, str]) -> bool:
    show = asked.get("show", "alive")
    if show == "green" and not row.is_late_though_green:
        return False
    # A state such as "finished" is asked for on purpose: it is not hidden by the usual list of what is to be finished.
    if show == "alive" and not row.is_alive and "state" not in asked:
        return False
    return all(asked.get(name, value) == value for name, value in (("unit", row.unit), ("axis", row.axis), ("state", row.factual)))


def _choices(name: str, values: Mapping[str, Text | str], asked: Mapping[str, str], default: str = "") -> tuple[Choice, ...]:
    current = asked.get(name, default)
    others = {key: value for key, value in asked.items() if key != name}

    def address(value: str) -> str:
        return _address(others | ({} if value == default else {name: value}))

    return tuple(Choice(value, title, value == current, address(value)) for value, title in values.items())


def _address(asked: Mapping[str, str], **more: str) -> str:
    return "?" + urlencode(dict(asked) | more)
