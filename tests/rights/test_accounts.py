"""Looking after accounts: who may, what is noted, and that somebody always can."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests.rights.conftest import OWN, PASSWORD

from pupitre.desk.changes import verify_chain
from pupitre.desk.rights import tokens
from pupitre.desk.settings import setting
from pupitre.records.models import Account, ApiToken, Change, ChangeRow, ChangeValue, Invitation, Letter

pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture
def admin(account, client):
    """The client of an administrator."""
    client.force_login(account("administrator"))
    return client


def said() -> str:
    """Return everything that the log holds."""
    tables = ((Change, ("why", "by")), (ChangeRow, ("key", "fields")), (ChangeValue, ("before", "after")))
    return str([list(model.objects.values_list(*names)) for model, names in tables])


def test_an_administrator_invites_and_reads_the_link_once(admin, company):
    answer = admin.post("/en/account/people/invite/", {"email": "p@example.org", "name": "Paul", "role": "head", "units": [OWN]})
    link = answer.context["link"]
    assert link.startswith("http://testserver/en/account/join/")
    assert link not in admin.get("/en/account/people/").content.decode()
    assert Client().get(link).status_code == 200
    assert link.split("/")[-2] not in said()


def test_a_scoped_role_needs_a_department(admin, company):
    answer = admin.post("/en/account/people/invite/", {"email": "p@example.org", "name": "Paul", "role": "member"})
    assert answer.status_code == 422
    assert not Invitation.objects.exists()


def test_an_address_that_has_an_account_is_not_invited_again(admin, account):
    account()
    answer = admin.post("/en/account/people/invite/", {"email": "Direction@example.org", "name": "X", "role": "auditor"})
    assert "has an account already" in answer.content.decode()


@pytest.mark.parametrize(("act", "fields"), [("close/", {}), ("", {"role": "auditor"})])
def test_the_last_administrator_stays(admin, account, act, fields):
    account("administrator", "closed@example.org", is_active=False)  # a closed one does not count
    one = Account.objects.get(email="administrator@example.org")
    answer = admin.post(f"/en/account/people/{one.pk}/{act}", fields)
    assert answer.status_code in (409, 422)
    assert "last administrator" in answer.content.decode()
    one.refresh_from_db()
    assert (one.role, one.is_active) == ("administrator", True)


def test_an_administrator_leaves_once_there_is_another(admin, account):
    account("administrator", "second@example.org")
    one = Account.objects.get(email="administrator@example.org")
    assert admin.post(f"/en/account/people/{one.pk}/close/").status_code == 302
    assert admin.get("/en/account/").status_code == 401


def test_a_closed_account_opens_again_with_the_password_it_had(admin, account):
    one = account()
    admin.post(f"/en/account/people/{one.pk}/close/")
    give = {"login": one.email, "password": PASSWORD}
    assert Client().post("/en/account/sign-in/", give).status_code == 401
    admin.post(f"/en/account/people/{one.pk}/reopen/")
    assert Client().post("/en/account/sign-in/", give).status_code == 302


def test_every_write_is_noted_in_the_sealed_log(admin, account, company):
    one = account()
    before = Change.objects.count()
    admin.post(f"/en/account/people/{one.pk}/", {"role": "head", "units": [OWN]})
    admin.post(f"/en/account/people/{one.pk}/close/")
    admin.post(f"/en/account/people/{one.pk}/reopen/")
    admin.post("/en/account/settings/company/", {"name": "Landreval", "currency": "eur", "language": "fr"})
    added = Change.objects.order_by("id")[before:]
    assert [(one.kind, one.by) for one in added] == [("access", "Administrator")] * 4
    assert verify_chain().is_whole
    assert setting("currency") == "EUR"


def test_what_is_noted_shows_on_the_page(admin, account):
    admin.post(f"/en/account/people/{account().pk}/close/")
    assert "Account of Direction closed" in admin.get("/en/account/people/").content.decode()


def test_a_change_of_rights_is_not_undone_like_a_change_of_rows(admin, account):
    admin.post(f"/en/account/people/{account().pk}/close/")
    change = Change.objects.latest("id")
    assert admin.post(f"/en/undo/{change.pk}/").status_code == 404
    assert not Account.objects.get(role="direction").is_active


def test_the_password_of_the_mail_server_is_in_no_page_and_no_log(admin):
    given = {"smtp_host": "mail.example.org", "smtp_port": "587", "smtp_security": "starttls", "smtp_from": "p@example.org"}
    admin.post("/en/account/settings/post/", {**given, "smtp_password": "hunter2222"})
    assert setting("smtp_password") == "hunter2222"
    assert "hunter2222" not in admin.get("/en/account/settings/").content.decode() + said()
    admin.post("/en/account/settings/post/", {**given, "smtp_password": ""})
    assert setting("smtp_password") == "hunter2222"
    admin.post("/en/account/settings/post/", {**given, "smtp_host": "other.example.org", "smtp_password": ""})
    assert setting("smtp_password") == ""  # a password is never shown to another server


def test_the_page_says_what_the_server_answered_to_the_test_letter(admin):
    admin.post("/en/account/settings/post/", {"smtp_host": "x", "smtp_port": "1", "smtp_security": "none", "smtp_from": "p@example.org"})
    assert admin.post("/en/account/settings/post/try/").status_code == 302
    assert "1 letter is about to leave." in admin.get("/en/account/settings/").content.decode()
    Letter.objects.update(attempts=1, failure="nobody listens there")
    assert "nobody listens there" in admin.get("/en/account/settings/").content.decode()


def test_a_token_is_shown_once_and_stands_for_its_account(account, client):
    one = account()
    client.force_login(one)
    shown = client.post("/en/account/keys/", {"name": "Sheet", "days": "90"}).context["made"]
    assert shown not in client.get("/en/account/").content.decode()
    assert shown not in str(ApiToken.objects.values().get()) + said()
    assert tokens.account_of_token(shown) == (one, False)
    viewer = tokens.viewer_of_token(shown)
    assert (viewer.can("read"), viewer.can("edit"), viewer.can("decide")) == (True, False, False)


def test_a_token_that_may_write_has_the_rights_of_its_account(account):
    _, text = tokens.make(account("auditor"), "x", may_write=True, expires_at=None)
    viewer = tokens.viewer_of_token(text)
    assert (viewer.can("audit"), viewer.can("edit")) == (True, False)


def test_a_token_dies_with_its_date_its_withdrawal_or_its_account(account, client):
    one = account()
    made = [tokens.make(one, name, may_write=False, expires_at=timezone.now() + timedelta(days=1)) for name in "ab"]
    ApiToken.objects.filter(pk=made[0][0].pk).update(expires_at=timezone.now())
    assert [tokens.account_of_token(text) is not None for _, text in made] == [False, True]
    client.force_login(one)
    client.post(f"/en/account/keys/{made[1][0].pk}/withdraw/")
    assert tokens.account_of_token(made[1][1]) is None
    _, third = tokens.make(one, "c", may_write=False, expires_at=None)
    Account.objects.update(is_active=False)
    assert tokens.account_of_token(third) is None
    assert tokens.account_of_token("none") is None


def test_nobody_withdraws_the_token_of_another(account, client):
    row, text = tokens.make(account(), "x", may_write=False, expires_at=None)
    client.force_login(account("administrator"))
    assert client.post(f"/en/account/keys/{row.pk}/withdraw/").status_code == 404
    assert tokens.account_of_token(text) is not None


def test_one_sees_and_ends_the_sessions_open_elsewhere(account):
    account()
    here, elsewhere = Client(headers={"User-Agent": "Mozilla/5.0 (X11; Linux) Firefox/140.0"}), Client()
    for one in (here, elsewhere):
        one.post("/en/account/sign-in/", {"login": "direction@example.org", "password": PASSWORD})
    assert "Firefox · Linux" in here.get("/en/account/").content.decode()
    here.post("/en/account/sessions/end/")
    assert (here.get("/en/account/").status_code, elsewhere.get("/en/account/").status_code) == (200, 401)


def test_whoever_came_in_with_the_link_is_asked_for_a_password(client, home):
    from pupitre.web.sign_in import new_token

    client.get(f"/sign-in/{new_token(home, name='Claire Vasseur')}/")
    assert "Make this Pupitre yours" in client.get("/en/account/").content.decode()
    client.post("/en/account/me/", {"name": "Claire V", "email": "Claire@example.org", "language": "fr"})
    client.post("/en/account/password/", {"password": "a rather long sentence"})
    assert "Make this Pupitre yours" not in client.get("/en/account/").content.decode()
    other = Client()
    other.get(f"/sign-in/{new_token(home, name='Claire Vasseur')}/")  # the link knows her by her first name still
    assert Account.objects.get().name == "Claire V"


def test_the_link_does_not_open_a_closed_account(account, client, home):
    from pupitre.web.sign_in import new_token

    account("direction", name="Claire", is_active=False)
    assert client.get(f"/sign-in/{new_token(home, name='Claire')}/").status_code == 401


def test_the_pages_of_an_administrator_show_a_bounded_number_of_queries(admin, account, django_assert_max_num_queries):
    for n in range(8):
        account("auditor", f"a{n}@example.org")
    with django_assert_max_num_queries(25):
        admin.get("/en/account/people/")
