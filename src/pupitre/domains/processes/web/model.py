"""The model found in a log, as a file that any BPMN editor opens."""

from __future__ import annotations

from pupitre.domains.processes.web.asked import Asked
from pupitre.domains.processes.web.live import Held
from pupitre.maths.process import bpmn as files
from pupitre.maths.process.discovery import mine
from pupitre.maths.process.log import Log
from pupitre.maths.process.measures import variants

PATHS = 5_000
"""Paths read, the most frequent first: rarer ones are what the miner leaves out."""


def bpmn(held: Held, asked: Asked, name: str) -> str:
    """Return the BPMN 2.0 text of the model of the cases that an address keeps.

    Raises:
        InputError: There are too many different steps to draw.
    """
    return held.once(f"bpmn\x00{name}", asked, lambda log: _bpmn(log, name))


def _bpmn(log: Log, name: str) -> str:
    table = variants(log, top=PATHS)
    paths = zip(table.column("path").to_pylist(), table.column("count").to_pylist(), strict=True)
    return files.write(mine({tuple(path): count for path, count in paths}).tree, name)
