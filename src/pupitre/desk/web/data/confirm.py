"""Step four: what loading would change."""

from __future__ import annotations

from dataclasses import dataclass

from pupitre.desk.imports import FilePlan, Plan
from pupitre.desk.web.data.recognise import unread
from pupitre.desk.web.labels import KINDS
from pupitre.kernel import N_, Text
from pupitre.sources.fill import NOTHING_FILLED


@dataclass(frozen=True, slots=True)
class Line:
    """One table of the company model: rows new, changed, known already."""

    title: Text
    created: int
    updated: int
    unchanged: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What loading would change, and what is left out.

    Args:
        answer: The conclusion. lines: By table. left_out: Sheets and files that are not loaded, with why.
        open_count: Doubts that stay open: their assumption stands, or what waits for them is left out.
        remark_count: Faults and remarks, which can be read in the step before.
    """

    answer: Text
    lines: tuple[Line, ...]
    left_out: tuple[tuple[str, Text], ...]
    open_count: int
    remark_count: int

    @property
    def has_rows(self) -> bool:
        """Whether there is anything to load, new or known."""
        return bool(self.lines)


def outcome(plan: Plan) -> Outcome:
    """Return what loading a plan would change."""
    lines = tuple(
        Line(KINDS.get(name, Text("%(name)s", name=name)), counts.created, counts.updated, counts.unchanged)
        for name, counts in plan.counts.items()
        if name in KINDS and counts.created + counts.updated + counts.unchanged
    )
    fresh, changed = sum(line.created for line in lines), sum(line.updated for line in lines)
    answer = Text.many(N_("%(count)s new row, nothing else touched."), N_("%(count)s new rows, nothing else touched."), count=fresh)
    if changed:
        answer = Text(N_("%(fresh)s new rows, %(changed)s changed, nothing else touched."), fresh=fresh, changed=changed)
    if not fresh and not changed:
        answer = Text(N_("These files say nothing that is not known already."))
    if not lines:
        answer = Text(N_("Nothing in these files can be loaded."))
    left = [(file.name, file.what) for file in unread(plan)]
    left += [
        (f"{file.name} · {sheet}" if sheet != file.name else sheet, _why(file, sheet)) for file in plan.files for sheet in file.left_out
    ]
    remarks = sum(problem.severity in ("refused", "absent", "warning") for problem in plan.problems)
    return Outcome(answer, lines, tuple(left), len(plan.open), remarks)


def _why(file: FilePlan, sheet: str) -> Text:
    """Return why a sheet is left out: none of its rows could be kept, a question waits, or it is of no known kind."""
    place = None if sheet == file.name else sheet
    for problem in file.problems:
        if problem.rule == NOTHING_FILLED and problem.where.sheet == place:
            return problem.what
    table = next((t for t in file.reading.tables if t.sheet == place), None) if file.reading else None
    waiting = next((q for q in table.questions if not q.answered), None) if table else None
    if waiting:
        return waiting.problem.what
    return Text(N_("no kind of table was recognised")) if table and table.kind is None else Text(N_("left out"))
