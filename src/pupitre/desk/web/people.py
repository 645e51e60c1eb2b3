"""Who owns what a finding is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pupitre.desk.findings import Kept
from pupitre.records.models import MODELS

OWNED = ("project", "objective", "kpi", "risk", "decision", "action")
"""Kinds of things that have an owner, in the order in which one is looked for."""


@dataclass(frozen=True, slots=True)
class Owner:
    """A person, or the department when no person is named."""

    name: str

    @property
    def initials(self) -> str:
        """Two letters for the round mark."""
        parts = self.name.replace("-", " ").replace(".", " ").split()
        return "".join(part[0] for part in (parts[:1] + parts[1:][-1:])).upper()


def owners(items: Sequence[Kept]) -> dict[str, Owner]:
    """Return, by fingerprint, the owner of the first owned thing each finding is about; at most one query per kind and two for names."""
    wanted = {kind: {s.key for item in items for s in item.finding.subjects if s.kind == kind} for kind in OWNED}
    found: dict[tuple[str, str], tuple[str, str]] = {}
    for kind, keys in wanted.items():
        if keys:
            rows = MODELS[kind].objects.filter(key__in=keys).values_list("key", "owner", "unit")
            found |= {(kind, key): (owner or "", unit or "") for key, owner, unit in rows}
    people = names("person", {owner for owner, _ in found.values() if owner})
    units = names(
        "unit", {unit for _, unit in found.values() if unit} | {s.key for i in items for s in i.finding.subjects if s.kind == "unit"}
    )
    named: dict[str, Owner] = {}
    for item in items:
        for subject in item.finding.subjects:
            owner, unit = found.get((subject.kind, subject.key), ("", subject.key if subject.kind == "unit" else ""))
            name = people.get(owner, owner) or units.get(unit, unit)
            if name and item.fingerprint not in named:
                named[item.fingerprint] = Owner(name)
    return named


def names(kind: str, keys: set[str]) -> dict[str, str]:
    """Return the names of people or departments by key."""
    return dict(MODELS[kind].objects.filter(key__in=keys).values_list("key", "name")) if keys else {}


def choices(kind: str) -> list[tuple[str, str]]:
    """Return every person or department as a choice, by name."""
    return list(MODELS[kind].objects.order_by("name").values_list("key", "name"))
