"""Le pupitre: what it shows, when empty, when calm, while an examination runs."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.utils import timezone
from tests.desk_web.saying import TODAY, page

from pupitre.desk.changes import edit
from pupitre.kernel import Text


def test_an_empty_desk_says_what_it_will_show_and_has_one_action(signed_in):
    text = page(signed_in, "/fr/")
    assert "Déposez votre premier fichier" in text
    assert text.count("button-primary") - text.count("Note de direction") <= 2
    assert 'class="finding' not in text


def test_data_without_findings_is_calm(signed_in, projects, examined):
    examined()
    assert "Nothing is off track in what could be checked." in page(signed_in)


def test_the_actions_that_wait_for_whoever_looks_come_with_their_state(signed_in, projects, examined):
    examined()
    edit(
        {
            "person": [{"key": "001", "name": "Claire Vasseur"}, {"key": "002", "name": "Other"}],
            "action": [
                {"key": "A-1", "title": "Call the town hall", "owner": "001", "due_on": TODAY - timedelta(days=3)},
                {"key": "A-2", "title": "Far away", "owner": "001", "due_on": TODAY + timedelta(days=60)},
                {"key": "A-3", "title": "Done long ago", "owner": "001", "due_on": TODAY - timedelta(days=9), "is_done": True},
                {"key": "A-4", "title": "Somebody else's", "owner": "002", "due_on": TODAY},
            ],
        },
        by="Ana",
        why=Text("test"),
    )
    text = page(signed_in)
    queue = text[text.index('id="queue"') : text.index('id="pulse-title"')]
    assert re.findall(r"data-words>([^<]+)<", queue) == ["Call the town hall"]
    assert "3 days late" in queue.replace("\u00a0", " ")


def test_findings_are_ranked_by_money_times_confidence(signed_in, examined, finding):
    examined(finding("P-1", amount=100_000, confidence=0.9), finding("P-2", amount=200_000, confidence=0.2), finding("P-3"))
    assert re.findall(r"Finding P-\d", page(signed_in)[page(signed_in).index('<ol class="findings"') :])[:3] == [
        "Finding P-1",
        "Finding P-2",
        "Finding P-3",
    ]


def test_no_more_than_seven_findings_are_shown_and_the_count_is_honest(signed_in, examined, finding):
    examined(*[finding(f"P-{n}", amount=1000 * n) for n in range(1, 10)])
    text = page(signed_in)
    assert text.count('<li class="finding ') == 7
    assert "See all 9 findings" in text
    assert "on 9 open findings" in text


def test_a_finding_shows_its_stake_confidence_owner_and_four_actions(signed_in, projects, examined, finding, options):
    made = finding("P-1", amount=186_000, confidence=0.86, due_on=TODAY + timedelta(days=9), options=options)
    examined(made)
    text = page(signed_in, "/fr/")
    for shown in ("186 k€", "149 k€ à 223 k€", "confiance 86 %", "Hugo Roche", "Merge both projects", "à décider avant le 11 mars 2026"):
        assert shown in text
    for address in ("", "decide/", "entrust/", "set-aside/"):
        assert f'href="/fr/findings/{made.fingerprint}/{address}"' in text


def test_a_thing_without_an_owner_shows_its_department(signed_in, projects, examined, finding):
    examined(finding("P-2"))
    assert "Information systems" in page(signed_in)


def test_a_state_is_a_shape_and_a_word_besides_its_colour(signed_in, examined, finding):
    examined(finding("P-1", due_on=TODAY - timedelta(days=3)))
    assert re.search(r'chip-bad"><span class="mark mark-bad" aria-hidden="true"></span>due 3 days ago', page(signed_in))


def test_words_of_a_file_cannot_break_out_of_the_page(signed_in, examined, finding):
    examined(finding("P-1", text="<script>alert(1)</script>"))
    assert "<script>alert" not in page(signed_in)


def test_the_second_visit_says_what_opened_and_what_the_data_closed(signed_in, examined, finding, monkeypatch):
    examined(finding("P-1"))
    assert "First visit" in page(signed_in)
    later = timezone.now() + timedelta(hours=20)
    examined(finding("P-2"))
    monkeypatch.setattr(timezone, "now", lambda: later)
    text = page(signed_in)
    assert "1 new finding" in text
    assert "1 finding closed by the data" in text


def test_the_pulse_names_every_domain_with_its_state(signed_in, examined, finding):
    examined(finding("P-1", amount=1000))
    pulse = page(signed_in).split('id="pulse-title"')[1].split("</section>")[0]
    assert "to act on · 1 finding" in pulse
    assert "nothing off track" in pulse


def test_objectives_show_their_way_beside_their_time(signed_in, projects, examined, monkeypatch):
    from pupitre.desk import overview

    paces = (overview.Pace("O-1", "Shorter lead time", TODAY, 0.43, 0.61), overview.Pace("O-2", "Loyal clients", None, None, None))
    monkeypatch.setattr(overview, "paces", lambda _known: paces)
    examined()
    text = page(signed_in, "/fr/")
    assert "43 % du chemin, 61 % du temps" in text
    assert "1 objectif n’a pas encore de mesure." in text


def test_the_desk_shows_while_an_examination_runs_and_asks_again(signed_in, examined, finding, monkeypatch):
    from pupitre.desk import examine
    from pupitre.kernel import Text

    examined(finding("P-1"))
    now = examine.Progress(9, TODAY, "running", datetime(2026, 3, 2, tzinfo=UTC), None, 1, 3, "strategy", Text("Strategy"), ())
    monkeypatch.setattr(examine, "progress", lambda: now)
    text = page(signed_in)
    assert "Examination in progress: Strategy" in text
    assert 'hx-get="/en/watch/?from=1"' in text
    assert "Finding P-1" in text


def test_files_not_examined_yet_are_not_said_to_be_fine(signed_in, projects):
    text = page(signed_in)
    assert "Your files are loaded; what they say comes next." in text
    assert "Nothing is off track" not in text
    assert 'hx-get="/en/watch/?from=0"' in text
    assert 'hx-select="#desk"' not in page(signed_in, "/en/watch/?from=0", headers={"HX-Request": "true"})


@pytest.mark.parametrize(("done", "reloads"), [(1, False), (2, True)])
def test_the_banner_reloads_the_desk_only_when_a_domain_is_done(signed_in, monkeypatch, done, reloads):
    from pupitre.desk import examine

    now = examine.Progress(9, TODAY, "running", datetime(2026, 3, 2, tzinfo=UTC), None, done, 3, None, None, ())
    monkeypatch.setattr(examine, "progress", lambda: now)
    text = page(signed_in, "/en/watch/?from=1", headers={"HX-Request": "true"})
    assert ('hx-select="#desk"' in text) is reloads
    assert "<html" not in text


def test_the_desk_asks_the_database_a_pinned_number_of_questions(signed_in, projects, examined, finding):
    examined(*[finding(f"P-{n}", amount=1000 * (30 - n)) for n in range(1, 4)])
    page(signed_in)
    few = questions(signed_in)
    examined(*[finding(f"P-{n}", amount=1000 * (30 - n)) for n in range(1, 20)])
    assert questions(signed_in) == few
    assert few == 24


def questions(client) -> int:
    asked = []

    def count(execute, sql, params, many, context):
        asked.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count):
        client.get("/en/")
    return len(asked)


def test_the_desk_is_only_read(signed_in):
    assert signed_in.post("/fr/").status_code == 405


@pytest.fixture
def likely(monkeypatch):
    """Two objectives with a probability, one without."""
    from pupitre.desk import overview
    from pupitre.desk.chances import Chance
    from pupitre.desk.web import board

    paces = [overview.Pace(f"O-{n}", name, None, 0.4, 0.6) for n, name in enumerate(("Shorter lead time", "Loyal clients", "Clean air"))]
    found = {
        "O-0": Chance("O-0", TODAY, 0.62, 0.55, 0.69, before=0.53, before_on=TODAY),
        "O-1": Chance("O-1", TODAY, 0.81, 0.7, 0.9, before=0.81, before_on=TODAY),
        "O-2": Chance("O-2", TODAY, reason="no_part"),
    }
    monkeypatch.setattr(overview, "paces", lambda _known: tuple(paces))
    monkeypatch.setattr(board, "chances", lambda _mine: found)


def test_the_desk_shows_each_probability_with_its_range_and_what_moved(signed_in, projects, examined, likely):
    examined()
    text = page(signed_in, "/fr/")
    strip = text[text.index('id="odds-title"') : text.index("</section>", text.index('id="odds-title"'))]
    assert "1 objectif sur 2 a de bonnes chances d’être atteint" in strip
    for said in ("62 %", "incertain", "entre 55 et 69 %", "en hausse de 9 points depuis le 2 mars 2026", "inchangée depuis le 2 mars 2026"):
        assert said in strip
    assert strip.index("Shorter lead time") < strip.index("Loyal clients")
    assert "1 objectif n’a pas encore de probabilité." in strip
    assert "Rythme des objectifs" not in text


def test_a_finding_shows_the_points_it_holds_back_before_its_money(signed_in, projects, examined, finding, monkeypatch):
    from dataclasses import replace

    from pupitre.desk import findings

    examined(finding("P-1", amount=1000))
    real = findings.ranked
    held_back = {"O-1": 0.11, "O-2": 0.02}
    monkeypatch.setattr(findings, "ranked", lambda **more: tuple(replace(item, points=held_back) for item in real(**more)))
    text = page(signed_in)
    assert text.index("11 points of chances") < text.index("€1,000", text.index("11 points"))
    assert "on “O-1”, less on 1 other" in text
    assert "Ranked by what settling them adds to the chances of all objectives, each by its weight" in text
