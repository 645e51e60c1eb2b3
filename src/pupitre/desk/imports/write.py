"""A plan carried out: every file in one transaction, or nothing."""

from __future__ import annotations

from collections.abc import Callable

from pupitre.desk import changes
from pupitre.desk.changes import CommitResult
from pupitre.desk.imports.plan import Plan
from pupitre.desk.settings import remember
from pupitre.kernel import N_, Place, RefusedError, Text


def commit(plan: Plan, *, by: str, sure_only: bool = False, progress: Callable[[str, str, int, int], None] | None = None) -> CommitResult:
    """Write what a plan says, in one transaction and as one change.

    Args:
        plan: What to write.
        by: Who.
        sure_only: Write although doubts are open: their tables were left out, or their assumption stands.
        progress: Called as the work advances.

    Raises:
        RefusedError: A doubt is open or a file was refused, and `sure_only` was not asked; nothing is written.
    """
    if not sure_only and plan.refused:
        first = plan.refused[0]
        mend = Text(N_("Mend or remove this file; the others are ready."))
        raise RefusedError(Text(N_("One of the files cannot be read, and nothing was loaded.")), where=Place(file=first.name), mend=mend)
    if not sure_only and plan.open:
        doubt = plan.open[0].problem
        raise RefusedError(doubt.what, where=doubt.where, mend=doubt.mend)
    names = tuple(file.name for file in plan.files if file.filled)
    why = Text(N_("Import of %(files)s"), files=names)

    def tell(table: str, done: int, total: int) -> None:
        if progress:
            progress("writing", table, done, total)

    result = changes.commit_parts(plan.parts, by=by, why=why, progress=tell)
    if plan.currency:
        remember(currency=plan.currency)
    return result
