"""Ways in: a password, a second factor, a letter for a forgotten password, an invitation."""

from __future__ import annotations

from allauth.account.internal.decorators import login_stage_required
from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from allauth.core.internal import ratelimit
from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from pupitre import words
from pupitre.desk.rights import ROLES
from pupitre.desk.web.ours import ours
from pupitre.kernel import N_, Text
from pupitre.records.models import Account
from pupitre.web.accounts import invitations, journal, letters
from pupitre.web.accounts.forms import AskForm, CodeForm, NewPasswordForm, SignInForm
from pupitre.web.accounts.stages import CodeStage
from pupitre.web.middleware import entrance, open_to_all

both = require_http_methods(["GET", "POST"])
secret = sensitive_post_parameters()


@open_to_all
@both
@never_cache
@secret
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign somebody in by their password; where a second factor is set up, it is asked for next."""
    onward = ours(request, request.POST.get("next") or request.GET.get("next") or "") or "/"
    if request.user.is_authenticated:
        return redirect(onward)
    form = SignInForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        answer: HttpResponse = form.login(request, redirect_url=onward)
        return answer
    return entrance(request, form=form, onward=onward, status=401 if request.method == "POST" else 200)


@open_to_all
@both
@secret
@login_stage_required(stage=CodeStage.key, redirect_urlname="account_login")
def second_factor(request: HttpRequest) -> HttpResponse:
    """Ask whoever gave the right password for the code that their telephone shows, or for a recovery code."""
    stage = request._login_stage
    form = CodeForm(request.POST or None, request=request, account=stage.login.user)
    if request.method == "POST" and form.is_valid():
        answer: HttpResponse = stage.exit()
        return answer
    return render(request, "accounts/second_factor.html", {"form": form}, status=401 if request.method == "POST" else 200)


@open_to_all
@both
@never_cache
def forgotten(request: HttpRequest) -> HttpResponse:
    """Send a link for another password; the answer and the work are the same whether the address is known or not."""
    form = AskForm(request.POST or None)
    is_sent = request.method == "POST" and form.is_valid()
    if is_sent:
        email = str(form.cleaned_data["email"]).strip().lower()
        if ratelimit.consume(request, app="allauth.account", action="reset_password", key=email):
            account = Account.objects.filter(email=email, is_active=True).first()
            link = request.build_absolute_uri(reset_address(account or Account(pk=0, email=email)))
            if account is not None and letters.can_post():
                lang = words.language(account.language or request.LANGUAGE_CODE)
                letters.post(account.email, words.render(FORGOTTEN, lang), words.render(Text(FORGOTTEN_LETTER, link=link), lang))
    context = {"form": form, "is_sent": is_sent, "can_post": letters.can_post()}
    return render(request, "accounts/forgotten.html", context)


FORGOTTEN = Text(N_("Another password for Pupitre"))
FORGOTTEN_LETTER = N_(
    "Somebody, you perhaps, asked for another password to sign in to Pupitre.\n\n"
    "To choose one, open this address within the hour:\n%(link)s\n\n"
    "If it was not you, do nothing: your password stays as it is."
)


def reset_address(account: Account) -> str:
    """Return the address at which an account chooses another password."""
    mark = urlsafe_base64_encode(str(account.pk).encode())
    return reverse("account:reset", args=[mark, default_token_generator.make_token(account)])


@open_to_all
@both
@never_cache
@secret
def reset(request: HttpRequest, mark: str, token: str) -> HttpResponse:
    """Choose another password with the link of a letter; signing in, with its second factor, comes after."""
    account = _account_of(mark)
    if account is None or not default_token_generator.check_token(account, token):
        return render(request, "accounts/spent.html", status=404)
    form = NewPasswordForm(request.POST or None, account=account)
    if request.method == "POST" and form.is_valid():
        account.set_password(form.cleaned_data["password"])
        account.save(update_fields=["password"])
        account.sessions.all().delete()
        journal.happened(account, Text(N_("%(name)s chose another password with a letter"), name=account.name))
        return redirect("account_login")
    return render(request, "accounts/reset.html", {"form": form, "email": account.email})


def _account_of(mark: str) -> Account | None:
    try:
        number = int(urlsafe_base64_decode(mark))
    except (ValueError, UnicodeDecodeError):
        return None
    found: Account | None = Account.objects.filter(pk=number, is_active=True).first()
    return found


@open_to_all
@both
@never_cache
@secret
def join(request: HttpRequest, text: str) -> HttpResponse:
    """Choose a password for the account that an invitation opens, and come in."""
    invitation = invitations.of(text)
    if invitation is None:
        return render(request, "accounts/spent.html", {"was_invitation": True}, status=404)
    form = NewPasswordForm(request.POST or None, account=Account(email=invitation.email, name=invitation.name))
    if request.method == "POST" and form.is_valid():
        account = invitations.accept(text, form.cleaned_data["password"])
        if account is None:
            return render(request, "accounts/spent.html", {"was_invitation": True}, status=404)
        request.session.flush()  # whoever was signed in on this browser is not who comes in
        account.backend = settings.AUTHENTICATION_BACKENDS[0]
        answer: HttpResponse = perform_login(request, Login(user=account, email=account.email))
        return answer
    context = {"form": form, "invitation": invitation, "role": ROLES[invitation.role]}
    return render(request, "accounts/join.html", context)
