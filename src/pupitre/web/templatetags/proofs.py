"""The way from a figure to its proof, and the age of what it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django import template
from django.utils import timezone

from pupitre import words
from pupitre.desk.web.proofs import ages
from pupitre.desk.web.proofs import proof as proof_of
from pupitre.web.templatetags.words import lang

register = template.Library()


@register.simple_tag
def proof(table: str, column: str = "", *key: object, **where: object) -> str:
    """Write the address of the page that shows where a figure comes from."""
    return proof_of(table, column, *key, **where)


@register.simple_tag
def aged(data_on: date | None, frequency: str = "", on: date | None = None) -> str:
    """Write the age of a figure's data when they are older than they should be, nothing otherwise."""
    said = ages.late(data_on, frequency=frequency, on=on or timezone.localdate())
    return words.render(said, lang()) if said else ""


@register.filter
def at(items: Sequence[object], place: int) -> object:
    """Return one of several things by its place, from 0."""
    return items[place]
