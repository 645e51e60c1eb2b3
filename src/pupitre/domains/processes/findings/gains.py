"""Which improvements are counted on though nothing proves them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final

from pupitre.domains.processes.analysis import Analysis
from pupitre.domains.processes.analysis.improvements import Proved
from pupitre.domains.processes.inputs import Improvement, Model
from pupitre.kernel import N_, Evidence, Finding, Share, Stake, Subject, Text

MEASURED: Final = 0.9
"""Confidence that a gain is not there when the range at 90 % says so."""
UNMEASURED: Final = 0.5
"""Confidence when nothing can be told: the gain may be there."""


def gains(model: Model, analysis: Analysis) -> tuple[Finding, ...]:
    """Return the improvements declared done, with a gain or a target, that the log does not prove."""
    return tuple(_gain(model, one) for one in analysis.improvements if is_told(model, one))


def is_told(model: Model, one: Proved) -> bool:
    """Tell whether an improvement is declared done and something is expected of it that no log proves.

    One that carries out a decision is left to the verdict on that decision.
    """
    said = one.improvement
    is_done = said.stage == "act" or (said.stage == "check" and said.review_on is not None and said.review_on <= model.on)
    is_begun = said.starts_on is not None and said.starts_on <= model.on
    works = one.proof is not None and one.proof.verdict == "works"
    return is_done and is_begun and not works and not said.decision and bool(said.gain or said.target_share)


def _gain(model: Model, one: Proved) -> Finding:
    said = one.improvement
    verdict = one.proof.verdict if one.proof is not None else "cannot_tell"
    subjects = [Subject("improvement", said.key)] + ([Subject("process", said.process)] if said.process else [])
    return Finding(
        rule="processes.gain_not_proved",
        subjects=tuple(subjects),
        text=_text(model, one, verdict),
        evidence=(_evidence(one, verdict),),
        since=_since(said, model.on),
        stake=_stake(model, said),
        confidence=UNMEASURED if verdict == "cannot_tell" else MEASURED,
        method="processes",
    )


def _text(model: Model, one: Proved, verdict: str) -> Text:
    said = one.improvement
    values: dict[str, object] = {"title": said.title, "process": model.name("process", said.process)}
    if one.proof is not None and verdict in ("no_effect", "harmful", "cannot_tell") and one.proof.ranges:
        low, high = one.proof.bounds(90)
        values |= {"low": Share(low), "high": Share(high)}
        if verdict == "no_effect":
            return Text(
                N_(
                    "“%(title)s” is declared done, but the lead time of “%(process)s” has not moved: between %(low)s and %(high)s, "
                    "9 chances in 10."
                ),
                **values,
            )
        if verdict == "harmful":
            return Text(
                N_(
                    "“%(title)s” is declared done, but the lead time of “%(process)s” is longer since: between %(low)s and %(high)s, "
                    "9 chances in 10."
                ),
                **values,
            )
        return Text(
            N_(
                "“%(title)s” is declared done; the log of “%(process)s” cannot tell whether it works (between %(low)s and %(high)s, 9 "
                "chances in 10): its gain stays not verified."
            ),
            **values,
        )
    if not said.process:
        return Text(N_("“%(title)s” is declared done, but names no process: its gain stays not verified."), **values)
    if one.reason == "no_log":
        return Text(
            N_("“%(title)s” is declared done, but no log of “%(process)s” is loaded: its gain stays not verified."),
            **values,
        )
    return Text(
        N_("“%(title)s” is declared done, but nothing in the log of “%(process)s” proves it: its gain stays not verified."), **values
    )


def _evidence(one: Proved, verdict: str) -> Evidence:
    said, proof = one.improvement, one.proof
    if proof is None or not proof.ranges:
        return Evidence(
            "improvement",
            ((said.key,),),
            ("title", "stage", "starts_on", "target_share", "gain"),
            ((said.title, said.stage, said.starts_on, said.target_share, said.gain),),
        )
    low, high = proof.bounds(90)
    return Evidence(
        "processes.improvement",
        ((said.key,),),
        ("verdict", "change_share", "low_90", "high_90", "before_cases", "after_cases"),
        ((verdict, round(proof.change, 4), round(low, 4), round(high, 4), proof.before_cases, proof.after_cases),),
    )


def _since(said: Improvement, on: date) -> date:
    """Return the day from which its gain is counted on: that of its review, else that on which it came in force."""
    reviewed = said.review_on if said.review_on is not None and said.review_on <= on else None
    return reviewed or said.starts_on or on


def _stake(model: Model, said: Improvement) -> Stake | None:
    """Return the yearly gain counted on, from none of it to all of it."""
    if not said.gain or said.gain <= 0:
        return None
    return Stake(Decimal(0), said.gain / 2, said.gain, said.currency or model.currency)
