"""The log of a process held in memory, and the tables of the cases that an address keeps."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any, TypeVar, cast

import pyarrow as pa

from pupitre.desk import bulk
from pupitre.desk.homes import current
from pupitre.desk.manifest import files_of
from pupitre.desk.rows import read
from pupitre.desk.settings import events_at
from pupitre.desk.snapshot import ModelSnapshot, take
from pupitre.domains.processes import inputs
from pupitre.domains.processes.analysis import unknown
from pupitre.domains.processes.analysis.logs import log_away, log_of
from pupitre.domains.processes.analysis.publish import rows_of, unexplained
from pupitre.domains.processes.analysis.rules import judged
from pupitre.domains.processes.analysis.study import Study, studied, week_of
from pupitre.domains.processes.web.asked import Asked
from pupitre.domains.processes.web.picture import Cells, Flow, flow_of
from pupitre.domains.processes.web.quick import Look, first_rows, passed_rows, study_of
from pupitre.domains.processes.web.sight import AT_ONCE, LATER, OF_CASES
from pupitre.kernel import Snapshot
from pupitre.maths.process import remote
from pupitre.maths.process.filters import filtered
from pupitre.maths.process.index import Index, Worked, chosen, indexed, worked
from pupitre.maths.process.loops import loops
from pupitre.maths.process.routes import routed
from pupitre.records.models import Change
from pupitre.records.system import DATASET
from pupitre.tables import TABLES
from pupitre.tables.rows import derived_table

if TYPE_CHECKING:
    from pupitre.maths.process.log import Log

Made = TypeVar("Made")
LOGS, VIEWS, LOOKS = 3, 24, 1
"""Logs held at once in one process of the server, sets of cases of each, and those whose events the index still points at."""
VALUES = 50
"""An attribute with more values is a number in disguise: it is not offered to choose from."""


@dataclass(slots=True)
class Held:
    """A log with what was worked out of it; one reader at a time, since an engine answers one question at a time."""

    log: Log
    lock: RLock = field(default_factory=RLock)
    views: OrderedDict[Asked, Log] = field(default_factory=OrderedDict)
    made: OrderedDict[tuple[str, Asked], object] = field(default_factory=OrderedDict)
    beside: dict[str, Future[Any]] = field(default_factory=dict)  # what each gives is known to who asks for it
    looks: OrderedDict[Asked, Look] = field(default_factory=OrderedDict)

    def index(self) -> Index | None:
        """Return the log as arrays, made when first asked for; None for one that is too long or stays on another engine."""
        return self.once("index", Asked(), indexed)

    def look(self, asked: Asked) -> Look:
        """Return the cases that an address keeps, as the index knows them."""
        key, index = asked.cases_only, self.index()
        assert index is not None
        with self.lock:
            if key not in self.looks:
                self.looks[key] = Look.at(index, chosen(index, self.log, key.filter))
                if len(self.looks) > LOOKS:
                    self.looks.popitem(last=False)
            self.looks.move_to_end(key)
            return self.looks[key]

    def of(self, asked: Asked) -> Log:
        """Return the log of the cases that an address keeps."""
        key = asked.cases_only
        if not key.is_filtered:
            return self.log
        with self.lock:
            if key not in self.views:
                self.views[key] = filtered(self.log, key.filter)
                if len(self.views) > VIEWS:
                    self.views.popitem(last=False)
            self.views.move_to_end(key)
            return self.views[key]

    def once(self, name: str, asked: Asked, make: Callable[[Log], Made]) -> Made:
        """Return what is worked out of the cases that an address keeps, once for each."""
        return self.alone(name, asked, lambda: make(self.of(asked)))

    def alone(self, name: str, asked: Asked, make: Callable[[], Made]) -> Made:
        """Return what is worked out of the cases that an address keeps without their log, once for each."""
        with self.lock:
            key = (name, asked.cases_only)
            if key not in self.made:
                self.made[key] = make()
                if len(self.made) > 8 * VIEWS:
                    self.made.popitem(last=False)
            self.made.move_to_end(key)
            return cast("Made", self.made[key])


def held(process: str, *, on: date) -> Held | None:
    """Return the log of a process, encoded once a day as long as no file is poured in; None without any event that can be placed."""
    return _held(current().bulk, files_of("event", read(DATASET)), process, on)


@lru_cache(maxsize=LOGS)
def _held(_root: Path, _files: tuple[str, ...], process: str, on: date) -> Held | None:
    address = events_at()
    if address and process in remote.processes(address):
        log = log_away(address, process, until=on)
    else:
        log = routed(log_of(bulk.rows_once("event", {"process": [process]}), process, until=on))
    return Held(log) if log.activities else None


@dataclass(frozen=True, slots=True)
class Looked:
    """What the cases that an address keeps say, as published of all cases.

    Args:
        overview: Their figures, empty without any case. flow: Their steps, their passages, how many cases begin and end with each step.
        variants: Their most frequent paths. loops: Where their work goes back.
    """

    overview: Cells
    flow: Flow
    variants: tuple[Cells, ...]
    loops: tuple[Cells, ...]


def looked(process: str, asked: Asked, *, on: date) -> Looked | None:
    """Return what the cases that an address keeps say; None without any event that can be placed.

    Args:
        process: The key of a process in the reader's reach. asked: The choices of the address. on: Today.
    """
    log = held(process, on=on)
    if log is None:
        return None
    told = {name: tuple(rows.to_pylist()) for name, rows in tables(log, asked, process, on=on).items()}
    seen = told["processes.overview"]
    flow = flow_of(told["processes.step"], told["processes.flow"])
    return Looked(seen[0] if seen else {}, flow, told["processes.variant"], told["processes.loop"])


def tables(held: Held, asked: Asked, process: str, *, on: date) -> Mapping[str, pa.Table]:
    """Return the published tables of `AT_ONCE` for the cases that an address keeps, from the index of the log where it has one."""
    change = _change()
    model = _model(str(current().path), change, on)
    index = held.index()
    if index is None:
        return _of_study(held, asked, process, model, change)

    def make() -> Mapping[str, pa.Table]:
        look = held.look(asked)
        rows = first_rows(look, held.log, process, _worked(held, index, model, process)) if look.cases.cid.size else {}
        return {name: derived_table(inputs.PUBLISHES[name], rows.get(name, [])) for name in AT_ONCE}

    return held.alone(f"tables\x00{change}", asked, make)


def more_tables(held: Held, asked: Asked, process: str, *, on: date) -> Mapping[str, pa.Table]:
    """Return the other tables that the cases kept change (`LATER`): they take longer, and the page asks for them apart."""
    change = _change()
    model = _model(str(current().path), change, on)
    if held.index() is None:
        return _of_study(held, asked, process, model, change)

    def make(log: Log) -> Mapping[str, pa.Table]:
        look = held.look(asked)
        rows: dict[str, list[Mapping[str, object]]] = {}
        if look.cases.cid.size:
            rows["processes.handover"] = passed_rows(look, process, model.staff)
            rows["processes.rule_result"] = _broken(model, study_of(look, log, process))
        return {name: derived_table(inputs.PUBLISHES[name], rows.get(name, [])) for name in LATER}

    return held.once(f"more\x00{change}", asked, make)


def _change() -> int:
    """Return the last change of the home: what is worked out holds until the next one."""
    return Change.objects.order_by("-id").values_list("id", flat=True).first() or 0


def _worked(held: Held, index: Index, model: inputs.Model, process: str) -> Worked | None:
    """Return the working time of a log, when the hours of its process are known."""
    week = week_of(model.process(process) or unknown(process))
    return None if week is None else held.once(f"worked\x00{week}", Asked(), lambda log: worked(log, index, week))


def _of_study(held: Held, asked: Asked, process: str, model: inputs.Model, change: int) -> Mapping[str, pa.Table]:
    """Return the tables of `OF_CASES` for a log without index, computed as the examination does."""

    def make(log: Log) -> dict[str, pa.Table]:
        rows: dict[str, list[Mapping[str, object]]] = {}
        if size(log):  # a study needs an event
            study = studied(log, model.process(process) or unknown(process), seed=model.seed, staff=model.staff, has_loops=False)
            rows = rows_of(study) | {"processes.rule_result": _broken(model, study), "processes.loop": unexplained(loops(log), process)}
        return {name: derived_table(inputs.PUBLISHES[name], rows.get(name, [])) for name in OF_CASES}

    return held.once(f"study\x00{change}", asked, make)


def _broken(model: inputs.Model, study: Study) -> list[Mapping[str, object]]:
    """Return how the cases keep to each rule of their process, as published."""
    return [
        {
            "process": one.rule.process,
            "rule": one.rule.key,
            "case_count": one.result.cases,
            "broken_count": one.result.broken,
            "broken_share": one.result.broken / one.result.cases,
        }
        for one in judged(model, {study.process: study})
        if one.result is not None
    ]


def size(log: Log) -> int:
    """Return how many events a log has."""
    return int(log.rows(log.steps.count().as_table()).column(0)[0].as_py())


@lru_cache(maxsize=2)
def _model(_home: str, _change: int, on: date) -> inputs.Model:
    """Return the rows written of every process, once for each state of the home."""
    return inputs.read(cast("Snapshot", _Written(take(on=on))))


class _Written:
    """A snapshot without its events: what people wrote is little, what machines poured in is not."""

    def __init__(self, whole: ModelSnapshot) -> None:
        self._whole = whole

    def __getattr__(self, name: str) -> object:
        return getattr(self._whole, name)

    def table(self, name: str) -> pa.Table:
        """Return a table of the snapshot; no event."""
        return TABLES[name].empty() if name == "event" else self._whole.table(name)
