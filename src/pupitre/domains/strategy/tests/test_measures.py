"""Whether objectives can be measured, and which targets contradict each other."""

from __future__ import annotations

from datetime import date

import pytest

from pupitre.domains.strategy.analysis.measures import measurability
from pupitre.domains.strategy.analysis.targets import clashes
from pupitre.domains.strategy.inputs import read
from pupitre.domains.strategy.tests.company import company, objective

JAN, DEC = date(2026, 1, 1), date(2026, 12, 31)


def reading(kpi, unit="", value=1.0):
    return {"kpi": kpi, "unit": unit, "starts_on": JAN, "ends_on": date(2026, 2, 1), "value": value}


def aim(kpi):
    return {"kpi": kpi, "unit": "", "starts_on": JAN, "value": 9.0}


def result(key, of, kpi=None, **more):
    return {"key": key, "objective": of, "kpi": kpi, **more}


def kpi(key, of=None, **more):
    return {"key": key, "name": f"KPI {key}", "objective": of, **more}


def reasons(**rows):
    return {m.objective.key: m.reason for m in measurability(read(company(**rows)))}


MEASURED = {
    "objective": [objective(f"O{n}") for n in range(1, 5)],
    "kpi": [kpi("A", "O1"), kpi("B", "O2"), kpi("C", "O3")],
    "measure": [reading("A"), reading("B"), reading("C")],
    "target": [aim("A"), aim("B"), aim("C")],
}


def test_an_objective_with_nothing_beside_measured_ones_has_no_measure():
    assert reasons(**MEASURED) == {"O1": "measured", "O2": "measured", "O3": "measured", "O4": "no_measure"}


def test_nothing_is_reproached_before_most_objectives_have_a_measure():
    half = MEASURED | {"kpi": [kpi("A", "O1"), kpi("B", "O2")], "measure": [reading("A"), reading("B")]}
    assert reasons(**half)["O4"] == "not_linked"


def test_a_key_result_with_its_own_numbers_is_measured_by_hand():
    assert reasons(**MEASURED, key_result=[result("K", "O4", target=5.0)])["O4"] == "measured"
    assert reasons(**MEASURED, key_result=[result("K", "O4")])["O4"] == "no_number"


def test_a_kpi_that_nobody_reads_measures_nothing():
    more = MEASURED | {"kpi": [*MEASURED["kpi"], kpi("D", "O4")]}
    assert reasons(**more)["O4"] == "never_read"
    assert reasons(**more, key_result=[result("K", "O4", "D", target=5.0)])["O4"] == "never_read"


def test_readings_not_loaded_yet_are_no_reproach():
    rows = MEASURED | {"measure": []}
    assert set(reasons(**rows).values()) == {"not_linked"} | {"no_measure"}


def test_a_reading_without_a_value_is_no_reading():
    more = MEASURED | {"kpi": [*MEASURED["kpi"], kpi("D", "O4")], "measure": [*MEASURED["measure"], reading("D", value=None)]}
    assert reasons(**more)["O4"] == "never_read"


def test_a_kpi_without_target_does_not_say_when_the_objective_is_reached():
    more = MEASURED | {"kpi": [*MEASURED["kpi"], kpi("D", "O4")], "measure": [*MEASURED["measure"], reading("D")]}
    assert reasons(**more)["O4"] == "no_target"
    assert reasons(**more, key_result=[result("K", "O4", "D", target=5.0)])["O4"] == "measured"
    assert reasons(**(more | {"target": [*MEASURED["target"], aim("D")]}))["O4"] == "measured"


def test_a_target_of_the_kpi_serves_its_key_result():
    rows = MEASURED | {"measure": [*MEASURED["measure"], reading("D")], "target": [*MEASURED["target"], aim("D")]}
    assert reasons(**rows, key_result=[result("K", "O4", "D")])["O4"] == "measured"


def test_targets_are_no_reproach_where_most_objectives_have_none():
    rows = MEASURED | {"target": [aim("A")]}
    assert reasons(**rows) == {"O1": "measured", "O2": "not_linked", "O3": "not_linked", "O4": "no_measure"}


def test_an_objective_is_measured_through_those_that_serve_it():
    links = [{"child": "O1", "parent": "O4"}]
    assert reasons(**MEASURED, cascade=links)["O4"] == "through"


def test_an_objective_above_unmeasured_ones_leaves_the_reproach_to_them():
    rows = MEASURED | {"objective": [objective(f"O{n}") for n in range(1, 6)]}
    found = reasons(**rows, cascade=[{"child": "O5", "parent": "O4"}])
    assert (found["O4"], found["O5"]) == ("below", "no_measure")


def test_a_closed_objective_is_not_judged():
    rows = MEASURED | {"objective": [*MEASURED["objective"][:3], objective("O4", status="missed")]}
    assert "O4" not in reasons(**rows)


def kinds(first, second, *, unit=("A", "A"), measure=(), **kpi_more):
    objectives = [objective(f"O{n}", unit=u, starts_on=JAN, due_on=DEC, owner=f"P{n}") for n, u in zip((1, 2), unit, strict=True)]
    rows = [result("K1", "O1", "OTD", **first), result("K2", "O2", "OTD", **second)]
    found = clashes(read(company(objective=objectives, kpi=[kpi("OTD", **kpi_more)], key_result=rows, measure=list(measure))))
    return [clash.kind for clash in found]


def test_two_targets_for_one_date_contradict_each_other():
    assert kinds({"target": 95.0}, {"target": 92.0}) == ["two_targets"]
    assert kinds({"target": 95.0}, {"target": 95.4}) == []
    assert kinds({"target": -95.0}, {"target": -92.0}) == ["two_targets"]


def test_two_targets_at_two_dates_are_a_path():
    assert kinds({"target": 95.0}, {"target": 92.0, "due_on": date(2026, 12, 15)}) == []
    assert kinds({"target": 95.0}, {"target": 92.0, "due_on": date(2026, 12, 16)}) == ["two_targets"]


def test_two_directions_over_the_same_time_contradict_each_other():
    up, down = {"baseline": 10.0, "target": 12.0}, {"baseline": 9.0, "target": 8.0, "due_on": date(2026, 6, 30)}
    assert kinds(up, down) == ["opposite"]
    assert kinds(up | {"starts_on": date(2026, 6, 30)}, down) == []
    assert kinds(up | {"starts_on": date(2026, 6, 29)}, down) == ["opposite"]


def test_two_departments_that_read_the_kpi_apart_each_aim_at_their_own():
    apart = [reading("OTD", "A"), reading("OTD", "B")]
    assert kinds({"target": 95.0}, {"target": 92.0}, unit=("A", "B"), measure=apart) == []
    assert kinds({"target": 95.0}, {"target": 92.0}, unit=("A", "B"), measure=apart[:1]) == ["two_targets"]
    assert kinds({"target": 95.0}, {"target": 92.0}, unit=("A", "A"), measure=apart) == ["two_targets"]


@pytest.mark.parametrize("missing", ["target", "kpi"])
def test_a_key_result_without_target_or_known_kpi_contradicts_nothing(missing):
    second = {"target": None} if missing == "target" else {"target": 92.0, "kpi": "NOBODY"}
    rows = [result("K1", "O1", "OTD", target=95.0), result("K2", "O2", "OTD") | second]
    objectives = [objective(f"O{n}", due_on=DEC) for n in (1, 2)]
    assert clashes(read(company(objective=objectives, kpi=[kpi("OTD")], key_result=rows))) == []


def test_what_must_be_reached_and_what_is_hoped_for_may_differ():
    rows = [result("K1", "O1", "OTD", target=95.0), result("K2", "O2", "OTD", target=92.0)]
    objectives = [objective("O1", due_on=DEC, is_must=False), objective("O2", due_on=DEC, is_must=True)]
    assert clashes(read(company(objective=objectives, kpi=[kpi("OTD")], key_result=rows))) == []


def test_two_key_results_of_one_objective_are_steps():
    rows = [result("K1", "O1", "OTD", target=95.0), result("K2", "O1", "OTD", target=92.0)]
    assert clashes(read(company(objective=[objective("O1", due_on=DEC)], kpi=[kpi("OTD")], key_result=rows))) == []
