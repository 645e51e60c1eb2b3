"""Budget, committed, actual and landing per department, axis and project, equal to the ledger to the cent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_FLOOR, Decimal

import pyarrow as pa
import pyarrow.compute as pc

from pupitre.domains.portfolio.inputs import Model

ZERO = Decimal("0.00")
CENT = Decimal("0.01")
SPENDING = ("2", "6")
"""Classes of the French chart of accounts that hold what is bought and used: fixed assets and expenses."""
REPEATED = ("28", "29", "68")
"""Depreciation: what was bought, counted again over the years."""


@dataclass(slots=True)
class Line:
    """The money of one thing over one calendar year.

    Args:
        actual: From the ledger; None without a ledger. actual_said: As the budget files say.
        landing: As the budget files say, else worked out.
        landing_method: `said`, `worked_out` (actual so far and what is planned for the periods to come) or empty.
    """

    kind: str
    key: str
    year: int
    planned: Decimal | None = None
    committed: Decimal | None = None
    actual: Decimal | None = None
    actual_said: Decimal | None = None
    landing: Decimal | None = None
    landing_method: str = ""
    to_come: Decimal = field(default=ZERO)


def money(model: Model) -> tuple[Line, ...]:
    """Return the money of each department, axis, project and of the whole, by calendar year.

    What the ledger gives no department, project or axis is under an empty key: the lines of one kind always add up to the whole.
    """
    lines: dict[tuple[str, str, int], Line] = {}
    axes = axis_shares(model)
    for row in _budget_rows(model):
        for kind, key in (("unit", row.unit), ("project", row.project), ("total", "")):
            _plan(_line(lines, kind, key, row.year), row)
        for axis, parts in _split(row, {row.axis: Decimal(1)} if row.axis else axes.get(row.project, {"": Decimal(1)})):
            _plan(_line(lines, "axis", axis, row.year), parts)
    for unit, project, year, spent in ledger_actuals(model.ledger):
        for kind, key in (("unit", unit), ("project", project), ("total", "")):
            _spend(_line(lines, kind, key, year), spent)
        for axis, part in split_to_the_cent(spent, axes.get(project, {"": Decimal(1)})):
            _spend(_line(lines, "axis", axis, year), part)
    for line in lines.values():
        _land(line)
    return tuple(lines[place] for place in sorted(lines))


def ledger_actuals(ledger: pa.Table) -> list[tuple[str, str, int, Decimal]]:
    """Return what was spent per department, project and year: debit less credit of the spending accounts.

    Accounts that follow the French chart are known by their first figures; in another chart, every line given a department or a
    project counts.
    """
    if not ledger.num_rows:
        return []
    account = ledger.column("account")
    spending = _starts(account, SPENDING)
    if not pc.any(spending).as_py():
        given = pc.or_(pc.not_equal(_text(ledger, "unit"), ""), pc.not_equal(_text(ledger, "project"), ""))
        spending = given
    rows = ledger.filter(pc.and_not(spending, _starts(account, REPEATED)))
    table = pa.table(
        {
            "unit": _text(rows, "unit"),
            "project": _text(rows, "project"),
            "year": pc.year(rows.column("at")),
            "spent": pc.subtract(rows.column("debit"), rows.column("credit")),
        }
    )
    sums = table.group_by(["unit", "project", "year"], use_threads=False).aggregate([("spent", "sum")])
    columns = (sums.column(name).to_pylist() for name in ("unit", "project", "year", "spent_sum"))
    return sorted((unit, project, year, spent.quantize(CENT)) for unit, project, year, spent in zip(*columns, strict=True))


def axis_shares(model: Model) -> dict[str, dict[str, Decimal]]:
    """Return how each project's money is shared among axes: by the objectives it serves, else by the axis its list names."""
    served: defaultdict[str, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
    for link in model.served:
        axis = model.objectives.get(link.objective)
        if axis and link.basis in ("declared", "accepted"):
            served[link.project][axis] += link.share if link.share is not None else 1.0
    shares: dict[str, dict[str, Decimal]] = {}
    for project in model.projects:
        weights = {axis: weight for axis, weight in served[project.key].items() if weight > 0}
        total = sum(weights.values())
        if weights:
            shares[project.key] = {axis: Decimal(repr(weight / total)) for axis, weight in sorted(weights.items())}
        elif project.axis:
            shares[project.key] = {project.axis: Decimal(1)}
    return shares


def split_to_the_cent(amount: Decimal, shares: Mapping[str, Decimal]) -> list[tuple[str, Decimal]]:
    """Cut an amount by shares, in cents that add up to it: the cents left go to the largest remainders.

    >>> split_to_the_cent(Decimal("0.05"), {"a": Decimal("0.5"), "b": Decimal("0.5")})
    [('a', Decimal('0.03')), ('b', Decimal('0.02'))]
    """
    whole = int(amount / CENT)
    exact = {key: whole * share for key, share in shares.items()}
    cents = {key: int(part.to_integral_value(ROUND_FLOOR)) for key, part in exact.items()}
    left = whole - sum(cents.values())
    for key in sorted(exact, key=lambda k: (cents[k] - exact[k], k))[:left]:
        cents[key] += 1
    return [(key, count * CENT) for key, count in cents.items()]


@dataclass(frozen=True, slots=True)
class Planned:
    """One budget line."""

    unit: str
    project: str
    axis: str
    year: int
    planned: Decimal | None
    committed: Decimal | None
    actual: Decimal | None
    landing: Decimal | None
    to_come: Decimal


AMOUNTS = ("planned", "committed", "actual", "landing")


def _budget_rows(model: Model) -> Iterable[Planned]:
    """Return the budget lines summed by department, project, axis and year; a line to come starts after the day judged."""
    table = model.budget
    if not table.num_rows:
        return
    ahead = pc.greater(table.column("starts_on"), pa.scalar(_last_day_known(model)))
    zero = pa.scalar(ZERO, table.schema.field("planned").type)
    columns = {name: _text(table, name) for name in ("unit", "project", "axis")} | {"year": pc.year(table.column("starts_on"))}
    columns |= {name: table.column(name) for name in AMOUNTS}
    columns["to_come"] = pc.if_else(ahead, pc.fill_null(table.column("planned"), zero), zero)
    sums = pa.table(columns).group_by(["unit", "project", "axis", "year"], use_threads=False)
    found = sums.aggregate([(name, "sum") for name in (*AMOUNTS, "to_come")])
    names = ("unit", "project", "axis", "year", *(f"{name}_sum" for name in (*AMOUNTS, "to_come")))
    for unit, project, axis, year, *amounts in zip(*(found.column(name).to_pylist() for name in names), strict=True):
        planned, committed, actual, landing, to_come = (None if v is None else v.quantize(CENT) for v in amounts)
        yield Planned(unit, project, axis, year, planned, committed, actual, landing, to_come or ZERO)


def _last_day_known(model: Model) -> date:
    """Return the last day of the ledger, or the day judged without one."""
    last = pc.max(model.ledger.column("at")).as_py() if model.ledger.num_rows else None
    return min(last, model.seen_on) if last else model.seen_on


def _split(row: Planned, shares: Mapping[str, Decimal]) -> Iterable[tuple[str, Planned]]:
    """Cut a budget line among axes."""
    amounts = {name: getattr(row, name) for name in (*AMOUNTS, "to_come")}
    cut = {name: dict(split_to_the_cent(amount, shares)) for name, amount in amounts.items() if amount is not None}
    for axis in shares:
        part = {name: cents[axis] for name, cents in cut.items()}
        known = (part.get("planned"), part.get("committed"), part.get("actual"), part.get("landing"))
        yield axis, Planned(row.unit, row.project, axis, row.year, *known, to_come=part.get("to_come", ZERO))


def _line(lines: dict[tuple[str, str, int], Line], kind: str, key: str, year: int) -> Line:
    return lines.setdefault((kind, key, year), Line(kind, key, year))


def _plan(line: Line, row: Planned) -> None:
    line.planned = _sum(line.planned, row.planned)
    line.committed = _sum(line.committed, row.committed)
    line.actual_said = _sum(line.actual_said, row.actual)
    line.landing = _sum(line.landing, row.landing)
    line.to_come += row.to_come


def _spend(line: Line, spent: Decimal) -> None:
    line.actual = _sum(line.actual, spent)


def _land(line: Line) -> None:
    """Name where the landing comes from; work it out when the files say none."""
    spent = line.actual if line.actual is not None else line.actual_said
    if line.landing is not None:
        line.landing_method = "said"
    elif spent is not None and line.planned is not None:
        line.landing, line.landing_method = spent + line.to_come, "worked_out"


def _sum(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    return one if other is None else other if one is None else one + other


def _starts(column: pa.ChunkedArray, beginnings: tuple[str, ...]) -> pa.ChunkedArray:
    found = pc.starts_with(column, beginnings[0])
    for beginning in beginnings[1:]:
        found = pc.or_(found, pc.starts_with(column, beginning))
    return pc.fill_null(found, False)


def _text(table: pa.Table, name: str) -> pa.ChunkedArray:
    return pc.fill_null(table.column(name), "")
