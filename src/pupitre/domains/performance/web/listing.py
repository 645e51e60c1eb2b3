"""Which KPIs the wall shows, in which groups: the choices its address carries."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from pupitre.domains.performance.web.gauge import Gauge, Wall
from pupitre.domains.performance.web.states import COUNTED
from pupitre.kernel import N_, Text
from pupitre.maths.wording import spelled

PAGE_SIZE: Final = 48
GROUPS: Final[Mapping[str, Text]] = {
    "": Text(N_("Importance")),
    "unit": Text(N_("Department")),
    "objective": Text(N_("Objective")),
    "axis": Text(N_("Axis")),
}
NOWHERE: Final[Mapping[str, Text]] = {
    "unit": Text(N_("No department named")),
    "objective": Text(N_("Not linked to an objective yet")),
    "axis": Text(N_("Not linked to an axis yet")),
}
VIEWS: Final[Mapping[str, tuple[Text, str]]] = {"": (Text(N_("Wall")), "layout-dashboard"), "list": (Text(N_("List")), "table")}


@dataclass(frozen=True, slots=True)
class Choice:
    """One value that the wall may be narrowed to."""

    value: str
    title: Text | str
    is_current: bool
    link: str = ""
    count: int = 0
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """KPIs shown together under a heading; empty without one."""

    title: Text | str
    gauges: tuple[Gauge, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Listing:
    """The KPIs of one page of the wall, and the choices around them.

    Args:
        groups: The KPIs of this page. count: How many the choices keep. first, last: Places of the first and last shown, from 1.
        kept: All those that the choices keep, in order.
        before, after: Addresses of the neighbouring pages, empty without one. left: How many come after this page.
    """

    groups: tuple[Group, ...]
    kept: tuple[Gauge, ...]
    first: int
    last: int
    before: str
    after: str
    states: tuple[Choice, ...]
    views: tuple[Choice, ...]
    grouped: tuple[Choice, ...]
    units: tuple[Choice, ...]
    objectives: tuple[Choice, ...]
    owners: tuple[Choice, ...]
    asked: Mapping[str, str]

    @property
    def count(self) -> int:
        """How many the choices keep."""
        return len(self.kept)

    @property
    def left(self) -> int:
        """How many come after this page."""
        return self.count - self.last

    @property
    def shown(self) -> tuple[Gauge, ...]:
        """The KPIs of this page."""
        return tuple(gauge for group in self.groups for gauge in group.gauges)

    @property
    def is_list(self) -> bool:
        """Whether they are shown as a table."""
        return self.asked.get("view") == "list"


def listing(known: Wall, given: Mapping[str, str]) -> Listing:
    """Return the KPIs that an address asks for; a choice that is not offered is left out."""
    gauges = known.gauges
    offered: Mapping[str, Mapping[str, Text | str]] = {
        "state": COUNTED,
        "group": {name: title for name, title in GROUPS.items() if name},
        "view": {"list": VIEWS["list"][0]},
        "unit": _named({g.home: g.home_name for g in gauges if g.home}),
        "objective": _named({key: known.objectives[key]["name"] for g in gauges for key in g.objectives if not known.is_over(key)}),
        "owner": _named({str(g.kpi["owner"]): g.owner_name for g in gauges if g.kpi["owner"]}),
    }
    asked = {name: given[name] for name, values in offered.items() if given.get(name) in values}
    if words := given.get("q", "").strip()[:80]:
        asked["q"] = words
    wide = [gauge for gauge in gauges if _is_kept(gauge, {name: value for name, value in asked.items() if name != "state"})]
    kept = [gauge for gauge in wide if "state" not in asked or gauge.is_in(asked["state"])]
    groups = _groups(known, kept, asked.get("group", ""))
    kept = [gauge for _, its in groups for gauge in its]
    pages = max(-(-len(kept) // PAGE_SIZE), 1)
    page = min(max(int(given["page"]), 1), pages) if given.get("page", "").isdecimal() else 1
    first, last = (page - 1) * PAGE_SIZE, min(page * PAGE_SIZE, len(kept))
    return Listing(
        groups=_cut(groups, first, last),
        kept=tuple(kept),
        first=min(first + 1, len(kept)),
        last=last,
        before=_address(asked, page=str(page - 1)) if page > 1 else "",
        after=_address(asked, page=str(page + 1)) if page < pages else "",
        states=_states(wide, asked),
        views=tuple(
            Choice(name, title, asked.get("view", "") == name, _with(asked, "view", name), icon=icon)
            for name, (title, icon) in VIEWS.items()
        ),
        grouped=_choices("group", GROUPS, asked),
        units=_choices("unit", offered["unit"], asked),
        objectives=_choices("objective", offered["objective"], asked),
        owners=_choices("owner", offered["owner"], asked),
        asked=asked,
    )


def _named(names: Mapping[str, str]) -> dict[str, str]:
    return dict(sorted(names.items(), key=lambda pair: (pair[1].casefold(), pair[0])))


def _is_kept(gauge: Gauge, asked: Mapping[str, str]) -> bool:
    if asked.get("unit", gauge.home) != gauge.home or asked.get("owner", gauge.kpi["owner"]) != gauge.kpi["owner"]:
        return False
    if "objective" in asked and asked["objective"] not in gauge.objectives:
        return False
    if "q" not in asked:
        return True
    found = " ".join(spelled(f"{gauge.name} {gauge.key} {gauge.home_name}"))
    return all(word in found for word in spelled(asked["q"]))


def _groups(known: Wall, kept: Sequence[Gauge], by: str) -> list[tuple[Text | str, list[Gauge]]]:
    """Return the KPIs by group, the group with the most urgent one first, those of no group last."""
    if not by:
        return [("", list(kept))]
    titles: Mapping[str, Callable[[str], str]] = {
        "unit": lambda key: known.units.get(key, key),
        "objective": lambda key: str(known.objectives[key]["name"]),
        "axis": lambda key: known.axes.get(key, key),
    }
    found: dict[str, list[Gauge]] = {}
    for gauge in kept:
        objective = gauge.objectives[0] if gauge.objectives else ""
        home = {"unit": gauge.home, "objective": objective, "axis": known.axis_of(objective)}[by]
        found.setdefault(home, []).append(gauge)
    ordered = sorted(found.items(), key=lambda pair: not pair[0])
    return [(titles[by](key) if key else NOWHERE[by], its) for key, its in ordered]


def _cut(groups: Sequence[tuple[Text | str, list[Gauge]]], first: int, last: int) -> tuple[Group, ...]:
    """Return the part of the groups that a page shows."""
    found, start = [], 0
    for title, its in groups:
        shown = its[max(first - start, 0) : max(last - start, 0)]
        if shown:
            found.append(Group(title, tuple(shown), len(its)))
        start += len(its)
    return tuple(found)


def _states(wide: Sequence[Gauge], asked: Mapping[str, str]) -> tuple[Choice, ...]:
    """Return the links to each state that a KPI is in, with how many are in it."""
    current = asked.get("state", "")
    found = [Choice("", Text(N_("All KPIs")), not current, _with(asked, "state", ""), len(wide))]
    for state, title in COUNTED.items():
        count = sum(gauge.is_in(state) for gauge in wide)
        if count or state == current:
            found.append(Choice(state, title, state == current, _with(asked, "state", state), count))
    return tuple(found)


def _choices(name: str, values: Mapping[str, Text | str], asked: Mapping[str, str]) -> tuple[Choice, ...]:
    current = asked.get(name, "")
    return tuple(Choice(value, title, value == current, _with(asked, name, value)) for value, title in values.items())


def _with(asked: Mapping[str, str], name: str, value: str) -> str:
    others = {key: one for key, one in asked.items() if key != name}
    return _address(others | ({name: value} if value else {}))


def _address(asked: Mapping[str, str], **more: str) -> str:
    return "?" + urlencode({**asked, **more})
