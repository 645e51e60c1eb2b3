"""The currency of the amounts of a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pupitre.desk.imports.answers import Answers
from pupitre.kernel import N_, Place, Problem, Text
from pupitre.sources.reading import Choice, Question, ReadTable
from pupitre.tables.exchange import KINDS

if TYPE_CHECKING:
    from pupitre.desk.imports.plan import FilePlan

NO_SHEET = "-"
"""What stands for the sheet of a text file in the names of questions."""


def adopted(files: Sequence[FilePlan], answers: Answers, home: str) -> str:
    """Return the currency that a first import gives the home; empty when the home knows its own or nothing says.

    Args:
        files: The files read.
        answers: The answers given: `currency` for all files says it.
        home: What the home was told, empty when nobody said.
    """
    if home:
        return ""
    tables = [table for file in files if file.reading for table in file.reading.tables if table.kind in KINDS]
    signs = {column.currency for table in tables for column in table.columns if column.currency and column.field in money_of(table)}
    return answers.everywhere.get("currency", "") or (signs.pop() if len(signs) == 1 else "")


def money_of(table: ReadTable) -> frozenset[str]:
    """Return the canonical columns of a table that hold amounts."""
    return frozenset(column.name for column in KINDS[str(table.kind)].columns if column.type == "money")


def currency_of(file: FilePlan, table: ReadTable, home: str) -> tuple[str, Question | None]:
    """Return the currency of a table, with a question when its amounts bear the sign of another one than the home's.

    Args:
        file: The file, with the answers given for it.
        table: The table.
        home: Currency of the home, ISO 4217.
    """
    money = money_of(table)
    signs = sorted({c.currency for c in table.columns if c.field in money and c.currency})
    name = f"currency:{table.sheet or NO_SHEET}"
    answer = file.answers.get(name) or file.answers.get("currency", "")
    if signs in ([], [home]):
        return answer or home, None
    headers = ", ".join(c.header for c in table.columns if c.field in money and c.currency and c.currency != home)
    problem = Problem(
        rule="currency.differs",
        severity="question",
        where=Place(file.name, table.sheet, None, headers),
        found=", ".join(signs),
        what=Text(N_("The amounts bear the sign of %(signs)s; the company counts in %(home)s."), signs=tuple(signs), home=home),
        mend=Text(N_("Say which currency they are in; they are kept in it, not converted.")),
        reason="currency_differs",
    )
    choices = [Choice(code, Text(N_("They are in %(currency)s"), currency=code)) for code in dict.fromkeys([*signs, home])]
    return answer or signs[0], Question(name, "currency_differs", problem, tuple(choices), answer or signs[0], answered=bool(answer))
