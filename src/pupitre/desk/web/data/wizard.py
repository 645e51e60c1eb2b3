"""The way in for files: drop, recognise, repair in place, confirm."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pupitre import words
from pupitre.desk.imports import Plan
from pupitre.desk.imports.templates import template as workbook
from pupitre.desk.rights import needs
from pupitre.desk.web.data import drops, recognise, repair, work
from pupitre.desk.web.data.confirm import outcome
from pupitre.desk.web.data.labels import KINDS, STAGES
from pupitre.desk.web.data.views import whole_page
from pupitre.desk.web.toast import done
from pupitre.kernel import N_, Text
from pupitre.tables import exchange

STEPS = (
    ("drop", Text(N_("Drop"))),
    ("recognise", Text(N_("Recognise"))),
    ("repair", Text(N_("Repair"))),
    ("confirm", Text(N_("Confirm"))),
)
GOALS = frozenset(["recognise", "onward", "repair", "confirm"])
"""Pages that the page of progress may lead to."""
form_methods = require_http_methods(["GET", "POST"])
Step = Callable[[HttpRequest, drops.Drop, Plan], HttpResponse]


@needs("import")
@form_methods
def drop(request: HttpRequest) -> HttpResponse:
    """Step one: take the files, under their own names."""
    files = request.FILES.getlist("files")
    if request.method == "POST" and files and sum(file.size or 0 for file in files) <= drops.MAX_BYTES:
        return redirect("data:recognise", drops.start(files).token)
    fault = None
    if request.method == "POST":
        fault = (
            Text(N_("These files are too large for a page: load them with the command line."))
            if files
            else Text(N_("Choose at least one file."))
        )
    context = {
        "fault": fault,
        "unfinished": [(one, [file.name for file in one.files]) for one in drops.unfinished()],
        "templates": list(KINDS.items()),
        **_steps("drop"),
    }
    return render(request, "data/drop.html", context, status=422 if fault else 200)


def planned(step: Step) -> Callable[[HttpRequest, str], HttpResponse]:
    """Give a step the plan of its drop; while there is none, show how far it is."""

    @wraps(step)
    def view(request: HttpRequest, token: str) -> HttpResponse:
        one = drops.find(token)
        plan = one.plan()
        if plan is not None and one.state.get("stage") not in ("writing", "loaded"):
            return step(request, one, plan)
        if plan is None and one.state.get("stage") not in ("refused", "failed"):
            work.prepare(one, lang=words.language(request.LANGUAGE_CODE))
        return redirect(f"{reverse('data:wait', args=[token])}?to={request.resolver_match.url_name}")

    return view


@needs("import")
@require_GET
def wait(request: HttpRequest, token: str) -> HttpResponse:
    """Show how far the work on a drop is; once it is done, go on."""
    one = drops.find(token)
    state = one.state
    stage = str(state.get("stage", ""))
    if stage == "loaded":
        change = state.get("change")
        rows = int(str(state.get("rows") or 0))
        text = Text.many(N_("%(count)s row loaded."), N_("%(count)s rows loaded."), count=rows)
        done(request, text, int(str(change)) if change else None, undo="data:undo_import")
        one.forget()
        return whole_page(request, "desk:home")
    to = request.GET.get("to", "")
    to = to if to in GOALS else "recognise"
    is_stopped = stage in ("refused", "failed")
    if (one.plan() is not None and stage == "planned") or (not is_stopped and work.is_idle(one)):
        if stage == "writing":  # the server was stopped meanwhile: all was written or nothing, and writing it again changes nothing
            one.note(stage="planned")
        return whole_page(request, f"data:{to}", token)
    context = {"drop": one, "state": state, "stage": STAGES.get(stage), "is_stopped": is_stopped, "to": to, **_steps("recognise")}
    part = "#far" if request.headers.get("HX-Request") else ""
    return render(request, f"data/wait.html{part}", context)


@needs("import")
@form_methods
@planned
def recognised(request: HttpRequest, one: drops.Drop, plan: Plan) -> HttpResponse:
    """Step two: what the files were taken for; when all of it is sure, they can be loaded from here."""
    lang = words.language(request.LANGUAGE_CODE)
    seen = recognise.tables(plan, lang)
    is_sure = recognise.is_sure(plan, seen)
    if request.method == "POST":
        given, has_new_kind = recognise.answers(plan, request.POST)
        if given.files:
            one.answer(given)
            one.note(stage="")
        elif is_sure and "load" in request.POST:
            return _load(request, one)
        return redirect("data:recognise" if has_new_kind else "data:onward", one.token)
    context = {"drop": one, "plan": plan, "tables": seen, "unread": recognise.unread(plan), "kinds": recognise.kinds()}
    context |= {"is_sure": is_sure, "outcome": outcome(plan), **_steps("recognise")}
    return render(request, "data/recognise.html", context)


@needs("import")
@require_GET
@planned
def onward(request: HttpRequest, one: drops.Drop, plan: Plan) -> HttpResponse:
    """Go on from step two or three: to the repairs while they have something new to say, else to the last step."""
    return redirect("data:repair" if repair.is_needed(plan, one.seen) else "data:confirm", one.token)


@needs("import")
@form_methods
@planned
def repaired(request: HttpRequest, one: drops.Drop, plan: Plan) -> HttpResponse:
    """Step three: settle the doubts, put cells right where they stand."""
    if request.method == "POST":
        given = repair.answers(plan, request.POST)
        if not given.files and not given.everywhere:
            return redirect("data:confirm", one.token)
        one.answer(given)
        one.note(stage="")
        return redirect("data:onward", one.token)
    one.see(repair.marks(plan))
    context = {"drop": one, "plan": plan, "doubts": repair.doubts(plan), "faults": repair.faults(plan), **_steps("repair")}
    return render(request, "data/repair.html", context)


@needs("import")
@form_methods
@planned
def confirmed(request: HttpRequest, one: drops.Drop, plan: Plan) -> HttpResponse:
    """Step four: what will change, then load it."""
    if request.method == "POST":
        return _load(request, one)
    return render(request, "data/confirm.html", {"drop": one, "outcome": outcome(plan), **_steps("confirm")})


def _load(request: HttpRequest, one: drops.Drop) -> HttpResponse:
    one.note(stage="writing")
    work.load(one, by=request.viewer.name, lang=words.language(request.LANGUAGE_CODE))
    return redirect(f"{reverse('data:wait', args=[one.token])}?to=confirm")


@needs("import")
@require_POST
def forget(request: HttpRequest, token: str) -> HttpResponse:
    """Remove a drop that will not be loaded."""
    drops.find(token).forget()
    if request.POST.get("then") == "import":
        return redirect("data:import")
    done(request, Text(N_("The files were removed; nothing was loaded.")))
    return redirect("data:home")


@needs("import")
@require_GET
def template(request: HttpRequest, kind: str) -> HttpResponse:
    """Answer with the workbook to fill in for a kind of file, in the language of the page."""
    if kind not in exchange.KINDS:
        raise Http404
    made = workbook(kind, words.language(request.LANGUAGE_CODE))
    kind_of_file = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return HttpResponse(made, content_type=kind_of_file, headers={"Content-Disposition": f'attachment; filename="pupitre-{kind}.xlsx"'})


def _steps(now: str) -> dict[str, Any]:  # a template context holds values of every kind
    names = [name for name, _ in STEPS]
    at = names.index(now)
    steps = [{"title": title, "is_now": i == at, "is_done": i < at, "number": i + 1} for i, (_, title) in enumerate(STEPS)]
    return {"steps": steps}
