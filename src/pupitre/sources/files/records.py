"""Files of records that name their columns: JSON, GeoJSON, lines of JSON, Parquet."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pupitre.kernel import N_, InputError, Place, Text
from pupitre.sources.files.encoding import detect_encoding
from pupitre.sources.files.values import cells_of
from pupitre.sources.grid import Cells, Sheet, one_array, trimmed

Json = Any  # JSON is dynamic by nature
DEEPEST = 40
"""Nesting of a JSON document beyond which it is no file of records."""


def is_geographic(path: Path) -> bool:
    """Whether a JSON file is a GeoJSON collection, by its beginning."""
    with path.open("rb") as stream:
        head = stream.read(4096)
    return b'"FeatureCollection"' in head


def read_json(path: Path) -> tuple[Sheet, ...]:
    """Return the records of a JSON file, one sheet per list of records; lists inside records become rows.

    Raises:
        InputError: The text is no JSON, or holds no records.
    """
    text = path.read_text(encoding=detect_encoding(path).codec, errors="keep-stray")
    where = Place(file=path.name)
    mend = Text(N_("Export a list of records, or a CSV file."))
    try:
        document = _lines(text) if _is_lines(text) else json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise InputError(Text(N_("The file starts like JSON but cannot be read as such.")), where=where, mend=mend) from error
    if isinstance(document, dict) and document.get("type") == "FeatureCollection":
        document = [feature.get("properties") or {} for feature in document.get("features", []) if isinstance(feature, dict)]
    rows = list(_records(document, {}, "", 0))
    if not rows:
        raise InputError(Text(N_("The file holds no list of records.")), where=where, mend=mend)
    names = list(dict.fromkeys(name for row in rows for name in row))
    columns = tuple(cells_of([name, *(_flat(row.get(name)) for row in rows)]) for name in names)
    return (Sheet(None, columns, np.arange(len(rows) + 1), tuple(range(1, len(names) + 1)), headed=True),)


def _is_lines(text: str) -> bool:
    first = text.lstrip("\ufeff \t\r\n").split("\n", 1)
    return len(first) == 2 and first[0].rstrip().endswith("}") and first[0].startswith("{") and first[1].lstrip()[:1] == "{"


def _lines(text: str) -> list[Json]:
    return [json.loads(line) for line in text.lstrip("\ufeff").splitlines() if line.strip()]


def _records(node: Json, above: dict[str, Json], name: str, depth: int) -> Iterator[dict[str, Json]]:
    """Return the records under a node; what stands above each is repeated on it, and the name of a list that holds records is kept."""
    if depth > DEEPEST:
        return
    if isinstance(node, list):
        for one in node:
            if isinstance(one, dict):
                yield from _records(one, above, name, depth + 1)
        return
    if not isinstance(node, dict):
        return
    own = {k: v for k, v in node.items() if not _holds_records(v)}
    lists = {k: v for k, v in node.items() if _holds_records(v)}
    own = {k: v for k, v in _unnested(own).items() if v not in (None, "", [], {})} if lists else _unnested(own)
    if not lists:
        if own:
            yield above | own
        return
    lone = not own and len(lists) == 1
    for key, children in lists.items():
        label = {name or "name": key} if lone and name else ({} if len(lists) == 1 else {"name": key})
        yield from _records(children, above | own | label, key, depth + 1)


def _holds_records(value: Json) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, dict) for one in value)


def _unnested(record: dict[str, Json]) -> dict[str, Json]:
    """Return a record whose inner objects are spread, `a.b` for the key b of the object a."""
    flat: dict[str, Json] = {}
    for key, value in record.items():
        if isinstance(value, dict):
            flat.update({f"{key}.{inner}": v for inner, v in value.items() if not isinstance(v, dict | list)})
        else:
            flat[key] = value
    return flat


def _flat(value: Json) -> Json:
    if isinstance(value, list):
        return "; ".join(str(v) for v in value if not isinstance(v, dict | list))
    return None if isinstance(value, str) and value.strip() == "None" else value


def read_parquet(path: Path) -> Sheet:
    """Return the rows of a Parquet file.

    Raises:
        InputError: The file is damaged.
    """
    try:
        table = pq.read_table(path)
        columns = tuple(_stored(name, one_array(table[i])) for i, name in enumerate(table.column_names))
    except (pa.ArrowException, OSError) as error:
        raise InputError(
            Text(N_("The Parquet file is damaged.")), where=Place(file=path.name), mend=Text(N_("Export it again."))
        ) from error
    return Sheet(None, columns, np.arange(table.num_rows + 1), tuple(range(1, len(columns) + 1)), headed=True)


def _stored(name: str, values: pa.Array) -> Cells:
    """Return a typed column as cells, its name in the first one."""
    kind = values.type
    if pa.types.is_dictionary(kind):
        values, kind = values.dictionary_decode(), kind.value_type
    head = pa.array([name], pa.string())

    def headed(cells: pa.Array, to: pa.DataType) -> pa.Array:
        return pa.concat_arrays([pa.nulls(1, to), pc.cast(cells, to)])

    if pa.types.is_list(kind) or pa.types.is_large_list(kind):
        text = pc.binary_join(pc.cast(values, pa.list_(pa.string())), "; ")
    elif pa.types.is_struct(kind) or pa.types.is_map(kind):
        text = pa.array([json.dumps(v, default=str) if v is not None else None for v in values.to_pylist()], pa.string())
    elif pa.types.is_floating(kind):
        text = pc.replace_substring_regex(pc.cast(values, pa.string()), r"\.0$", "")
    else:
        text = pc.cast(values, pa.string())
    text = trimmed(pa.concat_arrays([head, one_array(text)]))
    if pa.types.is_boolean(kind):
        return Cells(text, flag=headed(values, pa.bool_()))
    if pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind):
        return Cells(text, number=headed(values, pa.float64()))
    if pa.types.is_date(kind) or pa.types.is_timestamp(kind):
        day = pc.cast(pc.floor_temporal(values, unit="day"), pa.date32()) if pa.types.is_timestamp(kind) else values
        said = pc.cast(pc.cast(day, pa.date32()), pa.string())
        if pa.types.is_timestamp(kind):
            said = pc.coalesce(_timed(values), said)
        return Cells(trimmed(pa.concat_arrays([head, said])), day=headed(day, pa.date32()))
    return Cells(text)


def _timed(values: pa.Array) -> pa.Array:
    """Return moments with their time as texts, null where it is midnight: that is how systems write a day alone."""
    is_zoned = values.type.tz is not None
    utc = pc.cast(values, pa.timestamp("us", tz="UTC") if is_zoned else pa.timestamp("us"), safe=False)
    said = pc.strftime(utc, "%Y-%m-%d %H:%M:%S" + ("Z" if is_zoned else ""))
    is_midnight = pc.equal(pc.cast(pc.floor_temporal(utc, unit="day"), pa.int64()), pc.cast(utc, pa.int64()))
    return pc.if_else(is_midnight, pa.scalar(None, pa.string()), said)
