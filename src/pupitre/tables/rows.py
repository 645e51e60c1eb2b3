"""Rows of a small table as typed values, and typed values as a derived table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import TypeVar, cast

import pyarrow as pa

from pupitre.tables.field import ARROW, Type

T = TypeVar("T")


def typed_rows(table: pa.Table, kind: type[T]) -> list[T]:
    """Return one value of `kind`, a dataclass, per row; its fields are read from the columns of the same names.

    For row tables only: a bulk table is worked on by column.

    Raises:
        KeyError: The table lacks a column that `kind` names.
    """
    names = [field.name for field in fields(kind)]  # type: ignore[arg-type]  # a dataclass by contract
    columns = [table.column(name).to_pylist() for name in names]
    return [kind(*values) for values in zip(*columns, strict=True)]


def derived_table(columns: Mapping[str, str], rows: Iterable[Mapping[str, object]]) -> pa.Table:
    """Return a derived table in the declared column types; a column that a row does not name is null.

    Args:
        columns: Name → type, in the words of `Field.type`.
        rows: One mapping per row.

    Raises:
        ValueError: A row names a column that is not declared.
    """
    listed = list(rows)
    unknown = {name for row in listed for name in row} - columns.keys()
    if unknown:
        raise ValueError(f"not declared: {', '.join(sorted(unknown))}")
    schema = pa.schema([pa.field(name, ARROW[cast(Type, type_)]) for name, type_ in columns.items()])
    return pa.table({name: pa.array([row.get(name) for row in listed], type=schema.field(name).type) for name in columns}, schema=schema)
