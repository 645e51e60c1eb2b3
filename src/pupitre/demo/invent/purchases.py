"""Eighteen months of purchases, as a tool that follows orders, lines, deliveries and invoices recorded them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

import numpy as np

from pupitre.demo.company import Company
from pupitre.demo.invent.hours import DAY, moments, now_of
from pupitre.demo.lexicon import Row, rows
from pupitre.demo.spans import closed_weeks
from pupitre.demo.streams import stream
from pupitre.demo.work import Purchased, PurchaseLog

MONTHS_BACK = 18
LEAD_DAYS, LEAD_SPREAD, STEP_SPREAD = 19.0, 0.3, 0.5
"""Working days from request to payment release, as it is spread over orders and over steps."""
LINES = (0.45, 0.35, 0.20)
"""Share of the orders with one, two, three lines."""
TWICE = 0.03
"""Share of the orders delivered in two goes, each with its invoice."""
DISPUTED, DISPUTE_DAYS = 0.015, 16.0
"""Share of the orders whose invoice is disputed, and working days that it waits: long, and too seldom to weigh."""
SAME_HANDS = 0.01
POOL = 40
"""People at most who do a step."""


@dataclass(frozen=True, slots=True)
class _Office:
    """Who purchases, since when and until when: steps and their people by step, the first Monday, today in working minutes."""

    steps: dict[str, Row]
    pools: dict[str, list[str]]
    first: date
    now: int


def add_purchases(company: Company) -> None:
    """Add the purchases, in which nothing is planted."""
    profile = company.profile
    steps = {row["id"]: row for row in rows("steps") if row["process"] == "purchase"}
    office = _Office(steps, _pools(company, steps), closed_weeks(profile.on)[0], now_of(profile.on))
    rng = stream(profile.seed, "purchases")
    begins = np.sort(rng.uniform(office.now - MONTHS_BACK * 22 * DAY, office.now - DAY, profile.scale.purchases))
    log = PurchaseLog([], {}, profile.lexicon.word(steps["dispute"]))
    for number, begin in enumerate(begins):
        _add_order(company, log, office, number, float(begin))
    log.events.sort(key=lambda one: one.at)
    company.purchases = log


def _pools(company: Company, steps: dict[str, Row]) -> dict[str, list[str]]:
    """Return who may do each step."""
    here = [person for person in company.people if person.left is None]
    wanted = {name: row["role"] and company.profile.role(row["role"]) for name, row in steps.items()}
    return {name: [p.code for p in here if not role or p.role == role][:POOL] for name, role in wanted.items()}


def _add_order(company: Company, log: PurchaseLog, office: _Office, number: int, begin: float) -> None:
    """Add an order, what belongs to it, and its steps up to today."""
    rng = stream(company.profile.seed, "purchase", number)
    goes = 2 if rng.random() < TWICE else 1
    order, lines, deliveries, invoices = _things(company, log, number, goes, rng)
    path = _path(goes, is_disputed=bool(rng.random() < DISPUTED))
    weights = np.array([float(office.steps[name]["wait"]) for name, _ in path])
    share = weights * np.exp(rng.normal(0, STEP_SPREAD, len(path)))
    wait = share / share.sum() * LEAD_DAYS * DAY * float(np.exp(rng.normal(0, LEAD_SPREAD)))
    wait[[name == "dispute" for name, _ in path]] = DISPUTE_DAYS * DAY * float(rng.uniform(0.7, 1.3))
    at = begin + np.cumsum(wait)
    seconds = moments(office.first, np.round(at))
    hands = _hands(office, rng)
    for (name, go), minute, second in zip(path, at, seconds, strict=True):
        if minute >= office.now:
            break
        delivery, invoice = deliveries[go], invoices[go]
        about = {"receive": [*lines, delivery], "check": [delivery], "bill": [invoice], "match": [invoice, delivery]}
        about |= {"dispute": [invoice], "release": [invoice], "request": lines, "order": lines}
        moment = datetime.fromtimestamp(int(second), UTC)
        log.events.append(Purchased(company.profile.lexicon.word(office.steps[name]), moment, (order, *about.get(name, ())), hands[name]))


def _path(goes: int, *, is_disputed: bool) -> list[tuple[str, int]]:
    """Return the steps of an order with the delivery that each is about."""
    path = [("request", 0), ("approve", 0), ("order", 0), ("confirm", 0)]
    path += [(name, go) for go in range(goes) for name in ("receive", "check")]
    path += [(name, go) for go in range(goes) for name in ("bill", "match")]
    return [*path, *([("dispute", goes - 1)] if is_disputed else []), ("release", goes - 1)]


def _things(
    company: Company, log: PurchaseLog, number: int, goes: int, rng: np.random.Generator
) -> tuple[str, list[str], list[str], list[str]]:
    """Add an order, its lines, its deliveries and its invoices; return their identifiers."""
    french = company.profile.lexicon.lang == "fr"
    supplier = company.suppliers[int(rng.integers(len(company.suppliers)))].name
    order = f"{'CA' if french else 'PO'}{number + 7001:05d}"
    units = [unit.name for unit in company.units if unit.role != "team"]
    log.things[order] = ("order", {"supplier": supplier, "unit": units[int(rng.integers(len(units)))]}, ())
    lines = [f"{order}-{line + 1}" for line in range(int(rng.choice(3, p=LINES)) + 1)]
    for line in lines:
        log.things[line] = ("line", {"amount": f"{float(np.exp(rng.normal(5.6, 0.9))):.2f}"}, (order,))
    deliveries = [f"{'BL' if french else 'DN'}{number + 7001:05d}{'AB'[go]}" for go in range(goes)]
    invoices = [f"{'FA' if french else 'IN'}{number + 7001:05d}{'AB'[go]}" for go in range(goes)]
    for kind, listed in (("delivery", deliveries), ("invoice", invoices)):
        for one in listed:
            log.things[one] = (kind, {}, (order,))
    return order, lines, deliveries, invoices


def _hands(office: _Office, rng: np.random.Generator) -> dict[str, str]:
    """Return who does each step of an order; now and then whoever asks grants it too."""
    hands = {name: pool[int(rng.integers(len(pool)))] for name, pool in office.pools.items()}
    return hands | ({"approve": hands["request"]} if rng.random() < SAME_HANDS else {})
