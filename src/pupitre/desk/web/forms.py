"""What a person says when deciding, entrusting or setting aside."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pupitre.desk.decide import REFUSALS
from pupitre.desk.decisions import Range
from pupitre.desk.web.choices import People
from pupitre.kernel import Option

OTHER = "other"
FALSE = "false"
"""The refusal of what is not so, whatever the day."""
ENTRUST_DAYS = 14
DECIDE_DAYS = 7
REVIEW_DAYS = 84
"""Twelve weeks after the decision: three monthly readings to judge it by."""
ASIDE_DAYS = 30
EFFECTS = ("expected_low", "expected_likely", "expected_high")


def day_field(label: str, **more: Any) -> forms.DateField:  # keyword arguments of a Django field are of every type
    """Return a date field that browsers show with their own calendar."""
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **more)


def person_field(label: str) -> forms.CharField:
    """Return a field for a person's name, completed from a list as it is typed."""
    return forms.CharField(label=label, max_length=120, widget=forms.TextInput(attrs={"list": "people", "autocomplete": "off"}))


def text_field(label: str, **more: Any) -> forms.CharField:  # as above
    """Return a field for a few sentences."""
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": 2}), **more)


def number_field(label: str) -> forms.FloatField:
    """Return a field for a figure, of either sign."""
    return forms.FloatField(label=label, required=False, localize=True, widget=forms.TextInput(attrs={"inputmode": "decimal"}))


class OnDayForm(forms.Form):
    """A form that knows the day it is filled in, and who may be named."""

    def __init__(self, *args: Any, on: date, people: People | None = None, **kwargs: Any) -> None:  # as Django's own
        super().__init__(*args, **kwargs)
        self.on = on
        self.people = people

    def not_past(self, name: str) -> date | None:
        """Return a date of the form, refusing one that is gone."""
        value = self.cleaned_data.get(name)
        if isinstance(value, date) and value < self.on:
            raise forms.ValidationError(_("This date is past; choose today or later."))
        return value

    def clean_owner(self) -> str:
        """Refuse somebody out of reach, who reads as somebody unknown."""
        said = str(self.cleaned_data["owner"])
        if self.people is not None and not self.people.may_name(said):
            raise forms.ValidationError(_("Nobody of your departments is called so."))
        return said


class TermsForm(OnDayForm):
    """What every decision says: who carries it, until when, what should change and when that is looked at."""

    question = text_field(_("Question decided"), max_length=300)
    owner = person_field(_("Owner"))
    due_on = day_field(_("To be done by"))
    kpi = forms.ChoiceField(label=_("KPI expected to move"), required=False)
    expected_low = number_field(_("Low"))
    expected_likely = number_field(_("Likely"))
    expected_high = number_field(_("High"))
    starts_on = day_field(_("In force from"), required=False, help_text=_("The day of the decision when left empty."))
    review_on = day_field(_("Effect reviewed on"))
    others = text_field(_("Other options considered"), required=False, max_length=2000, help_text=_("One a line; they are kept with it."))
    comment = text_field(_("Comment"), required=False, max_length=2000)

    def __init__(self, *args: Any, kpis: Sequence[tuple[str, str]], **kwargs: Any) -> None:  # as Django's own
        super().__init__(*args, **kwargs)
        self.fields["kpi"].choices = [("", _("no KPI")), *kpis]

    def clean_due_on(self) -> date | None:
        """Refuse a past date."""
        return self.not_past("due_on")

    def clean(self) -> dict[str, Any]:  # as Django's own
        """Ask for the KPI of an effect, for its likely size, for bounds in order, for a review after the due date."""
        data = super().clean() or {}
        low, likely, high = (data.get(name) for name in EFFECTS)
        if any(one is not None for one in (low, likely, high)) and not data.get("kpi"):
            self.add_error("kpi", _("Choose the KPI that should move, or leave the effect empty."))
        if likely is None and (low is not None or high is not None):
            self.add_error("expected_likely", _("Say the likely effect too, or leave the three empty."))
        elif likely is not None and (low if low is not None else likely) > likely:
            self.add_error("expected_low", _("The low effect is above the likely one."))
        elif likely is not None and (high if high is not None else likely) < likely:
            self.add_error("expected_high", _("The high effect is below the likely one."))
        due, review = data.get("due_on"), data.get("review_on")
        if due and review and review < due:
            self.add_error("review_on", _("An effect is reviewed after the work is done: choose a later date."))
        return data

    @property
    def expected(self) -> Range:
        """The effect expected: low, likely, high."""
        low, likely, high = (self.cleaned_data.get(name) for name in EFFECTS)
        return low, likely, high


class DecideForm(TermsForm):
    """A decision about a finding: one of its options, or another."""

    option = forms.ChoiceField(label=_("Option taken"), widget=forms.RadioSelect)
    choice = forms.CharField(label=_("If another option, which one"), max_length=300, required=False)

    def __init__(self, *args: Any, options: Sequence[Option], **kwargs: Any) -> None:  # as Django's own
        super().__init__(*args, **kwargs)
        self.fields["option"].choices = [(option.code, option.code) for option in options] + [(OTHER, OTHER)]

    def clean(self) -> dict[str, Any]:  # as Django's own
        """Ask for the words of another option."""
        data = super().clean()
        if data.get("option") == OTHER and not data.get("choice"):
            self.add_error("choice", _("Say in a few words what is decided."))
        return data


class NewDecisionForm(TermsForm):
    """A decision that no finding asked for: five fields, and more for who wants."""

    choice = forms.CharField(label=_("What is decided"), max_length=300)
    unit = forms.ChoiceField(label=_("Department"), required=False)
    applies_to = forms.MultipleChoiceField(
        label=_("Applies in"),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 4}),
        help_text=_("Leave empty when it applies everywhere. Where it does not apply shows what would have happened without it."),
    )

    def __init__(self, *args: Any, units: Sequence[tuple[str, str]], **kwargs: Any) -> None:  # as Django's own
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [("", _("the owner’s")), *units]
        self.fields["applies_to"].choices = units
        self.fields["review_on"].required = False

    def clean(self) -> dict[str, Any]:  # as Django's own
        """Propose the review when none was asked for."""
        data = super().clean()
        if not data.get("review_on") and data.get("due_on") and data.get("kpi"):
            data["review_on"] = data["due_on"] + timedelta(days=REVIEW_DAYS)
        return data


class EntrustForm(OnDayForm):
    """An action: what, who, by when."""

    title = forms.CharField(label=_("What to do"), max_length=300)
    owner = person_field(_("Entrusted to"))
    due_on = day_field(_("To be done by"))
    comment = text_field(_("One sentence for them"), required=False, max_length=600)

    def clean_due_on(self) -> date | None:
        """Refuse a past date."""
        return self.not_past("due_on")


class SetAsideForm(OnDayForm):
    """A refusal: why, and until when."""

    refusal = forms.ChoiceField(label=_("Why set it aside?"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("In your words"), max_length=300, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    until = day_field(
        _("Show it again on"),
        required=False,
        help_text=_("It comes back on that day if the data still show it. What is not so may stay without a day: it never comes back."),
    )

    def __init__(self, *args: Any, labels: Sequence[str], **kwargs: Any) -> None:  # as Django's own
        super().__init__(*args, **kwargs)
        self.fields["refusal"].choices = list(zip(REFUSALS, labels, strict=True))

    def clean_until(self) -> date | None:
        """Refuse a day that would bring it straight back."""
        value = self.not_past("until")
        if value == self.on:
            raise forms.ValidationError(_("Choose a later day: it would come back today."))
        return value

    def clean(self) -> dict[str, Any]:  # as Django's own
        """Ask for the words of another reason."""
        data = super().clean() or {}
        if not data.get("until") and data.get("refusal") != FALSE and "until" not in self.errors:
            self.add_error("until", self.fields["until"].error_messages["required"])
        if data.get("refusal") == OTHER and not data.get("reason"):
            self.add_error("reason", _("Say in a few words why."))
        return data


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
