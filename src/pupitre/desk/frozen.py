"""What was known on the day of a decision, kept with it whatever the data say later."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from pupitre.desk import derived, snapshot
from pupitre.desk.registry import domains
from pupitre.desk.rows import columns, read
from pupitre.desk.snapshot import ModelSnapshot
from pupitre.kernel import Evidence, Finding
from pupitre.kernel.wire import finding_from_json, finding_to_json, pack, unpack
from pupitre.records.system import DECISION_PROOF

ROWS_KEPT: Final = 60
"""Rows of one derived table kept with a decision: more would prove nothing that a person reads."""
MEASURE: Final = "measure"


@dataclass(frozen=True, slots=True)
class Figures:
    """Rows of one table as they stood on the day: by key, values in the order of the columns."""

    table: str
    columns: tuple[str, ...]
    rows: Mapping[tuple[str, ...], tuple[Any, ...]]  # cells of every type


@dataclass(frozen=True, slots=True)
class Proof:
    """What was known when a decision was taken.

    Args:
        at: The moment. finding: The finding; None for a decision taken without one.
        figures: The derived rows it rests on, and the last reading of its KPI.
        option: The code of the option taken, when it is one of the finding's. others: Options that people wrote beside.
    """

    at: datetime
    finding: Finding | None
    figures: tuple[Figures, ...]
    option: str | None
    others: tuple[str, ...]


def row(
    decision: str, *, at: datetime, on: date, finding: Finding | None, kpi: str | None, option: str | None, others: str
) -> dict[str, object]:
    """Return the row of proof to write with a decision.

    Args:
        decision: Its code.
        at: The moment.
        on: The day of the figures.
        finding: The finding it answers.
        kpi: The KPI it should move: its last reading is kept.
        option: The code of the option taken. others: Options written by hand, one a line.
    """
    kept = [_as_json(one) for one in figures(finding, kpi=kpi, on=on)]
    return {
        "decision": decision,
        "at": at,
        "finding": json.dumps(finding_to_json(finding), ensure_ascii=False) if finding else None,
        "figures": json.dumps(kept, ensure_ascii=False) if kept else None,
        "option": option,
        "others": "\n".join(line.strip() for line in others.splitlines() if line.strip()) or None,
    }


def figures(finding: Finding | None, *, kpi: str | None, on: date) -> tuple[Figures, ...]:
    """Return the derived rows that a finding rests on, whole, and the last reading of a KPI, as they stand now."""
    wanted = [one for one in (finding.evidence if finding else ()) if one.keys]
    published = {table for card in domains() for table in card.publishes}
    tables = derived.latest_of({one.table for one in wanted} & published)
    found = [_of_derived(tables[one.table], one) for one in wanted if one.table in tables]
    reading = last_reading(kpi, model=snapshot.take(on=on)) if kpi else None
    return tuple(one for one in (*found, reading) if one and one.rows)


def again(kept: Sequence[Figures], *, model: ModelSnapshot) -> dict[str, Figures]:
    """Return by table what the same rows say today; a row that is gone is left out."""
    published = {table for card in domains() for table in card.publishes}
    tables = derived.latest_of({one.table for one in kept} & published)
    found: dict[str, Figures] = {}
    for one in kept:
        if one.table == MEASURE:
            reading = last_reading(next(iter(one.rows))[0], model=model)
            if reading:
                found[MEASURE] = Figures(MEASURE, reading.columns, dict(zip(one.rows, reading.rows.values(), strict=False)))
        elif one.table in tables:
            found[one.table] = _picked(tables[one.table], one.table, tuple(one.rows))
    return found


def last_reading(kpi: str, *, model: ModelSnapshot) -> Figures | None:
    """Return the last reading of a KPI over the whole company or its most read department, nothing when it was never read."""
    readings = model.table(MEASURE)
    mine = readings.filter(pc.and_(pc.equal(readings["kpi"], kpi), pc.is_valid(readings["value"])))
    mine = mine.filter(pc.fill_null(pc.not_equal(mine["basis"], "projected"), True))
    if not mine.num_rows:
        return None
    counts = pc.value_counts(mine["unit"])
    unit = counts.field("values")[pc.index(counts.field("counts"), pc.max(counts.field("counts"))).as_py()]
    one = mine.filter(pc.equal(mine["unit"], unit)).sort_by([("starts_on", "descending")]).slice(0, 1).to_pylist()[0]
    return Figures(MEASURE, ("kpi", "starts_on", "value"), {(kpi, one["unit"] or ""): (kpi, one["starts_on"], one["value"])})


def proof_of(decision: str) -> Proof | None:
    """Return what was known when a decision was taken; None for one that came from a file."""
    names = columns(DECISION_PROOF)
    found = read(DECISION_PROOF, [(decision,)]).get((decision,))
    if found is None:
        return None
    said = dict(zip(names, found, strict=True))
    return Proof(
        at=datetime.fromisoformat(str(said["at"])),
        finding=finding_from_json(json.loads(str(said["finding"]))) if said["finding"] else None,
        figures=tuple(_from_json(one) for one in json.loads(str(said["figures"]))) if said["figures"] else (),
        option=str(said["option"]) if said["option"] else None,
        others=tuple(str(said["others"]).splitlines()) if said["others"] else (),
    )


def _of_derived(table: pa.Table, one: Evidence) -> Figures:
    return _picked(table, one.table, one.keys[:ROWS_KEPT])


def _picked(table: pa.Table, name: str, keys: Sequence[tuple[str, ...]]) -> Figures:
    """Return the rows of a derived table whose first columns, as texts, are one of the keys."""
    width = len(keys[0])
    names = tuple(table.column_names)
    firsts = pc.is_in(pc.cast(table.column(0), pa.string()), pa.array(sorted({key[0] for key in keys}), pa.string()))
    wanted, rows = set(keys), {}
    for values in table.filter(firsts).to_pylist():
        cells = tuple(values[column] for column in names)
        key = tuple("" if cell is None else str(cell) for cell in cells[:width])
        if key in wanted:
            rows[key] = cells
    return Figures(name, names, {key: rows[key] for key in keys if key in rows})


def _as_json(one: Figures) -> dict[str, object]:
    rows = [{"key": list(key), "values": [pack(cell) for cell in cells]} for key, cells in one.rows.items()]
    return {"table": one.table, "columns": list(one.columns), "rows": rows}


def _from_json(body: Any) -> Figures:  # JSON is dynamic by nature
    rows = {tuple(one["key"]): tuple(unpack(cell) for cell in one["values"]) for one in body["rows"]}
    return Figures(body["table"], tuple(body["columns"]), rows)
