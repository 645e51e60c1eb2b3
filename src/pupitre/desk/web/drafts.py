"""What was written in a form when its session had expired: kept for whoever signs in next from the same browser, shown again once.

The values stand in the browser's own new session, on the server: nothing is left on the machine, and it works without script.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeVar

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

NAME: Final = "draft"
LARGEST: Final = 20_000
"""Characters kept: a long decision is a tenth of that."""
KEPT_SECONDS: Final = 3600
V = TypeVar("V", bound=Callable[..., object])


def drafted(view: V) -> V:
    """Mark a view whose form is kept when its session has expired."""
    view.is_drafted = True  # type: ignore[attr-defined]  # a plain function carries the mark
    return view


def keep(request: HttpRequest, view: Callable[..., Any]) -> bool:
    """Keep a form sent by somebody who was signed in before, when its view is `drafted`; return whether it is kept.

    The newest replaces the one before.
    """
    was_signed_in = settings.SESSION_COOKIE_NAME in request.COOKIES
    if request.method != "POST" or not was_signed_in or not getattr(view, "is_drafted", False):
        return False
    said = {name: value for name, value in request.POST.items() if name != "csrfmiddlewaretoken"}
    is_small = sum(len(name) + len(value) for name, value in said.items()) <= LARGEST
    if is_small:
        request.session[NAME] = {"path": _path(request), "said": said, "at": timezone.now().timestamp()}
    return is_small


def kept(request: HttpRequest) -> dict[str, str]:
    """Return what was written in this form before the session expired, once; empty when nothing was."""
    draft = request.session.get(NAME)
    if not draft or draft.get("path") != _path(request):
        return {}
    del request.session[NAME]
    is_fresh = timezone.now().timestamp() - draft["at"] < KEPT_SECONDS
    return dict(draft["said"]) if is_fresh else {}


def _path(request: HttpRequest) -> str:
    """Return the address without its language: the reader may sign in again in the other one."""
    return "/" + request.path_info.lstrip("/").partition("/")[2]
