"""Which column of a table of events is the case, the step, the time, and why it is thought to be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import pyarrow.compute as pc

from pupitre.kernel import N_, InputError, Place, Text
from pupitre.sources.cells.folding import folded
from pupitre.sources.grid import Cells
from pupitre.sources.logs.pairs import ends_in, is_lifecycle
from pupitre.sources.logs.wide import NAMED, Wide, looks_wide
from pupitre.sources.mapping.foreign import likeness_elsewhere
from pupitre.sources.mapping.headers import Header, best_likeness, parse_header
from pupitre.sources.mapping.kinds import Columns, choose_kind, hints_of
from pupitre.sources.mapping.logs import paired
from pupitre.sources.mapping.profile import Profile, profile
from pupitre.sources.mapping.sequences import steps_among
from pupitre.tables.exchange import KINDS

EVENTS = KINDS["events"]
ROLES: Mapping[str, str] = {
    "case": "case", "activity": "activity", "time": "at", "start": "start", "resource": "resource", "unit": "department", "cost": "cost",
}  # fmt: skip
"""Role in a log → column of the kind `events`."""
NEEDED = ("case", "activity", "time")
BY_ORDER = 0.5
"""How sure a column is that was found by its cells alone: steps by their order, the moment by being the only one."""
TIMED = 0.9
"""Share of the cells that must be days with their time for a column of no known name to be the moment."""
MOST_WORDS = 16
"""Different words of the life of steps."""
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
        LookupError: A header told is not one of the file; it holds that header, then those of the file.
        InputError: The file is a list of something else, or has no case, no step or no time.
    """
    given = {role: _named(name, names) for role, name in told.items()}
    headers, profiles = tuple(parse_header(name) for name in names), tuple(profile(one) for one in cells)
    columns = Columns(headers, profiles, frozenset())
    if not set(NEEDED) <= set(given):
        _refuse_lists(file, columns)
    known = {names.index(name): ROLES[role] for role, name in given.items()}
    life = _life(names, headers, cells, known)
    # Where each step stands on two lines, one of them shows what comes back and what follows what.
    seen = [one.take(pc.indices_nonzero(ends_in(cells[life[0]].text))) for one in cells] if life else cells
    found, sure = paired(replace(columns, repeated=frozenset(life)), seen, known, tuple(ROLES.values()))
    if life and "activity" not in found.values():
        life, seen = [], cells
        found, sure = paired(columns, cells, known, tuple(ROLES.values()))
    timed = [i for i, seen in enumerate(profiles) if i not in found and seen.timed > TIMED]
    if "at" not in found.values() and "start" not in found.values() and len(timed) == 1:
        found[timed[0]], sure[timed[0]] = "at", BY_ORDER
    if "activity" not in found.values() and "at" in found.values() and (steps := steps_among(seen, profiles, found)) is not None:
        found[steps], sure[steps] = "activity", BY_ORDER
    roles = {column: role for role, column in ROLES.items()}
    fields = {roles[column]: names[i] for i, column in found.items()}
    scores = {roles[column]: round(sure[i], 2) for i, column in found.items()}
    reasons = {roles[column]: Text(N_("you said so")) if i in known else _why(roles[column], columns, i) for i, column in found.items()}
    if any(column == "activity" and sure[i] == BY_ORDER for i, column in found.items()):
        reasons["activity"] = Text(N_("its cells follow each other in an order, as steps do"))
    _alone_in_time(fields, reasons, scores, given)
    if not set(NEEDED) <= set(fields) and (wide := looks_wide(names, profiles)) is not None:
        _refuse_wide(file, wide)
    _refuse_missing(file, names, fields)
    ordered = {role: fields[role] for role in ROLES if role in fields}
    lifecycle = names[life[0]] if life else ""
    return Proposal(ordered, reasons, scores, lifecycle if lifecycle not in ordered.values() else "")


def _life(names: Sequence[str], headers: Sequence[Header], cells: Sequence[Cells], known: Mapping[int, str]) -> list[int]:
    """Return the columns that say whether a step begins or ends: by their header, else by their cells."""
    free = [i for i in range(len(names)) if i not in known]
    said = [i for i in free if LIFECYCLE in headers[i].roots]
    return said or [i for i in free if len(kinds := pc.unique(cells[i].text)) <= MOST_WORDS and is_lifecycle(kinds.to_pylist())]


def _named(name: str, names: Sequence[str]) -> str:
    """Return the header that a person means: as written, else as read without accents, case and marks."""
    if name in names:
        return name
    alike = [one for one in names if folded(one) == folded(name)]
    if len(alike) != 1:
        raise LookupError(name, tuple(names))
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
    header = columns.headers[i].roots
    if max(best_likeness(header, EVENTS.name, ROLES[role]), likeness_elsewhere(header, ROLES[role])) >= 0.7:
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


def _refuse_wide(file: str, wide: Wide) -> None:
    listed = ", ".join(wide.steps[:NAMED])
    raise InputError(
        Text(N_("Each row seems to be a case, whose steps are dated in columns of their own: %(names)s."), names=listed),
        where=Place(file),
        mend=Text(N_("Say --wide to take each of these dates as a step; else export one row per step.")),
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
