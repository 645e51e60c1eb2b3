"""The measures of a log: each is one query, written once, that DuckDB, PostgreSQL and Spark answer alike."""

from pupitre.maths.process.measures.cases import counts, durations, lead_times
from pupitre.maths.process.measures.flow import ends, flow, starts
from pupitre.maths.process.measures.handover import handovers
from pupitre.maths.process.measures.rework import rework
from pupitre.maths.process.measures.throughput import finals, open_cases, throughput
from pupitre.maths.process.measures.variants import variants
from pupitre.maths.process.measures.waiting import waiting

__all__ = [
    "counts",
    "durations",
    "ends",
    "finals",
    "flow",
    "handovers",
    "lead_times",
    "open_cases",
    "rework",
    "starts",
    "throughput",
    "variants",
    "waiting",
]
