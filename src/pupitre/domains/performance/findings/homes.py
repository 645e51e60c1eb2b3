"""What findings on several KPIs are gathered under."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from pupitre.domains.performance.inputs import Model, Series
from pupitre.kernel import N_, Text

T = TypeVar("T")


def home(model: Model, series: Series) -> tuple[str, str]:
    """Return what a series is gathered under: its department, else the category of its KPI, else the company."""
    unit, category = model.home(series), model.kpis[series.kpi].category
    return ("unit", unit) if unit else ("category", category) if category else ("entity", model.company)


def home_name(model: Model, home: tuple[str, str]) -> object:
    """Return the name of what findings are gathered under."""
    kind, key = home
    return Text(N_("No department named")) if kind == "entity" else model.units.get(key, key) if kind == "unit" else key.rstrip(" .")


def by_home(model: Model, things: Iterable[tuple[Series, T]]) -> dict[tuple[str, str], list[T]]:
    """Return things about series by what they are gathered under, in order."""
    groups: dict[tuple[str, str], list[T]] = {}
    for series, thing in things:
        groups.setdefault(home(model, series), []).append(thing)
    return dict(sorted(groups.items()))
