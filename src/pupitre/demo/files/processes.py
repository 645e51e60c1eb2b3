"""The files of how the company works: its processes with their rules, and what was done to make them better."""

from __future__ import annotations

from pupitre.demo.company import Company
from pupitre.demo.files.cells import Cash, Cell, Pct
from pupitre.demo.files.office import Office
from pupitre.demo.files.sheet import Sheet
from pupitre.demo.files.write import Document
from pupitre.demo.invent.hours import HOURS

RULES = {
    "order": ("Ordre", "Order"),
    "four_eyes": ("Quatre yeux", "Four eyes"),
    "forbidden": ("Interdit", "Forbidden"),
    "required": ("Obligatoire", "Required"),
    "deadline": ("Délai", "Deadline"),
}
STAGES = {"plan": ("Planifier", "Plan"), "do": ("Réaliser", "Do"), "check": ("Vérifier", "Check"), "act": ("Agir", "Act")}
WEEK = ("du lundi au vendredi", "Monday to Friday")


def processes(company: Company, office: Office) -> Document:
    """Return the register of processes, with the rules that they keep to."""
    units = {unit.role: unit.name for unit in company.units if unit.role != "team"}
    keys = ("code", "name", "owner", "unit", "kpis", "systems", "target", "hour", "delay", "hours", "weekdays")
    listed: list[list[Cell]] = [
        [
            one.code,
            one.name,
            one.owner,
            units[one.role],
            " ; ".join(one.kpis) or None,
            " ; ".join(one.systems),
            one.target,
            None if one.hour_cost is None else Cash(one.hour_cost * 100),
            None if one.delay_cost is None else Cash(one.delay_cost * 100),
            HOURS,
            office.say(*WEEK),
        ]
        for one in company.processes
    ]
    title = office.say("Cartographie des processus", "Process register")
    register = Sheet(office.say("Processus", "Processes"), office.headers(*(f"process.{k}" for k in keys)), listed, titles=[title])
    return Document(f"{title}.xlsx", (register, _rules(company, office)), office)


def _rules(company: Company, office: Office) -> Sheet:
    keys = ("code", "process", "name", "kind", "first", "second", "days")
    listed: list[list[Cell]] = [
        [one.code, one.process, one.name, office.say(*RULES[one.kind]), one.first, one.second or None, one.days] for one in company.rules
    ]
    return Sheet(office.say("Règles de gestion", "Business rules"), office.headers(*(f"rule.{k}" for k in keys)), listed)


def improvements(company: Company, office: Office) -> Document:
    """Return the register of improvements, from plan to proof."""
    keys = ("code", "title", "process", "owner", "stage", "starts", "review", "target", "where", "gain", "decision")
    listed: list[list[Cell]] = [
        [
            one.code,
            one.title,
            one.process,
            one.owner,
            office.say(*STAGES[one.stage]),
            one.starts,
            one.review,
            None if one.target is None else Pct(one.target),
            None if one.where is None else f"{office.header(f'event.{one.where[0]}')}={one.where[1]}",
            None if one.gain is None else Cash(one.gain),
            one.decision,
        ]
        for one in company.improvements
    ]
    title = office.say("Registre des améliorations", "Improvement register")
    sheet = Sheet(office.say("Améliorations", "Improvements"), office.headers(*(f"improvement.{k}" for k in keys)), listed, titles=[title])
    return Document(f"{title}.xlsx", (sheet,), office)
