"""What was done to a process, and whether its log proves that it worked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from pupitre import words
from pupitre.desk.rights import Reach
from pupitre.desk.web.addresses import address
from pupitre.desk.web.proofs import proof
from pupitre.domains.processes.explains import IMPROVEMENT
from pupitre.domains.processes.web.picture import Cells
from pupitre.domains.processes.web.sight import Sight
from pupitre.kernel import N_, Money, Text
from pupitre.records.models import MODELS
from pupitre.words import Lang

VERDICTS: Mapping[str, tuple[str, Text]] = {
    "works": ("good", Text(N_("works"))),
    "no_effect": ("warn", Text(N_("no effect"))),
    "harmful": ("bad", Text(N_("harmful"))),
    "cannot_tell": ("calm", Text(N_("cannot tell"))),
    "": ("calm", Text(N_("not verified"))),
}
"""Tone and word of each verdict."""
STAGES: Mapping[str, Text] = {
    "plan": Text(N_("planned")),
    "do": Text(N_("being done")),
    "check": Text(N_("being checked")),
    "act": Text(N_("made the rule")),
}


@dataclass(frozen=True, slots=True)
class Improvement:
    """An improvement as written, with what the log says of it.

    Args:
        change, range: What changed and between which bounds, written for the reader; empty when not told.
        target: The change aimed at. target_word: Whether it is reached, None when nothing was aimed at or nothing is told.
        reason: Why nothing is told.
    """

    key: str
    title: str
    stage: Text | None
    starts_on: date | None
    tone: str
    word: Text
    change: str
    range: Text | None
    target: str
    target_word: Text | None
    cases: Text | None
    smallest: str
    reason: Text | None
    gain: Money | None
    proof: str
    decision: str


def improvements(seen: Sight, reach: Reach, lang: Lang) -> tuple[Improvement, ...]:
    """Return the improvements of a process, the latest first."""
    told = {row["improvement"]: row for row in seen.improvements}
    rows = MODELS["improvement"].objects.filter(process=seen.entry.key).values()
    found = [_improvement(row, told.get(row["key"], {}), reach, lang) for row in rows]
    return tuple(sorted(found, key=lambda one: (-(one.starts_on or date.min).toordinal(), one.key)))


def _improvement(row: Cells, told: Cells, reach: Reach, lang: Lang) -> Improvement:
    tone, word = VERDICTS.get("" if told.get("reason") else told.get("verdict") or "", VERDICTS[""])
    change, low, high = (told.get(name) for name in ("change_share", "low_90", "high_90"))
    target = row["target_share"] if row["target_share"] is not None else told.get("target_share")
    is_told = change is not None and low is not None and high is not None
    smallest = told.get("smallest_share")
    return Improvement(
        key=row["key"],
        title=row["title"],
        stage=STAGES.get(row["stage"] or ""),
        starts_on=row["starts_on"],
        tone=tone,
        word=word,
        change=words.share(change, lang, signed=True) if change is not None else "",
        range=_range(low, high, lang) if is_told and low is not None and high is not None else None,
        target="" if target is None else words.share(float(target), lang, signed=True),
        target_word=_reached(told) if is_told and target is not None else None,
        cases=_cases(told),
        smallest="" if smallest is None else words.share(abs(smallest), lang),
        reason=IMPROVEMENT.reasons.get(str(told.get("reason") or "")),
        gain=Money(row["gain"], row["currency"]) if row["gain"] is not None and row["currency"] else None,
        proof=proof("processes.improvement", "", row["key"]),
        decision=address("decide:decision", row["decision"]) if row["decision"] and reach.sees("decision", row["decision"]) else "",
    )


def _range(low: float, high: float, lang: Lang) -> Text:
    ends = {"low": words.share(low, lang, signed=True), "high": words.share(high, lang, signed=True)}
    return Text(N_("9 chances in 10 between %(low)s and %(high)s"), **ends)


def _reached(told: Cells) -> Text:
    return Text(N_("reached")) if told.get("is_target_reached") else Text(N_("not proved"))


def _cases(told: Cells) -> Text | None:
    if told.get("before_cases") is None or told.get("after_cases") is None:
        return None
    return Text(N_("%(before)s cases before, %(after)s after"), before=told["before_cases"], after=told["after_cases"])
