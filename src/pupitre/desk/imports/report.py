"""A plan as a JSON document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from pupitre.desk.changes import Counts
from pupitre.desk.imports.plan import FilePlan, Plan
from pupitre.kernel import InputError
from pupitre.kernel.wire import pack, problem_to_json
from pupitre.sources.reading import Question, ReadColumn, ReadTable

Json = dict[str, Any]  # JSON is dynamic by nature
SCHEMA = "pupitre.import/1"


def plan_to_json(plan: Plan, *, state: str, change: int | None = None) -> Json:
    """Return a plan as the document that `pupitre import --json` prints; its shape is in docs/reference/import.md.

    Args:
        plan: The plan.
        state: `planned`, `loaded` or `refused`.
        change: Number of the change that loaded it.
    """
    return {
        "schema": SCHEMA,
        "state": state,
        "change": change,
        "on": plan.on.isoformat(),
        "files": [file_to_json(file) for file in plan.files],
        "counts": counts_to_json(plan.counts),
        "questions": [question_to_json(question, file.name) for file in plan.files for question in file.questions],
        "problems": [problem_to_json(problem) for problem in plan.problems],
    }


def file_to_json(file: FilePlan) -> Json:
    """Return one file: what it was taken for, what it fills, why it was refused."""
    return {
        "name": file.name,
        "size": file.size,
        "digest": file.digest,
        "format": file.reading.format if file.reading else None,
        "refusal": refusal_to_json(file.refusal) if file.refusal else None,
        "tables": [table_to_json(table) for table in file.reading.tables] if file.reading else [],
        "rows_read": file.rows_read,
        "rows_refused": file.rows_refused,
        "fills": dict(file.filled),
        "left_out": list(file.left_out),
    }


def table_to_json(table: ReadTable) -> Json:
    """Return what a table of a file was taken for."""
    return {
        "sheet": table.sheet,
        "kind": table.kind,
        "confidence": round(table.confidence, 3),
        "layout": table.layout,
        "rows": table.data.num_rows,
        "refused": len(table.refused),
        "columns": [column_to_json(column) for column in table.columns],
    }


def column_to_json(column: ReadColumn) -> Json:
    """Return what a column was taken for, and how surely (0–1)."""
    said = {"col": column.col, "header": column.header, "field": column.field, "period": column.period}
    return {**said, "confidence": round(column.confidence, 3)}


def question_to_json(question: Question, file: str) -> Json:
    """Return a doubt with its possible answers; `scope` says under which key of an answers file its answer goes."""
    return {
        "id": question.id,
        "scope": "everywhere" if question.id.startswith("department:") else file,
        "code": question.code,
        "choices": [{"code": choice.code, "text": pack(choice.text)} for choice in question.choices],
        "assumption": question.assumption,
        "blocking": question.blocking,
        "answered": question.answered,
        **problem_to_json(question.problem),
    }


def counts_to_json(counts: Mapping[str, Counts]) -> Json:
    """Return the rows created, updated, unchanged and refused, by table."""
    return {table: asdict(of) for table, of in counts.items()}


def refusal_to_json(refusal: InputError) -> Json:
    """Return why a file cannot be read."""
    where = refusal.where
    place = {"file": where.file, "sheet": where.sheet, "row": where.row, "column": where.column}
    return {"what": pack(refusal.what), "where": place, "mend": pack(refusal.mend)}
