"""Which rules the cases of each process break."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

import numpy as np

from pupitre.domains.processes.analysis.study import Study, day_of
from pupitre.domains.processes.inputs import Model, ProcessRule
from pupitre.maths.process.rules import Broken, Rule, broken

SAMPLE: Final = 1000
"""Cases that break a rule among which the first is looked for."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A rule and how the log keeps to it.

    Args:
        rule: As written. result: How the log keeps to it; None when it cannot be judged, with the `reason`.
        since: The day on which the first of the cases that break it ended, as far as they are named.
        reason: `no_log`, `incomplete` (the rule does not say enough), `unknown_step` (the log never shows one of its steps), `no_persons`.
    """

    rule: ProcessRule
    result: Broken | None
    reason: str = ""
    since: date | None = None


def judged(model: Model, studies: dict[str, Study]) -> tuple[Judged, ...]:
    """Return every rule, judged by the log of its process."""
    return tuple(_judged(model, one, studies.get(one.process)) for one in model.rules)


def _judged(model: Model, rule: ProcessRule, study: Study | None) -> Judged:
    if study is None or not study.done:
        return Judged(rule, None, "no_log")
    try:
        asked = Rule(rule.kind, _step(study, rule.first), _step(study, rule.second), rule.days)  # type: ignore[arg-type]  # a choice field
    except (ValueError, KeyError):
        return Judged(rule, None, "incomplete")
    at = int(datetime.combine(model.on + timedelta(days=1), time(), UTC).timestamp()) * 1_000_000
    found = broken(study.log, asked, finals=study.cases.finals, at=min(at, study.cases.last), sample=SAMPLE)
    if found.missing and set(found.missing) & {asked.first, asked.second}:
        return Judged(rule, None, "unknown_step")
    if not found.cases:
        return Judged(rule, None, "no_persons" if rule.kind == "four_eyes" else "unknown_step")
    return Judged(rule, found, since=_since(study, found))


def _since(study: Study, found: Broken) -> date | None:
    if not found.sample_cases:
        return None
    log = study.log
    named = log.rows(log.facts.filter(log.facts["case"].isin(found.sample_cases)).select("cid")).column("cid").to_numpy()
    return day_of(int(study.cases.end[np.isin(study.cases.cid, named)].min()))


def _step(study: Study, written: str | None) -> str | None:
    """Return a step as the log writes it, whatever the capitals and spaces; as the rule writes it when the log has none such."""
    if not written or not written.strip():
        return None
    wanted = " ".join(written.split()).casefold()
    return next((name for name in study.log.activities if " ".join(name.split()).casefold() == wanted), written)
