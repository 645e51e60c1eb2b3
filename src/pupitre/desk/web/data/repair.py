"""Step three: the doubts to settle and the cells to put right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pupitre.desk.imports import Answers, FilePlan, Plan
from pupitre.desk.web.data.labels import SEVERITIES
from pupitre.kernel import Problem, Text
from pupitre.sources.reading import Question

SHOWN = 40
"""Faults of one rule that a page lists; the rest is counted and stays in the file."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A question with its possible answers.

    Args:
        name: Name of the form's field. file: The file. question: The doubt. is_open: Whether it waits for an answer.
    """

    name: str
    file: str
    question: Question
    is_open: bool


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault in a cell or a row; `name` is empty where nothing can be typed to mend it."""

    name: str
    problem: Problem


@dataclass(frozen=True, slots=True)
class Faults:
    """The faults of one rule: what was done about them, the first ones, how many more."""

    tone: str
    word: Text
    what: Text
    mend: Text
    count: int
    shown: tuple[Fault, ...]
    rest: int

    @property
    def is_varied(self) -> bool:
        """Whether its faults do not all read the same."""
        return any(fault.problem.what != self.what for fault in self.shown)


def doubts(plan: Plan) -> tuple[Doubt, ...]:
    """Return the questions of a plan, those that wait first; answered ones can be answered again."""
    found = [
        Doubt(f"q{i}-{j}", file.name, question, not question.answered)
        for i, file in enumerate(plan.files)
        for j, question in enumerate(file.questions)
    ]
    return tuple(sorted(found, key=lambda doubt: (not doubt.is_open, not doubt.question.blocking)))


def faults(plan: Plan) -> tuple[Faults, ...]:
    """Return the faults of a plan by rule, the gravest and most frequent first; what is not data is not a fault."""
    groups: dict[tuple[str, str], list[Fault]] = {}
    for i, file in enumerate(plan.files):
        for j, problem in enumerate(file.problems):
            if problem.severity in ("refused", "absent", "warning"):
                name = f"c{i}-{j}" if _cells_of(file, problem) else ""
                groups.setdefault((problem.severity, problem.rule), []).append(Fault(name, problem))
    for problem in plan.conflicts:
        groups.setdefault((problem.severity, problem.rule), []).append(Fault("", problem))
    order = list(SEVERITIES)
    ranked = sorted(groups.items(), key=lambda item: (order.index(item[0][0]), -len(item[1]), item[0][1]))
    return tuple(_group(severity, several) for (severity, _), several in ranked)


def marks(plan: Plan) -> frozenset[str]:
    """Return a mark of each row refused and each cell left empty: the same fault has the same mark when the files are read again."""
    grave = [problem for problem in plan.problems if problem.severity in ("refused", "absent")]
    return frozenset(
        "|".join(str(part) for part in (p.rule, p.where.file, p.where.sheet, p.where.row, p.where.column, p.found)) for p in grave
    )


def is_needed(plan: Plan, seen: frozenset[str] = frozenset()) -> bool:
    """Say whether step three has something to ask or to show that was not seen there."""
    return bool(plan.open) or not marks(plan) <= seen


def _group(severity: str, several: list[Fault]) -> Faults:
    tone, word = SEVERITIES[severity]
    first = several[0].problem
    return Faults(tone, word, first.what, first.mend, len(several), tuple(several[:SHOWN]), max(0, len(several) - SHOWN))


def _cells_of(file: FilePlan, problem: Problem) -> tuple[str, ...]:
    """Return the names, in an answer, of the cell that a fault is about: one for each table of its sheet that has the column.

    There is none when the fault is not about one cell of the file: nothing can then be typed.
    """
    where, tables = problem.where, file.reading.tables if file.reading else ()
    if where.row is None or not where.column:
        return ()
    header = " ".join(where.column.split())
    having = [t for t in tables if t.sheet == where.sheet and any(" ".join(c.header.split()) == header for c in t.columns)]
    return tuple(f"cell:{table.scope}:{where.row}:{header}" for table in having)


def answers(plan: Plan, posted: Mapping[str, str]) -> Answers:
    """Return the answers and the repaired cells that a page gives."""
    everywhere: dict[str, str] = {}
    files: dict[str, dict[str, str]] = {}
    for i, file in enumerate(plan.files):
        for j, question in enumerate(file.questions):
            said = posted.get(f"q{i}-{j}", "").strip()
            if not said or (question.answered and said == question.assumption):
                continue
            if question.id.startswith("department:"):
                everywhere[question.id] = said
            else:
                files.setdefault(file.name, {})[question.id] = said
        files.setdefault(file.name, {}).update(_cells(i, file, posted))
    return Answers(everywhere, {name: of for name, of in files.items() if of})


def _cells(i: int, file: FilePlan, posted: Mapping[str, str]) -> dict[str, str]:
    repaired = {}
    for j, problem in enumerate(file.problems):
        typed = posted.get(f"c{i}-{j}", "").strip()
        if typed and typed != problem.found:
            repaired.update(dict.fromkeys(_cells_of(file, problem), typed))
    return repaired
