"""Addresses with their filters, kept under a name."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import Resolver404, resolve, reverse
from django.views.decorators.http import require_GET, require_POST

from pupitre import words
from pupitre.desk.web.ours import ours
from pupitre.desk.web.search.places import Place, answering, in_language
from pupitre.kernel import N_, Text
from pupitre.records.models import SavedView
from pupitre.words import LANGUAGES

MOST = 60
"""Views that one account keeps."""
SALT = "pupitre.saved-view"


class KeepForm(forms.Form):
    """The name of a view and its address."""

    title = forms.CharField(max_length=80, label=Text(N_("Name of the view")), widget=forms.TextInput({"autofocus": True}))
    address = forms.CharField(max_length=1500, widget=forms.HiddenInput)


def own_page(request: HttpRequest, address: str) -> str:
    """Return the path and question of one of our own pages in the language of the request, empty for anything else."""
    path = address.partition("#")[0]
    if not path.startswith(tuple(f"/{lang}/" for lang in LANGUAGES)) or len(path) > 1500:
        return ""
    if not ours(request, path):
        return ""
    here = in_language(path, request.LANGUAGE_CODE)
    try:
        resolve(here.partition("?")[0])
    except Resolver404:
        return ""
    return here


def views_called(asked: str, request: HttpRequest) -> list[Place]:
    """Return the views of an account whose name answers to what was typed, all of them when nothing was."""
    kept = SavedView.objects.filter(account=request.viewer.account).order_by("title")
    return [
        Place(one.title, in_language(one.address, request.LANGUAGE_CODE), "bookmark", Text(N_("Saved view")))
        for one in kept
        if answering(asked, [one.title])
    ]


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """List the views kept, with the way to keep the page that one comes from."""
    return _shown(request, KeepForm(initial={"address": own_page(request, request.GET.get("from", ""))}))


def _shown(request: HttpRequest, form: KeepForm) -> HttpResponse:
    kept = [
        {"title": one.title, "link": in_language(one.address, request.LANGUAGE_CODE), "number": one.pk}
        for one in SavedView.objects.filter(account=request.viewer.account).order_by("title")
    ]
    is_partial = "HX-Request" in request.headers
    context = {
        "form": form,
        "views": kept,
        "heading": Text(N_("Saved views")),
        "page": form["address"].value(),
        "back": form["address"].value() or reverse("desk:home"),
    }
    status = 422 if form.errors and not is_partial else 200
    return render(request, "search/views.html" + ("#dialog" if is_partial else ""), context, status=status)


@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """Keep an address under a name; a name already used now opens the new address."""
    form = KeepForm(request.POST)
    page = own_page(request, request.POST.get("address", ""))
    if not page:
        raise Http404
    mine = SavedView.objects.filter(account=request.viewer.account)
    if form.is_valid() and not mine.filter(title=form.cleaned_data["title"]).exists() and mine.count() >= MOST:
        form.add_error("title", _said(request, Text(N_("You have kept many views already: remove one first."))))
    if not form.is_valid():
        return _shown(request, form)
    mine.update_or_create(account_id=request.viewer.account, title=form.cleaned_data["title"], defaults={"address": page})
    messages.success(request, _said(request, Text(N_("View kept: you find it with Ctrl K and in the list of views."))))
    return _back(request, page)


@require_POST
def remove(request: HttpRequest, number: int) -> HttpResponse:
    """Forget a view; the message brings it back."""
    view = get_object_or_404(SavedView, pk=number, account=request.viewer.account)
    token = signing.dumps([view.account_id, view.title, view.address], salt=SALT, compress=True)
    view.delete()
    messages.success(request, _said(request, Text(N_("View removed."))), extra_tags=reverse("search:restore", args=[token]))
    return _back(request, own_page(request, request.POST.get("back", "")) or reverse("search:views"))


@require_POST
def restore(request: HttpRequest, token: str) -> HttpResponse:
    """Bring back a view just removed."""
    try:
        account, title, address = signing.loads(token, salt=SALT, max_age=3600)
    except signing.BadSignature:
        raise Http404 from None
    if account != request.viewer.account:
        raise Http404
    SavedView.objects.get_or_create(account_id=account, title=title, defaults={"address": address})
    messages.success(request, _said(request, Text(N_("The view is back."))))
    return _back(request, reverse("search:views"))


def _back(request: HttpRequest, page: str) -> HttpResponse:
    if "HX-Request" not in request.headers:
        return redirect(page)
    return HttpResponse(status=204, headers={"HX-Redirect": page})


def _said(request: HttpRequest, text: Text) -> str:
    return words.render(text, words.language(request.LANGUAGE_CODE))
