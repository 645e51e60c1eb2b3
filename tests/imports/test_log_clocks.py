"""Logs whose times say a zone, loaded into a home whose working hours are those of another clock."""

from __future__ import annotations

from datetime import date

import pytest
from tests.imports.conftest import ON

from pupitre.desk import imports, snapshot
from pupitre.desk.settings import remember, zone_of_home
from pupitre.domains.processes.analysis.logs import log_of
from pupitre.maths.process.calendar import Week, working
from pupitre.sources.reader import read

ACROSS = """Case,Activity,Timestamp
1,Ask,2026-03-27T{friday}
1,Pay,2026-03-30T{monday}
2,Ask,2026-03-27T{friday}
2,Pay,2026-03-30T{monday}
3,Ask,2026-03-27T{friday}
3,Pay,2026-03-30T{monday}
"""
"""From the Friday before the clocks go forward to the Monday after."""
XES = """<log xes.version="1.0">{traces}</log>"""
TRACE = """<trace><string key="concept:name" value="{case}"/>
<event><string key="concept:name" value="Ask"/><date key="time:timestamp" value="2026-03-27T{friday}"/></event>
<event><string key="concept:name" value="Pay"/><date key="time:timestamp" value="2026-03-30T{monday}"/></event></trace>"""
WEEK = Week.of("08:00-17:00", "1111100")


def waited(path, text):
    """Return, from the events loaded, the clock at both steps of the first case and the working hours between them."""
    path.write_text(text)
    imports.commit(imports.plan([path], on=ON, reader=lambda file, given: read(file, options=given)), by="Ana")
    events = snapshot.take(on=ON).table("event")
    log = log_of(events, events.column("process")[0].as_py(), until=date(2026, 4, 30))
    steps = log.steps.filter(log.steps.to_ts.notnull())
    hours = log.rows(steps.select(seconds=working(steps.ts, steps.to_ts, WEEK))).column(0).to_pylist()
    return [f"{at:%a %H:%M}" for at in sorted(events.column("at").to_pylist())[::3]], [one / 3600 for one in hours]


@pytest.mark.parametrize(
    ("friday", "monday"),
    [
        ("16:00:00+01:00", "08:30:00+02:00"),
        ("15:00:00Z", "06:30:00Z"),
        ("11:00:00-04:00", "02:30:00-04:00"),
        ("16:00:00", "08:30:00"),  # no zone: the clock on the wall
    ],
)
@pytest.mark.parametrize("form", ["csv", "xes"])
def test_working_hours_are_those_of_the_company_on_both_sides_of_a_change_of_clocks(home, tmp_path, form, friday, monday):
    traces = "".join(TRACE.format(case=case, friday=friday, monday=monday) for case in (1, 2, 3))
    text = ACROSS.format(friday=friday, monday=monday) if form == "csv" else XES.format(traces=traces)
    clock, hours = waited(tmp_path / f"buying.{form}", text)
    assert clock == ["Fri 16:00", "Mon 08:30"]
    assert hours == [1.5] * 3  # an hour on Friday, half an hour on Monday


def test_the_zone_of_a_company_is_told_else_that_of_the_machine_else_that_of_its_currency(home, settings, monkeypatch):
    monkeypatch.delenv("PUPITRE_TIME_ZONE", raising=False)
    settings.TIME_ZONE = "Asia/Tokyo"
    assert zone_of_home() == "Asia/Tokyo"
    settings.TIME_ZONE = "UTC"
    assert zone_of_home() == "Europe/Paris"
    remember(currency="CHF")
    assert zone_of_home() == "Europe/Zurich"
    monkeypatch.setenv("PUPITRE_TIME_ZONE", "UTC")
    assert zone_of_home() == "UTC"
