"""The address that opens a figure."""

from __future__ import annotations

from urllib.parse import urlencode

from pupitre.desk.proofs.narrow import as_text
from pupitre.desk.web.addresses import address


def proof(table: str, column: str = "", *key: object, **where: object) -> str:
    """Return the page that shows where a figure comes from.

    Args:
        table: A table of the company model, or a derived one.
        column: The column of the figure; without it, the whole row, or the whole table.
        key: The parts of the row's key, in the order of the table's key. The first ones alone name all the rows that begin so.
        where: Values that the rows counted or added up hold: `factual="late"`, `life="planned,running"`, `late_days=">42"`, `owner="!"`.
    """
    asked = [("column", column)] if column else []
    asked += [("key", as_text(part)) for part in key]
    asked += [("where", f"{name}:{as_text(value)}") for name, value in where.items()]
    page = address("desk:figure", table)
    return f"{page}?{urlencode(asked)}" if asked else page
