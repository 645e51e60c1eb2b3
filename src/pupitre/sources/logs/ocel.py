"""Logs in which an event may be about several objects, and how they become logs of one kind of case (OCEL 2.0)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pupitre.kernel import N_, InputError, Place, Text
from pupitre.sources.cells.folding import folded, roots
from pupitre.sources.cells.missing import is_missing
from pupitre.sources.grid import one_array
from pupitre.sources.logs.times import microseconds
from pupitre.sources.mapping.headers import best_likeness

OF_PERSONS = 0.85
"""Likeness to the names of a column of resources from which the name of a type says that its objects do the work."""
BUSY, FEW = 100, 100
"""Events per object, and number of objects, above and under which objects do the work rather than being worked on."""


@dataclass(slots=True)
class Gathered:
    """What a reader of one of the three forms gathers, list after list; `Ocel.of` checks it and makes it tables."""

    events: list[tuple[str, str, str]] = field(default_factory=list)
    objects: list[tuple[str, str]] = field(default_factory=list)
    links: list[tuple[str, str, str]] = field(default_factory=list)
    relations: list[tuple[str, str, str]] = field(default_factory=list)
    event_values: list[tuple[str, str, str]] = field(default_factory=list)
    object_values: list[tuple[str, str, str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Flattened:
    """A log of one kind of case.

    Args:
        rows: Its events.
        fields: Role → the attribute of events, or the type of objects, that was taken for it.
    """

    rows: pa.Table
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Ocel:
    """Events, objects, and which event is about which object.

    Args:
        events: `event`, `type`, `ts` (microseconds since 1970, null when unreadable), in the order of the file.
        objects: `object`, `type`.
        links: `event`, `object`, `qualifier`.
        relations: `source`, `target`, `qualifier`: objects that belong to each other.
        event_values: `event`, `name`, `value`. object_values: `object`, `name`, `value`: the last value known.
        faults: Kind of fault → how many: `repeated_event`, `repeated_object`, `unknown_event`, `unknown_object`.
    """

    events: pa.Table
    objects: pa.Table
    links: pa.Table
    relations: pa.Table
    event_values: pa.Table
    object_values: pa.Table
    faults: Mapping[str, int]

    @staticmethod
    def of(gathered: Gathered, file: str) -> Ocel:
        """Return what was gathered, checked: ids that stand twice count once, links to what is not there are left out and counted.

        Raises:
            InputError: There is no event, or no object.
        """
        if not gathered.events or not gathered.objects:
            raise InputError(
                Text(N_("The log holds no event, or no object that events are about.")),
                where=Place(file=file),
                mend=Text(N_("Export it again as OCEL 2.0, with its events, its objects and the links between them.")),
            )
        faults: dict[str, int] = {}
        events = _table(gathered.events, ("event", "type", "time"))
        objects = _table(gathered.objects, ("object", "type"))
        events, objects = _once(events, "event", faults), _once(objects, "object", faults)
        at = microseconds(events.column("time").combine_chunks())
        events = events.drop_columns("time").append_column("ts", at)
        links = _table(gathered.links, ("event", "object", "qualifier"))
        for kind, known in (("event", events), ("object", objects)):
            there = pc.is_in(links.column(kind), value_set=known.column(kind).combine_chunks())
            if lost := links.num_rows - (pc.sum(there).as_py() or 0):
                faults[f"unknown_{kind}"] = lost
            links = links.filter(there)
        values = _table(gathered.object_values, ("object", "name", "value", "time"))
        order = pc.sort_indices(pc.fill_null(microseconds(values.column("time").combine_chunks()), 0))
        return Ocel(
            events,
            objects,
            links,
            _table(gathered.relations, ("source", "target", "qualifier")),
            _table(gathered.event_values, ("event", "name", "value")),
            values.take(order).drop_columns("time"),
            faults,
        )

    def types(self) -> list[str]:
        """Return the types whose objects can be cases, that with the most events per object first; those that do the work are none."""
        counts = self._counts()
        kept = [(links / held, name) for name, links, held in counts if not _does_the_work(name, links, held)]
        return [name for _, name in sorted(kept, key=lambda one: (-one[0], one[1]))]

    def workers(self) -> list[str]:
        """Return the types whose objects do the work: people and machines."""
        return [name for name, links, held in self._counts() if _does_the_work(name, links, held)]

    def attributes(self) -> list[str]:
        """Return the names of the attributes of events."""
        return [str(name) for name in pc.unique(self.event_values.column("name")).to_pylist()]

    def _counts(self) -> list[tuple[str, int, int]]:
        """Return each type with events, how many pairs of event and object it has, and how many objects have one."""
        pairs = self._pairs()
        made = pairs.group_by("type", use_threads=False).aggregate([("event", "count"), ("object", "count_distinct")])
        columns = (made.column(name).to_pylist() for name in ("type", "event_count", "object_count_distinct"))
        return list(zip(*columns, strict=True))

    def _pairs(self) -> pa.Table:
        """Return each pair of event and object once, with the type of the object."""
        pairs = self.links.group_by(["event", "object"], use_threads=False).aggregate([]).select(["event", "object"])
        at = pc.index_in(pairs.column("object"), value_set=self.objects.column("object").combine_chunks())
        return pairs.append_column("type", self.objects.column("type").take(at))

    def kind_named(self, name: str) -> str:
        """Return the type of objects that a person means: as written, else as read without accents, case and marks.

        Raises:
            LookupError: No object is of it; it holds that name, then those of the log.
        """
        types = sorted({one for one, _, _ in self._counts()})
        alike = [name] if name in types else [one for one in types if folded(one) == folded(name)]
        if len(alike) != 1:
            raise LookupError(name, tuple(types))
        return alike[0]

    def flattened(self, kind: str, told: Mapping[str, str] | None = None) -> Flattened:
        """Return the log whose cases are the objects of one type, in the order of the file.

        An event about several of them stands once for each; an event about none is left out. `resource` and `unit` are those of the first
        person or machine that the event is about; without any, what an attribute of the event says under such a name.

        Args:
            kind: The type. told: Role (`activity`, `time`, `start`, `resource`, `unit`, `cost`) → the attribute of events, for the resource
                the type of objects too, that a person named; empty for none.

        Returns:
            Rows of `case`, `activity`, `ts`, `resource`, `unit`, `row` (place of the event in the log, from 1), then attributes as texts:
            those of the event, and those of the case under `case:`.

        Raises:
            LookupError: The log has nothing of a name told.
        """
        told = told or {}
        pairs = self._pairs()
        mine = pairs.filter(pc.equal(pairs.column("type"), kind))
        at = pc.index_in(mine.column("event"), value_set=self.events.column("event").combine_chunks())
        order = pc.sort_indices(pa.table({"at": at, "object": mine.column("object")}), [("at", "ascending"), ("object", "ascending")])
        at, case = at.take(order), mine.column("object").take(order)
        rows = self.events.take(at)
        said = _spread(self.event_values, "event", rows.column("event"), "")
        fields: dict[str, str] = {}
        who = self._who(rows.column("event"), said, told, fields)
        unit = self._unit_of(who) if "unit" not in told else pa.nulls(len(who), pa.string())
        if unit.null_count == len(unit):
            unit = _said(said, "unit", told, fields, len(who))
        named = {role: _said(said, role, told, fields, len(who)) for role in ("activity", "time", "start", "cost") if told.get(role)}
        columns = {
            "case": case,
            "activity": named.get("activity", rows.column("type")),
            "ts": microseconds(named["time"]) if "time" in named else rows.column("ts"),
            "resource": who,
            "unit": unit,
            "row": pc.add(pc.cast(at, pa.int64()), 1),
        }
        if "start" in named:
            columns["start"] = microseconds(named["start"])
        if "cost" in named:
            columns["cost"] = pc.cast(pc.if_else(_is_number(named["cost"]), named["cost"], pa.scalar(None, pa.string())), pa.float64())
        columns |= {name if name not in columns else f"{name} ": one for name, one in said.items() if name not in fields.values()}
        columns |= _spread(self.object_values, "object", case, "case:")
        return Flattened(pa.table(columns), fields)

    def unlinked(self, kind: str) -> int:
        """Return how many events are about no object of a type."""
        pairs = self._pairs()
        mine = pairs.filter(pc.equal(pairs.column("type"), kind))
        return int(self.events.num_rows) - int(pc.count_distinct(mine.column("event")).as_py())

    def _who(self, events: pa.ChunkedArray, said: Mapping[str, pa.Array], told: Mapping[str, str], fields: dict[str, str]) -> pa.Array:
        """Return who or what did each event: objects that do the work, or are tied to events as those that do; else what events say."""
        wanted = told.get("resource")
        links = self.links
        types = self.objects.column("type").take(
            pc.index_in(links.column("object"), value_set=self.objects.column("object").combine_chunks())
        )
        if wanted is None:
            doing = pc.is_in(types, value_set=pa.array(self.workers(), pa.string()))
            if not pc.any(doing).as_py():
                ties = [one for one in pc.unique(links.column("qualifier")).to_pylist() if one and _likeness(one, "resource") >= OF_PERSONS]
                doing = pc.is_in(links.column("qualifier"), value_set=pa.array(ties, pa.string()))
        else:
            doing = pc.or_(pc.equal(types, wanted), pc.equal(links.column("qualifier"), wanted)) if wanted else pc.is_null(types)
        if pc.any(doing).as_py():
            links = links.filter(doing)
            if wanted:
                fields["resource"] = wanted
            at = pc.index_in(events.combine_chunks(), value_set=links.column("event").combine_chunks())
            return links.column("object").combine_chunks().take(at)
        return _said(said, "resource", told, fields, len(events))

    def _unit_of(self, who: pa.Array) -> pa.Array:
        """Return the department of people and machines, when one of their attributes is it."""
        names = pc.unique(self.object_values.column("name")).to_pylist()
        scored = [(best_likeness(roots(name), "events", "department"), name) for name in names]
        best, name = max(scored, default=(0.0, ""))
        if best < OF_PERSONS:
            return pa.nulls(len(who), pa.string())
        rows = self.object_values.filter(pc.equal(self.object_values.column("name"), name))
        return rows.column("value").combine_chunks().take(_last(rows.column("object"), who))


def _table(rows: Sequence[tuple[str, ...]], names: Sequence[str]) -> pa.Table:
    columns: Iterable[Sequence[str]] = zip(*rows, strict=True) if rows else ((),) * len(names)
    return pa.table({name: pa.array(column, pa.string()) for name, column in zip(names, columns, strict=True)})


def _once(rows: pa.Table, name: str, faults: dict[str, int]) -> pa.Table:
    codes = rows.column(name).combine_chunks().dictionary_encode().indices.to_numpy()
    _, first = np.unique(codes, return_index=True)
    if lost := rows.num_rows - len(first):
        faults[f"repeated_{name}"] = lost
        return rows.take(pa.array(np.sort(first)))
    return rows


def _does_the_work(name: str, links: int, held: int) -> bool:
    """Whether objects are people or machines: by the name of their type, or since few of them take part in very many events."""
    return best_likeness(roots(name), "events", "resource") >= OF_PERSONS or (links > BUSY * held and held <= FEW)


def _likeness(name: str, role: str) -> float:
    return best_likeness(roots(name), "events", {"unit": "department", "time": "at"}.get(role, role))


def _said(said: Mapping[str, pa.Array], role: str, told: Mapping[str, str], fields: dict[str, str], size: int) -> pa.Array:
    """Return what events say of a role: the attribute told, else the one whose name is that of the role; marks of absence are none."""
    wanted = told.get(role)
    if wanted:
        alike = [wanted] if wanted in said else [name for name in said if folded(name) == folded(wanted)]
        if len(alike) != 1:
            raise LookupError(wanted, tuple(said))
    else:
        scored = [] if wanted is not None else [(_likeness(name, role), name) for name in said]
        best = max(scored, default=(0.0, ""))
        alike = [best[1]] if best[0] >= OF_PERSONS else []
    if not alike:
        return pa.nulls(size, pa.string())
    fields[role] = alike[0]
    column = one_array(said[alike[0]])
    if role not in ("resource", "unit"):
        return column
    return pc.if_else(is_missing(pc.utf8_trim_whitespace(column), among_words=False), pa.scalar(None, pa.string()), column)


def _is_number(text: pa.Array) -> pa.Array:
    return pc.fill_null(pc.match_substring_regex(text, r"^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$"), False)


def _last(keys: pa.ChunkedArray, wanted: pa.Array) -> pa.Array:
    """Return where each key wanted stands last."""
    reverse = pa.array(np.arange(len(keys))[::-1])
    at = pc.index_in(wanted, value_set=keys.combine_chunks().take(reverse))
    return pc.subtract(len(keys) - 1, pc.cast(at, pa.int64()))


def _spread(values: pa.Table, key: str, wanted: pa.ChunkedArray, prefix: str) -> dict[str, pa.Array]:
    """Return one column per attribute, for the events or objects wanted."""
    keys = pc.unique(wanted.combine_chunks() if isinstance(wanted, pa.ChunkedArray) else wanted)
    mine = values.filter(pc.is_in(values.column(key), value_set=keys))
    columns = {}
    for name in pc.unique(mine.column("name")).to_pylist():
        rows = mine.filter(pc.equal(mine.column("name"), name))
        at = _last(rows.column(key), wanted.combine_chunks() if isinstance(wanted, pa.ChunkedArray) else wanted)
        columns[f"{prefix}{name}"] = rows.column("value").combine_chunks().take(at)
    return columns
