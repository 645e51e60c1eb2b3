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


@cache
def found(name: str) -> Path | None:
    """Return where a static file stands; a page asks for dozens of icons, and looking through every application takes time."""
    path = finders.find(name)
    return Path(path) if isinstance(path, str) else None


class SummedStorage(StaticFilesStorage):
    """Static files served from where they stand, with the sum of their content in the address."""

    def url(self, name: str | None, force: bool = False) -> str:
        """Return `/static/<name>?v=<sum>`; a name that no application has keeps its plain address, which answers 404."""
        plain = super().url(name)
        path = found(name) if name else None
        return plain if path is None else f"{plain}?v={sum_of(str(path), path.stat().st_mtime_ns)}"
