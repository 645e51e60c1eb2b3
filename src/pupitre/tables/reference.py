"""The reference page of the company model, written from the declarations."""

from __future__ import annotations

import sys

from pupitre.tables import TABLES
from pupitre.tables.exchange import KINDS


def page() -> str:
    """Return docs/reference/tables.md: the tables of the model, then the kinds of files and what their columns may be called."""
    lines = [
        "# The company model",
        "",
        "Written from the declarations by `python -m pupitre.tables.reference`; a test compares the two.",
        "",
        "Business keys join everything. A share is a fraction 0–1. Money is exact to the cent.",
        "What a file says besides is kept in `extra`.",
        "",
    ]
    for table in TABLES.values():
        kept = "one row each" if table.store == "rows" else "poured in bulk"
        lines += [f"## {table.name}", "", f"{table.says} Key: {', '.join(f'`{k}`' for k in table.key)}; {kept}.", ""]
        lines += ["| field | type | holds |", "|---|---|---|"]
        for field in table.fields:
            says = field.says + (f", in {field.unit}" if field.unit else "") + (f" ({', '.join(field.choices)})" if field.choices else "")
            name = f"`{field.name}`{' *' if field.required else ''}"
            lines.append(f"| {name} | {field.type}{f' → {field.ref}' if field.ref else ''} | {says} |")
        lines.append("")
    lines += ["# The files companies exchange", ""]
    lines += ["Columns are recognised by these names, close ones, and by what they contain; `*` must be there.", ""]
    for kind in KINDS.values():
        lines += [f"## {kind.name}", "", f"{kind.says} Key: {', '.join(f'`{k}`' for k in (*kind.key, *kind.optional_key))}.", ""]
        lines += ["| column | read as | in English | en français |", "|---|---|---|---|"]
        for column in kind.columns:
            name = f"`{column.name}`{' *' if column.required else ''}{' (personal: never stored)' if column.personal else ''}"
            lines.append(f"| {name} | {column.type} | {', '.join(column.en)} | {', '.join(column.fr)} |")
        lines.append("")
    return "\n".join(lines).replace("|  |", "| |")


if __name__ == "__main__":
    sys.stdout.write(page())
