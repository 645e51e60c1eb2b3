"""The currency of the amounts of a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pupitre.kernel import N_, Place, Problem, Text
from pupitre.sources.reading import Choice, Question, ReadTable
from pupitre.tables.exchange import KINDS

if TYPE_CHECKING:
    from pupitre.desk.imports.plan import FilePlan

NO_SHEET = "-"
"""What stands for the sheet of a text file in the names of questions."""


def currency_of(file: FilePlan, table: ReadTable, home: str) -> tuple[str, Question | None]:
    """Return the currency of a table, with a question when its amounts bear the sign of another one than the home's.

    Args:
        file: The file, with the answers given for it.
        table: The table.
        home: Currency of the home, ISO 4217.
    """
    kind = KINDS[str(table.kind)]
    money = {column.name for column in kind.columns if column.type == "money"}
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
