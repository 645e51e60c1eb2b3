"""Sentences that are written once and read in two languages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType

from pupitre.kernel.money import Money
from pupitre.kernel.period import Period
from pupitre.kernel.quantity import Days, Quantity, Share

Value = str | int | float | Decimal | date | datetime | Money | Period | Share | Days | Quantity


def N_(msgid: str) -> str:
    """Mark a sentence for translation and return it unchanged."""
    return msgid


@dataclass(frozen=True, slots=True, init=False)
class Text:
    """A sentence and the values it names, not yet in any language.

    Args:
        msgid: The English sentence with named placeholders, `%(name)s` only.
        values: One value per placeholder. A `Text` nests; a tuple is read as a list ("a, b and c").

    >>> Text(N_("%(title)s is late"), title="P-12").values["title"]
    'P-12'
    """

    msgid: str
    values: Mapping[str, object] = field(default_factory=dict)
    plural: str | None = None
    count: int | None = None

    def __init__(self, msgid: str, /, **values: object) -> None:
        object.__setattr__(self, "msgid", msgid)
        object.__setattr__(self, "values", MappingProxyType(dict(values)))
        object.__setattr__(self, "plural", None)
        object.__setattr__(self, "count", None)

    @classmethod
    def many(cls, one: str, many: str, /, *, count: int, **values: object) -> Text:
        """Return a sentence that depends on a number; `count` is also a value named `count`."""
        text = cls(one, count=count, **values)
        object.__setattr__(text, "plural", many)
        object.__setattr__(text, "count", count)
        return text

    def __reduce__(self) -> tuple[Callable[..., Text], tuple[object, ...]]:
        """Let a text go from one process to another; the view of its values cannot go as it is."""
        return _again, (self.msgid, dict(self.values), self.plural, self.count)

    def __hash__(self) -> int:
        """Hash on the sentence alone, since values may be unhashable."""
        return hash((self.msgid, self.count))


def _again(msgid: str, values: dict[str, object], plural: str | None, count: int | None) -> Text:
    if plural is None or count is None:
        return Text(msgid, **values)
    return Text.many(msgid, plural, count=count, **{name: value for name, value in values.items() if name != "count"})
