"""The sentence on top of the projects: how many will keep their word."""

from __future__ import annotations

from collections.abc import Sequence

from pupitre.domains.portfolio.analysis.finish import VERY_LATE_DAYS
from pupitre.domains.portfolio.web.shelf import ProjectRow, Shelf
from pupitre.kernel import N_, Text


def headline(rows: Sequence[ProjectRow]) -> Text:
    """Return the answer to "which projects will keep their word?"."""
    judged = _judged(rows)
    very_late = [row for row in judged if row.factual == "very_late"]
    if not judged:
        return Text(N_("Nothing says yet when the projects should finish"))
    if not very_late:
        return Text.many(
            N_("The one project to be finished keeps its word, within six weeks"),
            N_("All %(count)s projects to be finished keep their word, within six weeks"),
            count=len(judged),
        )
    if len(very_late) == len(judged):
        return Text.many(
            N_("The one project to be finished is heading for a finish more than six weeks late"),
            N_("All %(count)s projects to be finished are heading for a finish more than six weeks late"),
            count=len(judged),
        )
    return Text.many(
        N_("%(count)s project out of %(all)s is heading for a finish more than six weeks late"),
        N_("%(count)s projects out of %(all)s are heading for a finish more than six weeks late"),
        count=len(very_late),
        all=len(judged),
    )


def support(known: Shelf) -> tuple[Text, ...]:
    """Return the sentences below it: green among the late, those on time, those that cannot be told, the day."""
    judged = _judged(known.rows)
    late_count = sum(row.factual == "very_late" for row in judged)
    said = [_green(sum(row.is_late_though_green for row in judged), late_count), _on_time(judged)]
    moved = sum(row.method == "slips" and (row.late_days or 0) > VERY_LATE_DAYS for row in judged)
    if moved:
        said.append(
            Text.many(
                N_("If announced dates go on moving as they did here, %(count)s project is so late in the end."),
                N_("If announced dates go on moving as they did here, %(count)s projects are so late in the end."),
                count=moved,
            )
        )
    odd = sum(row.contradiction is not None for row in known.rows)
    if odd:
        said.append(Text.many(N_("%(count)s project contradicts itself."), N_("%(count)s projects contradict themselves."), count=odd))
    unknown = sum(row.factual == "unknown" for row in known.rows)
    if unknown:
        said.append(Text.many(N_("%(count)s cannot be told."), N_("%(count)s cannot be told."), count=unknown))
    if known.seen_on:
        said.append(Text(N_("Judged on %(day)s."), day=known.seen_on))
    return tuple(text for text in said if text)


def _judged(rows: Sequence[ProjectRow]) -> list[ProjectRow]:
    return [row for row in rows if row.is_alive and row.factual not in ("unknown", "contradictory")]


def _green(green: int, late_count: int) -> Text | None:
    if not green:
        return None
    if green == late_count:
        return Text.many(N_("It is declared green."), N_("All of them are declared green."), count=green)
    return Text.many(N_("%(count)s of them is declared green."), N_("%(count)s of them are declared green."), count=green)


def _on_time(judged: Sequence[ProjectRow]) -> Text | None:
    if not judged:
        return None
    on_time = sum(row.factual == "on_time" for row in judged)
    if not on_time:
        return Text(N_("None should finish within two weeks of its date."))
    if on_time == len(judged):
        return Text.many(
            N_("It should finish within two weeks of its date."), N_("All should finish within two weeks of their date."), count=on_time
        )
    return Text.many(
        N_("%(count)s project should finish within two weeks of its date."),
        N_("%(count)s projects should finish within two weeks of their date."),
        count=on_time,
    )
