"""What a link of a letter allows: one answer, by one person, within two weeks; and nothing to anybody else."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from tests.decide.conftest import a_finding
from tests.mail.conftest import NOW, path_of

from pupitre.desk import actions, changes, examine, findings
from pupitre.desk.mail import links
from pupitre.kernel import Domain, Examination, Text
from pupitre.records.models import MODELS, Account, AnswerLink, Change, Letter

TODAY = date(2026, 3, 2)


@pytest.fixture
def link(box, action, post):
    """The path of the link in a letter that Bob received."""
    action()
    post()
    return path_of(box.links()[0]).partition("?")[0]


@pytest.fixture
def reader():
    """A browser in which nobody is signed in, whose forms are checked as for real."""
    return Client(enforce_csrf_checks=True)


def reported() -> list[tuple[str, str, str | None]]:
    return list(MODELS["action_report"].objects.order_by("at").values_list("by", "state", "sentence"))


@pytest.mark.parametrize("state", ["done", "late", "blocked"])
def test_the_three_answers_open_chosen(link, reader, state):
    page = reader.get(f"{link}?state={state}")
    assert page.status_code == 200
    assert f'value="{state}" checked' in page.content.decode()
    assert "Paint the hall" in page.content.decode()
    assert "You answer as Bob Hill" in page.content.decode()


def test_looking_never_spends_a_link(link, reader):
    for method in ("get", "head", "get"):
        assert getattr(reader, method)(link).status_code == 200
    assert reader.options(link).status_code == 405
    assert AnswerLink.objects.get().spent_at is None
    assert reported() == []


def test_done_closes_the_action_and_is_logged_under_their_name(link, reader):
    answer = reader.post(link, {"state": "done", "sentence": "Two coats"})
    assert (answer.status_code, answer["Location"]) == (302, link)
    assert reported() == [("BOB", "done", "Two coats")]
    assert actions.get("PA-1").is_done
    assert Change.objects.order_by("-id").first().by == "Bob Hill"


def test_late_moves_the_date_and_blocked_says_by_what(box, action, post, reader):
    action()
    action("Order the paint")
    post()
    first, second = (path_of(one).partition("?")[0] for one in (box.links(0)[0], box.links(1)[0]))
    assert reader.post(first, {"state": "late", "due_on": "2026-03-20"}).status_code == 302
    assert reader.post(second, {"state": "blocked", "waits_for": "The budget"}).status_code == 302
    assert actions.get("PA-1").due_on == date(2026, 3, 20)
    assert actions.get("PA-2").blocked_by == "The budget"


@pytest.mark.parametrize("said", [{}, {"state": "perhaps"}, {"state": "late", "due_on": "2026-03-01"}, {"state": "blocked"}])
def test_an_answer_that_says_too_little_keeps_the_link(link, reader, said):
    assert reader.post(link, said).status_code == 422
    assert reported() == []
    assert reader.post(link, {"state": "done"}).status_code == 302


def test_a_link_serves_once_and_then_shows_the_answer(link, reader):
    reader.post(link, {"state": "done", "sentence": "Two coats"})
    assert reader.post(link, {"state": "blocked", "waits_for": "Nothing"}).status_code == 200
    assert len(reported()) == 1
    page = reader.get(link).content.decode()
    assert "Your answer is noted" in page
    assert "Two coats" in page
    assert "Answered by Bob Hill on" in page


def test_what_the_desk_took_back_is_said(link, reader):
    reader.post(link, {"state": "done"})
    changes.undo(Change.objects.order_by("-id").first().pk, by="Claire")
    assert not actions.get("PA-1").is_done
    assert "it has been taken back since" in reader.get(link).content.decode()


def test_a_link_ends_after_fourteen_days(link, reader, at):
    at(NOW + timedelta(days=14) - timedelta(seconds=1))
    assert reader.get(link).status_code == 200
    at(NOW + timedelta(days=14))
    assert reader.get(link).status_code == 404
    assert reader.post(link, {"state": "done"}).status_code == 404
    assert reported() == []


def test_wrong_unknown_and_outdated_links_answer_alike(link, reader, at, action, box, post):
    action("Something else")
    post()
    other = path_of(box.links()[0]).partition("?")[0]
    AnswerLink.objects.filter(key="PA-2").update(person="ANA")  # made for somebody who is not its owner
    at(NOW + timedelta(days=20))
    tokens = [link, f"{link[:-3]}AA/", "/answer/x/", f"/answer/{'A' * 43}/", other]
    answers = [reader.get(one) for one in tokens] + [reader.post(one, {"state": "done"}) for one in tokens]
    assert {one.status_code for one in answers} == {404}
    assert len({one.content for one in answers}) == 1
    again = [reader.post(f"{one}again/") for one in tokens]
    assert len({(one.status_code, one.content) for one in again}) == 1


@pytest.mark.parametrize("who", ["nobody", "known", "spent"])
def test_nothing_of_the_page_is_kept_or_passed_on(link, reader, who):
    if who == "spent":
        reader.post(link, {"state": "done"})
    page = reader.get("/answer/x/" if who == "nobody" else link)
    assert page["Referrer-Policy"] == "no-referrer"
    assert page["Cache-Control"] == "no-store"
    assert "noindex" in page["X-Robots-Tag"]
    assert not page.cookies


def test_a_new_link_goes_to_the_same_person_once_a_day(link, reader, box, post, at):
    reader.post(link, {"state": "blocked", "waits_for": "The budget"})
    for _ in range(3):
        assert reader.post(f"{link}again/").status_code == 200
    assert post() == 1
    assert (box.letters[-1]["To"], box.letters[-1]["Subject"]) == ("bob@example.com", "Your new link")
    fresh = path_of(box.links()[0]).partition("?")[0]
    assert fresh != link
    assert reader.post(fresh, {"state": "done"}).status_code == 302
    later = at(NOW + timedelta(days=1))
    reader.post(f"{link}again/")
    assert post(later) == 0  # it is done: nothing is left to answer


def test_an_outdated_link_still_asks_for_a_new_one(link, reader, box, post, at):
    later = at(NOW + timedelta(days=30))
    assert reader.post(f"{link}again/").status_code == 200
    assert post(later) == 1
    assert box.letters[-1]["To"] == "bob@example.com"


def test_what_was_settled_meanwhile_leaves_nothing_to_answer(link, reader):
    actions.report("PA-1", by="Claire", person="", state="done")
    assert "Nothing left to answer" in reader.get(link).content.decode()
    assert reader.post(link, {"state": "done"}).status_code == 200
    assert len(reported()) == 1


def test_words_written_by_people_stay_words(box, action, post, reader):
    action("<script>alert(1)</script>")
    post()
    link = path_of(box.links()[0]).partition("?")[0]
    reader.post(link, {"state": "blocked", "waits_for": "<img src=x onerror=alert(1)>"})
    assert "<script>alert" not in reader.get(link).content.decode()
    assert "<img src=x" not in reader.get(link).content.decode()


def test_whoever_decides_copies_a_link_or_gives_an_address(box, action, claire, client, reader, post):
    action(owner="ZOE")
    client.force_login(claire, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "Nobody said where to write to them." in client.get("/en/decide/actions/PA-1/").content.decode()
    shown = client.post("/en/letters/actions/PA-1/link/").content.decode()
    link = shown.split("http://testserver")[1].split("<")[0]
    assert reader.get(link).status_code == 200
    assert Change.objects.order_by("-id").first().by == "Claire Vasseur"
    assert client.post("/en/letters/actions/PA-1/send/", {"email": "not one"}).status_code == 302
    assert client.post("/en/letters/actions/PA-1/send/", {"email": "zoe@example.com"}).status_code == 302
    assert post() == 1
    assert box.letters[0]["To"] == "zoe@example.com"


def test_a_member_copies_no_link(box, action, client):
    action()
    member = Account.objects.create(email="m@example.com", name="M", role="member", person="BOB", units=["OPS"])
    client.force_login(member, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.post("/en/letters/actions/PA-1/link/").status_code == 403
    assert "Copy a link" not in client.get("/en/decide/actions/PA-1/").content.decode()


@pytest.fixture
def found(company, claire):
    """A finding and the path of a link that Claire received about it."""
    item = a_finding()
    card = Domain("portfolio", Text("P"), (), lambda _snapshot: Examination((item,)), rules={item.rule: Text("Late")})
    examine.run(on=TODAY, cards=[card])
    mark = links.make("finding", item.fingerprint, person="ANA", account=claire)
    return item.fingerprint, path_of(links.addressed(mark, ""))


def test_an_executive_decides_by_a_link(found, reader):
    name, link = found
    page = reader.get(f"{link}?act=decide").content.decode()
    assert "You decide as Claire Vasseur" in page
    assert 'value="option:merge" checked' in page
    assert reader.post(link, {"act": "option:merge", "owner": "Bob Hill", "due_on": "2026-03-20"}).status_code == 302
    row = MODELS["decision"].objects.get()
    assert (row.owner, row.choice, row.finding) == ("BOB", "Merge them", name)
    assert findings.get(name, on=TODAY).state == "deciding"
    assert "Merge them" in reader.get(link).content.decode()
    assert reader.post(link, {"act": "later", "reason": "x"}).status_code == 200
    assert findings.get(name, on=TODAY).state == "deciding"


def test_an_executive_entrusts_or_waits_by_a_link(found, reader, claire):
    name, link = found
    assert reader.post(link, {"act": "entrust", "owner": "Bob Hill", "title": "Merge", "due_on": "2026-03-01"}).status_code == 422
    assert reader.post(link, {"act": "later"}).status_code == 422
    assert reader.post(link, {"act": "later", "reason": "After the budget"}).status_code == 302
    kept = findings.get(name, on=TODAY)
    assert (kept.state, kept.reason, kept.until) == ("set_aside", "After the budget", date(2026, 4, 1))


@pytest.mark.parametrize("change", [{"is_active": False}, {"role": "member"}, {"role": "auditor"}])
def test_a_link_has_no_more_rights_than_its_account_has_now(found, reader, claire, change):
    _name, link = found
    Account.objects.filter(pk=claire.pk).update(**change)
    assert reader.get(link).status_code == 404
    assert reader.post(link, {"act": "later", "reason": "x"}).status_code == 404
    assert Letter.objects.count() == 0


def test_a_refused_answer_leaves_no_token_in_the_log(link, reader, caplog):
    assert reader.post(link, {}).status_code == 422
    assert link.split("/")[2] not in caplog.text
