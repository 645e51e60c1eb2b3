"""What filling the model from one file needs to know, with what it gives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import pyarrow as pa

from pupitre.kernel import N_, Place, Problem, Text
from pupitre.sources.fill.keys import Names
from pupitre.sources.reading import Question


@dataclass(frozen=True, slots=True)
class FillContext:
    """What is known when a file is filled in.

    Args:
        file: Name of the file, for places.
        on: The day of the import.
        currency: Currency of the amounts of this table, ISO 4217.
        known: Everything that has a key and a name: in the home, and declared by the other files of the import.
        departments: (as written, code or "") → key of the unit; decided for all files at once.
        spelled: Key of a unit → the name it goes by; a file that writes it otherwise keeps its own words in `extra`.
        answers: Answers given for this file (question id → answer).
        secret: What made-up codes of persons are keyed by; nobody can turn a code back into a name without it.
    """

    file: str
    on: date
    currency: str
    known: Names = field(default_factory=Names)
    departments: Mapping[tuple[str, str], str] = field(default_factory=dict)
    spelled: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    secret: bytes = b""


@dataclass(frozen=True, slots=True)
class Filled:
    """The rows that one exchange table gives.

    Args:
        tables: Model table name → rows in its declared schema plus `source_row` (int64).
        problems: What had to be said on the way. questions: What it cannot settle alone.
    """

    tables: Mapping[str, pa.Table]
    problems: tuple[Problem, ...] = ()
    questions: tuple[Question, ...] = ()


def unknown(kind: Text, value: str, place: Place, count: int = 1) -> Problem:
    """Return the warning about a code that no list holds: the row is kept as written."""
    return Problem(
        rule="reference.unknown",
        severity="warning",
        where=place,
        found=value,
        what=Text.many(
            N_('%(kind)s "%(value)s" is not in any list loaded so far (%(count)s row).'),
            N_('%(kind)s "%(value)s" is not in any list loaded so far (%(count)s rows).'),
            count=count,
            kind=kind,
            value=value,
        ),
        mend=Text(N_("Load the list that holds it, or correct the code; the rows are kept as written.")),
        reason="unknown_reference",
    )


def many_unknown(kind: Text, values: Sequence[str], place: Place) -> Problem:
    """Return one warning about a column most of whose codes no list holds."""
    return Problem(
        rule="reference.unknown",
        severity="warning",
        where=place,
        found=", ".join(values[:3]),
        what=Text(
            N_('%(kind)s: %(count)s different values of this column are not in any list loaded so far, "%(value)s" to begin with.'),
            kind=kind,
            count=len(values),
            value=values[0],
        ),
        mend=Text(N_("Load the list that holds them, or correct the codes; the rows are kept as written.")),
        reason="unknown_reference",
    )
