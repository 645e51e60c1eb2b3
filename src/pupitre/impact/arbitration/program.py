"""The choice as a mixed-integer linear program: the value of a plan as broken lines, the limits and rules as rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array
from scipy.special import ndtr

from pupitre.impact.arbitration.checking import broken
from pupitre.impact.arbitration.core import best_of_core
from pupitre.impact.arbitration.curve import SEGMENTS, line
from pupitre.impact.arbitration.problem import SLACK, Bools, Floats, Problem

INFINITE = float("inf")
FIRST = 0.6
"""Share of the time given to the whole program; when it is up without a proof, the rest goes to the choices that are in doubt."""
TIME_UP = 1
"""What the solver says when its time is up."""


@dataclass(frozen=True, slots=True)
class Aim:
    """What the solver believes of the value of a plan.

    Args:
        weight: What reaching each measure is worth, shape (k,).
        start: Mean distance to the target when nothing is taken, in standard deviations, shape (k,).
        lift: What each choice adds to it, shape (k, c).
        plain: What each choice is worth by itself, whatever the others, shape (c,).
    """

    weight: Floats
    start: Floats
    lift: Floats
    plain: Floats


@dataclass(frozen=True, slots=True)
class Solved:
    """What the solver answered.

    Args:
        taken: The plan, shape (c,). value: What the solver believes it is worth. gap: Share by which a better plan may pass it, at most.
        is_proved: Whether the gap asked for was reached before the time was up.
    """

    taken: Bools
    value: float
    gap: float
    is_proved: bool


class Rows:
    """Rows of a sparse matrix with their bounds, while they are being written."""

    def __init__(self) -> None:
        self.row: list[int] = []
        self.column: list[int] = []
        self.value: list[float] = []
        self.low: list[float] = []
        self.high: list[float] = []

    def add(self, columns: Sequence[int], values: Sequence[float], low: float, high: float) -> None:
        """Write `low <= values · x[columns] <= high`."""
        self.row.extend([len(self.low)] * len(columns))
        self.column.extend(columns)
        self.value.extend(values)
        self.low.append(low)
        self.high.append(high)

    def constraint(self, width: int) -> LinearConstraint | None:
        """Return the rows for the solver; None when there are none."""
        if not self.low:
            return None
        return LinearConstraint(csr_array((self.value, (self.row, self.column)), shape=(len(self.low), width)), self.low, self.high)


class Program:
    """The program of a problem, to be solved once or again under cuts."""

    def __init__(self, problem: Problem, aim: Aim | None, *, price: Floats | None = None, segments: int = SEGMENTS) -> None:
        """Write the program.

        Args:
            problem: What can be chosen under which limits and rules.
            aim: What plans are worth; None when any plan will do.
            price: What each choice costs in the unit of the value, shape (c,); nothing when absent.
            segments: Segments of each broken line.
        """
        self.problem = problem
        self.width = len(problem.choices)
        self.worth = np.zeros(self.width) if price is None else -price
        self.tails: list[tuple[float, float, bool]] = []
        self.rows = Rows()
        self._subjects()
        self._limits()
        self._rules()
        if aim is not None:
            self._value(aim, segments)

    def _subjects(self) -> None:
        for subject in self.problem.subjects:
            places = self.problem.of(subject)
            if len(places) > 1:
                self.rows.add(places, [1.0] * len(places), -INFINITE, 1.0)

    def _limits(self) -> None:
        for limit, use in zip(self.problem.limits, self.problem.use, strict=True):
            places = np.flatnonzero(use)
            scale = float(np.abs(use).max(initial=0.0)) or 1.0  # rows of like size, whatever the unit
            self.rows.add(places.tolist(), (use[places] / scale).tolist(), -INFINITE, limit.value / scale)

    def _rules(self) -> None:
        for rule in self.problem.rules:
            one, other = self.problem.of(rule.project), self.problem.of(rule.other)
            if rule.kind == "mandatory":
                self.rows.add(one, [1.0] * len(one), 1.0, INFINITE)
            elif rule.kind == "excludes":
                self.rows.add([*one, *other], [1.0] * (len(one) + len(other)), -INFINITE, 1.0)
            else:
                self.rows.add([*other, *one], [1.0] * len(other) + [-1.0] * len(one), -INFINITE, 0.0)

    def _value(self, aim: Aim, segments: int) -> None:
        self.worth = self.worth + aim.plain
        spread = self._spread(aim.lift)
        owner = {subject: at for at, subject in enumerate(self.problem.subjects)}
        subject_of = [owner[choice.subject] for choice in self.problem.choices]
        for k in range(len(aim.weight)):
            places = np.flatnonzero(aim.lift[k])
            if aim.weight[k] <= 0 or not places.size:
                continue
            if len({subject_of[at] for at in places.tolist()}) == 1:  # one subject alone: exact without a curve
                self.worth[places] += aim.weight[k] * (ndtr(aim.start[k] + aim.lift[k][places]) - ndtr(aim.start[k]))
            else:
                self._curve(aim.weight[k], aim.start[k], aim.lift[k], places, *spread[k], segments=segments)

    def _spread(self, lift: Floats) -> npt.NDArray[np.float64]:
        """Return by how much the choices can lower and raise each measure, one choice per subject, shape (k, 2)."""
        found = np.zeros((len(lift), 2))
        for subject in self.problem.subjects:
            part = lift[:, self.problem.of(subject)]
            found += np.stack([np.minimum(part.min(axis=1), 0), np.maximum(part.max(axis=1), 0)], axis=1)
        return found

    def _curve(
        self, weight: float, start: float, lift: Floats, places: npt.NDArray[np.int_], down: float, up: float, *, segments: int
    ) -> None:
        drawn = line(start + down, start + up, segments)
        lengths = np.diff(drawn.z)
        if not lengths.size:
            return
        first = self.width + len(self.tails)
        parts = list(range(first, first + len(lengths)))
        self.tails += [(weight * rise / length, length, False) for rise, length in zip(np.diff(drawn.chance), lengths, strict=True)]
        gates = list(range(first + len(lengths), first + len(lengths) + drawn.steep))
        self.tails += [(0.0, 1.0, True)] * drawn.steep
        self.rows.add([*parts, *places.tolist()], [1.0] * len(parts) + (-lift[places]).tolist(), -down, -down)
        for at, part in enumerate(parts):
            if at < drawn.steep:  # the next one opens when this one is full
                self.rows.add([part, gates[at]], [1.0, -lengths[at]], 0.0, INFINITE)
            if at > 0 and drawn.steep:
                self.rows.add([part, gates[min(at, drawn.steep) - 1]], [1.0, -lengths[at]], -INFINITE, 0.0)

    def solve(self, *, gap: float = 1e-3, seconds: float = 10.0, apart: Sequence[tuple[Bools, int]] = ()) -> Solved | None:
        """Return the best plan found; None when no plan respects the limits and rules, or none was found in time.

        Args:
            gap: Share of the value that may be left. seconds: Time given to the solver.
            apart: Plans that the answer must differ from, with in how many subjects run or stopped at least.
        """
        tight = [0.0] * len(self.problem.limits)
        for _ in range(4):
            answer = self._asked(gap, seconds, apart, tight)
            if answer is None:
                return None
            passed = {one.limit.key: one for one in broken(self.problem, answer.taken) if one.limit is not None}
            if not passed:
                return answer
            for at, limit in enumerate(self.problem.limits):  # the solver's rounding passed it: ask again a little tighter
                if limit.key in passed:
                    tight[at] += 2 * (passed[limit.key].used - limit.value) + SLACK * max(1.0, abs(limit.value))
        return None

    def _asked(self, gap: float, seconds: float, apart: Sequence[tuple[Bools, int]], tight: Sequence[float]) -> Solved | None:
        width = self.width + len(self.tails)
        rows = Rows()
        for taken, differs in apart:
            run = {self.problem.choices[at].subject for at in np.flatnonzero(taken).tolist()}
            signs = [-1.0 if choice.subject in run else 1.0 for choice in self.problem.choices]
            rows.add(list(range(self.width)), signs, float(differs - len(run)), INFINITE)
        for at, less in enumerate(tight):
            if less:
                rows.add(list(range(self.width)), self.problem.use[at].tolist(), -INFINITE, self.problem.limits[at].value - less)
        worth = np.concatenate([self.worth, [slope for slope, _, _ in self.tails]])
        whole = np.concatenate([np.ones(self.width), [float(is_gate) for _, _, is_gate in self.tails]])
        high = np.concatenate([np.ones(self.width), [length for _, length, _ in self.tails]])
        if any(a == 0 and (lo > 0 or hi < 0) for a, lo, hi in self._empty()):
            return None
        constraints = [one for one in (self.rows.constraint(width), rows.constraint(width)) if one is not None]
        options = {"mip_rel_gap": gap, "time_limit": seconds * FIRST}
        found = milp(-worth, integrality=whole, bounds=Bounds(np.zeros(width), high), constraints=constraints, options=options)
        if found.status == 0:
            return Solved(np.asarray(found.x[: self.width] > 0.5), -float(found.fun), float(found.mip_gap or 0.0), is_proved=True)
        if found.status != TIME_UP:
            return None
        small = best_of_core(worth, whole, high, constraints, choices=self.width, gap=gap, seconds=seconds * (1 - FIRST))
        values = max((x for x in (found.x, small) if x is not None), key=lambda x: float(worth @ x), default=None)
        if values is None:
            return None
        value, bound = float(worth @ values), found.mip_dual_bound
        left = INFINITE if bound is None else (-float(bound) - value) / max(abs(value), 1e-12)
        return Solved(np.asarray(values[: self.width] > 0.5), value, left, is_proved=False)

    def _empty(self) -> list[tuple[int, float, float]]:
        """Return the rows that hold no choice, as (0, low, high): no plan can mend one that refuses zero."""
        held = set(self.rows.row)
        return [(0, low, high) for at, (low, high) in enumerate(zip(self.rows.low, self.rows.high, strict=True)) if at not in held]


def is_possible(problem: Problem, *, seconds: float = 5.0) -> bool:
    """Tell whether some plan respects every limit and rule."""
    return Program(problem, None).solve(gap=1.0, seconds=seconds) is not None
