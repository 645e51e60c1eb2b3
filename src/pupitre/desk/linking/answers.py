"""What people answer to proposed links: yes, no and why, or that a thing serves nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pupitre.desk.changes import edit
from pupitre.desk.changes.turn import writing
from pupitre.desk.linking.things import LinkKind
from pupitre.desk.rights import Viewer, reach
from pupitre.desk.rows import columns, read
from pupitre.kernel import N_, InputError, RefusedError, Text
from pupitre.records.cells import Plain
from pupitre.records.system import ROWS

Pair = tuple[str, str]
NOTHING = ""
"""The target of a thing that serves nothing."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What was answered for one kind of link.

    Args:
        refused: Pairs refused, with the reason. nothing: Things that serve nothing, with the reason.
    """

    refused: Mapping[Pair, str]
    nothing: Mapping[str, str]


def answers() -> dict[str, Answers]:
    """Return what people answered so far, by kind of link."""
    names = columns(ROWS["link_state"])
    found: dict[str, tuple[dict[Pair, str], dict[str, str]]] = {}
    for (kind, source, target), row in read(ROWS["link_state"]).items():
        said = dict(zip(names, row, strict=True))
        refused, nothing = found.setdefault(str(kind), ({}, {}))
        if target and said["state"] == "refused":
            refused[str(source), str(target)] = str(said["reason"] or "")
        elif not target and said["state"] == "accepted":
            nothing[str(source)] = str(said["reason"] or "")
    return {kind: Answers(*both) for kind, both in found.items()}


def accept(kind: LinkKind, pairs: Sequence[Pair], *, viewer: Viewer) -> tuple[int, int]:
    """Write links that were proposed, as one change; return its number and how many links it writes.

    A thing that somebody linked in the meantime keeps its link.

    Raises:
        InputError: No pair is given.
        RefusedError: One of the things is not theirs to link.
    """
    _some(pairs)
    _theirs(kind, pairs, viewer)
    why = Text.many(N_("%(count)s proposed link accepted"), N_("%(count)s proposed links accepted"), count=len(pairs))
    with writing():
        if kind.field:
            held = _held(kind)
            rows = {source: target for source, target in pairs if source in held and not held[source]}
            written = {kind.source: [{"key": source, kind.field: target} for source, target in rows.items()]}
        else:
            written = {"contribution": [{"project": s, "objective": t, "basis": "accepted"} for s, t in pairs]}
        change = edit({table: rows for table, rows in written.items() if rows}, by=viewer.name, why=why).change_id
        return change or 0, sum(map(len, written.values()))


def refuse(kind: LinkKind, pairs: Sequence[Pair], reason: str, *, viewer: Viewer, on: date) -> int:
    """Refuse proposed links with one reason, remembered so that none is proposed again; return the number of the change.

    Raises:
        InputError: No pair or no reason is given.
        RefusedError: One of the things is not theirs to link.
    """
    _some(pairs)
    _theirs(kind, pairs, viewer)
    said = _reason(reason)
    rows = [{"kind": kind.name, "source": s, "target": t, "state": "refused", "reason": said, "on": on} for s, t in pairs]
    why = Text(N_("Proposed link refused: %(reason)s"), reason=said)
    return edit({"link_state": rows}, by=viewer.name, why=why).change_id or 0


def say_nothing(kind: LinkKind, sources: Sequence[str], reason: str, *, viewer: Viewer, on: date) -> int:
    """Say that things were looked at and serve nothing; return the number of the change.

    For projects the strategy hears of it: a link to no objective, refused, tells an orphan from a project that nobody looked at.

    Raises:
        InputError: No thing or no reason is given.
        RefusedError: One of the things is not theirs to link.
    """
    _some(sources)
    _theirs(kind, [(source, NOTHING) for source in sources], viewer)
    said = _reason(reason)
    states = [{"kind": kind.name, "source": s, "target": NOTHING, "state": "accepted", "reason": said, "on": on} for s in sources]
    rows: dict[str, list[dict[str, object]]] = {"link_state": states}
    if not kind.field:
        rows["contribution"] = [{"project": source, "objective": NOTHING, "basis": "refused"} for source in sources]
    return edit(rows, by=viewer.name, why=Text(N_("Looked at, serves nothing: %(reason)s"), reason=said)).change_id or 0


def reconsider(kind: LinkKind, source: str, *, viewer: Viewer) -> int:
    """Take back that a thing serves nothing; return the number of the change.

    Raises:
        RefusedError: It is not theirs to link.
    """
    _theirs(kind, [(source, NOTHING)], viewer)
    rows: dict[str, list[dict[str, object]]] = {
        "link_state": [{"kind": kind.name, "source": source, "target": NOTHING, "state": None, "reason": None}]
    }
    if not kind.field:
        rows["contribution"] = [{"project": source, "objective": NOTHING, "basis": None}]
    return edit(rows, by=viewer.name, why=Text(N_("To be linked again"))).change_id or 0


def _held(kind: LinkKind) -> dict[str, Plain]:
    table = ROWS[kind.source]
    at = columns(table).index(kind.field)
    return {str(key[0]): row[at] for key, row in read(table).items()}


def _some(given: Collection[object]) -> None:
    if not given:
        raise InputError(Text(N_("Nothing is ticked.")), mend=Text(N_("Tick what you want to answer, then press the button again.")))


def _reason(said: str) -> str:
    if not said.strip():
        raise InputError(Text(N_("No reason is written.")), mend=Text(N_("Say in a few words why: it will be remembered.")))
    return said.strip()


def _theirs(kind: LinkKind, pairs: Sequence[Pair], viewer: Viewer) -> None:
    held = reach(viewer)
    known = {table: {str(key[0]) for key in read(ROWS[table])} for table in (kind.source, kind.target)}
    for source, target in pairs:
        is_known = source in known[kind.source] and (not target or target in known[kind.target])
        if not is_known or not held.holds(kind.source, source) or not held.sees(kind.target, target):
            mend = Text(N_("Load the page again: what it proposes has changed."))
            raise RefusedError(Text(N_("One of these things is not yours to link, or no longer exists.")), mend=mend)
