"""Deciding, entrusting, setting aside, bringing back, undoing."""

from __future__ import annotations

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from pupitre import words
from pupitre.desk import background, changes, findings, hearing
from pupitre.desk import decide as acts
from pupitre.desk.decisions import Terms
from pupitre.desk.findings import Kept
from pupitre.desk.rights import needs, reach
from pupitre.desk.web import choices
from pupitre.desk.web.cards import best_option
from pupitre.desk.web.decide.asking import question
from pupitre.desk.web.decide.entrusting import first_action
from pupitre.desk.web.dialogs import answered, back, draft
from pupitre.desk.web.dossier import option_lines
from pupitre.desk.web.drafts import drafted
from pupitre.desk.web.forms import ASIDE_DAYS, ENTRUST_DAYS, OTHER, DecideForm, EntrustForm, SetAsideForm, decide_start
from pupitre.desk.web.people import owners
from pupitre.desk.web.pictures import kpis_of
from pupitre.desk.web.standing import today
from pupitre.desk.web.toast import done
from pupitre.kernel import N_, RefusedError, Text
from pupitre.records.models import Change

form_methods = require_http_methods(["GET", "POST"])
FEWEST = 2
"""A choice is made between two options at least, doing nothing being one."""


@drafted
@needs("decide")
@form_methods
def decide(request: HttpRequest, fingerprint: str) -> HttpResponse:
    """Take a decision about a finding; an action to entrust is then proposed at once."""
    item, _sentence = _asked(request, fingerprint)
    day, lang, people = timezone.localdate(), words.language(request.LANGUAGE_CODE), choices.people(request.viewer)
    best = best_option(item.finding.options)
    owner = owners([item]).get(fingerprint)
    start = decide_start(words.render(question(item), lang), best, owner.name if owner else "", day, item.finding.due_on) | {
        "kpi": next(iter(kpis_of(item.finding)), "")
    }
    kpis, options = choices.kpis(request.viewer, lang), item.finding.options
    form = DecideForm(request.POST or None, on=day, people=people, initial=start | draft(request), options=options, kpis=kpis)

    def save() -> int:
        said = form.cleaned_data
        chosen = next((one for one in options if one.code == said["option"]), None)
        terms = Terms(
            question=said["question"],
            choice=words.render(chosen.text, lang) if chosen else said["choice"],
            owner=said["owner"],
            due_on=said["due_on"],
            review_on=said["review_on"],
            kpi=said["kpi"] or None,
            expected=form.expected,
            starts_on=said["starts_on"],
            others=said["others"],
            comment=said["comment"],
        )
        return acts.decide(fingerprint, by=request.viewer.name, terms=terms, option=chosen.code if chosen else None)

    more = {"options": option_lines(options, best), "other": OTHER, "people": people, "is_single": len(options) < FEWEST}
    return answered(
        request,
        form,
        "desk/decide.html",
        save,
        Text(N_("Decision recorded.")),
        {"item": item, "finding": item.finding, **more},
        then=lambda: first_action(request, _decision(fingerprint)),
    )


def _decision(fingerprint: str) -> str:
    item = findings.get(fingerprint, on=timezone.localdate())
    return (item.decision if item else None) or ""


@drafted
@needs("decide")
@form_methods
def entrust(request: HttpRequest, fingerprint: str) -> HttpResponse:
    """Entrust a finding to someone."""
    item, sentence = _asked(request, fingerprint)
    best = best_option(item.finding.options)
    owner = owners([item]).get(fingerprint)
    day, people = timezone.localdate(), choices.people(request.viewer)
    due_on = item.finding.due_on
    start = {
        "title": words.render(best.text, words.language(request.LANGUAGE_CODE)) if best else sentence,
        "owner": owner.name if owner else "",
        "due_on": due_on if due_on and due_on >= day else day + timedelta(days=ENTRUST_DAYS),
    }
    form = EntrustForm(request.POST or None, on=day, people=people, initial=start | draft(request))

    def save() -> int:
        said = form.cleaned_data
        by = request.viewer.name
        return acts.entrust(fingerprint, by=by, title=said["title"], owner=said["owner"], due_on=said["due_on"], comment=said["comment"])

    more = {"item": item, "finding": item.finding, "people": people}
    return answered(request, form, "desk/entrust.html", save, Text(N_("Action entrusted.")), more)


@drafted
@needs("decide")
@form_methods
def set_aside(request: HttpRequest, fingerprint: str) -> HttpResponse:
    """Set a finding aside, with a reason and until a day."""
    item, _sentence = _asked(request, fingerprint)
    day, lang = timezone.localdate(), words.language(request.LANGUAGE_CODE)
    labels = [words.render(text, lang) for text in acts.REFUSALS.values()]
    start = {"until": day + timedelta(days=ASIDE_DAYS)}
    form = SetAsideForm(request.POST or None, on=day, labels=labels, initial=start | draft(request))

    def save() -> int:
        said = form.cleaned_data
        return acts.set_aside(fingerprint, by=request.viewer.name, reason=said["reason"], refusal=said["refusal"], until=said["until"])

    more = {"item": item, "finding": item.finding, "record": hearing.records(on=day).get(item.finding.rule)}
    return answered(request, form, "desk/set_aside.html", save, Text(N_("Finding set aside.")), more)


@needs("decide")
@require_POST
def hear(request: HttpRequest, rule: str) -> HttpResponse:
    """Bring a rule that went quiet back among the others."""
    change = hearing.hear(rule, by=request.viewer.name)
    done(request, Text(N_("This rule is heard again.")), change)
    return back(request)


@needs("decide")
@require_POST
def reopen(request: HttpRequest, fingerprint: str) -> HttpResponse:
    """Bring a finding back to the desk."""
    _asked(request, fingerprint)
    change = acts.reopen(fingerprint, by=request.viewer.name)
    done(request, Text(N_("The finding is back on the desk.")), change)
    return redirect("desk:finding", fingerprint)


@needs("answer")
@require_POST
def undo(request: HttpRequest, change_id: int) -> HttpResponse:
    """Undo what was done by hand, by oneself for those who see their departments only.

    An import is undone on its own page, where what it would take back is shown first.
    """
    change = Change.objects.select_related("undoes").filter(pk=change_id).exclude(kind__in=("import", "access")).first()
    if change is None or (request.viewer.is_scoped and change.by != request.viewer.name):
        raise Http404
    result = changes.undo(change_id, by=request.viewer.name)
    if change.undoes is not None and change.undoes.kind == "import":  # the rows of a file are back
        background.examine_soon()
    if result.left:
        text = Text.many(
            N_("Undone, except %(count)s row that changed since."),
            N_("Undone, except %(count)s rows that changed since."),
            count=len(result.left),
        )
    else:
        text = Text(N_("Undone."))
    done(request, text)
    return back(request)


def _asked(request: HttpRequest, fingerprint: str) -> tuple[Kept, str]:
    item = findings.get(fingerprint, on=today())
    if item is None or not reach(request.viewer).finding(item.finding):
        raise Http404
    if item.state == "closed":
        raise RefusedError(Text(N_("The data have closed this finding.")), mend=Text(N_("Nothing is left to decide about it.")))
    return item, words.render(item.finding.text, words.language(request.LANGUAGE_CODE))
