"""Where the money and the hours go, axis by axis, against the declared weights."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pupitre.domains.strategy.analysis.cascade import axis_of_objectives
from pupitre.domains.strategy.analysis.links import accepted, live_projects, names_axis, shares
from pupitre.domains.strategy.analysis.weights import Weights, normalised
from pupitre.domains.strategy.inputs import Model, Project

YEAR = timedelta(days=365)
MONTHS = 12
"""Spending is compared over the last twelve whole or started months."""
ENOUGH = 0.5
"""A source is used when at least this share of the money it holds for projects or axes can be laid to an axis."""
NEED = 3
"""A ledger serves when at least this many months of the twelve hold money."""
UNTOLD = 0.25
"""Reports serve when at most this share of the projects are older than a year without a report that old."""

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class AxisShare:
    """One axis: what it weighs and what it gets.

    Args:
        weight: Declared weight, made to add up to one.
        money: Money over the window, whole currency units. share: Its share of the money laid to an axis.
        hours: Hours asked of people over the window. hours_share: Their share, when any are known.
    """

    axis: str
    weight: float
    money: Decimal
    share: float
    hours: float
    hours_share: float | None
    objective_count: int
    project_count: int

    @property
    def gap(self) -> float:
        """Share of the money minus weight: negative when the axis gets less than it weighs."""
        return self.share - self.weight


@dataclass(frozen=True, slots=True)
class Spend:
    """The shares of every axis and where they come from.

    Args:
        source: `ledger`, `budget_actual`, `project_spent`, `budget_planned` or `project_budget`; empty when none serves.
        axes: One per declared axis, in order of key.
        covered: Share of the source's money that could be laid to an axis.
        weights: How the declared weights were made to add up.
        monthly: Money per axis (rows, as `axes`) and month (columns), oldest first; without columns when the source has no dates.
        months: First day of each of those months.
    """

    source: str
    axes: tuple[AxisShare, ...]
    covered: float
    weights: Weights
    monthly: Floats
    months: tuple[date, ...]

    @property
    def total(self) -> Decimal:
        """The money laid to an axis over the window."""
        return sum((axis.money for axis in self.axes), Decimal(0))


@dataclass(frozen=True, slots=True)
class _Money:
    """Money of one source: what reached each axis, by month when dated, and what did not."""

    source: str
    by_axis: Floats
    loose: float
    monthly: Floats
    months: tuple[date, ...]

    @property
    def covered(self) -> float:
        total = float(self.by_axis.sum()) + self.loose
        return float(self.by_axis.sum()) / total if total > 0 else 0.0

    @property
    def serves(self) -> bool:
        """Whether enough of it is known, and over enough of the year, to speak of shares."""
        filled = int((self.monthly.sum(axis=0)[-MONTHS:] > 0).sum())
        return bool(self.by_axis.sum() > 0) and self.covered >= ENOUGH and (filled >= NEED or self.source != "ledger")


def project_axes(model: Model) -> dict[str, dict[str, float]]:
    """Return, for each project with a path to an axis, the share of it that serves each axis: the one it names, else its objectives'."""
    axis_of = axis_of_objectives(model)
    found: dict[str, dict[str, float]] = {}
    for project, its in accepted(model).items():
        for objective, share in shares(its).items():
            axis = axis_of.get(objective)
            if axis:
                to = found.setdefault(project, {})
                to[axis] = to.get(axis, 0.0) + share
    return found | {project.key: {project.axis: 1.0} for project in model.projects if project.axis and names_axis(model, project)}


def spend(model: Model) -> Spend | None:
    """Return what each axis weighs and gets; nothing when no axis declares a weight.

    The first source that serves is taken, from the most factual down: the ledger's charges and investments coded to a project, the actual
    and then the project reports' spending, then what is only planned.
    """
    if not any(axis.weight for axis in model.axes):
        return None
    axes = [axis.key for axis in model.axes]
    weights = normalised([axis.weight for axis in model.axes])
    serves = project_axes(model)
    sources = (_ledger, _budget_actual, _project_spent, _budget_planned, _project_budget)
    money = next((found for found in (source(model, axes, serves) for source in sources) if found.serves), _nothing(len(axes)))
    hours = _hours(model, axes, serves)
    total, all_hours = float(money.by_axis.sum()), float(hours.sum())
    axis_of = axis_of_objectives(model)
    rows = [
        AxisShare(
            axis=key,
            weight=weights.shares[i],
            money=Decimal(repr(round(float(money.by_axis[i]), 2))),
            share=float(money.by_axis[i]) / total if total else 0.0,
            hours=float(hours[i]),
            hours_share=float(hours[i]) / all_hours if all_hours else None,
            objective_count=sum(axis_of.get(o.key) == key and o.is_live(model.on) for o in model.objectives),
            project_count=sum(key in serves.get(p.key, {}) for p in live_projects(model)),
        )
        for i, key in enumerate(axes)
    ]
    return Spend(money.source if total else "", tuple(rows), money.covered, weights, money.monthly, money.months)


def _nothing(count: int) -> _Money:
    return _Money("", np.zeros(count), 0.0, np.zeros((count, 0)), ())


def _ledger(model: Model, axes: list[str], serves: Mapping[str, Mapping[str, float]]) -> _Money:
    """Charges (class 6) and investments (class 2) of the French chart of accounts, debit minus credit, on lines coded to a project."""
    table = model.ledger
    if table.num_rows == 0:
        return _nothing(len(axes))
    first = pc.utf8_slice_codeunits(table["account"], 0, 1)
    coded = pc.greater(pc.utf8_length(pc.fill_null(table["project"], "")), 0)
    table = table.filter(pc.and_(pc.and_(pc.is_in(first, pa.array(["2", "6"])), coded), _in_currency(table, model.currency)))
    amount = pc.subtract(pc.cast(table["debit"], pa.float64()), pc.cast(table["credit"], pa.float64()))
    return _dated("ledger", model.on, axes, serves, table["project"], table["at"], amount)


def _budget_actual(model: Model, axes: list[str], serves: Mapping[str, Mapping[str, float]]) -> _Money:
    return _budget_lines(model, axes, serves, "actual")


def _budget_planned(model: Model, axes: list[str], serves: Mapping[str, Mapping[str, float]]) -> _Money:
    return _budget_lines(model, axes, serves, "planned")


def _budget_lines(model: Model, axes: list[str], serves: Mapping[str, Mapping[str, float]], column: str) -> _Money:
    """Budget lines that name an axis or a project; the axis written on a line wins over that of its project."""
    table = model.budget.filter(pc.and_(pc.is_valid(model.budget[column]), _in_currency(model.budget, model.currency)))
    named = pc.fill_null(table["axis"], "")
    by_project = pc.fill_null(table["project"], "")
    label = pc.if_else(
        pc.equal(named, ""), pc.binary_join_element_wise("project", by_project, "\x1f"), pc.binary_join_element_wise("axis", named, "\x1f")
    )
    kept = pc.or_(pc.not_equal(named, ""), pc.not_equal(by_project, ""))
    table = table.append_column("label", label).filter(kept)
    if table.num_rows == 0:
        return _nothing(len(axes))
    ways = {f"axis\x1f{key}": {key: 1.0} for key in axes} | {f"project\x1f{key}": dict(to) for key, to in serves.items()}
    amount = pc.cast(table[column], pa.float64())
    return _dated(f"budget_{column}", model.on, axes, ways, table["label"], table["starts_on"], amount)


def _in_currency(table: pa.Table, currency: str) -> pa.ChunkedArray:
    """Tell which rows are in the company's currency; amounts in another one are left out, never added."""
    return pc.equal(pc.if_else(pc.equal(pc.fill_null(table["currency"], ""), ""), currency, table["currency"]), currency)


def _dated(
    source: str,
    on: date,
    axes: list[str],
    ways: Mapping[str, Mapping[str, float]],
    labels: pa.ChunkedArray,
    days: pa.ChunkedArray,
    amounts: pa.ChunkedArray,
) -> _Money:
    """Lay dated amounts to axes, month by month up to the day; the window is the last twelve months."""
    month = pc.add(pc.multiply(pc.subtract(pc.year(days), 1970), 12), pc.subtract(pc.month(days), 1))
    last = (on.year - 1970) * 12 + on.month - 1
    table = pa.table({"label": labels, "month": month, "amount": amounts})
    table = table.filter(pc.less_equal(table["month"], last)).group_by(["label", "month"]).aggregate([("amount", "sum")])
    if table.num_rows == 0:
        return _nothing(len(axes))
    start = min(pc.min(table["month"]).as_py(), last - MONTHS + 1)
    monthly = np.zeros((len(axes), last - start + 1))
    loose = 0.0
    row = {key: i for i, key in enumerate(axes)}
    for label, at, amount in zip(*(table[name].to_pylist() for name in ("label", "month", "amount_sum")), strict=True):
        to = {axis: share for axis, share in ways.get(label, {}).items() if axis in row}
        for axis, share in to.items():
            monthly[row[axis], at - start] += share * amount
        if at > last - MONTHS:
            loose += (1 - sum(to.values())) * amount
    firsts = tuple(date(1970 + m // 12, m % 12 + 1, 1) for m in range(start, last + 1))
    return _Money(source, np.maximum(monthly[:, -MONTHS:].sum(axis=1), 0.0), max(loose, 0.0), monthly, firsts)


def _project_spent(model: Model, axes: list[str], serves: Mapping[str, Mapping[str, float]]) -> _Money:
    """What reports say was spent over the last year, ended projects included: spent by now, less spent by a year ago."""
    a_year_ago = model.on - YEAR
    spent: dict[str, Decimal] = {}
    untold = 0
    for project in _same_currency(model):
        said = [(r.at, r.spent) for r in model.told.get(project.key, ()) if r.spent is not None]
        if not said:
            continue
        before = [amount for at, amount in said if at <= a_year_ago]
        is_young = project.starts_on is not None and project.starts_on >= a_year_ago
        untold += not (before or is_young)
        base = before[-1] if before else Decimal(0) if is_young else said[0][1]
        spent[project.key] = max(said[-1][1] - base, Decimal(0))
    if untold > UNTOLD * len(spent):
        return _nothing(len(axes))
    return _undated("project_spent", axes, serves, spent)


def _project_budget(model: Model, axes: list[str], serves: Mapping[str, Mapping[str, float]]) -> _Money:
    """Budgets spread evenly over the days of each project: what falls in the last year, ended projects included."""
    budgets: dict[str, Decimal] = {}
    for project in _same_currency(model):
        report = model.reports.get(project.key)
        budget = report.budget if report is not None and report.budget is not None else project.budget
        if budget is None or project.starts_on is None or project.due_on is None or project.due_on <= project.starts_on:
            continue
        days = (min(project.due_on, model.on) - max(project.starts_on, model.on - YEAR)).days
        budgets[project.key] = budget * max(days, 0) / (project.due_on - project.starts_on).days
    return _undated("project_budget", axes, serves, budgets)


def _same_currency(model: Model) -> list[Project]:
    return [p for p in model.projects if (p.currency or model.currency) == model.currency]


def _undated(source: str, axes: list[str], serves: Mapping[str, Mapping[str, float]], amounts: Mapping[str, Decimal]) -> _Money:
    by_axis, loose = np.zeros(len(axes)), 0.0
    row = {key: i for i, key in enumerate(axes)}
    for project, amount in sorted(amounts.items()):
        to = {axis: share for axis, share in serves.get(project, {}).items() if axis in row}
        for axis, share in to.items():
            by_axis[row[axis]] += share * float(amount)
        loose += (1 - sum(to.values())) * float(amount)
    return _Money(source, by_axis, loose, np.zeros((len(axes), 0)), ())


def _hours(model: Model, axes: list[str], serves: Mapping[str, Mapping[str, float]]) -> Floats:
    """Hours asked of people by the projects of each axis over the last twelve months."""
    table = model.allocation
    if table.num_rows == 0:
        return np.zeros(len(axes))
    found = _dated("allocation", model.on, axes, serves, table["project"], table["starts_on"], table["hours"])
    return found.by_axis
