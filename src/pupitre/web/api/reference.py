"""The description of the API, for people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final  # an OpenAPI document is dynamic by nature

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from pupitre.desk.entry.kinds import KINDS
from pupitre.kernel import N_, Text
from pupitre.web.api.objects import RESOURCES
from pupitre.web.api.offered import document

HEADING: Final = Text(N_("API"))
NEEDS: Final[dict[str, Text]] = {
    "read": Text(N_("everybody")),
    "answer": Text(N_("who answers for actions")),
    "decide": Text(N_("who decides")),
    "edit": Text(N_("who edits")),
    "import": Text(N_("who loads files")),
    "audit": Text(N_("who audits")),
    "administer": Text(N_("administrators")),
}
TITLES: Final[dict[str, Text]] = {
    "me": Text(N_("Yourself")),
    "search": Text(N_("Search")),
    "brief": Text(N_("Executive brief")),
    "findings": Text(N_("Findings")),
    "what-if": Text(N_("What changes would do")),
    "measures": Text(N_("Readings of KPIs")),
    "tables": Text(N_("Computed tables")),
    "figures": Text(N_("Proof of figures")),
    "changes": Text(N_("Log of changes")),
    "imports": Text(N_("Imports")),
    "examinations": Text(N_("Examinations")),
}


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation: its method, its address, what it does, who may, what it is asked with."""

    method: str
    path: str
    summary: str
    needs: Text
    parameters: tuple[str, ...]
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The operations about one kind of thing."""

    anchor: str
    title: Text
    operations: tuple[Operation, ...]


@require_GET
def reference(request: HttpRequest) -> HttpResponse:
    """Show every operation, what it is asked with and who may."""
    return render(request, "api/reference.html", {"groups": groups(document()), "heading": HEADING})


def groups(said: dict[str, Any]) -> list[Group]:
    """Return the operations by what they are about, in the order of the document."""
    found: dict[str, list[Operation]] = {}
    for path, methods in said["paths"].items():
        for method, one in methods.items():
            found.setdefault(one["tags"][0], []).append(_operation(method, path, one, said["components"]["schemas"]))
    return [Group(tag, title(tag), tuple(listed)) for tag, listed in found.items()]


def title(tag: str) -> Text:
    """Return what a section is about, in words."""
    return TITLES[tag] if tag in TITLES else KINDS[RESOURCES[tag]].title


def _operation(method: str, path: str, one: dict[str, Any], schemas: dict[str, Any]) -> Operation:
    names = tuple(part["name"] for part in one["parameters"] if part["in"] != "path")
    return Operation(method.upper(), path, _(one["summary"]), NEEDS[one["x-needs"]], names, _fields(one, schemas))


def _fields(one: dict[str, Any], schemas: dict[str, Any]) -> tuple[str, ...]:
    """Return the fields of a body, those needed marked by a star."""
    for content in one.get("requestBody", {}).get("content", {}).values():
        shape = content["schema"]
        if "$ref" in shape:
            shape = schemas[shape["$ref"].rpartition("/")[2]]
        needed = set(shape.get("required", ()))
        return tuple(f"{name}*" if name in needed else name for name in shape.get("properties", {}))
    return ()
