"""The ledger of probabilities: what was published, what became of it, and what would have been published once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

import pyarrow as pa

from pupitre.desk import derived
from pupitre.desk.changes import commit
from pupitre.desk.rights import SYSTEM, Reach
from pupitre.desk.rows import columns, read
from pupitre.desk.snapshot import ModelSnapshot
from pupitre.impact.model.rows import read as model_rows
from pupitre.impact.outcomes import outcomes, pasts
from pupitre.impact.replay import replayed
from pupitre.kernel import N_, Text
from pupitre.records.cells import Plain
from pupitre.records.models import ExaminationRun
from pupitre.records.system import PROBABILITY_CASE

Origin = Literal["live", "replayed"]
Row = dict[str, object]

HORIZONS: Final = "impact.horizon_chance"
RESTS_ON: Final = ("strategy.objective_weight", "portfolio.project_facts", "portfolio.task_criticality")
"""Derived tables that the rows of the model are read with."""


@dataclass(frozen=True, slots=True)
class Case:
    """A probability that was published, or replayed.

    Args:
        objective: Its code. horizon_days: Days from publication; 0 for the date of the objective.
        origin: `live`, or `replayed`: what would have been said then.
        question: `reached` at its date, or `on_path` before it.
        known: The last change that was known when it was published.
        has_happened: What became of it; None until it is resolved. reason: Why it cannot be, as a code of `impact.outcomes`.
    """

    objective: str
    horizon_days: int
    published_on: date
    origin: Origin
    question: Literal["reached", "on_path"]
    due_on: date
    chance: float
    low: float | None
    high: float | None
    known: int
    has_happened: bool | None
    resolved_on: date | None
    reason: str

    @property
    def is_open(self) -> bool:
        """Whether its day, or the reading of that day, is still waited for."""
        return self.has_happened is None and not self.reason

    @property
    def row(self) -> Row:
        """The case as its row."""
        return {name: getattr(self, name) for name in columns(PROBABILITY_CASE) if name != "extra"} | {"reason": self.reason or None}


def cases(within: Reach, *, origin: Origin | None = None) -> tuple[Case, ...]:
    """Return the cases of the objectives in reach, the last published first.

    Args:
        within: What the reader may see. origin: Only these; live and replayed ones are never counted together.
    """
    found = [_case(row) for row in read(PROBABILITY_CASE).values()]
    kept = [one for one in found if (origin is None or one.origin == origin) and within.sees("objective", one.objective)]
    return tuple(sorted(kept, key=lambda one: (-one.published_on.toordinal(), one.due_on, one.objective, one.horizon_days)))


def follow(snapshot: ModelSnapshot, run: ExaminationRun) -> int | None:
    """Publish the probabilities of an examination, resolve those whose day has come, replay past objectives; return the change written.

    One case stays open at a time for an objective and a horizon: the next is published once it is resolved.
    """
    if not derived.has((*RESTS_ON, HORIZONS)):
        return None
    _complete(snapshot)
    known = [_case(row) for row in read(PROBABILITY_CASE).values()]
    resolved = _resolved(snapshot, [one for one in known if one.is_open and one.due_on <= run.on], run.on)
    still_open = {(one.objective, one.horizon_days) for one in known if one.is_open and one.origin == "live"}
    still_open -= {(one.objective, one.horizon_days) for one in resolved}
    rows = [one.row for one in resolved] + _published(run, still_open) + _replayed(snapshot, known)
    if not rows:
        return None
    fields = {f.name: f for f in PROBABILITY_CASE.schema}
    batch = pa.table({name: pa.array([row.get(name) for row in rows], fields[name].type) for name in fields if name != "extra"})
    return commit({PROBABILITY_CASE.name: batch}, by=SYSTEM.name, why=Text(N_("Probabilities kept to be checked at their date"))).change_id


def _complete(snapshot: ModelSnapshot) -> None:
    """Give a snapshot the derived tables that no domain published to it, as they were left last."""
    for name in RESTS_ON:
        if not snapshot.has(name):
            snapshot.publish(name, derived.latest(name))


def _published(run: ExaminationRun, still_open: Collection[tuple[str, int]]) -> list[Row]:
    rows = derived.latest(HORIZONS).to_pylist()
    return [
        {
            "objective": row["objective"],
            "horizon_days": row["horizon_days"],
            "published_on": run.on,
            "origin": "live",
            "question": row["question"],
            "due_on": row["at"],
            "chance": row["chance"],
            "low": row["low"],
            "high": row["high"],
            "known": run.known,
        }
        for row in rows
        if (row["objective"], row["horizon_days"]) not in still_open and row["at"] > run.on
    ]


def _replayed(snapshot: ModelSnapshot, known: Iterable[Case]) -> list[Row]:
    done = {(one.objective, one.horizon_days) for one in known if one.origin == "replayed"}
    return [
        {
            "objective": one.objective,
            "horizon_days": one.horizon_days,
            "published_on": one.published_on,
            "origin": "replayed",
            "question": "reached",
            "due_on": one.due_on,
            "chance": one.chance,
            "low": one.low,
            "high": one.high,
            "known": snapshot.known,
            "has_happened": one.has_happened,
            "resolved_on": snapshot.on,
            "reason": one.reason or None,
        }
        for one in replayed(snapshot, done)
    ]


def _resolved(snapshot: ModelSnapshot, due: Sequence[Case], on: date) -> list[Case]:
    """Return the cases whose day has come with what became of them, judged on the terms known when they were published."""
    found: list[Case] = []
    groups: dict[tuple[int, date, str], list[Case]] = {}
    for one in due:
        groups.setdefault((one.known, one.due_on, one.question), []).append(one)
    for (known, day, _), several in groups.items():
        terms = ModelSnapshot(on=day, seed=0, known=known)
        _complete(terms)
        rows = model_rows(terms)
        readings = pasts(snapshot.table("measure"), {one.kpi for one in rows.key_results if one.kpi})
        keys = {one.objective for one in several}
        became = outcomes(rows, readings, keys, day=day, question=several[0].question, on=on)
        found.extend(_told(one, became[one.objective], on) for one in several if became[one.objective] is not None)
    return found


def _told(one: Case, end: bool | str | None, on: date) -> Case:
    has_happened, reason = (end, "") if isinstance(end, bool) else (None, str(end))
    return Case(
        one.objective,
        one.horizon_days,
        one.published_on,
        one.origin,
        one.question,
        one.due_on,
        one.chance,
        one.low,
        one.high,
        one.known,
        has_happened,
        on,
        reason,
    )


def _case(row: tuple[Plain, ...]) -> Case:
    said: Mapping[str, Plain] = dict(zip(columns(PROBABILITY_CASE), row, strict=True))
    return Case(
        objective=str(said["objective"]),
        horizon_days=int(str(said["horizon_days"])),
        published_on=date.fromisoformat(str(said["published_on"])),
        origin="replayed" if said["origin"] == "replayed" else "live",
        question="on_path" if said["question"] == "on_path" else "reached",
        due_on=date.fromisoformat(str(said["due_on"])),
        chance=float(str(said["chance"])),
        low=None if said["low"] is None else float(str(said["low"])),
        high=None if said["high"] is None else float(str(said["high"])),
        known=int(str(said["known"] or 0)),
        has_happened=None if said["has_happened"] is None else bool(said["has_happened"]),
        resolved_on=date.fromisoformat(str(said["resolved_on"])) if said["resolved_on"] else None,
        reason=str(said["reason"] or ""),
    )
