"""What a person says when signing in, inviting, or looking after an account."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import LoginForm
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import TOTP
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from pupitre.desk.rights import ROLES
from pupitre.desk.rights.viewer import SCOPED
from pupitre.records.models import Account

LANGUAGES = [("fr", "Français"), ("en", "English")]
SECURITIES = [
    ("starttls", _("STARTTLS (port 587)")),
    ("tls", _("TLS (port 465)")),
    ("none", _("None (a server of the same network)")),
]
DURATIONS = [("90", _("3 months")), ("365", _("1 year")), ("30", _("1 month"))]


def email_field(label: str = _("E-mail address")) -> forms.EmailField:
    """Return a field for an address."""
    return forms.EmailField(label=label, max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "username"}))


def password_field(label: str, *, is_new: bool = False) -> forms.CharField:
    """Return a field for a password; a new one says what it must be."""
    attrs = {"autocomplete": "new-password" if is_new else "current-password"}
    hint = _("Twelve characters or more; a short sentence does very well.") if is_new else ""
    return forms.CharField(label=label, strip=False, max_length=1000, help_text=hint, widget=forms.PasswordInput(attrs=attrs))


class AskForm(forms.Form):
    """Whose password is forgotten."""

    email = email_field()


class SignInForm(LoginForm):  # type: ignore[misc]  # allauth carries no types
    """An address and a password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # as Django's own
        super().__init__(*args, **kwargs)
        self.fields["login"] = email_field()
        self.fields["password"] = password_field(_("Password"))


def as_code(field: forms.Field) -> None:
    """Let phones show digits and propose the code."""
    field.label = _("Code")
    field.widget = forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True, "maxlength": 12})


class CodeForm(forms.Form):
    """The code of the second factor, or a recovery code."""

    code = forms.CharField(max_length=12)

    def __init__(self, *args: Any, request: HttpRequest, account: Account, **kwargs: Any) -> None:  # as Django's own
        super().__init__(*args, **kwargs)
        self.request = request
        self.account = account
        as_code(self.fields["code"])

    def clean_code(self) -> str:
        """Refuse a wrong code, and every code after too many."""
        said = str(self.cleaned_data["code"]).replace(" ", "")
        adapter = get_adapter()
        used = adapter.consume_code_try(self.request, self.account)
        kept = {one.type: one for one in Authenticator.objects.filter(user=self.account)}
        totp, spare = kept.get(Authenticator.Type.TOTP), kept.get(Authenticator.Type.RECOVERY_CODES)
        if not ((totp and TOTP(totp).validate_code(said)) or (spare and RecoveryCodes(spare).validate_code(said))):
            raise adapter.validation_error("incorrect_code")
        used.rollback()  # only wrong tries count; earlier ones stay counted
        return said


class AccountForm(forms.Form):
    """A form about one account."""

    def __init__(self, *args: Any, account: Account, **kwargs: Any) -> None:  # as Django's own
        super().__init__(*args, **kwargs)
        self.account = account


class NewPasswordForm(AccountForm):
    """A password chosen for the first time, or again."""

    password = password_field(_("New password"), is_new=True)

    def clean_password(self) -> str:
        """Refuse one that is short, common, or the name of its owner."""
        said = str(self.cleaned_data["password"])
        validate_password(said, self.account)
        return said


class OwnPasswordForm(AccountForm):
    """The password of whoever is signed in, asked again before what a stolen session must not do."""

    current = password_field(_("Your current password"))

    def __init__(self, *args: Any, account: Account, **kwargs: Any) -> None:  # as Django's own
        super().__init__(*args, account=account, **kwargs)
        if not account.has_usable_password():
            del self.fields["current"]

    def clean_current(self) -> str:
        """Refuse another password."""
        said = str(self.cleaned_data["current"])
        if not self.account.check_password(said):
            raise forms.ValidationError(_("This is not your current password."))
        return said


class ChangePasswordForm(OwnPasswordForm, NewPasswordForm):
    """Another password in place of one's own."""

    field_order = ("current", "password")


class MeForm(AccountForm):
    """How one is called and reached."""

    name = forms.CharField(label=_("Name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = email_field()
    language = forms.ChoiceField(label=_("Language of letters"), choices=LANGUAGES)

    def clean_email(self) -> str:
        """Refuse the address of another account."""
        said = str(self.cleaned_data["email"]).strip().lower()
        if Account.objects.filter(email=said).exclude(pk=self.account.pk).exists():
            raise forms.ValidationError(_("Another account has this address."))
        return said


class SetCodeForm(ActivateTOTPForm):  # type: ignore[misc]  # as above
    """The first code that the telephone shows."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # as Django's own
        super().__init__(*args, **kwargs)
        as_code(self.fields["code"])
        self.fields["code"].label = _("Code shown by the telephone")


class TokenForm(forms.Form):
    """A key for a program."""

    name = forms.CharField(label=_("What it is for"), max_length=80)
    days = forms.ChoiceField(label=_("Serves for"), choices=DURATIONS)
    may_write = forms.BooleanField(label=_("It may also write"), required=False)


class RightsForm(forms.Form):
    """The role of somebody, the departments it covers, who they are in the company."""

    role = forms.ChoiceField(label=_("Role"))
    units = forms.MultipleChoiceField(
        label=_("Departments"),
        required=False,
        help_text=_("For a head of department or a team member: what they see and write."),
        widget=forms.SelectMultiple(attrs={"size": 5}),
    )
    person = forms.CharField(
        label=_("Person of the company"),
        required=False,
        max_length=120,
        help_text=_("Their name in your files: their own projects and actions are then theirs."),
        widget=forms.TextInput(attrs={"list": "people", "autocomplete": "off"}),
    )

    def __init__(
        self, *args: Any, roles: list[tuple[str, str]], units: Mapping[str, str], people: Mapping[str, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = roles
        self.fields["units"].choices = list(units.items())
        self.people = people

    def clean_person(self) -> str:
        """Return the key of the person named."""
        said = str(self.cleaned_data["person"]).strip()
        found = [key for key, name in self.people.items() if said.casefold() in (key.casefold(), name.casefold())]
        if said and not found:
            raise forms.ValidationError(_("Nobody in your files is called so."))
        return found[0] if found else ""

    def clean(self) -> dict[str, Any]:  # as Django's own
        """Ask for a department where the role covers some; forget them where it covers everything."""
        said = super().clean() or {}
        if said.get("role") in SCOPED and not said.get("units") and "units" not in self.errors:
            self.add_error("units", _("Choose the departments that this role covers."))
        if said.get("role") in ROLES and said["role"] not in SCOPED:
            said["units"] = []
        return said


class InviteForm(RightsForm):
    """Who is invited, and as what."""

    email = email_field()
    name = forms.CharField(label=_("Name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    field_order = ("email", "name", "role", "units", "person")


class CompanyForm(forms.Form):
    """What the pages say of the company."""

    name = forms.CharField(label=_("Name of the company"), max_length=120)
    currency = forms.CharField(label=_("Currency"), max_length=3, min_length=3, help_text=_("Three letters, such as EUR."))
    language = forms.ChoiceField(label=_("Language of the company"), choices=LANGUAGES)

    def clean_currency(self) -> str:
        """Return the three letters in capitals."""
        return str(self.cleaned_data["currency"]).upper()


class PostForm(forms.Form):
    """The mail server of the company."""

    smtp_host = forms.CharField(label=_("Mail server (SMTP)"), required=False, max_length=250, help_text=_("Empty: no letter leaves."))
    smtp_port = forms.IntegerField(label=_("Port"), min_value=1, max_value=65535)
    smtp_security = forms.ChoiceField(label=_("Protection of the connection"), choices=SECURITIES)
    smtp_user = forms.CharField(label=_("User"), required=False, max_length=250, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    smtp_password = forms.CharField(
        label=_("Password of the mail server"),
        required=False,
        strip=False,
        max_length=250,
        help_text=_("Leave it empty to keep the one given."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    smtp_from = forms.EmailField(label=_("Letters come from"), required=False)

    def clean(self) -> dict[str, Any]:  # as Django's own
        """Ask where letters come from once there is a server."""
        said = super().clean() or {}
        if said.get("smtp_host") and not said.get("smtp_from"):
            self.add_error("smtp_from", _("Say the address that letters come from."))
        return said
