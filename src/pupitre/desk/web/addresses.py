"""The addresses of pages that another part may or may not have."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import quote

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language


def address(url_name: str, *keys: str) -> str:
    """Return the address of a page about something, nothing when no installed part has it.

    Args:
        url_name: Its name, as `namespace:name`.
        keys: Business keys, as they are: they are quoted here.
    """
    return _address(url_name, tuple(map(str, keys)), get_language(), settings.ROOT_URLCONF)


@lru_cache(maxsize=4096)
def _address(url_name: str, keys: tuple[str, ...], _lang: str | None, _root: str) -> str:
    """Look an address up once: a page writes a hundred of them, which only the language of the reader changes."""
    try:
        return reverse(url_name, args=[quote(key, safe="") for key in keys])
    except NoReverseMatch:
        return ""
