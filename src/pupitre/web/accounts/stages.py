"""The step between a right password and an open session: the code of the second factor."""

from __future__ import annotations

from allauth.account.stages import LoginStage
from allauth.mfa.models import Authenticator
from django.http import HttpResponse
from django.shortcuts import redirect


class CodeStage(LoginStage):  # type: ignore[misc]  # allauth carries no types
    """Asked of whoever set a second factor up.

    Allauth's own stage also knows security keys, and needs their libraries for that.
    """

    key = "mfa_authenticate"
    urlname = "mfa_authenticate"

    def handle(self) -> tuple[HttpResponse | None, bool]:
        """Return the page that asks for the code, when there is one to ask for."""
        has_code = Authenticator.objects.filter(user=self.login.user, type=Authenticator.Type.TOTP).exists()
        return (redirect(self.urlname) if has_code else None), True
