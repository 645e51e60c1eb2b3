"""What somebody of the company would answer when the import asks."""

from __future__ import annotations

from pupitre.demo.company import Company
from pupitre.demo.files.office import spellings
from pupitre.demo.invent.processes import code_of

SCHEMA = "pupitre.answers/1"


def answers(company: Company, log: str) -> dict[str, object]:
    """Return the answers to an import of the company's files: which department each spelling stands for, of which process a log is.

    Args:
        company: As invented. log: Name of the file of the production log, that has no column for its process.

    Returns:
        A document in the shape that `pupitre import --answers` reads.
    """
    departments = {
        f"department:{written}": unit.code
        for unit in company.units
        for written in (spellings(unit) if unit.role != "team" else (unit.name,))
    }
    return {"schema": SCHEMA, "everywhere": departments, "files": {log: {"kind:-": "events", "process:-": code_of(company, "production")}}}
