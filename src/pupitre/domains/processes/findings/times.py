"""Where the lead time goes, and whether it is the one promised."""

from __future__ import annotations

from typing import Final

from pupitre.domains.processes.analysis import Analysis
from pupitre.domains.processes.analysis.study import DAY, Study
from pupitre.domains.processes.analysis.waits import Wait
from pupitre.domains.processes.findings.priced import price, stake
from pupitre.domains.processes.findings.told import MOST_SURE, fresh, step
from pupitre.domains.processes.inputs import Model
from pupitre.kernel import N_, Days, Evidence, Finding, Share, Subject, Text

WITHOUT_BEGINS: Final = 0.6
"""Confidence at most when waiting cannot be told from work."""
NARROW: Final = 0.03
"""A range of shares narrower than this is written with a decimal."""
SLOWER: Final = 0.97
"""Confidence that the median is above the promise when its range at 95 % is: one side of it."""


def bottlenecks(model: Model, analysis: Analysis) -> tuple[Finding, ...]:
    """Return the steps before which work waits far longer than before the others."""
    return tuple(
        _bottleneck(model, study, wait) for study in fresh(model, analysis) if study.waits is not None for wait in study.waits.bottlenecks
    )


def _bottleneck(model: Model, study: Study, wait: Wait) -> Finding:
    has_begins = study.waits is not None and study.waits.has_begins
    sure = min(wait.chance, MOST_SURE if has_begins else WITHOUT_BEGINS)
    shown: dict[str, str | int | float] = {
        "activity": wait.activity,
        "wait_share": round(wait.share, 4),
        "wait_days": round(wait.wait_s / wait.passages / DAY, 2),
        "event_count": wait.passages,
    }
    if wait.lost is not None:
        shown["lost_days_year"] = round(wait.lost.likely, 1)
    return Finding(
        rule="processes.bottleneck",
        subjects=(Subject("process", study.process), step(study, wait.activity)),
        text=_waits(model, study, wait) if has_begins else _goes_by(model, study, wait),
        evidence=(
            Evidence("processes.step", ((study.process, wait.activity),), tuple(shown), (tuple(shown.values()),)),
            *price(model, study),
        ),
        since=wait.since or study.first_on,
        stake=stake(model, study, wait.lost),
        confidence=round(sure, 2),
        method="bottleneck",
    )


def _waits(model: Model, study: Study, wait: Wait) -> Text:
    said: dict[str, object] = {
        "process": model.name("process", study.process),
        "step": wait.activity,
        "share": Share(wait.share),
        "low": Share(wait.low, _digits(wait)),
        "high": Share(wait.high, _digits(wait)),
    }
    if wait.trend and wait.now_s is not None and wait.before_s is not None:
        said |= {"now": Days(wait.now_s / DAY), "before": Days(wait.before_s / DAY)}
        if wait.trend > 0:
            return Text(
                N_(
                    "%(share)s of the lead time of “%(process)s” is spent waiting for “%(step)s” (between %(low)s and %(high)s), and the "
                    "wait grows: %(now)s over the last quarter, %(before)s over the one before."
                ),
                **said,
            )
        return Text(
            N_(
                "%(share)s of the lead time of “%(process)s” is spent waiting for “%(step)s” (between %(low)s and %(high)s); the wait is "
                "falling: %(now)s over the last quarter, %(before)s over the one before."
            ),
            **said,
        )
    return Text(N_("%(share)s of the lead time of “%(process)s” is spent waiting for “%(step)s” (between %(low)s and %(high)s)."), **said)


def _digits(wait: Wait) -> int:
    """Return the decimals that tell the two ends of the range apart."""
    return 1 if wait.high - wait.low < NARROW else 0


def _goes_by(model: Model, study: Study, wait: Wait) -> Text:
    return Text(
        N_(
            "%(share)s of the lead time of “%(process)s” goes by before “%(step)s” is done (between %(low)s and %(high)s); the log "
            "does not say when steps begin, so waiting and work are together."
        ),
        process=model.name("process", study.process),
        step=wait.activity,
        share=Share(wait.share),
        low=Share(wait.low, _digits(wait)),
        high=Share(wait.high, _digits(wait)),
    )


def slower(model: Model, analysis: Analysis) -> tuple[Finding, ...]:
    """Return the processes half of whose recent cases take longer than promised."""
    found = []
    for study in fresh(model, analysis):
        process = model.process(study.process)
        median = study.recent.median if study.recent is not None else None
        if process is None or not process.target_days or study.recent is None or median is None:
            continue
        low = study.recent.median_range[0]
        if low is not None and low / DAY > process.target_days:
            found.append(_slower(model, study, median / DAY, process.target_days))
    return tuple(found)


def _slower(model: Model, study: Study, median: float, promised: float) -> Finding:
    lead = study.cases.lead_s[study.cases.is_finished] / DAY
    told = study.waits.bottlenecks if study.waits is not None else ()
    shown: dict[str, int | float] = {
        "lead_median_days": round(median, 2),
        "lead_mean_days": round(float(lead.mean()), 2),
        "open_count": len(study.cases.cid) - study.cases.finished_count,
    }
    if study.late is not None:
        shown["late_days_year"] = round(study.late.likely, 1)
    return Finding(
        rule="processes.slower_than_promised",
        subjects=(Subject("process", study.process),),
        text=Text(
            N_("Half of the cases of “%(process)s” begun in the last twelve months take more than %(median)s; %(promised)s are promised."),
            process=model.name("process", study.process),
            median=Days(median),
            promised=Days(promised),
        ),
        evidence=(
            Evidence(
                "processes.overview",
                ((study.process,),),
                tuple(shown),
                (tuple(shown.values()),),
            ),
            Evidence("process", ((study.process,),), ("name", "target_days"), ((model.name("process", study.process), promised),)),
            *price(model, study),
        ),
        since=study.above_since(promised),
        stake=stake(model, study, study.late, beside=[one.lost for one in told if one.lost is not None]),
        confidence=SLOWER,
        method="processes",
    )
