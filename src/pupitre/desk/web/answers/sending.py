"""The link of an action, for whoever entrusts it: copied by hand, or sent to an address given there."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import unquote

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from pupitre.desk import actions
from pupitre.desk.actions import Action
from pupitre.desk.changes import edit
from pupitre.desk.changes.log import append
from pupitre.desk.changes.turn import writing
from pupitre.desk.changes.values import Touched
from pupitre.desk.mail import links, post, tell_entrusted
from pupitre.desk.mail.address import reader
from pupitre.desk.rights import needs, reach
from pupitre.desk.web.addresses import address
from pupitre.desk.web.toast import done
from pupitre.kernel import N_, Text

app_name = "letters"


class AddressForm(forms.Form):
    """Where a person is written to."""

    email = forms.EmailField(label=_("E-mail address"), max_length=254)


@dataclass(frozen=True, slots=True)
class Reached:
    """How the owner of an action is reached.

    Args:
        email: Where they are written to. can_post: Whether a mail server is set. may_send: Whether the viewer may give their address.
    """

    email: str
    can_post: bool
    may_send: bool


def reached(request: HttpRequest, action: Action) -> Reached | None:
    """Return how the owner of an action is reached; nothing for who does not decide over it."""
    if action.is_done or not action.owner or not request.viewer.can("decide"):
        return None
    seen = reach(request.viewer)
    who = reader(action.owner) if seen.holds("action", action.key) else None
    return who and Reached(who.email, post.is_set(), seen.holds("person", action.owner))


@needs("decide")
@require_POST
@never_cache
def copy(request: HttpRequest, key: str) -> HttpResponse:
    """Show a new link of an action, to be given to its owner by other means; the log keeps who asked for it."""
    action = _asked(request, key)
    who = reader(action.owner or "")
    if who is None:
        raise Http404
    with writing():
        mark = links.make("action", action.key, person=who.person)
        why = Text(N_("Link to answer about “%(title)s” copied for %(name)s"), title=action.title, name=who.name)
        touched = Touched("answer_link", (action.key,), "created", None, {"person": who.person})
        append([touched], by=request.viewer.name, kind="access", why=why)
    link = links.addressed(mark, request.build_absolute_uri("/"))
    return render(request, "answers/copy.html", {"link": link, "action": action, "name": who.name, "back": address("decide:action", key)})


@needs("decide")
@require_POST
def send(request: HttpRequest, key: str) -> HttpResponse:
    """Keep the address of the owner of an action and write to them."""
    action, form = _asked(request, key), AddressForm(request.POST)
    back = redirect(address("decide:action", action.key))
    if not action.owner or not reach(request.viewer).holds("person", action.owner):
        raise Http404
    if not form.is_valid():
        done(request, Text(N_("This is not an e-mail address.")))
        return back
    with writing():
        why = Text(N_("E-mail address of %(name)s"), name=action.owner)
        change = edit({"person": [{"key": action.owner, "email": form.cleaned_data["email"]}]}, by=request.viewer.name, why=why).change_id
        is_sent = tell_entrusted(action.key, by=request.viewer.name)
    done(request, Text(N_("The letter is on its way.")) if is_sent else Text(N_("The address is kept.")), change)
    return back


def _asked(request: HttpRequest, key: str) -> Action:
    """Return an action that the viewer may have reported on; one out of reach answers like one that does not exist."""
    action = actions.get(unquote(key))
    if action is None or action.is_done or not reach(request.viewer).holds("action", action.key):
        raise Http404
    return action


urlpatterns = [path("actions/<str:key>/link/", copy, name="copy"), path("actions/<str:key>/send/", send, name="send")]
