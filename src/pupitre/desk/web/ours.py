"""Which of the addresses that a request names are pages of this home."""

from __future__ import annotations

import re
from typing import Final

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

PAGE: Final = re.compile(r"(/|https?://)[^\x00-\x1f\x7f-\x9f]*")
"""A word alone would be taken for the name of a view; a control character cannot travel in a header."""


def ours(request: HttpRequest, address: str) -> str:
    """Return an address to go back to, when it is a page of this home; nothing otherwise."""
    is_ours = PAGE.fullmatch(address) and url_has_allowed_host_and_scheme(address, allowed_hosts={request.get_host()})
    return address if is_ours else ""
