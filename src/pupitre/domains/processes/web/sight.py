"""What a page knows of one process, read from the published tables or from the cases that an address keeps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from pupitre.domains.processes.web.picture import Flow, flow_of
from pupitre.domains.processes.web.register import Entry, Register

Cells = Mapping[str, Any]  # rows of any table
AT_ONCE = tuple(f"processes.{name}" for name in ("overview", "step", "flow", "variant", "loop"))
LATER = ("processes.handover", "processes.rule_result")
OF_CASES = (*AT_ONCE, *LATER)
"""Tables that the cases kept by filters change: those that a page shows at once, and those that it asks for apart. The others speak of the
whole log."""
READ = (*OF_CASES[2:], "processes.improvement", "processes.duplicate", "processes.defect")
"""Tables that the page reads beside those of the register."""


@dataclass(frozen=True, slots=True)
class Sight:
    """One process: its register entry with the figures of the cases shown, and its published rows.

    Args:
        entry: As in the register; its figures are those of the cases shown. flow: Its passages.
        variants, loops, handovers, rules, improvements, duplicates, defects: As published.
    """

    entry: Entry
    flow: Flow
    variants: tuple[Cells, ...]
    loops: tuple[Cells, ...]
    handovers: tuple[Cells, ...]
    rules: tuple[Cells, ...]
    improvements: tuple[Cells, ...]
    duplicates: tuple[Cells, ...]
    defects: tuple[Cells, ...]


def sight(known: Register, entry: Entry, kept: Mapping[str, pa.Table] | None = None) -> Sight:
    """Return what is known of a process.

    Args:
        known: The register, with the tables of `READ`. entry: The process.
        kept: Tables of `OF_CASES` for the cases that an address keeps; those of all cases when absent.
    """
    tables = {name: _of(known.tables[name], entry.key) for name in known.tables}
    if kept is not None:
        tables |= {name: tuple(rows.to_pylist()) for name, rows in kept.items()}
    if kept is not None and "processes.overview" in kept:
        seen = tables["processes.overview"]
        entry = replace(entry, seen=seen[0] if seen else {}, steps=tables["processes.step"])
    twins = [row for row in known.tables["processes.duplicate"].to_pylist() if entry.key in (row["process"], row["other_process"])]
    return Sight(
        entry=entry,
        flow=flow_of(tables["processes.step"], tables["processes.flow"]),
        variants=tuple(sorted(tables["processes.variant"], key=lambda row: row["rank"])),
        loops=tuple(sorted(tables["processes.loop"], key=lambda row: (-row["case_count"], row["from"], row["to"]))),
        handovers=tables["processes.handover"],
        rules=tables["processes.rule_result"],
        improvements=tables["processes.improvement"],
        duplicates=tuple(row for row in twins if known.get(row["process"]) and known.get(row["other_process"])),
        defects=tables["processes.defect"],
    )


def _of(rows: pa.Table, key: str) -> tuple[Cells, ...]:
    return tuple(rows.filter(pc.equal(rows.column("process"), key)).to_pylist())
