"""Alarms of a stream scored with the published rules of the Numenta Anomaly Benchmark, standard profile."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

PROBATION, PROBATION_MOST = 0.15, 750
"""The first 15 % of a file, 750 readings at most, are not judged."""
FALSE_ALARM, MISSED = 0.11, 1.0
"""Costs of the standard profile; a hit in time is worth 1."""


@dataclass(frozen=True, slots=True)
class File:
    """One series of the benchmark: its readings, its labelled windows (first and last reading), where its judging begins."""

    name: str
    values: Floats
    windows: tuple[tuple[int, int], ...]
    probation: int


def files(folder: Path) -> list[File]:
    """Return the series of a folder that has a windows.json."""
    labelled = json.loads((folder / "windows.json").read_text())
    found = []
    for name, windows in sorted(labelled.items()):
        with (folder / name).open(newline="") as file:
            rows = list(csv.DictReader(file))
        times = [datetime.fromisoformat(row["timestamp"]) for row in rows]
        bounds = [tuple(times.index(datetime.fromisoformat(end)) for end in window) for window in windows]
        probation = int(np.floor(min(PROBATION * len(rows), PROBATION * 5000)))
        found.append(File(name, np.array([float(row["value"]) for row in rows]), tuple((b[0], b[1]) for b in bounds), probation))
    return found


def sigmoid(position: npt.ArrayLike) -> Floats:
    """Return what an alarm is worth: 1 a whole window before its end, 0 at its end, down to -1 after."""
    place = np.asarray(position, dtype=np.float64)
    return np.asarray(np.where(place > 3.0, -1.0, 2 / (1 + np.exp(5 * np.clip(place, -50, 50))) - 1))


def worth(file: File) -> tuple[Floats, npt.NDArray[np.int64]]:
    """Return what an alarm on each reading is worth, and the window it falls in (-1 outside)."""
    n = len(file.values)
    value, inside = np.full(n, -1.0), np.full(n, -1)
    steps = np.arange(n)
    last: tuple[int, int] | None = None
    for number, (start, end) in enumerate(file.windows):
        if last is not None:
            _after(value, steps, last, start)
        held = (steps >= start) & (steps <= end)
        inside[held] = number
        width = end - start + 1
        value[held] = sigmoid(-(end - steps[held] + 1) / width) / sigmoid(-1.0)
        last = (start, end)
    if last is not None:
        _after(value, steps, last, n)
    value[inside < 0] *= FALSE_ALARM
    return value, inside


def _after(value: Floats, steps: npt.NDArray[np.int64], window: tuple[int, int], until: int) -> None:
    """Give the readings between a window and the next what a late alarm is worth there."""
    start, end = window
    width = end - start + 1
    between = (steps > end) & (steps < until)
    value[between] = sigmoid(np.abs(end - steps[between]) / max(width - 1, 1))


def score(judged: Sequence[File], scores: Mapping[str, Floats]) -> tuple[float, float]:
    """Return the normalised score of a detector at its best single threshold over all files, and that threshold.

    Args:
        judged: The series. scores: What the detector says of each reading of each, 0 to 1.
    """
    rows = []
    windows = 0
    for number, file in enumerate(judged):
        value, inside = worth(file)
        windows += len(file.windows)
        kept = np.arange(len(value)) >= file.probation
        label = np.where(inside >= 0, number * 1000 + inside, -1)
        rows.append(np.stack([np.asarray(scores[file.name], dtype=np.float64)[kept], value[kept], label[kept]]))
    told, value, label = np.concatenate(rows, axis=1)
    order = np.argsort(-told, kind="stable")
    told, value, label = told[order], value[order], label[order].astype(np.int64)
    total, best, at = -MISSED * windows, -MISSED * windows, 1.1
    most: dict[int, float] = {}
    for place in range(len(told)):
        window = int(label[place])
        if window < 0:
            total += value[place]
        elif window not in most:
            total += MISSED + value[place]
            most[window] = value[place]
        elif value[place] > most[window]:
            total += value[place] - most[window]
            most[window] = value[place]
        if (place + 1 == len(told) or told[place + 1] < told[place]) and total > best:
            best, at = total, float(told[place])
    lowest = -MISSED * windows
    return 100 * (best - lowest) / (windows - lowest) if windows else 0.0, at


def windowed_gaussian(values: Floats, *, window: int = 6400, step: int = 100) -> Floats:
    """Return the scores of the benchmark's windowedGaussian detector, written again to check the scorer against its published score."""
    from math import erfc

    held: list[float] = []
    later: list[float] = []
    mean, spread = 0.0, 1.0
    found = np.empty(len(values))
    for at, value in enumerate(values.tolist()):
        size = abs(value - mean) / spread
        found[at] = 1 - 0.5 * erfc(size / 2**0.5) if held else 0.0
        if len(held) < window:
            held.append(value)
            mean, spread = float(np.mean(held)), float(np.std(held)) or 0.000001
        else:
            later.append(value)
            if len(later) == step:
                held = held[step:] + later
                later = []
                mean, spread = float(np.mean(held)), float(np.std(held)) or 0.000001
    return found
