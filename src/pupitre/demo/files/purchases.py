"""The purchase log as a tool that follows several kinds of things exports it: OCEL 2.0 in JSON."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

from pupitre.demo.company import Company
from pupitre.demo.files.office import Office
from pupitre.demo.work import PurchaseLog

KINDS = {
    "order": ("Commande", "Order"),
    "line": ("Ligne de commande", "Order line"),
    "delivery": ("Livraison", "Delivery"),
    "invoice": ("Facture", "Invoice"),
}
ATTRIBUTES = {"supplier": ("Fournisseur", "Supplier"), "unit": ("Demandeur", "Requested by"), "amount": ("Montant", "Amount")}
BELONGS = ("fait partie de", "belongs to")
ABOUT = ("concerne", "is about")
BY = ("Utilisateur", "User")

Json = dict[str, object]
Things = dict[str, tuple[str, dict[str, str], tuple[str, ...]]]


def name(company: Company) -> str:
    """Return the name of the file: that of the process."""
    return f"{next(process.name for process in company.processes if process.id == 'purchase')}.json"


def write_purchases(company: Company, office: Office, folder: Path) -> None:
    """Write the log into a folder."""
    assert company.purchases is not None
    body = document(company.purchases, office)
    (folder / name(company)).write_text(json.dumps(body, ensure_ascii=False), encoding="utf-8")


def document(log: PurchaseLog, office: Office) -> Json:
    """Return the log in the shape of OCEL 2.0: only things that a step has been about."""
    seen = {thing for one in log.events for thing in one.things}
    known = {thing: told for thing, told in log.things.items() if thing in seen}
    since = _moment(log.events[0].at)
    return {
        "objectTypes": [_kind(kind, known, office) for kind in KINDS],
        "eventTypes": [{"name": step, "attributes": [_field(office.say(*BY))]} for step in sorted({one.step for one in log.events})],
        "objects": [_thing(thing, known, since, office) for thing in known],
        "events": [
            {
                "id": f"e{number:05d}",
                "type": one.step,
                "time": _moment(one.at),
                "attributes": [{"name": office.say(*BY), "value": one.by}],
                "relationships": [{"objectId": thing, "qualifier": office.say(*ABOUT)} for thing in one.things],
            }
            for number, one in enumerate(log.events, start=1)
        ],
    }


def _kind(kind: str, known: Things, office: Office) -> Json:
    """Return a kind of thing with what is told of each."""
    told = {name for of_kind, attributes, _ in known.values() if of_kind == kind for name in attributes}
    fields = [_field(office.say(*ATTRIBUTES[name]), "float" if name == "amount" else "string") for name in sorted(told)]
    return {"name": office.say(*KINDS[kind]), "attributes": fields}


def _field(name: str, kind: str = "string") -> Json:
    return {"name": name, "type": kind}


def _thing(thing: str, known: Things, since: str, office: Office) -> Json:
    """Return a thing, what is told of it and what it belongs to."""
    kind, attributes, wholes = known[thing]
    return {
        "id": thing,
        "type": office.say(*KINDS[kind]),
        "attributes": [{"name": office.say(*ATTRIBUTES[name]), "time": since, "value": value} for name, value in attributes.items()],
        "relationships": [{"objectId": whole, "qualifier": office.say(*BELONGS)} for whole in wholes],
    }


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%S}"
