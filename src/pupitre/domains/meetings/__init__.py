"""Which decisions nobody carries and which actions wait."""

from __future__ import annotations

from pupitre.kernel import N_, Domain, Examination, Snapshot, Text


def examine(snapshot: Snapshot) -> Examination:
    """Return what decisions and actions show."""
    return Examination()


DOMAIN = Domain(
    name="meetings",
    title=Text(N_("Meetings")),
    reads=("decision", "action"),
    examine=examine,
)
