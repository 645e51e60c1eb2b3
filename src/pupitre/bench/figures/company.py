"""What a home knows that is no figure: the sentences of the program and the words of its people."""

from __future__ import annotations

import gettext
from collections.abc import Iterator
from typing import Any, Final

import pyarrow as pa
from django.db import models
from django.urls import Resolver404, resolve
from django.utils import timezone

from pupitre.bench.figures.spoken import Spoken, spoken
from pupitre.desk.settings import setting
from pupitre.desk.snapshot import take
from pupitre.records.models import MODELS, Account, Change, Problem, Source
from pupitre.records.system import BULK
from pupitre.words import Lang
from pupitre.words.translations import catalogue

TEXTS: Final = (models.CharField, models.TextField)
APART: Final = frozenset({"decision_proof", "mapping", "dataset"})
"""Tables whose texts the program writes."""
NAMED: Final = {"project": "name", "objective": "name", "kpi": "name", "person": "name", "decision": "title", "action": "title"}
"""What the search is asked for, by its name."""


def spoken_here(lang: Lang) -> Spoken:
    """Return what is no figure on the pages of this home."""
    return spoken(sentences=sentences(lang), written=written())


def sentences(lang: Lang) -> Iterator[str]:
    """Yield the program's sentences in a language."""
    french = catalogue("fr")
    assert isinstance(french, gettext.GNUTranslations)
    held: dict[Any, str] = french._catalog  # type: ignore[attr-defined]  # the one list of all sentences
    for key, value in held.items():
        english = key[0] if isinstance(key, tuple) else key
        yield value if lang == "fr" else english.rpartition("\x04")[2]


def written() -> Iterator[str]:
    """Yield the names, the codes and the words that people wrote."""
    for name, model in MODELS.items():
        if name not in APART:
            for column in (one.name for one in model._meta.get_fields() if isinstance(one, TEXTS)):
                yield from _texts(model.objects.exclude(**{column: None}), column)
    for found, column in ((Source.objects, "name"), (Change.objects, "by"), (Account.objects, "name")):
        yield from _texts(found.all(), column)
    yield from (str(body["value"]) for body in Problem.objects.values_list("body", flat=True) if body.get("value"))
    yield from (str(one) for one in (setting("name"),) if one)
    for name in BULK:
        yield from _poured(take(on=timezone.localdate()).table(name))


def _poured(rows: pa.Table) -> Iterator[str]:
    for column in (field.name for field in rows.schema if pa.types.is_string(field.type)):
        yield from (text for text in rows.column(column).unique().to_pylist() if text)


def _texts(rows: models.QuerySet[models.Model], column: str) -> Iterator[str]:
    yield from (str(text) for text in rows.order_by().values_list(column, flat=True).distinct() if text)


def view_of(path: str) -> str:
    """Return the name of the page that an address opens, the address itself when nothing answers there."""
    try:
        return resolve(path).view_name
    except Resolver404:
        return path


def searched() -> list[str]:
    """Return what to look for in the search: one name of each kind that has some."""
    asked = (MODELS[kind].objects.order_by("pk").values_list(title, flat=True).first() for kind, title in NAMED.items())
    return [str(name) for name in asked if name]
