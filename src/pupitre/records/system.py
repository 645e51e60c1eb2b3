"""Tables that are not of the company but are written, logged and undone like its rows."""

from __future__ import annotations

from pupitre.kernel import N_
from pupitre.tables import TABLES, Field, Table

DATASET = Table(
    "dataset",
    N_("A file of bulk rows that is, or was, part of what is known."),
    ("key",),
    (
        Field("key", "key", N_("Code"), required=True),
        Field("table", "text", N_("Table"), required=True),
        Field("position", "count", N_("Order in which it was poured in"), required=True),
        Field("file", "text", N_("File"), required=True),
        Field("rows", "count", N_("Rows")),
        Field("size", "count", N_("Size"), unit="bytes"),
        Field("digest", "text", N_("SHA-256 of the file")),
        Field("is_withdrawn", "bool", N_("Withdrawn")),
    ),
)
FINDING_STATE = Table(
    "finding_state",
    N_("What people decided to do about a finding."),
    ("fingerprint",),
    (
        Field("fingerprint", "key", N_("Finding"), required=True),
        Field("state", "choice", N_("State"), choices=("open", "deciding", "entrusted", "set_aside")),
        Field("reason", "text", N_("Reason")),
        Field("until", "date", N_("Until")),
        Field("on", "date", N_("Since")),
        Field("decision", "key", N_("Decision"), ref="decision"),
        Field("action", "key", N_("Action"), ref="action"),
    ),
)
MAPPING = Table(
    "mapping",
    N_("How files of one shape are read, with the answers given once."),
    ("signature",),
    (
        Field("signature", "key", N_("Shape of the file"), required=True),
        Field("name", "text", N_("Name of the first such file")),
        Field("answers", "text", N_("Answers, as JSON")),
    ),
)

SYSTEM: dict[str, Table] = {t.name: t for t in (DATASET, FINDING_STATE, MAPPING)}
ROWS: dict[str, Table] = {**{name: t for name, t in TABLES.items() if t.store == "rows"}, **SYSTEM}
"""Every table whose rows stand in the database and go through the change log."""

BULK: dict[str, Table] = {name: t for name, t in TABLES.items() if t.store == "bulk"}
"""Every table whose rows stand in files."""
