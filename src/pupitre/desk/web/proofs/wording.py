"""Rows written for a reader: names instead of codes, each value the way its column is read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

import pyarrow.compute as pc
from django.db.models import Value

from pupitre import words
from pupitre.desk import findings
from pupitre.desk.proofs.basis import Cells
from pupitre.desk.proofs.known import Known, columns_of, explained
from pupitre.desk.proofs.narrow import as_text
from pupitre.desk.proofs.stakes import NAME as STAKES
from pupitre.desk.web.addresses import address
from pupitre.desk.web.evidence import cell, column_title, finding_link
from pupitre.desk.web.labels import KINDS
from pupitre.desk.web.proofs.labels import CHANCE_RANGE, CHANCES, CODES, COLUMNS
from pupitre.kernel import N_, Text, reading
from pupitre.records.models import MODELS
from pupitre.tables import TABLES

FIGURES: Final = frozenset({"number", "count", "money", "share", "date"})
"""Declared types of columns that are figures."""
UNITS: Final[Mapping[str, Text]] = {
    "days": Text(N_("days")),
    "working days": Text(N_("working days")),
    "hours": Text(N_("hours")),
    "posts": Text(N_("posts")),
}
PAGES: Final[Mapping[str, str]] = {
    "project": "portfolio:project",
    "objective": "strategy:objective",
    "axis": "strategy:axis",
    "kpi": "performance:kpi",
    "decision": "decide:decision",
    "action": "decide:action",
}
"""The page about each kind of thing."""
TITLES: Final = ("name", "title")


@dataclass(frozen=True, slots=True)
class Subject:
    """What a row is about: its kind, its name, its code, and the address of its page; empty texts where there is none."""

    kind: str
    name: str
    key: str
    page: str


@dataclass(slots=True)
class Writer:
    """What is needed to write rows for one reader.

    Args:
        lang: The language.
        currency: The currency of the company.
        names: Kind → key → name, of what the rows name.
        counted_in: KPI → what its readings are counted in, and the largest of them. frequencies: KPI → how often one is expected.
    """

    lang: words.Lang
    currency: str
    names: dict[str, dict[str, str]] = field(default_factory=dict)
    counted_in: dict[str, tuple[str | None, float]] = field(default_factory=dict)
    frequencies: dict[str, str] = field(default_factory=dict)

    def learn(self, tables: Iterable[tuple[str, Iterable[Cells]]], known: Known) -> None:
        """Read the names of everything that rows name."""
        wanted: dict[str, set[str]] = {}
        for table, rows in tables:
            kinds = kinds_named(table)
            for row in rows:
                for column, kind in kinds.items():
                    wanted.setdefault(kind, set()).add(as_text(row.get(column)))
                if {"kind", "key"} <= row.keys():
                    wanted.setdefault(as_text(row["kind"]), set()).add(as_text(row["key"]))
        sentences = {
            one.fingerprint: words.render(one.finding.text, self.lang) for one in findings.some(wanted.pop("finding", set()), on=known.on)
        }
        self.names = {"finding": sentences} | named({kind: keys - {""} for kind, keys in wanted.items() if kind in MODELS})
        if self.names.get("kpi"):
            self._learn_units(known)

    def _learn_units(self, known: Known) -> None:
        readings = known.every("measure")
        sizes = readings.append_column("size", pc.abs(readings.column("value"))).group_by("kpi").aggregate([("size", "max")]).to_pylist()
        largest = {row["kpi"]: row["size_max"] or 0.0 for row in sizes}
        for key, unit, frequency in MODELS["kpi"].objects.filter(key__in=self.names["kpi"]).values_list("key", "measured_in", "frequency"):
            self.counted_in[key] = (unit, largest.get(key, 0.0))
            self.frequencies[key] = frequency or ""

    def cell(self, table: str, column: str, row: Cells) -> str:
        """Return one cell as it is read."""
        value = row[column]
        kinds = kinds_of(table)
        said = explained(table)
        if value in (None, "") or (column == "reason" and said is None):
            return "–" if value in (None, "") else str(value)
        if column == "reason" and said and value in said.reasons:
            return words.render(said.reasons[value], self.lang)
        if (kind := kinds_named(table).get(column)) or (column == "key" and "kind" in row and (kind := as_text(row["kind"]))):
            return self.names.get(kind, {}).get(value, "") or str(value)
        if kinds.get(column) == "number":
            return self._number(table, column, row, value)
        if table not in TABLES and kinds.get(column) == "text" and value in CODES:
            return words.render(CODES[value], self.lang)
        if kinds.get(column) == "count" and column == "year":
            return str(value)
        if isinstance(value, list):
            return ", ".join(value)
        return cell(value, column, kinds, as_text(row.get("currency")) or self.currency, self.lang)

    def _number(self, table: str, column: str, row: Cells, value: Any) -> str:  # a number of any kind
        unit, largest = self.counted_in.get(as_text(row.get("kpi")), (None, 0.0))
        if unit is not None and not column.endswith("_days"):
            return words.written(reading(value, unit, largest=max(largest, abs(value))), self.lang)
        text = words.number(value, self.lang)
        counted = UNITS.get(unit_of(table, column))
        return f"{text}{words.NBSP}{words.render(counted, self.lang)}" if counted else text

    def part(self, table: str, column: str, text: str) -> str:
        """Return a value of an address as it is read."""
        match kinds_of(table).get(column):
            case "bool":
                return words.yes_no(text == "true", self.lang)
            case "date":
                return words.day(date.fromisoformat(text), self.lang)
            case "number" | "count" | "money" | "share":
                return words.number(float(text), self.lang)
        return self.cell(table, column, {column: text})

    def title(self, table: str, column: str) -> str:
        """Return what a column holds, in words."""
        own = (CHANCE_RANGE.get(column) if table in CHANCES else None) or (COLUMNS.get(column) if table not in TABLES else None)
        return words.render(own, self.lang) if own else column_title(table, column, self.lang)

    def subject(self, table: str, row: Cells) -> Subject:
        """Return what a row is about, by name."""
        kind, own = subject_of(table, row)
        if kind == "finding":
            return Subject(words.render(Text(N_("Finding")), self.lang), self.names[kind].get(own, own), "", finding_link(own))
        page = address(PAGES[kind], own) if kind in PAGES and own else ""
        return Subject(words.render(KINDS[kind], self.lang) if kind in KINDS else "", self.names.get(kind, {}).get(own) or own, own, page)


def kinds_named(table: str) -> dict[str, str]:
    """Return the columns of a table that name something, with the kind they name."""
    if table in TABLES:
        own = {"key"} if table in MODELS else set()
        named_by = {f.name: f.ref for f in TABLES[table].fields if f.ref in MODELS and f.type == "key" and f.name not in own}
        return {column: kind for column, kind in named_by.items() if kind}
    if table == STAKES:
        return {"fingerprint": "finding"}
    return {column: column for column in own_columns(table) if column in MODELS}


def own_columns(table: str) -> tuple[str, ...]:
    """Return the columns of a table, in order."""
    return tuple(columns_of(table))


def kinds_of(table: str) -> dict[str, str]:
    """Return the declared type of each column of a table."""
    return columns_of(table)


def named(wanted: Mapping[str, set[str]]) -> dict[str, dict[str, str]]:
    """Return names by kind and key, in one query."""
    asked = []
    for kind, keys in sorted(wanted.items()):
        present = {one.name for one in MODELS[kind]._meta.get_fields()}
        title = next((name for name in TITLES if name in present), None)
        if keys and title and "key" in present and kind != "task":  # the code of a task is its own only within its project
            asked.append(MODELS[kind].objects.filter(key__in=keys).order_by().values_list(Value(kind), "key", title))
    found: dict[str, dict[str, str]] = {}
    for kind, key, name in asked[0].union(*asked[1:], all=True) if asked else ():
        found.setdefault(kind, {})[key] = name or ""
    return found


def subject_of(table: str, row: Cells) -> tuple[str, str]:
    """Return the kind and the key of what a row is about: itself, else the first thing that its key names."""
    if table in MODELS and "key" in row and table != "task":
        return table, as_text(row["key"])
    if {"kind", "key"} <= row.keys():
        return as_text(row["kind"]), as_text(row["key"])
    return next(((kind, as_text(row[column])) for column, kind in kinds_named(table).items() if row.get(column)), ("", ""))


def unit_of(table: str, column: str) -> str:
    """Return the unit that a column is declared in, empty when it has none."""
    return next((f.unit or "" for f in TABLES[table].fields if f.name == column), "") if table in TABLES else ""
