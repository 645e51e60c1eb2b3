"""Columns of exchange rows turned into columns of model tables."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pupitre.sources.cells.missing import is_missing
from pupitre.tables import ARROW, TABLES

Column: TypeAlias = pa.Array


class Rows:
    """The rows of one exchange table, read column by column; a column the file does not have is all absent."""

    def __init__(self, data: pa.Table) -> None:
        self.data = data.combine_chunks()
        self.count = data.num_rows
        self.source_row: Column = self._plain("source_row") if "source_row" in data.column_names else pa.nulls(self.count, pa.int64())
        self._used = {"source_row", "extra"}

    def has(self, name: str) -> bool:
        """Whether the file has that column with at least one value."""
        return name in self.data.column_names and self.data.column(name).null_count < self.count

    def used(self, *names: str) -> None:
        """Say that columns went into the model by another way, so that `extra` leaves them out."""
        self._used.update(names)

    def text(self, name: str) -> Column:
        """Return a column of texts without outer blanks; an empty text is absent."""
        self._used.add(name)
        if name not in self.data.column_names:
            return pa.nulls(self.count, pa.string())
        column = self._plain(name)
        if not pa.types.is_string(column.type):
            column = pc.cast(column, pa.string())
        column = pc.utf8_trim_whitespace(column)
        return pc.if_else(pc.equal(column, ""), pa.scalar(None, pa.string()), column)

    def code(self, name: str) -> Column:
        """Return a column of numbers or codes, a mark of absence such as `NA` being absent."""
        column = self.text(name)
        return pc.if_else(is_missing(column, among_words=False), pa.scalar(None, pa.string()), column)

    def typed(self, name: str, declared: str) -> Column:
        """Return a column in the Arrow type of a declared type (`date`, `number`, `money`, `bool`, `share`, `count`, `list`)."""
        self._used.add(name)
        if name not in self.data.column_names:
            return pa.nulls(self.count, ARROW[declared])
        column = self._plain(name)
        if declared == "money":
            return money(column)
        return column if column.type == ARROW[declared] else pc.cast(column, ARROW[declared], safe=declared != "count")

    def extra(self, grain: Mapping[str, Column] | None = None) -> Column:
        """Return the JSON text of what the file said besides: unmapped columns, and mapped ones that no field of the model took.

        Args:
            grain: More named texts to keep with each row, such as a department as it was written.
        """
        kept: dict[str, Column] = {
            name: pc.cast(self._plain(name), pa.string())
            for name in self.data.column_names
            if name not in self._used and not pa.types.is_list(self.data.column(name).type)
        }
        kept |= grain or {}
        said = self._plain("extra") if "extra" in self.data.column_names else pa.nulls(self.count, pa.string())
        return with_texts(said, {name: column for name, column in kept.items() if column.null_count < self.count})

    def _plain(self, name: str) -> Column:
        column = self.data.column(name)
        column = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
        return column.dictionary_decode() if pa.types.is_dictionary(column.type) else column


def money(column: Column) -> Column:
    """Return amounts as exact decimals, rounded to the cent."""
    return pc.cast(pc.round(pc.cast(column, pa.float64()), 2), ARROW["money"], safe=False)


def with_texts(said: Column, named: Mapping[str, Column]) -> Column:
    """Return JSON objects completed with more named texts; what an object said already under such a name stands."""
    pieces = [
        pc.fill_null(pc.binary_join_element_wise(f", {_quoted(name)}: ", mapped(column, _quoted), ""), "")
        for name, column in named.items()
        if column.null_count < len(column)
    ]
    if not pieces:
        return said
    joined = pc.utf8_slice_codeunits(pc.binary_join_element_wise(*pieces, "", ""), 2)
    # A name that stands twice is read with its last value, hence what was said before comes last.
    before = pc.fill_null(pc.binary_join_element_wise(", ", pc.utf8_slice_codeunits(said, 1), ""), "}")
    return pc.if_else(pc.equal(joined, ""), said, pc.binary_join_element_wise("{", joined, before, ""))


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def mapped(column: Column, rule: Callable[[str], str | None]) -> Column:
    """Return texts replaced by `rule`, called once per distinct text."""
    coded = column.dictionary_encode()
    return pa.array([rule(text) for text in coded.dictionary.to_pylist()], pa.string()).take(coded.indices)


def mapped_pairs(first: Column, second: Column, rule: Callable[[str, str], str | None]) -> Column:
    """Return pairs of texts replaced by `rule`, called once per distinct pair; an absent text is given as an empty one."""
    joined = pc.binary_join_element_wise(pc.fill_null(first, ""), pc.fill_null(second, ""), "\x1f")

    def one(pair: str) -> str | None:
        left, right = pair.split("\x1f", 1)
        return rule(left, right) if left or right else None

    return mapped(joined, one)


def in_order(low: Column, high: Column) -> tuple[Column, Column]:
    """Return the bounds of effects with the smaller first: offices call low the effect of little, whatever its sign."""
    crossed = pc.fill_null(pc.greater(low, high), False)
    return pc.if_else(crossed, high, low), pc.if_else(crossed, low, high)


def built(table: str, columns: Mapping[str, Column], source_row: Column) -> pa.Table:
    """Return rows in the declared schema of a model table plus `source_row`.

    Columns not given are absent. Key parts of text type that are absent become empty texts. Rows that lack a required field are left out,
    except that a name may be missing: another file may hold it.
    """
    declared = TABLES[table]
    count = len(source_row)
    arrays = []
    for name, kind in zip(declared.schema.names, declared.schema.types, strict=True):
        column = columns[name] if name in columns else pa.nulls(count, kind)
        if name in declared.key and pa.types.is_string(kind) and not declared.field(name).required:
            column = pc.fill_null(column, "")
        arrays.append(column if column.type == kind else pc.cast(column, kind))
    rows = pa.table(arrays, schema=declared.schema).append_column("source_row", source_row)
    keep = None
    for field in declared.fields:
        if field.required and field.name != "name":
            there = pc.is_valid(rows.column(field.name))
            keep = there if keep is None else pc.and_(keep, there)
    return rows if keep is None else rows.filter(keep)


def grouped(rows: pa.Table, names: Sequence[str]) -> tuple[np.ndarray, int]:
    """Return the number of the group of each row, in order of first appearance, and how many groups there are."""
    columns = [pc.fill_null(pc.cast(_flat(rows, name), pa.string()), "") for name in names]
    joined = columns[0] if len(columns) == 1 else pc.binary_join_element_wise(*columns, "\x1f")
    coded = joined.dictionary_encode()
    return np.asarray(coded.indices), len(coded.dictionary)


def one_per_key(rows: pa.Table, key: Sequence[str]) -> pa.Table:
    """Return one row per key, each field being the last value known in the order of the rows."""
    if rows.num_rows == 0:
        return rows
    group, count = grouped(rows, key)
    if count == rows.num_rows:
        return rows
    taken = []
    for name in rows.column_names:
        column = _flat(rows, name)
        there = np.flatnonzero(np.asarray(pc.is_valid(column)))
        last = np.full(count, -1, dtype=np.int64)
        last[group[there]] = there
        taken.append(column.take(pa.array(last, mask=last < 0)))
    return pa.table(taken, schema=rows.schema)


def distinct_count(rows: pa.Table, key: str, of: str) -> dict[str, int]:
    """Return, for each key, how many different values of another column its rows have (absent ones left out)."""
    pairs = rows.select([key, of]).filter(pc.is_valid(rows.column(of))).group_by([key, of]).aggregate([])
    counts = pairs.group_by(key).aggregate([(of, "count")])
    return dict(zip(counts.column(key).to_pylist(), counts.column(f"{of}_count").to_pylist(), strict=True))


def _flat(rows: pa.Table, name: str) -> Column:
    column = rows.column(name)
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
