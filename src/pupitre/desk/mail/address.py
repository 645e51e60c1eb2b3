"""Where a person is written to, and in which language."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from pupitre import words
from pupitre.desk.settings import setting
from pupitre.records.models import MODELS, Account
from pupitre.words import Lang

NOWHERE = "@localhost"
"""How the addresses end of accounts that have none."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Who receives a letter.

    Args:
        person: Their code among the people of the company. name: Their name.
        email: Where they are written to; empty when nobody said. lang: Their language.
    """

    person: str
    name: str
    email: str
    lang: Lang


def reader(person: str) -> Reader | None:
    """Return how a person is written to; nothing when there is no such person."""
    return readers([person]).get(person)


def readers(people: Collection[str]) -> dict[str, Reader]:
    """Return how people are written to, by code: the address of their account comes before that of the company's list."""
    rows = list(MODELS["person"].objects.filter(key__in=people).values_list("key", "name", "email"))
    accounts = {one.person: one for one in Account.objects.filter(person__in=people, is_active=True).order_by("-id")}
    home = words.language(setting("language"))
    made = {}
    for key, name, email in rows:
        account = accounts.get(key)
        own = valid(account.email) if account else ""
        lang = words.language(account.language) if account and account.language else home
        made[key] = Reader(key, name or key, own or valid(email or ""), lang)
    return made


def language_of(account: Account) -> Lang:
    """Return the language in which an account is written to."""
    return words.language(account.language or setting("language"))


def valid(email: str) -> str:
    """Return an address that a letter can be sent to, else nothing."""
    said = email.strip()
    try:
        validate_email(said)
    except ValidationError:
        return ""
    return "" if said.endswith(NOWHERE) else said
