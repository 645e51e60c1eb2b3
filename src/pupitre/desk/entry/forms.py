"""The form of a kind of thing, made from the declaration of its table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any  # Django's fields take and give values of every type

from django import forms
from django.forms.boundfield import BoundField

from pupitre import words
from pupitre.desk.entry.kinds import Kind
from pupitre.desk.entry.names import Choices
from pupitre.desk.entry.reading import Value, read, typed
from pupitre.kernel import N_, PupitreError, Text
from pupitre.tables import Field

LONG = ("description", "comment", "definition", "choice", "formula")
"""Texts of more than a line."""
LONGEST = 2000
REQUIRED = Text(N_("This is needed."))


@dataclass(frozen=True, slots=True)
class Setting:
    """What a form must know besides the kind.

    Args:
        lang: The language of the page. currency: The currency amounts are kept in.
        choices: By kind, what a field may point at. words: Value of a choice → its words.
        percents: Fields whose numbers are shares of a hundred kept as fractions.
    """

    lang: words.Lang
    currency: str
    choices: Mapping[str, Choices]
    words: Mapping[str, Text] = field(default_factory=dict)
    percents: frozenset[str] = frozenset()


class EntryField(forms.CharField):
    """A declared field that a person types or chooses; what is typed is read by the declaration."""

    def __init__(self, declared: Field, setting: Setting, *, label: Text, hint: Text | None, is_required: bool) -> None:
        self.declared, self.setting = declared, setting
        self.choices_of = setting.choices.get(declared.ref or "") if declared.type == "key" else None
        self.members_of = setting.choices.get(declared.ref or "") if declared.type == "list" else None
        widget = self._widget()
        longest = None if isinstance(widget, forms.Select | forms.DateInput) else LONGEST
        super().__init__(label=label, required=is_required, widget=widget, strip=True, max_length=longest)
        self.help_text = hint or ""
        if is_required:
            self.error_messages["required"] = words.render(REQUIRED, setting.lang)

    def _widget(self) -> forms.Widget:
        shown, lang = self.setting, self.setting.lang
        match self.declared.type:
            case "choice":
                named = [(one, words.render(shown.words[one], lang) if one in shown.words else one) for one in self.declared.choices]
                return forms.Select(choices=[("", "—"), *named])
            case "bool":
                return forms.Select(choices=[("", "—"), ("yes", words.yes_no(True, lang)), ("no", words.yes_no(False, lang))])
            case "date":
                return forms.DateInput(attrs={"type": "date"})
            case "money" | "number" | "share" | "count":
                return forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
            case "list":
                return forms.Textarea(attrs={"rows": 2})
        if self.choices_of is not None and self.choices_of.is_short:
            return forms.Select(choices=[("", "—"), *self.choices_of.labels.items()])
        if self.choices_of is not None:
            return forms.TextInput(attrs={"list": f"names-{self.choices_of.kind}", "autocomplete": "off"})
        if self.declared.name in LONG:
            return forms.Textarea(attrs={"rows": 2})
        return forms.TextInput(attrs={"autocomplete": "off"})

    def text(self, value: Value) -> str:
        """Return a value as this field shows it."""
        if self.choices_of is not None:
            key = "" if value is None else str(value)
            return key if self.choices_of.is_short else self.choices_of.label(key) if key else ""
        if self.members_of is not None and isinstance(value, list):
            return "\n".join(self.members_of.label(one) for one in value)
        return typed(value, self.declared, self.setting.lang, is_percent=self.declared.name in self.setting.percents)

    def clean(self, value: Any) -> Value:  # as Django's own
        """Return what was typed as the value of the declared type."""
        said = super().clean(value)
        is_percent = self.declared.name in self.setting.percents
        try:
            if said and self.choices_of is not None:
                return self.choices_of.key(said)
            value = read(said, self.declared, self.setting.lang, currency=self.setting.currency, is_percent=is_percent)
            if self.members_of is not None and isinstance(value, list):
                return [self.members_of.key(one) for one in value]
            return value
        except PupitreError as fault:
            raise forms.ValidationError(sentence(fault, self.setting.lang)) from fault


class EntryForm(forms.Form):
    """The form of one kind: the fields of its creation, then the others."""

    def __init__(self, kind: Kind, setting: Setting, data: Any = None, *, start: Mapping[str, str], fields: tuple[str, ...]) -> None:
        super().__init__(data, initial=dict(start), auto_id="id_%s")
        self.kind = kind
        for name in fields:
            declared = kind.field(name)
            needed = (
                (declared.required or (kind.is_bulk and name == "value"))
                and (name not in kind.declared.key or name in kind.first)
                and name not in ("key", "ends_on")
            )
            one = EntryField(declared, setting, label=kind.label(name), hint=kind.hints.get(name), is_required=needed)
            self.fields[name] = one
            described = [f"id_{name}_helptext"] if one.help_text else []
            if described:
                one.widget.attrs["aria-describedby"] = " ".join(described)

    @property
    def first(self) -> Iterator[BoundField]:
        """The fields of its creation."""
        return (self[name] for name in self.kind.first if name in self.fields)

    @property
    def more(self) -> list[BoundField]:
        """The others."""
        return [self[name] for name in self.fields if name not in self.kind.first]

    @property
    def has_fault_in_more(self) -> bool:
        """Whether a field that is folded away was filled in wrongly."""
        return any(bound.errors for bound in self.more)

    @property
    def changed(self) -> dict[str, Value]:
        """The fields whose text is no longer the one shown, with their values; the form must be valid."""
        return {name: self.cleaned_data[name] for name in self.fields if _plain(self.data.get(name)) != _plain(self.initial.get(name))}

    @property
    def long_lists(self) -> list[Choices]:
        """The lists of names that some field proposes while one types."""
        shown = [one.choices_of for one in self.fields.values() if isinstance(one, EntryField)]
        return list({one.kind: one for one in shown if one is not None and not one.is_short}.values())


def _plain(text: object) -> str:
    return " ".join(str(text or "").split())


def texts(kind: Kind, row: Mapping[str, Value], setting: Setting, fields: tuple[str, ...]) -> dict[str, str]:
    """Return the values of a row as its form shows them."""
    made = {name: EntryField(kind.field(name), setting, label=kind.label(name), hint=None, is_required=False) for name in fields}
    return {name: one.text(row.get(name)) for name, one in made.items()}


def sentence(fault: PupitreError, lang: words.Lang) -> str:
    """Return a refusal as one text: what, then how to mend it."""
    return f"{words.render(fault.what, lang)} {words.render(fault.mend, lang)}"
