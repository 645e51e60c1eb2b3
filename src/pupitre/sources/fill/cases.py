"""What events share: their case, their copies, the attributes that hold for whole cases, the codes that stand for persons."""

from __future__ import annotations

import hashlib
import hmac
import io
import json
import re
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.json as pj

from pupitre.sources.cells.folding import roots
from pupitre.sources.cells.missing import is_missing
from pupitre.sources.fill.columns import Column, mapped, with_texts
from pupitre.sources.keys import lines_of
from pupitre.sources.mapping.headers import best_likeness

Numbers = npt.NDArray[Any]  # the number of the case of each event
CODE_LENGTH = 10
CONSTANT = 0.98
"""Share of the cases in which a column must not change to be an attribute of cases: logs have slips of the keyboard."""
OF_PERSONS = 0.85
"""Likeness to the names of the resource's column from which another column is one of persons too."""
NONE = pa.scalar(None, pa.string())
VALUE = r'": "(?:[^"\\]|\\.)*"'
MAIL = re.compile(r"^[^@\s]+@[^@\s]+\.\w+$")


def coded(resource: Column, secret: bytes) -> Column:
    """Return made-up codes of persons, the same for the same name as long as the secret is; nobody turns them back without it."""

    def code(text: str) -> str:
        return "R-" + hmac.new(secret, " ".join(text.split()).casefold().encode(), hashlib.sha256).hexdigest()[:CODE_LENGTH]

    return mapped(resource, code)


def by_case(process: Column, case: Column) -> Numbers:
    """Return the number of the case of each event."""
    joined = pc.binary_join_element_wise(pc.fill_null(process, ""), pc.fill_null(case, ""), "\x1f")
    return np.asarray(joined.dictionary_encode().indices)


def copies(process: Column, case: Column, activity: Column, at: Column) -> Column:
    """Number the events that repeat a process, a case, a step and a moment, from 0, in the order of the file."""
    moment = pc.cast(pc.cast(at, pa.int64()), pa.string())
    return pc.subtract(lines_of([process, case, activity, moment]), 1)


def moved_apart(said: Column, cases: Numbers, secret: bytes) -> tuple[Column, Column]:
    """Return what is said of whole cases and what is said of single events, from the JSON texts of events.

    A column of persons is kept under made-up codes. A column that changes in fewer than 2 % of the cases is said of cases: the value of
    the first event stands for the case, those that differ stay with their event. A mark of absence such as `?` says nothing of a case or
    of a person: it stays with its event, to be counted.
    """
    count = len(said)
    nothing = pa.nulls(count, pa.string())
    names = _names(said)
    if not names:
        return nothing, nothing
    columns = _columns(said, names)
    of_cases: dict[str, Column] = {}
    of_events: dict[str, Column] = {}
    size = int(cases.max()) + 1 if count else 0
    for name in names:
        is_mark = is_missing(columns[name], among_words=True)
        marks, column = pc.if_else(is_mark, columns[name], NONE), pc.if_else(is_mark, NONE, columns[name])
        if column.null_count == count:
            if marks.null_count < count:
                of_events[name] = marks
            continue
        if _is_of_persons(name, column):
            column = coded(column, secret)
        first, is_constant = _first(column, cases, size)
        if is_constant:
            of_cases[name] = first
            differs = pc.fill_null(pc.not_equal(column, first.take(pa.array(cases))), False)
            column = pc.if_else(differs, column, NONE)
        column = pc.coalesce(column, marks)
        if column.null_count < count:
            of_events[name] = column
    attributes = with_texts(pa.nulls(size, pa.string()), of_cases).take(pa.array(cases))
    return attributes, with_texts(nothing, of_events)


def _names(said: Column) -> list[str]:
    """Return the names met in JSON objects of texts, in the order in which they first stand."""
    shapes = pc.unique(pc.replace_substring_regex(said.drop_null(), VALUE, '"')).to_pylist()
    return list(dict.fromkeys(name for shape in shapes for name in json.loads(f"[{shape[1:-1]}]")))


def _columns(said: Column, names: list[str]) -> dict[str, Column]:
    """Return JSON objects of texts as columns."""
    lines = "\n".join(pc.fill_null(said, "{}").to_pylist()).encode()
    schema = pa.schema([pa.field(name, pa.string()) for name in names])
    read = pj.read_json(
        io.BytesIO(lines),
        read_options=pj.ReadOptions(use_threads=False, block_size=max(1 << 20, min(len(lines) + 1, 1 << 30))),
        parse_options=pj.ParseOptions(explicit_schema=schema, unexpected_field_behavior="ignore"),
    ).combine_chunks()
    return {name: read.column(name).combine_chunks() for name in names}


def names_persons(header: str) -> bool:
    """Whether a column of a log is one of persons, by its header."""
    return best_likeness(roots(header), "events", "resource") >= OF_PERSONS


def _is_of_persons(name: str, column: Column) -> bool:
    if names_persons(name):
        return True
    some = column.drop_null()[:50].to_pylist()
    return sum(bool(MAIL.match(text)) for text in some) > len(some) / 2


def _first(column: Column, cases: Numbers, size: int) -> tuple[Column, bool]:
    """Return the first value of each case, and whether hardly any case has two."""
    encoded = column.dictionary_encode()
    there = np.flatnonzero(np.asarray(column.is_valid()))
    values = np.asarray(pc.fill_null(encoded.indices, 0)).astype(np.int64)[there]
    of = cases[there].astype(np.int64)
    met, at = np.unique(of, return_index=True)
    pairs = np.unique(of * (len(encoded.dictionary) + 1) + values)
    several = np.count_nonzero(np.bincount((pairs // (len(encoded.dictionary) + 1)).astype(np.int64), minlength=1) > 1)
    first = np.full(size, -1, dtype=np.int64)
    first[met] = there[at]
    return column.take(pa.array(first, mask=first < 0)), bool(several <= (1 - CONSTANT) * len(met))
