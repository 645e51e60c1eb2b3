"""The people, KPIs and departments that a form proposes to one viewer."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from pupitre import words
from pupitre.desk.rights import Reach, Viewer, reach
from pupitre.kernel import N_, Text
from pupitre.records.models import MODELS

SENSES = {
    "up": N_("%(name)s (in %(unit)s, better when higher)"),
    "down": N_("%(name)s (in %(unit)s, better when lower)"),
    "none": N_("%(name)s (in %(unit)s)"),
}
SENSES_WITHOUT_UNIT = {"up": N_("%(name)s (better when higher)"), "down": N_("%(name)s (better when lower)"), "none": "%(name)s"}


@dataclass(frozen=True)
class People:
    """Who may be named by a viewer: everybody, or the people in reach of a scoped role.

    Args:
        reach: What the viewer may see.
    """

    reach: Reach

    @cached_property
    def known(self) -> tuple[tuple[str, str, str], ...]:
        """The code, name and department of each person in reach, by name."""
        units = dict(MODELS["unit"].objects.values_list("key", "name"))
        rows = MODELS["person"].objects.order_by("name", "key").values_list("key", "name", "unit")
        return tuple((key, name, units.get(unit, "")) for key, name, unit in rows if self.reach.sees("person", key))

    def may_name(self, said: str) -> bool:
        """Tell whether somebody may be named: anybody, known or not, for who sees everything; else only people in reach."""
        wanted = said.strip().casefold()
        return self.reach.is_everything or any(wanted in (key.casefold(), name.casefold()) for key, name, _ in self.known)


def people(viewer: Viewer) -> People:
    """Return who a viewer may name."""
    return People(reach(viewer))


def kpis(viewer: Viewer, lang: words.Lang) -> list[tuple[str, str]]:
    """Return the KPIs in reach as choices, by name, each with its unit and its sense in words; namesakes say their department or code."""
    seen = reach(viewer)
    every = MODELS["kpi"].objects.order_by("name", "key").values_list("key", "name", "measured_in", "direction", "unit")
    rows = [row for row in every if seen.sees("kpi", row[0])]
    shared = {name for name, count in Counter(name for _, name, *_ in rows).items() if count > 1}
    homes = dict(MODELS["unit"].objects.values_list("key", "name")) if shared else {}
    return [
        (key, _kpi(f"{name} – {homes.get(home, '') or key}" if name in shared else name, unit, direction, lang))
        for key, name, unit, direction, home in rows
    ]


def _kpi(name: str, unit: str | None, direction: str | None, lang: words.Lang) -> str:
    known = direction if direction in SENSES else "none"
    return words.render(Text(SENSES[known], name=name, unit=unit) if unit else Text(SENSES_WITHOUT_UNIT[known], name=name), lang)


def units(viewer: Viewer) -> list[tuple[str, str]]:
    """Return the departments in reach as choices, by name."""
    seen = reach(viewer)
    rows = MODELS["unit"].objects.order_by("name").values_list("key", "name")
    return [(key, name) for key, name in rows if seen.sees("unit", key)]
