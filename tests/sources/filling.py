"""Exchange tables written by hand for the tests of filling."""

from datetime import date

import pyarrow as pa

from pupitre.sources.fill import FillContext
from pupitre.sources.fill.keys import Names
from pupitre.sources.reading import ReadTable

ON = date(2026, 3, 31)
LIST = pa.list_(pa.string())


def read(kind, *, layout="long", **columns):
    """Return an exchange table whose rows start on row 2 of the file."""
    count = len(next(iter(columns.values())))
    data: dict = {"source_row": pa.array(range(2, count + 2), pa.int64())}
    data |= {name: values if isinstance(values, pa.Array) else pa.array(values) for name, values in columns.items()}
    data.setdefault("extra", pa.nulls(count, pa.string()))
    return ReadTable(None, kind, 1.0, layout, (), (1,), (), pa.table(data))


def lists(*values):
    """Return a column of lists of texts."""
    return pa.array(list(values), LIST)


def context(**known):
    """Return a context of the 31st of March 2026 in euros; `things` are (kind, key, name)."""
    things = known.pop("things", ())
    return FillContext(known.pop("file", "liste.csv"), ON, "EUR", Names().joined(things), **known)
