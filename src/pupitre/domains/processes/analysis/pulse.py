"""What the desk says of processes in one line: where their work waits most."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

from pupitre.kernel import N_, Pulse, Said, Share, Text

STEPS = "processes.step"
LEAST = 0.1
"""Below a tenth of the lead time, no step is worth a line."""


def line(tables: Mapping[str, pa.Table]) -> Said | None:
    """Return the step before which cases wait longest, over all processes; None when nothing waits, or no log tells.

    Args:
        tables: `processes.step`, within reach.
    """
    steps = tables[STEPS]
    waiting = steps.filter(pc.fill_null(pc.greater_equal(steps.column("wait_share"), LEAST), False))
    order = [("wait_share", "descending"), ("process", "ascending"), ("activity", "ascending")]
    found = waiting.sort_by(order).slice(0, 1).to_pylist()
    if not found:
        return None
    row = found[0]
    values = {"share": Share(row["wait_share"]), "step": row["activity"]}
    waited = N_("%(share)s of the lead time goes by waiting for “%(step)s”")
    text = Text(waited if row["touch_days"] is not None else N_("%(share)s of the lead time goes by before “%(step)s”"), **values)
    return Said(text, STEPS, "wait_share", (row["process"], row["activity"]))


PULSE = Pulse((STEPS,), line)
