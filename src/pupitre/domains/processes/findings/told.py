"""What findings on logs share: which logs speak of today, and how a step is named."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from pupitre.domains.processes.analysis import Analysis
from pupitre.domains.processes.analysis.study import Study
from pupitre.domains.processes.inputs import Model
from pupitre.kernel import Subject

FRESH_DAYS: Final = 365
"""A log whose last event is older than this says nothing of today."""
MOST_SURE: Final = 0.99


def fresh(model: Model, analysis: Analysis) -> Iterator[Study]:
    """Return the logs whose times are known and that still speak of today."""
    for study in analysis.studies.values():
        if not study.reason and speaks_of_today(study.last_on, model.on):
            yield study


def speaks_of_today(last: date, on: date) -> bool:
    """Tell whether a log that ends on a day still speaks of another."""
    return (on - last).days < FRESH_DAYS


def step(study: Study, activity: str) -> Subject:
    """Return a step of a process, as the subject of a finding."""
    return Subject("activity", f"{study.process}/{activity}")
