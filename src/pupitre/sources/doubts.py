"""What a file cannot settle alone: the questions, their choices and what is assumed meanwhile."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pupitre.kernel import N_, Place, Problem, Text
from pupitre.sources.reading import Choice, Question
from pupitre.tables.exchange import KINDS

_DATE_ORDERS = (
    Choice("dmy", Text(N_("Day first: 04/03 is the 4th of March"))),
    Choice("mdy", Text(N_("Month first: 04/03 is the 3rd of April"))),
)


def asked(
    code: str,
    where: Place,
    what: Text,
    mend: Text,
    *,
    scope: str = "",
    found: str = "",
    choices: tuple[Choice, ...] = (),
    assumption: str = "",
    blocking: bool = False,
    answers: Mapping[str, str] | None = None,
) -> Question:
    """Return a question; an answer given earlier replaces its assumption."""
    identity = f"{code}:{scope}" if scope else code
    answer = (answers or {}).get(identity)
    taken = answer if answer is not None and (not choices or answer in {c.code for c in choices}) else None
    problem = Problem(f"question.{code}", "question", where, found, what, mend, code)
    return Question(
        identity, code, problem, choices, taken if taken is not None else assumption, blocking and taken is None, taken is not None
    )


def date_order(where: Place, assumption: str, conflict: bool, answers: Mapping[str, str]) -> Question:
    """Ask which of day and month comes first, when no date proves it or dates prove both."""
    what = (
        Text(N_("Some dates can only be read day first and others only month first."))
        if conflict
        else Text(N_("No date has a number above 12, so nothing proves which of day and month comes first."))
    )
    mend = Text(N_("Say which comes first, or export the dates as 2026-01-31."))
    return asked("date_order_ambiguous", where, what, mend, choices=_DATE_ORDERS, assumption=assumption, answers=answers)


def duplicate_header(where: Place, header: str, first: int, other: int, scope: str, answers: Mapping[str, str]) -> Question:
    """Ask which of two columns of one name is meant; the first is taken."""
    what = Text(N_('The header "%(header)s" stands twice; the first column is used.'), header=header.strip())
    mend = Text(N_("Rename one of the two columns, or say which one to use."))
    choices = (
        Choice("first", Text(N_("Column %(number)s, the first"), number=first)),
        Choice("last", Text(N_("Column %(number)s, the other one"), number=other)),
    )
    return asked("duplicate_header", where, what, mend, scope=scope, found=header, choices=choices, assumption="first", answers=answers)


def refuses_most(where: Place, reason: str, count: int, total: int, scope: str, answers: Mapping[str, str]) -> Question:
    """Stop and ask when one rule would refuse most of a table."""
    what = Text.many(
        N_("One rule (%(reason)s) would refuse %(count)s row of %(total)s."),
        N_("One rule (%(reason)s) would refuse %(count)s rows of %(total)s."),
        count=count,
        reason=Text(REASONS.get(reason, reason)),
        total=total,
    )
    mend = Text(N_("Check that the columns are recognised as you mean them, then say what to do."))
    choices = (Choice("refuse", Text(N_("Refuse these rows"))), Choice("keep", Text(N_("Load them all the same"))))
    return asked(
        "most_rows_refused",
        where,
        what,
        mend,
        scope=f"{reason}:{scope}",
        choices=choices,
        assumption="refuse",
        blocking=True,
        answers=answers,
    )


def which_kind(where: Place, best: str, other: str, scope: str, answers: Mapping[str, str]) -> Question:
    """Ask what a table holds when two readings are equally good."""
    says = {name: Text(KINDS[name].says) for name in (best, other)}
    what = Text(N_('A row of this table reads as one thing or another: "%(best)s" or "%(other)s"'), best=says[best], other=says[other])
    mend = Text(N_("Say which one it is."))
    choices = (Choice(best, says[best]), Choice(other, says[other]))
    return asked("kind_ambiguous", where, what, mend, scope=scope, choices=choices, assumption=best, answers=answers)


def departments_as_columns(where: Place, names: Sequence[str], scope: str, answers: Mapping[str, str]) -> Question:
    """Ask whether the columns of a table that is not recognised are departments."""
    what = Text(N_("Several columns of figures bear names that are not known: %(names)s."), names=", ".join(names[:6]))
    mend = Text(N_("Say whether these names are departments, or load your list of departments first."))
    choices = (Choice("yes", Text(N_("They are departments"))), Choice("no", Text(N_("They are something else"))))
    return asked("departments_as_columns", where, what, mend, scope=scope, choices=choices, assumption="no", answers=answers)


def missing_year(where: Place, scope: str, answers: Mapping[str, str]) -> Question:
    """Ask for the year of periods that are written without one."""
    what = Text(N_("The periods are written without their year, and no title gives it."))
    mend = Text(N_("Say which year it is, such as 2026."))
    return asked("year_missing", where, what, mend, scope=scope, blocking=True, answers=answers)


REASONS: dict[str, str] = {
    "missing_required": N_("rows without a key"),
    "duplicate_key": N_("keys that stand twice"),
    "end_before_start": N_("ends before starts"),
    "impossible_date": N_("dates that do not exist"),
    "unknown_side": N_("amounts that are neither debit nor credit"),
    "bad_number": N_("numbers that cannot be read"),
    "siret_mangled": N_("SIRET numbers that lost digits"),
    "formula_without_cached_value": N_("formulas not computed"),
}
