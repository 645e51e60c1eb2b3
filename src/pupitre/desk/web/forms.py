"""What a person says when deciding, entrusting or setting aside."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pupitre.kernel import Option

OTHER = "other"
ENTRUST_DAYS = 14
DECIDE_DAYS = 7
REVIEW_DAYS = 84
"""Twelve weeks after the decision: three monthly readings to judge it by."""
ASIDE_DAYS = 30


def day_field(label: str, **more: Any) -> forms.DateField:  # keyword arguments of a Django field are of every type
    """Return a date field that browsers show with their own calendar."""
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **more)


class OnDayForm(forms.Form):
    """A form that knows the day it is filled in."""

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:  # as Django's own
        super().__init__(*args, **kwargs)
        self.on = on

    def not_past(self, name: str) -> date | None:
        """Return a date of the form, refusing one that is gone."""
        value = self.cleaned_data.get(name)
        if isinstance(value, date) and value < self.on:
            raise forms.ValidationError(_("This date is past; choose today or later."))
        return value


class DecideForm(OnDayForm):
    """A decision: the question, the option taken, who carries it, what should change and when that is looked at."""

    question = forms.CharField(label=_("Question decided"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    option = forms.ChoiceField(label=_("Option taken"), widget=forms.RadioSelect)
    choice = forms.CharField(label=_("If another option, which one"), max_length=300, required=False)
    owner = forms.CharField(label=_("Owner"), max_length=120, widget=forms.TextInput(attrs={"list": "people", "autocomplete": "off"}))
    due_on = day_field(_("To be done by"))
    kpi = forms.ChoiceField(label=_("KPI expected to move"), required=False)
    expected_likely = forms.DecimalField(
        label=_("Expected effect on the KPI"), required=False, help_text=_("In the unit of the KPI: −2, +0.5…")
    )
    review_on = day_field(_("Effect reviewed on"))
    comment = forms.CharField(label=_("Comment"), required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, options: Sequence[Option], kpis: Sequence[tuple[str, str]], **kwargs: Any) -> None:  # as Django's own
        super().__init__(*args, **kwargs)
        self.fields["option"].choices = [(option.code, option.code) for option in options] + [(OTHER, OTHER)]
        self.fields["kpi"].choices = [("", _("no KPI")), *kpis]

    def clean_due_on(self) -> date | None:
        """Refuse a past date."""
        return self.not_past("due_on")

    def clean(self) -> dict[str, Any]:  # as Django's own
        """Ask for the words of another option, for the KPI of an effect, for a review after the due date."""
        data = super().clean() or {}
        if data.get("option") == OTHER and not data.get("choice"):
            self.add_error("choice", _("Say in a few words what is decided."))
        if data.get("expected_likely") is not None and not data.get("kpi"):
            self.add_error("kpi", _("Choose the KPI that should move, or leave the effect empty."))
        due, review = data.get("due_on"), data.get("review_on")
        if due and review and review < due:
            self.add_error("review_on", _("An effect is reviewed after the work is done: choose a later date."))
        return data


class EntrustForm(OnDayForm):
    """An action: what, who, by when."""

    title = forms.CharField(label=_("What to do"), max_length=300)
    owner = forms.CharField(
        label=_("Entrusted to"), max_length=120, widget=forms.TextInput(attrs={"list": "people", "autocomplete": "off"})
    )
    due_on = day_field(_("To be done by"))
    comment = forms.CharField(label=_("Comment"), required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def clean_due_on(self) -> date | None:
        """Refuse a past date."""
        return self.not_past("due_on")


class SetAsideForm(OnDayForm):
    """A refusal: why, and until when."""

    reason = forms.CharField(
        label=_("Why set it aside?"), max_length=300, widget=forms.TextInput(attrs={"list": "reasons", "autocomplete": "off"})
    )
    until = day_field(_("Show it again on"), help_text=_("It comes back on that day if the data still show it."))

    def clean_until(self) -> date | None:
        """Refuse a day that would bring it straight back."""
        value = self.not_past("until")
        if value == self.on:
            raise forms.ValidationError(_("Choose a later day: it would come back today."))
        return value


def decide_start(question: str, best: Option | None, owner: str, on: date, due_on: date | None) -> dict[str, object]:
    """Return what the decision form opens with."""
    due = due_on if due_on and due_on >= on else on + timedelta(days=DECIDE_DAYS)
    return {
        "question": question,
        "option": best.code if best else OTHER,
        "owner": owner,
        "due_on": due,
        "review_on": max(due, on) + timedelta(days=REVIEW_DAYS),
    }


def price(option: Option) -> Decimal | None:
    """Return the cost of an option when it is known."""
    return option.cost.amount if option.cost else None
