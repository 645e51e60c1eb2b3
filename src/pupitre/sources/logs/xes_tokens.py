"""Blocks of XES cut at their quotes, so that what stands between is read once per spelling and not once per event."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

Numbers = npt.NDArray[Any]

ELEMENTS = frozenset(("string", "date", "int", "float", "boolean", "id"))
SPELLINGS = 4_096
"""Different texts between quotes above which a block is not written by a machine."""
TAG = re.compile(r"<(/?)([\w:.-]+)\s*(/?)>")
OPENED = re.compile(r"<([\w:.-]+)\s+([\w:.-]+)\s*=\s*$")
INSIDE = re.compile(r"^\s+([\w:.-]+)\s*=\s*$")
KEY, VALUE, OTHER = 1, 2, 0


@dataclass(frozen=True, slots=True)
class Flat:
    """The attributes of a block of cases, laid flat.

    Args:
        events, cases: How many there are.
        case_of_event: Number of the case of each event, -1 outside of any.
        event_owner: Number of the event of each attribute of events; event_keys and event_values: its name and its text.
        case_owner, case_keys, case_values: The same of cases.
    """

    events: int
    cases: int
    case_of_event: Numbers
    event_owner: Numbers
    event_keys: pa.Array
    event_values: pa.Array
    case_owner: Numbers
    case_keys: pa.Array
    case_values: pa.Array


@dataclass(frozen=True, slots=True)
class _Between:
    """What one spelling between two quotes does.

    Args:
        name: Whether the next quoted text is a key, a value or something else.
        opens: Whether a new element of an attribute begins.
        events, cases: How many begin. ended: How many end.
        is_in_event, is_in_case: What stands open at its end: 1, 0, or -1 when it does not say.
    """

    name: int
    opens: bool
    events: int
    cases: int
    is_in_event: int
    is_in_case: int
    ended: int = 0


def flat_by_tokens(block: bytes) -> Flat | None:
    """Return the attributes of whole cases; None when the block holds something unusual: comments, lists, attributes in attributes.

    Raises:
        UnicodeDecodeError: The block is not UTF-8.
    """
    parts = pc.split_pattern(pa.array([block.decode()], pa.large_string()), '"').values
    count = len(parts) // 2
    if len(parts) % 2 == 0 or count == 0:
        return None
    between = parts.take(pa.array(np.arange(0, len(parts), 2))).dictionary_encode()
    if len(between.dictionary) > SPELLINGS:
        return None
    read = [_read(text) for text in between.dictionary.to_pylist()]
    if any(one is None for one in read):
        return None
    codes = between.indices.to_numpy()
    kinds = [one for one in read if one is not None]
    if not _is_whole(kinds, codes):
        return None
    codes = codes[:-1]
    name, opens = (np.array([getattr(one, field) for one in kinds])[codes] for field in ("name", "opens"))
    event = np.cumsum(np.array([one.events for one in kinds])[codes]) - 1
    case = np.cumsum(np.array([one.cases for one in kinds])[codes]) - 1
    in_event = _held(np.array([one.is_in_event for one in kinds])[codes]) == 1
    in_case = _held(np.array([one.is_in_case for one in kinds])[codes]) == 1
    element = np.cumsum(opens)
    keys, values = np.flatnonzero(name == KEY), np.flatnonzero(name == VALUE)
    if not np.array_equal(element[keys], element[values]) or not (in_case[keys] | in_event[keys]).all():
        return None
    quoted = parts.take(pa.array(np.arange(1, len(parts), 2))).cast(pa.string())
    of_event = in_event[keys]
    events = int(event[-1] + 1)
    return Flat(
        events,
        int(case[-1] + 1),
        _case_of(event, case, in_case, kinds, codes, events),
        event[keys][of_event],
        quoted.take(pa.array(keys[of_event])),
        quoted.take(pa.array(values[of_event])),
        case[keys][~of_event],
        quoted.take(pa.array(keys[~of_event])),
        quoted.take(pa.array(values[~of_event])),
    )


def _is_whole(kinds: list[_Between], codes: Numbers) -> bool:
    """Whether all that begins ends, and no spelling begins more than one event or case, so that each is told from its neighbours."""
    if any(one.events > 1 or one.cases > 1 for one in kinds) or kinds[codes[-1]].events or kinds[codes[-1]].cases:
        return False
    balance = np.array([one.events + one.cases - one.ended for one in kinds])[codes]
    return bool(balance.sum() == 0)


def _held(states: Numbers) -> Numbers:
    """Return states with each silence replaced by the last word before it; nothing stands open at first."""
    at = np.where(states >= 0, np.arange(len(states)), -1)
    at = np.maximum.accumulate(at)
    return np.where(at >= 0, states[np.maximum(at, 0)], 0)


def _case_of(event: Numbers, case: Numbers, in_case: Numbers, kinds: list[_Between], codes: Numbers, events: int) -> Numbers:
    """Return the number of the case of each event: that which stands open where the event begins."""
    begins = np.array([one.events for one in kinds])[codes] > 0
    of = np.full(events, -1, dtype=np.int64)
    of[event[begins]] = np.where(in_case[begins], case[begins], -1)
    return of


def _read(text: str) -> _Between | None:
    """Return what a spelling does; None when it is unusual."""
    if "'" in text or "<!" in text or "<?" in text:
        return None
    if inside := INSIDE.match(text):
        return _Between({"key": KEY, "value": VALUE}.get(inside.group(1), OTHER), False, 0, 0, -1, -1)
    rest = text
    if not text.lstrip().startswith("<"):
        closed = re.match(r"\s*(/?)>", text)
        if closed is None:
            return _nothing(text)
        if not closed.group(1):
            return None  # an attribute that holds others
        rest = text[closed.end() :]
    opened = OPENED.search(rest)
    tags = rest[: opened.start()] if opened else rest
    return _tags(tags, opened)


def _nothing(text: str) -> _Between | None:
    return _Between(OTHER, False, 0, 0, -1, -1) if not text.strip() else None


def _tags(tags: str, opened: re.Match[str] | None) -> _Between | None:
    """Return what whole tags and the one left open do."""
    if TAG.sub("", tags).strip():
        return None
    events = cases = ended = 0
    in_event = in_case = -1
    for found in TAG.finditer(tags):
        is_end, tag, is_empty = bool(found.group(1)), found.group(2), bool(found.group(3))
        if tag == "event":
            events += not is_end
            ended += is_end or is_empty
            in_event = 0 if is_end or is_empty else 1
        elif tag == "trace":
            cases += not is_end
            ended += is_end or is_empty
            in_case = 0 if is_end or is_empty else 1
        else:
            return None
    if opened is None:
        return _Between(OTHER, False, events, cases, in_event, in_case, ended)
    if opened.group(1) not in ELEMENTS:
        return None
    return _Between({"key": KEY, "value": VALUE}.get(opened.group(2), OTHER), True, events, cases, in_event, in_case, ended)
