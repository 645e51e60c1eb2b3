"""How the declared types that a database lacks are stored in a row."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any  # Django's field hooks take whatever a query passes

from django.db import models

CENTS = 100


class MoneyField(models.BigIntegerField):
    """Money as a whole number of cents: SQLite would keep a decimal as a float, which is not exact."""

    def from_db_value(self, value: int | None, *_: Any) -> Decimal | None:
        """Return the amount in whole units of the currency."""
        return None if value is None else Decimal(value).scaleb(-2)

    def to_python(self, value: Any) -> Decimal | None:
        """Return the amount in whole units of the currency."""
        return None if value is None else Decimal(value)

    def get_prep_value(self, value: Any) -> int | None:
        """Return the amount in cents."""
        return None if value is None else int(Decimal(str(value)) * CENTS)


class ListField(models.TextField):
    """Several short texts as one JSON list."""

    def from_db_value(self, value: str | None, *_: Any) -> list[str]:
        """Return the list; nothing stored is an empty one."""
        return [] if value is None else list(json.loads(value))

    def to_python(self, value: Any) -> list[str]:
        """Return the list."""
        return json.loads(value) if isinstance(value, str) else list(value or ())

    def get_prep_value(self, value: Any) -> str | None:
        """Return the JSON list, or nothing for an empty one."""
        return json.dumps(list(value), ensure_ascii=False) if value else None
