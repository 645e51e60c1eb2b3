"""What changes would do to the objectives, on the simulated futures of the last examination."""

from __future__ import annotations

from typing import Annotated, Literal

from django.http import HttpRequest
from ninja import NinjaAPI
from pydantic import BaseModel, Field

from pupitre.desk.attainment import held
from pupitre.desk.rights import reach
from pupitre.desk.what_if import MOST_CHANGES, Moved, suppose
from pupitre.kernel import N_, RefusedError, Text
from pupitre.web.api import shapes, values
from pupitre.web.api.gate import offer


class SupposedChange(shapes.Given):
    """One change: what is done, to what, by how much; each kind takes its own fields."""

    do: Literal["cancel", "delay", "run", "treat", "shift", "learn", "fix"]
    project: shapes.Code | None = None
    risk: shapes.Code | None = None
    key_result: shapes.Code | None = None
    kpi: shapes.Code | None = None
    source: shapes.Code | None = None
    mode: shapes.Code | None = None
    days: shapes.Number | None = None
    effect_share: shapes.Number | None = None
    chance_share: shapes.Number | None = None
    by: shapes.Number | None = None
    size: shapes.Number | None = None
    kind: shapes.Code | None = None
    key: shapes.Code | None = None
    family: shapes.Code | None = None


class WhatIf(shapes.Given):
    """Changes supposed together."""

    changes: Annotated[list[SupposedChange], Field(min_length=1, max_length=MOST_CHANGES)]


class ChanceMove(BaseModel):
    """What the changes do to one probability."""

    key: str
    before: float
    after: float
    gain: float
    error: float = Field(description="The standard error of the gain.")
    is_noise: bool = Field(description="Whether the gain does not stand out from noise.")


class FinishMove(BaseModel):
    """What the changes do to the median finish of a project; null when it never finishes."""

    project: str
    before: str | None
    after: str | None


class Supposition(BaseModel):
    """What changes would do, within reach."""

    run: int = Field(description="The examination whose simulated futures were used.")
    on: str
    objectives: list[ChanceMove]
    key_results: list[ChanceMove] = Field(description="Those that move.")
    finishes: list[FinishMove] = Field(description="The projects that move.")


def add(api: NinjaAPI) -> None:
    """Give what-ifs their address."""
    offer(api, "POST", "/what-if", what_if, tag="what-if", response={200: Supposition}, summary=N_("Suppose changes"))


def what_if(request: HttpRequest, body: WhatIf) -> values.Json:
    """Nothing is written. Of two changes to one thing, days add up and shares multiply."""
    futures = held()
    if futures is None:
        what = Text(N_("No probability has been computed yet."))
        raise RefusedError(what, mend=Text(N_("Load objectives with their key results and KPIs, then examine.")))
    found = suppose(futures, [one.model_dump(exclude_none=True) for one in body.changes], reach(request.viewer))
    return {
        "run": found.run,
        "on": found.on.isoformat(),
        "objectives": [moved(one) for one in found.objectives],
        "key_results": [moved(one) for one in found.key_results],
        "finishes": [
            {"project": key, "before": before.isoformat() if before else None, "after": after.isoformat() if after else None}
            for key, before, after in found.finishes
        ],
    }


def moved(one: Moved) -> values.Json:
    """Return what changes do to one probability as programs read it."""
    gain = one.gain
    return {"key": one.key, "before": gain.before, "after": gain.after, "gain": gain.gain, "error": gain.error, "is_noise": gain.is_noise}
