"""Who may come in, for administrators: accounts, roles, invitations."""

from __future__ import annotations

from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pupitre import words
from pupitre.desk.rights import ROLES, needs
from pupitre.desk.settings import setting
from pupitre.desk.web.toast import done
from pupitre.kernel import N_, PupitreError, Text
from pupitre.records.models import MODELS, Account
from pupitre.web.accounts import invitations, journal, letters, roster
from pupitre.web.accounts.forms import InviteForm, RightsForm

both = require_http_methods(["GET", "POST"])
INVITED = N_("You are invited to Pupitre (%(company)s)")
INVITED_LETTER = N_(
    "%(by)s invites you to Pupitre, where the strategy and the work of %(company)s are followed.\n\n"
    "Choose your password at this address, within a week; it serves once:\n%(link)s"
)


@needs("administer")
@require_GET
def people(request: HttpRequest) -> HttpResponse:
    """List the accounts, the invitations that wait and what happened to them lately."""
    return _page(request)


def _page(request: HttpRequest, status: int = 200, **shown: object) -> HttpResponse:
    lines = roster.lines()
    context = {
        "open_lines": [line for line in lines if line.account.is_active],
        "closed_lines": [line for line in lines if not line.account.is_active],
        "without_code": sum(line.account.is_active and not line.has_code for line in lines),
        "invited": [(one, ROLES[one.role]) for one in invitations.waiting().order_by("-made_at")],
        "journal": journal.latest(),
        "form": InviteForm(**_choices(request), initial={"role": "member"}),
        "people": _people(),
        "can_post": letters.can_post(),
        **shown,
    }
    return render(request, "accounts/people.html", context, status=status)


def _people() -> dict[str, str]:
    return dict(MODELS["person"].objects.order_by("name", "key").values_list("key", "name"))


def _choices(request: HttpRequest) -> dict[str, object]:
    lang = words.language(request.LANGUAGE_CODE)
    roles = [(role, words.render(text, lang)) for role, text in ROLES.items()]
    return {"roles": roles, "units": roster.unit_names(), "people": _people()}


@needs("administer")
@require_POST
@never_cache
def invite(request: HttpRequest) -> HttpResponse:
    """Invite somebody: the link is shown this once, and sent when there is a mail server."""
    form = InviteForm(request.POST, **_choices(request))
    if not form.is_valid():
        return _page(request, 422, form=form)
    try:
        made, text = invitations.invite(by=request.viewer.name, **form.cleaned_data)
    except PupitreError as refusal:
        lang = words.language(request.LANGUAGE_CODE)
        form.add_error("email", f"{words.render(refusal.what, lang)} {words.render(refusal.mend, lang)}")
        return _page(request, 422, form=form)
    link = request.build_absolute_uri(reverse("account:join", args=[text]))
    if letters.can_post():
        lang = words.language(request.LANGUAGE_CODE)
        company = setting("name") or "Pupitre"
        letter = Text(INVITED_LETTER, by=request.viewer.name, company=company, link=link)
        letters.post(made.email, words.render(Text(INVITED, company=company), lang), words.render(letter, lang))
    return _page(request, made=made, link=link)


@needs("administer")
@require_POST
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Withdraw an invitation."""
    one = invitations.waiting().filter(pk=number).first()
    if one is None:
        raise Http404
    invitations.withdraw(one, by=request.viewer.name)
    done(request, Text(N_("Invitation withdrawn: its link opens nothing.")))
    return redirect("account:people")


@needs("administer")
@both
def person(request: HttpRequest, number: int) -> HttpResponse:
    """Show one account and change its role, its departments, its person."""
    account = _asked(number)
    people = _people()
    start = {"role": account.role, "units": account.units, "person": people.get(account.person, account.person)}
    form = RightsForm(request.POST or None, **_choices(request), initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            roster.change(account, by=request.viewer.name, **form.cleaned_data)
        except PupitreError as refusal:
            lang = words.language(request.LANGUAGE_CODE)
            form.add_error("role", f"{words.render(refusal.what, lang)} {words.render(refusal.mend, lang)}")
        else:
            done(request, Text(N_("The rights of %(name)s are changed."), name=account.name))
            return redirect("account:people")
    line = next(one for one in roster.lines() if one.account.pk == account.pk)
    context = {"line": line, "form": form, "people": people, "is_self": account.pk == request.user.pk}
    return render(request, "accounts/person.html", context, status=422 if request.method == "POST" else 200)


@needs("administer")
@require_POST
def close(request: HttpRequest, number: int) -> HttpResponse:
    """Close an account."""
    account = _asked(number)
    roster.close(account, by=request.viewer.name)
    if account.pk == request.user.pk:
        logout(request)
        return redirect("/")
    done(request, Text(N_("The account of %(name)s is closed."), name=account.name))
    return redirect("account:people")


@needs("administer")
@require_POST
def reopen(request: HttpRequest, number: int) -> HttpResponse:
    """Open a closed account again."""
    account = _asked(number)
    roster.reopen(account, by=request.viewer.name)
    done(request, Text(N_("The account of %(name)s is open again."), name=account.name))
    return redirect("account:people")


@needs("administer")
@require_POST
def drop_code(request: HttpRequest, number: int) -> HttpResponse:
    """Take the second factor off an account whose owner lost the telephone and the codes."""
    account = _asked(number)
    roster.drop_code(account, by=request.viewer.name)
    done(request, Text(N_("%(name)s signs in with the password alone until a new second factor is set up."), name=account.name))
    return redirect("account:people")


def _asked(number: int) -> Account:
    account: Account | None = Account.objects.filter(pk=number).first()
    if account is None:
        raise Http404
    return account
