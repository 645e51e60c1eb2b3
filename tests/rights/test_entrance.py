"""Signing in: the same answer whoever is named, a limit to wrong tries, a new session each time, a second factor, links that serve once."""

from __future__ import annotations

import base64
import hashlib
import hmac
import struct
import time
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from tests.rights.conftest import PASSWORD

from pupitre.records.models import Account, Change, Invitation, OpenSession
from pupitre.web.accounts import entrance, invitations, letters

pytestmark = pytest.mark.usefixtures("home")
SIGN_IN = "/en/account/sign-in/"
SECRET = "JBSWY3DPEHPK3PXP"


def give(client: Client, email: str = "direction@example.org", password: str = PASSWORD, **more: object):
    return client.post(SIGN_IN, {"login": email, "password": password, "next": "/en/account/"}, **more)


def code(secret: str, at: float | None = None) -> str:
    """Return the code of RFC 6238 for a secret and a moment."""
    counter = struct.pack(">Q", int(at or time.time()) // 30)
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 10**6:06}"


@pytest.fixture
def hashings(monkeypatch):
    """Count how many passwords are hashed."""
    done: list[str] = []
    real = PBKDF2PasswordHasher.encode
    monkeypatch.setattr(PBKDF2PasswordHasher, "encode", lambda self, *args, **more: done.append("x") or real(self, *args, **more))
    return done


def test_the_code_of_the_tests_is_that_of_the_standard():
    # RFC 6238, appendix B: at 59 s the eight-digit code is 94287082, of which the last six are kept here
    assert code(base64.b32encode(b"12345678901234567890").decode(), 59) == "287082"


def test_the_right_password_opens_the_page_asked_for(account, client):
    account()
    answer = give(client)
    assert (answer.status_code, answer["Location"]) == (302, "/en/account/")
    assert client.get("/en/account/").status_code == 200


def test_the_page_gone_to_is_never_somebody_elses(account, client):
    account()
    answer = client.post(SIGN_IN, {"login": "direction@example.org", "password": PASSWORD, "next": "https://elsewhere.example/"})
    assert answer["Location"] == "/"


def test_known_and_unknown_addresses_answer_alike_and_cost_as_much(account, hashings):
    account()
    account("member", "closed@example.org", is_active=False)
    hashings.clear()
    seen = []
    for email, password in (("direction@example.org", "wrong"), ("nobody@example.org", "wrong"), ("closed@example.org", PASSWORD)):
        answer = give(Client(), email, password)
        body = answer.content.decode().replace(email, "ADDRESS")
        seen.append((answer.status_code, body.partition("csrfmiddlewaretoken")[0], body.partition('name="next"')[2], len(hashings)))
        hashings.clear()
    assert seen[0] == seen[1] == seen[2]
    assert seen[0][3] == 1


def test_ten_wrong_tries_lock_an_address_and_say_until_when(account, client):
    account()
    for _ in range(10):
        assert "do not go together" in give(client, password="wrong").content.decode()
    refused = give(client).content.decode()
    assert "Too many wrong tries. You can try again at" in refused
    assert client.get("/en/account/").status_code == 401


def test_an_unknown_address_locks_like_a_known_one(account, client):
    account()
    for _ in range(10):
        give(client, "nobody@example.org", "wrong")
    assert "Too many wrong tries" in give(client, "nobody@example.org", "wrong").content.decode()


def test_the_owner_comes_in_with_a_known_browser_while_strangers_are_locked_out(account):
    account()
    known = Client()
    give(known)
    known.post("/sign-out/")
    stranger = Client(REMOTE_ADDR="203.0.113.9")
    for _ in range(10):
        give(stranger, password="wrong")
    assert "Too many wrong tries" in give(stranger).content.decode()
    assert give(known).status_code == 302


def test_thirty_wrong_tries_lock_a_place_for_every_address(account, client):
    account()
    for n in range(30):
        give(client, f"nobody{n}@example.org", "wrong")
    assert "Too many wrong tries" in give(client).content.decode()
    assert give(Client(REMOTE_ADDR="203.0.113.9")).status_code == 302


def test_the_lock_opens_again_after_a_quarter_of_an_hour(account, client, monkeypatch):
    account()
    for _ in range(10):
        give(client, password="wrong")
    later = time.time() + 15 * 60 + 1
    monkeypatch.setattr("allauth.core.internal.ratelimit.time.time", lambda: later)
    assert give(client).status_code == 302


def test_a_caller_cannot_choose_the_place_it_calls_from(account, client):
    account()
    for n in range(30):
        give(client, f"nobody{n}@example.org", "wrong", headers={"X-Forwarded-For": f"203.0.113.{n}"})
    assert "Too many wrong tries" in give(client, headers={"X-Forwarded-For": "203.0.113.99"}).content.decode()


def test_signing_in_changes_the_key_of_the_session(account, client):
    account()
    session = client.session
    session["draft"] = "x"
    session.save()
    before = session.session_key
    client.cookies[session_name()] = before
    give(client)
    assert client.session.session_key != before
    assert not OpenSession.objects.filter(session_key=before).exists()


def session_name() -> str:
    from django.conf import settings

    return settings.SESSION_COOKIE_NAME


def test_the_cookie_of_a_session_is_for_the_server_alone(account, client):
    account()
    give(client)
    cookie = client.cookies[session_name()]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", 14 * 24 * 3600)


def test_another_password_ends_the_other_sessions_and_keeps_this_one(account):
    account()
    here, elsewhere = Client(), Client()
    give(here), give(elsewhere)
    answer = here.post("/en/account/password/", {"current": PASSWORD, "password": "another long sentence"})
    assert answer.status_code == 302
    assert here.get("/en/account/").status_code == 200
    assert elsewhere.get("/en/account/").status_code == 401


def test_another_password_asks_for_the_current_one(account, client):
    account()
    give(client)
    answer = client.post("/en/account/password/", {"current": "wrong", "password": "another long sentence"})
    assert answer.status_code == 422
    assert Account.objects.get().check_password(PASSWORD)


def test_another_role_ends_the_sessions(account, client):
    account("administrator")
    one = account()
    give(client)
    one.role = "auditor"
    one.save()
    assert client.get("/en/account/").status_code == 401


def test_a_closed_account_is_out_at_once(account, client):
    one = account()
    give(client)
    Account.objects.filter(pk=one.pk).update(is_active=False)
    assert client.get("/en/account/").status_code == 401


def test_a_page_reads_session_and_account_in_two_queries(account, client, django_assert_num_queries):
    account()
    give(client)
    with django_assert_num_queries(2):
        client.get("/en/account/sign-in/")


@pytest.fixture
def guarded(account):
    """An account with a second factor, and its recovery codes."""
    one = account()
    TOTP.activate(one, SECRET)
    return one, RecoveryCodes.activate(one).generate_codes()


def test_a_password_alone_does_not_open_a_guarded_account(guarded, client):
    assert give(client)["Location"] == reverse("mfa_authenticate")
    assert client.get("/en/account/").status_code == 401


def test_the_code_of_now_opens_it_once(guarded):
    now = code(SECRET)
    first, second = Client(), Client()
    for one in (first, second):
        give(one)
    assert first.post(reverse("mfa_authenticate"), {"code": now}).status_code == 302
    assert first.get("/en/account/").status_code == 200
    assert second.post(reverse("mfa_authenticate"), {"code": now}).status_code == 401


def test_a_recovery_code_opens_it_once(guarded):
    first, second = Client(), Client()
    for one in (first, second):
        give(one)
    assert first.post(reverse("mfa_authenticate"), {"code": guarded[1][0]}).status_code == 302
    assert second.post(reverse("mfa_authenticate"), {"code": guarded[1][0]}).status_code == 401


def test_ten_wrong_codes_lock_the_second_factor(guarded, client):
    give(client)
    for _ in range(10):
        client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert "Too many wrong tries" in client.post(reverse("mfa_authenticate"), {"code": code(SECRET)}).content.decode()


def test_the_second_factor_is_set_up_with_a_real_code(account, client):
    account()
    give(client)
    shown = client.get("/en/account/code/")
    secret = shown.context["key"]
    assert "<svg" in shown.content.decode()
    assert client.post("/en/account/code/", {"code": "000000", "current": PASSWORD}).status_code == 422
    answer = client.post("/en/account/code/", {"code": code(secret), "current": PASSWORD})
    assert len(answer.context["codes"]) == 10
    assert Authenticator.objects.filter(type=Authenticator.Type.TOTP).count() == 1
    assert not any(secret in str(value) for value in Change.objects.values_list("why", flat=True))


def test_the_second_factor_goes_with_the_password_only(guarded, client):
    client.force_login(guarded[0])
    assert client.post("/en/account/code/remove/", {"current": "wrong"}).status_code == 422
    assert client.post("/en/account/code/remove/", {"current": PASSWORD}).status_code == 302
    assert not Authenticator.objects.exists()


@pytest.fixture
def posted(monkeypatch):
    """The letters written, in place of sending them."""
    from pupitre.desk.settings import remember

    remember(smtp_host="mail.example.org", smtp_from="pupitre@example.org")
    sent: list[tuple[str, str, str]] = []
    monkeypatch.setattr(letters, "post", lambda *letter: sent.append(letter))
    return sent


def test_a_forgotten_password_answers_alike_for_known_and_unknown_addresses(account, client, posted):
    account()
    bodies = [client.post("/en/account/forgotten/", {"email": one}).content for one in ("direction@example.org", "nobody@example.org")]
    assert bodies[0] == bodies[1]
    assert [to for to, _, _ in posted] == ["direction@example.org"]


def test_the_link_of_the_letter_serves_once_and_signs_nobody_in(account, client, posted):
    one = account()
    client.post("/en/account/forgotten/", {"email": one.email})
    link = next(word for word in posted[0][2].split() if word.startswith("http"))
    assert client.post(link, {"password": "another long sentence"}).status_code == 302
    assert client.get("/en/account/").status_code == 401
    assert client.post(link, {"password": "a third long sentence"}).status_code == 404
    assert give(client, password="another long sentence").status_code == 302


def test_the_link_of_the_letter_dies_after_an_hour(account, client, monkeypatch):
    address = entrance.reset_address(account())
    from django.contrib.auth.tokens import PasswordResetTokenGenerator

    real = PasswordResetTokenGenerator._now
    monkeypatch.setattr(PasswordResetTokenGenerator, "_now", lambda self: real(self) + timedelta(seconds=3601))
    assert client.get(address).status_code == 404


def invited(**more: object) -> tuple[Invitation, str]:
    said = {"email": "Paul@example.org", "name": "Paul", "role": "head", "units": ["OWN"], "person": ""}
    return invitations.invite(by="Ana", **{**said, **more})


def test_an_invitation_makes_one_account_with_the_rights_it_says(client):
    _, text = invited()
    address = reverse("account:join", args=[text])
    assert client.get(address).status_code == 200  # looking at it does not use it up
    assert client.post(address, {"password": "short"}).status_code == 200
    assert client.post(address, {"password": "a rather long sentence"}).status_code == 302
    one = Account.objects.get()
    assert (one.email, one.name, one.role, one.units) == ("paul@example.org", "Paul", "head", ["OWN"])
    assert client.get("/en/account/").status_code == 200
    assert Client().post(address, {"password": "another long sentence"}).status_code == 404
    assert Account.objects.count() == 1


def test_an_invitation_dies_after_a_week_or_when_withdrawn(client):
    old, first = invited()
    Invitation.objects.filter(pk=old.pk).update(expires_at=timezone.now())
    gone, second = invited(email="b@example.org")
    invitations.withdraw(gone, by="Ana")
    assert [client.get(reverse("account:join", args=[text])).status_code for text in (first, second, "none")] == [404, 404, 404]


def test_the_home_keeps_no_link_and_no_token(client):
    made, text = invited()
    assert text not in str(Invitation.objects.values().get())
    assert made.digest == hashlib.sha256(text.encode()).hexdigest()


@pytest.mark.parametrize("name", ["account_signup", "account_email", "account_logout", "socialaccount_login", "socialaccount_connections"])
def test_nobody_makes_an_account_alone(client, name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


@pytest.mark.parametrize("address", ["/accounts/signup/", "/en/account/signup/", "/account/signup/", "/accounts/google/login/"])
def test_no_address_makes_an_account(client, address):
    assert client.get(address).status_code in (401, 404)
