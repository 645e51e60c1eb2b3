"""What the company is called, counts in and speaks, and the mail server that takes its letters."""

from __future__ import annotations

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from pupitre import words
from pupitre.desk.mail import outbox
from pupitre.desk.mail.address import valid
from pupitre.desk.mail.body import Part
from pupitre.desk.rights import needs
from pupitre.desk.settings import currency_of_home, remember, told
from pupitre.desk.web.toast import done
from pupitre.kernel import N_, Text
from pupitre.web.accounts import journal, letters
from pupitre.web.accounts.forms import CompanyForm, PostForm

SHOWN = tuple(name for name in letters.NAMES if name != "smtp_password")


@needs("administer")
@require_GET
def settings_page(request: HttpRequest) -> HttpResponse:
    """Show the settings of the company."""
    return _page(request)


def _page(request: HttpRequest, status: int = 200, **shown: object) -> HttpResponse:
    company = told("name", "language") | {"currency": currency_of_home()}
    context = {
        "company_form": CompanyForm(initial=company),
        "post": PostForm(initial=told(*SHOWN)),
        "can_post": letters.can_post(),
        "outbox": outbox.standing().sentences(),
        **shown,
    }
    return render(request, "accounts/settings.html", context, status=status)


@needs("administer")
@require_POST
def keep_company(request: HttpRequest) -> HttpResponse:
    """Keep the name, currency and language of the company."""
    form = CompanyForm(request.POST)
    if not form.is_valid():
        return _page(request, 422, company_form=form)
    _keep(request, form.cleaned_data, Text(N_("Settings of the company")))
    done(request, Text(N_("The settings of the company are kept.")))
    return redirect("account:settings")


@needs("administer")
@require_POST
@sensitive_post_parameters()
def keep_post(request: HttpRequest) -> HttpResponse:
    """Keep the mail server; an empty password keeps the one given, unless the server is another one."""
    form = PostForm(request.POST)
    if not form.is_valid():
        return _page(request, 422, post=form)
    said = {name: str(value) for name, value in form.cleaned_data.items()}
    is_same = said["smtp_host"] == told("smtp_host")["smtp_host"]
    if not said["smtp_password"] and is_same:
        del said["smtp_password"]  # sent to another server, the password kept would be given away
    _keep(request, said, Text(N_("Mail server")))
    done(request, Text(N_("The mail server is kept.")))
    return redirect("account:settings")


def _keep(request: HttpRequest, said: dict[str, str], why: Text) -> None:
    visible = {name: value for name, value in said.items() if name != "smtp_password"}
    with transaction.atomic():
        before = told(*visible)
        remember(**said)
        journal.note("setting", why.msgid, "updated", by=request.viewer.name, why=why, before=before, after=visible)


@needs("administer")
@require_POST
def try_post(request: HttpRequest) -> HttpResponse:
    """Put a letter to oneself in the outbox; this page then says what became of it."""
    lang = words.language(request.LANGUAGE_CODE)
    to = valid(request.user.email)
    if not letters.can_post() or not to:
        said = Text(N_("Give the mail server, and your own address on the page of your account, first."))
        return _page(request, 422, fault=said)
    title = words.render(Text(N_("Pupitre: test letter")), lang)
    text = words.render(Text(N_("The mail server of your Pupitre works: this letter came through it.")), lang)
    mark = f"test/{request.user.pk}/{timezone.now().isoformat()}"
    outbox.write(mark, kind="test", to=to, lang=lang, subject=title, title=title, parts=[Part("said", text)])
    done(
        request,
        Text(N_("The letter leaves for %(address)s within a minute; this page then says what became of it."), address=to),
    )
    return redirect("account:settings")
