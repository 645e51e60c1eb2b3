"""From which team to which work is passed on; a person is never named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from pupitre.maths.process.log import Log, named

if TYPE_CHECKING:
    from ibis.expr import types as ir


def handovers(log: Log) -> pa.Table:
    """Return how often work passes from one department to another: `from`, `to`, `count`; steps without a department are left out."""
    return _passed(log, "uid", log.units)


def handovers_between_resources(log: Log) -> pa.Table:
    """Return how often work passes between resources, as numbers: for rules and checks within the engine, never for a page or a file."""
    return _passed(log, "rid", ())


def _passed(log: Log, column: str, names: tuple[str, ...]) -> pa.Table:
    table = log.told(_counted, column)
    if names:
        table = named(named(table, column, names), f"to_{column}", names)
    return table.rename_columns(["from", "to", "count"]).sort_by([("count", "descending"), ("from", "ascending"), ("to", "ascending")])


def _counted(log: Log, column: str) -> ir.Table:
    steps = log.steps
    known = steps.filter(steps[column].notnull() & steps[f"to_{column}"].notnull())
    return known.group_by([column, f"to_{column}"]).aggregate(count=known.count())
