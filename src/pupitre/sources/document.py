"""What a file holds, as the JSON document of `pupitre read`."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

import pyarrow as pa

from pupitre.kernel.wire import problem_to_json
from pupitre.sources.reading import Question, Reading, ReadTable, Warned
from pupitre.tables.exchange import KINDS
from pupitre.words import render

Json = Any  # JSON is dynamic by nature
Language = Literal["fr", "en"]
WARNINGS = ("department_matched", "department_unknown", "hidden_row", "hidden_column", "siret_checksum")
"""Codes of the policy; what is said besides is listed under `notes`."""
NUMERIC = ("money", "number", "percent", "int")


def document(reading: Reading, lang: Language = "en") -> Json:
    """Return the document of a reading: names and shape of the import pack's truth files, and what is said besides.

    Args:
        reading: What the file holds.
        lang: Language of the sentences, `en` or `fr`.
    """
    recognised = [t for t in reading.tables if t.kind is not None]
    return {
        "schema": "pupitre.read/1",
        "file": reading.file,
        "locale": reading.locale,
        "format": reading.format,
        "encoding": reading.encoding,
        "separator": reading.separator,
        "questions": [_question(q, lang) for t in recognised for q in t.questions],
        "sheets_without_table": list(reading.sheets_without_table),
        "tables": [_table(t, lang) for t in recognised],
        "unrecognised": [
            {"sheet": t.sheet, "header_rows": list(t.header_rows), "columns": [c.header for c in t.columns]}
            for t in reading.tables
            if t.kind is None
        ],
        "problems": [problem_to_json(p) | {"what": render(p.what, lang), "mend": render(p.mend, lang)} for p in reading.problems],
        "signature": reading.signature,
    }


def _question(question: Question, lang: Language) -> Json:
    problem = question.problem
    return {
        "code": question.code,
        "detail": render(problem.what, lang),
        "id": question.id,
        "mend": render(problem.mend, lang),
        "where": {"file": problem.where.file, "sheet": problem.where.sheet, "row": problem.where.row, "column": problem.where.column},
        "choices": [{"code": c.code, "text": render(c.text, lang)} for c in question.choices],
        "assumption": question.assumption,
        "blocking": question.blocking,
        "answered": question.answered,
    }


def _table(table: ReadTable, lang: Language) -> Json:
    assert table.kind is not None
    kind = KINDS[table.kind]
    fields = [n for n in table.data.column_names if any(c.name == n for c in kind.columns)]
    rows = _rows(table.data, fields)
    sums = {}
    for name in fields:
        if kind.column(name).type in NUMERIC:
            total = pa.compute.sum(table.data[name]).as_py()
            sums[name] = round(total, 4) if isinstance(total, float) else total or 0
    return {
        "sheet": table.sheet,
        "kind": table.kind,
        "confidence": table.confidence,
        "layout": table.layout,
        "key": list(table.key),
        "header_rows": list(table.header_rows),
        "columns": [
            {"col": c.col, "header": c.header, "field": c.field}
            | ({"period": c.period} if c.period else {})
            | {"confidence": c.confidence}
            | ({"multiplier": c.unit_multiplier} if c.unit_multiplier != 1.0 else {})
            | ({"currency": c.currency} if c.currency else {})
            for c in table.columns
        ],
        "rows": rows,
        "refused": [
            {
                "source_row": r.source_row, "reason": r.reason, "field": r.field, "raw": r.raw, "column": r.problem.where.column,
                "what": render(r.problem.what, lang), "mend": render(r.problem.mend, lang),
            }
            for r in table.refused
        ],
        "ignored": [{"source_row": i.source_row, "why": i.why} for i in table.ignored],
        "warnings": [_warning(w, lang) for w in table.warnings if w.code in WARNINGS],
        "notes": [_warning(w, lang) for w in table.warnings if w.code not in WARNINGS],
        "counts": {"rows": len(rows), "refused": len(table.refused), "ignored": len(table.ignored)},
        "sums": sums,
    }  # fmt: skip


def _warning(warned: Warned, lang: Language) -> Json:
    body: dict[str, object] = {"source_row": warned.source_row, "code": warned.code}
    if warned.raw is not None:
        body["raw"] = warned.raw
    if warned.matched is not None:
        body["matched"] = warned.matched
    if warned.problem.where.column:
        body["column"] = warned.problem.where.column
    return body | {"what": render(warned.problem.what, lang), "mend": render(warned.problem.mend, lang)}


def _rows(data: pa.Table, fields: list[str]) -> list[Json]:
    columns = [[_plain(v) for v in data[name].to_pylist()] for name in fields]
    return [
        {"source_row": row, "values": dict(zip(fields, values, strict=True))}
        for row, *values in zip(data["source_row"].to_pylist(), *columns, strict=True)
    ]


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, dt.date) else value
