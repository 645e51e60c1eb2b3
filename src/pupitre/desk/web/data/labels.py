"""The names that a person reads for kinds of files and for what was done about a fault."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pupitre.kernel import N_, Text

KINDS: Final[Mapping[str, Text]] = {
    "units": Text(N_("Departments")),
    "people": Text(N_("People and their posts")),
    "staffing": Text(N_("Posts planned and filled")),
    "capacity": Text(N_("Hours available by skill")),
    "axes": Text(N_("Strategic axes")),
    "objectives": Text(N_("Objectives")),
    "key_results": Text(N_("Key results")),
    "kpis": Text(N_("KPIs and their readings")),
    "services": Text(N_("Services and who carries them")),
    "projects": Text(N_("Projects")),
    "contributions": Text(N_("Projects serving objectives")),
    "tasks": Text(N_("Tasks")),
    "links": Text(N_("Links between tasks")),
    "allocations": Text(N_("Hours asked by projects")),
    "budgets": Text(N_("Budgets and spending")),
    "ledger": Text(N_("Ledger (FEC)")),
    "decisions": Text(N_("Decisions")),
    "actions": Text(N_("Actions")),
    "risks": Text(N_("Risks")),
    "suppliers": Text(N_("Suppliers")),
    "effects": Text(N_("Expected effects on KPIs")),
    "limits": Text(N_("Limits not to pass")),
    "assumptions": Text(N_("Assumptions of the plan")),
    "calendars": Text(N_("Calendars of projects")),
    "hazards": Text(N_("Hazards: what delays or costs")),
    "processes": Text(N_("Processes")),
    "events": Text(N_("Events of processes")),
    "process_rules": Text(N_("Rules of processes")),
    "improvements": Text(N_("Improvements of processes")),
}
SEVERITIES: Final[Mapping[str, tuple[str, Text]]] = {
    "refused": ("bad", Text(N_("row not loaded"))),
    "absent": ("warn", Text(N_("cell left empty"))),
    "warning": ("calm", Text(N_("loaded, to check"))),
    "question": ("warn", Text(N_("to answer"))),
    "ignored": ("calm", Text(N_("not data"))),
}
STAGES: Final[Mapping[str, Text]] = {
    "": Text(N_("Preparing")),
    "reading": Text(N_("Reading the files")),
    "filling": Text(N_("Putting rows in their place")),
    "comparing": Text(N_("Comparing with what is known")),
    "writing": Text(N_("Loading")),
    "planned": Text(N_("Ready")),
}


def sureness(confidence: float) -> tuple[str, Text]:
    """Return the tone and word of a confidence: nothing below a half is worth more than a guess."""
    if confidence >= 0.8:
        return "good", Text(N_("sure"))
    return ("warn", Text(N_("likely"))) if confidence >= 0.5 else ("bad", Text(N_("to check")))
