"""Addresses of static files that change with their content."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage


@cache
def sum_of(path: str, changed_at: int) -> str:
    """Return the first digits of a file's sum; `changed_at` makes the memory forget a file that was edited."""
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()[:10]


class SummedStorage(StaticFilesStorage):
    """Static files served from where they stand, with the sum of their content in the address."""

    def url(self, name: str | None, force: bool = False) -> str:
        """Return `/static/<name>?v=<sum>`; a name that no application has keeps its plain address, which answers 404."""
        plain = super().url(name)
        path = finders.find(name) if name else None
        if not isinstance(path, str):
            return plain
        return f"{plain}?v={sum_of(path, Path(path).stat().st_mtime_ns)}"
