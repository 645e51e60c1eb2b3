"""The rows that prove a finding, written for a reader, each with the file and line it came from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.urls import NoReverseMatch, reverse

from pupitre import words
from pupitre.desk.lineage import Origin, lineages
from pupitre.desk.proofs.known import is_known, key_of
from pupitre.desk.registry import domains
from pupitre.desk.web.labels import CHOICES, COLUMNS, KINDS
from pupitre.desk.web.proofs import proof
from pupitre.desk.web.proofs.labels import CODES
from pupitre.desk.web.proofs.labels import COLUMNS as COMPUTED
from pupitre.kernel import N_, Evidence, Finding, Money, Share, Subject, Text
from pupitre.records.models import MODELS
from pupitre.tables import TABLES

SHOWN_ROWS = 30
"""A page shows so many rows of one table; the rest is counted."""
FIGURES = frozenset({"number", "count", "money", "share"})
INSIDE = frozenset({"activity", "process_rule"})
"""Kinds whose keys begin with that of the process they are in."""
GAPS = frozenset({"gap"})
"""Shares that are the difference of two others, read in points."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of proof: its cells as written, the place it was read from, empty for a row that a domain computed, and its own page."""

    cells: tuple[str, ...]
    origin: str
    link: str


@dataclass(frozen=True, slots=True)
class Proof:
    """A table of proof.

    Args:
        title: What one row is. columns: Their names. figures: Indexes of columns of figures, aligned to the right.
        rows: The first rows. rest: How many more there are, as a sentence, or nothing.
    """

    title: str
    columns: tuple[str, ...]
    figures: frozenset[int]
    rows: tuple[Row, ...]
    rest: str


def proofs(finding: Finding, *, currency: str, lang: words.Lang) -> list[Proof]:
    """Return the evidence of a finding, one table per kind of row."""
    return [_proof(one, currency=currency, lang=lang) for one in finding.evidence if one.keys]


def _proof(one: Evidence, *, currency: str, lang: words.Lang) -> Proof:
    kinds = column_kinds(one.table)
    shown = one.keys[:SHOWN_ROWS]
    values = one.values[:SHOWN_ROWS]
    # A column that is empty in every row shown proves nothing.
    kept = [at for at in range(len(one.columns)) if any(row[at] not in (None, "") for row in values)]
    origins = lineages(one.table, shown)
    rows = tuple(
        Row(
            tuple(cell(row[at], one.columns[at], kinds, currency, lang) for at in kept),
            _origin(origins.get(key, ()), lang),
            proof(one.table, "", *key) if is_known(one.table) and len(key) == len(key_of(one.table)) else "",
        )
        for key, row in zip(shown, values, strict=True)
    )
    more = len(one.keys) - len(shown)
    rest = Text.many(N_("%(count)s more row is not shown."), N_("%(count)s more rows are not shown."), count=more)
    return Proof(
        title=table_title(one.table, lang),
        columns=tuple(column_title(one.table, one.columns[at], lang) for at in kept),
        figures=frozenset(place for place, at in enumerate(kept) if kinds.get(one.columns[at]) in FIGURES),
        rows=rows,
        rest=words.render(rest, lang) if more else "",
    )


def _origin(origins: Sequence[Origin], lang: words.Lang) -> str:
    if not origins:
        return ""
    last = origins[0]
    if last.file is None:
        return words.render(Text(N_("written by %(who)s"), who=last.by), lang)
    if last.row is None:
        return last.file
    place = Text(N_("%(file)s, row %(row)s"), file=last.file, row=last.row)
    if last.sheet:
        place = Text(N_("%(file)s, sheet %(sheet)s, row %(row)s"), file=last.file, sheet=last.sheet, row=last.row)
    return words.render(place, lang)


def cell(value: object, column: str, kinds: Mapping[str, str], currency: str, lang: words.Lang) -> str:
    """Return one cell as the declared type of its column is read; a column that nothing declares is read by its value."""
    match kinds.get(column, ""), value:
        case _, None | "":
            return "–"
        case _, bool():
            return words.yes_no(value, lang)
        case "share", int() | float() if column in GAPS:
            return words.points(float(value), lang, digits=1)
        case "share", int() | float():
            return words.share(Share(float(value), 1 if 0 < abs(value) < 0.1 else 0), lang)
        case "money", int() | float() | Decimal():
            return words.money(Money(Decimal(str(value)), currency), lang, exact=True)
        case "text", str() if column == "kind" and value in CODES:
            return words.render(CODES[value], lang)
        case "choice" | "text", str() if value in CHOICES:
            return words.render(CHOICES[value], lang)
        case _, str() | int() | float() | Decimal() | date():
            return words.written(value, lang)
    return str(value)


def column_kinds(table: str) -> dict[str, str]:
    """Return the declared type of each column of a table; a column that it borrows has the type its own table gives it."""
    published = {name: kind for card in domains() for columns in card.publishes.values() for name, kind in columns.items()}
    if table in TABLES:
        return published | {field.name: field.type for field in TABLES[table].fields}
    own = next((dict(card.publishes[table]) for card in domains() if table in card.publishes), {})
    return published | own


def column_title(table: str, name: str, lang: words.Lang) -> str:
    """Return what a column holds, in words; one that a domain computed borrows the words of a column of that name."""
    own = {field.name: field.says for field in TABLES[table].fields} if table in TABLES else {}
    told = None if own.get(name) else COLUMNS.get(name) or (None if own else COMPUTED.get(name))
    if told:
        return words.render(told, lang)
    says = own.get(name) or next((f.says for one in TABLES.values() for f in one.fields if f.name == name and f.says), "")
    return words.render(Text(says), lang) if says else name.replace("_", " ")


def table_title(table: str, lang: words.Lang) -> str:
    """Return what the rows of a table are."""
    if table in KINDS or table in TABLES:
        return words.render(KINDS.get(table) or Text(TABLES[table].says), lang)
    card = next((card for card in domains() if table in card.publishes), None)
    return words.render(Text(N_("Computed by the domain: %(domain)s"), domain=card.title), lang) if card else table


@dataclass(frozen=True, slots=True)
class About:
    """Something that a finding is about: its kind, its name, its code, and its page when its domain has one."""

    kind: Text
    name: str
    key: str
    link: str


def about(subjects: Sequence[Subject], domain: str) -> list[About]:
    """Return what a finding of a domain is about, by name; one query per kind."""
    named: dict[tuple[str, str], str] = {}
    for kind in {s.kind for s in subjects} & MODELS.keys():
        model = MODELS[kind]
        title = next((f for f in ("name", "title") if f in {c.name for c in model._meta.get_fields()}), None)
        if title:
            rows = model.objects.filter(key__in=[s.key for s in subjects if s.kind == kind]).values_list("key", title)
            named |= {(kind, key): name or "" for key, name in rows}
    return [
        About(KINDS.get(s.kind, Text("%(kind)s", kind=s.kind)), named.get((s.kind, s.key), "") or _inside(s), s.key, _page(domain, s))
        for s in subjects
    ]


def _inside(subject: Subject) -> str:
    """Return the name of what has one inside something else only, such as a step of a process; nothing for other kinds."""
    return subject.key.partition("/")[2] if subject.kind in INSIDE else ""


def _page(domain: str, subject: Subject) -> str:
    try:
        return reverse(f"{domain}:{subject.kind}", args=[subject.key])
    except NoReverseMatch:
        return ""


def finding_link(fingerprint: str) -> str:
    """Return the page of a finding."""
    return reverse("desk:finding", args=[fingerprint])
