"""Where a table of events stands, and what its columns are called there, as one address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import parse_qsl, unquote, urlencode

from pupitre.kernel import N_, InputError, Text

COLUMNS: Final = ("case", "activity", "time", "start", "resource", "unit", "cost", "order", "process")
NEEDED: Final = ("case", "activity", "time")
SCHEMES: Final = ("postgresql", "spark")


@dataclass(frozen=True, slots=True)
class Source:
    """A table of events on an engine.

    Args:
        scheme: `postgresql` or `spark`.
        server: How to reach it: the address of the database without what is said of the table, or the master of Spark.
        table: The table, with its schema where it has one; empty when `path` says where the rows are.
        path: Parquet that Spark reads: a file, a folder, an address.
        columns: For each of `COLUMNS` that the table has, its name there. `order` tells apart steps of one moment.
        attributes: Columns kept for cases.
        process_key: The process that all rows belong to, when no column says it.
    """

    scheme: str
    server: str = field(repr=False)  # it may hold a password
    table: str = ""
    path: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    attributes: tuple[str, ...] = ()
    process_key: str = ""


def read(url: str) -> Source:
    """Return what an address says.

    Raises:
        InputError: It is of another kind, or leaves out the table or a column that a log needs.

    >>> read("postgresql://db/erp?table=log.step&case=order_no&activity=step&time=ended&process_key=orders").columns["case"]
    'order_no'
    """
    scheme, _, rest = url.partition("://")
    if scheme not in SCHEMES:
        raise InputError(
            Text(N_("The address of the events begins with “%(scheme)s”, which is no engine known here"), scheme=scheme[:20]),
            mend=Text(N_("Begin it with postgresql:// or spark://; docs/settings.md shows both.")),
        )
    place, _, query = rest.partition("?")
    said = dict(parse_qsl(query))
    table, path = said.pop("table", ""), said.pop("path", "")
    columns: dict[str, str] = {name: said.pop(name) for name in COLUMNS if name in said}
    attributes = tuple(name for name in said.pop("attributes", "").split(",") if name)
    process_key = said.pop("process_key", "")
    if bool(table) == bool(path) or (path and scheme != "spark"):
        raise _incomplete("table")
    for name in NEEDED:
        if name not in columns:
            raise _incomplete(name)
    if bool(process_key) == ("process" in columns):
        raise _incomplete("process")
    if scheme == "spark":
        server = unquote(place) if place.startswith("local") else f"spark://{place}"
    else:
        server = f"postgresql://{place}" + (f"?{urlencode(said)}" if said else "")
    return Source(scheme, server, table, path, columns, attributes, process_key)


def _incomplete(name: str) -> InputError:
    return InputError(
        Text(N_("The address of the events does not say “%(name)s”, or says it twice"), name=name),
        mend=Text(N_("It needs table (or path), case, activity, time, and one of process and process_key; docs/settings.md shows how.")),
    )
