"""Departments' budgets, month by month, and what they truly spent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from pupitre.demo.company import BudgetLine, Company
from pupitre.demo.spans import closed_months, month_start
from pupitre.demo.streams import stream


@dataclass(frozen=True, slots=True)
class Nature:
    """A kind of expense: its ledger account and its yearly share of revenue in a department that has it."""

    account: str
    fr: str
    en: str
    share: float
    roles: tuple[str, ...] = ()


NATURES = (
    Nature("641100", "Salaires", "Salaries", 0.232),
    Nature("645100", "Charges sociales", "Social charges", 0.098),
    Nature("625100", "Déplacements", "Travel", 0.009),
    Nature("622600", "Honoraires", "Professional fees", 0.012),
    Nature("606400", "Fournitures", "Supplies", 0.006),
    Nature("651600", "Licences et logiciels", "Software licences", 0.011),
    Nature("631300", "Formation", "Training", 0.007),
    Nature("601000", "Matières et composants", "Materials and components", 0.372, ("production",)),
    Nature("604000", "Sous-traitance", "Subcontracting", 0.058, ("production",)),
    Nature("606100", "Énergie", "Energy", 0.024, ("production",)),
    Nature("615500", "Entretien des machines", "Machine maintenance", 0.016, ("production",)),
    Nature("606300", "Outillage", "Tooling", 0.008, ("production",)),
    Nature("613500", "Location de matériel", "Equipment rental", 0.006, ("supply",)),
    Nature("623300", "Salons et publicité", "Trade fairs and advertising", 0.009, ("sales",)),
    Nature("624100", "Transport sur ventes", "Outbound freight", 0.017, ("supply",)),
    Nature("616000", "Assurances", "Insurance", 0.006, ("finance",)),
    Nature("615200", "Garanties et retours", "Warranty and returns", 0.007, ("service",)),
    Nature("622800", "Essais et certifications", "Tests and certification", 0.005, ("quality",)),
    Nature("626000", "Télécommunications", "Telecommunications", 0.003, ("it",)),
)
PROJECT_ACCOUNTS = ("231500", "617000")
"""Where the money of projects goes: half to assets under construction, half to studies."""


def add_costs(company: Company) -> dict[tuple[str, str, date], int]:
    """Add the budget of the running year and return what was spent: cents by department, account and closed month."""
    profile = company.profile
    months = closed_months(profile.on)
    year_start = date(months[-1].year, 1, 1)
    planned_months = [month_start(year_start, shift) for shift in range(12)]
    everyone = sum(unit.people for unit in company.units if unit.parent is None)
    spent: dict[tuple[str, str, date], int] = {}
    for unit in (u for u in company.units if u.parent is None):
        for nature in NATURES:
            if nature.roles and unit.role not in {profile.role(r) for r in nature.roles}:
                continue
            rng = stream(profile.seed, "cost", unit.role, nature.account)
            part = unit.people / everyone if not nature.roles else 1 / len({profile.role(r) for r in nature.roles})
            monthly = profile.scale.revenue * nature.share * part / 12
            level = monthly * (1 + 0.025 * np.arange(-36, 12) / 12) * 100
            wobble = rng.normal(1, 0.015 if nature.account.startswith("64") else 0.06, len(level))
            base = month_start(profile.on, -36)
            for month in months:
                spent[unit.role, nature.account, month] = round(
                    float(level[_months_between(base, month)] * wobble[_months_between(base, month)])
                )
            for month in planned_months:
                planned = round(float(level[_months_between(base, month)]) / 10_000) * 10_000
                name = nature.fr if profile.lexicon.lang == "fr" else nature.en
                company.budget.append(
                    BudgetLine(unit.role, name, nature.account, month, planned, spent.get((unit.role, nature.account, month)))
                )
    return spent


def _months_between(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month
