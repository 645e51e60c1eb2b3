"""Departments and the people in them."""

from __future__ import annotations

from datetime import timedelta

import numpy as np

from pupitre.demo.company import Company, Person, Unit
from pupitre.demo.lexicon import rows
from pupitre.demo.streams import stream

MANAGERS_PER_PERSON = 1 / 11
BILBAO_SHARE = 18 / 420
YEARLY_LEAVERS = 0.1
LINE_PEOPLE = 16


def add_units(company: Company) -> None:
    """Add the departments of the company's size, then the teams of the largest one."""
    scale, lexicon = company.profile.scale, company.profile.lexicon
    column = "people" if scale.people > 100 else "small"
    sites = lexicon.of_kind("places", "site")
    for index, row in enumerate(r for r in rows("units") if r["role"] in scale.roles):
        site = sites[1] if row["role"] == "production" else sites[2] if row["role"] == "service" else sites[0]
        code = row[f"code_{lexicon.lang}"] if not company.profile.disguised else f"{(index + 1) * 10:03d}"
        company.units.append(
            Unit(row["role"], code, lexicon.word(row), row[_short(lexicon.lang, other=lexicon.other)], int(row[column]), site)
        )
    largest = company.units[0]
    teams = (("Usine de %s", "%s plant", 1, 0.46), ("Usine de %s", "%s plant", 2, 0.34), ("Équipe de %s", "%s team", 3, 0.04))
    for number, (french, english, site_number, share) in enumerate(teams, start=1):
        name = (french if lexicon.lang == "fr" else english) % sites[site_number]
        people = round(largest.people * share)
        if scale.people > 100:
            company.units.append(Unit("team", f"{largest.code}-{number}", name, name, people, sites[site_number], largest.name))
    if scale.people > 100:
        _add_lines(company, largest, sites[1])


def _add_lines(company: Company, plants: Unit, site: str) -> None:
    """Add the production lines of the first plant."""
    lexicon = company.profile.lexicon
    for number, line in enumerate(lexicon.of_kind("places", "line"), start=1):
        name = f"{'Ligne' if lexicon.lang == 'fr' else 'Line'} {line}"
        above = next(unit.name for unit in company.units if unit.code == f"{plants.code}-1")
        company.units.append(Unit("team", f"{plants.code}-L{number}", name, name, LINE_PEOPLE, site, above))


def _short(lang: str, *, other: bool) -> str:
    return f"{lang}_alt_short" if other else f"{lang}_short"


def add_people(company: Company) -> None:
    """Add the people of every department, then those who left over three years."""
    scale, lexicon, on = company.profile.scale, company.profile.lexicon, company.profile.on
    rng = stream(company.profile.seed, "people", scale.people, lexicon.lang, lexicon.other)
    names = _names(company, rng, round(scale.people * (1 + 3 * YEARLY_LEAVERS)))
    jobs = {kind: lexicon.names(kind) for kind in ("role_worker", "role_office")}
    manager_job = "Responsable" if lexicon.lang == "fr" else "Manager"
    spanish = round(scale.people * BILBAO_SHARE)
    number = 0
    for unit in (u for u in company.units if u.parent is None):
        leavers = round(unit.people * 3 * YEARLY_LEAVERS)
        for rank in range(unit.people + leavers):
            left = rank >= unit.people
            manager = not left and rank < max(2, round(unit.people * MANAGERS_PER_PERSON))
            kind = "role_worker" if unit.role in ("production", "supply") and rank % 4 else "role_office"
            hired = on - timedelta(days=int(rng.integers(1100 if left else 40, 9000)))
            gone = on - timedelta(days=int(rng.integers(20, 1090))) if left else None
            job = manager_job if manager else str(rng.choice(jobs[kind]))
            bilbao = unit.role in ("rd", "production", "sales") and not left and not manager and spanish > 0 and rank % 5 == 4
            spanish -= bilbao
            name = _spanish(company, number) if bilbao else names[number]
            company.people.append(Person(f"{number + 1:05d}", name, unit.role, job, manager, hired, gone, bilbao))
            number += 1


def _names(company: Company, rng: np.random.Generator, count: int) -> list[str]:
    """Return as many different full names as asked for."""
    first, last = company.profile.lexicon.names("first"), company.profile.lexicon.names("last")
    picked = rng.permutation(len(first) * len(last))[:count]
    return [f"{first[i % len(first)]} {last[i // len(first)]}" for i in picked]


def _spanish(company: Company, number: int) -> str:
    """Return a name of the Bilbao team; eighteen and more are different."""
    kinds = {kind: next(r for r in rows("names") if r["kind"] == kind)["es"].split("|") for kind in ("first", "last")}
    rng = stream(company.profile.seed, "bilbao")
    first, last = rng.permutation(kinds["first"]), rng.permutation(kinds["last"])
    return f"{first[number % len(first)]} {last[(number // len(first) + number) % len(last)]}"
