"""Sources and their faults as lists to export."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from pupitre.desk.data_overview import SourceSeen
from pupitre.desk.sheets import Column, Sheet
from pupitre.desk.web.data.labels import KINDS, SEVERITIES
from pupitre.kernel import N_, Problem, Text

SOURCES: Final = (
    Column(Text(N_("File"))),
    Column(Text(N_("What it holds"))),
    Column(Text(N_("Read on")), "moment"),
    Column(Text(N_("Read by"))),
    Column(Text(N_("Data until")), "date"),
    Column(Text(N_("Rows read")), "count"),
    Column(Text(N_("Rows refused")), "count"),
    Column(Text(N_("New")), "count"),
    Column(Text(N_("Changed")), "count"),
    Column(Text(N_("Known already")), "count"),
    Column(Text(N_("Rows without a fault")), "share"),
)
FAULTS: Final = (
    Column(Text(N_("Sheet"))),
    Column(Text(N_("Row")), "count"),
    Column(Text(N_("Column"))),
    Column(Text(N_("Found"))),
    Column(Text(N_("What was done"))),
    Column(Text(N_("What"))),
    Column(Text(N_("How to mend it"))),
)


def sources_sheet(seen: Sequence[SourceSeen]) -> Sheet:
    """Return the files read."""
    rows = [
        (
            one.name,
            [KINDS[kind] for kind in one.kinds if kind in KINDS],
            one.read_at,
            one.by,
            one.data_on,
            one.rows_read,
            one.rows_refused,
            one.created,
            one.updated,
            one.unchanged,
            one.sound_share,
        )
        for one in seen
    ]
    return Sheet(Text(N_("Files read")), SOURCES, rows)


def faults_sheet(source: SourceSeen, faults: Iterable[Problem], rule: str | None) -> Sheet:
    """Return the faults of one file.

    Args:
        source: The file. faults: Its faults. rule: The only rule listed, when the page is narrowed to one.
    """
    rows = [
        (one.where.sheet, one.where.row, one.where.column, one.found, SEVERITIES[one.severity][1], one.what, one.mend) for one in faults
    ]
    filters = [(Text(N_("File")), source.name), *([(Text(N_("Rule")), rule)] if rule else [])]
    return Sheet(Text(N_("Remarks on a file")), FAULTS, rows, filters)
