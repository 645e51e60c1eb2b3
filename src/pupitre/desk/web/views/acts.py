"""Deciding, entrusting, setting aside, bringing back, undoing."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from pupitre import words
from pupitre.desk import changes, findings
from pupitre.desk import decide as acts
from pupitre.desk.findings import Kept
from pupitre.desk.rights import needs
from pupitre.desk.web.cards import best_option
from pupitre.desk.web.dossier import option_lines
from pupitre.desk.web.forms import ASIDE_DAYS, ENTRUST_DAYS, OTHER, DecideForm, EntrustForm, OnDayForm, SetAsideForm, decide_start
from pupitre.desk.web.people import choices, owners
from pupitre.desk.web.standing import today
from pupitre.desk.web.toast import done
from pupitre.kernel import N_, PupitreError, RefusedError, Text
from pupitre.records.models import Change

form_methods = require_http_methods(["GET", "POST"])


@needs("decide")
@form_methods
def decide(request: HttpRequest, fingerprint: str) -> HttpResponse:
    """Take a decision about a finding."""
    item, sentence = _asked(request, fingerprint)
    best = best_option(item.finding.options)
    owner = owners([item]).get(fingerprint)
    start = decide_start(sentence, best, owner.name if owner else "", timezone.localdate(), item.finding.due_on)
    form = DecideForm(request.POST or None, on=timezone.localdate(), initial=start, options=item.finding.options, kpis=choices("kpi"))

    def save() -> int:
        said = form.cleaned_data
        chosen = next((one for one in item.finding.options if one.code == said["option"]), None)
        effect = said["expected_likely"]
        return acts.decide(
            fingerprint,
            by=request.viewer.name,
            question=said["question"],
            choice=words.render(chosen.text, words.language(request.LANGUAGE_CODE)) if chosen else said["choice"],
            option=chosen.code if chosen else None,
            owner=said["owner"],
            due_on=said["due_on"],
            review_on=said["review_on"],
            kpi=said["kpi"] or None,
            expected=(None, float(effect) if effect is not None else None, None),
            comment=said["comment"],
        )

    more = {"options": option_lines(item.finding.options, best), "other": OTHER, "people": choices("person")}
    return _answered(request, item, form, "desk/decide.html", save, Text(N_("Decision recorded.")), more)


@needs("decide")
@form_methods
def entrust(request: HttpRequest, fingerprint: str) -> HttpResponse:
    """Entrust a finding to someone."""
    item, sentence = _asked(request, fingerprint)
    best = best_option(item.finding.options)
    owner = owners([item]).get(fingerprint)
    day = timezone.localdate()
    due_on = item.finding.due_on
    start = {
        "title": words.render(best.text, words.language(request.LANGUAGE_CODE)) if best else sentence,
        "owner": owner.name if owner else "",
        "due_on": due_on if due_on and due_on >= day else day + timedelta(days=ENTRUST_DAYS),
    }
    form = EntrustForm(request.POST or None, on=day, initial=start)

    def save() -> int:
        said = form.cleaned_data
        by = request.viewer.name
        return acts.entrust(fingerprint, by=by, title=said["title"], owner=said["owner"], due_on=said["due_on"], comment=said["comment"])

    return _answered(request, item, form, "desk/entrust.html", save, Text(N_("Action entrusted.")), {"people": choices("person")})


@needs("decide")
@form_methods
def set_aside(request: HttpRequest, fingerprint: str) -> HttpResponse:
    """Set a finding aside, with a reason and until a day."""
    item, _sentence = _asked(request, fingerprint)
    day = timezone.localdate()
    form = SetAsideForm(request.POST or None, on=day, initial={"until": day + timedelta(days=ASIDE_DAYS)})

    def save() -> int:
        said = form.cleaned_data
        return acts.set_aside(fingerprint, by=request.viewer.name, reason=said["reason"], until=said["until"])

    return _answered(request, item, form, "desk/set_aside.html", save, Text(N_("Finding set aside.")), {})


@needs("decide")
@require_POST
def reopen(request: HttpRequest, fingerprint: str) -> HttpResponse:
    """Bring a finding back to the desk."""
    _asked(request, fingerprint)
    change = acts.reopen(fingerprint, by=request.viewer.name)
    done(request, Text(N_("The finding is back on the desk.")), change)
    return redirect("desk:finding", fingerprint)


@needs("decide")
@require_POST
def undo(request: HttpRequest, change_id: int) -> HttpResponse:
    """Undo what was done by hand; an import is undone on its own page, where what it would take back is shown first."""
    change = Change.objects.filter(pk=change_id).exclude(kind="import").first()
    if change is None:
        raise Http404
    result = changes.undo(change_id, by=request.viewer.name)
    if result.left:
        text = Text.many(
            N_("Undone, except %(count)s row that changed since."),
            N_("Undone, except %(count)s rows that changed since."),
            count=len(result.left),
        )
    else:
        text = Text(N_("Undone."))
    done(request, text)
    return _back(request)


def _asked(request: HttpRequest, fingerprint: str) -> tuple[Kept, str]:
    item = findings.get(fingerprint, on=today())
    if item is None:
        raise Http404
    if item.state == "closed":
        raise RefusedError(Text(N_("The data have closed this finding.")), mend=Text(N_("Nothing is left to decide about it.")))
    return item, words.render(item.finding.text, words.language(request.LANGUAGE_CODE))


def _answered(
    request: HttpRequest, item: Kept, form: OnDayForm, template: str, save: Callable[[], int], said: Text, more: dict[str, object]
) -> HttpResponse:
    """Save a form that is right and go back; show it again with what is missing, or for the first time."""
    is_partial = "HX-Request" in request.headers
    if request.method == "POST" and form.is_valid():
        try:
            change = save()
        except PupitreError as refusal:
            lang = words.language(request.LANGUAGE_CODE)
            column = refusal.where.column
            form.add_error(
                column if column in form.fields else None, f"{words.render(refusal.what, lang)} {words.render(refusal.mend, lang)}"
            )
        else:
            done(request, said, change)
            return _back(request)
    context = {"item": item, "finding": item.finding, "form": form, "back": _back_address(request), **more}
    status = 422 if request.method == "POST" and not is_partial else 200  # browsers report a refused fetch as a fault of the page
    return render(request, template + ("#dialog" if is_partial else ""), context, status=status)


def _back(request: HttpRequest) -> HttpResponse:
    address = _back_address(request)
    if "HX-Request" not in request.headers:
        return redirect(address)
    response = HttpResponse(status=204)
    if _is_form(request.headers.get("HX-Current-URL", "")):
        response["HX-Redirect"] = address  # the form has the page to itself: its frame is not the one of the page gone to
        return response
    response["HX-Location"] = json.dumps({"path": address, "target": "#main", "select": "#main", "swap": "morph:outerHTML"})
    return response


def _back_address(request: HttpRequest) -> str:
    """Return the page that a form was opened from, when it is one of ours; else the desk."""
    asked = request.POST.get("back") or request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(asked, allowed_hosts={request.get_host()})
    return asked if asked and is_ours and not _is_form(asked) else reverse("desk:home")


def _is_form(address: str) -> bool:
    return any(part in address for part in ("/decide/", "/entrust/", "/set-aside/", "/undo/"))
