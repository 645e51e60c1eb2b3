"""The money of one project: by year, and the lines of the ledger that bear its code."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pyarrow.compute as pc

from pupitre.desk import bulk
from pupitre.desk.web.proofs import proof
from pupitre.domains.portfolio.web.shelf import ProjectRow, Shelf
from pupitre.kernel import Money

LINES_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Year:
    """What a project was given and has spent in a year; an amount that is not known is absent."""

    year: int
    planned: Money | None
    actual: Money | None
    landing: Money | None


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the ledger, debit less credit."""

    at: date
    account: str
    account_name: str
    label: str
    amount: Money


@dataclass(frozen=True, slots=True)
class Spending:
    """Years, the latest ledger lines, how many there are, and the page that shows them all."""

    years: tuple[Year, ...]
    entries: tuple[Entry, ...]
    count: int
    link: str

    @property
    def says_planned(self) -> bool:
        """Whether any year has a budget."""
        return any(one.planned for one in self.years)

    @property
    def says_landing(self) -> bool:
        """Whether any year has a landing."""
        return any(one.landing for one in self.years)


def spending(known: Shelf, row: ProjectRow) -> Spending | None:
    """Return the money of a project; None when neither budget nor ledger names it."""
    lines = known.tables["portfolio.money"]
    mine = lines.filter(pc.and_(pc.equal(lines.column("kind"), "project"), pc.equal(lines.column("key"), row.key))).to_pylist()
    found, count = _entries(row.key)
    if not mine and not count:
        return None

    def amount(value: Decimal | None) -> Money | None:
        return None if value is None else Money(value, known.currency)

    years = [
        Year(
            line["year"],
            amount(line["planned"]),
            amount(line["actual"] if line["actual"] is not None else line["actual_said"]),
            amount(line["landing"]),
        )
        for line in mine
    ]
    entries = tuple(Entry(at, account, name, label, Money(spent, known.currency)) for at, account, name, label, spent in found)
    return Spending(tuple(sorted(years, key=lambda one: -one.year)), entries, count, proof("ledger_entry", project=row.key))


Line = tuple[date, str, str, str, Decimal]


def _entries(project: str) -> tuple[tuple[Line, ...], int]:
    """Return the latest lines of a project and how many it has."""
    (rows,) = bulk.rows(["ledger_entry"], {"project": [project]})
    rows = rows.sort_by([("at", "descending")])
    last = rows.select(["at", "account", "account_name", "label", "debit", "credit"]).slice(0, LINES_SHOWN).to_pylist()
    lines = tuple((one["at"], one["account"], one["account_name"] or "", one["label"] or "", one["debit"] - one["credit"]) for one in last)
    return lines, rows.num_rows
