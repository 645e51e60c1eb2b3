"""What the improvements that carry out decisions changed in the lead time of their processes, as the logs prove it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pupitre.impact.effects.record import Decision
from pupitre.kernel import Snapshot
from pupitre.kernel.finding import Cell
from pupitre.tables.rows import typed_rows

Row = Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Improvement:
    """Something done to make a process better, as its row says it."""

    key: str
    title: str
    process: str | None
    starts_on: date | None
    target_share: float | None
    decision: str | None


@dataclass(frozen=True, slots=True)
class Proof:
    """What the log of its process proves of an improvement, as published: shares of the lead time that would have been."""

    improvement: str
    verdict: str
    method: str | None
    change_share: float | None
    low_90: float | None
    high_90: float | None
    smallest_share: float | None
    is_target_reached: bool | None


@dataclass(frozen=True, slots=True)
class Carried:
    """A decision with an improvement that carries it out.

    Args:
        process: The name of the process. proof: What its log proves.
    """

    decision: Decision
    improvement: Improvement
    process: str
    proof: Proof

    @property
    def is_measured(self) -> bool:
        """Whether the log allows a figure at all."""
        return self.proof.change_share is not None and self.proof.low_90 is not None and self.proof.high_90 is not None

    @property
    def row(self) -> Row:
        """The effect as published: its unit is the share of the lead time."""
        known: dict[str, Cell] = {
            "decision": self.decision.key,
            "kpi": "",
            "unit": "",
            "improvement": self.improvement.key,
            "process": self.improvement.process,
            "from_on": self.improvement.starts_on,
            "expected_likely": self.improvement.target_share,
        }
        if not self.is_measured:
            return known | {"method": "none", "verdict": "cannot_tell", "reason": "not_proved"}
        return known | {
            "method": self.proof.method,
            "verdict": self.proof.verdict,
            "estimate": self.proof.change_share,
            "low_90": self.proof.low_90,
            "high_90": self.proof.high_90,
            "smallest_visible": self.proof.smallest_share,
            "is_target_reached": self.proof.is_target_reached,
        }


@dataclass(frozen=True, slots=True)
class _Named:
    key: str
    name: str | None


def carried(snapshot: Snapshot, decisions: Sequence[Decision]) -> tuple[Carried, ...]:
    """Return the decisions that improvements in force carry out, each with what the log of its process proves; in order of key."""
    known = {one.key: one for one in decisions if one.status != "dropped"}
    proofs = {one.improvement: one for one in typed_rows(snapshot.table("processes.improvement"), Proof)}
    names = {one.key: one.name or one.key for one in typed_rows(snapshot.table("process"), _Named)}
    done = [
        Carried(known[one.decision], one, names.get(one.process or "", one.process or ""), proofs[one.key])
        for one in typed_rows(snapshot.table("improvement"), Improvement)
        if one.decision in known and one.key in proofs and one.starts_on is not None and one.starts_on <= snapshot.on
    ]
    return tuple(sorted(done, key=lambda one: (one.decision.key, one.improvement.key)))
