"""Who asks: a token's account or the session's, and whether their role opens an address."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest
from ninja import NinjaAPI
from ninja.security import HttpBearer
from ninja.security.base import AuthBase
from ninja.utils import check_csrf

from pupitre.desk.rights import PERMISSIONS, Permission, Viewer
from pupitre.desk.rights.tokens import digest, viewer_of_token
from pupitre.kernel import N_, Text
from pupitre.web.accounts.sessions import note_use
from pupitre.web.api import rate
from pupitre.web.api.bodies import can_be_kept
from pupitre.web.api.refusals import ForbiddenError


class Token(HttpBearer):
    """A key made on the page of an account: its account's rights, or reading only."""

    def __init__(self, needs: Permission) -> None:
        self.needs = needs
        super().__init__()

    def authenticate(self, request: HttpRequest, token: str) -> Viewer | None:
        """Return the viewer that a token stands for."""
        viewer = viewer_of_token(token) if can_be_kept(token) else None
        return None if viewer is None else _let_in(request, viewer, self.needs, digest(token)[:24])


class Session(AuthBase):
    """The session of a browser; a request that writes also carries the token of forms, as pages do."""

    openapi_type = "apiKey"
    openapi_in = "cookie"
    openapi_name = "pupitre_session"

    def __init__(self, needs: Permission) -> None:
        self.needs = needs
        super().__init__()

    def __call__(self, request: HttpRequest) -> Viewer | None:
        """Return the viewer signed in, unless the request says to be somebody else's."""
        viewer: Viewer | None = request.viewer
        if viewer is None or "Authorization" in request.headers:
            return None
        if check_csrf(request):
            what = Text(N_("This write comes without the token of your session."))
            raise ForbiddenError(what, mend=Text(N_("Send it in the header X-CSRFToken, or use a token of your account.")))
        note_use(request)
        return _let_in(request, viewer, self.needs, f"account-{viewer.account}")


def _let_in(request: HttpRequest, viewer: Viewer, needs: Permission, who: str) -> Viewer:
    rate.count(who)
    request.viewer = viewer
    if viewer.can(needs):
        return viewer
    if viewer.role in PERMISSIONS[needs]:
        raise ForbiddenError(Text(N_("This token only reads.")), mend=Text(N_("Make one that may write, on the page of your account.")))
    mend = Text(N_("Ask an administrator of your Pupitre for it."))
    raise ForbiddenError(Text(N_("Your role does not open this address.")), mend=mend)


GATES: Final[dict[Permission, list[AuthBase]]] = {one: [Token(one), Session(one)] for one in PERMISSIONS}
"""Who may pass, by what an address needs."""


def offer(
    api: NinjaAPI,
    method: str,
    path: str,
    view: Callable[..., object],
    *,
    tag: str,
    needs: Permission = "read",
    response: object,
    summary: str,
    name: str = "",
) -> None:
    """Give a view its address, open to those who have what it needs and described as such.

    Args:
        api: The API. method, path: The address. view: What answers; its name is that of the operation, unless `name` is given.
        tag: What it is about. needs: The permission asked for. response: Shapes of answers by status.
        summary: What it does, in a few words.
    """
    api.default_router.add_api_operation(
        path,
        [method],
        view,
        auth=GATES[needs],
        response=response,
        operation_id=name or view.__name__,
        summary=summary,
        tags=[tag],
        openapi_extra={"x-needs": needs},
    )
