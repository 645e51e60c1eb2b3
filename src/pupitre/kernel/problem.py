"""A fault or a doubt found in data, with its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pupitre.kernel.text import Text

Severity = Literal["refused", "absent", "warning", "question", "ignored"]
"""refused: the row is not loaded; absent: the cell is empty, with its reason; warning: loaded and said; question: must be answered;
ignored: not data."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands, in the words of the person who made the file.

    Args:
        file: File name.
        sheet: Sheet name, for workbooks.
        row: Row number as the file's own tool shows it (1 is the first).
        column: Header of the column, or its letter when it has none.
    """

    file: str = ""
    sheet: str | None = None
    row: int | None = None
    column: str | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault or doubt.

    Args:
        rule: Stable name, such as `date.impossible`.
        severity: What was done about it.
        where: Its place.
        found: What stood there, as written.
        what: The fault, as a sentence.
        mend: What to do about it, as a sentence.
        reason: The short stable code of the refusal or warning (`impossible_date`, `department_matched`…).
    """

    rule: str
    severity: Severity
    where: Place
    found: str
    what: Text
    mend: Text
    reason: str = ""
