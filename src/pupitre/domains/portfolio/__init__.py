"""Which projects will keep their word, and what they cost."""

from __future__ import annotations

from pupitre.kernel import N_, Domain, Examination, Snapshot, Text


def examine(snapshot: Snapshot) -> Examination:
    """Return what the portfolio shows on the day of the snapshot."""
    return Examination()


DOMAIN = Domain(
    name="portfolio",
    title=Text(N_("Projects")),
    reads=("project", "project_report"),
    examine=examine,
)
