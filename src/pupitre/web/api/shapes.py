"""The shapes of what programs read and write, made from the declarations of the tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Annotated, Any, Final, Literal  # shapes are made at run time

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, create_model
from pydantic_core import PydanticCustomError

from pupitre.desk.entry.kinds import Kind
from pupitre.tables import Field as Declared

EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)
"""Days that a company speaks of; beyond, a date is a slip, and periods could not be counted."""
LARGEST: Final = 1e15
DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
ANY_TEXT: Final = r"^[^\x00]*$"
SOME_TEXT: Final = r"^[^\x00]*[^\s\x00][^\x00]*$"


def day_of(said: object) -> date:
    """Return the day that a text of the form 2027-01-31 names."""
    if isinstance(said, str) and DAY.fullmatch(said):
        try:
            day = date.fromisoformat(said)
        except ValueError:
            day = date.min
        if EARLIEST <= day <= LATEST:
            return day
    raise PydanticCustomError("day", "a day such as 2027-01-31")


Long = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2000, pattern=ANY_TEXT)]
Some = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300, pattern=SOME_TEXT)]
Code = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern=SOME_TEXT)]
Day = Annotated[date, BeforeValidator(day_of)]
Number = Annotated[float, Field(allow_inf_nan=False, ge=-LARGEST, le=LARGEST)]
Count = Annotated[int, Field(ge=-(2**53), le=2**53)]
Limit = Annotated[int, Field(ge=1, le=500)]
Offset = Annotated[int, Field(ge=0, le=10_000_000)]


class Given(BaseModel):
    """What a program sends: nothing but what is described."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Amount(Given):
    """An amount that a program sends; it is kept in the company's currency."""

    amount: Annotated[str, StringConstraints(pattern=r"^-?[0-9]{1,14}(\.[0-9]{1,2})?$")]
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]


class Money(BaseModel):
    """An amount of money, to the cent."""

    amount: str
    currency: str


class Written(BaseModel):
    """What became of a write: the number of its change and the address that takes it back; nothing when everything was said already."""

    change: int | None
    undo: str | None


GIVEN: Final[dict[str, Any]] = {
    "text": Long,
    "key": Code,
    "number": Number,
    "share": Number,
    "count": Count,
    "money": Amount,
    "date": Day,
    "bool": bool,
    "list": Annotated[list[Some], Field(max_length=100)],
}
SHOWN: Final[dict[str, Any]] = {
    "text": str,
    "key": str,
    "number": float,
    "share": float,
    "count": int,
    "money": Money,
    "date": date,
    "bool": bool,
    "list": list[str],
    "choice": str,
}


def given_type(field: Declared, *, is_required: bool = False) -> Any:
    """Return the type that a field is written with."""
    if field.type == "choice":
        return Literal[field.choices]
    return Some if field.type == "text" and is_required else GIVEN[field.type]


def shown_model(name: str, fields: Iterable[Declared], says: str, more: Mapping[str, Any] | None = None) -> type[BaseModel]:
    """Return the shape of an object that is read; `more`: other fields, with their types."""
    made: dict[str, Any] = {
        "id": (str, Field(description="Its key as one text.")),
        "url": (str, Field(description="Its address.")),
        "version": (int, Field(description="The number of the last change that touched it: what If-Match repeats.")),
    }
    for field in fields:
        made[field.name] = (SHOWN[field.type] if field.required else SHOWN[field.type] | None, Field(**_told(field)))
    return create_model(name, __doc__=says, **made, **(more or {}))


def new_model(name: str, kind: Kind, names: Iterable[str]) -> type[BaseModel]:
    """Return the shape of what makes an object."""
    made: dict[str, Any] = {}
    for one in names:
        field = kind.field(one)
        needed = field.required and (one not in kind.declared.key or one in kind.first) and one not in ("key", "ends_on")
        shape = given_type(field, is_required=needed)
        made[one] = (shape if needed else shape | None, Field(... if needed else None, **_told(field)))
    return create_model(name, __base__=Given, **made)


def changed_model(name: str, kind: Kind, names: Iterable[str]) -> type[BaseModel]:
    """Return the shape of what changes an object: the fields to change, null to erase."""
    made: dict[str, Any] = {}
    for one in names:
        field = kind.field(one)
        shape = given_type(field, is_required=field.required)
        made[one] = (shape if field.required else shape | None, Field(None, **_told(field)))
    return create_model(name, __base__=Given, **made)


def page_of(model: type[BaseModel], name: str) -> type[BaseModel]:
    """Return the shape of a page of objects."""
    fields: dict[str, Any] = {
        "items": (list[model], ...),  # type: ignore[valid-type]  # a shape made at run time
        "total": (int, Field(description="How many there are in all, within reach.")),
        "limit": (int, ...),
        "offset": (int, ...),
        "next": (str | None, Field(None, description="The address of the next page.")),
    }
    return create_model(name, **fields)


def filters_model(name: str, fields: Iterable[Declared]) -> type[BaseModel]:
    """Return the shape of what a list can be narrowed by: fields that hold a code, a choice, or yes or no."""
    made: dict[str, Any] = {}
    for field in fields:
        match field.type:
            case "key":
                made[field.name] = (Annotated[str, Field(max_length=200)] | None, None)
            case "choice":
                made[field.name] = (Literal[field.choices] | None, None)
            case "bool":
                made[field.name] = (bool | None, None)
    return create_model(name, **made)


def _told(field: Declared) -> dict[str, Any]:
    unit = {"share": "A share, as a fraction.", "date": "A day."}.get(field.type, f"In {field.unit}." if field.unit else "")
    named = f"The code of a {field.ref.replace('_', ' ')}." if field.ref and field.name != "key" else ""
    text = " ".join(filter(None, (unit, named)))
    return {"description": text} if text else {}
