"""What the logs of the processes say together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pyarrow.compute as pc

from pupitre.domains.processes.analysis.defects import defects
from pupitre.domains.processes.analysis.improvements import Proved, all_proved
from pupitre.domains.processes.analysis.logs import log_away, log_of
from pupitre.domains.processes.analysis.rules import Judged, judged
from pupitre.domains.processes.analysis.study import Study, studied
from pupitre.domains.processes.analysis.twins import Twins, twins
from pupitre.domains.processes.inputs import Model, Process
from pupitre.kernel import InputError, Text
from pupitre.maths.process import remote


@dataclass(frozen=True, slots=True)
class Analysis:
    """Every result of the domain for one day.

    Args:
        studies: What each log says, by process. silent: Processes of the register without any event.
        rules: Each rule, judged. improvements: Each improvement, judged. twins: Work done twice.
        refused: Why a log that stays on another engine is not read, by process; under no name when none of them is.
    """

    studies: dict[str, Study]
    silent: tuple[str, ...]
    rules: tuple[Judged, ...]
    improvements: tuple[Proved, ...]
    twins: Twins
    refused: Mapping[str, Text] = field(default_factory=dict)

    def close(self) -> None:
        """Give back what the logs hold."""
        for study in self.studies.values():
            study.log.engine.close()


def analyse(model: Model) -> Analysis:
    """Return everything the processes of a model say; each log is encoded once."""
    away, refused = _away(model)
    logged = sorted({key for key in pc.unique(model.events.column("process")).to_pylist() if key}.union(away))
    studies = {}
    for key in logged:
        try:
            log = log_away(model.events_at, key, until=model.on) if key in away else log_of(model.events, key, until=model.on)
        except InputError as fault:  # one log that its engine refuses stops no other
            refused[key] = fault.what
            continue
        if not log.activities:
            log.engine.close()
            continue
        study = studied(log, model.process(key) or unknown(key), seed=model.seed, staff=model.staff)
        studies[key] = study.with_defects(defects(model.events, key, log, model.on))
    silent = tuple(one.key for one in model.processes if one.key not in studies)
    return Analysis(studies, silent, judged(model, studies), all_proved(model, studies), twins(model, studies), refused)


def _away(model: Model) -> tuple[tuple[str, ...], dict[str, Text]]:
    """Return the processes whose events stay on the company's own engine, and why it does not answer, when it does not."""
    if not model.events_at:
        return (), {}
    try:
        return tuple(remote.processes(model.events_at)), {}
    except InputError as fault:
        return (), {"": fault.what}


def unknown(key: str) -> Process:
    """Return a process that only its log knows."""
    return Process(key, key, *(None,) * 10)


__all__ = ["Analysis", "Study", "analyse"]
