"""What an executive answers to a page of Monday: decide, entrust, or later with a reason."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from pupitre.desk.web.forms import ASIDE_DAYS, OnDayForm, day_field, person_field
from pupitre.kernel import Option

ENTRUST: Final = "entrust"
LATER: Final = "later"
DECIDE: Final = "option:"


class FindingForm(OnDayForm):
    """One choice, and what the choice asks for."""

    act = forms.ChoiceField(label=_("What do you decide?"), widget=forms.RadioSelect)
    owner = person_field(_("By whom"))
    due_on = day_field(_("To be done by"))
    title = forms.CharField(label=_("What to do"), max_length=300, required=False)
    reason = forms.CharField(label=_("Why later?"), max_length=300, required=False)
    until = day_field(_("Show it again on"), required=False)

    def __init__(self, *args: Any, options: tuple[Option, ...], **kwargs: Any) -> None:  # as Django's own
        super().__init__(*args, **kwargs)
        codes = [f"{DECIDE}{one.code}" for one in options]
        self.fields["act"].choices = [(name, name) for name in (*codes, ENTRUST, LATER)]
        is_later = self.is_bound and self.data.get("act") == LATER
        for name in ("owner", "due_on"):
            self.fields[name].required = not is_later
            self.fields[name].widget.attrs.pop("list", None)  # no list of names for whoever is not signed in

    def clean_owner(self) -> str:
        """Refuse nobody when nobody is asked for."""
        return super().clean_owner() if self.cleaned_data.get("owner") else ""

    def clean(self) -> dict[str, Any]:  # as Django's own
        """Ask for a day to come, for a reason, for what is to be done."""
        data = super().clean() or {}
        act = data.get("act")
        if act == LATER:
            if not data.get("reason"):
                self.add_error("reason", _("Say in a few words why."))
            data["until"] = data.get("until") or self.on + timedelta(days=ASIDE_DAYS)
            if data["until"] <= self.on:
                self.add_error("until", _("Choose a later day: it would come back today."))
        elif data.get("due_on") and data["due_on"] < self.on:
            self.add_error("due_on", _("This date is past; choose today or later."))
        if act == ENTRUST and not data.get("title"):
            self.add_error("title", _("Say what is to be done."))
        return data
