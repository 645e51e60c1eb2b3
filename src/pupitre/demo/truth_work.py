"""Where work truly waits and truly goes back, for the file of planted truth."""

from __future__ import annotations

from pupitre.demo.company import Company
from pupitre.demo.files.journal import slips
from pupitre.demo.invent.processes import code_of

Json = dict[str, object]

SHARE_TOLERANCE = 0.03
LEAST_STALL = 0.25
"""A share of the lead time under this is within what any step may take."""
LEAST_CASES, LEAST_RETURN, LEAST_RATIO = 12, 0.065, 3.5
"""Orders that went back in a family, their share of it, and how many times the share of the other families: under any of them, the return
cannot be told from chance."""


def work(company: Company) -> list[Json]:
    """Return the plants about work: the steps that orders wait for, and the families whose orders go back."""
    return [_stalled(company), _looped(company)]


def _stalled(company: Company) -> Json:
    assert company.orders is not None
    cases = [
        {
            "subjects": [code_of(company, "production")],
            "below_detection": min(one.shares) < LEAST_STALL,
            "figures": [{"name": "share", "any_of": list(one.shares), "tolerance": SHARE_TOLERANCE}],
            "also": [one.step],
        }
        for one in company.orders.stalled
    ]
    return {"plant": 9, "rule": "processes.bottleneck", "kind": "process", "one_finding": True, "instances": cases}


def _looped(company: Company) -> Json:
    assert company.orders is not None
    cases = []
    for one in company.orders.looped:
        seen = one.cases >= LEAST_CASES and one.share >= LEAST_RETURN and one.share >= LEAST_RATIO * one.other_share
        cases.append(
            {
                "subjects": [code_of(company, "production")],
                "below_detection": not seen,
                "figures": [{"name": "share", "any_of": [one.share], "tolerance": 0.02}],
                "also": [one.leaves, one.returns],
                "values": [one.family],
            }
        )
    return {"plant": 10, "rule": "processes.rework_loop", "kind": "process", "one_finding": True, "instances": cases}


def still(company: Company) -> list[Json]:
    """Return what looks like held-up work and is none, with the names that a sentence of a rule must not hold together."""
    log, purchases = company.orders, company.purchases
    assert log is not None
    assert purchases is not None
    production, purchase = code_of(company, "production"), code_of(company, "purchase")
    found = [
        _decoy("i", "long waits before a step that few purchases take", "processes.bottleneck", purchase, purchases.rare),
        _decoy("k", "a step that takes long and does not wait", "processes.bottleneck", production, log.slow),
    ]
    if log.even not in {(one.leaves, one.returns) for one in log.looped}:
        found.append(_decoy("j", "a return as frequent in every family", "processes.rework_loop", production, *log.even))
    return found


def _decoy(letter: str, what: str, rule: str, *spoken: str) -> Json:
    return {"decoy": letter, "what": what, "rules": [rule], "subjects": [], "spoken": list(spoken)}


def events(company: Company) -> int:
    """Return how many events the logs hold, those told twice counted twice."""
    assert company.orders is not None
    assert company.purchases is not None
    return len(company.orders.events) + len(slips(company).repeated) + len(company.purchases.events)
