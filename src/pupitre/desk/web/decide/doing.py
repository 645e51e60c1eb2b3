"""What one person must do, and saying how it goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import unquote

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from pupitre import words
from pupitre.desk import actions, findings, ledger
from pupitre.desk.actions import Action
from pupitre.desk.entry.versions import version_of
from pupitre.desk.rights import Viewer, needs, reach
from pupitre.desk.sheets import Column, Sheet, answer, is_asked
from pupitre.desk.web.addresses import address
from pupitre.desk.web.answers.sending import reached
from pupitre.desk.web.decide.forms import ReportForm
from pupitre.desk.web.decide.wording import SAID, SAID_TONES, action_state
from pupitre.desk.web.dialogs import answered, draft
from pupitre.desk.web.drafts import drafted
from pupitre.desk.web.people import names
from pupitre.kernel import N_, Text
from pupitre.records.models import MODELS

DONE_SHOWN = timedelta(days=30)
"""What was done in the last month is shown again; the rest is in the workbook."""
MANY = 25
"""Actions shown in one group; the workbook has all of them."""


@dataclass(frozen=True, slots=True)
class Line:
    """One action, written for the reader."""

    row: Action
    link: str
    report_link: str
    owner: str
    decision: str
    decision_link: str
    tone: str
    state: Text
    may_report: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Actions of one kind, those due first first."""

    name: str
    title: Text
    lines: tuple[Line, ...]
    total: int
    rest: int


@require_GET
def actions_list(request: HttpRequest) -> HttpResponse:
    """Show the actions of the viewer, or everybody's for those who may see others'."""
    on, viewer = timezone.localdate(), request.viewer
    person = actions.person_of(viewer)
    is_all = request.GET.get("who") == "all"
    seen = reach(viewer)
    rows = [one for one in actions.every() if (seen.sees("action", one.key) if is_all else bool(person) and one.owner == person)]
    if is_asked(request):
        return answer(request, workbook(rows, on=on))
    shown = groups(request, rows, on=on, person=person)
    account = "" if person or is_all else _own_account(viewer)
    context = {
        "groups": shown,
        "is_all": is_all,
        "answer": headline(rows, on=on, is_all=is_all, is_known=bool(person), may_say=bool(account)),
        "account": account,
        "support": support(rows, on=on),
        "others_link": f"{reverse('decide:actions')}?who=all",
        "mine_link": reverse("decide:actions"),
        "is_known": bool(person),
    }
    return render(request, "decide/actions.html", context)


@require_GET
def action(request: HttpRequest, key: str) -> HttpResponse:
    """Show one action, what it carries out and what was said of it."""
    one, on = _asked(request, key), timezone.localdate()
    said = actions.reports(one.key)
    people = names("person", {name for name in (one.owner, *(report.by for report in said)) if name})
    (line,) = _lines([one], people, on=on, reports={one.key: actions.may_report(request.viewer, one)})
    decision = ledger.get(one.decision, on=on) if one.decision and reach(request.viewer).sees("decision", one.decision) else None
    context = {
        "line": line,
        "decision": decision,
        "unit": names("unit", {one.unit} if one.unit else set()).get(one.unit or "", one.unit or ""),
        "said": [(report, people.get(report.by or "", ""), SAID[report.state], SAID_TONES[report.state]) for report in said],
        "finding_link": reverse("desk:finding", args=[one.finding]) if one.finding and _finding_seen(request, one.finding) else "",
        "edit_link": address("objects:edit", "action", one.key) if request.viewer.can("edit") else "",
        "reached": reached(request, one),
    }
    return render(request, "decide/action.html", context)


@drafted
@needs("answer")
@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, key: str) -> HttpResponse:
    """Say how an action goes: done, late, blocked or going on, with one sentence."""
    one, on = _asked(request, key), timezone.localdate()
    if not actions.may_report(request.viewer, one):
        raise Http404
    state = request.GET.get("state", "")
    late = max(one.due_on or on, on) + timedelta(days=7)
    start = {"state": state if state in actions.STATES else "", "due_on": late, "waits_for": one.blocked_by or ""}
    start |= {"seen": version_of("action", (one.key,))}
    form = ReportForm(request.POST or None, on=on, initial=start | draft(request), lang=words.language(request.LANGUAGE_CODE))

    def save() -> int:
        said = form.cleaned_data
        return actions.report(
            one.key,
            by=request.viewer.name,
            person=actions.person_of(request.viewer),
            state=said["state"],
            sentence=said["sentence"],
            waits_for=said["waits_for"],
            due_on=said["due_on"] if said["state"] == "late" else None,
            seen=said["seen"],
        )

    more = {"about": one.title, "link": address("decide:report", one.key), "row": one}
    return answered(request, form, "decide/report.html", save, Text(N_("Noted.")), more)


def _own_account(viewer: Viewer) -> str:
    """Return the page where somebody who keeps the accounts says which person they are; empty for others."""
    return address("account:person", str(viewer.account)) if viewer.account and viewer.can("administer") else ""


def headline(rows: Sequence[Action], *, on: date, is_all: bool, is_known: bool, may_say: bool = False) -> Text:
    """Return the answer: what is late, what comes this week; `may_say` when the reader can say themselves who they are."""
    late, soon = sum(one.is_late(on) for one in rows), sum(one.is_soon(on) for one in rows)
    if not is_known and not is_all and may_say:
        return Text(N_("No person of the company is named as you are."))
    if not is_known and not is_all:
        return Text(N_("No person of the company is named as you are: ask an administrator to say who you are."))
    many = Text.many(N_("%(count)s action is late"), N_("%(count)s actions are late"), count=late)
    text = many if late else Text(N_("Nothing is late"))
    week = Text.many(N_("%(count)s is due this week"), N_("%(count)s are due this week"), count=soon)
    return Text(N_("%(late)s; %(week)s."), late=text, week=week) if soon else Text(N_("%(late)s; nothing is due this week."), late=text)


def support(rows: Sequence[Action], *, on: date) -> Text | None:
    """Return what the answer leaves out: what is blocked, what comes later."""
    blocked = sum(one.is_blocked for one in rows)
    left = sum(not one.is_done for one in rows)
    if not left:
        return None
    text = Text.many(N_("%(count)s action is open"), N_("%(count)s actions are open"), count=left)
    if not blocked:
        return Text(N_("%(open)s, none is blocked."), open=text)
    wait = Text.many(N_("%(count)s waits for something"), N_("%(count)s wait for something"), count=blocked)
    return Text(N_("%(open)s, %(wait)s."), open=text, wait=wait)


def groups(request: HttpRequest, rows: Sequence[Action], *, on: date, person: str) -> tuple[Group, ...]:
    """Return actions grouped by when they wait for somebody: late, this week, later, done."""
    viewer, holds = request.viewer, reach(request.viewer)
    may_all, can = viewer.can("decide"), viewer.can("answer")
    sorts = {
        "late": (Text(N_("Late")), [one for one in rows if one.is_late(on)]),
        "week": (Text(N_("This week")), [one for one in rows if one.is_soon(on)]),
        "later": (Text(N_("Later")), [one for one in rows if not one.is_done and not one.is_late(on) and not one.is_soon(on)]),
        "done": (Text(N_("Done in the last 30 days")), _just_done(rows, on)),
    }
    people = names("person", {one.owner for _, some in sorts.values() for one in some[:MANY] if one.owner})
    made = []
    for name, (title, some) in sorts.items():
        shown = some[:MANY]
        may = {one.key: can and (one.owner == person or (may_all and holds.holds("action", one.key))) for one in shown}
        if shown:
            made.append(Group(name, title, _lines(shown, people, on=on, reports=may), len(some), len(some) - len(shown)))
    return tuple(made)


def _just_done(rows: Sequence[Action], on: date) -> list[Action]:
    done = [one for one in rows if one.is_done and one.done_on and on - DONE_SHOWN <= one.done_on]
    return sorted(done, key=lambda one: (one.done_on or date.min, one.key), reverse=True)


def _lines(rows: Sequence[Action], people: dict[str, str], *, on: date, reports: dict[str, bool]) -> tuple[Line, ...]:
    wanted = {one.decision for one in rows if one.decision}
    titles = dict(MODELS["decision"].objects.filter(key__in=wanted).values_list("key", "title")) if wanted else {}
    made = []
    for one in rows:
        tone, state = action_state(one, on)
        made.append(
            Line(
                row=one,
                link=address("decide:action", one.key),
                report_link=address("decide:report", one.key),
                owner=people.get(one.owner or "", one.owner or ""),
                decision=titles.get(one.decision or "", ""),
                decision_link=address("decide:decision", one.decision) if one.decision in titles else "",
                tone=tone,
                state=state,
                may_report=reports.get(one.key, False),
            )
        )
    return tuple(made)


def workbook(rows: Sequence[Action], *, on: date) -> Sheet:
    """Return actions as a workbook, in the words that our own import reads back."""
    fields = ("code", "title", "owner", "department", "decision", "decided", "due", "done", "done_on", "blocked_since", "blocked_by")
    people = names("person", {one.owner for one in rows if one.owner})
    units = names("unit", {one.unit for one in rows if one.unit})
    cells = [
        (
            *(one.key, one.title, people.get(one.owner or "", one.owner), units.get(one.unit or "", one.unit), one.decision),
            *(one.decided_on, one.due_on, one.is_done, one.done_on, one.blocked_on, one.blocked_by),
        )
        for one in rows
    ]
    return Sheet(Text(N_("Actions")), tuple(Column.of("actions", name) for name in fields), cells)


def _asked(request: HttpRequest, key: str) -> Action:
    """Return an action in reach; one that is not answers like one that does not exist."""
    one = actions.get(unquote(key))
    if one is None or not (reach(request.viewer).sees("action", one.key) or (one.owner and one.owner == actions.person_of(request.viewer))):
        raise Http404
    return one


def _finding_seen(request: HttpRequest, fingerprint: str) -> bool:
    item = findings.get(fingerprint, on=timezone.localdate())
    return item is not None and reach(request.viewer).finding(item.finding)
