"""Whether two sets of answers are the same, figure by figure."""

from __future__ import annotations

from typing import Any

Json = Any  # answers of any shape
TIMES = ("times", "durations", "every_duration", "handovers", "waits")
CLOSE = 1e-6


def differences(ours: Json, theirs: Json) -> dict[str, Any]:
    """Return how many figures were compared and how many differ, by answer; numbers of times and shares within 1 in a million.

    Answers that only one of them has are left out, as are shares of hand-overs when the other gives none.
    """
    found: dict[str, int] = {}
    compared, worst = 0, 0.0
    for name, wanted in theirs.items():
        if wanted is None or ours.get(name) is None or (name == "handovers" and not wanted):
            continue
        one, other = _flat(ours[name]), _flat(wanted)
        compared += len(other)
        differing = len(one.keys() ^ other.keys())
        for key in one.keys() & other.keys():
            gap = abs(one[key] - other[key]) / max(1.0, abs(other[key])) if name in TIMES else float(one[key] != other[key])
            worst = max(worst, gap if name in TIMES else 0.0)
            differing += gap > CLOSE
        found[name] = differing
    return {"compared": compared, "differences": sum(found.values()), "by_answer": found, "worst_time": worst}


def _flat(answer: Json) -> dict[tuple[Any, ...], float]:
    """Return every figure of an answer by what it is the figure of."""
    if isinstance(answer, dict):
        return {(key,): float(value) for key, value in answer.items()}
    flat: dict[tuple[Any, ...], float] = {}
    for at, row in enumerate(answer):
        if not isinstance(row, list):
            flat[(at,)] = float(row)
            continue
        names = [tuple(one) if isinstance(one, list) else one for one in row if isinstance(one, str | list)]
        for place, value in enumerate(row[len(names) :]):
            flat[(*names, place)] = float(value)
    return flat
