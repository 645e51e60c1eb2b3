"""What a person or a department is in charge of, and the fields of a thing that has no page of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pupitre.desk.rights import Viewer, reach
from pupitre.desk.rows import columns, read
from pupitre.desk.search import SEARCHED
from pupitre.desk.web.labels import CHOICES, KINDS
from pupitre.desk.web.proofs import proof
from pupitre.desk.web.search.places import ICONS, Place, link_of
from pupitre.kernel import N_, Text
from pupitre.records.models import MODELS
from pupitre.records.system import ROWS

OWNED: Final = {
    "objective": Text(N_("Objectives")),
    "kpi": Text(N_("KPIs")),
    "project": Text(N_("Projects")),
    "decision": Text(N_("Decisions")),
    "action": Text(N_("Actions")),
    "risk": Text(N_("Risks")),
    "programme": Text(N_("Programmes")),
    "process": Text(N_("Processes")),
    "improvement": Text(N_("Improvements")),
}
SHOWN: Final = 100
"""Things of one kind that are listed; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Group:
    """Things of one kind. title: The kind. lines: The first of them. count: How many in all. proof: The page of their rows."""

    title: Text
    lines: tuple[Place, ...]
    count: int
    proof: str


@dataclass(frozen=True, slots=True)
class Held:
    """What stands about something.

    Args:
        name: Its name. key: Its code. facts: Its fields that hold something, as heading and value, with a link where there is one.
        groups: What it is in charge of, by kind.
    """

    name: str
    key: str
    facts: tuple[tuple[Text, object, str], ...]
    groups: tuple[Group, ...]


def holdings(kind: str, key: str, viewer: Viewer) -> Held | None:
    """Return what stands about something, None when there is no such thing."""
    if kind not in SEARCHED or kind not in ROWS:
        return None
    table = ROWS[kind]
    rows = read(table, [(key,)])
    if (key,) not in rows:
        return None
    row = dict(zip(columns(table), rows[(key,)], strict=True))
    name = str(row.get("title") or row.get("name") or key)
    facts = []
    for field in table.fields:
        value = row[field.name]
        if value in (None, "") or field.name in ("key", "name", "title", "aliases", "extra") or field.type in ("list", "bool"):
            continue
        if field.ref in KINDS and field.ref in SEARCHED:
            facts.append((Text(field.says), _name(field.ref, str(value)), link_of(field.ref, str(value))))
        elif field.type in ("text", "key", "choice"):
            facts.append((Text(field.says), CHOICES.get(str(value), str(value)), ""))
    return Held(name, key, tuple(facts), tuple(_groups(kind, key, viewer)))


def _name(kind: str, key: str) -> str:
    field = "title" if kind in ("decision", "action", "risk", "improvement") else "name"
    return str(MODELS[kind].objects.filter(key=key).values_list(field, flat=True).first() or key)


def _groups(kind: str, key: str, viewer: Viewer) -> list[Group]:
    if kind not in ("person", "unit"):
        return []
    within = reach(viewer)
    found = []
    for owned, title_of_kind in OWNED.items():
        names = columns(ROWS[owned])
        link = "owner" if kind == "person" else "unit"
        if link not in names:
            continue
        title = "title" if "title" in names else "name"
        rows = MODELS[owned].objects.filter(**{link: key}).order_by(title).values_list("key", title)
        seen = [(code, name) for code, name in rows if within.sees(owned, code)]
        if seen:
            lines = tuple(Place(name or code, link_of(owned, code), ICONS[owned], code) for code, name in seen[:SHOWN])
            found.append(Group(title_of_kind, lines, len(seen), proof(owned, **{link: key})))
    return found
