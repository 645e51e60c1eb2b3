"""What the page of trade-offs was asked: limits typed in place, projects kept or left out."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict

from pupitre import words
from pupitre.desk.arbitration import Ground, Wanted
from pupitre.desk.entry.reading import read
from pupitre.impact.arbitration.case import ASSUMED, case_of
from pupitre.kernel import N_, PupitreError, Text
from pupitre.tables import Field

PREFIX = "limit-"
HALF = 0.5
"""A limit typed within half a unit of the declared one is the declared one."""
TYPED = Field("value", "money", "")


@dataclass(frozen=True, slots=True)
class Said:
    """What was asked, and what of it could not be read.

    Args:
        wanted: What is solved. typed: By code of a limit, the text in its field. faults: By code, what is wrong with that text.
    """

    wanted: Wanted
    typed: dict[str, str]
    faults: dict[str, Text]

    @property
    def is_other(self) -> bool:
        """Whether something else than what is declared was asked."""
        return self.wanted != Wanted()


def said(query: QueryDict, of: Ground, lang: words.Lang) -> Said:
    """Return what an address or a form asks; what cannot be read is told and left as declared.

    Args:
        query: The address or the form. of: What the choice rests on. lang: The language of the page.
    """
    typed = {name.removeprefix(PREFIX): str(value).strip() for name, value in query.items() if name.startswith(PREFIX)}
    declared = {limit.key: limit.value for limit in of.means.limits} or {ASSUMED: today(of)}
    values: dict[str, float] = {}
    faults: dict[str, Text] = {}
    for key, text in typed.items():
        try:
            value = read(text, TYPED, lang, currency=of.currency) if text else None
        except PupitreError as fault:
            faults[key] = fault.what
            continue
        if value is not None and float(str(value)) < 0:
            faults[key] = Text(N_("A limit is never below 0."))
            continue
        if value is not None and abs(float(str(value)) - declared.get(key, float("inf"))) > HALF:
            values[key] = float(str(value))
    budget = values.pop(ASSUMED, None)
    values = {key: value for key, value in values.items() if key in declared}
    wanted = Wanted(
        tuple(sorted(values.items())), budget, frozenset(filter(None, query.getlist("keep"))), frozenset(filter(None, query.getlist("out")))
    )
    return Said(wanted, typed, faults)


def today(of: Ground) -> float:
    """Return the money that today's plan takes."""
    return float(case_of(of.means, of.acting, ()).limits[0].value)
