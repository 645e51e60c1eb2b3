"""Whether projects, money and measures go the way the strategy says."""

from __future__ import annotations

from pupitre.kernel import N_, Domain, Examination, Snapshot, Text


def examine(snapshot: Snapshot) -> Examination:
    """Return what the strategy's own tables show."""
    return Examination()


DOMAIN = Domain(
    name="strategy",
    title=Text(N_("Strategy")),
    reads=("axis", "objective", "cascade"),
    examine=examine,
)
