"""Nets that pm4py wrote, read back."""

from __future__ import annotations

from xml.etree import ElementTree as ET  # our own peer wrote the file

from pupitre.maths.process.discovery import Net, Transition


def from_pnml(text: str) -> Net:
    """Return the workflow net of a PNML file."""
    root = ET.fromstring(text)
    places: dict[str, int] = {}
    labels: dict[str, str | None] = {}
    takes: dict[str, list[int]] = {}
    gives: dict[str, list[int]] = {}
    for element in root.iter():
        kind, key = element.tag.rpartition("}")[2], element.get("id", "")
        if kind == "place" and key:
            places[key] = len(places)
        elif kind == "transition":
            is_silent = any("invisible" in part.get("activity", "") for part in element)
            labels[key] = None if is_silent else next(part.text or "" for part in element.iter() if part.tag.endswith("text"))
    for arc in root.iter():
        if arc.tag.rpartition("}")[2] == "arc":
            source, target = arc.get("source", ""), arc.get("target", "")
            if source in places:
                takes.setdefault(target, []).append(places[source])
            else:
                gives.setdefault(source, []).append(places[target])
    transitions = tuple(Transition(label, tuple(takes[key]), tuple(gives[key])) for key, label in labels.items())
    entered = {place for t in transitions for place in t.gives}
    left = {place for t in transitions for place in t.takes}
    source = next(place for place in places.values() if place not in entered)
    sink = next(place for place in places.values() if place not in left)
    return Net(len(places), transitions, source, sink)
