"""The links to confirm: accepted by the dozen, refused with a reason, or known to serve nothing."""

from __future__ import annotations

from datetime import date

import pytest

from pupitre.desk import changes
from pupitre.desk.linking.things import LINKS
from pupitre.desk.registry import domains
from pupitre.desk.snapshot import take
from pupitre.kernel import Text
from pupitre.records.models import MODELS, Change

HOME = "/en/links/?kind=project_objective"


def answer(client, do: str, **said: object):
    return client.post("/en/links/answer/", {"kind": "project_objective", "do": do, **said})


def basis() -> dict[tuple[str, str], str | None]:
    return {(p, o): b for p, o, b in MODELS["contribution"].objects.values_list("project", "objective", "basis")}


def pairs(page) -> set[str]:
    return {line.value for group in page.context["groups"] for line in group.lines}


@pytest.mark.parametrize("kind", LINKS)
def test_every_kind_of_link_has_its_page(claire, kind):
    assert claire.get(f"/en/links/?kind={kind}").status_code == 200


def test_what_is_not_linked_is_proposed_with_its_reasons(claire):
    page = claire.get(HOME)
    assert pairs(page) == {"P-1\tO-1", "P-2\tO-2"}
    assert [thing.key for thing, _ in page.context["silent"]] == ["P-3"]
    assert "both speak of" in page.content.decode()
    assert "3 are not linked yet; 2 links are proposed" in page.content.decode()


def test_several_links_are_accepted_at_once_and_taken_back_at_once(claire, examined):
    answer(claire, "accept", pair=["P-1\tO-1", "P-2\tO-2"])
    assert basis() == {("P-4", "O-2"): "declared", ("P-1", "O-1"): "accepted", ("P-2", "O-2"): "accepted"}
    assert examined == ["examine"]
    claire.post(f"/en/undo/{Change.objects.latest('id').pk}/")
    assert basis() == {("P-4", "O-2"): "declared"}


def test_a_refusal_needs_a_reason_and_is_remembered(claire):
    refused = answer(claire, "refuse", pair="P-1\tO-1")
    assert refused.status_code == 422
    assert 'value="P-1\tO-1" checked' in refused.content.decode()
    assert "No reason is written." in refused.content.decode()
    answer(claire, "refuse", pair="P-1\tO-1", reason="Too indirect")
    assert MODELS["link_state"].objects.get().reason == "Too indirect"
    page = claire.get(HOME)
    assert "P-1\tO-1" not in pairs(page)
    assert "P-1" in {thing.key for thing, _ in page.context["silent"]} | {one.split("\t")[0] for one in pairs(page)}
    claire.post(f"/en/undo/{Change.objects.latest('id').pk}/")
    assert "P-1\tO-1" in pairs(claire.get(HOME))


def test_a_project_that_serves_nothing_becomes_an_orphan_and_the_others_do_not(claire):
    answer(claire, "nothing", source="P-3", reason="Safety work")
    assert [(thing.key, why) for thing, _link, why in claire.get(HOME).context["nothing"]] == [("P-3", "Safety work")]
    strategy = next(card for card in domains() if card.name == "strategy")
    found = strategy.examine(take(on=date(2026, 3, 2)))
    reasons = dict(zip(*(found.derived["strategy.project_link"].column(name).to_pylist() for name in ("project", "reason")), strict=True))
    assert reasons == {"P-1": "not_reviewed", "P-2": "not_reviewed", "P-3": "orphan", "P-4": "linked"}


def test_what_serves_nothing_can_be_linked_after_all(claire):
    answer(claire, "nothing", source="P-3", reason="Safety work")
    answer(claire, "again", source="P-3")
    page = claire.get(HOME)
    assert not page.context["nothing"]
    assert "P-3" in [thing.key for thing, _ in page.context["silent"]]


def test_a_kpi_linked_in_the_meantime_keeps_its_link(claire):
    changes.write("kpi", {"key": "K-1", "objective": "O-2"}, by="Ana", why=Text("Because"))
    claire.post("/en/links/answer/", {"kind": "kpi_objective", "do": "accept", "pair": "K-1\tO-1"})
    assert MODELS["kpi"].objects.get(key="K-1").objective == "O-2"


def test_a_kpi_is_linked_to_its_objective(claire):
    claire.post("/en/links/answer/", {"kind": "kpi_objective", "do": "accept", "pair": "K-1\tO-1"})
    assert MODELS["kpi"].objects.get(key="K-1").objective == "O-1"


def test_the_page_is_grouped_by_either_side_and_filtered(claire):
    by_project = claire.get(f"{HOME}&by=source")
    assert {group.thing.key for group in by_project.context["groups"]} == {"P-1", "P-2"}
    assert pairs(claire.get(f"{HOME}&unit=SAV")) == {"P-2\tO-2"}
    assert pairs(claire.get(f"{HOME}&q=stocks")) == {"P-1\tO-1"}
    assert claire.get(f"{HOME}&sure=1").context["groups"][0].lines[0].is_ticked


def test_nothing_ticked_is_said_and_an_unknown_answer_is_not_found(claire):
    assert answer(claire, "accept").status_code == 422
    assert answer(claire, "marry").status_code == 404
    assert answer(claire, "accept", pair="P-9\tO-1").status_code == 409


def test_a_head_answers_for_their_department_only(head):
    assert pairs(head.get(HOME)) == {"P-2\tO-2"}
    assert answer(head, "accept", pair="P-1\tO-1").status_code == 409
    answer(head, "accept", pair="P-2\tO-2")
    assert basis()["P-2", "O-2"] == "accepted"


def test_an_auditor_reads_and_does_not_answer(auditor):
    assert 'value="accept"' not in auditor.get(HOME).content.decode()
    assert answer(auditor, "accept", pair="P-1\tO-1").status_code == 403


def test_an_empty_home_says_what_it_would_show(claire):
    assert "No link to confirm" in claire.get("/en/links/?kind=project_axis").content.decode()


def test_the_page_asks_the_database_a_bounded_number_of_times(claire, django_assert_max_num_queries):
    for _ in range(2):  # just after a write, then again
        with django_assert_max_num_queries(25):
            claire.get(HOME)
