"""Sign-in, sign-out, theme, health."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.views.decorators.http import require_GET, require_POST

from pupitre import words
from pupitre.desk.web import standing
from pupitre.desk.web.ours import ours
from pupitre.web import sign_in as links
from pupitre.web.middleware import entrance, open_to_all
from pupitre.web.shell import THEME_COOKIE, THEMES


@open_to_all
@require_GET
def health(request: HttpRequest) -> HttpResponse:
    """Answer that the server is up."""
    return HttpResponse("ok", content_type="text/plain")


@open_to_all
@require_GET
def root(request: HttpRequest) -> HttpResponse:
    """Open the desk in the language last read, else in the one the company was given, else in the browser's."""
    kept = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
    lang = words.language(kept or standing.language_told() or request.LANGUAGE_CODE)
    with translation.override(lang):
        return redirect("desk:home")


@open_to_all
@require_GET
def sign_in(request: HttpRequest, token: str) -> HttpResponse:
    """Use a link up and open the desk; a used one says how to get another."""
    name = links.spend(settings.HOME, token)
    if name is None:
        return redirect("/") if request.user.is_authenticated else entrance(request, spent=True)
    account = links.account_of(name)
    if not account.is_active:
        return entrance(request, spent=True)
    get_adapter().login(request, account)
    return redirect("/")


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Forget the session."""
    logout(request)
    return redirect("/")


@open_to_all
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Keep the theme that the reader chose and come back to the same page."""
    chosen = request.POST.get("theme", "")
    response = redirect(ours(request, request.POST.get("back", "")) or "/")
    if chosen in THEMES:
        response.set_cookie(
            THEME_COOKIE, chosen, max_age=settings.LANGUAGE_COOKIE_AGE, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
        )
    return response
