"""Tables that are not of the company but are written, logged and undone like its rows."""

from __future__ import annotations

from pupitre.tables import TABLES, Field, Table

DATASET = Table(
    "dataset",
    "A file of bulk rows that is, or was, part of what is known.",
    ("key",),
    (
        Field("key", "key", required=True),
        Field("table", "text", required=True),
        Field("position", "count", required=True),
        Field("file", "text", required=True),
        Field("rows", "count"),
        Field("size", "count", unit="bytes"),
        Field("digest", "text"),
        Field("is_withdrawn", "bool"),
    ),
)
FINDING_STATE = Table(
    "finding_state",
    "What people decided to do about a finding.",
    ("fingerprint",),
    (
        Field("fingerprint", "key", required=True),
        Field("state", "choice", choices=("open", "deciding", "entrusted", "set_aside")),
        Field("reason", "text"),
        Field("until", "date"),
        Field("on", "date"),
        Field("decision", "key", ref="decision"),
        Field("action", "key", ref="action"),
    ),
)
MAPPING = Table(
    "mapping",
    "How files of one shape are read, with the answers given once.",
    ("signature",),
    (
        Field("signature", "key", required=True),
        Field("name", "text"),
        Field("answers", "text"),
    ),
)

SYSTEM: dict[str, Table] = {t.name: t for t in (DATASET, FINDING_STATE, MAPPING)}
ROWS: dict[str, Table] = {**{name: t for name, t in TABLES.items() if t.store == "rows"}, **SYSTEM}
"""Every table whose rows stand in the database and go through the change log."""

BULK: dict[str, Table] = {name: t for name, t in TABLES.items() if t.store == "bulk"}
"""Every table whose rows stand in files."""
