"""One's own account: name, password, second factor, open sessions, keys for programs."""

from __future__ import annotations

from datetime import timedelta

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, clear_totp_secret
from django.contrib.auth import update_session_auth_hash
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pupitre import words
from pupitre.desk.mail import monday
from pupitre.desk.rights import ROLES
from pupitre.desk.rights import tokens as keys
from pupitre.desk.web.toast import done
from pupitre.kernel import N_, Text
from pupitre.records.models import ApiToken
from pupitre.web.accounts import journal, roster
from pupitre.web.accounts.forms import ChangePasswordForm, MeForm, OwnPasswordForm, SetCodeForm, TokenForm
from pupitre.web.accounts.sessions import end_others

both = require_http_methods(["GET", "POST"])
secret = sensitive_post_parameters()


@require_GET
@never_cache
def home(request: HttpRequest) -> HttpResponse:
    """Show one's account."""
    return page(request)


def page(request: HttpRequest, status: int = 200, **shown: object) -> HttpResponse:
    """Return the page of one's account, with a form that was refused in place of an empty one."""
    account = request.user
    now = timezone.now()
    names = roster.unit_names() if account.units else {}
    context = {
        "account": account,
        "role": ROLES[account.role],
        "units": [names.get(key, key) for key in account.units],
        "me": MeForm(account=account, initial=_said(request)),
        "password": ChangePasswordForm(account=account, auto_id="id_pw_%s"),
        "token": TokenForm(auto_id="id_token_%s"),
        "has_password": account.has_usable_password(),
        "has_code": Authenticator.objects.filter(user=account, type=Authenticator.Type.TOTP).exists(),
        "sessions": account.sessions.filter(expire_date__gt=now).order_by("-seen_at"),
        "this_session": request.session.session_key,
        "tokens": account.tokens.filter(revoked_at=None).order_by("-made_at"),
        "now": now,
        "may_write": request.viewer.can("answer"),
        "may_monday": account.role in monday.ROLES,
        "wants_monday": monday.is_wanted(account),
        **shown,
    }
    return render(request, "accounts/home.html", context, status=status)


def _said(request: HttpRequest) -> dict[str, str]:
    account = request.user
    email = "" if account.email.endswith("@localhost") else account.email
    return {"name": account.name, "email": email, "language": account.language or words.language(request.LANGUAGE_CODE)}


@require_POST
def me(request: HttpRequest) -> HttpResponse:
    """Keep one's name, address and language."""
    form = MeForm(request.POST, account=request.user)
    if not form.is_valid():
        return page(request, 422, me=form)
    account = request.user
    journal.changed(account, by=account.name, why=Text(N_("%(name)s: name, address or language"), name=account.name), **form.cleaned_data)
    done(request, Text(N_("Your account is up to date.")))
    return redirect("account:home")


@require_POST
def letters(request: HttpRequest) -> HttpResponse:
    """Keep whether the page of Monday is wanted."""
    account = request.user
    if account.role not in monday.ROLES:
        raise Http404
    why = Text(N_("%(name)s: letters wanted"), name=account.name)
    journal.changed(account, by=account.name, why=why, monday_letter=request.POST.get("monday") == "on")
    done(request, Text(N_("Your account is up to date.")))
    return redirect("account:home")


@require_POST
@secret
def password(request: HttpRequest) -> HttpResponse:
    """Change one's password; the sessions open elsewhere end."""
    account = request.user
    form = ChangePasswordForm(request.POST, account=account, auto_id="id_pw_%s")
    if not form.is_valid():
        return page(request, 422, password=form)
    account.set_password(form.cleaned_data["password"])
    with transaction.atomic():
        account.save(update_fields=["password"])
        journal.happened(account, Text(N_("%(name)s chose another password"), name=account.name))
    update_session_auth_hash(request, account)
    end_others(request, account)
    done(request, Text(N_("Your password is changed; sessions open elsewhere have ended.")))
    return redirect("account:home")


@require_POST
def end_sessions(request: HttpRequest) -> HttpResponse:
    """End one's sessions on other browsers."""
    count = end_others(request, request.user)
    done(request, Text.many(N_("%(count)s session ended."), N_("%(count)s sessions ended."), count=count))
    return redirect("account:home")


@both
@never_cache
@secret
def code(request: HttpRequest) -> HttpResponse:
    """Set the second factor up with a telephone: a square to photograph, the first code to type."""
    account = request.user
    if not account.has_usable_password() or Authenticator.objects.filter(user=account, type=Authenticator.Type.TOTP).exists():
        return redirect("account:home")
    form = SetCodeForm(request.POST or None, user=account)
    own = OwnPasswordForm(request.POST or None, account=account)
    if request.method == "POST" and own.is_valid() and form.is_valid():
        with transaction.atomic():
            TOTP.activate(account, form.secret)
            RecoveryCodes.activate(account)
            journal.happened(account, Text(N_("%(name)s set a second factor up"), name=account.name))
        clear_totp_secret(request)
        end_others(request, account)
        return _recovery(request)
    adapter = get_adapter()
    context = {"form": form, "own": own, "square": adapter.build_totp_svg(adapter.build_totp_url(account, form.secret)), "key": form.secret}
    return render(request, "accounts/code.html", context, status=422 if request.method == "POST" else 200)


def _recovery(request: HttpRequest) -> HttpResponse:
    """Show the recovery codes that still serve, this once."""
    kept = Authenticator.objects.get(user=request.user, type=Authenticator.Type.RECOVERY_CODES)
    return render(request, "accounts/recovery.html", {"codes": RecoveryCodes(kept).get_unused_codes()})


@both
@never_cache
@secret
def recovery(request: HttpRequest) -> HttpResponse:
    """Make other recovery codes; the earlier ones serve no more."""
    account = request.user
    if not Authenticator.objects.filter(user=account, type=Authenticator.Type.TOTP).exists():
        return redirect("account:home")
    own = OwnPasswordForm(request.POST or None, account=account)
    if request.method == "POST" and own.is_valid():
        with transaction.atomic():
            Authenticator.objects.filter(user=account, type=Authenticator.Type.RECOVERY_CODES).delete()
            RecoveryCodes.activate(account)
            journal.happened(account, Text(N_("%(name)s made other recovery codes"), name=account.name))
        return _recovery(request)
    return render(request, "accounts/confirm.html", {"own": own, "is_removal": False}, status=422 if request.method == "POST" else 200)


@both
@never_cache
@secret
def no_code(request: HttpRequest) -> HttpResponse:
    """Take the second factor off one's account."""
    account = request.user
    if not Authenticator.objects.filter(user=account, type=Authenticator.Type.TOTP).exists():
        return redirect("account:home")
    own = OwnPasswordForm(request.POST or None, account=account)
    if request.method == "POST" and own.is_valid():
        with transaction.atomic():
            Authenticator.objects.filter(user=account).delete()
            journal.happened(account, Text(N_("%(name)s removed their second factor"), name=account.name))
        done(request, Text(N_("The second factor is removed.")))
        return redirect("account:home")
    return render(request, "accounts/confirm.html", {"own": own, "is_removal": True}, status=422 if request.method == "POST" else 200)


@require_POST
@never_cache
def make_token(request: HttpRequest) -> HttpResponse:
    """Make a key for a program and show it this once."""
    account = request.user
    form = TokenForm(request.POST, auto_id="id_token_%s")
    if not form.is_valid():
        return page(request, 422, token=form)
    said = form.cleaned_data
    may_write = bool(said["may_write"]) and request.viewer.can("answer")
    with transaction.atomic():
        expires_at = timezone.now() + timedelta(days=int(said["days"]))
        row, text = keys.make(account, said["name"], may_write=may_write, expires_at=expires_at)
        why = Text(N_("%(name)s made a key for programs: %(title)s"), name=account.name, title=row.name)
        values = {"account": str(account.pk), "may_write": may_write, "expires_at": expires_at.isoformat()}
        journal.note("token", row.pk, "created", by=account.name, why=why, before=None, after=values)
    return page(request, made=text)


@require_POST
def revoke_token(request: HttpRequest, number: int) -> HttpResponse:
    """Withdraw one of one's keys."""
    account = request.user
    row = ApiToken.objects.filter(pk=number, account=account, revoked_at=None).first()
    if row is None:
        raise Http404
    with transaction.atomic():
        row.revoked_at = timezone.now()
        row.save(update_fields=["revoked_at"])
        why = Text(N_("%(name)s withdrew a key for programs: %(title)s"), name=account.name, title=row.name)
        journal.note("token", row.pk, "updated", by=account.name, why=why, before=None, after=None)
    done(request, Text(N_("The key serves no more.")))
    return redirect("account:home")
