"""Telling what was just done, with the way to undo it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse

from pupitre import words
from pupitre.kernel import Text


def done(request: HttpRequest, text: Text, change_id: int | None = None, *, undo: str = "desk:undo") -> None:
    """Show a sentence on the next page; with the number of a change, its Undo, at the address of that name."""
    sentence = words.render(text, words.language(request.LANGUAGE_CODE))
    messages.success(request, sentence, extra_tags=reverse(undo, args=[change_id]) if change_id else "")
