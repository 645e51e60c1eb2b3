"""A home that holds a log of millions of events, made in a process of its own so that what it takes to pour it in is given back."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import duckdb
import pyarrow as pa

from pupitre.bench.process.served import KEY


def events(path: Path) -> pa.Table:
    """Return the events of a file made by `generate` as the company model holds them."""
    engine = duckdb.connect()
    engine.execute("SET enable_progress_bar = false")
    rows = engine.sql(f"""
        SELECT '{KEY}' AS process, "case", activity, "at", again AS copy, place AS position, resource, unit, cost,
            '{{"country": "' || country || '", "kind": "' || kind || '"}}' AS attributes
        FROM (
            SELECT *, row_number() OVER (PARTITION BY "case", activity, "at" ORDER BY place) - 1 AS again
            FROM (SELECT *, row_number() OVER () AS place FROM '{path}')
        )
    """)
    assert rows is not None
    return rows.to_arrow_table()


def poured(home: Path, path: Path) -> str:
    """Pour a log into a new home, examine it, and return the text of a token that reads it."""
    from pupitre.desk.homes import open_home

    open_home(home)
    from pupitre.desk import changes, examine
    from pupitre.desk.registry import domains
    from pupitre.desk.rights import tokens
    from pupitre.kernel import Text
    from pupitre.records.models import Account
    from pupitre.tables import TABLES

    rows = events(path)
    units = sorted(rows.column("unit").unique().to_pylist())
    schema = TABLES["event"].schema
    batch = {
        "event": pa.table({name: rows.column(name).cast(schema.field(name).type) for name in rows.column_names}),
        "process": pa.table({"key": [KEY], "name": ["Purchases"], "target_days": [30.0]}),
        "unit": pa.table({"key": units, "name": units}),
        "process_rule": pa.table(
            {"process": [KEY], "key": ["R1"], "kind": ["order"], "first": ["Approve order"], "second": ["Send order"]}
        ),
    }
    changes.commit(batch, by="Bench", why=Text("%(file)s", file=path.name), source=None)
    del rows, batch
    last = duckdb.connect().execute(f"SELECT max(\"at\")::DATE FROM '{path}'").fetchall()[0][0]
    examine.run(on=last, cards=[card for card in domains() if card.name == "processes"])
    account = Account.objects.create_user("bench@localhost", name="Bench", role="administrator")
    return tokens.make(account, "bench", may_write=False, expires_at=None)[1]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("home", type=Path)
    parser.add_argument("path", type=Path)
    args = parser.parse_args()
    print(json.dumps({"token": poured(args.home, args.path)}))


if __name__ == "__main__":
    main()
