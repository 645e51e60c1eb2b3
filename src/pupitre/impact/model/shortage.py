"""The days that missing hands add to projects in the weeks to come."""

from __future__ import annotations

from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

KEYS = ["skill", "unit", "starts_on"]
MOST_DAYS = 365.0


def short_days(load: pa.Table, allocation: pa.Table, *, on: date) -> dict[str, float]:
    """Return by project the days that the weeks to come are short of hands.

    A week that asks a skill for more hours than it has leaves some of them to do later: each project loses its share. What it loses of a
    skill is made up at the rhythm at which the project asks for it, and the skill that takes longest decides.

    Args:
        load: `portfolio.skill_load`. allocation: The hours asked, by project, skill and week. on: Today.
    """
    ahead = pa.scalar(on, pa.date32())
    asked = _with_units(allocation.select(["project", *KEYS, "hours"]))
    asked = asked.filter(pc.and_(pc.greater_equal(asked["starts_on"], ahead), pc.greater(pc.fill_null(asked["hours"], 0.0), 0.0)))
    known = _with_units(load.filter(pc.greater(pc.fill_null(load["load"], 0.0), 0.0)).select([*KEYS, "load"]))
    weeks = asked.join(known, keys=KEYS, join_type="inner")
    if not weeks.num_rows:
        return {}
    over = np.maximum(np.asarray(weeks["load"], float), 1.0)
    missing = pa.array(np.asarray(weeks["hours"], float) * (1 - 1 / over))
    told = weeks.append_column("missing", missing).group_by(["project", "skill"]).aggregate([("missing", "sum"), ("hours", "mean")])
    found: dict[str, float] = {}
    for project, lost, weekly in zip(*(told[name].to_pylist() for name in ("project", "missing_sum", "hours_mean")), strict=True):
        found[project] = min(max(found.get(project, 0.0), 7 * lost / weekly), MOST_DAYS)
    return {project: days for project, days in sorted(found.items()) if days > 0}


def _with_units(table: pa.Table) -> pa.Table:
    return table.set_column(table.schema.get_field_index("unit"), "unit", pc.fill_null(table["unit"], ""))
