"""The pages of hand entry: what they make, change, refuse and take back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from pupitre.desk import changes
from pupitre.desk.entry.kinds import KINDS
from pupitre.desk.entry.versions import save_row, version_of
from pupitre.desk.snapshot import take
from pupitre.kernel import Text
from pupitre.records.models import MODELS, Change

WHY = Text("Because")


def row(table: str, **key: str):
    return MODELS[table].objects.get(**key)


@pytest.mark.parametrize("kind", [name for name in KINDS if name != "decision"])
def test_every_kind_has_a_form_of_at_most_five_fields(claire, kind):
    page = claire.get(f"/en/objects/new/{kind}/")
    form = page.context["form"]
    assert page.status_code == 200
    assert 1 <= len(list(form.first)) <= 5


def test_an_objective_is_made_with_the_next_code_and_can_be_undone(claire, examined):
    said = {"name": "Deliver on time", "axis": "AX1", "unit": "COM", "owner": "bo", "due_on": "2027-06-30"}
    done = claire.post("/en/objects/new/objective/", said, follow=True)
    made = row("objective", key="OBJ-04")
    assert (made.name, made.axis, made.owner, made.due_on) == ("Deliver on time", "AX1", "bo", date(2027, 6, 30))
    assert "Objective added: Deliver on time." in done.content.decode()
    assert examined == ["examine"]
    claire.post(f"/en/undo/{Change.objects.latest('id').pk}/")
    assert not MODELS["objective"].objects.filter(key="OBJ-04").exists()


def test_an_address_fills_in_what_it_says(claire):
    form = claire.get("/en/objects/new/key_result/?objective=OBJ-02").context["form"]
    assert form["objective"].value() == "OBJ-02"


def test_people_are_named_as_one_says_them_and_amounts_typed_as_one_writes_them(claire):
    claire.post("/fr/objects/new/project/", {"name": "Portail", "owner": "ana", "unit": "DSI", "budget": "1,2 M€", "due_on": "31/12/2027"})
    made = row("project", name="Portail")
    assert (made.owner, made.budget, made.currency, made.due_on) == ("ana", Decimal(1_200_000), "EUR", date(2027, 12, 31))


def test_a_value_that_cannot_be_read_is_said_beside_its_field_and_nothing_is_written(claire):
    page = claire.post("/fr/objects/new/project/", {"name": "", "budget": "beaucoup", "due_on": "31/02/2027"})
    errors = page.context["form"].errors
    assert set(errors) == {"name", "budget", "due_on"}
    assert "n’est pas un montant" in errors["budget"][0]
    assert MODELS["project"].objects.count() == 1


def test_an_end_before_its_start_is_refused_beside_the_end(claire):
    said = {"project": "P-1", "name": "Test", "starts_on": "2027-02-01", "due_on": "2027-01-01"}
    assert "due_on" in claire.post("/en/objects/new/task/", said).context["form"].errors


def test_a_reading_of_a_kpi_of_no_said_frequency_is_of_its_month(claire):
    MODELS["kpi"].objects.filter(key="K-1").update(frequency=None)
    claire.post("/fr/objects/new/measure/", {"kpi": "K-1", "value": "94,2", "starts_on": "2026-12-31"})
    (read,) = take(on=date(2027, 1, 2)).table("measure").to_pylist()
    assert (read["starts_on"], read["ends_on"]) == (date(2026, 12, 1), date(2027, 1, 1))


def test_a_reading_fills_the_period_its_kpi_is_read_by(claire):
    claire.post("/fr/objects/new/measure/", {"kpi": "K-1", "value": "94,2", "starts_on": "2026-11-12"})
    (read,) = take(on=date(2026, 12, 1)).table("measure").to_pylist()
    assert (read["starts_on"], read["ends_on"], read["value"]) == (date(2026, 11, 1), date(2026, 12, 1), pytest.approx(0.942))


def test_only_what_the_person_changed_is_written(claire):
    seen = version_of("project", ("P-1",))
    save_row("project", ("P-1",), {"unit": "COM"}, seen=seen, by="Ana", why=WHY)
    claire.post("/en/objects/edit/project/P-1/", {"seen": seen, "name": "Portal 2", "unit": "DSI", "owner": "ana"})
    now = row("project", key="P-1")
    assert (now.name, now.unit) == ("Portal 2", "COM")


def test_a_clash_shows_both_and_either_may_be_kept(claire):
    seen = version_of("project", ("P-1",))
    save_row("project", ("P-1",), {"name": "Ana's portal"}, seen=seen, by="Ana", why=WHY)
    mine = {"seen": seen, "name": "My portal", "unit": "DSI", "owner": "ana", "budget": "5,000"}
    page = claire.post("/en/objects/edit/project/P-1/", mine)
    (clash,) = page.context["clashes"]
    assert (clash.mine, clash.theirs, clash.then, clash.by) == ("My portal", "Ana's portal", "Portal", "Ana")
    again = {**mine, "seen": page.context["seen"], "keep-name": "theirs"}
    claire.post("/en/objects/edit/project/P-1/", again)
    assert (row("project", key="P-1").name, row("project", key="P-1").budget) == ("Ana's portal", Decimal(5000))
    claire.post(
        "/en/objects/edit/project/P-1/", {**again, "seen": version_of("project", ("P-1",)), "keep-name": "mine", "name": "My portal"}
    )
    assert row("project", key="P-1").name == "My portal"


def test_deleting_says_what_goes_with_it_and_undo_brings_everything_back(claire):
    page = claire.get("/en/objects/delete/project/P-1/")
    assert [(one.table, one.count, one.goes) for _title, one in page.context["hanging"]] == [("task", 1, True)]
    claire.post("/en/objects/delete/project/P-1/", {"seen": page.context["seen"]})
    assert not MODELS["project"].objects.exists()
    assert not MODELS["task"].objects.exists()
    claire.post(f"/en/undo/{Change.objects.latest('id').pk}/")
    assert row("task", project="P-1", key="T1").name == "Build"


def test_what_keeps_its_code_stays_when_something_is_deleted(claire):
    page = claire.get("/en/objects/delete/person/ana/")
    assert {(one.table, one.goes) for _title, one in page.context["hanging"]} == {
        ("project", False),
        ("action", False),
        ("decision", False),
    }


def test_history_tells_before_and_after_and_a_value_can_be_brought_back(claire):
    save_row("project", ("P-1",), {"name": "Portal 2"}, seen=version_of("project", ("P-1",)), by="Ana", why=WHY)
    page = claire.get("/en/objects/history/project/P-1/")
    turn = page.context["steps"][0].turns[0]
    assert (turn.name, turn.before, turn.after) == ("name", "Portal", "Portal 2")
    back = {"field": "name", "change": page.context["steps"][0].step.change_id, "seen": page.context["seen"]}
    claire.post("/en/objects/restore/project/P-1/", back)
    assert row("project", key="P-1").name == "Portal"


def test_a_row_with_two_parts_in_its_key_has_its_own_pages(claire):
    assert claire.get("/en/objects/edit/task/P-1%252FT1/").status_code == 200
    assert claire.get("/en/objects/edit/task/P-1/T1/").status_code == 200
    claire.post("/en/objects/edit/task/P-1/T1/", {"seen": version_of("task", ("P-1", "T1")), "name": "Build it"})
    assert row("task", project="P-1", key="T1").name == "Build it"


def test_an_unknown_thing_and_an_unknown_kind_are_not_found(claire):
    assert claire.get("/en/objects/edit/project/P-9/").status_code == 404
    assert claire.get("/en/objects/new/dragon/").status_code == 404


def test_a_head_makes_things_in_their_department_only(head):
    refused = head.post("/en/objects/new/objective/", {"name": "Mine"})
    assert "would not belong" in str(refused.context["form"].errors)
    assert head.get("/en/objects/new/objective/").context["form"].fields["unit"].widget.choices == [("", "—"), ("DSI", "IT")]
    assert head.post("/en/objects/new/objective/", {"name": "Mine", "unit": "DSI"}).status_code == 302
    assert head.post("/en/objects/new/axis/", {"name": "Axis"}).context["form"].errors


def test_a_head_does_not_find_what_is_elsewhere_nor_give_theirs_away(head):
    assert head.get("/en/objects/edit/objective/OBJ-01/").status_code == 404
    assert head.get("/en/objects/history/objective/OBJ-01/").status_code == 404
    page = head.post("/en/objects/edit/project/P-1/", {"seen": version_of("project", ("P-1",)), "name": "Portal", "unit": "COM"})
    assert page.context["form"].errors
    assert row("project", key="P-1").unit == "DSI"


def test_a_head_does_not_change_what_belongs_to_the_company(head):
    page = head.post(
        "/en/objects/edit/objective/OBJ-03/", {"seen": version_of("objective", ("OBJ-03",)), "name": "Mine now", "axis": "AX1"}
    )
    assert page.context["form"].errors
    assert row("objective", key="OBJ-03").name == "Answer fast"


def test_a_code_nothing_is_known_by_stays_until_somebody_changes_it(claire):
    changes.write("project", {"key": "P-1", "programme": "OLD"}, by="Ana", why=WHY)
    form = claire.get("/en/objects/edit/project/P-1/").context["form"]
    assert form["programme"].value() == "OLD"
    posted = {name: form[name].value() or "" for name in form.fields} | {"seen": version_of("project", ("P-1",)), "name": "Portal 3"}
    claire.post("/en/objects/edit/project/P-1/", posted)
    assert (row("project", key="P-1").programme, row("project", key="P-1").name) == ("OLD", "Portal 3")


def test_a_page_asks_the_database_a_bounded_number_of_times(claire, django_assert_max_num_queries):
    for address in ("new/project/", "edit/project/P-1/", "history/project/P-1/"):
        with django_assert_max_num_queries(25):
            claire.get(f"/en/objects/{address}")


def test_what_a_project_will_change_is_said_in_points_and_can_be_undone(claire):
    changes.edit({"measure": [{"kpi": "K-1", "starts_on": date(2026, 1, 1), "ends_on": date(2026, 2, 1), "value": 0.9}]}, by="Ana", why=WHY)
    claire.post("/fr/objects/new/effect/", {"source": "P-1", "kpi": "K-1", "likely": "3", "low": "1", "high": "4,5"})
    made = row("effect", source="P-1")
    assert (made.source_kind, made.kpi, made.basis) == ("project", "K-1", "declared")
    assert (made.low, made.likely, made.high) == (pytest.approx(0.01), pytest.approx(0.03), pytest.approx(0.045))
    claire.post(f"/fr/undo/{Change.objects.latest('id').pk}/")
    assert not MODELS["effect"].objects.exists()


def test_a_likely_change_outside_its_bounds_is_refused_beside_it(claire):
    page = claire.post("/en/objects/new/effect/", {"source": "P-1", "kpi": "K-1", "likely": "5", "low": "1", "high": "4"})
    assert "likely" in page.context["form"].errors


def test_a_project_nobody_knows_changes_nothing(claire):
    page = claire.post("/en/objects/new/effect/", {"source": "P-9", "kpi": "K-1", "likely": "5"})
    assert "source" in page.context["form"].errors


def test_an_assumption_names_its_objectives_as_one_says_them(claire):
    said = {"statement": "Demand holds", "kpi": "K-1", "holds_when": "above", "threshold": "80", "objectives": "Sell abroad\nOBJ-02"}
    claire.post("/en/objects/new/assumption/", said)
    made = row("assumption", statement="Demand holds")
    assert (made.key, made.holds_when, made.threshold, made.objectives) == ("demand-holds", "above", 0.8, ["OBJ-01", "OBJ-02"])
    form = claire.get(f"/en/objects/edit/assumption/{made.key}/").context["form"]
    assert form["objectives"].value() == "Sell abroad\nOne tool"
    assert form["threshold"].value() == "80"


def test_a_hazard_on_an_unknown_project_is_refused_beside_it(claire):
    page = claire.post("/en/objects/new/hazard/", {"title": "Strike", "projects": "Portal\nNobody's", "delay_days": "12"})
    assert set(page.context["form"].errors) == {"projects"}
    claire.post("/en/objects/new/hazard/", {"title": "Strike", "projects": "Portal", "delay_days": "12", "happens_on": "2027-01-04"})
    assert (row("hazard", title="Strike").projects, row("hazard", title="Strike").delay_days) == (["P-1"], 12)


def test_a_head_says_what_their_own_project_will_change_and_no_other(head):
    changes.write("project", {"key": "P-2", "name": "Fair", "unit": "COM"}, by="Ana", why=WHY)
    page = head.post("/en/objects/new/effect/", {"source": "P-2", "kpi": "", "likely": "5"})
    assert page.context["form"].errors
    assert not MODELS["effect"].objects.exists()
