"""Where cases go after each step, and what that depends on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from pupitre.maths.process.log import Log
from pupitre.maths.process.simulation.model import END, START, Routing

if TYPE_CHECKING:
    from pupitre.maths.process.simulation.fit import Events

Ints = npt.NDArray[np.int64]

MOST_VALUES = 20
"""Values above which an attribute is left out: a number of order tells nothing of the next one."""
FINAL = 0.05
"""Share of the cases that a step must end to be a final one."""
STATES = ("step", "visit", "pair")


def fitted_routing(events: Events, log: Log) -> Routing:
    """Return the chances of each next step, given the state and the kind of case that say the most for what they cost (BIC).

    Cases still open do not say that they end: their last step is left out.

    Source:
        Order and covariates of a Markov chain by the Bayesian information criterion: Katz (1981), Technometrics 23(3).
    """
    source, target, case, memory = _moves(events)
    kinds: dict[str, tuple[Ints, list[str]]] = {"": (np.zeros(int(events.case[-1]) + 1, dtype=np.int64), [""]), **_attributes(events, log)}
    best: tuple[float, str, str] | None = None
    for attribute, (values, _) in kinds.items():
        for state in STATES:
            score = _bic(source, memory[state], values[case], target)
            if best is None or score < best[0]:
                best = (score, attribute, state)
    assert best is not None
    _, attribute, state = best
    values, names = kinds[attribute]
    shares = np.bincount(values, minlength=len(names)) / values.size
    ways = _ways(source, memory[state], target, np.zeros_like(source), [""])
    if attribute:
        ways |= _ways(source, memory[state], target, values[case], names)
    return Routing(state, dict(zip(names, shares.tolist(), strict=True)), attribute, ways)


def _moves(events: Events) -> tuple[Ints, Ints, Ints, dict[str, Ints]]:
    """Return each passage: from, to, case, and what each kind of state remembers beside."""
    step, first, last = events.step, events.is_first, events.is_last
    ended = _is_ended(events)
    following = np.where(last, END, np.concatenate((step[1:], [END])))
    kept = ~last | ended
    source = np.concatenate((np.full(int(first.sum()), START), step[kept]))
    target = np.concatenate((step[first], following[kept]))
    case = np.concatenate((events.case[first], events.case[kept]))
    before = np.where(first, START, np.concatenate(([START], step[:-1])))
    order = np.lexsort((np.arange(step.size), step, events.case))
    group = np.concatenate(([True], (np.diff(events.case[order]) != 0) | (np.diff(step[order]) != 0)))
    position = np.arange(step.size) - np.maximum.accumulate(np.where(group, np.arange(step.size), 0))
    visit = np.empty(step.size, dtype=np.int64)
    visit[order] = np.minimum(position + 1, 2)
    starts = np.zeros(int(first.sum()), dtype=np.int64)
    memory = {
        "step": np.zeros(source.size, dtype=np.int64),
        "visit": np.concatenate((starts, visit[kept])),
        "pair": np.concatenate((starts + START, before[kept])),
    }
    return source, target, case, memory


def _is_ended(events: Events) -> npt.NDArray[np.bool_]:
    """Tell, for each event, whether its case ended with it: it is the last, of a final step or too old to go on."""
    last = events.is_last
    count = np.bincount(events.step[last], minlength=int(events.step.max()) + 1)
    finals = np.flatnonzero(count >= FINAL * last.sum())
    lead = events.end[last] - events.end[events.is_first]
    is_old = events.end < events.end.max() - np.quantile(lead, 0.95)
    return np.asarray(last & (np.isin(events.step, finals) | is_old), dtype=bool)


def _attributes(events: Events, log: Log) -> dict[str, tuple[Ints, list[str]]]:
    """Return, for each attribute with few values, the number of the value of each case and the values."""
    if not log.attributes:
        return {}
    steps = log.steps
    known = log.rows(log.facts.semi_join(steps.select("cid").distinct(), "cid")).sort_by("cid")
    wanted = _case_numbers(events, log)
    at = np.searchsorted(np.asarray(known.column("cid").to_numpy()), wanted)
    found = {}
    for name in log.attributes:
        coded = known.column(name).combine_chunks().fill_null("").dictionary_encode()
        if 1 < len(coded.dictionary) <= MOST_VALUES:
            found[name] = (np.asarray(coded.indices.to_numpy(), dtype=np.int64)[at], coded.dictionary.to_pylist())
    return found


def _case_numbers(events: Events, log: Log) -> Ints:
    from pupitre.maths.process.simulation.fit import MOST_CASES

    steps = log.steps
    begun = steps.filter(steps.k == 0).order_by([steps.ts.desc(), steps.cid.asc()]).limit(MOST_CASES).select("cid")
    return np.sort(np.asarray(log.rows(begun).column("cid").to_numpy(), dtype=np.int64))


def _bic(source: Ints, memory: Ints, kind: Ints, target: Ints) -> float:
    """Return the criterion of a routing: the smaller, the better."""
    _, state = np.unique(np.stack((source, memory, kind)), axis=1, return_inverse=True)
    pairs, counts = np.unique(np.stack((state.ravel(), target)), axis=1, return_counts=True)
    totals = np.bincount(state.ravel())
    likelihood = float((counts * np.log(counts / totals[pairs[0]])).sum())
    return -2 * likelihood + (counts.size - totals.size) * float(np.log(target.size))


def _ways(
    source: Ints, memory: Ints, target: Ints, kind: Ints, names: list[str]
) -> dict[tuple[str, tuple[int, int]], tuple[tuple[int, float], ...]]:
    rows, counts = np.unique(np.stack((kind, source, memory, target)), axis=1, return_counts=True)
    found: dict[tuple[str, tuple[int, int]], list[tuple[int, float]]] = {}
    for (k, s, m, t), count in zip(rows.T.tolist(), counts.tolist(), strict=True):
        found.setdefault((names[k], (s, m)), []).append((t, float(count)))
    return {state: tuple((t, c / sum(x for _, x in nexts)) for t, c in nexts) for state, nexts in found.items()}
