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
        Field("refusal", "choice", choices=("handled", "accepted", "wrong_data", "not_useful", "false", "other")),
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
LINK_STATE = Table(
    "link_state",
    "What people said of a link proposed between two things: refused with a reason, or not to be linked at all.",
    ("kind", "source", "target"),
    (
        Field("kind", "key", required=True),  # project_objective, project_kpi, risk_kpi, kpi_objective
        Field("source", "key", required=True),
        Field("target", "key", required=True),  # empty: the source was reviewed and serves nothing
        Field("state", "choice", choices=("accepted", "refused")),
        Field("reason", "text"),
        Field("on", "date"),
    ),
)
DECISION_PROOF = Table(
    "decision_proof",
    "What was known when a decision was taken: the finding, its evidence and its options, frozen.",
    ("decision",),
    (
        Field("decision", "key", required=True, ref="decision"),
        Field("at", "moment"),
        Field("finding", "text"),  # the kernel Finding as JSON
        Field("figures", "text"),  # the derived rows it rests on, as JSON
        Field("option", "key"),  # the option taken, when it is one of the finding's
        Field("others", "text"),  # options that people wrote down beside, one a line
    ),
)
ACTION_REPORT = Table(
    "action_report",
    "What the person in charge of an action said of it.",
    ("action", "at"),
    (
        Field("action", "key", required=True, ref="action"),
        Field("at", "moment", required=True),
        Field("by", "key", ref="person"),
        Field("state", "choice", choices=("done", "late", "blocked", "going")),
        Field("sentence", "text"),
        Field("due_on", "date"),
    ),
)

RULE_STATE = Table(
    "rule_state",
    "Since when a rule that went quiet after refusals is heard again.",
    ("rule",),
    (
        Field("rule", "key", required=True),
        Field("heard_on", "date"),
    ),
)

PROBABILITY_CASE = Table(
    "probability_case",
    "A probability that was published, and what became of it.",
    ("objective", "horizon_days", "published_on", "origin"),
    (
        Field("objective", "key", required=True, ref="objective"),
        Field("horizon_days", "count", required=True),  # 90, 180, 365; 0 for the objective's own date
        Field("published_on", "date", required=True),
        Field("origin", "choice", choices=("live", "replayed"), required=True),
        Field("question", "choice", choices=("reached", "on_path")),
        Field("due_on", "date", required=True),  # the day on which it is resolved
        Field("chance", "share", required=True),
        Field("low", "share"),
        Field("high", "share"),
        Field("known", "count"),  # the last change that was known when it was published
        Field("has_happened", "bool"),  # absent until it is resolved
        Field("resolved_on", "date"),
        Field("reason", "text"),  # why it cannot be resolved
    ),
)

_ALL = (DATASET, FINDING_STATE, MAPPING, LINK_STATE, DECISION_PROOF, ACTION_REPORT, RULE_STATE, PROBABILITY_CASE)
SYSTEM: dict[str, Table] = {t.name: t for t in _ALL}
ROWS: dict[str, Table] = {**{name: t for name, t in TABLES.items() if t.store == "rows"}, **SYSTEM}
"""Every table whose rows stand in the database and go through the change log."""

BULK: dict[str, Table] = {name: t for name, t in TABLES.items() if t.store == "bulk"}
"""Every table whose rows stand in files."""
