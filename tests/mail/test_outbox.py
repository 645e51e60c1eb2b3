"""Letters are really received, tried again when refused, and carry nothing that was slipped into a title."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta

import pytest
from django.db import transaction
from icalendar import Calendar
from tests.decide.conftest import a_finding
from tests.mail.conftest import NOW, ORIGIN

from pupitre.desk import actions, changes, decide, examine, health
from pupitre.desk.mail import outbox
from pupitre.desk.mail.body import Part, clean
from pupitre.desk.settings import remember
from pupitre.kernel import Domain, Examination, Text
from pupitre.records.models import MODELS, AnswerLink, Letter


def a_letter(mark: str = "m", to: str = "bob@example.com") -> bool:
    return outbox.write(mark, kind="test", to=to, lang="en", subject="Hello", title="Hello", parts=[Part("said", "A <b>word</b>")], now=NOW)


def test_an_entrusted_action_is_told_with_its_reason_its_date_and_three_answers(box, action, post):
    key = action(comment="Two coats")
    assert post() == 1
    (letter,) = box.letters
    assert (letter["To"], letter["Subject"]) == ("bob@example.com", "Entrusted to you: Paint the hall")
    assert letter["From"] == "Pupitre · Landreval <desk@example.com>"
    assert "Claire Vasseur entrusts you with an action." in box.text()
    assert "12 March 2026" in box.text().replace("\xa0", " ")
    assert "Two coats" in box.text()
    assert [link.partition("?")[2] for link in box.links()] == ["state=done", "state=late", "state=blocked"]
    assert all(link.startswith(f"{ORIGIN}/answer/") for link in box.links())
    assert AnswerLink.objects.get().key == key


def test_a_letter_and_its_deed_are_written_together_or_not_at_all(box, action):
    with transaction.atomic():
        action()
        transaction.set_rollback(True)
    assert (Letter.objects.count(), MODELS["action"].objects.count()) == (0, 0)


def test_two_letters_never_tell_one_fact(box, post):
    assert a_letter()
    assert not a_letter()
    assert post() == 1
    assert not a_letter()
    assert post() == 0


def test_nothing_is_written_without_a_mail_server_or_an_address(company, action, served):
    action()
    assert Letter.objects.count() == 0
    served()
    action(owner="ZOE")
    assert Letter.objects.count() == 0


def test_the_database_never_holds_a_token(box, action, post):
    action()
    waiting = Letter.objects.get()
    held = waiting.text + waiting.html + waiting.calendar + AnswerLink.objects.get().digest
    post()
    token = box.links()[0].split("/answer/")[1].split("/")[0]
    assert token not in held
    assert hashlib.sha256(token.encode()).hexdigest() == AnswerLink.objects.get().digest
    sent = Letter.objects.get()
    assert (sent.text, sent.html, sent.calendar) == ("", "", "")


def test_a_refused_letter_is_tried_again_at_longer_and_longer_intervals(box, post):
    port = box.port
    remember(smtp_port="1")
    a_letter()
    now, waits = NOW, []
    for _ in range(outbox.TRIES):
        assert post(now) == 0
        due = Letter.objects.get().due_at
        waits.append((due - now).total_seconds() / 60)
        assert post(due - timedelta(seconds=1)) == 0  # not before its time
        now = due
    assert waits[:5] == [1, 5, 30, 120, 360]
    assert Letter.objects.get().attempts == outbox.TRIES
    remember(smtp_port=str(port))
    assert post(now + timedelta(days=9)) == 0
    stands = outbox.standing()
    assert (stands.given_up, stands.is_bad) == (1, True)
    (check,) = [one for one in health.checks(thorough=False) if one.name == "letters"]
    assert check.verdict == "warning"


def test_a_letter_leaves_once_the_server_is_back_under_the_same_number(box, post):
    port = box.port
    remember(smtp_port="1")
    a_letter()
    post()
    assert "refused" in Letter.objects.get().failure.lower()
    remember(smtp_port=str(port))
    assert post(NOW + timedelta(minutes=1)) == 1
    assert box.letters[0]["Message-ID"] == f"<{hashlib.sha256(b'm').hexdigest()[:40]}@example.com>"
    assert outbox.standing().sentences()[0][0] == "good"


def test_of_two_servers_one_sends(box, post, monkeypatch):
    a_letter()
    Letter.objects.update(attempts=3)
    stale = Letter.objects.get()
    stale.attempts = 2
    assert not outbox._claimed(stale, NOW)


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_protected_server_is_used_when_its_certificate_is_known(served, certificate, monkeypatch, post, security):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[1]))
    box = served(security=security, files=certificate, user="desk" if security == "starttls" else "")
    a_letter()
    assert post() == 1
    assert box.letters[0]["Subject"] == "Hello"
    if security == "starttls":
        assert box.sessions[0].ssl is not None
        assert box.sessions[0].authenticated


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_server_whose_certificate_nobody_signed_gets_nothing(served, certificate, post, security):
    box = served(security=security, files=certificate)
    a_letter()
    assert post() == 0
    assert box.letters == []
    assert "certificate verify failed" in Letter.objects.get().failure.lower()


def test_a_wrong_password_is_said_and_never_shown(served, certificate, monkeypatch, post):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[1]))
    served(security="starttls", files=certificate, user="desk")
    remember(smtp_password="wrong horse")
    a_letter()
    assert post() == 0
    failure = Letter.objects.get().failure
    assert failure.startswith("535")
    assert "wrong horse" not in failure


SLIPPED = [
    "x\r\nBcc: eve@example.com",
    "x\nSubject: other",
    "x\r\n\r\n<script>alert(1)</script>",
    "x\u2028Bcc: eve@example.com",
    "x\x0b\x0cBcc: eve@example.com",
    "=?utf-8?q?x=0ABcc:_eve@example.com?=",
    "x\ue000" + "0" * 32 + "\ue001",
    "\u202eexe.sruocs",
    "é" * 400,
    "END:VCALENDAR\r\nBEGIN:VEVENT",
    '"><img src=x onerror=alert(1)>',
]


@pytest.mark.parametrize("said", SLIPPED)
def test_a_title_cannot_become_a_header_a_link_or_markup(box, action, post, said):
    action(said)
    assert post() == 1
    (letter,) = box.letters
    names = [name.lower() for name in letter]
    assert len(names) == len(set(names))
    assert "bcc" not in names
    assert letter["To"] == "bob@example.com"
    assert "\n" not in letter["Subject"]
    assert len(box.links()) == 3
    assert "<script" not in box.html()
    assert "<img" not in box.html()
    event = one_event(letter)
    assert str(event["summary"]) == clean(said)


def one_event(letter) -> dict:
    (part,) = [one for one in letter.walk() if one.get_content_type() == "text/calendar"]
    made = Calendar.from_ical(part.get_payload(decode=True))
    assert str(made["method"]) == "PUBLISH"
    assert part.get_param("method") == "PUBLISH"
    (event,) = made.walk("VEVENT")
    return event


def test_the_calendar_holds_the_day_and_no_link(box, action, post):
    action("Paint; then, dry")
    post()
    event = one_event(box.letters[0])
    assert event.decoded("dtstart").isoformat() == "2026-03-12"
    assert event.decoded("dtend").isoformat() == "2026-03-13"
    assert (str(event["summary"]), int(event["sequence"]), str(event["status"])) == ("Paint; then, dry", 0, "CONFIRMED")
    assert "answer" not in event.to_ical().decode()


def test_a_new_date_is_told_once_with_the_same_event(box, action, clock):
    key = action()
    clock.tick(NOW)
    edited(key, due_on="2026-03-20")
    clock.tick(NOW)
    clock.tick(NOW)
    assert [one["Subject"] for one in box.letters] == ["Entrusted to you: Paint the hall", "New date: Paint the hall"]
    first, second = map(one_event, box.letters)
    assert str(first["uid"]) == str(second["uid"])
    assert (int(second["sequence"]), second.decoded("dtstart").isoformat()) == (1, "2026-03-20")


def test_a_new_owner_gets_a_letter_and_the_old_one_is_told(box, action, clock):
    key = action()
    clock.tick(NOW)
    edited(key, owner="ANA")
    clock.tick(NOW)
    assert [(one["To"], one["Subject"]) for one in box.letters[1:]] == [
        ("ana@example.com", "Entrusted to you: Paint the hall"),
        ("bob@example.com", "No longer yours: Paint the hall"),
    ]
    gone = one_event(box.letters[2])
    assert (str(gone["status"]), int(gone["sequence"])) == ("CANCELLED", 1)


def test_another_title_or_the_end_of_an_action_sends_nothing(box, action, clock):
    key = action()
    clock.tick(NOW)
    edited(key, title="Paint the whole hall")
    edited(key, is_done=True, done_on="2026-03-02")
    clock.tick(NOW)
    assert len(box.letters) == 1


def test_what_is_undone_before_it_left_is_not_sent(box, company, clock):
    change, _key = actions.make(by="Claire", title="Paint", owner="BOB", due_on=date(2026, 3, 12))
    changes.undo(change, by="Claire")
    clock.tick(NOW)
    assert box.letters == []
    assert Letter.objects.count() == 0


def edited(key: str, **fields: object) -> None:
    row = {name: date.fromisoformat(v) if name.endswith("_on") else v for name, v in fields.items()}
    changes.edit({"action": [{"key": key, **row}]}, by="Claire", why=Text("Edited"))


def test_entrusting_a_finding_says_its_sentence(box, company, post):
    found = a_finding()
    card = Domain("portfolio", Text("P"), (), lambda _s: Examination((found,)), rules={found.rule: Text("Late")})
    examine.run(on=date(2026, 3, 2), cards=[card])
    decide.entrust(found.fingerprint, by="Claire", title="Merge", owner="BOB", due_on=date(2026, 3, 9))
    post()
    assert "P-1 is late" in box.text()
