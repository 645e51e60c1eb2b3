"""The strategy map and the page of an objective: what they show, what they refuse, what they show without data."""

from __future__ import annotations

import re
from datetime import date

import pyarrow as pa
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from pupitre.domains.strategy.tests.company import ON, link, objective, project
from pupitre.domains.strategy.tests.pages import YEAR, page, strategy, words_of
from pupitre.domains.strategy.web import charts, pace


def test_without_a_strategy_the_page_says_what_it_will_show_and_has_one_action(signed_in):
    text = page(signed_in, "/fr/strategy/")
    assert "<h1>Are we all going the same way?</h1>" in page(signed_in, "/en/strategy/")
    assert "Déposer un fichier d’objectifs" in text


def test_the_answer_comes_first_with_its_figures(signed_in, examined):
    examined(**strategy())
    text = page(signed_in, "/en/strategy/")
    assert re.search(r"<h1[^>]*>Aligned at \d+%", text)
    assert "1 objective out of 3 lags behind its pace. 1 project serves no objective (€240)." in text
    assert re.search(r"<h1[^>]*>Alignement de \d+ %", page(signed_in, "/fr/strategy/"))


def test_each_axis_is_a_band_of_cards_with_pace_in_words_and_shape(signed_in, examined):
    examined(**strategy())
    text = page(signed_in, "/en/strategy/")
    growth = text[text.index(">Growth</a></h3>") : text.index(">Sustainability</a></h3>")]
    assert "Weight" in growth
    assert ">60%</a>" in growth
    first = growth[growth.index("Objective O1") : growth.index("Objective O2</a>")]
    assert "chip-good" in first
    assert "51% of the way, 50% of the time" in first
    assert "Ana Ruiz" in first
    assert 'aria-label="Less scrap: on pace, 51% of the way, 50% of the time"' in first
    assert 'aria-label="Objective O2: far behind, 6% of the way, 50% of the time"' in first
    assert "nobody in charge" in growth[growth.index("Objective O2</a>") :]
    assert "Nothing measures it yet" in text[text.index(">Sustainability</a></h3>") :]


def test_an_orphan_is_listed_apart_with_its_budget(signed_in, examined):
    examined(**strategy())
    text = page(signed_in, "/en/strategy/")
    beside = text[text.index('id="orphans"') :]
    assert "Project P6" in beside
    assert ">€240</a>" in beside
    assert 'id="unlinked"' not in text


def test_what_nobody_reviewed_is_not_linked_yet_and_never_orphan(signed_in, examined):
    examined(**strategy(contribution=[link("P1", "O1")]))
    text = page(signed_in, "/en/strategy/")
    assert 'id="orphans"' not in text
    beside = text[text.index('id="unlinked"') :]
    assert "Not linked yet" in beside
    assert "Project P6" in beside
    assert "5 projects are not linked yet." in text


def test_choices_are_addresses_and_a_list_can_be_sorted(signed_in, examined):
    examined(**strategy())

    def names(address):
        return re.findall(r'<th scope="row"><a [^>]*>([^<]+)</a>', page(signed_in, address))

    assert names("/en/strategy/?view=list") == ["Objective O1", "Objective O3", "Objective O2"]
    assert names("/en/strategy/?view=list&order=-name") == ["Objective O3", "Objective O2", "Objective O1"]
    assert names("/en/strategy/?view=list&unit=B&axis=G") == ["Objective O2"]
    assert names("/en/strategy/?view=list&owner=p1") == ["Objective O1"]
    assert names("/en/strategy/?view=list&state=missed") == ["Old one"]
    assert names("/en/strategy/?view=list&show=closed") == ["Old one"]
    assert names("/en/strategy/?view=list&unit=nobody&order=nothing") == ["Objective O1", "Objective O3", "Objective O2"]
    assert 'aria-sort="descending"' in page(signed_in, "/en/strategy/?view=list&order=-name")
    assert "No objective answers to these choices." in page(signed_in, "/en/strategy/?view=list&owner=p1&state=missed")


def test_derived_tables_are_read_together_and_once(examined):
    from pupitre.desk import derived

    examined(**strategy())
    with CaptureQueriesContext(connection) as queries:
        tables = derived.latest_of(("strategy.coverage", "strategy.alignment"))
    assert len(queries) == 1
    assert tables["strategy.coverage"].num_rows == 3
    assert derived.latest("strategy.coverage") is tables["strategy.coverage"]


def test_the_list_is_a_sheet_of_typed_columns(examined):
    from pupitre.desk.rights import EVERYTHING
    from pupitre.domains.strategy.web.atlas import atlas
    from pupitre.domains.strategy.web.sheet import objectives_sheet

    examined(**strategy())
    sheet = objectives_sheet(atlas(EVERYTHING).live)
    assert [column.kind for column in sheet.columns[7:]] == ["share"] * 6 + ["text", "count"]
    assert {len(row) for row in sheet.rows} == {len(sheet.columns)}
    assert [row[1] for row in sheet.rows] == ["Objective O1", "Objective O3", "Objective O2"]


def test_each_part_of_the_alignment_opens_its_list(signed_in, examined):
    examined(**strategy())
    text = page(signed_in, "/en/strategy/alignment/projects/")
    assert text.index("Project P6") < text.index("serves no objective") < text.index("Project P1")
    assert signed_in.get("/en/strategy/alignment/nothing/").status_code == 404


def test_the_findings_of_the_strategy_carry_their_four_buttons(signed_in, examined):
    examined(**strategy())
    text = page(signed_in, "/en/strategy/")
    found = text[text.index("What goes another way") :]
    assert "serves no objective" in found
    for button in ("Understand", "Decide", "Entrust", "Set aside…"):
        assert button in found


def test_an_objective_shows_its_pace_its_key_results_and_its_relatives(signed_in, examined):
    examined(**strategy())
    text = page(signed_in, "/en/strategy/objective/O1/")
    assert "On pace: 51% of the way for 50% of the time" in text
    assert "must be reached" in text
    assert "Ana Ruiz" in text
    result = text[text.index('id="kr-1"') :]
    assert [result.index(word) for word in (">4%<", ">2.98%<", ">2%<")] == sorted(
        result.index(word) for word in (">4%<", ">2.98%<", ">2%<")
    )
    assert "<svg" in result
    assert "What serves it" in text
    assert "Objective O2" in text


def test_an_objective_shows_its_projects_and_their_late_tasks(signed_in, examined):
    late = {"project": "P1", "key": "T1", "name": "Dig", "due_on": date(2026, 6, 20), "progress": 0.5}
    examined(**strategy(task=[late, late | {"key": "T2", "name": "Paint", "finished_on": date(2026, 6, 21)}]))
    text = page(signed_in, "/en/strategy/objective/O1/")
    assert "Project P1" in text[text.index('id="projects"') :]
    tasks = words_of(text[text.index("Tasks past their date") :])
    assert "Dig" in tasks
    assert "11 days" in tasks
    assert "Paint" not in tasks


def test_a_decision_on_its_kpi_is_marked_on_the_chart_with_its_actions(signed_in, examined):
    decision = {"key": "D1", "title": "Sort at the source", "kpi": "K1", "decided_on": date(2026, 3, 2), "status": "decided", "owner": "p1"}
    action = {"key": "A1", "title": "Buy bins", "decision": "D1", "due_on": date(2026, 5, 1), "is_done": False}
    examined(**strategy(decision=[decision], action=[action]))
    text = page(signed_in, "/en/strategy/objective/O1/")
    assert "D1 Sort at the source" in text
    assert '<ol class="flags">' in text
    assert "late" in words_of(text[text.index("Buy bins") :])[:200]


def test_causes_are_the_findings_about_it_its_kpis_or_its_projects(signed_in, examined):
    twins = [link("P6", "O3")]
    rows = strategy()
    examined(
        **rows
        | {
            "contribution": [*rows["contribution"], *twins],
            "key_result": [*rows["key_result"], {"key": "R3", "objective": "O3", "name": "?"}],
        }
    )
    text = page(signed_in, "/en/strategy/objective/O3/")
    causes = text[text.index("Causes known so far") :]
    assert "The key results of “Objective O3” carry no number" in causes
    assert "carry no number" not in page(signed_in, "/en/strategy/objective/O1/")


def test_an_objective_without_measure_says_so_plainly(signed_in, examined):
    examined(**strategy())
    text = page(signed_in, "/en/strategy/objective/O3/")
    assert "Nothing says yet how far it is" in text
    assert "No key result yet" in text


def test_an_axis_shows_what_it_weighs_its_objectives_and_its_projects(signed_in, examined):
    examined(**strategy())
    text = page(signed_in, "/en/strategy/axis/G/")
    assert "“Growth” weighs 60% of the strategy" in text
    assert "Objective O2" in text
    assert "Project P3" in text
    assert "Project P4" not in text
    assert "Old one" in text[text.index("Closed objectives") :]


def test_a_key_with_a_slash_has_its_page(signed_in, examined):
    examined(objective=[objective("A/1 b", name="Odd key")])
    address = re.search(r'<h4><a href="([^"]+)">Odd key</a>', page(signed_in, "/en/strategy/"))[1].replace("Odd key", "")
    assert "Odd key" in page(signed_in, address)


@pytest.mark.parametrize("address", ["objective/O9/", "axis/Z/"])
def test_what_does_not_exist_is_not_found(signed_in, examined, address):
    examined(**strategy())
    assert signed_in.get(f"/en/strategy/{address}").status_code == 404


def test_a_head_of_department_sees_their_own_objectives_only(scoped, examined):
    examined(**strategy())
    text = page(scoped, "/en/strategy/")
    assert "Objective O1" in text
    assert "Objective O2" not in text
    assert "Project P6" not in text
    assert "Objective O2" not in page(scoped, "/en/strategy/objective/O1/")
    assert "Project P4" not in page(scoped, "/en/strategy/alignment/projects/")
    unknown, foreign = scoped.get("/en/strategy/objective/O9/"), scoped.get("/en/strategy/objective/O3/")
    assert (unknown.status_code, foreign.status_code) == (404, 404)
    assert unknown.content.replace(b"O9", b"O3") == foreign.content


@pytest.mark.parametrize("address", ["", "objective/O1/", "axis/G/", "alignment/projects/"])
def test_pages_are_for_those_who_signed_in_and_for_reading(home, signed_in, address):
    assert signed_in.post(f"/en/strategy/{address}").status_code == 405
    signed_in.session.flush()
    signed_in.cookies.clear()
    assert signed_in.get(f"/en/strategy/{address}").status_code == 401


@pytest.mark.parametrize("address", ["", "?view=list", "objective/O1/", "axis/G/"])
def test_pages_read_little_whatever_the_size(signed_in, examined, address):
    decision = {"key": "D1", "title": "Sort", "kpi": "K1", "decided_on": date(2026, 3, 2)}
    examined(**strategy(decision=[decision]))
    page(signed_in, f"/en/strategy/{address}")
    with CaptureQueriesContext(connection) as few:
        page(signed_in, f"/en/strategy/{address}")
    more = [objective(f"M{n}", "G", unit="A", owner="p1", **YEAR) for n in range(40)]
    served = [link(f"Q{n}", "O1") for n in range(30)]
    rows = {"objective": more, "project": [project(f"Q{n}", unit="A") for n in range(30)], "contribution": served}
    examined(**rows, cascade=[{"child": f"M{n}", "parent": "O1", "weight": None} for n in range(40)])
    with CaptureQueriesContext(connection) as many:
        page(signed_in, f"/en/strategy/{address}")
    assert len(many) <= len(few) <= 25


def test_above_sixty_objectives_those_that_serve_another_are_squares(signed_in, examined):
    more = [objective(f"M{n:02}", "G", **YEAR) for n in range(70)]
    examined(
        **strategy(objective=[objective("O1", "G", **YEAR), *more], cascade=[{"child": f"M{n:02}", "parent": "O1"} for n in range(70)])
    )
    text = page(signed_in, "/en/strategy/")
    assert "70 others, among the marks" in text
    assert '<h4><a href="/en/strategy/objective/M01/">' not in text
    assert 'aria-label="Objective M01: no pace yet' in text


@pytest.mark.parametrize(
    ("progress", "expected", "due_on", "declared", "state"),
    [
        (0.45, 0.5, None, None, "on_pace"),
        (0.39, 0.5, None, None, "behind"),
        (0.2, 0.5, None, None, "far_behind"),
        (0.05, 0.12, None, None, "on_pace"),
        (0.7, 0.5, None, None, "ahead"),
        (1.0, 0.5, None, None, "reached"),
        (0.9, 1.0, date(2026, 6, 30), None, "missed"),
        (None, 0.5, None, None, "unknown"),
        (0.9, 1.0, None, "dropped", "dropped"),
    ],
)
def test_a_state_says_where_the_way_stands_beside_what_is_due(progress, expected, due_on, declared, state):
    assert pace.state(progress, expected, due_on=due_on, on=ON, declared=declared) == state


def readings(*values):
    starts = [date(2025, 1 + n, 1) if n < 12 else date(2026, n - 11, 1) for n in range(len(values) + 1)]
    return pa.table({"starts_on": starts[:-1], "ends_on": starts[1:], "value": [float(value) for value in values]})


def result(**more):
    from pupitre.domains.strategy.web.atlas import Result

    names = dict.fromkeys(Result.__dataclass_fields__)
    return Result(**names | {"key": "R", "name": "R", "kpi": "K", "measured_in": "", "reason": "", "state": "unknown", **more})


def test_the_chart_counts_readings_as_the_pace_does():
    yearly = charts.counted(result(baseline=12.0, target=24.0), readings(*[1] * 12, *[2] * 2), "sum")
    assert yearly == [(date(2025, 12, 1), 12.0), (date(2026, 1, 1), 13.0), (date(2026, 2, 1), 14.0)]
    since = charts.counted(result(baseline=0.0, starts_on=date(2025, 3, 1)), readings(1, 1, 1, 1), "sum")
    assert since == [(date(2025, 3, 1), 1.0), (date(2025, 4, 1), 2.0)]
    assert charts.counted(result(baseline=1.1), readings(1, 2), "sum") == [(date(2025, 1, 1), 1.0), (date(2025, 2, 1), 2.0)]
    assert charts.counted(result(baseline=9.0), readings(1, 2), "last") == [(date(2025, 1, 1), 1.0), (date(2025, 2, 1), 2.0)]


def test_the_path_due_follows_its_shape():
    straight = result(baseline=10.0, target=20.0, starts_on=date(2026, 1, 1), due_on=date(2026, 1, 11))
    assert charts.due_path(straight) == [(date(2026, 1, 1), 10.0), (date(2026, 1, 11), 20.0)]
    step = charts.due_path(result(baseline=10.0, target=20.0, starts_on=date(2026, 1, 1), due_on=date(2026, 1, 11), shape="step"))
    assert [value for _, value in step[-2:]] == [10.0, 20.0]
    assert charts.due_path(result(baseline=None, target=20.0)) == []


def test_every_sentence_of_the_pages_is_french_in_french(signed_in, examined):
    examined(**strategy())
    with translation.override("fr"):
        text = words_of(page(signed_in, "/fr/strategy/objective/O1/"))
    for word in ("Résultats clés", "Causes connues à ce jour", "Projets qui le servent", "Ce qui le sert"):
        assert word in text
