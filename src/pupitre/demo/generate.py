"""A demo company written as a folder of ordinary files, with the planted truth beside it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from pupitre.demo.answers import answers
from pupitre.demo.company import Company
from pupitre.demo.files import direction, execution, processes, prospects, together, who
from pupitre.demo.files.journal import journal, write_journal
from pupitre.demo.files.ledger import write_ledger
from pupitre.demo.files.mapping import mapping
from pupitre.demo.files.office import Office, office
from pupitre.demo.files.purchases import write_purchases
from pupitre.demo.files.write import Document, write
from pupitre.demo.invent.company import invent
from pupitre.demo.plan import Disguise
from pupitre.demo.truth import identity, truth

FILES, COMPANY, ANSWERS, MAPPING, TRUTH = "files", "company.json", "answers.json", "mapping.json", "truth.json"
MAKERS = (
    who.organisation,
    who.people,
    direction.plan,
    direction.dictionary,
    direction.weekly,
    direction.by_place,
    direction.monthly,
    execution.register,
    execution.bilbao_register,
    execution.reviews,
    execution.schedules,
    execution.load,
    execution.budgets,
    together.decisions,
    together.actions,
    together.bilbao_actions,
    together.risks,
    together.suppliers,
    prospects.benefits,
    prospects.limits,
    prospects.assumptions,
    processes.processes,
    processes.improvements,
)


def generate(out: Path, *, size: int, seed: int, on: date, disguise: Disguise | None = None) -> None:
    """Write a company's files into `out/files`; beside them who it is, what its people would answer to an import, and what was planted.

    Args:
        out: Folder to write into; made when absent.
        size: 420 or 20 people.
        seed: Draws everything: the same seed and day give the same bytes.
        on: The company's today; a disguise moves it into the past, and `company.json` says to when.
        disguise: Other names, language, currency and dates, and each problem planted 0 to 3 times.

    Raises:
        KeyError: There is no company of this size.
    """
    company, lines = invent(seed, size=size, on=on, disguise=disguise)
    habits = office(company)
    folder = out / FILES
    folder.mkdir(parents=True, exist_ok=True)
    documents = documents_of(company, habits)
    for document in documents:
        write(document, folder)
    write_ledger(company, lines, habits, folder)
    write_journal(company, habits, folder)
    write_purchases(company, habits, folder)
    beside = {
        COMPANY: identity(company),
        ANSWERS: answers(company, journal(company, habits).name),
        MAPPING: mapping([*documents, journal(company, habits)]),
        TRUTH: truth(company, documents, len(lines)),
    }
    for name, body in beside.items():
        (out / name).write_text(json.dumps(body, ensure_ascii=False, indent=1), encoding="utf-8")


def documents_of(company: Company, habits: Office) -> list[Document]:
    """Return every file of a company but its ledger and its logs."""
    return [document for make in MAKERS if (document := make(company, habits)) is not None]
