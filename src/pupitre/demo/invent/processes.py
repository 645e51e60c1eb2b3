"""The register of processes, the rules they keep to, what was done to make them better."""

from __future__ import annotations

from datetime import timedelta

from pupitre.demo.ahead import Judged
from pupitre.demo.company import Company
from pupitre.demo.invent.judged import REVIEW_DAYS
from pupitre.demo.lexicon import Row, rows
from pupitre.demo.work import Improvement, Process, ProcessRule

HOPED_SHARE = -0.10
"""Change of lead time that a decision about a line was to bring."""


def add_processes(company: Company) -> None:
    """Add the processes whose KPIs the company reads and one that nobody follows, their rules and their improvements."""
    profile = company.profile
    for number, row in enumerate(rows("processes"), start=1):
        role = profile.role(row["role"])
        known = [kpi.code for name in row["kpis"].split(",") if name and (kpi := company.kpi(name)) is not None]
        is_followed = row["followed"] == "1"
        if is_followed and not known:
            # A small company does not follow the KPIs of every process, nor write such a process down.
            continue
        company.processes.append(
            Process(
                row["id"],
                f"{'PR' if profile.lexicon.lang == 'fr' else 'BP'}-{number:02d}",
                profile.lexicon.word(row),
                role,
                company.owner(role, "process", row["id"]) if is_followed else None,
                tuple(known) if is_followed else (),
                tuple(row["systems"].split("|")),
                int(row["target"]) if row["target"] else None,
                int(row["hour"]) if row["hour"] else None,
                int(row["delay"]) if row["delay"] else None,
            )
        )
    _add_rules(company)
    _add_improvements(company)


def code_of(company: Company, id: str) -> str:
    """Return the code of a process by its name in the content files."""
    return next(process.code for process in company.processes if process.id == id)


def _add_rules(company: Company) -> None:
    word = company.profile.lexicon.word
    steps = {(row["process"], row["id"]): word(row) for row in rows("steps")}
    for number, row in enumerate(rows("rules"), start=1):
        first, second = (steps.get((row["process"], row[end]), "") for end in ("first", "second"))
        days = int(row["days"]) if row["days"] else None
        company.rules.append(ProcessRule(f"RG-{number:02d}", code_of(company, row["process"]), word(row), row["kind"], first, second, days))


def _add_improvements(company: Company) -> None:
    """Add the register of improvements: what the decisions about lines carry out, then the others."""
    company.improvements += [_of_decision(company, one, number) for number, one in enumerate(_about_lines(company), start=1)]
    written = {process.id for process in company.processes}
    for row in (row for row in rows("improvements") if row["process"] in written):
        company.improvements.append(_of_row(company, row, len(company.improvements) + 1))


def _about_lines(company: Company) -> list[Judged]:
    return [one for one in company.judged if "-L" in one.place]


def _of_decision(company: Company, one: Judged, number: int) -> Improvement:
    """Return the improvement that carries out a decision about a line."""
    lines = [unit.code for unit in company.units if "-L" in unit.code]
    line = company.profile.lexicon.of_kind("places", "line")[lines.index(one.place)]
    role = company.profile.role(one.role)
    return Improvement(
        code=f"AM-{number:02d}",
        title=one.title,
        process=code_of(company, "production"),
        owner=company.owner(role, "improvement", one.title),
        stage="check",
        starts=one.starts,
        review=one.starts + timedelta(days=REVIEW_DAYS),
        target=HOPED_SHARE,
        where=("line", line),
        gain=None,
        decision=one.decision,
    )


def _of_row(company: Company, row: Row, number: int) -> Improvement:
    """Return an improvement of the content file: none of them has changed a lead time."""
    on, role = company.profile.on, company.profile.role(row["role"])
    starts = on + timedelta(days=int(row["starts"]))
    return Improvement(
        code=f"AM-{number:02d}",
        title=company.profile.lexicon.word(row),
        process=code_of(company, row["process"]),
        owner=company.owner(role, "improvement", row["en"]),
        stage=row["stage"],
        starts=starts,
        review=on + timedelta(days=int(row["review"])) if row["review"] else None,
        target=int(row["target"]) / 100 if row["target"] else None,
        where=None,
        gain=int(row["gain"]) * 1000 * 100 if row["gain"] else None,
        decision=None,
    )
