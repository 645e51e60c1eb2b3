"""What every address of the API does first and last: language, bounds, methods, no keeping of answers."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.csrf import csrf_exempt

from pupitre import words
from pupitre.desk.settings import setting
from pupitre.kernel import N_, InputError, PupitreError, Text
from pupitre.web.api import bodies, refusals
from pupitre.web.middleware import open_to_all

View = Callable[..., HttpResponse]
LARGEST: Final = 128 * 1024 * 1024
"""Bytes of the files of one request; larger ones are loaded by the command line."""


class MethodError(PupitreError):
    """A method that an address does not take."""

    status = 405


def door(view: View) -> View:
    """Return a view that answers programs: it signs nobody in by a page, and speaks the language asked for."""

    @csrf_exempt
    @open_to_all
    @wraps(view)
    def answered(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        lang = language(request)
        request.LANGUAGE_CODE = lang
        with translation.override(lang):
            response = _bounded(request) or _by_method(view, request, *args, **kwargs)
        response.headers.setdefault("Cache-Control", "no-store")
        response["Content-Language"] = lang
        patch_vary_headers(response, ("Accept-Language", "Authorization", "Cookie"))
        return response

    return answered


def language(request: HttpRequest) -> words.Lang:
    """Return the first language asked for that Pupitre speaks, the home's otherwise."""
    for code, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")[:500].lower()):
        if code[:2] in words.LANGUAGES:
            return words.language(code)
    return words.language(setting("language") or "en")


def _bounded(request: HttpRequest) -> HttpResponse | None:
    """Return a refusal of what no address reads."""
    if not bodies.can_be_kept(request.path_info):
        return refusals.answer(request, refusals.UnknownError())
    if not all(bodies.can_be_kept(part) for name, values in request.GET.lists() for part in (name, *values)):
        what = Text(N_("This text holds signs that cannot be written."))
        return refusals.answer(request, InputError(what, mend=Text(N_("Take the invisible signs out."))))
    is_files = request.content_type == "multipart/form-data"
    length = request.headers.get("Content-Length") or "0"
    if not length.isdecimal() or int(length) > (LARGEST if is_files else bodies.LONGEST):
        mend = Text(N_("Send it in parts; load large files by the command “pupitre import”."))
        return refusals.answer(request, InputError(Text(N_("This request is too large.")), mend=mend))
    return None


def _by_method(view: View, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
    """Answer HEAD as GET without its body, OPTIONS with the methods taken, another method with a refusal."""
    method = request.method
    if method == "HEAD":
        request.method = "GET"
    response = view(request, *args, **kwargs)
    if method == "HEAD":
        length = len(response.content)
        response.content = b""
        response["Content-Length"] = str(length)
    if response.status_code != 405:
        return response
    allowed = sorted({*filter(None, response["Allow"].split(", ")), "OPTIONS", *(["HEAD"] if "GET" in response["Allow"] else [])})
    if method == "OPTIONS":
        return HttpResponse(status=204, headers={"Allow": ", ".join(allowed)})
    refused = refusals.answer(request, MethodError(refusals.METHOD, mend=refusals.METHOD_MEND))
    refused["Allow"] = ", ".join(allowed)
    return refused


def absent(request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
    """Answer that an address leads nowhere."""
    return refusals.answer(request, refusals.UnknownError())
