"""Addresses of static files that change with their content."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage
from django.utils.functional import cached_property


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
        if settings.DEBUG:
            return self._summed(name)
        if name not in self._addresses:
            self._addresses[name] = self._summed(name)
        return self._addresses[name]

    @cached_property
    def _addresses(self) -> dict[str | None, str]:
        """Addresses already asked for: files do not change while a server runs, unless it runs for whoever writes them."""
        return {}

    def _summed(self, name: str | None) -> str:
        plain = super().url(name)
        path = found(name) if name else None
        return plain if path is None else f"{plain}?v={sum_of(str(path), path.stat().st_mtime_ns)}"
