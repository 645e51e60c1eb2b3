"""The executive brief as two pages of PDF."""

from __future__ import annotations

import json
import tempfile
from datetime import datetime
from pathlib import Path

import typst

from pupitre.brief.content import Document

HERE = Path(__file__).parent


def pdf(document: Document, *, at: datetime | None = None) -> bytes:
    """Lay a document out.

    The data go as a JSON file beside the layout and are never put into it as text, so nothing in them can become markup.

    Args:
        document: What `content.document` returns.
        at: The moment written in the file's properties; now when absent. The same document and moment give the same bytes.

    Returns:
        The PDF, with its fonts inside and tagged for screen readers.
    """
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "brief.typ").write_bytes((HERE / "brief.typ").read_bytes())
        (place / "data.json").write_text(json.dumps(document, ensure_ascii=False))
        made: bytes = typst.compile(
            place / "brief.typ", font_paths=[HERE / "fonts"], ignore_system_fonts=True, timestamp=int(at.timestamp()) if at else None
        )
    return made
