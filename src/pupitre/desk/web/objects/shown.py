"""How the values of rows are shown: by name, in words, in the language of the page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from pupitre import words
from pupitre.desk.entry.kinds import KINDS, Kind
from pupitre.desk.entry.names import Choices, choices
from pupitre.desk.entry.past import Step, Turn
from pupitre.desk.entry.reading import Value
from pupitre.desk.entry.removing import Hanging
from pupitre.desk.entry.saving import named
from pupitre.desk.entry.versions import ConflictError
from pupitre.desk.rights import Reach
from pupitre.desk.settings import currency_of_home
from pupitre.desk.web.addresses import address
from pupitre.desk.web.labels import CHOICES
from pupitre.desk.web.labels import KINDS as TITLES
from pupitre.kernel import Money, Text
from pupitre.records.cells import Plain, spoken
from pupitre.records.system import ROWS


@dataclass(frozen=True, slots=True)
class Clash:
    """A field that two people wrote.

    Args:
        name: The field. label: Its words. mine: What the person wrote. theirs: What stands now. then: What both saw.
        by: Who wrote it. at: When.
    """

    name: str
    label: Text
    mine: str
    theirs: str
    then: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ShownTurn:
    """One field that went from a value to another, in words."""

    name: str
    label: Text
    before: str
    after: str
    can_return: bool


@dataclass(frozen=True, slots=True)
class ShownStep:
    """One change of a row, with its values in words."""

    step: Step
    turns: tuple[ShownTurn, ...]


def page_of(kind: Kind, row: Mapping[str, object]) -> str:
    """Return the page of a thing, or of what it hangs on; empty when neither has one."""
    if kind.home:
        return address(kind.home, str(row.get("key") or ""))
    if not kind.holder:
        return ""
    holder = KINDS.get(kind.field(kind.holder).ref or "")
    return address(holder.home, str(row.get(kind.holder) or "")) if holder and holder.home else ""


def spoken_name(kind: Kind, row: Mapping[str, object]) -> str:
    """Return what a row just made is called: its name, or the names of what it links."""
    held = [str(row[part]) for part in kind.declared.key if row.get(part) and kind.field(part).type == "key"]
    return named(row, kind, ()) if row.get(kind.named_by) else " · ".join(held)  # type: ignore[arg-type]  # values of a form


def hanging(found: Iterable[Hanging]) -> list[tuple[Text, Hanging]]:
    """Return what hangs on a thing with its words."""
    return [(TITLES[one.table], one) for one in found if one.table in TITLES]


def clashes(kind: Kind, refusal: ConflictError, mine: Mapping[str, Value], held: Reach, lang: words.Lang) -> tuple[Clash, ...]:
    """Return the fields that two people wrote, with both values in words."""
    names = _names(kind, refusal.fields, held)

    def said(name: str, value: Value) -> str:
        return in_words(kind, name, value, names, lang)

    def plain(name: str, value: Plain) -> str:
        return said(name, spoken(value, kind.field(name)))

    return tuple(
        Clash(name, kind.label(name), said(name, mine.get(name)), plain(name, one.now), plain(name, one.then), one.by, one.at)
        for name, one in refusal.fields.items()
    )


def steps(kind: Kind, found: Iterable[Step], held: Reach, lang: words.Lang) -> list[ShownStep]:
    """Return the history of a row in words."""
    listed = list(found)
    names = _names(kind, {turn.name for step in listed for turn in step.turns}, held)

    def turned(turn: Turn) -> ShownTurn:
        before, after = (in_words(kind, turn.name, value, names, lang) for value in (turn.before, turn.after))
        return ShownTurn(turn.name, turn.label, before, after, turn.can_return)

    return [ShownStep(step, tuple(map(turned, step.turns))) for step in listed]


def _names(kind: Kind, fields: Iterable[str], held: Reach) -> dict[str, Choices]:
    refs = {kind.field(name).ref for name in fields}
    return choices({ref for ref in refs if ref and ref in ROWS}, held)


def in_words(kind: Kind, name: str, value: Value, names: Mapping[str, Choices], lang: words.Lang) -> str:
    """Return a value of a field as a reader says it; nothing stays nothing."""
    field = kind.field(name)
    if value is None or value == [] or value == "":
        return ""
    if field.ref in names and isinstance(value, str):
        return names[field.ref].label(value)
    match field.type:
        case "choice":
            return words.render(CHOICES[str(value)], lang) if value in CHOICES else str(value)
        case "bool":
            return words.yes_no(bool(value), lang)
        case "money" if isinstance(value, Decimal):
            return words.money(Money(value, currency_of_home()), lang, exact=True)
        case "share" if isinstance(value, int | float):
            return words.share(float(value), lang, digits=0 if round(float(value) * 100, 6) % 1 == 0 else 1)
        case "list" if isinstance(value, list):
            return words.listed(value, lang)
    return words.written(value, lang)
