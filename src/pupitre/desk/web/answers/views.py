"""One page for one link: it asks, then shows what was answered. Looking never spends a link: mail servers look before people do."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from pupitre import words
from pupitre.desk.changes.turn import writing
from pupitre.desk.mail import links, post
from pupitre.desk.settings import setting
from pupitre.desk.web.answers import about_action, about_finding, renewal
from pupitre.records.models import AnswerLink

View = Callable[..., HttpResponse]
HEADERS = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow"}


def private(view: View) -> View:
    """Let a view be opened by whoever holds its link, and by nobody who saw it elsewhere: nothing of it is kept or passed on.

    The link is the right to answer and no cookie is: another site has nothing to make a browser send in its holder's name. Django's check
    of forms would also refuse every browser, since a page that names itself to nobody posts with the origin `null`.
    """

    @csrf_exempt
    @wraps(view)
    def answered(request: HttpRequest, token: str) -> HttpResponse:
        response = view(request, token)
        for name, value in HEADERS.items():
            response[name] = value
        response._has_been_logged = True  # type: ignore[attr-defined]  # Django’s: a log must not hold an address that is a right
        return response

    answered.open_to_all = True  # type: ignore[attr-defined]  # a plain function carries the mark
    return answered


@private
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Ask, take the answer, or show the one given."""
    link = links.find(token)
    now = timezone.now()
    subject = _subject(link) if link is not None and links.is_alive(link, now) else None
    if link is None or subject is None:
        return _closed(request)
    request.LANGUAGE_CODE = subject.lang
    with translation.override(subject.lang):
        if link.spent_at is not None:
            context = {"subject": subject, "said": subject.said(), "link": link, "may_renew": post.is_set() and subject.is_open}
            return render(request, "answers/said.html", context)
        if not subject.is_open:
            return render(request, "answers/over.html", {"subject": subject})
        if request.method != "POST":
            return subject.page(request)
        refused: HttpResponse | None = None
        with writing():
            if links.spend(link, now):
                refused = subject.take(request, now)
                if refused is not None:  # nothing was written: the link stays good
                    AnswerLink.objects.filter(pk=link.pk).update(spent_at=None)
        return refused or redirect("answers:answer", token)


@private
@require_POST
def again(request: HttpRequest, token: str) -> HttpResponse:
    """Send a new link to the person whom this one was made for; said alike whatever the link."""
    link = links.find(token)
    if link is not None:
        renewal.write(link, timezone.now())
    lang = words.language(setting("language"))
    request.LANGUAGE_CODE = lang
    with translation.override(lang):
        return render(request, "answers/again.html", {"can_post": post.is_set()})


def _subject(link: AnswerLink) -> about_action.Subject | about_finding.Subject | None:
    return about_action.subject(link) if link.kind == "action" else about_finding.subject(link)


def _closed(request: HttpRequest) -> HttpResponse:
    """Answer an unknown, wrong or outdated link: nothing tells one from the others."""
    lang = words.language(setting("language"))
    request.LANGUAGE_CODE = lang
    with translation.override(lang):
        return render(request, "answers/closed.html", {"can_post": post.is_set()}, status=404)
