"""Which column of a table of events is the case, the step, the time, and why it is thought to be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pupitre.kernel import N_, InputError, Place, Text
from pupitre.sources.cells.folding import folded
from pupitre.sources.grid import Cells
from pupitre.sources.mapping.headers import best_likeness, parse_header
from pupitre.sources.mapping.kinds import Columns, choose_kind, hints_of
from pupitre.sources.mapping.logs import paired
from pupitre.sources.mapping.profile import Profile, profile
from pupitre.tables.exchange import KINDS

EVENTS = KINDS["events"]
ROLES: Mapping[str, str] = {
    "case": "case", "activity": "activity", "time": "at", "start": "start", "resource": "resource", "unit": "department", "cost": "cost",
}  # fmt: skip
"""Role in a log → column of the kind `events`."""
NEEDED = ("case", "activity", "time")
LIFECYCLE = "lifecycl"
"""Root of the header of a column that says whether a step begins or ends."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What each column is taken for.

    Args:
        fields: Role → name of the column. reasons: Role → why. scores: Role → confidence, 0–1.
        lifecycle: The column that says whether a step begins or ends; empty without one.
    """

    fields: Mapping[str, str]
    reasons: Mapping[str, Text] = field(default_factory=dict)
    scores: Mapping[str, float] = field(default_factory=dict)
    lifecycle: str = ""


def propose(file: str, names: Sequence[str], cells: Sequence[Cells], told: Mapping[str, str]) -> Proposal:
    """Return what the columns of a table are taken for.

    Args:
        file: Name of the file.
        names: Its headers. cells: A sample of each column.
        told: Role → header, for those that a person named.

    Raises:
        LookupError: A header told is not one of the file; its message is the header.
        InputError: The file is a list of something else, or has no case, no step or no time.
    """
    given = {role: _named(name, names) for role, name in told.items()}
    columns = Columns(tuple(parse_header(name) for name in names), tuple(profile(one) for one in cells), frozenset())
    if not set(NEEDED) <= set(given):
        _refuse_lists(file, columns)
    known = {names.index(name): ROLES[role] for role, name in given.items()}
    found, sure = paired(columns, cells, known, tuple(ROLES.values()))
    roles = {column: role for role, column in ROLES.items()}
    fields = {roles[column]: names[i] for i, column in found.items()}
    scores = {roles[column]: round(sure[i], 2) for i, column in found.items()}
    reasons = {roles[column]: Text(N_("you said so")) if i in known else _why(roles[column], columns, i) for i, column in found.items()}
    _alone_in_time(fields, reasons, scores, given)
    _refuse_missing(file, names, fields)
    ordered = {role: fields[role] for role in ROLES if role in fields}
    lifecycle = next((name for name, header in zip(names, columns.headers, strict=True) if LIFECYCLE in header.roots), "")
    return Proposal(ordered, reasons, scores, lifecycle if lifecycle not in ordered.values() else "")


def _named(name: str, names: Sequence[str]) -> str:
    """Return the header that a person means: as written, else as read without accents, case and marks."""
    if name in names:
        return name
    alike = [one for one in names if folded(one) == folded(name)]
    if len(alike) != 1:
        raise LookupError(name)
    return alike[0]


def _alone_in_time(fields: dict[str, str], reasons: dict[str, Text], scores: dict[str, float], given: Mapping[str, str]) -> None:
    """Take the only time of a log as that of its events, though it says when they begin."""
    if "time" not in fields and "start" in fields and "start" not in given:
        fields["time"], scores["time"] = fields.pop("start"), scores.pop("start")
        reasons["time"] = Text(N_("it is the only time of the log"))
        reasons.pop("start")


def _why(role: str, columns: Columns, i: int) -> Text:
    """Return what tells that a column has a role."""
    seen: Profile = columns.profiles[i]
    if best_likeness(columns.headers[i].roots, EVENTS.name, ROLES[role]) >= 0.7:
        if role in ("time", "start") and seen.timed > 0.5:
            return Text(N_("its name says so, and its cells hold a day and a time"))
        return Text(N_("its name says so"))
    return Text(N_("its cells look like it"))


def _refuse_lists(file: str, columns: Columns) -> None:
    """Refuse a file that is a list of another kind of thing: none of its columns holds times of the day."""
    best = choose_kind(columns, hints_of([file]))
    if best.kind is None or best.kind.name == EVENTS.name or any(seen.timed > 0.5 for seen in columns.profiles):
        return
    raise InputError(
        Text(N_("This file is no log of events; each of its rows looks like this: %(what)s"), what=Text(best.kind.says)),
        where=Place(file),
        mend=Text(N_("Give a log of events, or say which columns hold the case, the step and the time.")),
    )


def _refuse_missing(file: str, names: Sequence[str], fields: Mapping[str, str]) -> None:
    said = {
        "case": Text(N_("No column says which case each event is of, such as an order or a ticket.")),
        "activity": Text(N_("No column says which step was done.")),
        "time": Text(N_("No column says when each step was done.")),
    }
    for role, what in said.items():
        if role not in fields:
            raise InputError(
                what,
                where=Place(file),
                mend=Text(N_("Name the column with --%(role)s; the file has: %(names)s."), role=role, names=", ".join(names[:40])),
            )
