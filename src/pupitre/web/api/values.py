"""Values of rows as programs read them, and what programs write as values of rows."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final  # JSON is dynamic by nature
from urllib.parse import quote, urlencode

import pyarrow as pa
from django.db.models import Max
from django.http import HttpRequest

from pupitre.desk.changes.commit import plain_key
from pupitre.desk.changes.log import dumped
from pupitre.desk.entry.keys import key_text
from pupitre.desk.entry.kinds import Kind
from pupitre.desk.entry.reading import Value
from pupitre.desk.homes import current
from pupitre.desk.rights import Reach
from pupitre.desk.rows import read
from pupitre.desk.settings import currency_of_home
from pupitre.desk.snapshot import as_table
from pupitre.kernel import N_, InputError, Place, Text
from pupitre.records.models import MODELS, Change, ChangeRow
from pupitre.records.system import ROWS
from pupitre.tables import Table

Json = dict[str, Any]
ROOT: Final = "/api/v1"
PERSON: Final = ("key", "name", "unit")
"""What is told of a person: nothing that measures or compares them."""


def given(kind: Kind, said: Mapping[str, object], within: Reach, *, currency: str) -> dict[str, Value]:
    """Return what a program wrote as values of a row.

    Args:
        kind: The kind of thing. said: By field, in the shape described.
        within: What the program may see: something out of reach is as unknown as something that does not exist.
        currency: The one currency that an amount may be written in.

    Raises:
        InputError: An amount of another currency, or the code of nothing known.
    """
    made: dict[str, Value] = {}
    for name, value in said.items():
        field = kind.field(name)
        match value:
            case {"amount": str(amount), "currency": other}:
                if currency and other != currency:
                    what = Text(N_("This amount is written in %(other)s; it is kept in %(currency)s."), other=str(other), currency=currency)
                    raise InputError(what, where=Place(column=name), mend=Text(N_("Convert it, then write it without its currency.")))
                made[name] = Decimal(amount)
            case "":
                made[name] = None
            case str() if field.type == "key" and name != "key" and field.ref in MODELS and field.ref != "task":
                if not within.sees(field.ref, value) or not MODELS[field.ref].objects.filter(key=value).exists():
                    what = Text(N_('Nothing known is called "%(name)s".'), name=value)
                    raise InputError(what, where=Place(column=name), mend=Text(N_("Give the code of something known, or add it first.")))
                made[name] = value
            case None | str() | int() | float() | date() | list():
                made[name] = value or None if isinstance(value, list) else value
            case _:
                raise TypeError(f"{name} holds a value of no declared type")
    return made


def shown(value: object, kind: str, currency: str) -> object:
    """Return a value as a program reads it; what cannot be written in JSON is absent."""
    match value:
        case None:
            return None
        case "" if kind == "key":
            return None
        case Decimal() if kind == "money":
            return {"amount": f"{value:.2f}", "currency": currency}
        case Decimal():
            return str(value)
        case float():
            return value if math.isfinite(value) else None
        case datetime() | date():
            return value.isoformat()
    return value


def row_shown(row: Mapping[str, object], kinds: Mapping[str, str], *, home: str) -> Json:
    """Return a row as a program reads it: amounts with their currency, days in ISO form."""
    currency = str(row.get("currency") or home)
    return {name: shown(value, kinds.get(name, "text"), currency) for name, value in row.items() if name in kinds}


def kinds_of(table: Table) -> dict[str, str]:
    """Return the fields of a table that are told, with their types."""
    kept = PERSON if table.name == "person" else tuple(f.name for f in table.fields)
    return {f.name: f.type for f in table.fields if f.name in kept}


def address(path: str, *parts: str) -> str:
    """Return an address of the API; a part that holds a stroke or a percent sign is quoted twice, since servers unquote once before they
    look for the address."""
    return "/".join([ROOT, path, *(quote(quote(part, safe="") if {"/", "%"} & set(part) else part, safe="") for part in parts)])


def known(table: str) -> pa.Table:
    """Return all rows of a table, in order of key, read once for each state of the home."""
    last = Change.objects.order_by("-id").values_list("id", "digest").first()
    return _known(table, str(current().path), last)


@lru_cache(maxsize=24)
def _known(table: str, _home: str, _state: tuple[int, str] | None) -> pa.Table:
    return as_table(ROWS[table], read(ROWS[table]))


def versions(table: Table, keys: Iterable[tuple[object, ...]]) -> dict[str, int]:
    """Return the number of the last change that touched each row, by the text of its key."""
    texts = {dumped(list(plain_key(table, key))): key_text(table, key) for key in keys}
    steps = ChangeRow.objects.filter(table=table.name, key__in=texts).exclude(action="erased")
    return {texts[key]: last for key, last in steps.order_by().values("key").annotate(last=Max("change_id")).values_list("key", "last")}


def paged(request: HttpRequest, items: Iterable[object], *, total: int, limit: int, offset: int) -> Json:
    """Return a page with the address of the next one."""
    after = None
    if offset + limit < total:
        asked = {name: values for name, values in request.GET.lists() if name not in ("offset", "limit")}
        after = f"{request.path}?{urlencode({**asked, 'limit': limit, 'offset': offset + limit}, doseq=True)}"
    return {"items": list(items), "total": total, "limit": limit, "offset": offset, "next": after}


def written(change: int | None) -> Json:
    """Return what became of a write."""
    return {"change": change or None, "undo": address("changes", str(change), "undo") if change else None}


def home_currency() -> str:
    """Return the currency of the company; empty while nobody said."""
    return currency_of_home() or ""
