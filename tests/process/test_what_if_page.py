"""The page that plays a process: what an address supposes, what the answer says, what it is worth, when nothing can be played."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from html import unescape
from types import SimpleNamespace

import pytest
from django.http import QueryDict
from django.utils import timezone
from tests.process.test_simulation import HOUR, OFFICE, Pool, Step, chain, lasting, queue

from pupitre import words
from pupitre.domains.processes import DOMAIN
from pupitre.domains.processes.tests.company import ON, many, process, table
from pupitre.domains.processes.web import later, outcome
from pupitre.domains.processes.web.supposed import changes_of
from pupitre.domains.processes.web.worth import worth
from pupitre.kernel import Text
from pupitre.maths.process.simulation import ALWAYS, Changes, Difference, Played, compare

WORK = (Step("a", 0, lasting(2 * HOUR)), Step("b", 1, lasting(HOUR)))
MODEL = chain(*WORK, pools=(Pool("x", 3), Pool("y", 2, OFFICE)), every=5 * HOUR, cases=60)
YEAR = replace(MODEL, days=365.0, lead=3 * HOUR, read=60, known=60)


def asked(address: str) -> Changes:
    return changes_of(QueryDict(address), YEAR)


def played(changes: Changes, model=YEAR) -> Difference:
    return compare(Played(model), changes, least=2, most=2)


def test_an_address_says_what_changes():
    assert asked("team0=5&team1=2").capacity == {"x": 5}
    assert asked("step=a&pace=-25").duration == {"a": 0.75}
    assert asked("held=b&wait=−100").delay == {"b": 0.0}
    assert asked("arrivals=10").arrivals == pytest.approx(1.1)
    assert asked("removed=a").removed == ("a",)
    assert asked("absorbed=b&kept=a&keeping=-30").merged == (("a", "b"),)
    assert asked("absorbed=b&kept=a&keeping=-30").merged_share == pytest.approx(0.7)


def test_an_address_says_which_hours_change():
    week = asked("shift=1&days=6&opens=8&closes=20").hours["y"]
    assert sum(week) == 6 * 12
    assert [week[hour] for hour in (7, 8, 19, 20, 6 * 24 + 9)] == [False, True, True, False, False]
    assert sum(asked("shift=all&days=7&opens=22&closes=6").hours["x"]) == 7 * 8
    assert asked("shift=1&days=5&opens=9&closes=17") == Changes()


@pytest.mark.parametrize(
    "address",
    ["team0=0", "team0=x", "pace=-20", "step=nothing&pace=-20", "step=a&pace=nan", "absorbed=a&kept=a", "shift=9&days=5&opens=1&closes=2"],
)
def test_what_cannot_be_read_changes_nothing(address):
    assert asked(address) == Changes()


def test_a_team_that_cannot_keep_up_is_the_answer():
    said = outcome.answer(played(Changes(arrivals=2.0), queue(0.8, 1, 400)), {"desk": "Claims"})
    assert words.render(said, "en").startswith("“Claims” could not keep up: 1")


def test_days_gained_are_priced_for_the_cases_of_a_year():
    """A case every five hours is 1,752 a year; what each gains in days costs 24 € a day."""
    found = played(Changes(removed=("b",)))
    told = worth(YEAR, Changes(removed=("b",)), found, {"delay_cost": Decimal(24), "hour_cost": None, "currency": "EUR"})
    said = told.lines[0].text.values
    most = said.get("high") or said["money"]
    assert float(most.amount) == pytest.approx(-found.lead_mean.low / 86_400 * 24 * 1752, rel=0.006)
    assert words.render(told.lines[0].text, "en").endswith("saved a year")
    assert told.is_unpriced


def test_hours_of_work_are_priced_but_not_those_of_people_who_leave():
    """An hour of work less for 1,752 cases at 40 € an hour; a person less in team x, 168 hours a week at 40 €."""
    row = {"delay_cost": None, "hour_cost": Decimal(40), "currency": "EUR"}
    (work,) = worth(YEAR, Changes(removed=("b",)), played(Changes(removed=("b",))), row).lines
    assert "saved a year" in words.render(work.text, "en")
    assert work.text.values["money"].amount == pytest.approx(Decimal(70_100), rel=Decimal("0.01"))
    fewer = Changes(capacity={"x": 2}, duration={"a": 0.5})
    (people,) = worth(YEAR, fewer, played(fewer), row).lines
    assert people.text.values["money"].amount == 350_000  # 168 × 365/7 × 40 = 350,400


def test_nothing_is_priced_without_a_price_nor_on_a_short_log():
    found = played(Changes(removed=("b",)))
    assert worth(YEAR, Changes(removed=("b",)), found, {}).is_unpriced
    short = worth(replace(YEAR, days=60.0), Changes(removed=("b",)), found, {"delay_cost": Decimal(1)})
    assert (short.lines, short.is_unpriced) == ((), False)
    assert worth(YEAR, Changes(arrivals=1.1), found, {"delay_cost": Decimal(1)}).lines == ()


def test_a_model_that_misses_the_lead_time_of_the_log_says_so():
    base = Played(replace(YEAR, lead=30 * HOUR))
    base.at(0)
    (said,) = outcome.notes(base.model, base, Changes(), None)
    assert "trust the direction more than the size" in words.render(said, "en")


def test_longer_hours_warn_of_waits_for_others():
    base = Played(YEAR)
    wider = Changes(hours={"y": ALWAYS})
    (_, said) = outcome.notes(base.model, base, wider, compare(base, wider, least=2, most=2))
    assert "somebody outside" in words.render(said, "en")


def test_a_sample_is_told():
    said = " ".join(words.render(one, "en") for one in outcome.support(replace(YEAR, known=50_000, read=20_000, cases=3_000), None))
    assert "The log holds 50,000 cases: the latest 20,000 are read." in said
    assert "Each play lasts 3,000 cases." in said


def test_only_so_many_answers_are_kept_and_the_model_always():
    held = SimpleNamespace(beside={})
    for name in (later.FIRST, *map(str, range(2 * later.KEPT))):
        later.later(held, name, lambda: 1)
    assert len(held.beside) == later.KEPT
    assert later.FIRST in held.beside


@pytest.fixture
def page(client, db, settings, tmp_path, monkeypatch):
    """Return the function that loads a log and gives the page about it, after an address."""
    from pupitre.desk import changes, examine
    from pupitre.web.sign_in import new_token

    settings.HOME = tmp_path
    for folder in ("bulk", "derived"):
        (tmp_path / folder).mkdir()
    real = timezone.localdate
    monkeypatch.setattr(timezone, "localdate", lambda value=None, zone=None: ON if value is None else real(value, zone))
    monkeypatch.setattr(later, "WAIT_S", None)

    def shown(cases: int, address: str = "", **said) -> str:
        events = many(cases, ("Order", 0, 0.1), ("Make", 1, 0.5), ("Ship", 1, 0.1))
        rows = {"process": [process(name="Orders", **said)], "event": events}
        changes.commit({name: table(name, listed) for name, listed in rows.items()}, by="Claire", why=Text("Because"), source=None)
        examine.run(on=ON, cards=[DOMAIN])
        client.get(f"/sign-in/{new_token(tmp_path, name='Claire Vasseur')}/")
        return unescape(client.get(f"/en/processes/simulate/P/{address}").content.decode())

    return shown


def test_the_page_says_what_a_change_brings_and_what_it_is_worth(page):
    text = page(60, "?step=Make&pace=-50", delay_cost=Decimal(24))
    assert "The mean lead time would fall by" in text
    assert "saved a year" in text
    assert "As it is, the play gives a mean lead time of" in text


def test_the_page_leads_to_where_a_price_is_written(page):
    text = page(60, "?removed=Make")
    assert "the gain has no price" in text
    assert "#id_delay_cost" in text


def test_a_handful_of_cases_is_not_played(page):
    assert "Its log holds 7 cases; 20 are needed to play it" in page(7)
