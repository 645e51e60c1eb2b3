"""The money of departments, axes and projects, as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlencode

from pupitre.domains.portfolio.web.listing import Choice
from pupitre.domains.portfolio.web.shelf import Shelf
from pupitre.kernel import N_, Money, Text

KINDS = {"unit": Text(N_("By department")), "axis": Text(N_("By axis")), "project": Text(N_("By project"))}
OWN = ("unit", "project")
"""What the money of one's own departments may be told by."""
NOBODY = {
    "unit": Text(N_("No department")),
    "axis": Text(N_("No axis")),
    "project": Text(N_("Outside projects")),
}


@dataclass(frozen=True, slots=True)
class MoneyRow:
    """One line of the table; an amount that is not known is absent."""

    name: Text | str
    planned: Money | None
    committed: Money | None
    actual: Money | None
    landing: Money | None
    gap: Money | None


@dataclass(frozen=True, slots=True)
class Purse:
    """The table and its choices.

    Args:
        rows: The lines, the most spent first. total: The whole.
        from_ledger: Whether actual spending comes from the ledger.
        worked_out: Whether some landing was worked out rather than said.
        has_committed: Whether anything committed is known.
    """

    rows: tuple[MoneyRow, ...]
    total: MoneyRow
    year: int
    kinds: tuple[Choice, ...]
    years: tuple[Choice, ...]
    from_ledger: bool
    worked_out: bool
    has_committed: bool


def purse(known: Shelf, given: Mapping[str, str]) -> Purse | None:
    """Return the money of one year by one kind; None when no budget and no ledger is loaded."""
    lines = known.tables["portfolio.money"].to_pylist()
    if not lines:
        return None
    years = sorted({line["year"] for line in lines}, reverse=True)
    spent_years = [line["year"] for line in lines if line["actual"] is not None]
    offered = KINDS if known.reach.is_everything else OWN
    kind = given.get("by", "unit") if given.get("by") in offered else "unit"
    year = int(given["year"]) if given.get("year", "") in map(str, years) else max(spent_years, default=years[0])
    of_year = [line for line in lines if line["year"] == year]
    mine = sorted((line for line in of_year if line["kind"] == kind), key=_weight)
    if known.reach.is_everything:
        kinds, all_of_it, title = KINDS, next(line for line in of_year if line["kind"] == "total"), Text(N_("In all"))
    else:  # what belongs to no department, and the whole of the company, are not theirs to see
        mine = [line for line in mine if line["key"]]
        kinds, all_of_it, title = {name: KINDS[name] for name in OWN}, _sum(mine), Text(N_("In your departments"))
    rows = [_row(known, (line["key"] and known.name(kind, line["key"])) or NOBODY[kind], line) for line in mine]
    asked = {"by": kind, "year": str(year)}
    return Purse(
        rows=tuple(rows),
        total=_row(known, title, all_of_it),
        year=year,
        kinds=tuple(Choice(name, title, name == kind, "?" + urlencode(asked | {"by": name})) for name, title in kinds.items()),
        years=tuple(Choice(str(y), str(y), y == year, "?" + urlencode(asked | {"year": str(y)})) for y in years),
        from_ledger=any(line["actual"] is not None for line in of_year),
        worked_out=any(line["landing_method"] == "worked_out" for line in of_year),
        has_committed=any(line["committed"] is not None for line in of_year),
    )


AMOUNTS = ("planned", "committed", "actual", "actual_said", "landing")


def _sum(lines: Sequence[Mapping[str, object]]) -> Mapping[str, object]:
    """Return the sum of lines; an amount that no line knows stays unknown."""
    known = {name: [line[name] for line in lines if isinstance(line[name], Decimal)] for name in AMOUNTS}
    return {name: sum(values, Decimal()) if values else None for name, values in known.items()}


def _weight(line: Mapping[str, object]) -> tuple[Decimal, str]:
    amounts = [value for name in ("actual", "actual_said", "planned") if isinstance(value := line[name], Decimal)]
    return (-max(amounts, default=Decimal()), str(line["key"]))


def _row(known: Shelf, name: Text | str, line: Mapping[str, object]) -> MoneyRow:
    def amount(value: object) -> Money | None:
        return Money(value, known.currency) if isinstance(value, Decimal) else None

    planned, landing = amount(line["planned"]), amount(line["landing"])
    return MoneyRow(
        name=name,
        planned=planned,
        committed=amount(line["committed"]),
        actual=amount(line["actual"]) or amount(line["actual_said"]),
        landing=landing,
        gap=landing - planned if landing and planned else None,
    )
