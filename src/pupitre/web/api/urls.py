"""The addresses of the API, each behind the same door."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path, re_path
from django.views.decorators.http import require_safe

from pupitre.web.api.door import absent, door
from pupitre.web.api.offered import api, document

app_name = "api"


@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    """Answer with the description of the API."""
    return JsonResponse(document(), json_dumps_params={"ensure_ascii": False})


def behind_the_door() -> list[URLPattern]:
    """Return the addresses of the API."""
    patterns: list[URLPattern] = [one for one in api().urls[0] if isinstance(one, URLPattern) and one.name != "api-root"]
    for one in patterns:
        one.callback = door(one.callback)
    return patterns


urlpatterns = [
    path("openapi.json", door(openapi), name="openapi"),
    *behind_the_door(),
    re_path(r"^.*$", door(absent), name="absent"),
]
