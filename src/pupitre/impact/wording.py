"""Probabilities and what acts on them, in the words of a sentence."""

from __future__ import annotations

from pupitre.impact.model import Model
from pupitre.kernel import N_, Share, Text

BAR = 0.5
"""Under one chance in two, an objective is more likely to be missed than reached."""
UNLIKELY = 1 / 3
"""Under one chance in three, reaching an objective would be a surprise: it is told as a finding."""
LEAST, MOST = 0.005, 0.995
"""Nothing is told with more than two digits: beyond these, "less than 1 %" and "more than 99 %"."""


def said(share: float) -> Text:
    """Return a probability as it is written: two digits at most."""
    if share < LEAST:
        return Text(N_("less than 1%%"))
    if share > MOST:
        return Text(N_("more than 99%%"))
    return Text("%(share)s", share=Share(share))


def between(low: float, high: float) -> Text:
    """Return a range of probabilities in words."""
    if high < LEAST or low > MOST:
        return said(high)
    if high > MOST and low >= BAR:
        return Text(N_("at least %(low)s"), low=said(low))
    if round(low, 2) == round(high, 2):
        return Text(N_("at most %(high)s"), high=said(high)) if high < BAR else Text(N_("at least %(low)s"), low=said(low))
    return Text(N_("between %(low)s and %(high)s"), low=round(100 * low), high=Share(round(high, 2)))


def points(share: float) -> Text:
    """Return a difference of probabilities in points, without its sign."""
    if 0 < abs(share) < LEAST:
        return Text(N_("less than 1 point"))
    return Text.many(N_("%(count)s point"), N_("%(count)s points"), count=round(abs(100 * share)))


def points_between(before: float, after: float) -> Text:
    """Return how far apart two probabilities are, so that it is the difference of the two as they are written."""
    return points((round(100 * after) - round(100 * before)) / 100)


def held_back_by(model: Model, kind: str, key: str, family: str) -> Text:
    """Return what holds an objective back, as the middle of a sentence."""
    name = named(model, kind, key)
    match family, kind:
        case "trend", "assumption":
            return Text(N_("“%(name)s” no longer holds"), name=name)
        case "trend", _:
            return Text(N_("“%(name)s” does not move by itself as needed"), name=name)
        case "lateness", _:
            return Text(N_("“%(name)s” comes too late"), name=name)
        case "dependencies", _:
            return Text(N_("“%(name)s” waits for others"), name=name)
        case "capacity", _:
            return Text(N_("“%(name)s” lacks hands"), name=name)
        case "risks", _:
            return Text(N_("the risk “%(name)s”"), name=name)
    return Text(N_("“%(name)s” may bring less than hoped"), name=name)


def lever(model: Model, kind: str, key: str, family: str) -> Text:
    """Return what would take a cause away, in the infinitive."""
    name = named(model, kind, key)
    match family, kind:
        case "trend", "assumption":
            return Text(N_("Plan again without “%(name)s”"), name=name)
        case "trend", _:
            return Text(N_("Find another way to move “%(name)s”"), name=name)
        case "lateness", _:
            return Text(N_("Bring “%(name)s” back to its date"), name=name)
        case "dependencies", _:
            return Text(N_("Free “%(name)s” from what it waits for"), name=name)
        case "capacity", _:
            return Text(N_("Give “%(name)s” the hands it lacks"), name=name)
        case "risks", _:
            return Text(N_("Treat the risk “%(name)s”"), name=name)
    return Text(N_("Secure what “%(name)s” should bring"), name=name)


def named(model: Model, kind: str, key: str) -> str:
    """Return the name a person reads: for a measure, that of its KPI."""
    if kind == "measure":
        result = next((r.result for r in model.readings if r.result.key == key), None)
        return model.rows.name("kpi", result.kpi) if result and result.kpi else key
    if kind == "assumption":
        return next((a.statement for a in model.rows.assumptions if a.key == key), key)
    return model.rows.name("risk" if kind == "treatment" else kind, key)
