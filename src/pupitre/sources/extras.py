"""The columns of a file that no field takes, kept as JSON text."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc

from pupitre.sources.grid import Cells


def extra_of(columns: Sequence[tuple[str, Cells]], size: int) -> pa.Array | None:
    """Return one JSON object per row, header → cell as written; null where every cell is empty, None without any column.

    Args:
        columns: Header and cells of each column left. size: Number of rows.
    """
    named: dict[str, int] = {}
    parts = []
    for header, cells in columns:
        if not len(cells) or not pc.any(pc.is_valid(cells.text)).as_py():
            continue
        name = " ".join(header.split()) or "column"
        named[name] = named.get(name, 0) + 1
        shown = name if named[name] == 1 else f"{name} ({named[name]})"
        parts.append(_pairs(shown, cells.text))
    if not parts:
        return None
    # The join drops a row of which every part is null: an empty first part keeps it, at the price of a comma to remove.
    joined = pc.binary_join_element_wise(pa.array([""] * size, pa.string()), *parts, ", ", null_handling="skip")
    joined = pc.utf8_ltrim(joined, characters=", ")
    nothing = pc.equal(joined, "")
    return pc.if_else(nothing, pa.scalar(None, pa.string()), pc.binary_join_element_wise("{", joined, "}", ""))


def _pairs(name: str, text: pa.Array) -> pa.Array:
    """Return `"header": "cell"` for each cell, null where it is empty."""
    escaped = text
    for raw, mark in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\r", "\\r"), ("\t", "\\t")):
        escaped = pc.replace_substring(escaped, raw, mark)
    escaped = pc.replace_substring_regex(escaped, "[\x00-\x1f]", " ")
    label = f'{json.dumps(name, ensure_ascii=False)}: "'
    return pc.binary_join_element_wise(label, escaped, '"', "", null_handling="emit_null")
