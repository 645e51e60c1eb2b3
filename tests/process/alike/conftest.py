"""Small logs of processes."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

import pyarrow as pa
import pytest

from pupitre.maths.process.encode import from_arrow
from pupitre.maths.process.engine import duck

HOUR = 3_600_000_000


@pytest.fixture(scope="session")
def engine():
    """One engine for all logs: each makes tables of its own."""
    made = duck()
    yield made
    made.close()


@pytest.fixture
def log_of(engine):
    """Return a log of alike cases: each step as (name, unit, hours of work), a day between cases and two hours between steps."""
    logs = count()

    def made(
        *steps: tuple[str, str | None, float],
        cases: int = 40,
        has_start: bool = True,
        number: Callable[[int], str] | None = None,
        name: str = "",
    ):
        rows: list[dict[str, object]] = []
        own = next(logs)
        for case in range(cases):
            clock = case * 24 * HOUR
            for step, unit, hours in steps:
                start = clock + 2 * HOUR
                clock = start + int(hours * HOUR * (1 + case % 3 / 10))
                rows.append(
                    {
                        "case": f"{name or own}-{case:05}",
                        "activity": step,
                        "ts": clock,
                        "start": start if has_start else None,
                        "unit": unit,
                    }
                )
                rows[-1]["object"] = number(case) if number else f"own-{own}-{case}"
        return from_arrow(pa.Table.from_pylist(rows), attributes=("object",), engine=engine)

    return made
