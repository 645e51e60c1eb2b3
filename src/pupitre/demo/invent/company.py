"""The whole company, its parts invented in the order they need each other."""

from __future__ import annotations

from datetime import date

import pyarrow as pa

from pupitre.demo.company import Company
from pupitre.demo.invent.direction import add_axes, add_objectives
from pupitre.demo.invent.ledger import ledger
from pupitre.demo.invent.load import add_load
from pupitre.demo.invent.money import add_costs
from pupitre.demo.invent.orders import add_orders
from pupitre.demo.invent.people import add_people, add_units
from pupitre.demo.invent.processes import add_processes
from pupitre.demo.invent.profile import profile
from pupitre.demo.invent.projects import add_projects
from pupitre.demo.invent.prospects import add_prospects
from pupitre.demo.invent.purchases import add_purchases
from pupitre.demo.invent.readings import add_kpis
from pupitre.demo.invent.reports import add_reports, add_spending
from pupitre.demo.invent.schedules import add_schedules, add_skills
from pupitre.demo.invent.stretch import add_stretch
from pupitre.demo.invent.together import add_actions, add_decisions, add_risks, add_suppliers
from pupitre.demo.plan import Disguise, draw


def invent(seed: int, *, size: int, on: date, disguise: Disguise | None = None) -> tuple[Company, pa.Table]:
    """Return a company and its ledger.

    Args:
        seed: Draws the company. size: 20 or 420. on: Its today, moved into the past by a disguise. disguise: When names are others.
    """
    company = Company(profile(seed, on=on, size=size, disguise=disguise), draw(seed, size=size, disguise=disguise))
    add_units(company)
    add_people(company)
    add_axes(company)
    add_kpis(company)
    add_objectives(company)
    add_projects(company)
    add_spending(company)
    add_reports(company)
    add_skills(company)
    add_schedules(company)
    add_load(company)
    add_suppliers(company)
    spent = add_costs(company)
    add_decisions(company)
    add_actions(company)
    add_risks(company)
    add_stretch(company)
    add_prospects(company)
    add_processes(company)
    add_orders(company)
    add_purchases(company)
    return company, ledger(company, spent)
