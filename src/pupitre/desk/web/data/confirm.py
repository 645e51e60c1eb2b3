"""Step four: what loading would change."""

from __future__ import annotations

from dataclasses import dataclass

from pupitre.desk.imports import Plan
from pupitre.desk.web.labels import KINDS
from pupitre.kernel import N_, Text


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
    """

    answer: Text
    lines: tuple[Line, ...]
    left_out: tuple[tuple[str, Text], ...]
    open_count: int


def outcome(plan: Plan) -> Outcome:
    """Return what loading a plan would change."""
    lines = tuple(
        Line(KINDS.get(name, Text("%(name)s", name=name)), counts.created, counts.updated, counts.unchanged)
        for name, counts in plan.counts.items()
        if name in KINDS and counts.created + counts.updated + counts.unchanged
    )
    fresh, changed = sum(line.created for line in lines), sum(line.updated for line in lines)
    answer = Text(N_("%(fresh)s new rows, %(changed)s changed, nothing else touched."), fresh=fresh, changed=changed)
    if not fresh and not changed:
        answer = Text(N_("These files say nothing that is not known already."))
    left = [(file.name, file.refusal.what) for file in plan.refused if file.refusal]
    left += [
        (f"{file.name} · {sheet}" if sheet != file.name else sheet, Text(N_("left out"))) for file in plan.files for sheet in file.left_out
    ]
    return Outcome(answer, lines, tuple(left), len(plan.open))
