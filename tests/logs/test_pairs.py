"""Beginnings and ends of steps, paired as a person would with a list of what is open."""

from __future__ import annotations

from collections import deque

import numpy as np
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from pupitre.sources.logs.pairs import folded, is_paired


def by_hand(step, life, ts):
    """Pair lines one after the other, the first begun being the first ended."""
    begun, start, unbegun = {}, {}, []
    for line in sorted(range(len(step)), key=lambda i: (ts[i], i)):
        waiting = begun.setdefault(step[line], deque())
        if life[line] == "start":
            waiting.append(line)
        elif life[line] == "complete":
            start[line] = ts[waiting.popleft()] if waiting else -1
            unbegun += [line] if start[line] == -1 else []
    alone = sorted(line for waiting in begun.values() for line in waiting)
    return start | {line: ts[line] for line in alone}, alone, sorted(unbegun)


LINES = st.lists(st.tuples(st.integers(0, 3), st.sampled_from(["start", "complete", "schedule"]), st.integers(0, 9)), max_size=40)


@given(LINES)
@settings(max_examples=150, deadline=None)
def test_lines_are_paired_as_by_hand(lines):
    step, life, ts = ([line[at] for line in lines] for at in range(3))
    made = folded(np.array(step, dtype=np.int64), pa.array(life, pa.string()), np.array(ts, dtype=np.int64))
    start, alone, unbegun = by_hand(step, life, ts)
    assert dict(zip(made.rows.tolist(), made.start.tolist(), strict=True)) == start
    assert (made.alone.tolist(), made.unbegun.tolist()) == (alone, unbegun)
    assert made.rows.tolist() == sorted(made.rows.tolist())
    assert made.left.tolist() == [at for at, word in enumerate(life) if word == "schedule"]


def test_a_log_is_paired_only_when_it_writes_both():
    assert is_paired(pa.array(["Start", "complete", None]))
    assert not is_paired(pa.array(["complete", "schedule"]))
    assert not is_paired(pa.array([None, None], pa.string()))
