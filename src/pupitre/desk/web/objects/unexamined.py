"""The page of a thing that no examination has read yet: what was written of it, and nothing that would have to be computed."""

from __future__ import annotations

from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from pupitre.desk.entry.forms import texts
from pupitre.desk.entry.kinds import KINDS
from pupitre.desk.rights import reach
from pupitre.desk.web.addresses import address
from pupitre.desk.web.objects.asked import find, setting


def unexamined(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Show what is written of a thing, for pages whose own figures wait for the next examination.

    Args:
        request: The request.
        kind: Its kind, a word of `desk.entry.kinds`.
        key: Its code, as it is.

    Raises:
        Http404: There is no such thing in reach.
    """
    held = reach(request.viewer)
    one = find(KINDS[kind], quote(key, safe=""), held)
    if one is None:
        raise Http404
    names = tuple(
        name for name in (*one.kind.first, *one.kind.more) if name != one.kind.named_by and one.row.get(name) not in (None, "", False)
    )
    written = texts(one.kind, one.row, setting(request, one.kind, names, one.row, ""), names)
    context = {
        "kind": one.kind,
        "key": one.text,
        "name": one.name,
        "facts": [(one.kind.label(name), value) for name, value in written.items() if value],
        "edit_link": address("objects:edit", kind, key) if request.viewer.can("edit") and held.holds(kind, key) else "",
        "history_link": address("objects:history", kind, key),
    }
    return render(request, "objects/unexamined.html", context)
