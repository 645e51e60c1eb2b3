"""The sentence on top of the capacity: where hands will be missing, and until when nobody knows."""

from __future__ import annotations

from datetime import timedelta

from pupitre.domains.portfolio.web.capacity import Heat
from pupitre.kernel import N_, Share, Text


def headline(known: Heat) -> Text:
    """Return the answer to "where will hands be missing?"."""
    if not known.overloads:
        return Text(N_("No skill will be overloaded before %(day)s"), day=known.last_on)
    first = known.overloads[0]
    said = {
        "skill": known.names.get(first.skill, first.skill),
        "hours": round(first.excess_hours),
        "start": first.starts_on,
        "end": first.ends_on - timedelta(days=1),
    }
    others = len({one.skill for one in known.overloads} - {first.skill})
    if not others:
        return Text(N_("%(skill)s: %(hours)s hours will be missing between %(start)s and %(end)s"), **said)
    return Text.many(
        N_("%(skill)s: %(hours)s hours will be missing between %(start)s and %(end)s; %(count)s other skill is short too"),
        N_("%(skill)s: %(hours)s hours will be missing between %(start)s and %(end)s; %(count)s other skills are short too"),
        count=others,
        **said,
    )


def support(known: Heat) -> tuple[Text, ...]:
    """Return the sentences below it: how loaded, over how many weeks; what is over without lasting; what is not known."""
    said: list[Text] = []
    if known.overloads:
        first = known.overloads[0]
        said.append(
            Text.many(
                N_("Over that week, projects ask for %(load)s of the hours available."),
                N_("Over these %(count)s weeks, projects ask for %(load)s of the hours available."),
                count=len(first.weeks),
                load=Share(first.load),
            )
        )
    else:
        said.append(Text(N_("A skill is overloaded when projects ask for a tenth more than its hours, three weeks in a row.")))
    overloaded = {(one.skill, one.unit) for one in (first.weeks[0] for first in known.overloads)}
    alone = sum(row.missing > 0 and (row.key, row.unit) not in overloaded for row in known.rows)
    if alone:
        said.append(
            Text.many(
                N_("%(count)s other skill goes over in single weeks."), N_("%(count)s other skills go over in single weeks."), count=alone
            )
        )
    if known.silent:
        said.append(
            Text.many(
                N_("%(count)s skill asked for has no hours declared."),
                N_("%(count)s skills asked for have no hours declared."),
                count=len(known.silent),
            )
        )
    return tuple(said)
