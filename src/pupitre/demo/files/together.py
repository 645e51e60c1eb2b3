"""The files of decisions, actions, risks and suppliers."""

from __future__ import annotations

from dataclasses import replace

from pupitre.demo.company import Action, Company
from pupitre.demo.files.cells import Cash, Cell, Pct
from pupitre.demo.files.direction import gain
from pupitre.demo.files.office import Office, written
from pupitre.demo.files.sheet import BadRow, Sheet
from pupitre.demo.files.write import Document
from pupitre.demo.streams import stream

NOBODY = ("", "-", "TBD", "n.d.", "N/D")
"""What people write where the name of an owner is missing."""
ACTION_KEYS = ("code", "title", "owner", "unit", "decision", "decided", "due", "done", "done_on", "blocked_on", "blocked_by")


def decisions(company: Company, office: Office) -> Document:
    """Return the decisions of the leadership meeting."""
    keys = ("code", "title", "unit", "owner", "decided", "starts", "places", "due", "review", "status", "kpi", "low", "likely", "high")
    kpis, places = {kpi.code: kpi for kpi in company.kpis}, {unit.code: unit.name for unit in company.units}
    states = {"decided": office.say("En cours", "Under way"), "done": office.say("Appliquée", "Applied")}
    name = office.say("Relevé de décisions CODIR.xlsx", "Leadership decisions.xlsx")
    listed: list[list[Cell]] = []
    for number, d in enumerate(company.decisions):
        nobody = NOBODY[int(stream(company.profile.seed, "nobody", number).integers(len(NOBODY)))]
        unit = written(company, d.role, name, row=number)
        known = d.judged
        hoped: list[Cell] = [known.kpi, *(gain(kpis[known.kpi], value) for value in known.expected)] if known else [None] * 4
        where: list[Cell] = [known.starts, places.get(known.place)] if known else [None, None]
        listed.append([d.code, d.title, unit, d.owner or nobody, d.decided, *where, d.due, d.review, states[d.status], *hoped])
    title = office.say("Relevé des décisions du comité de direction", "Decisions of the leadership team")
    return Document(
        name,
        (Sheet(office.say("Décisions", "Decisions"), office.headers(*(f"decision.{k}" for k in keys)), listed, titles=[title]),),
        office,
    )


def actions(company: Company, office: Office) -> Document:
    """Return the action list, one of whose dates does not exist."""
    name = office.say("Suivi des actions.csv", "Action log.csv")
    kept = [a for a in company.actions if not a.bilbao]
    listed = [_action(a, written(company, a.role, name, row=number)) for number, a in enumerate(kept)]
    year = company.profile.on.year
    wrong = [*listed[5]]
    wrong[0] = f"{kept[5].code[:-4]}9001"
    wrong[6] = {
        0: f"02/31/{year}" if office.month_first else f"31/02/{year}",
        1: f"{year}-02-31",
        2: office.say(f"31 févr. {year}", f"31 Feb {year}"),
    }[office.dates]
    listed.insert(len(listed) - 9, wrong)
    headers = office.headers(*(f"action.{k}" for k in ACTION_KEYS))
    return Document(name, (Sheet("", headers, listed, bad=[BadRow(len(listed) - 10, "impossible_date")]),), office)


def _action(action: Action, unit: str) -> list[Cell]:
    waiting = action.blocked_by
    if waiting and int(action.code[-1]) % 3 == 0:
        waiting = f" {waiting[0].lower()}{waiting[1:]} "
    done = action.done_on is not None
    return [
        action.code,
        action.title,
        action.owner,
        unit,
        action.decision,
        action.decided,
        action.due,
        done,
        action.done_on,
        action.blocked_on,
        waiting or None,
    ]


def bilbao_actions(company: Company, office: Office) -> Document | None:
    """Return the action tracker of the Bilbao team, in English."""
    theirs = replace(office, abroad=True)
    kept = [a for a in company.actions if a.bilbao]
    if not kept:
        return None
    units = {u.role: u.name for u in company.units if u.role != "team"}
    site = company.profile.lexicon.of_kind("places", "site")[3]
    sheet = Sheet(
        "Tracker",
        theirs.headers(*(f"action.{k}" for k in ACTION_KEYS)),
        [_action(a, units[a.role]) for a in kept],
        titles=[f"{site} action tracker"],
    )
    return Document(f"{site} action tracker.xlsx", (sheet,), theirs)


def risks(company: Company, office: Office) -> Document:
    """Return the risk register, with one row that names nothing."""
    keys = ("code", "title", "unit", "owner", "likelihood", "level", "due")
    name = office.say("Cartographie des risques.xlsx", "Risk register.xlsx")
    listed: list[list[Cell]] = [
        [r.code, r.title, written(company, r.role, name, row=number), r.owner, Pct(r.likelihood), r.level, r.due]
        for number, r in enumerate(company.risks)
    ]
    listed.insert(len(listed) // 3, [None, None, listed[0][2], listed[0][3], Pct(0.1), 3, None])
    title = office.say("Cartographie des risques", "Risk register")
    sheet = Sheet(
        office.say("Risques", "Risks"),
        office.headers(*(f"risk.{k}" for k in keys)),
        listed,
        titles=[title],
        bad=[BadRow(len(company.risks) // 3, "missing_required")],
    )
    return Document(name, (sheet,), office)


def suppliers(company: Company, office: Office) -> Document:
    """Return the supplier list, with one listed twice and, in France, one whose SIRET a spreadsheet has spoilt."""
    keys = ("code", "name", "amount", "critical", "since")
    name = office.say("Panel fournisseurs.csv", "Vendors.csv")
    listed: list[list[Cell]] = [[_spaced(s.code), s.name, Cash(s.amount), s.critical, s.since] for s in company.suppliers]
    bad = [BadRow(len(listed), "duplicate_key")]
    listed.append([*listed[7]])
    if office.lang == "fr":
        bad.append(BadRow(len(listed), "siret_mangled"))
        listed.append(["3,62521E+13", "Ateliers du Thouet", Cash(1_843_000), False, listed[7][4]])
    headers = office.headers(*(f"supplier.{k}" for k in keys))
    return Document(name, (Sheet("", headers, listed, bad=bad),), office, encoding="cp1252" if office.lang == "fr" else "utf-8")


def _spaced(code: str) -> str:
    """Return a SIRET in groups, as it is printed."""
    return f"{code[:3]} {code[3:6]} {code[6:9]} {code[9:]}" if len(code) == 14 else code
