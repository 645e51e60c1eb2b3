"""From the rows of a file to the tables of the company model."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

import pyarrow as pa
import pyarrow.compute as pc

from pupitre.kernel import N_, InputError, Place, Problem, Text
from pupitre.sources.fill import direction, kpis, money, processes, projects, prospects, tasks, together, who
from pupitre.sources.fill.columns import Rows, mapped
from pupitre.sources.fill.context import FillContext, Filled
from pupitre.sources.fill.keys import Names, fold, slug
from pupitre.sources.fill.periods import stated_date
from pupitre.sources.fill.references import References
from pupitre.sources.reading import ReadTable

Filler = Callable[[Rows, References, FillContext], Filled]

PLAIN: dict[str, Filler] = {
    "units": who.units,
    "people": who.people,
    "capacity": who.capacity,
    "allocations": who.allocations,
    "axes": direction.axes,
    "objectives": direction.objectives,
    "key_results": direction.key_results,
    "services": direction.services,
    "contributions": projects.contributions,
    "tasks": tasks.tasks,
    "links": tasks.links,
    "calendars": tasks.calendars,
    "ledger": money.ledger,
    "decisions": together.decisions,
    "actions": together.actions,
    "risks": together.risks,
    "suppliers": together.suppliers,
    "effects": prospects.effects,
    "limits": prospects.limits,
    "assumptions": prospects.assumptions,
    "hazards": prospects.hazards,
    "processes": processes.processes,
    "events": processes.events,
    "process_rules": processes.rules,
    "improvements": processes.improvements,
}
ORDER = (
    *("units", "people", "axes", "objectives", "services", "kpis", "key_results", "projects", "contributions", "tasks", "links"),
    *("calendars", "allocations", "capacity", "staffing", "budgets", "ledger", "decisions", "actions", "risks", "suppliers"),
    *("effects", "limits", "assumptions", "hazards", "processes", "process_rules", "improvements", "events"),
)
"""The kinds of files in the order in which they build on each other."""

NOTHING_FILLED = "table.nothing_filled"
"""Rule broken by a table of a known kind whose rows all lack what names them."""

NAMED_BY = {
    "people": ("person", "id", "name"),
    "axes": ("axis", "code", "name"),
    "objectives": ("objective", "code", "name"),
    "key_results": ("key_result", "code", "name"),
    "services": ("objective", "", "name"),
    "projects": ("project", "code", "name"),
    "decisions": ("decision", "code", "title"),
    "risks": ("risk", "code", "title"),
    "suppliers": ("supplier", "siret", "name"),
    "processes": ("process", "code", "name"),
}
"""Kind of file → what it is the list of, with the columns of its code and name."""


def fill(table: ReadTable, context: FillContext) -> Filled:
    """Return the model rows that one exchange table gives.

    Args:
        table: Typed rows of one of the kinds of `tables.exchange`.
        context: What is known beforehand; see `FillContext`.

    Returns:
        Rows in the declared schemas plus `source_row`; a row without its key is left out. Amounts are in the currency of the context.

    Raises:
        InputError: The table was not recognised as any kind.
    """
    if table.kind not in ORDER:
        raise InputError(
            Text(N_("This table is not of a kind that can be loaded.")),
            where=Place(context.file, table.sheet),
            mend=Text(N_("Say what it holds, or leave it out.")),
        )
    rows = Rows(table.data)
    refs = References(rows, context, table.sheet)
    filled = _filler(table, context)(rows, refs, context)
    tables = {name: made for name, made in filled.tables.items() if made.num_rows}
    lost = () if tables or not rows.count else (_nothing_filled(table, rows, context),)
    return Filled(
        tables,
        (*filled.problems, *refs.problems, *lost, *_dated(table, rows, context)),
        (*filled.questions, *refs.questions(table.sheet or "-")),
    )


def _nothing_filled(table: ReadTable, rows: Rows, context: FillContext) -> Problem:
    """Say that a table was recognised, yet that none of its rows names what it speaks of."""
    return Problem(
        rule=NOTHING_FILLED,
        severity="refused",
        where=Place(context.file, table.sheet),
        found="",
        what=Text.many(
            N_("None of the rows says what it is about: %(count)s row left out."),
            N_("None of the rows says what it is about: %(count)s rows left out."),
            count=rows.count,
        ),
        mend=Text(N_("Say which column holds the code or the name.")),
        reason="nothing_filled",
    )


def _filler(table: ReadTable, context: FillContext) -> Filler:
    """Return the function for that kind of file; rows that lack their own date take the one the file states."""
    stated = stated_on(context)
    match table.kind:
        case "staffing":
            return partial(who.staffing, stated=stated)
        case "kpis":
            return partial(kpis.kpis, stated=stated, wide=table.layout == "wide")
        case "projects":
            return partial(projects.projects, stated=stated)
        case "budgets":
            return partial(money.budgets, stated=stated)
    return PLAIN[str(table.kind)]


def stated_on(context: FillContext) -> date:
    """Return the day the rows speak of: the one answered, else the one in the file's titles or name, else the day of the import."""
    answered = context.answers.get("stated_on")
    if answered:
        return date.fromisoformat(answered)
    return stated_date(context.answers.get("titles", "")) or stated_date(context.file.rsplit(".", 1)[0]) or context.on


def declared(table: ReadTable, departments: dict[tuple[str, str], str] | None = None) -> list[tuple[str, str, str]]:
    """Return the things a file is the list of, as (kind, key, name), so that other files may name them in any order."""
    rows = Rows(table.data)
    if table.kind == "kpis":
        return [("kpi", key, name) for key, name in _distinct(_kpi_keys(rows, departments or {}), rows.text("name"))]
    if table.kind not in NAMED_BY:
        return []
    kind, code, name = NAMED_BY[table.kind]
    names = who.full_names(rows) if kind == "person" else rows.text(name)
    keys = pc.coalesce(rows.text(code), mapped(names, slug)) if code else mapped(names, slug)
    return [(kind, key, said) for key, said in _distinct(keys, names)]


def _kpi_keys(rows: Rows, departments: dict[tuple[str, str], str]) -> pa.Array:
    refs = References(rows, FillContext("", date.min, "", departments=departments), None)
    return kpis.kpi_keys(rows, refs.department())


def _distinct(keys: pa.Array, names: pa.Array) -> list[tuple[str, str]]:
    pairs = pa.table({"key": keys, "name": names}).filter(pc.is_valid(keys)).group_by(["key", "name"], use_threads=False).aggregate([])
    return [(key, name or "") for key, name in zip(pairs.column("key").to_pylist(), pairs.column("name").to_pylist(), strict=True)]


def _dated(table: ReadTable, rows: Rows, context: FillContext) -> tuple[Problem, ...]:
    """Say which day was taken for rows that name none."""
    column = {"staffing": "at", "projects": "at", "kpis": "period", "budgets": "period"}.get(table.kind or "")
    if column is None or rows.has(column) or (table.kind == "kpis" and rows.has("year")) or rows.count == 0:
        return ()
    return (
        Problem(
            rule="date.stated",
            severity="warning",
            where=Place(context.file, table.sheet),
            found="",
            what=Text(N_("No column says of which day these figures are; they were taken to be of %(on)s."), on=stated_on(context)),
            mend=Text(N_("Say the right day, or write it in the name of the file.")),
            reason="stated_date",
        ),
    )


__all__ = ["NOTHING_FILLED", "ORDER", "FillContext", "Filled", "Names", "declared", "fill", "fold", "slug", "stated_on"]
