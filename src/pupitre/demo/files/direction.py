"""The files of the strategy and its KPIs."""

from __future__ import annotations

import numpy as np

from pupitre.demo.company import Company, Kpi, Objective
from pupitre.demo.files.cells import Cell, Month, Number, Pct, Week
from pupitre.demo.files.office import Office, shuffled
from pupitre.demo.files.sheet import Sheet
from pupitre.demo.files.write import Document
from pupitre.demo.spans import closed_months

WORDS = {
    "fr": {
        "up": "Hausse",
        "down": "Baisse",
        "sum": "Somme",
        "mean": "Moyenne",
        "last": "Dernière valeur",
        "none": "Neutre",
        "w": "Hebdomadaire",
        "m": "Mensuelle",
    },
    "en": {
        "up": "Up",
        "down": "Down",
        "none": "Neutral",
        "sum": "Sum",
        "mean": "Average",
        "last": "Last value",
        "w": "Weekly",
        "m": "Monthly",
    },
}

RULES = {
    "": ("", ""),
    "all": ("Tous les résultats clés", "All key results"),
    "score": ("Score", "Score"),
    "count": ("Au moins", "At least"),
}


def plan(company: Company, office: Office) -> Document:
    """Return the strategic plan: axes, objectives, key results, closed cycles."""
    axes = Sheet(
        office.say("Axes", "Axes"),
        office.headers("axis.code", "axis.name", "axis.weight"),
        [[a.code, a.name, Pct(a.weight)] for a in company.axes],
        titles=[office.say("Plan stratégique", "Strategic plan")],
        total=[None, "Total", Pct(1.0)],
    )
    results = Sheet(
        office.say("Résultats clés", "Key results"),
        office.headers(*(f"result.{k}" for k in ("code", "objective", "name", "kpi", "baseline", "target", "starts", "due", "weight"))),
        [
            [r.code, r.objective, r.kpi.name, r.kpi.code, level(r.kpi, r.baseline), level(r.kpi, r.target), r.starts, r.due, Pct(r.weight)]
            for r in company.key_results
        ],
    )
    name = office.say("Plan stratégique.xlsx", "Strategic plan.xlsx")
    return Document(name, (axes, _objectives(company, office), results, _past(company, office)), office)


def level(kpi: Kpi, value: float) -> Cell:
    """Return a level of a KPI: a share as a percentage, anything else as a number."""
    return Pct(round(value / 100, kpi.decimals + 2), kpi.decimals) if kpi.unit == "%" else Number(value, kpi.decimals)


def gain(kpi: Kpi, value: float) -> Cell:
    """Return a change of a KPI, a digit finer than its readings."""
    return Pct(round(value / 100, kpi.decimals + 3), kpi.decimals + 1) if kpi.unit == "%" else Number(value, kpi.decimals + 1)


def _objectives(company: Company, office: Office) -> Sheet:
    keys = ("code", "name", "axis", "parent", "weight", "unit", "owner", "starts", "due", "horizon", "must", "rule", "threshold")
    horizons = {"long": office.say("Long terme", "Long term"), "short": office.say("Court terme", "Short term")}
    return Sheet(
        office.say("Objectifs", "Objectives"),
        office.headers(*(f"objective.{k}" for k in keys)),
        [
            [
                *_named(company, o),
                o.parent,
                Pct(o.weight) if o.parent else None,
                _unit(company, o),
                o.owner,
                o.starts,
                o.due,
                horizons[o.horizon],
                o.must,
                office.say(*RULES[o.rule]) or None,
                o.threshold if o.threshold is None else Number(o.threshold, 1 if o.rule == "score" else 0),
            ]
            for o in company.objectives
        ],
        notes=[office.say("Les poids s'entendent au sein de l'objectif parent.", "Weights are shares of the parent objective.")],
    )


def _named(company: Company, objective: Objective) -> list[Cell]:
    return [objective.code, objective.name, next(a.name for a in company.axes if a.id == objective.axis)]


def _unit(company: Company, objective: Objective) -> str:
    return next(u.name for u in company.units if u.role == objective.role)


def _past(company: Company, office: Office) -> Sheet:
    keys = ("code", "name", "axis", "unit", "owner", "starts", "due", "kpi", "baseline", "target", "outcome")
    outcomes = {"reached": office.say("Atteint", "Reached"), "missed": office.say("Non atteint", "Missed")}
    listed: list[list[Cell]] = []
    for o, result in zip(company.past, company.past_results, strict=True):
        listed.append(
            [
                *_named(company, o),
                _unit(company, o),
                o.owner,
                o.starts,
                o.due,
                result.kpi.code,
                level(result.kpi, result.baseline),
                level(result.kpi, result.target),
                outcomes[o.outcome],
            ]
        )
    return Sheet(office.say("Cycles clos", "Closed cycles"), office.headers(*(f"objective.{k}" for k in keys)), listed)


def dictionary(company: Company, office: Office) -> Document:
    """Return the list of KPIs and how each is computed."""
    words = WORDS[office.lang]
    keys = ("code", "name", "unit", "direction", "formula", "department", "owner", "frequency", "aggregation")
    units = {u.role: u.name for u in company.units if u.role != "team"}
    listed: list[list[Cell]] = [
        [
            k.code,
            k.name,
            k.unit,
            words["none" if k.neutral else "up" if k.up else "down"],
            k.formula,
            units[k.role],
            k.owner,
            words["w" if k.weekly else "m"],
            words[k.aggregation],
        ]
        for k in sorted(company.kpis, key=lambda k: k.code)
    ]
    title = office.say("Dictionnaire des indicateurs", "KPI dictionary")
    sheet = Sheet(office.say("Indicateurs", "KPIs"), office.headers(*(f"kpi.{k}" for k in keys)), listed, titles=[title])
    return Document(f"{title}.xlsx", (sheet,), office)


def weekly(company: Company, office: Office) -> Document:
    """Return the weekly readings, one per line, as a tool exports them."""
    listed: list[list[Cell]] = [
        [kpi.code, kpi.name, Week(start), level(kpi, float(value)), level(kpi, kpi.targets[start.year]), kpi.unit]
        for kpi in company.kpis
        if kpi.weekly
        for start, value in zip(kpi.starts, kpi.values, strict=True)
        if not np.isnan(value)
    ]
    sheet = Sheet("", office.headers("kpi.code", "kpi.name", "kpi.week", "kpi.value", "kpi.target", "kpi.unit"), listed)
    return Document(office.say("Mesures hebdomadaires.csv", "Weekly readings.csv"), (sheet,), office, encoding="utf-8-sig")


def by_place(company: Company, office: Office) -> Document | None:
    """Return the readings taken plant by plant and line by line."""
    names = {unit.code: unit.name for unit in company.units}
    listed: list[list[Cell]] = [
        [kpi.code, kpi.name, names[place], Week(start), level(kpi, float(value)), kpi.unit]
        for kpi in company.kpis
        for place, values in kpi.places.items()
        for start, value in zip(kpi.starts, values, strict=True)
    ]
    if not listed:
        return None
    sheet = Sheet("", office.headers("kpi.code", "kpi.name", "kpi.place", "kpi.week", "kpi.value", "kpi.unit"), listed)
    return Document(
        office.say("Mesures par site et par ligne.csv", "Readings by plant and line.csv"), (sheet,), office, encoding="utf-8-sig"
    )


def monthly(company: Company, office: Office) -> Document:
    """Return the monthly dashboards: one sheet per department, months as columns."""
    months = closed_months(company.profile.on)
    sheets = []
    for unit in company.units:
        kpis = [k for k in company.kpis if k.role == unit.role and not k.weekly]
        if not kpis:
            continue
        kpis = [kpis[i] for i in shuffled(len(kpis), company.profile.seed, unit.role)]
        listed: list[list[Cell]] = []
        for kpi in kpis:
            known = dict(zip(kpi.starts, kpi.values, strict=True))
            readings = [level(kpi, float(known[month])) if month in known else None for month in months]
            listed.append([kpi.code, kpi.name, kpi.unit, level(kpi, kpi.targets[months[-1].year]), *readings])
        headers = [*office.headers("kpi.code", "kpi.name", "kpi.unit", "kpi.target"), *(Month(month) for month in months)]
        title = office.say(f"Tableau de bord – {unit.name}", f"Dashboard – {unit.name}")
        sheets.append(Sheet(unit.name.replace("/", "-")[:31], headers, listed, titles=[title]))
    return Document(office.say("Tableaux de bord mensuels.xlsx", "Monthly dashboards.xlsx"), tuple(sheets), office)
