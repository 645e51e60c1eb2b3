"""The files of the departments and their people."""

from __future__ import annotations

from pupitre.demo.company import Company
from pupitre.demo.files.cells import Cell
from pupitre.demo.files.office import Office, written
from pupitre.demo.files.sheet import Sheet
from pupitre.demo.files.write import Document

UNKNOWN_ALIASES = ("quality", "sales")
"""Departments whose short name the organisation chart does not give: somebody must be asked."""


def organisation(company: Company, office: Office) -> Document:
    """Return the organisation chart: departments, then teams, with the short names in use."""
    keys = ("unit.code", "unit.name", "unit.parent", "unit.people", "unit.site", "unit.alias")
    name = company.profile.lexicon.of_kind("places", "company")[0]
    title = office.say(f"{name} – organisation", f"{name} – organisation")
    sheet = Sheet(
        office.say("Organisation", "Organisation"),
        office.headers(*keys),
        [[u.code, u.name, u.parent, u.people, u.site, None if u.role in ("team", *UNKNOWN_ALIASES) else u.short] for u in company.units],
        titles=[title, office.say(f"À jour au {office.day(company.profile.on)}", f"As of {office.day(company.profile.on)}")],
    )
    return Document(office.say("Organisation.xlsx", "Organisation.xlsx"), (_readme(company, office), sheet), office)


def _readme(company: Company, office: Office) -> Sheet:
    """Return the sheet of remarks that somebody put in front of the table."""
    remark = office.say("Ce classeur est tenu par les ressources humaines.", "This workbook is kept by human resources.")
    return Sheet(
        office.say("Lisez-moi", "Read me"), [remark], [[office.say("Toute correction leur est adressée.", "Send them any correction.")]]
    )


def people(company: Company, office: Office) -> Document:
    """Return the staff list: no pay, no sex, no birth date."""
    keys = ("person.code", "person.name", "person.unit", "person.job", "person.manager", "person.hired", "person.left")
    name = office.say("Effectifs.csv", "Staff list.csv")
    listed: list[list[Cell]] = [
        [p.code, p.name, written(company, p.role, name, row=number), p.job, p.manager, p.hired, p.left]
        for number, p in enumerate(company.people)
    ]
    return Document(name, (Sheet("", office.headers(*keys), listed),), office)
