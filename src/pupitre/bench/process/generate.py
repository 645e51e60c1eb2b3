"""A made-up purchase-to-pay log of any size, written to Parquet as a system would export it: by moment, cases mixed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

Ints = npt.NDArray[np.int64]

BLOCK = 40_000
"""Cases drawn together; their events are mixed by moment, and blocks follow each other."""
SLOTS: tuple[tuple[str, float, float], ...] = (
    ("Create requisition", 1.0, 0.0),
    ("Approve requisition", 0.86, 9.0),
    ("Change requisition", 0.07, 5.0),
    ("Approve requisition", 0.07, 8.0),
    ("Create order", 1.0, 4.0),
    ("Change price", 0.05, 20.0),
    ("Approve order", 0.91, 12.0),
    ("Send order", 1.0, 2.0),
    ("Change quantity", 0.05, 30.0),
    ("Send order", 0.05, 2.0),
    ("Confirm order", 0.72, 40.0),
    ("Ask for delivery", 0.06, 90.0),
    ("Receive goods", 0.98, 120.0),
    ("Inspect goods", 0.93, 6.0),
    ("Return goods", 0.03, 20.0),
    ("Receive goods", 0.03, 150.0),
    ("Store goods", 0.97, 5.0),
    ("Receive invoice", 1.0, 60.0),
    ("Check invoice", 1.0, 24.0),
    ("Block invoice", 0.06, 10.0),
    ("Call supplier", 0.05, 30.0),
    ("Check invoice", 0.06, 24.0),
    ("Approve payment", 0.95, 16.0),
    ("Pay", 0.99, 70.0),
    ("Remind", 0.02, 100.0),
    ("Close", 0.9, 12.0),
)
"""Steps in order: their name, how often they occur, how many hours they usually come after the one before. Pairs of equal chance are drawn
together, so that a change is followed by what it makes be done again."""
DEPARTMENTS = ("Purchasing", "Finance", "Logistics", "Quality", "Production", "Sales")
RESOURCES = 300
COUNTRIES = ("FR", "ES", "DE", "IT", "BE", "PL")
KINDS = ("Raw material", "Service", "Spare part", "Tooling")
FIRST = np.datetime64("2021-01-04T07:00:00", "us").astype(np.int64)
HOUR = 3_600_000_000
BY_CASE = sum(chance for _, chance, _ in SLOTS)
"""Events of a case, on average."""


def write(path: Path, *, events: int, seed: int = 1, first_case: int = 0, started: int = 0) -> int:
    """Write about so many events to a Parquet file and return how many were written.

    Args:
        path: The file. events: How many, give or take 1 in 1,000. seed: Of the draws.
        first_case: The number of the first case. started: Hours after the first day on which it begins.
    """
    cases, written, at = max(1, round(events / BY_CASE)), 0, float(started)
    with pq.ParquetWriter(path, SCHEMA, compression="zstd") as out:
        for block, low in enumerate(range(0, cases, BLOCK)):
            chance = np.random.default_rng((seed, block))
            table, at = _block(chance, first_case + low, min(BLOCK, cases - low), at)
            out.write_table(table, row_group_size=250_000)
            written += table.num_rows
    return written


def _block(chance: np.random.Generator, first: int, cases: int, at: float) -> tuple[pa.Table, float]:
    """Return the events of so many cases by moment, and the hour at which the last of them begins."""
    drawn = chance.random((cases, len(SLOTS)), dtype=np.float32)
    wanted = np.array([share for _, share, _ in SLOTS], dtype=np.float32)
    for slot, twin in ((2, 3), (8, 9), (14, 15), (19, 21)):
        drawn[:, twin] = drawn[:, slot]
    case, slot = np.nonzero(drawn < wanted)
    begun = at + np.cumsum(chance.exponential(0.05, cases))
    hours = chance.exponential(np.array([usual for _, _, usual in SLOTS])[slot])
    past = np.cumsum(hours)
    opening = np.flatnonzero(np.r_[True, case[1:] != case[:-1]])
    lengths = np.diff(np.r_[opening, len(case)])
    past -= np.repeat(past[opening] - hours[opening], lengths)
    moments = FIRST + ((begun[case] + past) * 60).astype(np.int64) * (HOUR // 60)
    order = np.argsort(moments, kind="stable")
    case, slot, moments = case[order], slot[order], moments[order]
    activities = list(dict.fromkeys(name for name, _, _ in SLOTS))
    activity = np.array([activities.index(name) for name, _, _ in SLOTS], dtype=np.int8)[slot]
    resource = (chance.integers(0, 50, len(case)) + 50 * (activity.astype(np.int64) % 6)).astype(np.int16)
    number = pc.utf8_lpad(pc.cast(pa.array(first + case), pa.string()), width=9, padding="0")
    columns: list[Any] = [
        pc.binary_join_element_wise("PO-", number, ""),
        pa.DictionaryArray.from_arrays(activity, activities),
        pa.array(moments).cast(pa.timestamp("us", tz="UTC")),
        pa.DictionaryArray.from_arrays(resource, [f"R{at:03}" for at in range(RESOURCES)]),
        pa.DictionaryArray.from_arrays((resource // 50).astype(np.int8), list(DEPARTMENTS)),
        np.round(chance.gamma(2.0, 6.0, len(case)), 2),
        pa.DictionaryArray.from_arrays(((first + case) % len(COUNTRIES)).astype(np.int8), list(COUNTRIES)),
        pa.DictionaryArray.from_arrays(((first + case) // 7 % len(KINDS)).astype(np.int8), list(KINDS)),
    ]
    arrays = [pa.array(column) if isinstance(column, np.ndarray) else column for column in columns]
    plain = [one.dictionary_decode() if isinstance(one, pa.DictionaryArray) else one for one in arrays]
    return pa.table(plain, schema=SCHEMA), float(begun[-1])


SCHEMA = pa.schema(
    {
        "case": pa.string(),
        "activity": pa.string(),
        "at": pa.timestamp("us", tz="UTC"),
        "resource": pa.string(),
        "unit": pa.string(),
        "cost": pa.float64(),
        "country": pa.string(),
        "kind": pa.string(),
    }
)
