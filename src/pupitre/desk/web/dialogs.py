"""Forms that open in a dialog over the page they were asked from, and as pages of their own without script."""

from __future__ import annotations

import json
from collections.abc import Callable
from urllib.parse import urlsplit

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve, reverse

from pupitre import words
from pupitre.desk.entry.versions import ConflictError
from pupitre.desk.web import drafts
from pupitre.desk.web.conflicts import both_values
from pupitre.desk.web.ours import ours
from pupitre.desk.web.toast import done
from pupitre.kernel import PupitreError, Text

FORMS = frozenset(
    {
        *("desk:decide", "desk:entrust", "desk:set_aside", "desk:undo", "desk:reopen", "desk:hear"),
        *("decide:new", "decide:entrust", "decide:report", "decide:drop", "decide:complete", "decide:reopen"),
    }
)
"""Pages that only hold a form: nobody is sent back to one of them."""
Save = Callable[[], int]
Then = Callable[[], HttpResponse]


def draft(request: HttpRequest) -> dict[str, str]:
    """Return what was written in this form before the session expired; it is said on the form."""
    if request.method == "POST":
        return {}
    said = drafts.kept(request)
    request.is_drafted = bool(said)
    return said


def answered(
    request: HttpRequest,
    form: forms.Form,
    template: str,
    save: Save,
    said: Text,
    more: dict[str, object],
    *,
    then: Then | None = None,
) -> HttpResponse:
    """Save a form that is right and go on; show it again with what is missing, or for the first time.

    Args:
        request: The request.
        form: The form, bound when it was posted.
        template: The page, with a partial named `dialog`.
        save: Writes what the form says and returns the number of the change.
        said: What the toast says.
        more: The rest of the context.
        then: What comes after; the page that the form was opened from when absent.
    """
    is_partial = "HX-Request" in request.headers
    if request.method == "POST" and form.is_valid():
        try:
            change = save()
        except PupitreError as refusal:
            refuse(request, form, refusal)
        else:
            done(request, said, change)
            return then() if then else back(request)
    context = {"form": form, "back": back_address(request), "is_drafted": getattr(request, "is_drafted", False), **more}
    status = 422 if request.method == "POST" and not is_partial else 200  # browsers report a refused fetch as a fault of the page
    return render(request, template + ("#dialog" if is_partial else ""), context, status=status)


def refuse(request: HttpRequest, form: forms.Form, refusal: PupitreError) -> None:
    """Say a refusal on the form, beside the field it is about; where two people wrote the same thing, both values."""
    lang = words.language(request.LANGUAGE_CODE)
    column = refusal.where.column
    form.add_error(column if column in form.fields else None, f"{words.render(refusal.what, lang)} {words.render(refusal.mend, lang)}")
    if isinstance(refusal, ConflictError):
        for sentence in both_values(refusal, lang):
            form.add_error(None, sentence)


def back(request: HttpRequest) -> HttpResponse:
    """Go back to the page that a form was opened from."""
    address = back_address(request)
    if "HX-Request" not in request.headers:
        return redirect(address)
    response = HttpResponse(status=204)
    if is_form(request.headers.get("HX-Current-URL", "")):
        response["HX-Redirect"] = address  # the form has the page to itself: its frame is not the one of the page gone to
        return response
    response["HX-Location"] = json.dumps({"path": address, "target": "#main", "select": "#main", "swap": "morph:outerHTML"})
    return response


def back_address(request: HttpRequest) -> str:
    """Return the page that a form was opened from, when it is one of ours; else the desk."""
    said = (
        request.POST.get("back") or request.GET.get("back") or request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    )
    asked = ours(request, said)
    return asked if asked and not is_form(asked) else reverse("desk:home")


def is_form(address: str) -> bool:
    """Tell whether a page only holds a form."""
    try:
        return resolve(urlsplit(address).path).view_name in FORMS
    except Resolver404:
        return False
