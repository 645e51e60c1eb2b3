"""Blocks of XES read element after element, for those that hold comments, lists or attributes in attributes."""

from __future__ import annotations

from xml.parsers import expat

import numpy as np
import pyarrow as pa

from pupitre.sources.logs.xes_tokens import Flat

DEEPEST = 64
"""Elements inside elements; a log has five."""
CONTAINERS = frozenset(("values", "list", "container"))


def flat_by_expat(block: bytes) -> Flat:
    """Return the attributes of whole cases; an attribute held by another is named after it, `outer/inner`.

    Raises:
        ExpatError: The block is not well formed.
    """
    reader = _Reader()
    parser = expat.ParserCreate("utf-8")
    parser.StartElementHandler, parser.EndElementHandler = reader.opened, reader.closed
    parser.Parse(b"<log>", False)
    parser.Parse(block, False)
    parser.Parse(b"</log>", True)
    events, cases = ([list(column) for column in zip(*rows, strict=True)] or [[], [], []] for rows in (reader.of_events, reader.of_cases))
    return Flat(
        len(reader.case_of),
        reader.cases,
        np.array(reader.case_of, dtype=np.int64),
        np.array(events[0], dtype=np.int64),
        pa.array(events[1], pa.string()),
        pa.array(events[2], pa.string()),
        np.array(cases[0], dtype=np.int64),
        pa.array(cases[1], pa.string()),
        pa.array(cases[2], pa.string()),
    )


class _Reader:
    """What stands open, and the attributes met so far."""

    def __init__(self) -> None:
        self.case_of: list[int] = []
        self.cases = 0
        self.of_events: list[tuple[int, str, str]] = []
        self.of_cases: list[tuple[int, str, str]] = []
        self.is_in_case = self.is_in_event = False
        self.above: list[str | None] = []
        self.depth = 0

    def opened(self, name: str, given: dict[str, str]) -> None:
        """Take an element in."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise expat.ExpatError(f"more than {DEEPEST} elements inside each other")
        if name == "trace":
            self.is_in_case = True
            self.cases += 1
        elif name == "event":
            self.is_in_event = True
            self.case_of.append(self.cases - 1 if self.is_in_case else -1)
        elif self.is_in_case or self.is_in_event:
            key = given.get("key")
            full = "/".join([*(one for one in self.above if one), key or ""]) if key else None
            if full and "value" in given and name not in CONTAINERS:
                if self.is_in_event:
                    self.of_events.append((len(self.case_of) - 1, full, given["value"]))
                else:
                    self.of_cases.append((self.cases - 1, full, given["value"]))
            self.above.append(key)

    def closed(self, name: str) -> None:
        """Leave an element."""
        self.depth -= 1
        if name == "trace":
            self.is_in_case = False
        elif name == "event":
            self.is_in_event = False
        elif self.above:
            self.above.pop()
