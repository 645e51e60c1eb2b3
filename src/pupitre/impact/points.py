"""What settling a finding would add to the probability of the objectives, from the causes already tested."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa

from pupitre.kernel import Finding, Subject

Pair = tuple[str, str]
"""A kind and a code."""

SILENT = frozenset(
    {
        "performance.defined_twice",
        "performance.stale",
        "portfolio.cost_drift",
        "portfolio.duplicate_project",
        "portfolio.gain_not_verified",
        "strategy.broken_cascade",
        "strategy.contradictory_targets",
        "strategy.misaligned_spend",
        "strategy.not_measurable",
        "strategy.orphan_project",
    }
)
"""Rules whose findings name a project or a KPI without telling why it holds an objective back: settling them moves no reading."""
FAMILIES: Mapping[str, frozenset[str]] = {
    "portfolio.late_though_green": frozenset({"lateness", "dependencies"}),
    "portfolio.circular_links": frozenset({"lateness", "dependencies"}),
    "portfolio.overloaded_skill": frozenset({"capacity", "lateness"}),
}
"""Which families of causes a rule speaks of, when not of all."""

BROKEN = "impact.broken_assumption"
"""The rule whose findings say themselves what each objective loses."""


@dataclass(frozen=True, slots=True)
class Causes:
    """Causes that hold objectives back, found by what they are about.

    Args:
        by_subject: Kind and code → (family, objective, gain), gains that stand out from noise.
        best: Objective → the gain of the first cause that somebody can act on.
        weights: Objective → its weight in the whole strategy.
    """

    by_subject: Mapping[Pair, Sequence[tuple[str, str, float]]]
    best: Mapping[str, float]
    weights: Mapping[str, float]

    def points(self, finding: Finding) -> dict[str, float]:
        """Return by objective, the largest first, the gain in probability from settling a finding: a fraction.

        A broken assumption takes what the objectives resting on it lost. A finding about several things counts the largest gain among
        them: the gains of several causes do not add up.
        """
        if finding.rule == BROKEN:
            return _lost(finding)
        found: dict[str, float] = {}
        for subject in () if finding.rule in SILENT else finding.subjects:
            for objective, gain in self._about(subject, FAMILIES.get(finding.rule)):
                found[objective] = max(found.get(objective, 0.0), gain)
        return dict(sorted(found.items(), key=lambda one: (-one[1], one[0])))

    def _about(self, subject: Subject, families: frozenset[str] | None) -> Iterable[tuple[str, float]]:
        if subject.kind == "objective" and subject.key in self.best:
            return [(subject.key, self.best[subject.key])]
        known = self.by_subject.get((subject.kind, subject.key), ())
        return [(objective, gain) for family, objective, gain in known if families is None or family in families]

    def weighed(self, points: Mapping[str, float]) -> float:
        """Return the gain on the whole strategy: the gains by the weights of their objectives."""
        return sum(gain * self.weights.get(objective, 0.0) for objective, gain in points.items())


def _lost(finding: Finding) -> dict[str, float]:
    """Return what the objectives lost with an assumption: their chance when it was taken for granted, less their chance now."""
    found: dict[str, float] = {}
    for part in finding.evidence:
        if part.table == "impact.assumption_state":
            for (_, objective), row in zip(part.keys, part.values, strict=True):
                cells = dict(zip(part.columns, row, strict=True))
                before, now = cells["chance_taken"], cells["chance"]
                if isinstance(before, float) and isinstance(now, float) and before > now:
                    found[objective] = before - now
    return dict(sorted(found.items(), key=lambda one: (-one[1], one[0])))


def causes_of(cause: pa.Table, outlook: pa.Table, weight: pa.Table) -> Causes:
    """Return the causes of a run.

    Args:
        cause: `impact.cause`. outlook: `impact.measure_outlook`, for the KPI of each key result. weight: `strategy.objective_weight`.
    """
    kpis = dict(zip(outlook["key_result"].to_pylist(), outlook["kpi"].to_pylist(), strict=True))
    by_subject: dict[Pair, list[tuple[str, str, float]]] = {}
    best: dict[str, float] = {}
    for row in cause.to_pylist():
        gain, objective = row["gain"], row["objective"]
        if row["is_noise"] or gain is None or gain <= 0:
            continue
        if row["family"] != "trend":  # nobody decides on how a KPI moves by itself: an objective is worth its best lever
            best[objective] = max(best.get(objective, 0.0), gain)
        names: list[Pair] = [(row["kind"], row["key"])]
        if row["kind"] == "measure":
            names = [("key_result", row["key"]), *([("kpi", kpis[row["key"]])] if kpis.get(row["key"]) else [])]
        for name in names:
            by_subject.setdefault(name, []).append((row["family"], objective, gain))
    weights = dict(zip(weight["objective"].to_pylist(), weight["weight"].to_pylist(), strict=True))
    return Causes(by_subject, best, weights)
