"""What the person in charge says of an action."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pupitre import words
from pupitre.desk.web.forms import OnDayForm, day_field
from pupitre.kernel import N_, Text

LABELS = {
    "done": Text(N_("Done")),
    "late": Text(N_("Late: here is the new date")),
    "blocked": Text(N_("Blocked: something is missing")),
    "going": Text(N_("Going on, on time")),
}


class ReportForm(OnDayForm):
    """How an action goes: one choice, one sentence, and what the choice asks for."""

    state = forms.ChoiceField(label=_("Where does it stand?"), widget=forms.RadioSelect)
    due_on = day_field(_("It will be done on"), required=False)
    waits_for = forms.CharField(label=_("What does it wait for?"), max_length=300, required=False)
    sentence = forms.CharField(label=_("In one sentence"), max_length=300, required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, lang: words.Lang, **kwargs: Any) -> None:  # as Django's own
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [(name, words.render(text, lang)) for name, text in LABELS.items()]

    def clean(self) -> dict[str, Any]:  # as Django's own
        """Ask for the new date of a late action, and for what a blocked one waits for."""
        data = super().clean() or {}
        if data.get("state") == "late":
            if not data.get("due_on"):
                self.add_error("due_on", _("Say when it will be done."))
            elif data["due_on"] < self.on:
                self.add_error("due_on", _("This date is past; choose today or later."))
        if data.get("state") == "blocked" and not (data.get("waits_for") or data.get("sentence")):
            self.add_error("waits_for", _("Say what it waits for."))
        return data
