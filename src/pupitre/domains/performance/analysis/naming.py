"""Which KPIs bear one name and mean two things."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from pupitre.domains.performance.inputs import Kpi, Model
from pupitre.maths.formula import FormulaError, canonical, parse, unit
from pupitre.maths.similarity.words import plain
from pupitre.maths.wording import SMALL_WORDS, is_slip, spelled, words

SAME_WORDS = 0.8
"""Two definitions that share this much of their words are one, written twice."""
APART = re.compile(r"\s+[-–—:|/]\s+|\s*[():,;]\s*")
"""What sets a department apart in a name: “Service rate – Logistics”, “Service rate (Logistics)”."""


@dataclass(frozen=True, slots=True)
class Twice:
    """KPIs of one name with more than one definition.

    Args:
        name: The name, as the first of them writes it.
        ways: The KPIs of each definition, in order of their first key.
        differ_by: `formula`, `definition`, `unit` or `direction`: the first thing that tells them apart.
    """

    name: str
    ways: tuple[tuple[Kpi, ...], ...]
    differ_by: str


def words_of(name: str, unit_name: str = "") -> tuple[str, ...]:
    """Return the words that carry the meaning of a KPI's name, the department it sets apart left out."""
    kept = [part for part in APART.split(name) if spelled(part) != spelled(unit_name)] if unit_name else [name]
    return words(" ".join(kept))


def defined_twice(model: Model) -> list[Twice]:
    """Return the names that carry more than one definition.

    Two KPIs of one name in two departments are one KPI as long as nothing tells them apart: only what is written on both is compared.
    """
    found = []
    for members in _by_name(model):
        told = _told_apart(members)
        if told is not None:
            found.append(Twice(members[0].name, *told))
    return found


def _by_name(model: Model) -> list[list[Kpi]]:
    """Return the KPIs of each name, slips of the pen forgiven."""
    groups: dict[tuple[str, ...], list[Kpi]] = {}
    nearly: dict[tuple[str, ...], list[tuple[str, list[Kpi]]]] = {}
    for kpi in model.kpis.values():
        name = words_of(kpi.name, model.units.get(kpi.unit or "", "")) or (kpi.key,)
        rests = [(name[:i] + name[i + 1 :], word) for i, word in enumerate(name)]
        if name not in groups:
            slips = (members for rest, word in rests for other, members in nearly.get(rest, ()) if is_slip(word, other))
            groups[name] = next(slips, [])
            for rest, word in rests:
                nearly.setdefault(rest, []).append((word, groups[name]))
        groups[name].append(kpi)
    return list({id(members): members for members in groups.values()}.values())


def _told_apart(kpis: list[Kpi]) -> tuple[tuple[tuple[Kpi, ...], ...], str] | None:
    """Return the definitions of KPIs of one name, when there are two or more, and what tells them apart."""
    tests: Mapping[str, list[object]] = {
        "formula": [_formula(k.formula) for k in kpis],
        "definition": [frozenset(words(k.definition or "")) or None for k in kpis],
        "unit": [(u.dimensions, u.size) if (u := unit(k.measured_in)) is not None else None for k in kpis],
        "direction": [k.direction if k.direction in ("up", "down") else None for k in kpis],
    }
    for differ_by, marks in tests.items():
        ways: list[tuple[object, list[Kpi]]] = []
        for kpi, mark in zip(kpis, marks, strict=True):
            if mark is None:
                continue
            home = next((members for known, members in ways if _is_same(known, mark)), None)
            if home is None:
                ways.append((mark, [kpi]))
            else:
                home.append(kpi)
        if len(ways) > 1:
            return tuple(tuple(members) for _, members in ways), differ_by
    return None


@dataclass(frozen=True, slots=True)
class _Formula:
    """What a formula says: its canonical form when it can be read, and its words in order."""

    canonical: str | None
    spelled: tuple[str, ...]


def _formula(text: str | None) -> _Formula | None:
    if not text or not text.strip():
        return None
    in_order = tuple(word.removesuffix("s") for word in spelled(text) if word not in SMALL_WORDS)
    try:
        return _Formula(canonical(parse(plain(text))), in_order)
    except FormulaError:
        return _Formula(None, in_order)


def _is_same(one: object, other: object) -> bool:
    """Tell whether two definitions say the same: read formulas exactly, words nearly, in their order where order counts."""
    if isinstance(one, _Formula) and isinstance(other, _Formula):
        if one.canonical is not None and other.canonical is not None:
            return one.canonical == other.canonical
        return SequenceMatcher(None, one.spelled, other.spelled, autojunk=False).ratio() >= SAME_WORDS
    if isinstance(one, frozenset) and isinstance(other, frozenset):
        return len(one & other) >= SAME_WORDS * len(one | other)
    return one == other
