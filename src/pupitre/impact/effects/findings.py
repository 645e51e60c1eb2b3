"""The decisions that changed nothing, or that harm, as findings with their proof."""

from __future__ import annotations

from collections.abc import Sequence

from pupitre.impact.effects.carried import Carried
from pupitre.impact.effects.judging import Judged
from pupitre.impact.effects.record import Decision, Record
from pupitre.kernel import N_, Evidence, Finding, Money, Option, Period, Quantity, Share, Stake, Subject, Text
from pupitre.maths.causal.estimate import JUDGED

COLUMNS = (
    "kpi",
    "unit",
    "method",
    "from_on",
    "to_on",
    "estimate",
    f"low_{JUDGED}",
    f"high_{JUDGED}",
    "smallest_visible",
    "expected_likely",
)


TABLE = "impact.decision_effect"
RULES = {"harmful": "impact.harmful_decision", "no_effect": "impact.decision_without_effect"}
IN_LOGS = (
    "improvement",
    "process",
    "method",
    "from_on",
    "estimate",
    f"low_{JUDGED}",
    f"high_{JUDGED}",
    "smallest_visible",
    "expected_likely",
)


def findings(record: Record, found: Sequence[Judged], done: Sequence[Carried]) -> tuple[Finding, ...]:
    """Return a finding for each decision that harms, and for each whose effect is as good as none."""
    told = [_finding(record, one, RULES[one.verdict]) for one in found if one.verdict in RULES]
    return (*told, *(_in_log(record, one, RULES[one.proof.verdict]) for one in done if one.is_measured and one.proof.verdict in RULES))


def _finding(record: Record, one: Judged, rule: str) -> Finding:
    decision, estimate = one.decision, one.estimate
    low, high = estimate.bounds(JUDGED)
    kpi = record.kpis.get(one.kpi)
    unit = kpi.measured_in or "" if kpi else ""
    said = {
        "decision": decision.title,
        "kpi": kpi.name if kpi else one.kpi,
        "low": Quantity(low, unit),
        "high": Quantity(high, unit),
        "size": Quantity(abs(estimate.estimate), unit),
    }
    if rule == "impact.harmful_decision":
        up = N_("“%(decision)s” harms: “%(kpi)s” stands %(size)s above what it would read without it (between %(low)s and %(high)s).")
        down = N_("“%(decision)s” harms: “%(kpi)s” stands %(size)s below what it would read without it (between %(low)s and %(high)s).")
        text = Text(up if estimate.estimate > 0 else down, **said)
    else:
        text = Text(N_("“%(decision)s” changes next to nothing in “%(kpi)s”: between %(low)s and %(high)s."), **said)
    start = decision.from_on or record.on
    cost = _cost(record, decision)
    row = (one.kpi, one.unit, estimate.method, start, one.ends_on, estimate.estimate, low, high, estimate.smallest_visible)
    return Finding(
        rule=rule,
        subjects=(Subject("decision", decision.key), Subject("kpi", one.kpi), *((Subject("unit", one.unit),) if one.unit else ())),
        text=text,
        evidence=(Evidence(TABLE, ((decision.key, one.kpi, one.unit, ""),), COLUMNS, ((*row, decision.expected_likely),)),),
        since=start,
        episode=Period(start, max(one.ends_on or record.on, start)) if (one.ends_on or record.on) > start else None,
        stake=_stake(cost),
        confidence=1 - estimate.p_value if rule == "impact.harmful_decision" else JUDGED / 100,
        cause=_beside(one),
        due_on=decision.review_on,
        options=_options(rule, cost),
        method="decision-effect",
    )


def _in_log(record: Record, one: Carried, rule: str) -> Finding:
    """Return what the log of a process says against the decision that an improvement carries out."""
    decision, improvement, proof = one.decision, one.improvement, one.proof
    said = {
        "decision": decision.title,
        "process": one.process,
        "low": Share(proof.low_90 or 0.0),
        "high": Share(proof.high_90 or 0.0),
        "size": Share(abs(proof.change_share or 0.0)),
    }
    harms = N_(
        "“%(decision)s” harms: the lead time of “%(process)s” is %(size)s longer than it would be without it (change between %(low)s and "
        "%(high)s)."
    )
    idle = N_("“%(decision)s” changes next to nothing in the lead time of “%(process)s”: between %(low)s and %(high)s.")
    cost, row = _cost(record, decision), one.row
    return Finding(
        rule=rule,
        subjects=(
            Subject("decision", decision.key),
            Subject("improvement", improvement.key),
            Subject("process", improvement.process or ""),
        ),
        text=Text(harms if proof.verdict == "harmful" else idle, **said),
        evidence=(Evidence(TABLE, ((decision.key, "", "", improvement.key),), IN_LOGS, (tuple(row[name] for name in IN_LOGS),)),),
        since=improvement.starts_on or record.on,
        stake=_stake(cost),
        confidence=JUDGED / 100,
        due_on=decision.review_on,
        options=_options(rule, cost, is_in_log=True),
        method="proof-of-improvement",
    )


def _cost(record: Record, decision: Decision) -> Money | None:
    return Money(decision.cost, decision.currency or record.currency) if decision.cost else None


def _stake(cost: Money | None) -> Stake | None:
    return Stake(cost.amount, cost.amount, cost.amount, cost.currency, "once") if cost else None


def _beside(one: Judged) -> Text | None:
    """Return what else happened in the window: the effect may be theirs in part."""
    if not one.beside:
        return None
    return Text.many(
        N_("%(count)s other thing happened to this KPI at the same time (%(names)s): the effect may be its own in part."),
        N_("%(count)s other things happened to this KPI at the same time (%(names)s): the effect may be theirs in part."),
        count=len(one.beside),
        names=tuple(Text(N_("“%(name)s”"), name=event.title) for event in one.beside[:3]),
    )


def _options(rule: str, cost: Money | None, *, is_in_log: bool = False) -> tuple[Option, ...]:
    unpriced = Text(N_("Nothing in the data says what it costs or saves."))
    back = N_("The lead time should come back to where it stood") if is_in_log else N_("The KPI should come back to where it stood")
    stop = Option("stop", Text(N_("Take the decision back")), effect=Text(back), unpriced=unpriced)
    correct = Option("correct", Text(N_("Correct it: other conditions, other scope, other means")), unpriced=unpriced)
    if rule == "impact.decision_without_effect":
        saved = N_("What it costs is saved, and the KPI should not move")
        effect = Text(N_("What it costs is saved, and the lead time should not move") if is_in_log else saved)
        stop = Option("stop", Text(N_("Take the decision back")), gain=cost, effect=effect, unpriced=None if cost else unpriced)
    nothing = Option("do_nothing", Text(N_("Go on as it is, and judge again at the next review")), unpriced=unpriced)
    return (stop, correct, nothing)
