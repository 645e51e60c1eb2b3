"""Which figures miss their target, stop coming or mean two things."""

from __future__ import annotations

from pupitre.kernel import N_, Domain, Examination, Snapshot, Text


def examine(snapshot: Snapshot) -> Examination:
    """Return what the KPIs show."""
    return Examination()


DOMAIN = Domain(
    name="performance",
    title=Text(N_("Performance")),
    reads=("kpi", "target", "measure"),
    examine=examine,
)
