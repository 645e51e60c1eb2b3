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
    made = b""
    for lighter in lighter_and_lighter(document):
        made = _laid_out(lighter, at)
        if max((int(count) for count in COUNT.findall(made)), default=0) <= PAGES:
            break
    return made


def lighter_and_lighter(document: Document) -> Iterator[Document]:
    """Return a document, then shorter ones: rows of tables go first, then the causes, then the last findings."""
    yield document
    document = copy.deepcopy(document)
    tables = [section["table"]["rows"] for section in document["sections"] if section["kind"] == "table"]
    while any(tables):
        del max(tables, key=len)[-1]
        yield document
    rows = document["findings"]["rows"]
    for row in reversed(rows):
        row["cause"] = ""
        yield document
    while len(rows) > 1:
        del rows[-1]
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
