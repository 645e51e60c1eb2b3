"""What is written by itself, and when: the page of Monday, reminders, the examination of the day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from tests.decide.conftest import a_finding
from tests.mail.conftest import NOW, PARIS

from pupitre.desk import examine
from pupitre.desk.mail import clock as clocks
from pupitre.desk.mail import monday, reminders
from pupitre.kernel import Domain, Examination, Text
from pupitre.records.models import Account, ExaminationRun, Letter

MONDAY = date(2026, 3, 2)


def at_home(*moment: int, zone: str = "Europe/Paris") -> datetime:
    return datetime(*moment, tzinfo=ZoneInfo(zone)).astimezone(UTC)


@pytest.fixture
def examined(company):
    """Let a domain find what it is given, on a day."""

    def run(*found, on: date = MONDAY) -> None:
        card = Domain("portfolio", Text("P"), (), lambda _s: Examination(found), rules={one.rule: Text("Late") for one in found})
        examine.run(on=on, cards=[card])

    return run


@pytest.mark.parametrize(
    ("zone", "moment", "is_time"),
    [
        ("Europe/Paris", (2026, 3, 2, 6, 59), False),
        ("Europe/Paris", (2026, 3, 2, 7, 0), True),
        ("Europe/Paris", (2026, 3, 2, 11, 59), True),  # the server was off at seven
        ("Europe/Paris", (2026, 3, 2, 12, 0), False),
        ("Europe/Paris", (2026, 3, 3, 7, 0), False),
        ("Europe/Paris", (2026, 3, 30, 7, 0), True),  # the clocks went forward the day before
        ("Europe/Paris", (2026, 3, 30, 6, 59), False),
        ("Europe/Paris", (2026, 10, 26, 7, 0), True),  # and back
        ("Europe/Paris", (2026, 10, 26, 6, 59), False),
        ("Pacific/Auckland", (2026, 3, 2, 7, 0), True),  # still Sunday in Paris
        ("America/Los_Angeles", (2026, 3, 2, 7, 0), True),  # afternoon in Paris
        ("America/Los_Angeles", (2026, 3, 1, 23, 0), False),  # Monday morning in Paris
        ("Asia/Kathmandu", (2026, 3, 2, 7, 0), True),
    ],
)
def test_monday_is_that_of_the_home(settings, zone, moment, is_time):
    settings.TIME_ZONE = zone
    timezone.get_default_timezone.cache_clear()
    try:
        assert monday.is_time(at_home(*moment, zone=zone)) is is_time
    finally:
        settings.TIME_ZONE = "Europe/Paris"
        timezone.get_default_timezone.cache_clear()


def test_the_page_of_monday_comes_once_a_week_with_the_brief(box, claire, examined, clock):
    examined(a_finding(), a_finding("P-2"), a_finding("P-3"), a_finding("P-4", rule="portfolio.other"))
    for minutes in (0, 1, 60):
        clock.tick(NOW + timedelta(minutes=minutes))
    (letter,) = box.letters
    assert letter["To"] == "claire@example.com"
    assert letter["Subject"] == "Monday 2 March 2026: 3 decisions to take first, of 4 findings"
    assert box.text().count("act=decide") == 3
    assert "Best option: Merge them" in box.text()
    (brief,) = [one for one in letter.iter_attachments() if one.get_content_type() == "application/pdf"]
    assert brief.get_filename() == "pupitre-2026-03-02.pdf"
    assert brief.get_payload(decode=True) == b"%PDF Claire Vasseur en"
    examined(on=date(2026, 3, 9))
    clock.tick(NOW + timedelta(days=7))
    assert "nothing waits for your decision" in box.letters[-1]["Subject"]
    assert "4 findings closed by the data" in box.text()


@pytest.mark.parametrize(
    ("role", "said", "is_wanted"),
    [
        ("direction", None, True),
        ("direction", False, False),
        ("administrator", None, False),
        ("administrator", True, True),
        ("head", True, False),
        ("auditor", True, False),
    ],
)
def test_the_page_goes_to_whoever_decides_and_wants_it(db, role, said, is_wanted):
    assert monday.is_wanted(Account(email="a@example.com", role=role, monday_letter=said)) is is_wanted
    assert not monday.is_wanted(Account(email="a@example.com", role=role, monday_letter=said, is_active=False))


def test_the_page_is_not_sent_to_who_lost_the_right_meanwhile(box, claire, company, clock):
    monday.write_due(NOW)
    Account.objects.update(role="member")
    clock.tick(NOW)
    assert box.letters == []


def test_one_says_on_the_page_of_the_account_whether_the_page_is_wanted(home, claire, client):
    client.force_login(claire, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert 'name="monday" checked' in client.get("/en/account/").content.decode()
    assert client.post("/en/account/letters/", {}).status_code == 302
    assert not monday.is_wanted(Account.objects.get())
    Account.objects.update(role="member")
    assert client.post("/en/account/letters/", {"monday": "on"}).status_code in (404, 302, 401)


def test_the_page_waits_for_the_examination_of_the_day(box, claire, examined, clock):
    asked = []
    clock.examine = lambda: asked.append(1)
    examined(a_finding(), on=date(2026, 3, 1))
    clock.tick(NOW)
    assert (asked, box.letters) == ([1], [])
    examined(a_finding())
    clock.tick(NOW + timedelta(minutes=1))
    assert (asked, len(box.letters)) == ([1], 1)


def test_an_examination_that_never_ends_does_not_keep_the_page(box, claire, examined, clock):
    examined(a_finding(), on=date(2026, 3, 1))
    clock.tick(NOW)
    clock.tick(NOW + timedelta(minutes=30))
    assert len(box.letters) == 1


def test_the_company_is_examined_again_each_day(examined, clock):
    asked = []
    clock.examine = lambda: asked.append(1)
    examined(a_finding())
    clock.tick(NOW)
    assert asked == []
    clock.tick(datetime(2026, 3, 3, 0, 0, 10, tzinfo=PARIS))
    clock.tick(datetime(2026, 3, 3, 0, 0, 30, tzinfo=PARIS))
    assert asked == [1]
    assert ExaminationRun.objects.count() == 1


def test_an_action_is_recalled_once_two_days_before(box, action, clock):
    action(due_on=date(2026, 3, 12))
    for day in range(10, 13):
        clock.tick(datetime(2026, 3, day, 8, tzinfo=PARIS))
    assert [one["Subject"] for one in box.letters] == ["Entrusted to you: Paint the hall", "1 action is due within two days"]


def test_a_server_that_was_off_recalls_it_on_its_first_day(box, action, clock):
    action(due_on=date(2026, 3, 12))
    clock.tick(NOW)
    clock.tick(datetime(2026, 3, 11, 6, 59, tzinfo=PARIS))
    assert len(box.letters) == 1
    clock.tick(datetime(2026, 3, 11, 7, 0, tzinfo=PARIS))
    clock.tick(datetime(2026, 3, 12, 7, 0, tzinfo=PARIS))
    assert len(box.letters) == 2


def test_late_actions_come_in_one_letter_a_week(box, action, clock):
    for title in ("Paint", "Sweep", "Dust"):
        action(title, due_on=date(2026, 3, 3))
    Letter.objects.all().delete()
    for day in range(9, 17):
        clock.tick(datetime(2026, 3, day, 8, tzinfo=PARIS))
    assert [one["Subject"] for one in box.letters] == ["3 actions are late", "3 actions are late"]
    assert len(box.links(0)) == 9


def test_a_blocked_or_finished_action_is_not_recalled(box, action, clock):
    from pupitre.desk import actions

    for title, state in (("Paint", "done"), ("Sweep", "blocked")):
        actions.report(action(title, due_on=date(2026, 3, 4)), by="Bob", person="BOB", state=state, sentence="x")
    Letter.objects.all().delete()
    assert reminders.write_due(NOW) == 0


def test_one_clock_only_goes_for_a_home(tmp_path):
    with clocks.kept(tmp_path) as first, clocks.kept(tmp_path) as second:
        assert (first, second) == (True, False)
    with clocks.kept(tmp_path) as again:
        assert again
