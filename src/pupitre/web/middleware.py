"""What every request passes through: content rules, sign-in, language, refusals."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from pupitre.desk.rights import needs_of
from pupitre.desk.rights.tokens import viewer_of
from pupitre.desk.web import drafts
from pupitre.kernel import N_, PupitreError, Text
from pupitre.records.cells import NUL
from pupitre.records.models import Account
from pupitre.web.accounts.sessions import note_use

Next = Callable[[HttpRequest], HttpResponse]

POLICY = "; ".join(
    [
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self'",
        "style-src-attr 'unsafe-inline'",  # bars and chart libraries set widths and positions on elements
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ]
)


class ContentSecurityMiddleware:
    """Only our own files run or style a page."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add the policy to every answer."""
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        response.headers.setdefault("Cache-Control", "private, no-cache")  # no figure stays in what several people share
        return response


class ReadableMiddleware:
    """A question that holds the character NUL is refused before anything looks for it: no address, field or row holds one."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on; the form is read once its token was looked at."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., HttpResponse], args: object, kwargs: object) -> HttpResponse | None:
        """Answer "not found" to such an address, "refused" to such a parameter or field."""
        if request.path_info.startswith("/api/"):
            return None  # its door refuses it in the shape that programs read
        if NUL in request.path_info:
            return HttpResponse(status=404, content_type="text/plain")
        said = (text for form in (request.GET, request.POST) for name, values in form.lists() for text in (name, *values))
        return HttpResponse(status=400, content_type="text/plain") if any(NUL in text for text in said) else None


def open_to_all(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Mark a view that answers without sign-in."""
    view.open_to_all = True  # type: ignore[attr-defined]  # a plain function carries the mark
    return view


def refused(request: HttpRequest) -> HttpResponse:
    """Answer that somebody's role does not open a page."""
    refusal = PupitreError(Text(N_("Your role does not open this page.")), mend=Text(N_("Ask an administrator of your Pupitre for it.")))
    return render(request, "refusal.html", {"refusal": refusal}, status=403)


def entrance(request: HttpRequest, *, form: object = None, onward: str = "/", status: int = 401, spent: bool = False) -> HttpResponse:
    """Answer the page to sign in on; the page asked for opens after."""
    context = {"form": form, "onward": onward, "spent": spent, "has_passwords": Account.objects.exclude(password__startswith="!").exists()}
    response = render(request, "sign_in.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response


class SignedInMiddleware:
    """Every page needs a person signed in, unless its view is marked `open_to_all`."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on; the view is checked once it is known."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., HttpResponse], args: object, kwargs: object) -> HttpResponse | None:
        """Answer the sign-in page in place of a view that needs a person, and a refusal in place of one that their role does not open."""
        viewer = viewer_of(request.user) if request.user.is_authenticated else None
        request.viewer = viewer
        if getattr(view, "open_to_all", False):
            return None
        if viewer is not None:
            note_use(request)
            return None if viewer.can(needs_of(view)) else refused(request)
        is_kept = drafts.keep(request, view)
        response = entrance(request, onward=request.get_full_path() if request.method == "GET" or is_kept else "/")
        if request.headers.get("HX-Request"):
            response["HX-Refresh"] = "true"
        return response


class LanguageKeptMiddleware:
    """The language last read is the one a plain address opens in."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Keep the language of the page in a cookie."""
        response = self.get_response(request)
        lang = get_language()
        prefixed = any(request.path_info.startswith(f"/{code}/") for code, _ in settings.LANGUAGES)
        if prefixed and lang and request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME) != lang:
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME,
                lang,
                max_age=settings.LANGUAGE_COOKIE_AGE,
                samesite="Lax",
                secure=settings.SESSION_COOKIE_SECURE,
            )
        return response


class RefusalMiddleware:
    """A refusal is a page that says what, where, how to mend it."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on; only exceptions are of interest."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Render a `PupitreError`; anything else is a bug and stays loud."""
        if not isinstance(exception, PupitreError):
            return None
        return render(request, "refusal.html", {"refusal": exception}, status=exception.status)
