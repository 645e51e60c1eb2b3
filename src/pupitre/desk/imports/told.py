"""A plan in the words of one reader, line by line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from pupitre import words
from pupitre.desk.imports.plan import FilePlan, Plan
from pupitre.desk.web.data.labels import KINDS, STAGES
from pupitre.desk.web.labels import KINDS as ROWS
from pupitre.kernel import N_, Place, Problem, Text
from pupitre.sources.reading import Question

PROBLEMS_SHOWN = 20
"""Faults shown one by one; the others are counted by rule."""

NAMED: Final = N_("%(name)s: %(value)s")

TABLES: Final[Mapping[str, Text]] = {
    **ROWS,
    "alias": Text(N_("Other ways of writing a name")),
    "mapping": Text(N_("Columns recognised")),
}


def step(stage: str, what: str, done: int, total: int) -> Text:
    """Return how far an import is: the stage, how many files or tables of how many, and the one under way."""
    named = Text(N_("%(stage)s, %(at)s of %(total)s"), stage=STAGES.get(stage, stage), at=done + 1, total=total)
    return Text(NAMED, name=named, value=TABLES.get(what, what)) if what else named


def lines(plan: Plan, lang: str, *, state: str, change: int | None = None) -> Iterator[str]:
    """Yield what an import would do, or did.

    Args:
        plan: The plan.
        lang: `fr` or `en`.
        state: `planned`, `loaded` or `refused`.
        change: Number of the change that loaded it.
    """
    language = words.language(lang)

    def say(text: Text) -> str:
        return words.render(text, language)

    for file in plan.files:
        yield from (say(text) for text in _file(file))
    yield ""
    for table, counts in plan.counts.items():
        yield say(
            Text(
                N_("%(table)s: %(created)s new, %(updated)s changed, %(unchanged)s unchanged"),
                table=TABLES.get(table, table),
                created=counts.created,
                updated=counts.updated,
                unchanged=counts.unchanged,
            )
        )
    for question in plan.questions:
        if not question.answered:
            yield from ("", *_question(question, say))
    if plan.problems:
        yield ""
        yield from _problems(plan.problems, say)
    yield ""
    yield say(_ending(plan, state, change))


def where(place: Place) -> str:
    """Return a place in one line: file, sheet, row, column."""
    parts = [place.file, place.sheet, None if place.row is None else f"#{place.row}", place.column]
    return " · ".join(part for part in parts if part)


def _file(file: FilePlan) -> Iterator[Text]:
    if file.refusal is not None:
        yield Text(N_("%(file)s cannot be read: %(what)s"), file=file.name, what=file.refusal.what)
        return
    for table in file.reading.tables if file.reading else ():
        name = f"{file.name} · {table.sheet}" if table.sheet else file.name
        if table.kind is None:
            yield Text(N_("%(name)s: nothing that can be recognised"), name=name)
        else:
            yield Text.many(
                N_("%(name)s: %(kind)s, %(count)s row, %(refused)s refused"),
                N_("%(name)s: %(kind)s, %(count)s rows, %(refused)s refused"),
                count=table.data.num_rows,
                name=name,
                kind=KINDS.get(table.kind, table.kind),
                refused=len(table.refused),
            )


def _question(question: Question, say: Callable[[Text], str]) -> Iterator[str]:
    problem = question.problem
    yield f"? {say(problem.what)}"
    yield f"  {where(problem.where)}"
    yield f"  {question.id}"
    for choice in question.choices:
        mark = "*" if choice.code == question.assumption else "-"
        yield f"  {mark} {say(Text(NAMED, name=choice.code, value=choice.text))}"


def _problems(problems: tuple[Problem, ...], say: Callable[[Text], str]) -> Iterator[str]:
    for problem in problems[:PROBLEMS_SHOWN]:
        yield f"! {say(Text(NAMED, name=where(problem.where), value=problem.what))} {say(problem.mend)}"
    rest = Counter(problem.rule for problem in problems[PROBLEMS_SHOWN:])
    for rule, count in rest.most_common():
        yield say(Text.many(N_("and %(count)s more remark: %(rule)s"), N_("and %(count)s more remarks: %(rule)s"), count=count, rule=rule))


def _ending(plan: Plan, state: str, change: int | None) -> Text:
    if state == "loaded":
        return Text(N_("Loaded as change %(change)s; pupitre import --undo %(change)s takes it back."), change=str(change))
    if plan.refused:
        return Text(N_("Nothing was loaded: a file cannot be read. Mend it, or take the others with --yes."))
    if plan.open:
        return Text.many(
            N_("Nothing was loaded: one question is open. Write it down with --save-answers, complete it, and give it with --answers."),
            N_(
                "Nothing was loaded: %(count)s questions are open. Write them to a file with --save-answers, complete them, "
                "and give them with --answers."
            ),
            count=len(plan.open),
        )
    return Text(N_("Nothing was written: this is the plan alone."))
