"""The apostrophe that keeps a spreadsheet from taking a text for a formula."""

from __future__ import annotations

import re
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

RISKY: Final = r"'*[=+\-@\t\r\n]"
"""How a text begins that a spreadsheet could run, or that bears guards already."""


def guarded(text: str) -> str:
    """Return a text that no spreadsheet runs, however it is saved and opened again; `unguarded` gives it back.

    >>> guarded("=1+1"), guarded("'=1+1"), guarded("l'an dernier")
    ("'=1+1", "''=1+1", "l'an dernier")
    """
    return "'" + text if re.match(RISKY, text) else text


def unguarded(texts: pa.Array) -> pa.Array:
    """Return texts without the guard that `guarded` put before them."""
    return pc.replace_substring_regex(texts, pattern=f"^'({RISKY})", replacement=r"\1")
