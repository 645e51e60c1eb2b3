"""A page of some cases told from the index of their log shows what an examination of these cases alone would publish."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import numpy as np
import pytest

from pupitre.domains.processes.analysis.logs import log_of
from pupitre.domains.processes.analysis.loops import SHOWN
from pupitre.domains.processes.analysis.publish import rows_of
from pupitre.domains.processes.analysis.study import studied, week_of
from pupitre.domains.processes.inputs import Model
from pupitre.domains.processes.tests.company import ON, case, model, process
from pupitre.domains.processes.web.quick import Look, first_rows, passed_rows
from pupitre.maths.process.filters import Filter, filtered
from pupitre.maths.process.index import chosen, indexed, worked
from pupitre.maths.process.log import Log
from pupitre.maths.process.survival import kaplan_meier, median_of

SPRING = int(datetime(2026, 1, 5, tzinfo=UTC).timestamp()) * 1_000_000
UNITS = ("PROD", "SALES", "LAB")
OF_ALL = {"lost_days_year", "lost_cost_year", "late_days_year", "late_cost_year"}
"""Told of all cases only: what a year costs is no matter of some cases."""
STAFF = {"PROD": 40.0, "SALES": 12.0}
WEEKS = {"all hours": {}, "office hours": {"work_hours": "08:00-12:00, 13:30-17:30", "weekdays": "1111100"}}


def company(*, has_begins: bool, **said: str) -> Model:
    """Return a process of 120 cases: some go back, some are open, three departments pass work on, one of them too small to be shown."""
    chance = np.random.default_rng(5)
    events = []
    for number in range(120):
        back, end = (["Check", "Make"] if chance.random() < 0.3 else []), (["Ship"] if chance.random() < 0.8 else [])
        names = ["Order", "Make", *back, "Check", *end]
        hands = chance.integers((3, 4), size=(len(names), 2)).tolist()
        more = [{"unit": UNITS[at] if name != "Make" else None, "resource": str(who)} for name, (at, who) in zip(names, hands, strict=True)]
        waits = chance.exponential(3.0, len(names)).round(2)
        steps = [(name, float(wait), float(wait) / 10, own) for name, wait, own in zip(names, waits, more, strict=True)]
        events += case(f"C{number:03d}", 2.0 * number, *steps, family="AKB"[number % 3])
    if not has_begins:
        events = [row | {"start": None} for row in events]
    return model(process=[process(**said)], event=events)


def asked_of(made: Model, log: Log, which: Filter) -> tuple[dict[str, Any], dict[str, Any], list[Any]]:
    """Return the rows of the whole road, those of the index, and the handovers of the index."""
    own = made.process("P")
    assert own is not None
    kept, index, week = filtered(log, which), indexed(log), week_of(own)
    assert index is not None
    study = studied(kept, own, seed=made.seed, staff=STAFF)
    look = Look.at(index, chosen(index, log, which))
    return rows_of(study), first_rows(look, log, "P", worked(log, index, week) if week else None), passed_rows(look, "P", STAFF)


@pytest.mark.parametrize("hours", list(WEEKS))
@pytest.mark.parametrize("has_begins", [True, False])
def test_the_index_shows_what_an_examination_would(hours: str, has_begins: bool) -> None:
    made = company(has_begins=has_begins, **WEEKS[hours])
    log = log_of(made.events, "P", until=ON)
    for which in (Filter(), Filter(attributes={"family": ("A", "K")}), Filter(variants=2), Filter(without=("Ship",))):
        theirs, mine, passed = asked_of(made, log, which)
        for name in ("overview", "step", "flow", "variant"):
            same(mine[f"processes.{name}"], theirs[f"processes.{name}"])
        same(mine.get("processes.loop", []), theirs["processes.loop"][:SHOWN])
        same(passed, theirs["processes.handover"])
        assert len({row["from"] for row in passed} & {"LAB"}) == 0


def same(mine: list[Any], theirs: list[Any]) -> None:
    """Hold the rows shown to those published; what is told of all cases only, such as what explains a loop, is left aside."""
    assert len(mine) == len(theirs)
    for one, other in zip(mine, theirs, strict=True):
        for column in one.keys() - OF_ALL:
            value = other.get(column)
            assert one[column] == (pytest.approx(value, rel=1e-9, abs=1e-12) if isinstance(value, float) else value), (column, one, other)


def test_too_few_cases_leave_their_times_absent() -> None:
    made = company(has_begins=True)
    log = log_of(made.events, "P", until=ON)
    theirs, mine, _ = asked_of(made, log, Filter(since=SPRING))
    assert mine["processes.overview"][0]["reason"] in ("too_few", "single_steps")
    same(mine["processes.step"], theirs["processes.step"])


def test_the_median_alone_is_that_of_the_curve() -> None:
    chance = np.random.default_rng(3)
    for size in (1, 2, 7, 400):
        lasted, over = chance.integers(1, 30, size).astype(float), chance.random(size) < 0.6
        assert median_of(lasted[over], lasted[~over]) == kaplan_meier(lasted, over).median
