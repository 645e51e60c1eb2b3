"""The page of a form that came without its token."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def form_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that a form was not taken; why exactly is of no help to whoever sent it."""
    return render(request, "403.html", status=403)
