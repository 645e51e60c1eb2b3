"""The addresses of pages that another part may or may not have."""

from __future__ import annotations

from urllib.parse import quote

from django.urls import NoReverseMatch, reverse


def address(url_name: str, *keys: str) -> str:
    """Return the address of a page about something, nothing when no installed part has it.

    Args:
        url_name: Its name, as `namespace:name`.
        keys: Business keys, as they are: they are quoted here.
    """
    try:
        return reverse(url_name, args=[quote(str(key), safe="") for key in keys])
    except NoReverseMatch:
        return ""
