"""What was read, how old it is and what is wrong with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection
from django.db.models import Count, Min
from django.utils import timezone

from pupitre.desk.changes.logged import undone
from pupitre.desk.manifest import manifest_rows
from pupitre.desk.rows import place, quoted
from pupitre.kernel import Problem
from pupitre.kernel.wire import problem_from_json
from pupitre.records import models
from pupitre.records.system import BULK, ROWS, SYSTEM
from pupitre.tables import TABLES


@dataclass(frozen=True, slots=True)
class Faults:
    """The faults of one rule in one source.

    Args:
        rule: The rule. severity: What was done about it. count: How many. example: One of them, with its place and how to mend it.
    """

    rule: str
    severity: str
    count: int
    example: Problem


@dataclass(frozen=True, slots=True)
class SourceSeen:
    """A file that was read.

    Args:
        id: Its number. change_id: The import it belongs to, which can be undone. name: File name. format: Its format. kinds: What it holds.
        read_at: When it was read. by: Who. age_days: Days since.
        data_on: The last day that its data speak of. data_age_days: Days since.
        rows_read: Its rows of data. rows_refused: Those left out.
        created, updated, unchanged: What its rows did to the company model.
        faults: By rule, the gravest and most frequent first.
        sound_share: Part of its rows without any fault, 0–1; None for a file without rows.
        is_undone: Whether its import was undone. is_latest: Whether no later file of the same name was read.
    """

    id: int
    change_id: int
    name: str
    format: str
    kinds: tuple[str, ...]
    read_at: datetime
    by: str
    age_days: int
    data_on: date | None
    data_age_days: int | None
    rows_read: int
    rows_refused: int
    created: int
    updated: int
    unchanged: int
    faults: tuple[Faults, ...]
    sound_share: float | None
    is_undone: bool
    is_latest: bool


GRAVITY = ("question", "refused", "absent", "warning", "ignored")


def sources(*, on: date) -> tuple[SourceSeen, ...]:
    """Return every file read, the last one first.

    Args:
        on: Today.
    """
    rows = list(models.Source.objects.select_related("change").order_by("-id"))
    faults = _faults()
    faulty = _faulty_rows()
    gone = undone()
    latest: set[str] = set()
    seen = []
    for row in rows:
        is_undone = row.change_id in gone
        seen.append(
            _seen(row, on, faults[row.pk], faulty.get(row.pk, 0), is_undone=is_undone, is_latest=not is_undone and row.name not in latest)
        )
        if not is_undone:
            latest.add(row.name)
    return tuple(seen)


def _seen(row: models.Source, on: date, faults: Iterable[Faults], faulty: int, *, is_undone: bool, is_latest: bool) -> SourceSeen:
    totals = {word: sum(counts[word] for counts in row.counts.values()) for word in ("created", "updated", "unchanged")}
    return SourceSeen(
        id=row.pk,
        change_id=row.change_id,
        name=row.name,
        format=row.format,
        kinds=tuple(row.kinds),
        read_at=row.change.at,
        by=row.change.by,
        age_days=(on - timezone.localdate(row.change.at)).days,
        data_on=row.data_on,
        data_age_days=None if row.data_on is None else (on - row.data_on).days,
        rows_read=row.rows_read,
        rows_refused=row.rows_refused,
        **totals,
        faults=tuple(faults),
        sound_share=None if not row.rows_read else max(0.0, 1 - faulty / row.rows_read),
        is_undone=is_undone,
        is_latest=is_latest,
    )


def _faults() -> dict[int, list[Faults]]:
    rules = models.Problem.objects.values("source_id", "rule", "severity")
    groups = list(rules.annotate(count=Count("id"), first=Min("id")).order_by("source_id", "-count", "rule"))
    bodies = models.Problem.objects.in_bulk([group["first"] for group in groups])
    found: dict[int, list[Faults]] = defaultdict(list)
    for group in groups:
        example = problem_from_json(bodies[group["first"]].body)
        found[group["source_id"]].append(Faults(group["rule"], group["severity"], group["count"], example))
    for several in found.values():
        several.sort(key=lambda one: GRAVITY.index(one.severity))
    return found


def _faulty_rows() -> dict[int, int]:
    """The number of rows of each source that have a fault."""
    table = quoted(models.Problem._meta.db_table)
    rows = f"SELECT DISTINCT source_id, sheet, {quoted('row')} FROM {table} WHERE {quoted('row')} IS NOT NULL AND severity <> 'ignored'"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT source_id, COUNT(*) FROM ({rows}) AS faulty GROUP BY source_id")
        return dict(cursor.fetchall())


def faults_of(source: int, *, rule: str | None = None, limit: int = 200) -> tuple[Problem, ...]:
    """Return the faults of one source in the order of its rows.

    Args:
        source: The number of the source.
        rule: Only those of one rule.
        limit: How many at most.
    """
    rows = models.Problem.objects.filter(source_id=source).order_by("sheet", "row", "id")
    chosen = rows if rule is None else rows.filter(rule=rule)
    return tuple(problem_from_json(row.body) for row in chosen[:limit])


@dataclass(frozen=True, slots=True)
class Holding:
    """What is held of one table.

    Args:
        table: Its name. says: What one row is, in English, for translation. rows: How many are held; for a bulk table, rows poured in.
        missing: Declared fields that no row fills.
        filled_share: Part of the cells that are filled, among fields that at least one row fills; None for a bulk table.
    """

    table: str
    says: str
    rows: int
    missing: tuple[str, ...] = ()
    filled_share: float | None = None


def holdings() -> tuple[Holding, ...]:
    """Return what is held of every table of the company model that has rows, in reading order."""
    poured: dict[str, int] = defaultdict(int)
    for row in manifest_rows():
        if not row["is_withdrawn"]:
            poured[str(row["table"])] += int(row["rows"] or 0)
    held = []
    for name, table in TABLES.items():
        if name in BULK:
            held.append(Holding(name, table.says, poured[name]))
        elif name in ROWS and name not in SYSTEM:
            held.append(_held(name))
    return tuple(one for one in held if one.rows)


def _held(name: str) -> Holding:
    table = ROWS[name]
    fields = [f.name for f in table.fields if f.name not in table.key]
    counts = ", ".join(["COUNT(*)", *(f"COUNT({quoted(field)})" for field in fields)])
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {counts} FROM {place(table)}")
        rows, *filled = cursor.fetchone()
    used = [count for count in filled if count]
    missing = tuple(field for field, count in zip(fields, filled, strict=True) if not count)
    return Holding(name, table.says, rows, missing, sum(used) / (rows * len(used)) if used and rows else None)
