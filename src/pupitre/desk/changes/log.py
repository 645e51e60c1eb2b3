"""The append-only log: every entry seals the one before it.

The seal covers who, when, the keys, the names of the fields and a salted digest of the values. The values themselves stand
in a side table: erasing one, with its salt, leaves the seal whole and says nothing any more.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable, Sequence
from datetime import UTC

from django.db import connection, transaction
from django.utils import timezone

from pupitre.desk.changes import witness
from pupitre.desk.changes.values import SourceRef, Touched
from pupitre.desk.rows import many, quoted
from pupitre.kernel import Text
from pupitre.kernel.wire import pack, problem_to_json
from pupitre.records.models import Change, ChangeRow, ChangeValue, Problem, Source

SALT_BYTES = 16
FIRST = "0" * 64
"""What the first entry seals."""


def dumped(value: object) -> str:
    """Return a value as the one JSON text that the log keeps and seals."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def salted(salt: bytes, *texts: str | None) -> str:
    """Return the digest of texts with a salt."""
    return hashlib.sha256(salt + dumped(texts).encode()).hexdigest()


def line(row: Sequence[str | int | None]) -> str:
    """Return a row of the log as the text that is sealed: table, key, action, fields, digest, source, sheet, row."""
    return dumped(list(row))


def sealed(lines: Iterable[str]) -> str:
    """Return the digest of the rows of an entry, in order."""
    digest = hashlib.sha256()
    for one in lines:
        digest.update(one.encode() + b"\n")
    return digest.hexdigest()


def seal(change: Change) -> str:
    """Return the digest of an entry over the one before it."""
    at = change.at.astimezone(UTC).isoformat()
    parts = [change.previous, at, change.by, change.kind, change.why_digest, change.undoes_id, change.row_count, change.rows_digest]
    return hashlib.sha256(dumped(parts).encode()).hexdigest()


def source_mark(name: str, digest: str) -> str:
    """Return how the seal names a source."""
    return f"{name} {digest}".strip()


def append(
    touched: Sequence[Touched],
    *,
    by: str,
    kind: str,
    why: Text,
    sources: Sequence[tuple[SourceRef, dict[str, dict[str, int]]]] = (),
    undoes: int | None = None,
) -> int:
    """Write one entry and return its number; the caller holds the transaction.

    Args:
        touched: The rows, in the order in which they changed.
        by: Who.
        kind: `import`, `edit`, `undo` or `erasure`.
        why: The reason, as a sentence.
        sources: The files read, each with its counts by table.
        undoes: The entry that this one undoes.
    """
    salts = secrets.token_bytes(SALT_BYTES * (len(touched) + 1))
    marks = [source_mark(ref.name, ref.digest) for ref, _ in sources]
    logged, values, lines = [], [], []
    for at, one in enumerate(touched):
        salt = salts[at * SALT_BYTES : (at + 1) * SALT_BYTES]
        before, after = (None if v is None else dumped(v) for v in (one.before, one.after))
        fields = " ".join(sorted({*(one.before or ()), *(one.after or ())}))
        row = (one.table, dumped(list(one.key)), one.action, fields, salted(salt, before, after))
        lines.append(line((*row, "" if one.source is None else marks[one.source], one.sheet, one.row)))
        logged.append((*row, one.source, one.sheet, one.row))
        values.append((salt, before, after))
    why_salt = salts[-SALT_BYTES:]
    packed = pack(why)
    last = Change.objects.order_by("-id").values_list("digest", flat=True).first()
    change = Change(
        at=timezone.now(),
        by=by,
        kind=kind,
        why=packed,
        why_salt=why_salt,
        why_digest=salted(why_salt, dumped(packed)),
        undoes_id=undoes,
        row_count=len(touched),
        rows_digest=sealed(lines),
        previous=last or FIRST,
    )
    change.digest = seal(change)
    change.save(force_insert=True)
    ids = _add_sources(change, sources)
    _add_rows(change.pk, logged, values, ids)
    number, digest = int(change.pk), change.digest
    transaction.on_commit(lambda: witness.note(number, digest))
    return number


def _add_sources(change: Change, sources: Sequence[tuple[SourceRef, dict[str, dict[str, int]]]]) -> list[int]:
    ids = []
    for ref, counts in sources:
        source = Source.objects.create(
            change=change,
            name=ref.name,
            digest=ref.digest,
            size=ref.size,
            format=ref.format,
            kinds=list(ref.kinds),
            rows_read=ref.rows_read,
            rows_refused=ref.rows_refused,
            data_on=ref.data_on,
            details=dict(ref.details),
            counts=counts,
        )
        Problem.objects.bulk_create(
            (
                Problem(
                    source=source,
                    rule=p.rule,
                    severity=p.severity,
                    sheet=p.where.sheet,
                    row=p.where.row,
                    column=p.where.column,
                    body=problem_to_json(p),
                )
                for p in ref.problems
            ),
            batch_size=1000,
        )
        ids.append(source.pk)
    return ids


def _add_rows(change_id: int, logged: Sequence[tuple], values: Sequence[tuple], ids: Sequence[int]) -> None:
    names = ("change_id", "position", "table", "key", "action", "fields", "digest", "source_id", "sheet", "row")
    with connection.cursor() as cursor:
        many(
            cursor,
            f"INSERT INTO {quoted(ChangeRow._meta.db_table)} ({', '.join(map(quoted, names))}) VALUES ({', '.join(['%s'] * len(names))})",
            [(change_id, at, *row[:5], None if row[5] is None else ids[row[5]], *row[6:]) for at, row in enumerate(logged)],
        )
        names = ("change_id", "position", "salt", "before", "after")
        many(
            cursor,
            f"INSERT INTO {quoted(ChangeValue._meta.db_table)} ({', '.join(map(quoted, names))}) VALUES ({', '.join(['%s'] * len(names))})",
            [(change_id, at, *value) for at, value in enumerate(values)],
        )
