"""Logs in which an event may be about several objects, and how they become logs of one kind of case (OCEL 2.0)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pupitre.kernel import N_, InputError, Place, Text
from pupitre.sources.cells.folding import roots
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

    def flattened(self, kind: str) -> pa.Table:
        """Return the log whose cases are the objects of one type, in the order of the file.

        An event about several of them stands once for each; an event about none is left out. `resource` and `unit` are those of the first
        person or machine that the event is about.

        Returns:
            `case`, `activity`, `ts`, `resource`, `unit`, `row` (place of the event in the log, from 1), then attributes as texts: those of
            the event, and those of the case under `case:`.
        """
        pairs = self._pairs()
        mine = pairs.filter(pc.equal(pairs.column("type"), kind))
        at = pc.index_in(mine.column("event"), value_set=self.events.column("event").combine_chunks())
        order = pc.sort_indices(pa.table({"at": at, "object": mine.column("object")}), [("at", "ascending"), ("object", "ascending")])
        at, case = at.take(order), mine.column("object").take(order)
        rows = self.events.take(at)
        who = self._who(rows.column("event"))
        columns = {
            "case": case,
            "activity": rows.column("type"),
            "ts": rows.column("ts"),
            "resource": who,
            "unit": self._unit_of(who),
            "row": pc.add(pc.cast(at, pa.int64()), 1),
        }
        columns |= _spread(self.event_values, "event", rows.column("event"), "")
        columns |= _spread(self.object_values, "object", case, "case:")
        return pa.table(columns)

    def unlinked(self, kind: str) -> int:
        """Return how many events are about no object of a type."""
        pairs = self._pairs()
        mine = pairs.filter(pc.equal(pairs.column("type"), kind))
        return int(self.events.num_rows) - int(pc.count_distinct(mine.column("event")).as_py())

    def _who(self, events: pa.ChunkedArray) -> pa.Array:
        pairs = self._pairs()
        doing = pairs.filter(pc.is_in(pairs.column("type"), value_set=pa.array(self.workers(), pa.string())))
        at = pc.index_in(events.combine_chunks(), value_set=doing.column("event").combine_chunks())
        return doing.column("object").combine_chunks().take(at)

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
