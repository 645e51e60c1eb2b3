"""One finding with its proof, and the list of all of them."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pyarrow as pa
from tests.desk_web.saying import TODAY, page

from pupitre.desk import changes
from pupitre.kernel import Evidence, Subject, Text


def test_the_proof_shows_rows_with_the_file_and_line_they_came_from(signed_in, projects, examined, finding):
    made = finding("P-1")
    examined(made)
    text = page(signed_in, f"/fr/findings/{made.fingerprint}/")
    assert "plan-2026.xlsx, ligne 5" in text
    assert "120 000,50 €" in text
    assert "1er juin 2026" in text
    assert "Échéance prévue" in text


def test_columns_of_a_domain_are_said_in_words(signed_in, examined, finding):
    made = finding("P-1", evidence=(Evidence("portfolio.made_up", (("P-1",),), ("late_days",), ((Decimal("12.5"),),)),))
    examined(made)
    text = page(signed_in, f"/en/findings/{made.fingerprint}/")
    assert "12.5" in text
    assert "Days late" in text


def test_many_rows_are_counted_rather_than_shown(signed_in, examined, finding):
    rows = [f"K-{n}" for n in range(45)]
    made = finding("P-1", evidence=(Evidence("project", tuple((k,) for k in rows), ("key",), tuple((k,) for k in rows)),))
    examined(made)
    text = page(signed_in, f"/en/findings/{made.fingerprint}/")
    assert "K-29" in text
    assert "K-30" not in text
    assert "15 more rows are not shown." in text


def test_options_are_priced_with_doing_nothing_last(signed_in, examined, finding, options):
    made = finding("P-1", options=options)
    examined(made)
    text = page(signed_in, f"/en/findings/{made.fingerprint}/").split('id="options-title"')[1]
    assert text.index("Merge both projects") < text.index("Do nothing")
    assert "€12k" in text
    assert "€186k" in text


def test_what_is_not_known_is_said_in_words(signed_in, examined, finding):
    made = finding("P-1")
    examined(made)
    text = page(signed_in, f"/en/findings/{made.fingerprint}/")
    for words in ("not priced", "not known", "no date"):
        assert words in text


def test_it_names_what_it_is_about_its_rule_and_its_life(signed_in, projects, examined, finding):
    made = finding("P-1", amount=1000)
    examined(made)
    text = page(signed_in, f"/en/findings/{made.fingerprint}/")
    for words in ("ERP", "Hugo Roche", "portfolio.cost_drift", "Found by an examination", "How is this computed?"):
        assert words in text


def test_an_unknown_finding_is_not_found(signed_in, home):
    assert signed_in.get("/en/findings/0123/").status_code == 404


def test_a_finding_closed_by_the_data_stays_readable_without_its_buttons(signed_in, examined, finding):
    made = finding("P-1")
    examined(made)
    examined()
    text = page(signed_in, f"/en/findings/{made.fingerprint}/")
    assert "closed by the data" in text
    assert f"{made.fingerprint}/decide/" not in text


def test_the_list_narrows_by_domain_and_state(signed_in, examined, finding):
    examined(finding("P-1"), finding("P-2", rule="strategy.orphan_project"), finding("P-3"))
    examined(finding("P-1"), finding("P-2", rule="strategy.orphan_project"))
    assert "2 findings" in page(signed_in, "/en/findings/")
    assert "Finding P-1" not in page(signed_in, "/en/findings/?domain=strategy")
    assert "Finding P-3" in page(signed_in, "/en/findings/?state=closed")
    assert "No finding in this list" in page(signed_in, "/en/findings/?state=set_aside")


def test_the_list_narrows_to_a_kind(signed_in, examined, finding):
    examined(finding("P-1"), finding("P-2", rule="portfolio.duplicate_project"))
    text = page(signed_in, "/en/findings/?rule=portfolio.duplicate_project")
    assert "Finding P-2" in text
    assert "Finding P-1" not in text


def test_an_unknown_filter_shows_the_open_findings(signed_in, examined, finding):
    examined(finding("P-1"))
    assert "Finding P-1" in page(signed_in, "/en/findings/?state=nonsense")


def test_an_old_finding_says_since_when(signed_in, examined, finding):
    made = finding("P-1", since=TODAY - timedelta(days=200))
    examined(made)
    assert "7 months ago" in page(signed_in, f"/en/findings/{made.fingerprint}/")


def test_a_finding_about_a_kpi_draws_its_readings_with_its_target(signed_in, home, examined, finding):
    days = [date(2025, month, 1) for month in range(1, 7)]
    ends = [date(2025, month, 1) for month in range(2, 8)]
    readings = pa.table(
        {"kpi": ["K-1"] * 6, "unit": [""] * 6, "starts_on": days, "ends_on": ends, "value": [18.0, 17.5, 17.0, 18.5, 19.0, 19.5]}
    )
    target = pa.table({"kpi": ["K-1"], "unit": [""], "starts_on": [date(2025, 1, 1)], "ends_on": [date(2026, 1, 1)], "value": [16.0]})
    kpi = pa.table({"key": ["K-1"], "name": ["Lead time"], "measured_in": ["days"]})
    changes.commit({"kpi": kpi, "measure": readings, "target": target}, by="Claire", why=Text("Import"))
    made = finding("P-1", subjects=(Subject("kpi", "K-1"),))
    examined(made)
    text = page(signed_in, f"/fr/findings/{made.fingerprint}/")
    assert "Lead time (days)</title>" in text
    assert "cible 16" in text
    assert "19,5" in text


def test_a_kpi_with_a_single_reading_is_not_drawn(signed_in, home, examined, finding):
    reading = pa.table({"kpi": ["K-1"], "unit": [""], "starts_on": [TODAY], "ends_on": [TODAY + timedelta(days=1)], "value": [18.0]})
    changes.commit({"kpi": pa.table({"key": ["K-1"], "name": ["Lead time"]}), "measure": reading}, by="Claire", why=Text("Import"))
    made = finding("P-1", subjects=(Subject("kpi", "K-1"),))
    examined(made)
    assert "<svg xmlns" not in page(signed_in, f"/en/findings/{made.fingerprint}/")
