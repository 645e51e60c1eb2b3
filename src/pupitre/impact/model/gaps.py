"""What the company model does not say, which leaves a figure out."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Gap:
    """Something left out.

    Args:
        kind: Kind of the thing concerned. key: Its code. reason: Code of `impact.reasons`. kpi: The KPI concerned, when there is one.
    """

    kind: str
    key: str
    reason: str
    kpi: str = ""
