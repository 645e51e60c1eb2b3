"""A company whose every text, name and code is hostile: one row of each table for each payload."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise

import pyarrow as pa
from tests.hostile.payloads import SCRIPTS

from pupitre.desk import changes, decide, decisions, examine, findings
from pupitre.desk.registry import domains
from pupitre.kernel import Domain, Evidence, Examination, Finding, Money, Option, Stake, Subject, Text
from pupitre.records.models import SavedView
from pupitre.tables import TABLES, Field, Table

TEXTS = tuple(SCRIPTS.values())
KPI_POINTS = 14
WRITTEN = ("key", "text", "list")


def key_of(kind: str, at: int, texts: Iterable[str] = TEXTS) -> str:
    """Return the code of the row of one payload; the payload is part of it."""
    return f"{kind} {at} {tuple(texts)[at]}"


def fields_written(table: Table) -> list[Field]:
    """Return the fields of a table that hold what somebody wrote."""
    return [one for one in table.fields if one.type in WRITTEN and (one.ref is None or one.name == "key" or one.type == "list")]


def row_of(table: Table, at: int, today: date) -> dict[str, object]:
    """Return the row of one payload: the payload in each text, a plausible value elsewhere."""
    return {one.name: value_of(table, one, at, today) for one in table.fields if one.name != "parent"}


def value_of(table: Table, field: Field, at: int, today: date) -> object:
    if field.name == "key":
        return key_of(table.name, at)
    if field.name == "currency":
        return "EUR"
    if field.type == "list":
        return [TEXTS[at], TEXTS[-at]]
    if field.ref in TABLES:
        return key_of(field.ref, (at + 1) % len(TEXTS) if field.name == "after" else at)
    plain: Mapping[str, object] = {
        "choice": next(iter(field.choices), None),
        "date": today + timedelta(days=40 - at if field.name.startswith(("due", "finish_on", "review", "ends")) else -90 - at),
        "moment": datetime(2026, 1, 5, 9, 0, at % 60, at, tzinfo=UTC),
        "bool": False,
        "share": 0.4,
        "number": 10.0 + at,
        "count": 1,
        "money": Decimal(90_000 + 100 * at),
    }
    return plain.get(field.type, TEXTS[at])


def readings(today: date) -> dict[str, pa.Table]:
    """Return months of readings and a target for each KPI."""
    first = today.replace(day=1)
    months = [date(first.year - 1 + (first.month - 1 + n) // 12, (first.month - 1 + n) % 12 + 1, 1) for n in range(-2, KPI_POINTS - 2)]
    measures, targets = [], []
    for at in range(len(TEXTS)):
        mine = {"kpi": key_of("kpi", at), "unit": key_of("unit", at)}
        measures += [
            {**mine, "starts_on": month, "ends_on": later, "value": 90.0 - n + at, "basis": "actual"}
            for n, (month, later) in enumerate(pairwise(months))
        ]
        targets.append({**mine, "starts_on": months[0], "ends_on": months[-1], "value": 99.0})
    return {"measure": pa.Table.from_pylist(measures), "target": pa.Table.from_pylist(targets)}


def rows(today: date) -> dict[str, pa.Table]:
    """Return the rows of every table that people edit."""
    return {
        name: pa.Table.from_pylist([row_of(table, at, today) for at in range(len(TEXTS))], schema=table.schema).drop_columns("extra")
        for name, table in TABLES.items()
        if table.store == "rows" and name not in ("alias", "cascade", "entity", "staffing")
    }


def finding_of(at: int, today: date) -> Finding:
    """Return a finding whose sentence, cause, options and proof are one payload."""
    text, key = TEXTS[at], key_of("project", at)
    said = Text("%(what)s", what=text)
    proof = (Evidence("project", ((key,),), ("key", "name", "budget"), ((key, text, Decimal("120000.50")),)),)
    options = (
        Option("do_nothing", Text("Do nothing")),
        Option("merge", said, Money(Decimal(12_000), "EUR"), said, Money(Decimal(9_000), "EUR")),
    )
    return Finding(
        "portfolio.late_though_green",
        subjects=(Subject("project", key), Subject("kpi", key_of("kpi", at)), Subject("person", key_of("person", at))),
        text=said,
        evidence=proof,
        since=today - timedelta(days=40),
        stake=Stake(Decimal(8_000), Decimal(10_000), Decimal(12_000), "EUR", "once"),
        confidence=0.8,
        cause=said,
        options=options,
    )


def build(today: date, *, by: str = "Ana") -> None:
    """Write the company, examine it, and let somebody decide and entrust in the same words."""
    from pupitre.desk.settings import remember

    remember(name=SCRIPTS["image"], currency="EUR")
    changes.commit(rows(today), by=by, why=Text("%(why)s", why=SCRIPTS["svg"]))
    for at, text in enumerate(TEXTS):
        source = changes.SourceRef(name=f"{text}.csv", digest=f"{at:064}", size=1_000, format="csv")
        table = pa.table({"key": [f"supplier {at}"], "name": [text], "source_row": pa.array([2])})
        changes.commit({"supplier": table}, by=text, why=Text("%(why)s", why=text), source=source)
    changes.commit(
        readings(today), by=by, why=Text("Import"), source=changes.SourceRef(name="x.csv", digest="f" * 64, size=1, format="csv")
    )
    examine.run(on=today, cards=[found_more(card, today) if card.name == "portfolio" else card for card in domains()])
    act(today, by)


def found_more(card: Domain, today: date) -> Domain:
    """Return a domain that finds what it finds, and one thing in the words of each payload."""
    own = tuple(finding_of(at, today) for at in range(len(TEXTS)))

    def examined(snapshot: object) -> Examination:
        found = card.examine(snapshot)
        return replace(found, findings=(*found.findings, *own))

    return replace(card, examine=examined)


def act(today: date, by: str) -> None:
    """Decide about, entrust and set aside findings, each in the words of a payload."""
    kept = findings.kept(on=today)
    for at, item in enumerate(kept[:12]):
        text = TEXTS[at]
        if at % 3 == 0:
            terms = decisions.Terms(question=text, choice=text, owner=key_of("person", at), due_on=today + timedelta(days=9), comment=text)
            decide.decide(item.fingerprint, by=text, terms=terms)
        elif at % 3 == 1:
            decide.entrust(item.fingerprint, by=text, title=text, owner=text, due_on=today + timedelta(days=9), comment=text)
        else:
            decide.set_aside(item.fingerprint, by=text, reason=text, refusal="other", until=today + timedelta(days=9))


def keep_views(account: object) -> None:
    """Keep a view under the name of each payload."""
    titles = sorted({text[:80] for text in TEXTS})[:60]
    SavedView.objects.bulk_create(SavedView(account_id=account, title=title, address="/en/portfolio/") for title in titles)
