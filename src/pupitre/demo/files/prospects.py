"""The files of what is expected, limited, taken for granted and announced."""

from __future__ import annotations

from pupitre.demo.company import Company
from pupitre.demo.files.cells import Cash, Cell, Number
from pupitre.demo.files.direction import gain, level
from pupitre.demo.files.office import Office, written
from pupitre.demo.files.sheet import Sheet
from pupitre.demo.files.write import Document

KINDS = {
    "budget": ("Budget", "Budget"),
    "hours": ("Heures", "Hours"),
    "projects": ("Projets à la fois", "Projects at once"),
    "changes": ("Changements à la fois", "Changes at once"),
}
SIDES = {True: ("Au-dessus", "Above"), False: ("Au-dessous", "Below")}
BASES = {True: ("Mesuré", "Measured"), False: ("Estimation", "Estimate")}


def benefits(company: Company, office: Office) -> Document:
    """Return the benefits that the projects promise, with what bounds them."""
    kpis = {kpi.code: kpi for kpi in company.kpis}
    listed: list[list[Cell]] = []
    for effect in company.effects:
        kpi = kpis[effect.kpi]
        sizes = [gain(kpi, value) for value in (effect.low, effect.likely, effect.high)]
        listed.append([effect.project, effect.kpi, *sizes, effect.ramp_days, office.say(*BASES[effect.measured])])
    keys = ("project", "kpi", "low", "likely", "high", "ramp", "basis")
    title = office.say("Bénéfices attendus des projets", "Expected benefits of projects")
    sheet = Sheet(office.say("Bénéfices", "Benefits"), office.headers(*(f"effect.{k}" for k in keys)), listed, titles=[title])
    return Document(f"{title}.xlsx", (sheet,), office)


def limits(company: Company, office: Office) -> Document:
    """Return what the leadership team does not want to pass."""
    name = office.say("Plafonds de l'arbitrage.csv", "Ceilings.csv")
    listed: list[list[Cell]] = [
        [
            office.say(*KINDS[limit.kind]),
            limit.skill or None,
            written(company, limit.role, name) if limit.role else None,
            limit.starts,
            limit.ends,
            Number(limit.value, 0),
        ]
        for limit in company.limits
    ]
    headers = office.headers(*(f"limit.{k}" for k in ("what", "skill", "unit", "starts", "ends", "value")))
    return Document(name, (Sheet("", headers, listed),), office)


def assumptions(company: Company, office: Office) -> Document:
    """Return what the plan takes for granted, then what is announced."""
    kpis = {kpi.code: kpi for kpi in company.kpis}
    listed: list[list[Cell]] = [
        [
            one.code,
            one.text,
            one.kpi,
            office.say(*SIDES[one.above]),
            level(kpis[one.kpi], one.threshold),
            " ; ".join(one.objectives) or None,
            one.owner,
            one.review,
        ]
        for one in company.assumptions
    ]
    keys = ("code", "text", "kpi", "side", "threshold", "objectives", "owner", "review")
    taken = Sheet(office.say("Hypothèses", "Assumptions"), office.headers(*(f"assumption.{k}" for k in keys)), listed)
    announced: list[list[Cell]] = [[h.code, h.text, h.at, " ; ".join(h.projects), h.days, Cash(h.cents)] for h in company.hazards]
    heads = office.headers(*(f"hazard.{k}" for k in ("code", "text", "at", "projects", "days", "cost")))
    sheets = (taken, Sheet(office.say("Aléas", "Hazards"), heads, announced)) if announced else (taken,)
    return Document(office.say("Hypothèses et aléas.xlsx", "Assumptions and hazards.xlsx"), sheets, office)
