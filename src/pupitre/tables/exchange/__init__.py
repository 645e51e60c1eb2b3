"""The exchange vocabulary: the kinds of files companies have, and what they call their columns."""

from __future__ import annotations

from pupitre.tables.exchange import direction, execution, processes, prospects, together, who
from pupitre.tables.exchange.declare import Column, ExchangeType, Kind

KINDS: dict[str, Kind] = {
    k.name: k for k in (*who.KINDS, *direction.KINDS, *execution.KINDS, *together.KINDS, *prospects.KINDS, *processes.KINDS)
}
"""Every kind of exchange file by name, in reading order."""

__all__ = ["KINDS", "Column", "ExchangeType", "Kind"]
