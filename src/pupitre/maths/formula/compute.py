"""A formula computed over the periods of a calendar."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pupitre.maths.formula.tree import Binary, Call, Formula, Minus, Name, Number, Power, Tree

Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.uint8]
Days = npt.NDArray[np.datetime64]

REASONS = ("", "no_reading", "division_by_zero", "no_history", "made_absent", "out_of_range")
"""Why a period has no value; 0 means that it has one."""
NO_READING, BY_ZERO, NO_HISTORY, MADE_ABSENT, OUT_OF_RANGE = range(1, 6)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The periods that a formula is computed over: regular, none left out.

    Args:
        starts: First day of each period, oldest first, shape (periods,), `datetime64[D]`.
        per_year: Periods in a year: 1, 4, 12, 52 or 365.
    """

    starts: Days
    per_year: int


@dataclass(frozen=True, slots=True)
class Column:
    """A value per period, or the reason why there is none.

    Args:
        values: Shape (periods,), NaN where absent.
        why: Index in `REASONS`, shape (periods,), 0 where there is a value.
    """

    values: Floats
    why: Codes

    @property
    def reasons(self) -> list[str]:
        """The reason per period, empty where there is a value."""
        return [REASONS[code] for code in self.why]


def compute(formula: Formula, calendar: Calendar, readings: Mapping[str, Floats], targets: Mapping[str, Floats] | None = None) -> Column:
    """Return what a formula gives in each period.

    Nothing is guessed: where something needed is absent, the result is absent, with the reason of what is met first. Dividing by zero is
    absent too, unless the formula says what to take instead (`safe_div`).

    Args:
        formula: The formula.
        calendar: The periods.
        readings: Readings of each KPI by the name the formula writes, shape (periods,), NaN where there is none.
        targets: Targets of each KPI, likewise; only for `target(name)`.

    Raises:
        KeyError: A KPI the formula names was not given.
    """
    with np.errstate(all="ignore"):
        return _Computation(calendar, readings, targets or {}).of(formula.tree)


def _first(*whys: Codes) -> Codes:
    """Return, per period, the first reason met."""
    found = whys[0]
    for why in whys[1:]:
        found = np.where(found != 0, found, why).astype(np.uint8)
    return found


def _column(values: Floats, why: Codes) -> Column:
    """Return a column whose values are absent where there is a reason, and out of range where they are no number."""
    why = np.where((why == 0) & ~np.isfinite(values), OUT_OF_RANGE, why).astype(np.uint8)
    return Column(np.where(why == 0, values, np.nan), why)


class _Computation:
    def __init__(self, calendar: Calendar, readings: Mapping[str, Floats], targets: Mapping[str, Floats]) -> None:
        self.calendar = calendar
        self.readings = readings
        self.targets = targets
        self.count = len(calendar.starts)

    def of(self, tree: Tree) -> Column:
        match tree:
            case Number():
                return Column(np.full(self.count, tree.value), np.zeros(self.count, np.uint8))
            case Name():
                return self.read(self.readings[tree.name])
            case Minus():
                operand = self.of(tree.operand)
                return Column(-operand.values, operand.why)
            case Power():
                base = self.of(tree.base)
                by_zero = np.where((base.values == 0) & (tree.exponent < 0), BY_ZERO, 0).astype(np.uint8)
                return _column(np.power(base.values, tree.exponent), _first(base.why, by_zero))
            case Binary():
                return self.binary(tree.operator, self.of(tree.left), self.of(tree.right))
            case Call():
                return self.call(tree)

    def read(self, values: Floats) -> Column:
        return Column(values, np.where(np.isnan(values), NO_READING, 0).astype(np.uint8))

    def binary(self, operator: str, left: Column, right: Column) -> Column:
        why = _first(left.why, right.why)
        a, b = left.values, right.values
        match operator:
            case "+":
                values = a + b
            case "-":
                values = a - b
            case "*":
                values = a * b
            case "/":
                why = _first(why, np.where(b == 0, BY_ZERO, 0).astype(np.uint8))
                values = a / b
            case _:
                compare = {"<": np.less, "<=": np.less_equal, ">": np.greater, ">=": np.greater_equal, "=": np.equal, "<>": np.not_equal}
                values = compare[operator](a, b).astype(np.float64)
        return _column(values, why)

    def call(self, tree: Call) -> Column:
        if tree.function == "target":
            name = tree.arguments[0]
            assert isinstance(name, Name)  # checked when read
            return self.read(self.targets.get(name.name, np.full(self.count, np.nan)))
        given = [self.of(argument) for argument in tree.arguments]
        first = given[0]
        match tree.function:
            case "abs":
                return Column(np.abs(first.values), first.why)
            case "min" | "max":
                pick = np.fmin if tree.function == "min" else np.fmax
                return _column(pick.reduce([one.values for one in given]), _first(*(one.why for one in given)))
            case "if":
                chosen = np.where(first.values != 0, given[1].values, given[2].values)
                why = np.where(first.values != 0, given[1].why, given[2].why).astype(np.uint8)
                return _column(chosen, _first(first.why, why))
            case "coalesce":
                return self.coalesce(given)
            case "nullif":
                is_equal = np.where(first.values == given[1].values, MADE_ABSENT, 0).astype(np.uint8)
                return _column(first.values, _first(first.why, is_equal))
            case "safe_div":
                return self.safe_div(given)
            case "lag":
                return self.lag(first, int(given[1].values[0]) if self.count else 1)
            case "rolling":
                return self.rolling(first, int(given[1].values[0]) if self.count else 1)
            case "yoy":
                before = self.lag(first, self.calendar.per_year)
                return self.binary("-", self.binary("/", first, before), self.of(Number(1.0, tree.at)))
        return self.ytd(first)

    def coalesce(self, given: list[Column]) -> Column:
        values, why = given[0].values, given[0].why
        for other in given[1:]:
            values, why = np.where(why == 0, values, other.values), np.where(why == 0, 0, other.why).astype(np.uint8)
        return _column(values, why)

    def safe_div(self, given: list[Column]) -> Column:
        quotient = self.binary("/", given[0], given[1])
        if len(given) == 2:
            return quotient
        is_zero = quotient.why == BY_ZERO
        why = np.where(is_zero, given[2].why, quotient.why).astype(np.uint8)
        return _column(np.where(is_zero, given[2].values, quotient.values), why)

    def lag(self, column: Column, periods: int) -> Column:
        start = min(periods, self.count)
        values, why = np.full(self.count, np.nan), np.full(self.count, NO_HISTORY, np.uint8)
        values[start:], why[start:] = column.values[: self.count - start], column.why[: self.count - start]
        return Column(values, why)

    def rolling(self, column: Column, periods: int) -> Column:
        """Return the mean of the last periods, this one included; one of them absent makes it absent."""
        if self.count < periods:
            return Column(np.full(self.count, np.nan), np.full(self.count, NO_HISTORY, np.uint8))
        windows = np.lib.stride_tricks.sliding_window_view(column.values, periods)
        whys = np.lib.stride_tricks.sliding_window_view(column.why, periods)
        values, why = np.full(self.count, np.nan), np.full(self.count, NO_HISTORY, np.uint8)
        values[periods - 1 :] = windows.mean(axis=1)
        why[periods - 1 :] = whys.max(axis=1)
        return _column(values, why)

    def ytd(self, column: Column) -> Column:
        """Return the sum since the first of January; absent from the first absent period on, and in a year whose start is not held."""
        starts = self.calendar.starts.astype("datetime64[D]")
        years = starts.astype("datetime64[Y]")
        values, why = np.full(self.count, np.nan), np.full(self.count, NO_HISTORY, np.uint8)
        step = np.timedelta64(366 // self.calendar.per_year + 1, "D")
        for year in np.unique(years):
            rows = np.flatnonzero(years == year)
            if starts[rows[0]] - year.astype("datetime64[D]") >= step:
                continue
            values[rows] = np.cumsum(column.values[rows])
            why[rows] = np.maximum.accumulate(column.why[rows])
        return _column(values, why)
