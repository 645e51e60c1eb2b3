"""OCEL 2.0 written as JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pupitre.kernel import N_, InputError, Place, Text
from pupitre.sources.files.encoding import detect_encoding
from pupitre.sources.logs.ocel import Gathered, Ocel

Json = Any  # JSON is dynamic by nature
HEAD = 1 << 16
MARKS = (b'"objectTypes"', b'"eventTypes"', b'"ocel:global-log"')


def is_ocel_json(path: Path, head: bytes) -> bool:
    """Whether a JSON document is a log of objects: its types stand at one of its ends."""
    if not head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return False
    with path.open("rb") as stream:
        first = stream.read(HEAD)
        stream.seek(max(0, path.stat().st_size - HEAD))
        both = first + stream.read(HEAD)
    return any(mark in both for mark in MARKS)


def read_ocel_json(path: Path) -> Ocel:
    """Return the log of a JSON file.

    Raises:
        InputError: It is no JSON, no OCEL 2.0, or has no event or object.
    """
    where = Place(file=path.name)
    mend = Text(N_("Export it again as OCEL 2.0, with its events, its objects and the links between them."))
    try:
        document = json.loads(path.read_text(encoding=detect_encoding(path).codec))
    except (ValueError, RecursionError) as error:
        raise InputError(Text(N_("The file starts like JSON but cannot be read as such.")), where=where, mend=mend) from error
    if not isinstance(document, dict) or "ocel:events" in document or "ocel:global-log" in document:
        raise InputError(Text(N_("This log is written in OCEL 1.0, which says too little of its objects.")), where=where, mend=mend)
    if not all(isinstance(document.get(name), list) for name in ("events", "objects")):
        raise InputError(Text(N_("The log holds no event, or no object that events are about.")), where=where, mend=mend)
    gathered = Gathered()
    for one in document["events"]:
        _event(one, gathered)
    for one in document["objects"]:
        _object(one, gathered)
    return Ocel.of(gathered, path.name)


def _event(one: Json, into: Gathered) -> None:
    if not isinstance(one, dict) or not (key := _text(one.get("id"))):
        return
    into.events.append((key, _text(one.get("type")), _text(one.get("time"))))
    into.links += [(key, other, qualifier) for other, qualifier in _related(one)]
    into.event_values += [(key, name, value) for name, value, _ in _values(one)]


def _object(one: Json, into: Gathered) -> None:
    if not isinstance(one, dict) or not (key := _text(one.get("id"))):
        return
    into.objects.append((key, _text(one.get("type"))))
    into.relations += [(key, other, qualifier) for other, qualifier in _related(one)]
    into.object_values += [(key, *value) for value in _values(one)]


def _related(one: Json) -> list[tuple[str, str]]:
    found = one.get("relationships") or ()
    return [(_text(r["objectId"]), _text(r.get("qualifier"))) for r in found if isinstance(r, dict) and _text(r.get("objectId"))]


def _values(one: Json) -> list[tuple[str, str, str]]:
    found = one.get("attributes") or ()
    return [
        (_text(a["name"]), _text(a.get("value")), _text(a.get("time")))
        for a in found
        if isinstance(a, dict) and _text(a.get("name")) and a.get("value") is not None
    ]


def _text(value: Json) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None or isinstance(value, dict | list) else str(value)
