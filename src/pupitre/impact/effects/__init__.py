"""Whether past decisions worked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pupitre.impact.effects.carried import carried
from pupitre.impact.effects.findings import findings
from pupitre.impact.effects.judging import judged
from pupitre.impact.effects.publish import absent, published
from pupitre.impact.effects.record import read
from pupitre.kernel import Absence, Finding, Snapshot

if TYPE_CHECKING:
    import pyarrow as pa


def effects(snapshot: Snapshot) -> tuple[dict[str, pa.Table], tuple[Finding, ...], tuple[Absence, ...]]:
    """Return what the decisions taken have changed on the day of the snapshot.

    Returns:
        The tables `impact.decision_effect` and `impact.effect_path`; the findings about decisions without effect and decisions
        that harm; the decisions whose effect cannot be measured, with the reason.
    """
    record = read(snapshot)
    found, done = judged(record), carried(snapshot, record.decisions)
    return published(found, done), findings(record, found, done), absent(record, found, done)


__all__ = ["effects"]
