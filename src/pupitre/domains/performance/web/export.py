"""The list of KPIs and the readings of one, as workbooks."""

from __future__ import annotations

from datetime import date

from pupitre.desk.sheets import Column, Sheet
from pupitre.domains.performance.web.cards import cards, readings_of
from pupitre.domains.performance.web.gauge import Gauge, Wall
from pupitre.domains.performance.web.listing import Listing
from pupitre.domains.performance.web.states import STATES
from pupitre.kernel import N_, Text
from pupitre.words import Lang


def every_kpi(known: Wall, listed: Listing, *, lang: Lang) -> Sheet:
    """Return the KPIs that a list keeps, of all its pages."""
    found = cards(known, listed.kept, lang=lang)
    named = (N_("Code"), N_("KPI"), N_("Department"), N_("Owner"), N_("State"))
    columns = [
        *(Column(Text(name)) for name in named),
        Column(Text(N_("Last reading")), "number"),
        Column(Text(N_("Target")), "number"),
        Column(Text(N_("Unit of the readings"))),
        Column(Text(N_("Read until")), "date"),
        Column(Text(N_("What to know"))),
    ]
    rows = [
        (
            gauge.key,
            gauge.name,
            gauge.home_name,
            gauge.owner_name,
            STATES[gauge.state][1],
            gauge.last.get("last_value"),
            gauge.status.get("target"),
            gauge.kpi["measured_in"],
            found[gauge.key, gauge.unit].read_on,
            found[gauge.key, gauge.unit].note,
        )
        for gauge in listed.kept
    ]
    return Sheet(Text(N_("KPIs")), columns, rows, _filters(listed))


def _filters(listed: Listing) -> list[tuple[Text, Text | str]]:
    """Return what the list was narrowed to, in words."""
    found: list[tuple[Text, Text | str]] = []
    titles = (
        (N_("State"), listed.states),
        (N_("Department"), listed.units),
        (N_("Objective"), listed.objectives),
        (N_("Owner"), listed.owners),
    )
    for name, choices in titles:
        found += [(Text(name), one.title) for one in choices if one.is_current and one.value]
    return [*found, (Text(N_("Search")), listed.asked["q"])] if "q" in listed.asked else found


def readings(gauge: Gauge, *, on: date) -> Sheet:
    """Return every reading of a KPI in one department, the latest first."""
    read = readings_of({gauge.key}, on=on)[0].get((gauge.key, gauge.unit))
    columns = [Column(Text(N_("From")), "date"), Column(Text(N_("To (excluded)")), "date"), Column(Text(N_("Reading")), "number")]
    rows: list[tuple[object, ...]] = []
    if read is not None:
        starts, ends = (days.astype("datetime64[D]").tolist() for days in (read.starts[::-1], read.ends[::-1]))
        rows = list(zip(starts, ends, read.values[::-1].tolist(), strict=True))
    return Sheet(Text(N_("Readings of %(kpi)s"), kpi=gauge.name), columns, rows)
