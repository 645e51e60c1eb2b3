"""The ledger, the sheet of a decision, and what is done to it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from urllib.parse import unquote

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pupitre import words
from pupitre.desk import actions, decisions, ledger
from pupitre.desk.decisions import Terms
from pupitre.desk.ledger import Decision
from pupitre.desk.rights import needs, reach
from pupitre.desk.sheets import answer, is_asked
from pupitre.desk.web import choices
from pupitre.desk.web.addresses import address
from pupitre.desk.web.decide.book import book, workbook
from pupitre.desk.web.decide.entrusting import context, first_action, start
from pupitre.desk.web.decide.folder import folder
from pupitre.desk.web.decide.origin import asked, begun, origin
from pupitre.desk.web.dialogs import answered, back, draft
from pupitre.desk.web.drafts import drafted
from pupitre.desk.web.forms import DECIDE_DAYS, EntrustForm, NewDecisionForm
from pupitre.desk.web.people import names
from pupitre.desk.web.toast import done
from pupitre.kernel import N_, Text

form_methods = require_http_methods(["GET", "POST"])


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Show the ledger of decisions."""
    shown = book(request)
    if is_asked(request):
        return answer(request, workbook(shown))
    return render(request, "decide/home.html", {"book": shown})


@require_GET
def decision(request: HttpRequest, key: str) -> HttpResponse:
    """Show one decision: what was known, what it should change, how it goes."""
    return render(request, "decide/decision.html", {"folder": folder(request, _asked(request, key))})


@require_GET
def printed(request: HttpRequest, key: str) -> HttpResponse:
    """Show one decision on one sheet of paper."""
    return render(request, "decide/print.html", {"folder": folder(request, _asked(request, key)), "on": timezone.localdate()})


@drafted
@needs("decide")
@form_methods
def new(request: HttpRequest) -> HttpResponse:
    """Take a decision that no finding asked for, from the ledger, an objective or a KPI."""
    day, lang, people = timezone.localdate(), words.language(request.LANGUAGE_CODE), choices.people(request.viewer)
    about = origin(request)
    begin = {"due_on": day + timedelta(days=DECIDE_DAYS), "question": words.render(about.question, lang), "kpi": about.kpi}
    form = NewDecisionForm(
        request.POST or None,
        on=day,
        people=people,
        kpis=choices.kpis(request.viewer, lang),
        units=choices.units(request.viewer),
        initial=begin | begun(request) | draft(request),
    )
    taken: list[str] = []

    def save() -> int:
        said = form.cleaned_data
        terms = Terms(
            question=said["question"],
            choice=said["choice"],
            owner=said["owner"],
            unit=said["unit"] or None,
            due_on=said["due_on"],
            review_on=said["review_on"],
            kpi=said["kpi"] or None,
            expected=form.expected,
            starts_on=said["starts_on"],
            applies_to=tuple(said["applies_to"]),
            others=said["others"],
            comment=said["comment"],
        )
        change, key = decisions.take(terms, by=request.viewer.name)
        taken.append(key)
        return change

    more = {"people": people, "about": about.words, "asked": asked(request)}
    then = lambda: first_action(request, taken[0])  # noqa: E731  # read once saved
    return answered(request, form, "decide/new.html", save, Text(N_("Decision recorded.")), more, then=then)


@drafted
@needs("decide")
@form_methods
def entrust(request: HttpRequest, key: str) -> HttpResponse:
    """Entrust an action that carries a decision out."""
    known = _held(request, key)
    day, people = timezone.localdate(), choices.people(request.viewer)
    owner = names("person", {known.owner} if known.owner else set()).get(known.owner or "", known.owner or "")
    form = EntrustForm(request.POST or None, on=day, people=people, initial=start(known, day, owner) | draft(request))
    is_first = "first" in request.GET or "first" in request.POST

    def save() -> int:
        said = form.cleaned_data
        change, _key = actions.make(
            by=request.viewer.name,
            title=said["title"],
            owner=said["owner"],
            due_on=said["due_on"],
            comment=said["comment"],
            decision=known.key,
            finding=known.finding,
        )
        return change

    more = {"people": people, "is_first": is_first, **context(known)}
    then: Callable[[], HttpResponse] = lambda: first_action(request, known.key)  # noqa: E731
    return answered(
        request,
        form,
        "decide/entrust.html",
        save,
        Text(N_("Action entrusted.")),
        more,
        then=then if "again" in request.POST else None,
    )


@needs("decide")
@require_POST
def complete(request: HttpRequest, key: str) -> HttpResponse:
    """Say that a decision is carried out."""
    known = _held(request, key)
    change = decisions.complete(known.key, by=request.viewer.name, seen=_seen(request))
    done(request, Text(N_("Decision carried out.")), change)
    return redirect(address("decide:decision", known.key))


@needs("decide")
@require_POST
def drop(request: HttpRequest, key: str) -> HttpResponse:
    """Give a decision up, with its reason."""
    known = _held(request, key)
    change = decisions.drop(known.key, by=request.viewer.name, reason=request.POST.get("reason", ""), seen=_seen(request))
    done(request, Text(N_("Decision given up.")), change)
    return redirect(address("decide:decision", known.key))


@needs("decide")
@require_POST
def reopen(request: HttpRequest, key: str) -> HttpResponse:
    """Open a decision again."""
    known = _held(request, key)
    change = decisions.reopen(known.key, by=request.viewer.name, seen=_seen(request))
    done(request, Text(N_("Decision opened again.")), change)
    return back(request)


def _asked(request: HttpRequest, key: str) -> Decision:
    """Return a decision in reach; one that is not answers like one that does not exist."""
    wanted = unquote(key)
    known = ledger.get(wanted, on=timezone.localdate())
    if known is None or not reach(request.viewer).sees("decision", wanted):
        raise Http404
    return known


def _held(request: HttpRequest, key: str) -> Decision:
    """Return a decision that the viewer may write."""
    known = _asked(request, key)
    if not reach(request.viewer).holds("decision", known.key):
        raise Http404
    return known


def _seen(request: HttpRequest) -> int | None:
    said = request.POST.get("seen", "")
    return int(said) if said.isdigit() else None
