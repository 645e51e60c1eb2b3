"""Which projects a page lists, in which order: the choices its address carries."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from pupitre.domains.portfolio.web.shelf import DECLARED, FACTUAL, ProjectRow
from pupitre.kernel import N_, Text

PAGE_SIZE = 20
SHOWN = {
    "alive": Text(N_("To be finished")),
    "late": Text(N_("Late")),
    "green": Text(N_("Green though very late")),
    "all": Text(N_("All projects")),
}
VIEWS = {"bars": Text(N_("Finishes")), "list": Text(N_("List"))}
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
FIELDS: Mapping[str, tuple[Text, Callable[[ProjectRow], str]]] = {
    "unit": (Text(N_("Department")), lambda row: row.unit),
    "axis": (Text(N_("Axis")), lambda row: row.axis),
    "programme": (Text(N_("Programme")), lambda row: row.programme),
    "owner": (Text(N_("Owner")), lambda row: row.owner),
    "declared": (Text(N_("Declared")), lambda row: row.declared or "none"),
    "state": (Text(N_("What the facts say")), lambda row: row.factual),
}
"""What a list may be narrowed by: its name in the address, its words, the value of a project."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One value that a list may be narrowed to."""

    value: str
    title: Text | str
    is_current: bool
    link: str = ""


@dataclass(frozen=True, slots=True)
class Narrow:
    """One thing that a list may be narrowed by, with its values; `without` is the address without it."""

    name: str
    title: Text
    choices: tuple[Choice, ...]
    without: str

    @property
    def current(self) -> Choice | None:
        """The value asked for."""
        return next((one for one in self.choices if one.is_current), None)


@dataclass(frozen=True, slots=True)
class Listing:
    """The projects of one page of the list, and the choices around it.

    Args:
        rows: The projects of this page. kept: Those of all pages.
        page: Number of the page, from 1. pages: How many there are.
        before, after: Addresses of the neighbouring pages, empty without one.
        asked: The choices made, as the address carries them.
    """

    rows: tuple[ProjectRow, ...]
    kept: tuple[ProjectRow, ...]
    page: int
    pages: int
    before: str
    after: str
    shown: tuple[Choice, ...]
    views: tuple[Choice, ...]
    orders: tuple[Choice, ...]
    narrows: tuple[Narrow, ...]
    asked: Mapping[str, str]

    @property
    def count(self) -> int:
        """How many projects the choices keep."""
        return len(self.kept)

    @property
    def is_list(self) -> bool:
        """Whether the dense list is asked for, instead of the bars."""
        return self.asked.get("view") == "list"

    @property
    def made(self) -> tuple[Narrow, ...]:
        """What the list is narrowed by."""
        return tuple(one for one in self.narrows if one.current)

    @property
    def export(self) -> str:
        """The address of the workbook of the list."""
        return _address(self.asked, format="xlsx")


def listing(rows: Sequence[ProjectRow], given: Mapping[str, str]) -> Listing:
    """Return the projects that an address asks for; a choice that is not offered is left out."""
    offered = {name: _values(name, rows) for name in FIELDS}
    fixed: Mapping[str, Mapping[str, Text]] = {"show": SHOWN, "view": VIEWS, "order": ORDERS}
    asked = {name: given[name] for name, values in (offered | fixed).items() if given.get(name) in values}
    kept = sorted((row for row in rows if _is_kept(row, asked)), key=KEYS[asked.get("order", "late")])
    pages = max(-(-len(kept) // PAGE_SIZE), 1)
    number = min(max(int(given["page"]), 1), pages) if given.get("page", "").isdecimal() else 1
    return Listing(
        rows=tuple(kept[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]),
        kept=tuple(kept),
        page=number,
        pages=pages,
        before=_address(asked, page=str(number - 1)) if number > 1 else "",
        after=_address(asked, page=str(number + 1)) if number < pages else "",
        shown=_choices("show", SHOWN, asked, default="alive"),
        views=_choices("view", VIEWS, asked, default="bars"),
        orders=_choices("order", ORDERS, asked, default="late"),
        narrows=tuple(
            Narrow(name, FIELDS[name][0], _choices(name, values, asked), _address(_but(asked, name)))
            for name, values in offered.items()
            if len(values) > 1 or name in asked
        ),
        asked=asked,
    )


def _values(name: str, rows: Sequence[ProjectRow]) -> Mapping[str, Text | str]:
    """Return the values that a list may be narrowed to, with their words: only those that some project has."""
    if name in ("state", "declared"):
        table = FACTUAL if name == "state" else DECLARED
        present = {FIELDS[name][1](row) for row in rows}
        return {value or "none": word for value, (_, word) in table.items() if (value or "none") in present}
    pairs = {(value, str(getattr(row, f"{name}_name"))) for row in rows if (value := FIELDS[name][1](row))}
    return dict(sorted(pairs, key=lambda pair: pair[1].lower()))


def _is_kept(row: ProjectRow, asked: Mapping[str, str]) -> bool:
    show = asked.get("show", "alive")
    if (show == "green" and not row.is_late_though_green) or (show == "late" and not (row.is_late and row.is_alive)):
        return False
    # A state such as "finished" is asked for on purpose: it is not hidden by the usual list of what is to be finished.
    if show == "alive" and not (row.is_alive or row.contradiction) and not {"state", "declared"} & set(asked):
        return False
    return all(asked[name] == value(row) for name, (_, value) in FIELDS.items() if name in asked)


def _choices(name: str, values: Mapping[str, Text | str], asked: Mapping[str, str], default: str = "") -> tuple[Choice, ...]:
    current = asked.get(name, default)
    others = _but(asked, name)

    def address(value: str) -> str:
        return _address(others | ({} if value == default else {name: value}))

    return tuple(Choice(value, title, value == current, address(value)) for value, title in values.items())


def _but(asked: Mapping[str, str], name: str) -> dict[str, str]:
    return {key: value for key, value in asked.items() if key != name}


def _address(asked: Mapping[str, str], **more: str) -> str:
    return "?" + urlencode(dict(asked) | more)
