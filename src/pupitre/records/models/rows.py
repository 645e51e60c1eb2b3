"""One model per declared table, so that a field is written down once."""

from __future__ import annotations

from django.db import models

from pupitre.records.fields import ListField, MoneyField
from pupitre.records.system import ROWS
from pupitre.tables import Field, Table


def column(field: Field, table: Table) -> models.Field:
    """Return the database column of a declared field: a part of the key is never null, the rest may be unknown."""
    in_key = field.name in table.key
    match field.type:
        case "key" | "choice" | "text" if in_key:
            return models.TextField(default="", blank=True)
        case "key" | "choice" | "text":
            return models.TextField(null=True, blank=True)
        case "number" | "share":
            return models.FloatField(null=not in_key, blank=True)
        case "count":
            return models.BigIntegerField(null=not in_key, blank=True)
        case "money":
            return MoneyField(null=True, blank=True)
        case "date":
            return models.DateField(null=not in_key, blank=True)
        case "moment":
            return models.DateTimeField(null=not in_key, blank=True)
        case "bool":
            return models.BooleanField(null=True, blank=True)
        case "list":
            return ListField(null=True, blank=True)


def model(name: str) -> type[models.Model]:
    """Return the model of a declared table, its key unique."""
    table = ROWS[name]
    meta = type(
        "Meta",
        (),
        {
            "app_label": "records",
            "db_table": f"records_{name}",
            "constraints": [models.UniqueConstraint(fields=list(table.key), name=f"{name}_key_is_unique")],
        },
    )
    body: dict[str, object] = {"__module__": __name__, "__qualname__": class_name(name), "__doc__": table.says, "Meta": meta}
    body |= {field.name: column(field, table) for field in table.fields}
    body["extra"] = models.TextField(null=True, blank=True)
    return type(class_name(name), (models.Model,), body)


def class_name(name: str) -> str:
    """Return `ProjectReport` for `project_report`."""
    return "".join(part.capitalize() for part in name.split("_"))


MODELS: dict[str, type[models.Model]] = {name: model(name) for name in ROWS}
"""The model of each row table, by the table's name."""
