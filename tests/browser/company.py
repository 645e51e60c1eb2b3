"""A small company with findings of every look, for the browser."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pyarrow as pa
from django.utils import timezone

from pupitre.kernel import Domain, Evidence, Examination, Finding, Money, Option, Stake, Subject, Text

NOTHING = Option("do_nothing", Text("Ne rien faire"))
MERGE = Option(
    "merge",
    Text("Fusionner les deux projets et rendre le second budget"),
    cost=Money(Decimal(12_000), "EUR"),
    effect=Text("Un seul outil à déployer"),
    gain=Money(Decimal(186_000), "EUR"),
)


def finding(number: int, amount: int | None, **more: object) -> Finding:
    """Return a finding about one project."""
    key = f"P-{number:02}"
    stake = Stake(Decimal(amount) * Decimal("0.8"), Decimal(amount), Decimal(amount) * Decimal("1.3"), "EUR", "once") if amount else None
    proof = (Evidence("project", ((key,),), ("key", "name", "budget"), ((key, f"Projet {number}", Decimal("120000.50")),)),)
    text = Text("« Projet %(number)s » est déclaré vert et finira avec plus de neuf semaines de retard", number=str(number))
    since = timezone.localdate() - timedelta(days=40 + number)
    given = {"subjects": (Subject("project", key),), "stake": stake, **more}
    return Finding("portfolio.late_though_green", text=text, evidence=proof, since=since, **given)


def readings() -> dict[str, pa.Table]:
    """Return a KPI with a year of months and its target."""
    first = timezone.localdate().replace(day=1)
    months = [date(first.year - 1 + (first.month - 1 + n) // 12, (first.month - 1 + n) % 12 + 1, 1) for n in range(13)]
    values = [0.91, 0.9, 0.92, 0.89, 0.88, 0.9, 0.87, 0.86, 0.88, 0.85, 0.86, 0.84]
    kpi = pa.table({"key": ["K-1"], "name": ["Livraisons à l’heure"], "measured_in": ["%"]})
    read = pa.table({"kpi": ["K-1"] * 12, "unit": [""] * 12, "starts_on": months[:-1], "ends_on": months[1:], "value": values})
    target = pa.table({"kpi": ["K-1"], "unit": [""], "starts_on": [months[0]], "ends_on": [months[-1]], "value": [0.92]})
    return {"kpi": kpi, "measure": read, "target": target}


def build() -> None:
    """Write the company and let a domain find nine things."""
    from pupitre.desk import changes, examine
    from pupitre.desk.settings import remember

    today = timezone.localdate()
    remember(name="Groupe Landreval", currency="EUR")
    keys = [f"P-{number:02}" for number in range(1, 10)]
    rows = pa.table({"key": keys, "name": [f"Projet {n}" for n in range(1, 10)], "owner": ["HR"] * 9, "source_row": pa.array(range(5, 14))})
    people = pa.table({"key": ["HR", "LL"], "name": ["Hugo Roche", "Léa Lemaire"]})
    source = changes.SourceRef(name="portefeuille-2026.xlsx", digest="0" * 64, size=12_000, format="xlsx")
    changes.commit({"project": rows, "person": people, **readings()}, by="Claire Vasseur", why=Text("Import"), source=source)
    found = (
        finding(1, 412_000, confidence=0.9, due_on=today - timedelta(days=3), cause=Text("Le budget se dépense plus vite que les jalons.")),
        finding(2, 186_000, confidence=0.86, due_on=today + timedelta(days=9), options=(NOTHING, MERGE)),
        *(finding(number, 90_000 - 9_000 * number, confidence=0.7) for number in range(3, 8)),
        finding(8, None),
        finding(9, None, subjects=(Subject("kpi", "K-1"),)),
    )
    rules = {"portfolio.late_though_green": Text("Vert, mais en retard")}
    cards = [Domain("portfolio", Text("Projets"), (), lambda _snapshot: Examination(found), rules=rules)]
    examine.run(on=today, cards=cards)
