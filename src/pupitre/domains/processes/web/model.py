"""The model found in a log, as a file that any BPMN editor opens."""

from __future__ import annotations

from pupitre.domains.processes.web.asked import Asked
from pupitre.domains.processes.web.live import Held
from pupitre.maths.process import bpmn as files
from pupitre.maths.process.discovery import NOISE, Tree, mine, mine_map
from pupitre.maths.process.log import Log
from pupitre.maths.process.measures import ends, flow, starts, variants

PATHS = 5_000
"""Paths read, the most frequent first: rarer ones are what the miner leaves out."""


def bpmn(held: Held, asked: Asked, name: str) -> str:
    """Return the BPMN 2.0 text of the model of the cases that an address keeps.

    Raises:
        InputError: There are too many different steps to draw.
    """
    return held.once(f"bpmn\x00{name}", asked, lambda log: _bpmn(log, name))


def _bpmn(log: Log, name: str) -> str:
    return files.write(tree_of(log), name)


def tree_of(log: Log) -> Tree:
    """Return the tree of a log: of its paths, or of its map where the paths read leave out more than the miner would."""
    table = variants(log, top=PATHS)
    counts = table.column("count").to_pylist()
    if sum(counts) >= (1 - NOISE) * int((table.schema.metadata or {}).get(b"total_cases", b"0")):
        paths = zip(table.column("path").to_pylist(), counts, strict=True)
        return mine({tuple(path): count for path, count in paths}).tree
    told = {(row["from"], row["to"]): row["count"] for row in flow(log, with_times=False).to_pylist()}
    first, last = ({row["activity"]: row["count"] for row in found(log).to_pylist()} for found in (starts, ends))
    return mine_map(told, first, last).tree
