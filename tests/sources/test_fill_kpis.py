"""KPI files as definitions, targets, readings and objectives."""

from datetime import date

import pyarrow as pa
from tests.sources.filling import ON, context, read

from pupitre.sources.fill import declared, fill

YEARS = {"period": ["2024", "2025"], "value": [1.0, 2.0], "target": [3.0, 3.0]}


def test_a_kpi_row_gives_its_definition_its_reading_and_its_target():
    table = read("kpis", code=["K1"], name=["Taux"], period=["2025-03"], value=[0.9], target=[0.95], direction=["à la hausse"], unit=["%"])
    tables = fill(table, context()).tables
    assert tables["kpi"].select(["key", "name", "direction", "measured_in"]).to_pylist() == [
        {"key": "K1", "name": "Taux", "direction": "up", "measured_in": "%"}
    ]
    march = {"kpi": "K1", "unit": "", "starts_on": date(2025, 3, 1), "ends_on": date(2025, 4, 1)}
    assert tables["measure"].drop(["extra", "source_row"]).to_pylist() == [march | {"value": 0.9, "basis": "actual"}]
    assert tables["target"].drop(["extra", "source_row"]).to_pylist() == [march | {"value": 0.95}]


def test_one_target_beside_several_years_is_the_target_of_the_last():
    table = read("kpis", layout="wide", code=["K1", "K1"], name=["Taux"] * 2, **YEARS).data
    table = table.set_column(0, "source_row", pa.array([2, 2], pa.int64()))
    filled = fill(read("kpis", layout="wide", **{name: table.column(name).combine_chunks() for name in table.column_names}), context())
    assert filled.tables["target"].column("starts_on").to_pylist() == [date(2025, 1, 1)]


def test_one_target_beside_several_months_holds_in_the_last_year_only():
    months = {"period": ["2024-12", "2025-01", "2025-02"], "value": [1.0, 2.0, 3.0], "target": [3.0] * 3}
    columns = {name: pa.array(values) for name, values in months.items()} | {"source_row": pa.array([2] * 3, pa.int64())}
    filled = fill(read("kpis", layout="wide", code=["K1"] * 3, name=["Taux"] * 3, **columns), context())
    assert filled.tables["target"].column("starts_on").to_pylist() == [date(2025, 1, 1), date(2025, 2, 1)]


def test_a_target_on_each_row_of_years_is_of_its_own_year():
    filled = fill(read("kpis", code=["K1", "K1"], name=["Taux"] * 2, **YEARS), context())
    assert filled.tables["target"].column("starts_on").to_pylist() == [date(2024, 1, 1), date(2025, 1, 1)]


def test_the_year_may_begin_in_july_and_its_last_figure_may_be_a_projection():
    table = read("kpis", code=["K1", "K1"], name=["Taux"] * 2, **YEARS)
    measure = fill(table, context(answers={"year_start": "7", "projected": "2025"})).tables["measure"]
    assert measure.column("starts_on").to_pylist() == [date(2023, 7, 1), date(2024, 7, 1)]
    assert measure.column("basis").to_pylist() == ["actual", "projected"]


def test_year_and_month_columns_make_the_period():
    table = read("kpis", code=["K1"], name=["Taux"], year=[2017], month=[4], value=[1.0])
    assert fill(table, context()).tables["measure"].column("starts_on").to_pylist() == [date(2017, 4, 1)]


def test_a_target_list_without_periods_holds_from_the_first_of_january_on():
    target = fill(read("kpis", name=["Taux"], target=[0.9]), context()).tables["target"]
    assert target.select(["starts_on", "ends_on"]).to_pylist() == [{"starts_on": date(ON.year, 1, 1), "ends_on": None}]


def test_a_kpi_of_one_department_carries_it_and_its_readings_do_not():
    tables = fill(
        read("kpis", name=["Taux"], department=["DSI"], period=["2025"], value=[1.0]), context(departments={("DSI", ""): "dsi"})
    ).tables
    assert tables["kpi"].column("unit").to_pylist() == ["dsi"]
    assert tables["measure"].column("unit").to_pylist() == [""]


def test_a_kpi_that_two_departments_follow_has_readings_of_each():
    table = read("kpis", name=["Taux"] * 2, department=["DSI", "RH"], period=["2025"] * 2, value=[1.0, 2.0])
    tables = fill(table, context(departments={("DSI", ""): "dsi", ("RH", ""): "rh"})).tables
    assert tables["kpi"].select(["key", "unit"]).to_pylist() == [{"key": "taux", "unit": None}]
    assert tables["measure"].column("unit").to_pylist() == ["dsi", "rh"]


def test_one_name_with_two_formulas_makes_two_kpis():
    table = read("kpis", name=["Taux de service"] * 2, department=["DSI", "RH"], formula=["a / b", "a / c"])
    tables = fill(table, context(departments={("DSI", ""): "dsi", ("RH", ""): "rh"})).tables
    assert tables["kpi"].column("key").to_pylist() == ["taux-de-service-dsi", "taux-de-service-rh"]


def test_a_goal_serves_the_objective_beside_it_and_the_kpi_serves_the_goal():
    table = read("kpis", name=["Délai"], objective=["Bâtir sûr"], goal=["Instruire vite"], value=[1.0], period=["2025"])
    tables = fill(table, context()).tables
    assert tables["cascade"].select(["child", "parent"]).to_pylist() == [{"child": "instruire-vite", "parent": "batir-sur"}]
    assert tables["kpi"].column("objective").to_pylist() == ["instruire-vite"]
    assert sorted(tables["objective"].column("name").to_pylist()) == ["Bâtir sûr", "Instruire vite"]


def test_a_goal_worded_like_its_objective_is_the_same_one():
    tables = fill(read("kpis", name=["Délai"], objective=["Bâtir sûr"], goal=["Bâtir sûr"], value=[1.0], period=["2025"]), context()).tables
    assert "cascade" not in tables
    assert tables["objective"].column("key").to_pylist() == ["batir-sur"]


def test_a_missing_reading_makes_no_row():
    assert "measure" not in fill(read("kpis", name=["Taux"], period=["2025"], value=pa.array([None], pa.float64())), context()).tables


def test_a_file_declares_its_kpis_for_the_others():
    assert declared(read("kpis", name=["Taux", "Taux"], period=["2024", "2025"])) == [("kpi", "taux", "Taux")]
