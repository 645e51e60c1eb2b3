"""The simulated futures of the last examination, held by each process for what-ifs."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from threading import Lock
from typing import Final

import pyarrow as pa

from pupitre.desk import derived
from pupitre.desk.homes import current
from pupitre.desk.snapshot import ModelSnapshot
from pupitre.impact.attainment import Draws, draw
from pupitre.impact.attainment.promises import Kept
from pupitre.impact.effects.past import past_of
from pupitre.impact.inputs import READS
from pupitre.impact.model import Model, model_of
from pupitre.impact.results import DRAWS
from pupitre.records.models import DerivedTable, ExaminationRun

TABLE: Final = "impact.objective_chance"
MOST_HELD: Final = 2
"""A page that was opened during the last examination may still ask about the one before."""


@dataclass(frozen=True, slots=True)
class Held:
    """The world of an examination and its draws.

    Args:
        run: The number of the examination. on: The day examined.
    """

    run: int
    on: date
    model: Model
    draws: Draws


_held: Final[OrderedDict[tuple[Path, int], Held]] = OrderedDict()
_lock: Final = Lock()


def held() -> Held | None:
    """Return the draws of the last examination that told probabilities, made once in each process; None before the first one.

    They are the ones that the examination drew: the same world, the same seed.
    """
    last = DerivedTable.objects.filter(name=TABLE).order_by("-run_id").values_list("run_id", flat=True).first()
    if last is None:
        return None
    key = (current().path, last)
    with _lock:  # a second request waits for the first instead of drawing the same again
        if key not in _held:
            hold(key, _made(last))
        _held.move_to_end(key)
        return _held[key]


def hold(key: tuple[Path, int], one: Held) -> None:
    """Keep the draws of an examination of a home, in the place of the oldest ones."""
    _held[key] = one
    while len(_held) > MOST_HELD:
        _held.popitem(last=False)


def published() -> dict[str, pa.Table]:
    """Return the derived tables that the world is read from, as they were left last."""
    return derived.latest_of(tuple(table for table in READS if "." in table))


def past() -> Kept | None:
    """Return what past decisions kept of the effects declared, as the last examination measured them."""
    return past_of(derived.latest("impact.decision_effect"))


def _made(number: int) -> Held:
    run = ExaminationRun.objects.get(pk=number)
    snapshot = ModelSnapshot(on=run.on, seed=run.seed, known=run.known)
    for name, rows in published().items():
        snapshot.publish(name, rows)
    model = model_of(snapshot, past())
    return Held(number, run.on, model, draw(model.world, draws=DRAWS))
