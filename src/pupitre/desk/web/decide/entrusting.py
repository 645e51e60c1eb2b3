"""Entrusting the actions that carry a decision out."""

from __future__ import annotations

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from pupitre.desk import actions, ledger
from pupitre.desk.ledger import Decision
from pupitre.desk.web import choices
from pupitre.desk.web.addresses import address
from pupitre.desk.web.dialogs import back_address
from pupitre.desk.web.forms import ENTRUST_DAYS, EntrustForm
from pupitre.desk.web.people import names


def start(decision: Decision, on: date, owner: str) -> dict[str, object]:
    """Return what the form opens with: the option taken, by whoever carries the decision, halfway to its date."""
    due = decision.due_on if decision.due_on and decision.due_on >= on else on + timedelta(days=ENTRUST_DAYS)
    return {"title": (decision.choice or decision.title)[:300], "owner": owner, "due_on": due}


def context(decision: Decision) -> dict[str, object]:
    """Return what the form shows of a decision: what was entrusted already, and where it is posted."""
    entrusted = actions.of_decision(decision.key)
    people = names("person", {one.owner for one in entrusted if one.owner})
    return {
        "decision": decision,
        "entrusted": [(one, people.get(one.owner or "", one.owner or "")) for one in entrusted],
        "action_link": address("decide:entrust", decision.key),
    }


def first_action(request: HttpRequest, key: str) -> HttpResponse:
    """Propose to entrust an action right after a decision was taken."""
    decision = ledger.get(key, on=timezone.localdate())
    where = address("decide:entrust", key)
    if decision is None:
        return redirect(reverse("decide:home"))
    if "HX-Request" not in request.headers:
        return redirect(f"{where}?{urlencode({'back': back_address(request), 'first': '1'})}")
    on, people = timezone.localdate(), choices.people(request.viewer)
    owner = names("person", {decision.owner} if decision.owner else set()).get(decision.owner or "", decision.owner or "")
    form = EntrustForm(on=on, people=people, initial=start(decision, on, owner))
    more = {"form": form, "people": people, "back": back_address(request), "is_first": True, "is_just_decided": True, **context(decision)}
    return render(request, "decide/entrust.html#dialog", more)
