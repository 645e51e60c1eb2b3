"""A reading as bytes and back, to cross from one process to another without trusting it."""

from __future__ import annotations

import json
import struct
from dataclasses import asdict
from typing import Any

import pyarrow as pa

from pupitre.kernel.problem import Place
from pupitre.kernel.wire import pack, problem_from_json, problem_to_json, unpack
from pupitre.sources.reading import Choice, Ignored, Question, ReadColumn, Reading, ReadOptions, ReadTable, Refused, Warned

Json = Any  # JSON is dynamic by nature: each part is rebuilt by the function that knows it
HEADER = struct.Struct(">Q")


def to_bytes(reading: Reading) -> bytes:
    """Return a reading as a JSON head followed by one Arrow stream per table."""
    streams = [_stream(t.data) for t in reading.tables]
    head = {
        "file": reading.file,
        "format": reading.format,
        "encoding": reading.encoding,
        "separator": reading.separator,
        "locale": reading.locale,
        "sheets_without_table": list(reading.sheets_without_table),
        "problems": [problem_to_json(p) for p in reading.problems],
        "signature": reading.signature,
        "tables": [_table(t) | {"bytes": len(s)} for t, s in zip(reading.tables, streams, strict=True)],
    }
    body = json.dumps(head).encode()
    return b"".join([HEADER.pack(len(body)), body, *streams])


def from_bytes(raw: bytes) -> Reading:
    """Return the reading that `to_bytes` wrote.

    Raises:
        ValueError: The bytes are not one.
    """
    (length,) = HEADER.unpack_from(raw)
    at = HEADER.size + length
    head = json.loads(raw[HEADER.size : at])
    tables = []
    for body in head["tables"]:
        data = pa.ipc.open_stream(pa.py_buffer(raw[at : at + body["bytes"]])).read_all()
        at += body["bytes"]
        tables.append(_table_from(body, data))
    return Reading(
        head["file"],
        head["format"],
        head["encoding"],
        head["separator"],
        head["locale"],
        tuple(tables),
        tuple(head["sheets_without_table"]),
        tuple(problem_from_json(p) for p in head["problems"]),
        head["signature"],
    )


def options_to_json(options: ReadOptions) -> str:
    """Return options as JSON text."""
    return json.dumps(
        {
            "units": list(options.units),
            "answers": dict(options.answers),
            "drop_personal": options.drop_personal,
            "locale": options.locale,
            "zone": options.zone,
        }
    )


def options_from_json(text: str) -> ReadOptions:
    """Return the options that `options_to_json` wrote."""
    body = json.loads(text)
    return ReadOptions(tuple(body["units"]), body["answers"], body["drop_personal"], body["locale"], body["zone"])


def error_to_json(what: object, where: Place, mend: object) -> Json:
    """Return a refusal as JSON."""
    return {"what": pack(what), "where": asdict(where), "mend": pack(mend)}


def error_from_json(body: Json) -> tuple[Any, Place, Any]:
    """Return what `error_to_json` wrote: what, where, how to mend it."""
    return unpack(body["what"]), Place(**body["where"]), unpack(body["mend"])


def _stream(table: pa.Table) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return bytes(sink.getvalue())


def _table(table: ReadTable) -> Json:
    return {
        "sheet": table.sheet,
        "kind": table.kind,
        "confidence": table.confidence,
        "layout": table.layout,
        "key": list(table.key),
        "header_rows": list(table.header_rows),
        "columns": [asdict(c) for c in table.columns],
        "refused": [[r.source_row, r.reason, r.field, r.raw, problem_to_json(r.problem)] for r in table.refused],
        "ignored": [asdict(i) for i in table.ignored],
        "warnings": [[w.code, w.source_row, problem_to_json(w.problem), w.raw, w.matched] for w in table.warnings],
        "questions": [_question(q) for q in table.questions],
        "scope": table.scope,
    }


def _question(question: Question) -> Json:
    return {
        "id": question.id,
        "code": question.code,
        "problem": problem_to_json(question.problem),
        "choices": [[c.code, pack(c.text)] for c in question.choices],
        "assumption": question.assumption,
        "blocking": question.blocking,
        "answered": question.answered,
    }


def _table_from(body: Json, data: pa.Table) -> ReadTable:
    return ReadTable(
        body["sheet"],
        body["kind"],
        body["confidence"],
        body["layout"],
        tuple(body["key"]),
        tuple(body["header_rows"]),
        tuple(ReadColumn(**c) for c in body["columns"]),
        data,
        tuple(Refused(row, reason, field, raw, problem_from_json(p)) for row, reason, field, raw, p in body["refused"]),
        tuple(Ignored(**i) for i in body["ignored"]),
        tuple(Warned(code, row, problem_from_json(p), raw, matched) for code, row, p, raw, matched in body["warnings"]),
        tuple(
            Question(
                q["id"],
                q["code"],
                problem_from_json(q["problem"]),
                tuple(Choice(code, unpack(text)) for code, text in q["choices"]),
                q["assumption"],
                q["blocking"],
                q["answered"],
            )
            for q in body["questions"]
        ),
        body["scope"],
    )
