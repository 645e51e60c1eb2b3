"""What waiting costs in a year, said below the waits of a process, or why it is not said."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from pupitre.desk.settings import currency_of_home
from pupitre.desk.web.proofs import proof
from pupitre.domains.processes.web.register import Entry
from pupitre.kernel import N_, Money, Text


@dataclass(frozen=True, slots=True)
class Price:
    """The cost of waiting in words.

    Args:
        text: The sentence. proof: The page that proves its figures; empty when it has none.
        is_known: Whether a day has a price; when it has none, the reader is led to where it is written.
    """

    text: Text
    proof: str
    is_known: bool


def price(entry: Entry) -> Price | None:
    """Return what the wait before the step where most days are lost costs; None when no day is lost, or none is counted.

    Args:
        entry: The process, over all of its cases.
    """
    waited = [step for step in entry.steps if step.get("lost_days_year")]
    if not waited:
        return None
    step = max(waited, key=lambda one: (one["lost_days_year"], one["activity"]))
    day = entry.row["delay_cost"]
    if not day:
        return Price(Text(N_("The register does not say what a day of delay costs: waiting has no price.")), "", is_known=False)
    paid = entry.row["currency"] or currency_of_home()
    text = Text.many(
        N_("Time beyond the usual before “%(step)s” costs %(cost)s a year: %(count)s day in all, at %(price)s a day."),
        N_("Time beyond the usual before “%(step)s” costs %(cost)s a year: %(count)s days in all, at %(price)s a day."),
        count=round(step["lost_days_year"]),
        step=step["activity"],
        cost=Money(Decimal(repr(step["lost_days_year"])) * day, paid),
        price=Money(day, paid),
    )
    return Price(text, proof("processes.step", "lost_days_year", entry.key, step["activity"]), is_known=True)
