"""Whether each improvement changed the lead time of its process."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from pupitre.domains.processes.analysis.study import Study
from pupitre.domains.processes.inputs import Improvement, Model
from pupitre.maths.process.proof import Proof, proved

LEAST_VALUES, MOST_VALUES = 2, 50
"""Attributes with so many values tell sorts of case apart."""
DEFAULT_TARGET: Final = -0.2


@dataclass(frozen=True, slots=True)
class Proved:
    """An improvement and what the log proves of it; `proof` is None when nothing could be asked of the log, with the reason."""

    improvement: Improvement
    proof: Proof | None
    reason: str = ""


def all_proved(model: Model, studies: dict[str, Study]) -> tuple[Proved, ...]:
    """Return every improvement, judged by the log of its process."""
    return tuple(_proved(model, one, studies.get(one.process or "")) for one in model.improvements)


def _proved(model: Model, one: Improvement, study: Study | None) -> Proved:
    if not one.process:
        return Proved(one, None, "no_process")
    if one.starts_on is None:
        return Proved(one, None, "no_start")
    if one.starts_on > model.on or one.stage == "plan":
        return Proved(one, None, "not_begun")
    if study is None or study.reason:
        return Proved(one, None, study.reason if study is not None else "no_log")
    table = _cases(study)
    scope = _scope(study, one.applies_to)
    if one.applies_to and scope is None:
        return Proved(one, None, "unknown_scope")
    control = None
    if scope is not None:
        name, value = scope
        away = pc.invert(pc.fill_null(pc.equal(table.column(name), value), False))
        table, control = table.append_column("is_control", away), "is_control"
    at = int(datetime.combine(one.starts_on, time(), UTC).timestamp()) * 1_000_000
    strata = [name for name in _telling(study, table) if scope is None or name != scope[0]]
    target = one.target_share if one.target_share is not None else DEFAULT_TARGET
    proof = proved(table, at, until=study.cases.last, target=target, strata=strata, control=control, seed=model.seed)
    return Proved(one, proof, proof.reason)


def _cases(study: Study) -> pa.Table:
    """Return the cases with their attributes: `begin`, `end` (null while open)."""
    cases, log = study.cases, study.log
    facts = log.rows(log.facts).sort_by("cid")
    end = pa.array(cases.end, mask=~cases.is_finished)
    return facts.append_column("begin", pa.array(cases.begin)).append_column("end", end)


def _telling(study: Study, table: pa.Table) -> list[str]:
    """Return the attributes that tell sorts of case apart."""
    return [name for name in study.log.attributes if LEAST_VALUES <= pc.count_distinct(table.column(name)).as_py() <= MOST_VALUES]


def _scope(study: Study, written: str | None) -> tuple[str, str] | None:
    """Return the attribute and the value that `attribute=value` names, or that a value alone names when one attribute has it."""
    if not written:
        return None
    name, _, value = written.rpartition("=")
    facts = study.log.rows(study.log.facts)
    wanted = _plain(value)
    found = []
    for attribute in study.log.attributes:
        if name and _plain(name) != _plain(attribute):
            continue
        values = [text for text in pc.unique(facts.column(attribute)).to_pylist() if text is not None and _plain(text) == wanted]
        found += [(attribute, text) for text in values]
    return found[0] if len(found) == 1 else None


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
