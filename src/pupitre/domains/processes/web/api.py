"""Processes asked by programs: what their logs say, and what improvements are proved to change."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Final  # rows of any table

import pyarrow as pa
import pyarrow.compute as pc
from ninja import NinjaAPI
from pydantic import BaseModel, Field

from pupitre.desk import derived
from pupitre.desk.rights import Reach
from pupitre.domains.processes.explains import IMPROVEMENT, OVERVIEW
from pupitre.domains.processes.web import flowing
from pupitre.domains.processes.web.flowing import told
from pupitre.web.api import values
from pupitre.web.api.additions import Addition
from pupitre.web.api.shapes import Money
from pupitre.words import Lang

OVERVIEWS, STEPS, PROVED = "processes.overview", "processes.step", "processes.improvement"
Cells = Mapping[str, Any]


class Worst(BaseModel):
    """The step before which cases wait longest."""

    activity: str
    wait_days: float | None
    wait_share: float
    lost_days_year: float | None = Field(description="Days that cases wait there in a year beyond the usual wait of the other steps.")
    lost_cost_year: Money | None = Field(description="These days, at the cost of a day of delay.")


class ProcessLog(flowing.Figures):
    """What the log of a process says; a figure that cannot be told is null, `reason_said` then says why."""

    late_days_year: float | None = Field(description="Days spent in a year beyond the lead time promised.")
    late_cost_year: Money | None = Field(description="These days, at the cost of a day of delay.")
    waits_most: Worst | None


class ImprovementProof(BaseModel):
    """What the log proves of an improvement, as shares of the lead time that would have been; null figures are not proved."""

    verdict: str = Field(description="works, no_effect, harmful or cannot_tell.")
    is_target_reached: bool | None = Field(description="Whether the change aimed at is proved too; null when none was, or nothing is told.")
    change_share: float | None
    low_90: float | None
    high_90: float | None
    target_share: float | None
    smallest_share: float | None = Field(description="The smallest change that these cases could have shown.")
    before_cases: int | None
    after_cases: int | None
    method: str | None
    reason: str | None
    reason_said: str | None


def add(api: NinjaAPI) -> None:
    """Give processes the addresses that only they have."""
    flowing.add(api)


def logs(within: Reach, keys: Collection[str], lang: Lang) -> dict[str, values.Json]:
    """Return what the logs of processes say, by process."""
    tables = derived.latest_of((OVERVIEWS, STEPS))
    seen, steps = (_of(within.table(name, tables[name]), "process", keys) for name in (OVERVIEWS, STEPS))
    worst: dict[str, Cells] = {}
    for row in steps:
        if row["wait_share"] and row["wait_share"] > worst.get(row["process"], {"wait_share": 0.0})["wait_share"]:
            worst[row["process"]] = row
    home = values.home_currency()
    priced = {key: {**row, "lost_cost_year": values.shown(row["lost_cost_year"], "money", home)} for key, row in worst.items()}
    return {
        row["process"]: told(row, ProcessLog, OVERVIEW, lang)
        | {"late_cost_year": values.shown(row["late_cost_year"], "money", home), "waits_most": priced.get(row["process"])}
        for row in seen
    }


def proofs(within: Reach, keys: Collection[str], lang: Lang) -> dict[str, values.Json]:
    """Return what the logs prove of improvements, by improvement."""
    rows = _of(within.table(PROVED, derived.latest(PROVED)), "improvement", keys)
    return {row["improvement"]: told(row, ImprovementProof, IMPROVEMENT, lang) for row in rows}


def _of(rows: pa.Table, column: str, keys: Collection[str]) -> list[Cells]:
    return list(rows.filter(pc.is_in(rows.column(column), pa.array(list(keys), pa.string()))).to_pylist())


ADDITIONS: Final = (
    Addition("process", "log", ProcessLog, "What its log says, as the last examination left it; null before one.", logs),
    Addition("improvement", "proof", ImprovementProof, "What the log of its process proves; null before an examination.", proofs),
)
