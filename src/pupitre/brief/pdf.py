"""The executive brief as two pages of PDF."""

from __future__ import annotations

import copy
import json
import re
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import typst

from pupitre.brief.content import Document

HERE = Path(__file__).parent


PAGES = 2
LEAST_ROWS = 2
"""Fewer rows than two are no longer a table."""
COUNT = re.compile(rb"/Count (\d+)")


def pdf(document: Document, *, at: datetime | None = None) -> bytes:
    """Lay a document out on two pages; what does not fit is left out, the least heavy first.

    The data go as a JSON file beside the layout and are never put into it as text, so nothing in them can become markup.

    Args:
        document: What `content.document` returns.
        at: The moment written in the file's properties; now when absent. The same document and moment give the same bytes.

    Returns:
        The PDF, with its fonts inside and tagged for screen readers.
    """
    for lighter in lighter_first_pages(document):
        document = lighter
        if pages(_laid_out({**document, "sections": []}, at)) <= 1:
            break
    made = b""
    for lighter in lighter_second_pages(document):
        made = _laid_out(lighter, at)
        if pages(made) <= PAGES:
            break
    return made


def pages(made: bytes) -> int:
    """Return how many pages a PDF has."""
    return max((int(count) for count in COUNT.findall(made)), default=0)


def lighter_first_pages(document: Document) -> Iterator[Document]:
    """Return a document, then some with less on their first page: the last causes go first, then the last findings."""
    yield document
    document = copy.deepcopy(document)
    rows = document["findings"]["rows"]
    for row in reversed(rows):
        row["cause"] = ""
        yield document
    while len(rows) > 1:
        del rows[-1]
        yield document


def lighter_second_pages(document: Document) -> Iterator[Document]:
    """Return a document, then some with less on their second page: the longest table loses rows, then the last section goes.

    A table keeps `LEAST_ROWS` or goes whole: a heading above nothing says nothing.
    """
    yield document
    document = copy.deepcopy(document)
    tables = [section["table"]["rows"] for section in document["sections"] if section["kind"] == "table"]
    while tables and len(longest := max(reversed(tables), key=len)) > LEAST_ROWS:
        del longest[-1]
        yield document
    while len(document["sections"]) > 1:
        del document["sections"][-1]
        yield document


def _laid_out(document: Document, at: datetime | None) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "brief.typ").write_bytes((HERE / "brief.typ").read_bytes())
        (place / "data.json").write_text(json.dumps(document, ensure_ascii=False))
        made: bytes = typst.compile(
            place / "brief.typ", font_paths=[HERE / "fonts"], ignore_system_fonts=True, timestamp=int(at.timestamp()) if at else None
        )
    return made
