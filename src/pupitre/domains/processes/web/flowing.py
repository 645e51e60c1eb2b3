"""The map of a process and the figures of the cases kept, asked by programs with the words of the page's address."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, Final
from urllib.parse import unquote

from django.http import HttpRequest
from django.utils import timezone
from ninja import NinjaAPI, Query
from pydantic import BaseModel, Field, create_model

from pupitre import words
from pupitre.desk.rights import reach
from pupitre.domains.processes.explains import OVERVIEW
from pupitre.domains.processes.web.asked import ARROW, Asked, asked
from pupitre.domains.processes.web.cases import attributes
from pupitre.domains.processes.web.live import Held, Looked, held, looked
from pupitre.domains.processes.web.picture import Cells
from pupitre.kernel import N_, Explained, InputError, Place, Text
from pupitre.records.models import MODELS
from pupitre.web.api import shapes, values
from pupitre.web.api.gate import offer
from pupitre.web.api.refusals import UnknownError, language

MOST: Final = 20
SEVERAL = Query([], max_length=MOST)
Texts = list[Annotated[str, Field(max_length=300)]]
AS_ATTRIBUTE: Final = Text(N_("Write it as attribute=value, with a name that /processes/{key}/attributes lists."))
AS_STEP: Final = Text(N_("Write steps as the map does, and a path as “first → second”."))
NOTHING: Final[Cells] = {"case_count": 0, "event_count": 0}


class Figures(BaseModel):
    """The cases kept in figures; one that cannot be told is null, `reason_said` then says why."""

    case_count: int
    event_count: int
    variant_count: int | None
    activity_count: int | None
    open_count: int | None
    first_on: str | None
    last_on: str | None
    lead_median_days: float | None
    lead_mean_days: float | None
    lead_p90_days: float | None
    wait_share: float | None
    weekly_cases: float | None
    rework_share: float | None
    reason: str | None
    reason_said: str | None


class FlowStep(BaseModel):
    """A step of the cases kept; waits and work are in days, in mean per finished case."""

    activity: str
    event_count: int
    case_count: int = Field(description="Finished cases that have it.")
    wait_days: float | None
    touch_days: float | None
    wait_share: float | None
    rework_count: int


FlowEdge = create_model(
    "FlowEdge",
    __doc__="From which step to which the cases kept go: how often, and how long after.",
    **{"from": (str, ...), "to": (str, ...), "count": (int, ...)},  # "from" is a word of Python: it cannot name a field
    mean_days=(float | None, None),
    median_days=(float | None, None),
    p95_days=(float | None, None),
)


class FlowEnd(BaseModel):
    """A step at which cases begin, or end."""

    activity: str
    case_count: int


class FlowVariant(BaseModel):
    """A path from the first step to the last, and how many cases take it."""

    rank: int
    path: list[str]
    case_count: int
    share: float
    lead_median_days: float | None


class ProcessFlow(BaseModel):
    """The map of a process, for the cases that the address keeps."""

    process: str
    on: str
    figures: Figures
    steps: list[FlowStep]
    edges: list[FlowEdge]
    starts: list[FlowEnd]
    ends: list[FlowEnd]
    variants: list[FlowVariant] = Field(description="The most frequent ones, 20 at most.")


class AttributeValue(BaseModel):
    """A value of an attribute, and how many cases hold it."""

    value: str
    case_count: int


class ProcessAttribute(BaseModel):
    """Something that the cases of a process may be chosen by: its values, the most frequent first."""

    name: str
    values: list[AttributeValue]


def add(api: NinjaAPI) -> None:
    """Give the map its address, and what its cases may be chosen by."""
    offered: tuple[tuple[str, Callable[..., object], object, str], ...] = (
        ("/processes/{key}/flow", read_flow, {200: ProcessFlow}, N_("Read the map of one and the figures of the cases kept")),
        ("/processes/{key}/attributes", list_attributes, {200: list[ProcessAttribute]}, N_("List what the cases of one may be chosen by")),
    )
    for path, view, response, summary in offered:
        offer(api, "GET", path, view, tag="processes", response=response, summary=summary)


def read_flow(
    request: HttpRequest,
    key: str,
    since: shapes.Day | None = None,
    until: shapes.Day | None = None,
    of: Texts = SEVERAL,
    through: Texts = SEVERAL,
    without: Texts = SEVERAL,
    path: Texts = SEVERAL,
    top: Annotated[int, Field(ge=1, le=1000)] | None = None,
) -> values.Json:
    """Whole cases are kept: those begun between two days, those that hold `attribute=value`, those with or without a step, those with a
    step right after another (`first → second`), those of the most frequent paths."""
    on, name = timezone.localdate(), _known(request, key)
    log = held(name, on=on)
    wanted = asked(request.GET, activities=log.log.activities if log else ())
    _refuse_unknown(log, wanted, {"of": of, "through": through, "without": without, "path": path})
    seen, lang = looked(name, wanted, on=on), language(request)
    return {"process": name, "on": on.isoformat(), **(_map(seen, lang) if seen else _silent(lang))}


def list_attributes(request: HttpRequest, key: str) -> list[values.Json]:
    """Those with several values, 50 at most: a name that tells nearly every case apart chooses nothing."""
    log = held(_known(request, key), on=timezone.localdate())
    return [
        {"name": one.name, "values": [{"value": value, "case_count": count} for value, count in one.values]}
        for one in (attributes(log) if log else ())
    ]


def _known(request: HttpRequest, key: str) -> str:
    """Return the process that an address names.

    Raises:
        UnknownError: There is none, or none in reach.
    """
    name = unquote(key)
    if not reach(request.viewer).sees("process", name) or not MODELS["process"].objects.filter(key=name).exists():
        raise UnknownError
    return name


def _refuse_unknown(log: Held | None, kept: Asked, given: Mapping[str, list[str]]) -> None:
    """Refuse a choice that the log does not know: a program must not take all cases for those it asked for."""
    if log is None:
        return
    known = {
        "of": {f"{name}={value}" for name, value in kept.attributes if name in log.log.attributes},
        "through": set(kept.through),
        "without": set(kept.without),
        "path": {ARROW.join(one) for one in kept.paths},
    }
    for name, listed in given.items():
        for one in listed:
            if one not in known[name]:
                what = Text(N_("The log of this process knows nothing called “%(name)s”."), name=one)
                mend = AS_ATTRIBUTE if name == "of" else AS_STEP
                raise InputError(what, where=Place(column=name), mend=mend)


def _map(seen: Looked, lang: words.Lang) -> values.Json:
    return {
        "figures": _figures(seen.overview or NOTHING, lang),
        "steps": list(seen.flow.steps.values()),
        "edges": [{**one, "count": one["event_count"]} for one in seen.flow.ways.values()],
        "starts": _ends(seen.flow.starts),
        "ends": _ends(seen.flow.ends),
        "variants": list(seen.variants),
    }


def _silent(lang: words.Lang) -> values.Json:
    """Return what is told of a process without any event."""
    none: values.Json = {"steps": [], "edges": [], "starts": [], "ends": [], "variants": []}
    return {"figures": _figures({**NOTHING, "reason": "no_log"}, lang), **none}


def _ends(counts: Mapping[str, int]) -> list[values.Json]:
    return [{"activity": name, "case_count": counts[name]} for name in sorted(counts, key=lambda name: (-counts[name], name))]


def _figures(row: Cells, lang: words.Lang) -> values.Json:
    return told(dict.fromkeys(Figures.model_fields) | row, Figures, OVERVIEW, lang)


def told(row: Cells, shape: type[BaseModel], said: Explained, lang: words.Lang) -> values.Json:
    """Return a row of a computed table in a shape, the reason of its absent figures in words."""
    found = {name: values.shown(row[name], "text", "") for name in shape.model_fields if name in row}
    reason = said.reasons.get(str(row["reason"] or ""))
    return found | {"reason": row["reason"] or None, "reason_said": words.render(reason, lang) if reason else None}
