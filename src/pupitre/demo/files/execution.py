"""The files of the projects: register, reviews, schedules, load, budgets."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np

from pupitre.demo.company import Company, Project
from pupitre.demo.files.cells import Cash, Cell, Month, Number, Pct, Week
from pupitre.demo.files.office import Office, shuffled, written
from pupitre.demo.files.sheet import BadRow, Sheet
from pupitre.demo.files.write import Document

LINKS = {"fr": {"FS": "FD", "SS": "DD", "FF": "FF"}, "en": {"FS": "FS", "SS": "SS", "FF": "FF"}}
"""Kinds of link: a French office writes fin-début and début-début."""


def register(company: Company, office: Office) -> Document:
    """Return the portfolio as the projects office keeps it: thousands, a title, a total, a row whose dates are crossed."""
    on = company.profile.on
    keys = (
        "code",
        "name",
        "text",
        "unit",
        "owner",
        "objectives",
        "starts",
        "due",
        "finish",
        "budget",
        "spent",
        "progress",
        "status",
        "comment",
    )
    name = office.say("Portefeuille projets.xlsx", "Project portfolio.xlsx")
    kept = [p for p in company.projects if not p.bilbao]
    kept = [kept[i] for i in shuffled(len(kept), company.profile.seed, name)]
    listed = [_registered(company, p, written(company, p.role, name, row=number), thousands=True) for number, p in enumerate(kept)]
    crossed = _registered(company, kept[3], written(company, kept[3].role, name), thousands=True)
    crossed[0], crossed[1] = f"{kept[3].code[:-3]}900", office.say("Étude d'extension du site", "Site extension study")
    crossed[6], crossed[7], crossed[8] = on, on - timedelta(days=90), None
    listed.insert(len(listed) // 2, crossed)
    listed = _with_status(listed, office, 12)
    total: list[Cell] = [None] * len(keys)
    total[1] = "Total"
    total[9], total[10] = (
        Cash(sum(cell.cents for row in listed if isinstance(cell := row[place], Cash)), thousands=True) for place in (9, 10)
    )
    sheet = Sheet(
        office.say("Portefeuille", "Portfolio"),
        office.headers(*(f"project.{k}" for k in keys)),
        listed,
        titles=[
            office.say("Portefeuille de projets", "Project portfolio"),
            office.say(f"Situation au {office.day(on)}", f"Position as of {office.day(on)}"),
        ],
        total=total,
        notes=[
            office.say("Dépensé : factures enregistrées à la fin du mois précédent.", "Spent: invoices recorded at the end of last month.")
        ],
        bad=[BadRow(len(kept) // 2, "end_before_start")],
    )
    return Document(name, (sheet,), office)


def _registered(company: Company, project: Project, unit: str, *, thousands: bool) -> list[Cell]:
    """Return the row of a project in a register."""
    last = project.reports[-1]
    finish = last.finish if last.finish != project.due else None
    return [
        project.code,
        project.name,
        project.text,
        unit,
        project.owner,
        " ; ".join(project.objectives) or None,
        project.starts,
        project.due,
        finish,
        Cash(project.budget * 100, thousands),
        Cash(last.spent, thousands),
        Pct(last.progress),
        last.status,
        last.comment or None,
    ]


def bilbao_register(company: Company, office: Office) -> Document | None:
    """Return the projects of the Bilbao team in their own file: English, units where the others count in thousands."""
    theirs = replace(office, abroad=True)
    keys = (
        "code",
        "name",
        "text",
        "unit",
        "owner",
        "objectives",
        "starts",
        "due",
        "finish",
        "budget",
        "spent",
        "progress",
        "status",
        "comment",
    )
    kept = [p for p in company.projects if p.bilbao]
    if not kept:
        return None
    units = {u.role: u.name for u in company.units if u.role != "team"}
    listed = [_registered(company, p, units[p.role], thousands=False) for p in kept]
    headers: list[Cell] = [
        str(h).replace("(k", "(").replace(f"({office.sign})", f"({company.profile.currency})")
        for h in theirs.headers(*(f"project.{k}" for k in keys))
    ]
    sheet = Sheet("", headers, _with_status(listed, theirs, 12), titles=[])
    site = company.profile.lexicon.of_kind("places", "site")[3]
    return Document(f"{site} projects {company.profile.on.isoformat()}.csv", (sheet,), theirs, encoding="utf-8")


def _with_status(listed: list[list[Cell]], office: Office, place: int) -> list[list[Cell]]:
    """Return rows whose status is in the office's words."""
    return [[*row[:place], office.status(str(row[place])), *row[place + 1 :]] for row in listed]


def reviews(company: Company, office: Office) -> Document:
    """Return the history: one line per project and monthly review, before today's."""
    name = office.say("Revues de projets.csv", "Project reviews.csv")
    keys = ("report.at", "project.code", "project.status", "project.progress", "project.spent", "project.finish", "project.comment")
    listed: list[list[Cell]] = [
        [r.at, p.code, office.status(r.status), Pct(r.progress), Cash(r.spent, thousands=True), r.finish, r.comment or None]
        for p in company.projects
        for r in p.reports[:-1]
    ]
    listed.sort(key=lambda row: str(row[0]))
    return Document(name, (Sheet("", office.headers(*keys), listed),), office)


def schedules(company: Company, office: Office) -> Document:
    """Return the tasks of every project and their links."""
    keys = ("code", "name", "low", "likely", "high", "starts", "due", "began", "ended", "progress", "skill", "budget")
    tasks = Sheet(
        office.say("Tâches", "Tasks"),
        [office.header("project.code"), *office.headers(*(f"task.{k}" for k in keys))],
        [
            [
                t.project,
                t.code,
                t.name,
                *(Number(d, 1) for d in t.days),
                *t.planned,
                *t.actual,
                Pct(t.progress),
                t.skill,
                Cash(t.budget * 100),
            ]
            for t in company.tasks
        ],
    )
    links = Sheet(
        office.say("Liens", "Links"),
        [office.header("project.code"), *office.headers("link.before", "link.after", "link.kind", "link.lag")],
        [[k.project, k.before, k.after, LINKS[office.lang][k.kind], k.lag] for k in company.links],
    )
    return Document(office.say("Plannings.xlsx", "Schedules.xlsx"), (tasks, links), office)


def load(company: Company, office: Office) -> Document:
    """Return hours asked and hours available, weeks as columns."""
    hours = company.load
    assert hours is not None
    weeks: list[Cell] = [Week(week) for week in hours.weeks]
    names = {skill.id: skill.name for skill in company.skills}
    asked = Sheet(
        office.say("Charge", "Load"),
        [office.header("project.code"), office.header("load.skill"), *weeks],
        [[code, names[skill], *_hours(row)] for (code, skill), row in sorted(hours.asked.items())],
        titles=[office.say("Plan de charge des projets, en heures", "Project load plan, in hours")],
    )
    units = {u.role: u.name for u in company.units if u.role != "team"}
    able = Sheet(
        office.say("Capacité", "Capacity"),
        [office.header("load.skill"), office.header("load.unit"), *weeks],
        [[skill.name, units[skill.role], *_hours(hours.capacity[skill.id])] for skill in company.skills],
        titles=[office.say("Heures disponibles pour les projets", "Hours available for projects")],
    )
    return Document(office.say("Plan de charge.xlsx", "Load plan.xlsx"), (asked, able), office)


def _hours(row: np.ndarray) -> list[Cell]:
    return [Number(float(value), 1) if value else None for value in row]


def budgets(company: Company, office: Office) -> Document:
    """Return the budget of the running year, one line per department, nature and month."""
    year = company.budget[0].month.year
    name = office.say(f"Suivi budgétaire {year}.csv", f"Budget follow-up {year}.csv")
    keys = ("budget.unit", "budget.line", "budget.account", "budget.month", "budget.planned", "budget.actual")
    units = {u.role: u for u in company.units if u.role != "team"}
    listed: list[list[Cell]] = [
        [units[b.role].name.upper(), b.line, b.account, Month(b.month), Cash(b.planned), None if b.actual is None else Cash(b.actual)]
        for b in company.budget
    ]
    total: list[Cell] = [
        "TOTAL",
        None,
        None,
        None,
        Cash(sum(b.planned for b in company.budget)),
        Cash(sum(b.actual or 0 for b in company.budget)),
    ]
    title = office.say(f"Suivi budgétaire {year} – toutes directions", f"Budget follow-up {year} – all departments")
    return Document(name, (Sheet("", office.headers(*keys), listed, titles=[title], total=total),), office)
