"""What Pupitre asks of allauth: by invitation only, wrong tries counted, the same answer whether an account exists or not."""

from __future__ import annotations

import hashlib
import time
from datetime import timedelta
from secrets import token_hex
from typing import Any, ClassVar

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal import ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pupitre import words
from pupitre.kernel import N_, Text
from pupitre.records.models import Account
from pupitre.web.accounts.sessions import open_for

KNOWN_BROWSER = "pupitre_known"
"""A cookie that a browser gets by signing in; it opens nothing, but its own wrong tries are counted apart."""
KNOWN_SECONDS = 365 * 24 * 3600
ACTION = "login_failed"

ERRORS = {
    "email_password_mismatch": _("This e-mail address and password do not go together. Check both and try again."),
    "incorrect_code": _("This code is not right. Take the one shown now: it changes every half minute and serves once."),
    "rate_limited": _("Too many tries. Wait a quarter of an hour and try again."),
    "too_many_login_attempts": _("Too many tries. Wait a quarter of an hour and try again."),
}


class Entrance(DefaultAccountAdapter):  # type: ignore[misc]  # allauth carries no types
    """Signing in with a password."""

    error_messages: ClassVar = {**DefaultAccountAdapter.error_messages, **ERRORS}

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes an account alone."""
        return False

    def get_login_stages(self) -> list[str]:
        """Ask for the second factor between the password and the session."""
        return ["pupitre.web.accounts.stages.CodeStage"]

    def add_message(self, *args: object, **more: object) -> None:
        """Say nothing: being at the desk says that one is signed in."""

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:  # as allauth's own
        """Count a try, and refuse it with the time when the next one is allowed."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            raise ValidationError(locked_until(request, self._get_login_attempts_cache_key(request, **credentials))) from None

    def consume_code_try(self, request: HttpRequest, account: Account) -> ratelimit.RateLimitUsage:
        """Count a try of a second factor, and refuse it with the time when the next one is allowed."""
        key = f"code {account.pk}"
        used = ratelimit.consume(request, app="allauth.account", action=ACTION, key=key)
        if not used:
            raise ValidationError(locked_until(request, key))
        return used

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Account | None:  # as above
        """Return whose password it is; a closed account answers like a wrong password."""
        account: Account | None = super().authenticate(request, **credentials)
        return account if account is not None and account.is_active else None

    def login(self, request: HttpRequest, user: Account) -> None:
        """Open the session, under a new key, and note where it is open."""
        super().login(request, user)
        open_for(request)

    def post_login(self, request: HttpRequest, user: Account, **more: Any) -> HttpResponse:  # as above
        """Go on to the page that was asked for; the browser is known from now on."""
        response: HttpResponse = super().post_login(request, user, **more)
        make_known(request, response, user)
        return response

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Name the count of an address: one for strangers, one for each browser that has already signed in to it.

        Strangers who try on purpose lock strangers out; the owner still comes in with a browser that is known.
        """
        email = str(credentials.get("email") or "").strip().lower()
        return f"{email} {known_mark(request, email)}"


class SecondFactor(DefaultMFAAdapter):  # type: ignore[misc]  # as above
    """Signing in with a code besides the password."""

    error_messages: ClassVar = {**DefaultMFAAdapter.error_messages, **ERRORS}


def locked_until(request: HttpRequest, key: str) -> str:
    """Return the sentence that says when the next try is allowed."""
    now = time.time()
    waits = [now]
    for rate in ratelimit.get_rates(app="allauth.account", action=ACTION, config=app_settings.RATE_LIMITS):
        tries = cache.get(ratelimit.get_cache_key(request, app="allauth.account", action=ACTION, rate=rate, key=key), [])
        if len(tries) >= rate.amount:
            waits.append(tries[rate.amount - 1] + rate.duration)
    minutes = max(1, -int(-(max(waits) - now) // 60))
    at = timezone.localtime(timezone.now() + timedelta(minutes=minutes)).strftime("%H:%M")
    sentence = Text(N_("Too many wrong tries. You can try again at %(at)s."), at=at)
    return words.render(sentence, words.language(request.LANGUAGE_CODE))


def known_mark(request: HttpRequest, email: str) -> str:
    """Return the mark of a browser that has already signed in to an address; empty for the others."""
    signer = Signer(salt=KNOWN_BROWSER)
    for one in request.COOKIES.get(KNOWN_BROWSER, "").split("|"):
        try:
            said = signer.unsign(one)
        except BadSignature:
            continue
        if said.partition(".")[0] == _digest(email):
            return said
    return ""


def make_known(request: HttpRequest, response: HttpResponse, account: Account) -> None:
    """Give a browser that has just signed in its mark; it keeps those of the last three accounts."""
    if known_mark(request, account.email):
        return
    mine = Signer(salt=KNOWN_BROWSER).sign(f"{_digest(account.email)}.{token_hex(8)}")
    kept = [one for one in request.COOKIES.get(KNOWN_BROWSER, "").split("|") if one][-2:]
    response.set_cookie(
        KNOWN_BROWSER, "|".join([*kept, mine]), max_age=KNOWN_SECONDS, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )


def _digest(email: str) -> str:
    return hashlib.sha256(email.strip().lower().encode()).hexdigest()[:16]
