"""Findings written by hand for the tests of the desk's pages, and pages read as plain text."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from django.test import Client

from pupitre.kernel import Evidence, Finding, Stake, Subject, Text

TODAY = date(2026, 3, 2)


def a_finding(key: str = "P-1", rule: str = "portfolio.cost_drift", text: str = "", amount: int | None = None, **more: object) -> Finding:
    """Return a finding about a project."""
    stake = Stake(Decimal(amount) * Decimal("0.8"), Decimal(amount), Decimal(amount) * Decimal("1.2"), "EUR", "once") if amount else None
    proof = (Evidence("project", ((key,),), ("key", "budget", "due_on"), ((key, Decimal("120000.50"), date(2026, 6, 1)),)),)
    given = {"subjects": (Subject("project", key),), "evidence": proof, "since": TODAY - timedelta(days=40), "stake": stake, **more}
    return Finding(rule=rule, text=Text("%(what)s", what=text or f"Finding {key}"), **given)


def page(client: Client, address: str = "/en/", **more: object) -> str:
    """Return a page that answers, its no-break spaces as plain ones."""
    answer = client.get(address, **more)
    assert answer.status_code == 200
    return answer.content.decode().replace("\u00a0", " ").replace("\u202f", " ")
