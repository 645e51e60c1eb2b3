"""The parts that sections of the brief are made of: charts and tables already written for their reader."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, Final

import pyarrow as pa

from pupitre import words
from pupitre.charts import Chart
from pupitre.desk import derived
from pupitre.desk.registry import domains
from pupitre.desk.rights import Reach
from pupitre.kernel import Text
from pupitre.words import Lang

NAME: Final = 62
"""Characters of a name that fit on one line of a table."""
Section = dict[str, Any]  # a part of the JSON document that the layout reads


def published(name: str, mine: Reach) -> list[dict[str, Any]]:
    """Return the rows in reach of a derived table; none when no installed domain publishes it."""
    if not any(name in card.publishes for card in domains()):
        return []
    table: pa.Table = mine.table(name, derived.latest(name))
    return list(table.to_pylist())


def chart(title: Text, note: Text, message: Text, drawn: Chart, lang: Lang) -> Section:
    """Return a section that is a picture."""
    return {
        "kind": "chart",
        "title": words.render(title, lang),
        "note": words.render(note, lang),
        "message": words.render(message, lang),
        "svg": drawn.svg,
        "alt": drawn.summary,
    }


def table(
    title: Text, message: Text, head: Sequence[str], rows: list[list[str]], widths: list[int], lang: Lang, *, figures: Collection[str] = ()
) -> Section:
    """Return a section that is a table; `figures`: the columns, by their heads, that hold figures."""
    told = [words.render(Text(one), lang) for one in head]
    return {
        "kind": "table",
        "title": words.render(title, lang),
        "note": "",
        "message": words.render(message, lang),
        "table": {"head": told, "rows": rows, "widths": widths, "numeric": [one in figures for one in head]},
    }


def short(name: str) -> str:
    """Return a name that fits on one line of a table."""
    return name if len(name) <= NAME else f"{name[: NAME - 1].rstrip()}…"
