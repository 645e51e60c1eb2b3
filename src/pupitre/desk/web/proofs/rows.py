"""The page of many rows: what a count or a sum is made of."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc
from django.db.models import Q

from pupitre import words
from pupitre.desk.proofs.basis import Cells, latest_first, origins, row_key
from pupitre.desk.proofs.known import Known, explained, key_of
from pupitre.desk.proofs.stakes import NAME as STAKES
from pupitre.desk.web.evidence import table_title
from pupitre.desk.web.proofs.asked import Asked
from pupitre.desk.web.proofs.links import proof
from pupitre.desk.web.proofs.page import Place, part_columns, place
from pupitre.desk.web.proofs.wording import FIGURES, Writer, kinds_of, own_columns
from pupitre.kernel import N_, Money, Text
from pupitre.records.models import Source
from pupitre.tables import TABLES

PAGE_SIZE: Final = 50
COLUMNS_LISTED: Final = 14
"""A list shows what its rows hold: it scrolls sideways rather than hide the figure that led to it."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the list: as written, and the page of the figure, empty for what is none."""

    text: str
    link: str


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the list."""

    cells: tuple[Cell, ...]
    place: Place | None


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, how its figures are made, whether it is one of figures, whether it was asked for."""

    title: str
    formula: Text | None
    is_figure: bool
    is_asked: bool


@dataclass(frozen=True, slots=True)
class Rows:
    """What the page of many rows shows.

    Args:
        title: What they are. says: What their table holds. method: Name of the method page, empty for rows of files.
        count: How many. total: Their sum, when a column that adds up was asked for. kept: What they were chosen by, as phrases.
        columns, lines: The table. number, pages: The page shown and how many there are. before, after: Addresses of its neighbours.
        sources: The files behind the table. every: The page of the whole table, empty when this is it.
    """

    title: str
    says: Text
    method: str
    count: int
    total: str
    kept: tuple[Text, ...]
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    number: int
    pages: int
    before: str
    after: str
    sources: tuple[Source, ...]
    every: str


def rows_page(one: Asked, rows: pa.Table, known: Known, *, number: int, currency: str, lang: words.Lang) -> Rows:
    """Return one page of the rows that an address asks for.

    Args:
        one: What the address asks for. rows: The rows found.
        known: The tables. number: The page wanted, from 1; the nearest one when there is no such page.
        currency: That of the company. lang: The reader's language.
    """
    pages = max(-(-rows.num_rows // PAGE_SIZE), 1)
    number = min(max(number, 1), pages)
    shown = latest_first(one.table, rows, on=known.on).slice((number - 1) * PAGE_SIZE, PAGE_SIZE).to_pylist()
    writer = Writer(lang, currency)
    chosen = dict(zip(key_of(one.table), one.key, strict=False))
    writer.learn([(one.table, shown), (one.table, [dict.fromkeys(own_columns(one.table)) | chosen])], known)
    said = explained(one.table)
    columns = _columns(one, shown)
    here = proof(one.table, one.column, *one.key, **dict(one.where))
    page = f"{here}{'&' if '?' in here else '?'}page="
    return Rows(
        title=title_of(one.table, lang),
        says=said.text if said else Text(TABLES[one.table].says),
        method=said.method if said else "",
        count=rows.num_rows,
        total=_total(one, rows, currency, lang),
        kept=_kept(one, writer, chosen),
        columns=tuple(_column(one, name, writer) for name in columns),
        lines=_lines(one, shown, columns, writer),
        number=number,
        pages=pages,
        before=f"{page}{number - 1}" if number > 1 else "",
        after=f"{page}{number + 1}" if number < pages else "",
        sources=sources_of(one.table),
        every=proof(one.table, one.column) if one.key or one.where else "",
    )


def title_of(table: str, lang: words.Lang) -> str:
    """Return what the rows of a table are."""
    return words.render(Text(N_("Open findings")), lang) if table == STAKES else table_title(table, lang)


def sources_of(table: str) -> tuple[Source, ...]:
    """Return the files that brought rows of a table, or of those that a derived one is computed from, the latest first."""
    tables = _under(table)
    asked = Q()
    for name in sorted(tables):
        asked |= Q(counts__has_key=name)
    return tuple(Source.objects.filter(asked).select_related("change").order_by("-id")) if tables else ()


def _under(table: str, above: frozenset[str] = frozenset()) -> frozenset[str]:
    """Return the tables of the company model that a table rests on; two derived ones may show each other as their proof."""
    if table in TABLES:
        return frozenset({table})
    said = explained(table)
    inputs = [one.table for one in said.inputs if one.table not in above] if said else []
    return frozenset().union(*(_under(name, above | {table}) for name in inputs))


def _columns(one: Asked, shown: list[Cells]) -> tuple[str, ...]:
    asked = (one.column,) if one.column else ()
    key = tuple(name for name in key_of(one.table) if any(row[name] not in (None, "") for row in shown))
    rest = part_columns(one.table, shown, apart=frozenset((*asked, *key)), most=COLUMNS_LISTED)
    return (*key, *(name for name in asked if name not in key), *rest)


def _column(one: Asked, name: str, writer: Writer) -> Column:
    said = explained(one.table)
    formula = said.columns.get(name) if said else None
    return Column(writer.title(one.table, name), formula, kinds_of(one.table).get(name) in FIGURES - {"date"}, name == one.column)


def _lines(one: Asked, shown: list[Cells], columns: tuple[str, ...], writer: Writer) -> tuple[Line, ...]:
    kinds = kinds_of(one.table)
    key = key_of(one.table)
    lines = []
    for row, origin in zip(shown, origins(one.table, shown), strict=True):
        own = row_key(one.table, row)
        cells = []
        for at, name in enumerate(columns):
            has_page = at == 0 or (kinds.get(name) in FIGURES and name not in key and row[name] is not None)
            link = proof(one.table, name if at else "", *own) if has_page else ""
            cells.append(Cell(writer.cell(one.table, name, row), link))
        lines.append(Line(tuple(cells), place(origin) if origin else None))
    return tuple(lines)


def _total(one: Asked, rows: pa.Table, currency: str, lang: words.Lang) -> str:
    """Return the sum of the column asked for, where it may be added up."""
    said = explained(one.table)
    kind = kinds_of(one.table).get(one.column)
    adds = one.column in said.adds if said else kind == "money" and one.table in TABLES
    if not one.column or not adds:
        return ""
    coins = set(rows.column("currency").to_pylist()) - {None, ""} if "currency" in rows.column_names else set()
    if len(coins) > 1:
        return ""
    total = pc.sum(rows.column(one.column)).as_py() or 0
    if kind == "money":
        return words.money(Money(Decimal(total), coins.pop() if coins else currency), lang, exact=True)
    return words.share(float(total), lang, digits=1) if kind == "share" else words.number(total, lang)


def _kept(one: Asked, writer: Writer, chosen: Cells) -> tuple[Text, ...]:
    """Return what the rows were chosen by, as phrases."""
    found = [_phrase(writer.title(one.table, name), str(value), writer, one.table, name) for name, value in chosen.items()]
    return tuple(found + [_phrase(writer.title(one.table, name), value, writer, one.table, name) for name, value in one.where])


def _phrase(title: str, value: str, writer: Writer, table: str, name: str) -> Text:
    if value == "!":
        return Text(N_("%(column)s: known"), column=title)
    if value == "":
        return Text(N_("%(column)s: none"), column=title)
    if value[0] == "!":
        return Text(N_("%(column)s: other than %(value)s"), column=title, value=writer.part(table, name, value[1:]))
    if value[0] == ">":
        return Text(N_("%(column)s: above %(value)s"), column=title, value=writer.part(table, name, value[1:]))
    if value[0] == "<":
        return Text(N_("%(column)s: below %(value)s"), column=title, value=writer.part(table, name, value[1:]))
    return Text(N_("%(column)s: %(value)s"), column=title, value=tuple(writer.part(table, name, part) for part in value.split(",")))
