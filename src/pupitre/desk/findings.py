"""Findings kept from run to run: their life, and the order in which they deserve attention."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import Literal

from django.db import transaction
from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast

from pupitre.desk import derived, hearing
from pupitre.desk.rows import Key, columns, read
from pupitre.impact.points import causes_of
from pupitre.kernel import Finding
from pupitre.kernel.wire import finding_from_json, finding_to_json
from pupitre.records import models
from pupitre.records.cells import Plain
from pupitre.records.system import FINDING_STATE

State = Literal["open", "deciding", "entrusted", "set_aside", "closed"]

LIVE: tuple[State, ...] = ("open", "deciding", "entrusted")
"""States of a finding that the data still show and that nobody has set aside."""
UNKNOWN_CONFIDENCE = 0.5
"""What a finding without a measure of its confidence weighs: neither sure nor doubtful."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A finding with its life.

    Args:
        finding: What the last run wrote of it.
        fingerprint: Its name from run to run; that of its first episode when later ones overlap it.
        domain: Who found it.
        state: `open`, `deciding`, `entrusted`, `set_aside`, or `closed` by the data.
        first_seen: Day of the first run that found it. last_seen: Of the last one. opened_on: Of the run that opened it last.
        closed_on: Day of the run that no longer found it.
        reason: Why it was set aside, in the words written. refusal: Why, as a kind of refusal. until: The day on which it comes back.
        decision: The decision taken about it. action: The action entrusted.
        points: By objective, the largest first, what settling it adds to the chance of reaching it, a fraction.
        gain: These points by the weights of the objectives, summed.
    """

    finding: Finding
    fingerprint: str
    domain: str
    state: State
    first_seen: date
    last_seen: date
    opened_on: date
    closed_on: date | None = None
    reason: str | None = None
    refusal: str | None = None
    until: date | None = None
    decision: str | None = None
    action: str | None = None
    points: Mapping[str, float] = field(default_factory=dict)
    gain: float = 0.0


def ranked(*, on: date, limit: int | None = None, states: Collection[State] = LIVE) -> tuple[Kept, ...]:
    """Return the live findings, those that deserve attention first; those of rules that went quiet come last.

    Args:
        on: Today: a finding set aside until a day comes back on that day.
        limit: How many at most; all of them when absent.
        states: The states wanted; `("open",)` for those that nobody has taken up.
    """
    found = [item for item in kept(on=on, closed="closed" in states) if item.state in states]
    quiet = hearing.quiet(on=on)
    return tuple(sorted(found, key=lambda item: (item.finding.rule in quiet, *rank(item))))[:limit]


def kept(*, on: date, closed: bool = True) -> tuple[Kept, ...]:
    """Return every finding kept, in the order in which they were first seen.

    Args:
        on: Today.
        closed: Also those that the data have closed.
    """
    rows = models.Finding.objects.order_by("id")
    return _with_states(rows if closed else rows.filter(closed_on=None), on)


def waiting_count(*, on: date) -> int:
    """Return how many findings nobody has taken up, without reading what they say."""
    rows = list(models.Finding.objects.filter(closed_on=None).defer("body"))
    states = _said_of(rows)
    said = [(row, states.get(row.fingerprint, {})) for row in rows]
    return sum(_state(row, one, _until(one), on) == "open" for row, one in said)


def some(fingerprints: Collection[str], *, on: date) -> tuple[Kept, ...]:
    """Return the findings with these fingerprints; unknown ones are left out."""
    return _with_states(models.Finding.objects.filter(fingerprint__in=fingerprints).order_by("id"), on)


def get(fingerprint: str, *, on: date) -> Kept | None:
    """Return a finding in whatever state, or None when there is no such one."""
    return next(iter(some([fingerprint], on=on)), None)


def rank(item: Kept) -> tuple[float, Decimal, date, date, str, str]:
    """Return the sort key of a finding: gain on the weighted objectives, then money × confidence, then the date that matters, then age."""
    finding = item.finding
    return (-item.gain, -weight(finding), finding.due_on or date.max, finding.since, finding.rule, item.fingerprint)


def weight(finding: Finding) -> Decimal:
    """Return the likely money at stake times the confidence; 0 without money."""
    if finding.stake is None:
        return Decimal(0)
    confidence = UNKNOWN_CONFIDENCE if finding.confidence is None else finding.confidence
    return finding.stake.likely * Decimal(str(confidence))


def _with_states(rows: QuerySet[models.Finding], on: date) -> tuple[Kept, ...]:
    listed = list(rows.defer("body").annotate(said=Cast("body", TextField())))
    states = _said_of(listed)
    return tuple(_kept(row, states.get(row.fingerprint, {}), on) for row in listed)


def _said_of(rows: Sequence[models.Finding]) -> dict[Plain, dict[str, Plain]]:
    names = columns(FINDING_STATE)
    wanted: list[Key] = [(row.fingerprint,) for row in rows]
    return {key[0]: dict(zip(names, values, strict=True)) for key, values in read(FINDING_STATE, wanted).items()}


def _kept(row: models.Finding, said: Mapping[str, Plain], on: date) -> Kept:
    until = _until(said)
    finding, points, gain = _read(row.said)  # type: ignore[attr-defined]  # the body as it is written, which `_with_states` asks for
    return Kept(
        finding=finding,
        fingerprint=row.fingerprint,
        domain=row.domain,
        state=_state(row, said, until, on),
        first_seen=row.first_seen,
        last_seen=row.last_seen,
        opened_on=row.opened_on,
        closed_on=row.closed_on,
        reason=_text(said.get("reason")),
        refusal=_text(said.get("refusal")),
        until=until,
        decision=_text(said.get("decision")),
        action=_text(said.get("action")),
        points=points,
        gain=gain,
    )


@lru_cache(maxsize=1024)
def _read(body: str) -> tuple[Finding, Mapping[str, float], float]:
    """Read what was written of a finding, once for each wording: most pages show findings, and they change with an examination only."""
    written = json.loads(body)
    return finding_from_json(written), MappingProxyType(written["points"] or {}), written.get("gain") or 0.0


def _until(said: Mapping[str, Plain]) -> date | None:
    return date.fromisoformat(str(said["until"])) if said.get("until") else None


def _text(value: Plain) -> str | None:
    return None if value is None else str(value)


def _state(row: models.Finding, said: Mapping[str, Plain], until: date | None, on: date) -> State:
    if row.closed_on is not None:
        return "closed"
    state = said.get("state")
    if state == "set_aside":
        return "set_aside" if until is None or on < until else "open"
    since = said.get("on")
    came_back = since is not None and row.opened_on > date.fromisoformat(str(since))
    if state == "deciding" and not came_back:
        return "deciding"
    if state == "entrusted" and not came_back:
        return "entrusted"
    return "open"


def keep(run: models.ExaminationRun, domain: str, findings: Sequence[Finding]) -> None:
    """Keep what a domain found in a run: new findings open, known ones go on, those it no longer finds are closed.

    An open finding keeps its fingerprint when the domain finds the same rule and subjects with an overlapping episode.

    Raises:
        ValueError: Two findings with one fingerprint.
    """
    by_print = {finding.fingerprint: finding for finding in findings}
    if len(by_print) != len(findings):
        raise ValueError(f"{domain} wrote the same finding twice")
    with transaction.atomic():
        known = {row.fingerprint: row for row in models.Finding.objects.filter(domain=domain)}
        going_on = {name: row for name, row in known.items() if row.closed_on is None and name not in by_print}
        for name, finding in by_print.items():
            row = known.get(name) or _same_fault(finding, going_on.values())
            if row is None:
                row = models.Finding(fingerprint=name, domain=domain, first_seen=run.on, opened_on=run.on, opened_run=run)
            elif row.closed_on is not None:
                row.opened_on, row.opened_run, row.closed_on, row.closed_run = run.on, run, None, None
            going_on.pop(row.fingerprint, None)
            _update(row, finding, run)
        for row in going_on.values():
            row.closed_on, row.closed_run = run.on, run
            row.save(update_fields=["closed_on", "closed_run"])


def give_points() -> None:
    """Write on each live finding what settling it would add to the objectives, from the causes that the last run tested."""
    names = ("impact.cause", "impact.measure_outlook", "strategy.objective_weight")
    if not derived.has(names):
        return
    tables = derived.latest_of(names)
    causes = causes_of(tables["impact.cause"], tables["impact.measure_outlook"], tables["strategy.objective_weight"])
    changed = []
    for row in models.Finding.objects.filter(closed_on=None):
        points = causes.points(finding_from_json(row.body))
        told = row.body | {"points": points or None, "gain": causes.weighed(points) if points else None}
        if told != row.body:
            row.body = told
            changed.append(row)
    models.Finding.objects.bulk_update(changed, ["body"])


def _same_fault(finding: Finding, rows: Iterable[models.Finding]) -> models.Finding | None:
    if finding.episode is None:
        return None
    for row in rows:
        before = finding_from_json(row.body)
        same = before.rule == finding.rule and sorted(before.subjects) == sorted(finding.subjects)
        if same and before.episode is not None and before.episode.overlaps(finding.episode):
            return row
    return None


def _update(row: models.Finding, finding: Finding, run: models.ExaminationRun) -> None:
    is_new = row.pk is None
    before = None if is_new else finding_from_json(row.body).stake
    row.rule, row.body, row.since, row.last_seen = finding.rule, finding_to_json(finding), finding.since, run.on
    row.save()
    likely = finding.stake.likely if finding.stake else None
    if is_new or likely != (before.likely if before else None):
        models.FindingMove.objects.create(finding=row, run=run, likely=likely)
