"""Departments, objectives, money, decisions and the rest in the model."""

from datetime import date
from decimal import Decimal

import pyarrow as pa
import pytest
from tests.sources.filling import ON, context, lists, read

from pupitre.kernel import InputError
from pupitre.sources.fill import ORDER, fill
from pupitre.tables import TABLES
from pupitre.tables.exchange import KINDS


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_of_file_fills_rows_in_the_declared_schema(kind):
    arrow = {"money": pa.float64(), "number": pa.float64(), "percent": pa.float64(), "int": pa.int64(), "date": pa.date32()}
    arrow |= {"bool": pa.bool_(), "list": pa.list_(pa.string()), "moment": pa.timestamp("us", tz="UTC")}
    columns = {c.name: pa.array([None], arrow.get(c.type, pa.string())) for c in KINDS[kind].columns}
    values = {
        "code": ["C"],
        "name": ["N"],
        "title": ["T"],
        "project": ["P"],
        "objective": ["O"],
        "siret": ["1"],
        "id": ["1"],
        "skill": ["S"],
    }
    values |= {
        "before": ["1"],
        "after": ["2"],
        "department": ["D"],
        "period": ["2025-W10"],
        "journal": ["A"],
        "entry": ["1"],
        "account": ["6"],
        "source": ["P"],
        "kpi": ["K"],
        "statement": ["S"],
        "case": ["1"],
        "activity": ["A"],
        "process": ["N"],
        "rule_kind": ["Order"],
    }
    columns |= {n: pa.array(v if columns[n].type == pa.string() else [v], columns[n].type) for n, v in values.items() if n in columns}
    columns |= {n: pa.array([1.0]) for n in ("hours", "value", "target", "debit", "credit", "likely") if n in columns}
    columns |= {n: pa.array([ON]).cast(columns[n].type) for n in ("at",) if n in columns}
    filled = fill(read(kind, **columns), context(departments={("D", ""): "d", ("N", "C"): "C", ("N", ""): "n"}))
    assert filled.tables
    assert kind in ORDER
    for name, table in filled.tables.items():
        assert table.schema == TABLES[name].schema.append(pa.field("source_row", pa.int64()))
        assert table.num_rows


def test_a_table_of_no_known_kind_is_refused_with_the_way_to_mend_it():
    with pytest.raises(InputError) as refusal:
        fill(read(None, a=["1"]), context())
    assert refusal.value.where.file == "liste.csv"


def test_an_objective_that_serves_two_splits_its_weight():
    table = read(
        "objectives", code=["O1", "O2", "O3"], name=["a", "b", "c"], parent=lists(None, None, ["O1", "b"]), weight=[None, None, 0.5]
    )
    things = [("objective", "O1", "a"), ("objective", "O2", "b"), ("objective", "O3", "c")]
    assert fill(table, context(things=things)).tables["cascade"].select(["child", "parent", "weight"]).to_pylist() == [
        {"child": "O3", "parent": "O1", "weight": 0.25},
        {"child": "O3", "parent": "O2", "weight": 0.25},
    ]


def test_an_objective_with_its_own_number_gets_a_key_result():
    table = read("objectives", code=["O1", "O2"], name=["a", "b"], kpi=["NPS", None], target=[40.0, None], baseline=[30.0, None])
    results = fill(table, context(things=[("kpi", "K7", "NPS")])).tables["key_result"]
    assert results.select(["key", "objective", "kpi", "baseline", "target"]).to_pylist() == [
        {"key": "O1-kr", "objective": "O1", "kpi": "K7", "baseline": 30.0, "target": 40.0}
    ]


def test_the_axis_weights_of_an_objective_list_are_those_of_the_axes():
    table = read("objectives", code=["O1", "O2"], name=["a", "b"], axis=["Durable", "Durable"], axis_weight=[0.3, 0.3])
    assert fill(table, context()).tables["axis"].select(["key", "name", "weight"]).to_pylist() == [
        {"key": "durable", "name": "Durable", "weight": 0.3}
    ]


def test_a_word_that_is_no_known_status_is_kept_beside():
    table = read("objectives", code=["O1", "O2"], name=["a", "b"], status=["atteint", "à revoir"])
    objective = fill(table, context()).tables["objective"]
    assert objective.column("status").to_pylist() == ["reached", None]
    assert objective.column("extra").to_pylist() == [None, '{"status": "à revoir"}']


def test_a_service_makes_an_objective_and_its_budget_unit_a_part_of_the_department():
    table = read("services", name=["Délivrer les permis"], department=["Bâtiments"], unit_code=["1"], unit_name=["Personnel"])
    tables = fill(table, context(departments={("Bâtiments", ""): "810"})).tables
    assert tables["objective"].select(["key", "unit"]).to_pylist() == [{"key": "delivrer-les-permis", "unit": "810"}]
    assert tables["unit"].select(["key", "name", "parent"]).to_pylist() == [{"key": "810/1", "name": "Personnel", "parent": "810"}]


def test_a_budget_without_period_is_of_the_year_the_file_states():
    line = fill(read("budgets", department=["DSI"], line=["Licences"], planned=[1200.004]), context(file="budget-2025-06.xlsx")).tables[
        "budget_line"
    ]
    assert line.select(["starts_on", "ends_on", "planned"]).to_pylist() == [
        {"starts_on": date(2025, 1, 1), "ends_on": date(2026, 1, 1), "planned": Decimal("1200.00")}
    ]


def test_an_empty_side_of_an_entry_is_zero_and_lines_are_numbered_within_it():
    table = read(
        "ledger",
        journal=["A", "B", "A"],
        entry=["1"] * 3,
        at=[ON] * 3,
        account=["6", "5", "4"],
        debit=[1.1, 2.0, None],
        credit=[None, 0.0, 1.1],
    )
    ledger = fill(table, context()).tables["ledger_entry"]
    assert ledger.column("line").to_pylist() == [1, 1, 2]
    assert ledger.column("credit").to_pylist() == [Decimal("0.00"), Decimal("0.00"), Decimal("1.10")]


def test_a_decision_with_a_date_is_decided_and_one_without_is_open():
    decision = fill(read("decisions", code=["D1", "D2"], title=["a", "b"], decided=[ON, None]), context()).tables["decision"]
    assert decision.column("status").to_pylist() == ["decided", "open"]


def test_the_life_of_a_decision_is_read_in_both_languages():
    statuses = ["Under way", "Applied", "Appliquée", "En cours", "Abandonnée"]
    table = read("decisions", code=[f"D{at}" for at in range(5)], title=["t"] * 5, status=statuses)
    assert fill(table, context()).tables["decision"].column("status").to_pylist() == ["decided", "done", "done", "decided", "dropped"]


def test_an_action_with_a_date_of_completion_is_done():
    action = fill(read("actions", code=["A1", "A2"], title=["a", "b"], done_on=[ON, None]), context()).tables["action"]
    assert action.column("is_done").to_pylist() == [True, None]


def test_weeks_of_hours_start_on_a_monday():
    hours = fill(read("capacity", skill=["Automatisme"], period=["2026-W02"], hours=[70.0]), context()).tables["capacity"]
    assert hours.column("starts_on").to_pylist() == [date(2026, 1, 5)]
    assert hours.column("skill").to_pylist() == ["automatisme"]


def test_posts_take_the_date_in_the_name_of_the_file():
    staffing = fill(
        read("staffing", department=["DSI"], planned=[3]), context(file="postes_oct2022.csv", departments={("DSI", ""): "dsi"})
    ).tables["staffing"]
    assert staffing.select(["unit", "category", "at", "planned"]).to_pylist() == [
        {"unit": "dsi", "category": "", "at": date(2022, 10, 31), "planned": 3.0}
    ]


def test_a_supplier_without_number_is_known_by_its_name():
    filled = fill(read("suppliers", name=["Acier Plus", "TransNord"], amount=[467000.0, 1.0]), context())
    assert filled.tables["supplier"].column("key").to_pylist() == ["acier-plus", "transnord"]
    assert filled.problems == ()


def test_a_table_of_which_nothing_can_be_kept_says_so():
    filled = fill(read("suppliers", amount=[467000.0, 1.0]), context())
    assert not filled.tables
    (said,) = filled.problems
    assert (said.rule, said.severity, said.what.values["count"]) == ("table.nothing_filled", "refused", 2)


def test_a_first_name_in_its_own_column_is_part_of_the_name():
    filled = fill(read("people", id=["1", "2"], name=["DUBOIS", "Marc Lefèvre"], first_name=["Claire", "Marc"]), context())
    assert filled.tables["person"].column("name").to_pylist() == ["Claire DUBOIS", "Marc Lefèvre"]


def test_a_name_with_initials_is_asked_about_rather_than_merged():
    things = [("person", "1000", "Claire DUBOIS"), ("person", "1001", "Marc Lefèvre")]
    table = read("actions", code=["A", "B"], title=["Call", "Sign"], owner=["C. Dubois", "Marc Lefèvre"])
    filled = fill(table, context(things=things))
    assert filled.tables["action"].column("owner").to_pylist() == ["c-dubois", "1001"]
    (question,) = filled.questions
    assert [pair.values["name"] for pair in question.problem.what.values["names"]] == ["Claire DUBOIS"]
    assert (question.code, question.assumption, question.answered) == ("names_shortened", "others", False)
    same = fill(table, context(things=things, answers={"names_shortened": "same"}))
    assert same.tables["action"].column("owner").to_pylist() == ["1000", "1001"]
    assert same.questions[0].answered


def test_initials_that_fit_two_people_are_not_guessed():
    things = [("person", "1", "Claire DUBOIS"), ("person", "2", "Camille Dubois")]
    assert fill(read("actions", code=["A"], title=["Call"], owner=["C. Dubois"]), context(things=things)).questions == ()
