"""What a file holds once it has been read: tables, doubts and faults."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import pyarrow as pa

from pupitre.kernel import Problem, Text


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What the reader may be told beforehand.

    Args:
        units: Names of the departments known, the reference list that spellings are matched to.
        answers: Question id → answer, as given earlier; they replace the assumptions.
        drop_personal: Whether personal columns (pay, sex, birth) are dropped before anything else sees them.
        locale: `fr` or `en` when it is known; None lets the file tell.
        zone: The place on whose clock the events of a log are told when they say their zone, as the IANA names it; empty for UTC.
    """

    units: tuple[str, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    drop_personal: bool = False
    locale: str | None = None
    zone: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One possible answer to a question: its stable code and the words a person reads."""

    code: str
    text: Text


@dataclass(frozen=True, slots=True)
class Question:
    """A doubt that the file cannot settle alone.

    Args:
        id: Stable name, `<code>:<sheet or table>[:<column>]`; an answer is given to it.
        code: Short stable code such as `date_order_ambiguous`.
        problem: The doubt as a located problem of severity `question`.
        choices: Possible answers.
        assumption: The code of the choice made meanwhile; empty when nothing could be assumed.
        blocking: Whether nothing of the table should be loaded before the answer.
        answered: Whether the assumption is an answer that was given.
    """

    id: str
    code: str
    problem: Problem
    choices: tuple[Choice, ...] = ()
    assumption: str = ""
    blocking: bool = False
    answered: bool = False


@dataclass(frozen=True, slots=True)
class ReadColumn:
    """One column of a file and what it was taken for.

    Args:
        col: Number in the file, from 1.
        header: Header as written; the lines of a header of several rows are joined by ` / `.
        field: Canonical exchange name, or None.
        period: Canonical period of a column that holds one period.
        confidence: 0–1.
        unit_multiplier: What the cells were multiplied by (1000 for k€ in the header).
        currency: ISO 4217 code written in the header or the cells, when there is exactly one.
        hidden: Whether the column is hidden in the workbook.
    """

    col: int
    header: str
    field: str | None = None
    period: str | None = None
    confidence: float = 0.0
    unit_multiplier: float = 1.0
    currency: str | None = None
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that is not loaded.

    Args:
        source_row: Its row in the file.
        reason: Stable code of the policy.
        field: Canonical field at fault. raw: What stood there.
        problem: The same as a located problem.
    """

    source_row: int
    reason: str
    field: str | None
    raw: str | None
    problem: Problem


@dataclass(frozen=True, slots=True)
class Ignored:
    """A row that is not data: `title`, `blank`, `total`, `note`, `sep_line` or `skipped`; its words, for titles and notes."""

    source_row: int
    why: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Warned:
    """Something said about a row or column that is loaded all the same.

    Args:
        code: Stable code (`department_matched`, `hidden_row`…).
        source_row: Its row; None for a whole column.
        problem: The same as a located problem.
        raw: What stood there. matched: What it was taken for.
    """

    code: str
    source_row: int | None
    problem: Problem
    raw: str | None = None
    matched: str | None = None


@dataclass(frozen=True, slots=True)
class ReadTable:
    """One table of a file, typed.

    Args:
        sheet: Sheet name, for workbooks.
        kind: Exchange kind, or None when nothing fits.
        confidence: 0–1, of the kind.
        layout: `wide` when periods were columns.
        key: Canonical columns that name a row.
        header_rows: Rows of the header.
        columns: Every column of the file.
        data: `source_row` (int64), one column per canonical field found, and `extra` (JSON text of the columns that are not mapped).
        refused: Rows not loaded. ignored: Rows that are not data. warnings: What is said besides. questions: Doubts.
        scope: Its name in questions and answers.
    """

    sheet: str | None
    kind: str | None
    confidence: float
    layout: Literal["long", "wide"]
    key: tuple[str, ...]
    header_rows: tuple[int, ...]
    columns: tuple[ReadColumn, ...]
    data: pa.Table
    refused: tuple[Refused, ...] = ()
    ignored: tuple[Ignored, ...] = ()
    warnings: tuple[Warned, ...] = ()
    questions: tuple[Question, ...] = ()
    scope: str = "-"


@dataclass(frozen=True, slots=True)
class Reading:
    """What one file holds.

    Args:
        file: File name, without its folder.
        format: `csv`, `xlsx`, `xlsm`, `xls`, `ods`, `parquet`, `json`, `geojson`, `mspdi`.
        encoding: Of a text file, as Python names it.
        separator: Of a delimited text file.
        locale: `fr` or `en`, by the file's own words.
        tables: Every table recognised or not, in the order of the file.
        sheets_without_table: Sheets that hold no table of a known kind.
        problems: Faults of the file as a whole (stray bytes…).
        signature: Stable name of the file's shape (its headers), by which answers are remembered.
    """

    file: str
    format: str
    encoding: str | None = None
    separator: str | None = None
    locale: str = "en"
    tables: tuple[ReadTable, ...] = ()
    sheets_without_table: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    signature: str = ""

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every doubt of every table."""
        return tuple(q for table in self.tables for q in table.questions)
